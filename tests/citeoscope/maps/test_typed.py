"""Bounds as a person types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeoscope.errors import MapError
from citeoscope.maps.typed import read_bounds, write_bounds


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("10 000 ; 20 000 ; 30 000", (10_000, 20_000, 30_000)),
        ("10\u202f000;20\u00a0000,5 €;30000", (10_000, 20_000.5, 30_000)),
        ("−2,5 %; 0 ; +3.25 %", (-2.5, 0, 3.25)),
        ("1\n2\n3;", (1, 2, 3)),
    ],
)
def test_bounds_are_read_as_people_write_them(text, bounds):
    assert read_bounds(text) == bounds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Aucune borne. Écrivez par exemple 10 000 ; 20 000"),
        (" ; ", "Aucune borne"),
        ("10 ; vingt ; 3x", "«\u00a0vingt\u00a0», «\u00a03x\u00a0».*Séparez"),
        ("10,20,30", "«\u00a010,20,30\u00a0».*Séparez les bornes par « ; »"),
        ("1 ; <script>alert(1)</script>" + "a" * 10_000, "«\u00a0<script>alert"),
        ("nan ; inf", "«\u00a0nan\u00a0», «\u00a0inf\u00a0»"),
    ],
)
def test_what_is_no_number_is_quoted_with_the_remedy(text, words):
    with pytest.raises(MapError, match=words) as refused:
        read_bounds(text)
    assert len(str(refused.value)) < 300


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=10), st.integers(0, 3))
def test_what_is_written_is_read_again(units, decimals):
    bounds = [one / 10**decimals for one in units]
    assert read_bounds(write_bounds(bounds, decimals)) == pytest.approx(bounds)
