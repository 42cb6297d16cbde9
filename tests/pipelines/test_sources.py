"""Every source reads its publisher's format as it is."""

import re

import pandas as pd
import pytest

from citeoscope.errors import CatalogueError
from pipelines.declare import FOLDER, load_sources
from pipelines.notes import take_notes

IDS = sorted(path.stem for path in FOLDER.glob("*.toml"))
PUBLISHED = sorted(one.id for one in load_sources().values() if one.mirror)  # the others only have a service: see live/


def rules(frame):
    return {item.rule: item.count for item in take_notes(frame).defects}


@pytest.mark.parametrize("source_id", PUBLISHED)
def test_every_source_parses_into_its_declared_columns(source_id, parsed, sources):
    frame = parsed(source_id)
    declared = {column.name for column in sources[source_id].columns} - {"outline", "covers"}
    required = {name for name in declared if not name.endswith("_status")}
    assert required <= set(frame.columns) <= declared
    assert take_notes(frame).rows_in >= 1


@pytest.mark.parametrize("source_id", IDS)
def test_every_declaration_says_what_a_reader_needs(source_id, sources):
    source = sources[source_id]
    assert source.title
    assert source.description
    assert source.licence_url.startswith("https://")
    assert source.url.startswith("https://")
    assert source.columns


def test_codes_stay_text(parsed):
    assert "01187" in set(parsed("populations_legales")["code"])
    assert "2A004" in set(parsed("filosofi")["code"])


def test_cog_has_four_levels_and_no_delegated_commune(parsed):
    frame = parsed("cog")
    assert set(frame["level"]) == {"commune", "arrondissement", "departement", "region"}
    assert frame.loc[frame["code"] == "75101", "parent"].item() == "75056"
    assert rules(frame) == {"hors_champ": 3}


def test_filosofi_secret_is_a_status_and_commas_are_decimals(parsed):
    frame = parsed("filosofi").set_index("code")
    assert frame.loc["92050", "median_income_eur"] == 21620
    assert pd.isna(frame.loc["08300", "median_income_eur"])
    assert frame.loc["08300", "median_income_eur_status"] == "secret"
    assert frame.loc["2A004", "d9_d1_ratio"] == 3.5


def test_incomes_above_the_commune_keep_their_level_and_their_zero(parsed):
    frame = parsed("filosofi_territoires")
    rows = frame.set_index(["level", "code"])
    assert rows.loc[("france", "FR"), "median_income_eur"] == 23080
    assert rows.loc[("region", "11"), "poverty_rate_pct"] == 16.1
    assert rows.loc[("departement", "01"), "median_income_eur"] == 24810
    assert rows.loc[("epci", "200093201"), "poverty_rate_pct"] == 19.7
    assert rows.loc[("ept", "200057982"), "median_income_eur"] == 31980
    assert rows.loc[("departement", "973"), "median_income_eur_status"] == "missing"
    assert "92050" not in set(frame["code"])
    assert rules(frame) == {"hors_cog": 1, "sans_identifiant": 2, "zéro_perdu": 1}


def test_comparateur_has_one_row_per_commune_and_no_false_zero(parsed):
    frame = parsed("comparateur")
    rows = frame.set_index("code")
    assert rows.index.is_unique
    assert rows.loc["97611", "population_2021_status"] == "missing"
    assert rows.loc["60694", "households_2021_status"] == "missing"
    assert rows.loc["60694", "population_2021"] == 543
    assert rows.loc["60054", "households_2021_status"] == "missing"
    assert rows.loc["60054", "population_2021"] == 335
    assert rules(frame) == {"hors_champ": 3, "doublon": 9, "zéro_non_publié": 2, "commune_séparée": 1}


def test_tiers_lieux_carry_no_contact(parsed):
    frame = parsed("tiers_lieux_2019").set_index("id")
    assert pd.isna(frame.loc["313", "website"])
    assert frame.loc["2", "precision"] == "address"
    assert frame.loc["1039", "precision"] == "street"
    assert pd.isna(frame.loc["1039", "precision_score"])


def test_stations_are_stop_zones(parsed):
    frame = parsed("gares_idfm").set_index("id")
    assert frame.loc["71298", "modes"] == "METRO"
    assert frame.loc["71298", "lines"] == "1, 12, 8"
    assert frame.loc["69212", "name"] == "Terminal 1"


def test_places_written_in_one_row_are_separated(parsed):
    frame = parsed("fabriques_de_territoire")
    assert frame["id"].is_unique
    assert not frame["id"].str.contains(";").any()
    assert frame.set_index("id").loc["fabt-55", "name"] == "D2L / Collectif Rue de la solidarite"


def test_programmes_pair_ids_with_their_own_commune(parsed):
    frame = parsed("programmes_anct").set_index("id")
    assert frame.loc["cde-061:92036", "label"] == "Gennevilliers"
    assert frame.loc["cite-127:80021", "label"] == "Amiens Étouvie"
    assert frame.loc["ti-0102:200018653", "target_level"] == "epci"


def test_engagement_restores_zeros_and_keeps_what_the_cog_does_not_have(parsed):
    frame = parsed("engagement_citoyen").set_index("id")
    assert frame.loc["cco-48", "code"] == "09225"
    assert frame.loc["ai-102", "code"] == "01"
    assert pd.isna(frame.loc["cco-45", "code"])


def test_participatory_budget_has_several_arrondissements_as_none(parsed):
    frame = parsed("budget_participatif_paris").set_index("id")
    assert frame.loc["2205", "arrondissement_code"] == "75104"
    assert pd.isna(frame.loc["3435", "arrondissement_code"])
    assert pd.isna(frame.loc["2204", "name"])


def test_no_stored_text_holds_an_address_of_a_person(store):
    mail = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
    for dataset in store.datasets:
        frame = store.read(dataset)
        for name in frame.columns:
            if pd.api.types.is_string_dtype(frame[name]) or frame[name].dtype == object:
                assert not frame[name].dropna().astype(str).str.contains(mail).any(), (dataset, name)


def test_bad_declarations_are_all_reported(tmp_path):
    (tmp_path / "one.toml").write_text(
        'id = "one"\nkindd = "table"\nlicence = "CC"\n\n[live]\nservice = "geo"\npathh = "/communes"\n',
        encoding="utf-8",
    )
    (tmp_path / "two.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        load_sources(tmp_path)
    message = str(raised.value)
    assert "one.toml, ligne 2 : kindd : clé inconnue" in message
    assert "one.toml, ligne 3 : licence : « CC » n’est pas connu ; attendu : 'Licence Ouverte 2.0'" in message
    assert "one.toml, ligne 7 : live.pathh : clé inconnue" in message
    assert "one.toml, ligne 5 : live.path : clé manquante" in message
    assert "one.toml : publisher : clé manquante" in message
    assert "two.toml, à la fin : ce n’est pas du TOML valable" in message
