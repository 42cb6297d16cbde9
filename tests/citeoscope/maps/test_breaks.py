import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.maps import Breaks, classify
from citeoscope.maps.breaks import rounded
from citeoscope.numbers import format_number


@pytest.mark.parametrize(
    ("values", "options", "bounds"),
    [
        ([], {}, ()),
        ([math.nan], {}, ()),
        ([7, 7, 7], {}, (7, 7)),
        ([0, 0, 0], {"count": True}, (0, 0)),
        ([1, 2], {}, (1, 2, 2)),
        ([0, 1, 2, 3], {}, (0, 1, 2, 3, 3)),
        (range(1, 601), {}, (1, 100, 200, 300, 400, 500, 600)),
        ([0] * 50 + list(range(1, 51)), {"count": True, "k": 3}, (0, 1, 30, 50)),
        ([0] * 90 + [4] * 10, {"count": True}, (0, 1, 4)),
        ([-2.0, -1.0, 1.0, 2.0], {"pivot": 0, "k": 2, "decimals": 1}, (-2, 0, 2)),
        ([1.0, 2.0, 3.0, 4.0], {"pivot": 0, "k": 2}, (1, 3, 4)),
        ([0, 100], {"method": "equal_interval", "k": 2}, (0, 100, 100)),
        (range(101), {"method": "equal_interval", "k": 2}, (0, 50, 100)),
        ([1, 2, 3, 4, 5, 997], {"method": "equal_interval", "k": 4}, (1, 250, 499, 748, 997)),
    ],
)
def test_bounds(values, options, bounds):
    assert classify(np.array(list(values), dtype=float), **options).bounds == bounds


def test_natural_breaks_fall_between_the_groups():
    values = np.array([1, 2, 3, 4, 50, 51, 52, 53, 200, 201, 202, 203], dtype=float)
    breaks = classify(values, method="natural", k=3)
    assert breaks.counts(values) == (4, 4, 4) or breaks.size == 3


def test_head_tail_breaks_isolate_the_largest():
    values = np.array([1.0] * 80 + list(range(2, 20)) + [500.0, 1000.0])
    assert classify(values, method="head_tail", k=5).size >= 2


def test_a_pivot_with_figures_on_one_side_only_is_no_pivot():
    assert classify(np.array([1.0, 2.0, 3.0]), pivot=0).pivot is None


def test_classes_below_the_pivot():
    breaks = classify(np.arange(-10.0, 31.0), pivot=0, k=4)
    assert (breaks.below, breaks.size) == (1, 4)


def test_a_figure_out_of_bounds_is_refused():
    with pytest.raises(ValueError, match="hors des classes"):
        Breaks((0, 10)).class_of(np.array([11.0]))


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_figures_are_classed_as_they_are_printed(value, decimals):
    classed = float(rounded(value, decimals))
    printed = format_number(value, decimals).replace("\u202f", "").replace(",", ".").replace("\u2212", "-")
    assert float(printed) == pytest.approx(classed, abs=10.0**-decimals / 1000)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"), [(1.005, 2, 1.01), (0.35, 1, 0.4), (-2.5, 0, -3), (2.5, 0, 3)]
)
def test_halves_go_away_from_zero(value, decimals, expected):
    assert float(rounded(value, decimals)) == expected
