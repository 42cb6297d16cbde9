"""A view of few territories is cut into fewer classes, by one rule for the page, the board and the file."""

import pytest

from citeoscope.boards.board import board_of
from citeoscope.boards.paper import paper_of
from citeoscope.few import cut
from citeoscope.shown import portrayal_of
from citeoscope.territory.levels import Level
from citeoscope.view import View
from dashboard.carte.canvas import colouring


@pytest.mark.parametrize(
    ("count", "more", "method", "classes"),
    [
        (0, {}, "quantiles", 6),
        (1, {}, "natural", 3),
        (3, {}, "natural", 3),
        (11, {}, "natural", 3),
        (12, {}, "natural", 4),
        (18, {}, "natural", 6),
        (19, {}, "natural", 6),
        (20, {}, "quantiles", 6),
        (1266, {}, "quantiles", 6),
        (11, {"verrou": True}, "natural", 3),
        (11, {"classes": 5}, "quantiles", 5),
        (11, {"methode": "equal"}, "equal", 6),
        (11, {"reference": "region:11"}, "quantiles", 6),
        (11, {"croise": "densite"}, "quantiles", 6),
    ],
)
def test_few_territories_have_fewer_classes_unless_the_reader_chose(count, more, method, classes):
    classed = cut(View(**more), count)
    assert (classed.methode, classed.classes) == (method, classes)


@pytest.mark.parametrize(
    ("territory", "indicator", "level"),
    [
        ("ept:200057982", "revenu_median", "commune"),
        ("ept:200057982", "taux_pauvrete", "commune"),
        ("region:11", "taux_chomage", "departement"),
        ("france", "taux_pauvrete", "region"),
        ("departement:976", "densite", "commune"),
        ("departement:75 + departement:92 + departement:93", "densite", "departement"),
        ("epci:200068369", "densite", "commune"),
    ],
)
def test_the_page_and_the_board_have_the_classes_that_the_table_adds_up_to(embedded, territory, indicator, level):
    view = View(territoire=territory, indicateur=indicator, niveau=Level(level), couches=())
    screen = colouring(embedded, view).portrayal.rows
    board = board_of(embedded, view, paper_of("a4")).rows
    values = embedded.values(indicator, embedded.perimeter(territory), Level(level))
    file = portrayal_of(embedded, view, values["code"].tolist()).rows
    shown = [(row.text, row.count) for row in screen if row.count]
    assert [(row.text, row.count) for row in board if row.count] == shown
    assert [(row.text, row.count) for row in file if row.count] == shown
    assert sum(row.count for row in screen) == len(values)
    assert sum(row.count for row in screen if row.pattern is None) == (values["status"] == "ok").sum()
