"""The compiled tables: levels told apart, three cities counted once, zeros that are not figures left out."""

import pandas as pd
import pytest

from pipelines.base_territoriale import all_levels
from pipelines.harmonise import rebase_table
from pipelines.notes import take_notes
from pipelines.reference import Reference

COMMUNE_TABLES = (
    "populations_series",
    "etat_civil",
    "logement",
    "emploi_flores",
    "equipements",
    "associations",
    "apl",
    "energie",
    "co2",
)


def rules(frame):
    return {item.rule: item.count for item in take_notes(frame).defects}


@pytest.mark.parametrize("source_id", COMMUNE_TABLES)
def test_only_communes_are_left_each_once(source_id, parsed):
    frame = parsed(source_id)
    assert frame["code"].is_unique
    assert frame["code"].str.fullmatch(r"\d{5}|2[AB]\d{3}").all()
    assert not frame["code"].isin({"75101", "75102"}).any()
    found = rules(frame)
    assert found["sans_identifiant"] == 2
    assert found["arrondissement"] == 2
    assert found["niveau_supérieur"] == 6


@pytest.mark.parametrize("source_id", COMMUNE_TABLES)
def test_a_commune_too_recent_for_the_compilation_has_no_row(source_id, parsed):
    assert not parsed(source_id)["code"].isin({"15031", "15035", "15171", "60694"}).any()


@pytest.mark.parametrize("source_id", sorted(set(COMMUNE_TABLES) - {"apl"}))
def test_counts_may_be_added_up(source_id, sources):
    assert all(column.additive for column in sources[source_id].columns if column.unit)


def test_levels_of_the_published_ids(sources):
    from tests.pipelines.conftest import FIXTURES

    frame = all_levels([FIXTURES / "base_territoriale" / "sup.parquet"], {"pmun2022": "pmun2022"}).frame
    levels = frame.set_index("code")["level"]
    assert levels["01"] == "departement"
    assert levels["11"] == "region"
    assert levels["FR"] == "france"
    assert levels["200093201"] == "epci"
    assert levels["200057982"] == "ept"
    assert levels["01187"] == "commune"
    assert levels["2A004"] == "commune"
    assert "97" not in levels.index


def test_paris_is_its_arrondissements_where_its_own_row_is_zero(parsed):
    paris = parsed("populations_series").set_index("code").loc["75056"]
    assert paris["pmun2022"] == 15_475 + 20_433
    assert parsed("energie").set_index("code").loc["75056", "elec_total_mwh"] == 12_146_787


def test_paris_is_its_own_row_where_both_are_published(parsed):
    rows = parsed("etat_civil").set_index("code")
    assert rows.loc["75056", "births_2023"] == 21_775
    assert rows.loc["75056", "births_2022"] < 1_000


def test_access_to_care_of_paris_is_a_mean_of_its_inhabitants(parsed):
    frame = parsed("apl").set_index("code")
    assert 4 < frame.loc["75056", "gp"] < 8
    assert frame.loc["88304", "gp"] == 3.451
    assert frame.loc["55039", "gp_status"] == "missing"


def test_zero_is_a_figure_where_nobody_lives(parsed):
    assert parsed("populations_series").set_index("code").loc["55039", "pmun2022"] == 0


def test_years_not_published_in_mayotte_are_missing(parsed):
    row = parsed("etat_civil").set_index("code").loc["97611"]
    assert pd.isna(row["births_2019"])
    assert row["births_2019_status"] == "missing"
    assert row["births_2022"] == 3_301
    assert "97611" not in set(parsed("populations_series")["code"])


def test_the_empty_year_of_flores_is_said(parsed):
    frame = parsed("emploi_flores")
    assert frame.set_index("code").loc["92050", "jobs_2022"] == 113_624
    said = [item.message for item in take_notes(frame).defects if item.value == "sal_2023"]
    assert said == ["Année 2023 à zéro partout parce que non publiée : colonnes laissées."]


def test_associations_under_local_law_are_not_counted(parsed):
    frame = parsed("associations")
    assert "57463" not in set(frame["code"])
    assert frame.set_index("code").loc["88304", "associations"] == 73 + 44 + 45 + 16


def test_no_commune_is_without_electricity(parsed):
    rows = parsed("energie").set_index("code")
    assert rows.loc["09304", "elec_total_mwh_status"] == "missing"
    assert rows.loc["25161", "elec_residential_mwh_status"] == "missing"
    assert rows.loc["25161", "elec_total_mwh"] > 0


def test_dwellings_are_kept_to_a_tenth(parsed):
    row = parsed("logement").set_index("code").loc["88304"]
    assert (row["dwellings"], row["houses"], row["owners"]) == (3214.8, 1180.5, 961.4)


def test_figures_before_a_split_cover_what_was_split(parsed, sources):
    reference = Reference.from_frames(parsed("cog"), parsed("cog_mouvements"))
    done = rebase_table(parsed("etat_civil"), sources["etat_civil"], reference)
    assert done.rebase.merged == 0
    assert done.rebase.splits["60054"] == ("60054", "60694")
