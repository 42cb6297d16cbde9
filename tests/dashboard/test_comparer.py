"""A comparison: the engine's own answers, the same classes on each map, and nothing compared that cannot be."""

import csv
import gzip
import io
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citeoscope.comparison import standing
from citeoscope.query.status import Status
from dashboard import panels
from dashboard.comparer import files, maps, read, table
from dashboard.comparer.asking import MOST, PLAIN, USUAL, Comparing, parse_comparing

NANTERRE, EPINAL, TINY, LILLE = "commune:92050", "epci:200068757", "commune:88400", "epci:200093201"
KNOWN = [EPINAL, TINY, LILLE, "region:11", "france", "epci:200068757+commune:88029", "ept:200057982"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(KNOWN), unique=True, max_size=MOST - 1),
    st.lists(st.sampled_from(USUAL), unique=True, min_size=1),
    st.sampled_from(USUAL),
)
def test_a_comparison_round_trips_to_its_address(embedded, others, indicators, chart):
    comparing = Comparing(NANTERRE, tuple(others), tuple(indicators), chart)
    assert parse_comparing(comparing.params(), embedded) == (comparing, ())


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"territoire": "commune:99999"}, "n’existe pas"),
        ({"avec": "<script>"}, "Il n’est pas comparé"),
        ({"avec": ",".join(f"commune:{code}" for code in range(88001, 88013))}, "6 territoires au plus"),
        ({"indicateurs": "bonheur"}, "Indicateurs inconnus"),
        ({"carte": "<img>"}, "Indicateur de la carte inconnu"),
    ],
)
def test_a_part_that_cannot_be_read_is_said(embedded, params, words):
    comparing, problems = parse_comparing(params, embedded)
    assert any(words in problem for problem in problems)
    assert len(comparing.members) <= MOST
    assert comparing.indicateurs == PLAIN.indicateurs


def test_a_territory_taken_away_gives_its_place_to_the_next(embedded):
    comparing = Comparing(NANTERRE, (EPINAL, TINY))
    assert comparing.of((EPINAL, TINY)).members == (EPINAL, TINY)
    assert comparing.of((NANTERRE, NANTERRE, TINY)).members == (NANTERRE, TINY)


def test_the_table_gives_the_answers_of_the_engine(embedded):
    comparing = Comparing(NANTERRE, ("commune:88160", TINY))
    page = table.table(embedded, comparing)
    for name in USUAL:
        for territory in comparing.members:
            answer = embedded.aggregate(name, territory)
            assert f"{panels.narrow(answer.text)}<" in page, (name, territory)
    assert "97\u202f783\u00a0hab." in page
    assert "21\u202f620\u00a0€" in page
    assert "secret statistique" in page
    assert table.LEVELS_DIFFER not in page


def test_counts_are_not_compared_between_levels(embedded):
    comparing = Comparing(NANTERRE, ("region:11",))
    page = table.table(embedded, comparing)
    assert table.LEVELS_DIFFER in page
    assert page.index("Nombres et totaux") < page.index("Population municipale")
    assert "Population municipale" not in table.plots(embedded, comparing)
    assert "Revenu médian" in table.plots(embedded, comparing)
    assert "Population municipale" in table.plots(embedded, Comparing(NANTERRE, (TINY,)))


def test_the_percentile_of_a_plot_is_that_of_the_standing(embedded):
    for name in ("revenu_median", "densite", "taux_chomage"):
        for territory in (NANTERRE, EPINAL, "departement:88"):
            answer, level = embedded.aggregate(name, territory), embedded.perimeter(territory).level
            expected = standing(embedded, name, territory, "france").percentile
            assert read.percentile(embedded, name, level, answer.value) == min(max(int(expected), 1), 99)


def test_a_spread_is_that_of_the_level_and_france_has_none(embedded):
    values = embedded.table("revenu_median", embedded.perimeter(EPINAL).level)
    known = values["value"][values["status"] == Status.OK]
    spread = read.spread(embedded, "revenu_median", embedded.perimeter(EPINAL).level)
    assert spread.count == len(known)
    assert spread.marks[2] == pytest.approx(np.median(known), abs=1)
    assert read.spread(embedded, "revenu_median", embedded.perimeter("france").level) is None
    page = table.plots(embedded, Comparing("france", (EPINAL,)))
    assert all(0 <= float(left) <= 100 for left in re.findall(r"left:(-?[\d.]+)%", page))


def test_figures_that_leave_together_go_through_the_guard(embedded):
    # The total of two businesses is hidden where a subtraction from a wider one would give it away.
    comparing = Comparing("epci:200068369", ("epci:200068369-commune:88400",), ("etablissements", "emplois_salaries"))
    from citeoscope.told import tell

    assert read.told(embedded, comparing).answers == tell(embedded, comparing.indicateurs, comparing.members).answers


def test_the_maps_share_their_classes_and_the_legend_counts_every_commune_once(embedded):
    comparing = Comparing(TINY, ("epci:200068369", LILLE))
    sheet = maps.sheet(embedded, comparing)
    shown = {code for one in sheet.shown for code in one.codes}
    page = maps.section(embedded, comparing)
    counts = [int(text.replace("\u202f", "")) for text in re.findall(r"class='effectif'>([\d\u202f]+)<", page)]
    assert sum(counts) == len(shown)
    for place in range(3):
        picture = maps.picture(embedded, comparing, place).decode()
        for rank, color in enumerate(sheet.colors):
            assert f".c{rank}{{fill:{color}}}" in picture
    assert 'class="choisi"' in maps.picture(embedded, comparing, 0).decode()
    assert 'class="cs"' in maps.picture(embedded, comparing, 1).decode()
    assert 'class="choisi"' not in maps.picture(embedded, comparing, 1).decode()


def test_the_whole_of_france_is_a_small_map_too(embedded):
    picture = maps.picture(embedded, Comparing("france", (NANTERRE,)), 0)
    assert 50_000 < len(gzip.compress(picture)) < 400_000


def test_the_csv_is_the_table(embedded):
    comparing = Comparing(NANTERRE, (TINY,))
    rows = list(csv.DictReader(io.StringIO(files.to_csv(embedded, comparing).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 * len(USUAL)
    (income,) = (row for row in rows if row["indicateur"] == "revenu_median" and row["territoire"] == NANTERRE)
    assert (income["valeur"], income["unite"], income["millesime"]) == ("21620", "€", "2021")
    (secret,) = (row for row in rows if row["indicateur"] == "taux_pauvrete" and row["territoire"] == TINY)
    assert (secret["valeur"], secret["statut"]) == ("", "secret statistique")
