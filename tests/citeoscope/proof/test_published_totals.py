"""Totals that the publishers' files give above the commune, against our own sums of communes.

`published_totals.csv` holds 136 rows of five levels, as read; `published_totals.toml` says where. A difference is
explained commune by commune and bounded by what explains it: no tolerance hides one.
"""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from citeoscope.query.status import Status

HERE = Path(__file__).parent
SOURCES = tomllib.loads((HERE / "published_totals.toml").read_text(encoding="utf-8"))
PUBLISHED = pd.read_csv(HERE / "published_totals.csv", dtype={"code": str})
# Sums of the arrondissements of Paris, Lyon and Marseille in et_civil: one and eleven births of Lyon and Marseille are
# known to the city alone.
ARRONDISSEMENTS = {
    "naissances": {"75056": 21_775, "69123": 5_931, "13055": 11_404},
    "deces": {"75056": 13_888, "69123": 3_307, "13055": 7_636},
}
GRAND_PARIS = "200054781"
VINTAGES = {"population_2022": ("population", "2022")}
# Half of the last digit kept for each commune: dwellings to a tenth, energy to a megawatt-hour.
ROUNDED = {"logements": 0.05, "maisons": 0.05, "logements_vacants": 0.05, "proprietaires": 0.05, "electricite": 0.5}
ROUNDED["gaz"] = 0.5
WHOLE = [name for name in SOURCES if name not in {*ROUNDED, "naissances", "deces", "associations"}]
LOCAL_REGISTER = {"departement:57", "departement:67", "departement:68"}


def rows():
    """Every row but that of the Métropole du Grand Paris, which is Paris alone."""
    for row in PUBLISHED.to_dict("records"):
        if row["code"] != GRAND_PARIS:
            yield row, "france" if row["level"] == "france" else f"{row['level']}:{row['code']}"


def answer(embedded, name, territory):
    indicator, vintage = VINTAGES.get(name, (name, None))
    return embedded.aggregate(indicator, territory, vintage)


def published_once(embedded, row, territory, name):
    """The published total, three cities counted once."""
    inside = set(embedded.perimeter(territory).codes)
    return row[name] - sum(people for city, people in ARRONDISSEMENTS.get(name, {}).items() if city in inside)


def test_the_facts_cover_five_levels_and_say_where_they_come_from():
    assert set(PUBLISHED["level"]) == {"france", "region", "departement", "ept", "epci"}
    assert list(PUBLISHED.columns[2:]) == list(SOURCES)
    assert all(one["publisher"] and one["file"] and one["columns"] for one in SOURCES.values())


@pytest.mark.parametrize("name", WHOLE)
def test_a_count_is_exactly_the_published_one_at_every_level(embedded, name):
    found = 0
    for row, territory in rows():
        told = answer(embedded, name, territory)
        if told.status is Status.OK:
            assert told.value == row[name], territory
            found += 1
        elif told.status is Status.SECRET:
            assert told.lower_bound <= row[name], territory
        else:
            # Zero that was not published: nowhere else than in Mayotte.
            assert territory == "departement:976", territory
            assert row[name] == 0
    # Some départements are secret where their hidden communes can be told apart.
    assert found >= 110


@pytest.mark.parametrize("name", ["logements", "maisons", "logements_vacants", "proprietaires", "gaz"])
def test_a_total_differs_by_no_more_than_the_rounding_of_its_communes(embedded, name):
    for row, territory in rows():
        told = answer(embedded, name, territory)
        if territory == "departement:976" and told.status is Status.MISSING:
            continue
        assert abs(told.value - row[name]) <= ROUNDED[name] * told.communes + 0.05, territory


def test_electricity_is_less_by_the_communes_whose_published_figure_is_set_aside(embedded):
    exact = 0
    for row, territory in rows():
        told = answer(embedded, "electricite", territory)
        if told.status is not Status.OK:
            assert told.reason, territory
            continue
        rounding = ROUNDED["electricite"] * told.communes + 0.05
        if not told.left_out:
            assert abs(told.value - row["electricite"]) <= rounding, territory
            exact += 1
        else:
            assert told.value <= row["electricite"] + rounding, territory
            assert str(len(told.left_out)) in told.reason
    assert exact >= 80


@pytest.mark.parametrize("name", ["naissances", "deces"])
def test_the_compiled_births_and_deaths_count_three_cities_twice_and_ours_once(embedded, name):
    for row, territory in rows():
        once = published_once(embedded, row, territory, name)
        assert answer(embedded, name, territory).value == once, territory


def test_associations_leave_out_the_three_departements_with_a_register_of_their_own(embedded):
    """The national register holds 32 of theirs: the row of the Grand Est counts these, ours does not."""
    for row, territory in rows():
        told = answer(embedded, "associations", territory)
        if territory in {*LOCAL_REGISTER, "france", "region:44"}:
            assert told.status is Status.MISSING or told.value == row["associations"] - 32, territory
            assert "Moselle" in told.reason or told.left_out, territory
        else:
            assert told.value == row["associations"], territory


@pytest.mark.parametrize("name", [*WHOLE, "naissances", "deces"])
def test_the_row_of_the_grand_paris_is_paris_alone_and_ours_adds_its_territories(embedded, name):
    published = PUBLISHED.set_index(["level", "code"])[name]
    twice = ARRONDISSEMENTS.get(name, {}).get("75056", 0)
    paris = answer(embedded, name, "commune:75056").value
    assert published["epci", GRAND_PARIS] - twice == paris
    assert answer(embedded, name, f"epci:{GRAND_PARIS}").value == paris + published.loc["ept"].sum()


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "factor"),
    [
        ("part_maisons", "maisons", "logements", 100),
        ("part_logements_vacants", "logements_vacants", "logements", 100),
        ("naissances_pour_100_deces", "naissances", "deces", 100),
    ],
)
def test_a_ratio_is_that_of_the_published_totals(embedded, indicator, numerator, denominator, factor):
    """Never the mean of the communes; it moves only by what the rounding of the communes allows."""
    for row, territory in rows():
        told = embedded.aggregate(indicator, territory)
        if told.status is not Status.OK:
            assert territory == "departement:976", territory
            continue
        above, below = (published_once(embedded, row, territory, name) for name in (numerator, denominator))
        moved = ROUNDED.get(numerator, 0.0) * told.communes + (0.05 if numerator in ROUNDED else 0.0)
        bound = factor * moved * (above + below) / below**2
        assert abs(told.value - above / below * factor) <= bound * 1.01 + 1e-9, territory
