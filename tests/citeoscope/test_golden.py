"""Figures that the publishers print, answered by the engine from the embedded data."""

import pytest

from citeoscope.query.status import Status
from citeoscope.territory.levels import Level


@pytest.mark.parametrize(
    ("territory", "communes", "population"),
    [
        ("region:11", 1266, 12_463_067),
        ("departement:88", None, 357_248),
        ("commune:92050", 1, 97_783),
        ("commune:88304", 1, 4_700),
        ("commune:88160", 1, 32_251),
        ("epci:200093201", 95, 1_195_234),
        ("epci:200068369", 76, 18_346),
        ("france", 34_875, 68_094_280),
        ("ept:200057982", 11, None),
    ],
)
def test_legal_population_of_2023(embedded, territory, communes, population):
    answer = embedded.aggregate("population", territory)
    assert answer.status is Status.OK
    if communes:
        assert answer.communes == communes
    if population:
        assert answer.value == population


@pytest.mark.parametrize(
    ("commune", "income"), [("92050", 21620), ("88304", 19850), ("88160", 20140), ("59350", 20520), ("75056", 29730)]
)
def test_median_incomes_of_2021(embedded, commune, income):
    assert embedded.aggregate("revenu_median", f"commune:{commune}").value == income


@pytest.mark.parametrize(
    ("territory", "income", "poverty"),
    [
        ("france", 23080, 14.9),
        ("region:11", 25210, 16.1),
        ("epci:200093201", 22070, 19.7),
        ("epci:200068369", 22270, 13.0),
        ("departement:88", 21550, 15.3),
        ("departement:01", 24810, 10.8),
    ],
)
def test_incomes_above_the_commune_are_those_that_insee_publishes(embedded, territory, income, poverty):
    assert embedded.aggregate("revenu_median", territory).value == income
    assert embedded.aggregate("taux_pauvrete", territory).value == poverty


def test_levels_and_territories_agree_on_what_is_published(embedded):
    frame = embedded.values("revenu_median", embedded.perimeter("france"), Level.REGION).set_index("code")
    assert frame.loc["11", "value"] == embedded.aggregate("revenu_median", "region:11").value
    assert frame.loc["06", "status"] == "missing"
    assert frame.loc["04", "value"] == embedded.aggregate("revenu_median", "departement:974").value


def test_a_median_is_never_averaged(embedded):
    answer = embedded.aggregate("revenu_median", "epci:200093201+commune:62427")
    assert answer.value is None
    assert answer.status is Status.NOT_AGGREGABLE
    assert answer.reason


def test_every_commune_has_a_row_and_none_is_counted_twice(embedded):
    frame = embedded.select("population", "france")
    assert len(frame) == 34_875
    assert frame["code"].is_unique
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns) == ["code", "name", "value", "status", "geometry"]
    assert not frame["code"].isin(["75101", "69381", "13201"]).any()
    assert frame["code"].isin(["75056", "69123", "13055"]).sum() == 3


def test_only_communes_reestablished_since_2018_have_no_outline(embedded):
    frame = embedded.select("population", "france")
    bare = set(frame.loc[frame.geometry.isna(), "code"])
    assert bare == {"14666", "15031", "15035", "15047", "15171", "60694", "85165", "85212"}
    communes = embedded.geography.communes
    assert set(communes.index[communes["outline"] == "none"]) == bare


def test_a_partition_sums_to_the_whole(embedded):
    parts = embedded.select("population", "france", "departement")
    assert parts["value"].sum() == 68_094_280
    assert (parts.loc[parts["code"] == "976", "status"] == "missing").all()


def test_non_values_are_never_zero(embedded):
    for indicator in embedded.indicators:
        frame = embedded.values(indicator, embedded.perimeter("france"))
        assert frame.loc[frame["status"] != "ok", "value"].isna().all(), indicator
        assert frame.loc[frame["status"] == "ok", "value"].notna().all(), indicator


def test_a_source_that_covers_one_region_says_nothing_of_the_others(embedded):
    answer = embedded.aggregate("gares", "departement:88")
    assert answer.status is Status.MISSING
    assert "Île-de-France" in answer.reason
    assert embedded.aggregate("gares", "france").status is Status.MISSING


def test_a_poverty_rate_is_not_averaged_over_the_communes_that_are_not_secret(embedded):
    """INSEE prints 19.7 % for the Lille metropolis; the mean of its communes that are not secret is 20.6 %."""
    assert embedded.aggregate("taux_pauvrete", "epci:200093201").value == 19.7
    assert embedded.aggregate("taux_pauvrete", "epci:200093201-commune:59350").status is Status.NOT_AGGREGABLE
    assert embedded.aggregate("taux_pauvrete", "commune:92050").value == 22.0


def test_places_are_counted_where_they_are(embedded):
    assert embedded.aggregate("tiers_lieux", "region:11").value == 344
    assert embedded.aggregate("tiers_lieux", "france").value == 1512 - 3 - 6


def test_every_answer_carries_its_sources(embedded):
    for indicator in embedded.indicators:
        answer = embedded.aggregate(indicator, "region:11")
        assert answer.sources
        assert all(note.publisher and note.vintage and note.licence for note in answer.sources), indicator


@pytest.mark.parametrize("level", ["commune", "ept", "epci", "departement", "region", "france"])
def test_every_level_answers_with_outlines(embedded, level):
    frame = embedded.select("densite", "region:11", level)
    assert len(frame) > 0
    assert frame.geometry.notna().all()
