"""The rows of a table in the order that was asked for, and only those that were."""

import numpy as np
import pytest

from citeoscope.ranking import ranked

CODES = ["88304", "88494", "88223", "88334", "88010"]
NAMES = ["Mirecourt", "Vaubexy", "Gugney-aux-Aulx", "Oëlleville", "Ambacourt"]
FIGURES = {
    "revenu_median": [19850, 18420, 20420, 20420, np.nan],
    "france_services": [1, 0, 0, 0, 0],
}


@pytest.mark.parametrize(
    ("order", "kept", "rows"),
    [
        ("", (), ["88223", "88334", "88304", "88494", "88010"]),
        ("-revenu_median", (), ["88223", "88334", "88304", "88494", "88010"]),
        ("revenu_median", (), ["88494", "88304", "88223", "88334", "88010"]),
        ("revenu_median", ("france_services:aucun",), ["88494", "88223", "88334", "88010"]),
        ("revenu_median", ("france_services:un",), ["88304"]),
        ("revenu_median", ("france_services:un", "revenu_median:aucun"), []),
        ("nom", (), ["88010", "88223", "88304", "88334", "88494"]),
        ("-nom", (), ["88494", "88334", "88304", "88223", "88010"]),
        ("code", (), ["88010", "88223", "88304", "88334", "88494"]),
        ("-code", ("france_services:aucun",), ["88494", "88334", "88223", "88010"]),
        ("-france_services", (), ["88304", "88010", "88223", "88334", "88494"]),
    ],
)
def test_rows_are_ranked_and_kept_as_the_table_does(order, kept, rows):
    assert [CODES[row] for row in ranked(CODES, NAMES, FIGURES, order, kept)] == rows


def test_a_territory_without_a_figure_is_neither_with_nor_without():
    figures = {"gares": [np.nan, 0, 2, np.nan, 1]}
    both = [set(ranked(CODES, NAMES, figures, "", (f"gares:{word}",)).tolist()) for word in ("aucun", "un")]
    assert both == [{1}, {2, 4}]


def test_an_empty_table_stays_one():
    assert ranked([], [], {"gares": []}, "nom", ()).size == 0
