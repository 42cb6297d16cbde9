"""The marks of points on a board."""

import re

import pytest

from citeoscope.boards.marks import mark


@pytest.mark.parametrize("radius", [5, 9.5, 12.5, 24.49, 30])
def test_a_disc_is_as_wide_as_it_is_high(radius):
    found = re.fullmatch(r"M-?\d+ 3a(\d+) (\d+) 0 1 0 (\d+) 0a\1 \2 0 1 0 -\3 0z", mark("circle", 7, 3, radius))
    assert found
    across, high, chord = map(int, found.groups())
    assert 2 * across == 2 * high == chord
