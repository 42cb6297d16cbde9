"""Two indicators crossed: every territory counted once, sentences that agree, what lacks a figure named."""

import re
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

import citeoscope as co
from citeoscope.boards import board_of, paper_of
from citeoscope.boards.alone import map_page
from citeoscope.boards.render import render
from citeoscope.comparison.labels import subject
from citeoscope.crossed import crossed
from citeoscope.errors import MapError
from citeoscope.maps import is_drawn_by_discs
from citeoscope.maps.crossing import axis, cross
from citeoscope.maps.crossing_legend import crossed as portrayed
from citeoscope.maps.crossing_words import cell_sentence, group_text
from citeoscope.territory.levels import Level
from citeoscope.view import View

FEMININE = {"densité", "part", "évolution", "électricité"}
PLURAL_FEMININE = {"émissions"}


def pair(data, where, level=Level.COMMUNE, first="revenu_median", second="taux_pauvrete", **choices):
    return crossed(data, data.indicator(first), data.indicator(second), data.perimeter(where), level, **choices)


def table(values, statuses=None):
    codes = [f"{rank:05}" for rank in range(len(values))]
    statuses = statuses or ["missing" if np.isnan(value) else "ok" for value in values]
    return pd.DataFrame({"code": codes, "name": codes, "value": values, "status": statuses})


@pytest.mark.parametrize(
    ("where", "level"),
    [
        ("region:11", Level.COMMUNE),
        ("departement:88", Level.COMMUNE),
        ("france", Level.COMMUNE),
        ("epci:200093201", Level.COMMUNE),
        ("france", Level.EPCI),
        ("france", Level.DEPARTEMENT),
        ("region:11", Level.EPT),
        ("region:11", Level.REGION),
        ("commune:92050", Level.COMMUNE),
        ("commune:88005", Level.COMMUNE),
        ("region:53", Level.EPT),
    ],
)
def test_the_cells_and_what_lacks_a_figure_count_every_territory_once(embedded, where, level):
    both = pair(embedded, where, level)
    codes = embedded.territories(embedded.perimeter(where), level)
    drawn = portrayed(codes, both.crossing, noun=level.noun, nouns=level.nouns)
    assert sum(row.count for row in drawn.rows) == len(codes) == len(drawn.classes)
    figures = both.ones["status"].eq("ok") & both.others["status"].eq("ok")
    assert sum(row.count for row in drawn.rows if row.shape == "cell") == figures.sum()
    assert len(drawn.rows) <= 9 + 24
    for row in drawn.rows:
        assert drawn.classes.count(row.key) == row.count


def test_the_legend_says_the_figures_that_each_group_holds(embedded):
    both = pair(embedded, "region:11")
    frame = pd.DataFrame({"value": both.ones["value"], "mark": both.crossing.marks.to_numpy()})
    low, middle, high = (group_text(both.crossing.first, group) for group in range(3))
    bounds = [int(re.sub(r"\D", "", text.split("à")[-1])) for text in (low, middle)]
    assert high.startswith(f"{(bounds[1] + 1) // 1000}")
    held = frame[frame["mark"].str.isdigit()].assign(group=lambda rows: rows["mark"].astype(int) // 3)
    assert held[held["group"] == 0]["value"].max() <= bounds[0]
    assert held[held["group"] == 1]["value"].between(bounds[0] + 1, bounds[1]).all()
    assert held[held["group"] == 2]["value"].min() > bounds[1]


def test_every_pair_of_indicators_has_sentences_that_agree(embedded):
    known = [one for one in embedded.indicators.values() if not is_drawn_by_discs(one)]
    said = {one.id: axis(one, embedded.values(one.id, embedded.perimeter("region:11"))) for one in known}
    for first, second in permutations(known, 2):
        for cell in range(9):
            text = cell_sentence(said[first.id], said[second.id], cell)
            assert text[0].isupper(), text
            assert "  " not in text, text
            assert text.count("parmi les plus") + text.count("intermédiaire") + text.count("qu’une valeur") >= 2, text
            for one in (first, second):
                assert subject(one.label).text.lower() in text.lower(), text
    for one in known:  # genders by hand: the nouns that the labels of today begin with
        noun = re.split(r"[ ’]", subject(one.label).text.split("’", 1)[-1].removeprefix("la ").removeprefix("les "))[0]
        other = next(another for another in known if another is not one)
        high = cell_sentence(said[one.id], said[other.id], 6)
        wanted = "élevées" if noun in FEMININE | PLURAL_FEMININE else "élevés"
        assert f"parmi les plus {wanted}" in high.split(" et ")[0] or " et " in subject(one.label).text, high
        assert not high.startswith("L’indicateur"), high


def test_sentences_read_as_written(embedded):
    both = pair(embedded, "region:11").crossing
    assert cell_sentence(both.first, both.second, 2) == (
        "Le revenu médian est parmi les plus faibles et le taux de pauvreté parmi les plus élevés"
    )
    other = pair(embedded, "region:11", first="co2_logements_par_habitant", second="part_maisons").crossing
    assert cell_sentence(other.first, other.second, 5) == (
        "Les émissions de gaz à effet de serre des logements, par habitant, sont intermédiaires "
        "et la part des maisons est parmi les plus élevées"
    )


def test_what_lacks_a_figure_keeps_its_look_and_says_which_one(embedded):
    drawn = portrayed([], pair(embedded, "region:11").crossing)
    lacking = {row.text: (row.pattern, row.count) for row in drawn.rows if row.pattern}
    assert lacking["Pauvreté : secret statistique"] == ("secret", 785)
    assert lacking["secret statistique pour les deux"] == ("secret", 15)
    assert lacking["non agrégeable pour les deux"] == ("not_aggregable", 1)
    assert set(drawn.looks.values()) == {"s", "a"}


def test_two_reasons_are_both_said_and_the_more_severe_has_the_look(embedded):
    declared = embedded.indicator("part_maisons")
    ones, others = table([1.0, np.nan, np.nan], ["ok", "secret", "missing"]), table([np.nan, np.nan, 2.0])
    drawn = portrayed([], cross(axis(declared, ones), axis(declared, others), ones, others))
    rows = {row.text: row.pattern for row in drawn.rows if row.pattern}
    both = "Part des maisons : secret statistique ; Part des maisons : pas de donnée"
    assert rows[both] == "secret"
    assert "Les deux chiffres sont publiés pour 0 commune sur 3." in drawn.remark


def test_an_ok_beside_no_figure_is_missing(embedded):
    declared = embedded.indicator("part_maisons")
    ones, others = table([1.0, np.nan], ["ok", "ok"]), table([1.0, 2.0])
    assert [lack.first for lack in cross(axis(declared, ones), axis(declared, others), ones, others).lacks] == [
        "missing"
    ]


@pytest.mark.parametrize(
    ("figures", "groups"), [([5.0, 5.0], 1), ([1.0, 2.0, 2.0], 2), ([1.0, 2.0, 3.0], 3), ([np.nan], 0)]
)
def test_too_few_figures_make_fewer_groups_and_say_so(embedded, figures, groups):
    declared, values = embedded.indicator("part_maisons"), table(figures)
    one = axis(declared, values)
    assert len(one.groups) == groups
    remark = portrayed([], cross(one, one, values, values)).remark
    assert ("n’a ici qu" in remark) == (groups in {1, 2})
    assert ("aucun chiffre publié" in remark) == (groups == 0)


def test_groups_of_a_reference_are_those_of_the_wider_perimeter(embedded):
    france = embedded.perimeter("france")
    nord = pair(embedded, "departement:59", reference=france).crossing
    assert nord.first.breaks.bounds[1:-1] == pair(embedded, "france").crossing.first.breaks.bounds[1:-1]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("population", "taux_pauvrete", "Population municipale.*est un nombre.*Croisez un taux"),
        ("taux_pauvrete", "gares", "est un nombre"),
        ("taux_pauvrete", "taux_pauvrete", "avec lui-même"),
    ],
)
def test_counts_are_refused_as_a_colour_and_the_remedy_is_said(first, second, words):
    with pytest.raises(MapError, match=words):
        co.crossed(first, second, "departement:88")


def test_a_frame_holds_both_figures_their_groups_and_the_sentence():
    frame = co.crossed("revenu_median", "taux_pauvrete", "region:11")
    assert len(frame) == 1266
    assert frame.crs == "EPSG:4326"
    nanterre = frame.set_index("code").loc["92050"]
    assert (nanterre["revenu_median"], nanterre["taux_pauvrete"]) == (21_620, 22.0)
    assert (nanterre["revenu_median_group"], nanterre["taux_pauvrete_group"], nanterre["cell"]) == ("bas", "haut", 2)
    assert nanterre["sentence"].startswith("Le revenu médian est parmi les plus faibles")
    absent = frame[frame["taux_pauvrete_status"] == "secret"]
    assert absent["cell"].isna().all()
    assert absent["taux_pauvrete"].isna().all()


def test_a_saved_map_holds_the_square_and_its_sentences(tmp_path):
    path = tmp_path / "carte.html"
    co.choropleth("revenu_median", "departement:88", crossed="taux_pauvrete").save(path)
    html = path.read_text()
    assert "Revenu médian et pauvreté · Vosges" in html
    assert "Le revenu médian est parmi les plus faibles et le taux de pauvreté" in html


def test_a_page_and_a_board_of_a_view_show_both_indicators(embedded):
    view = View("departement:88", couches=(), croise="taux_pauvrete")
    page = map_page(embedded, view).decode()
    assert "Taux de pauvreté" in page or "taux de pauvreté (2021)" in page
    assert "Revenu médian : 21" in page
    board = board_of(embedded, view, paper_of("a4"))
    assert board.legend == "Revenu médian et pauvreté"
    assert sum(row.count for row in board.rows) == 506
    assert render(board, "svg")
