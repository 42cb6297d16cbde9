"""A number as the French write it, read back, is that number rounded once, halves away from zero."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from citeoscope.numbers import ABSENT, MINUS, NARROW, NO_BREAK, format_number, format_value

finite = st.floats(-1e12, 1e12, allow_nan=False)
decimals = st.integers(0, 3)


def read(text):
    return Decimal(text.replace(NARROW, "").replace(MINUS, "-").replace(",", "."))


@given(finite, decimals)
def test_a_written_number_is_the_number_rounded_once(value, digits):
    text = format_number(value, digits)
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert read(text) == exact
    assert len(text.partition(",")[2]) == digits
    assert text.startswith(MINUS) == (exact < 0)


@given(finite, decimals)
def test_thousands_are_parted_by_narrow_no_break_spaces_and_nothing_else(value, digits):
    whole = format_number(value, digits).removeprefix(MINUS).partition(",")[0]
    first, *others = whole.split(NARROW)
    assert 1 <= len(first) <= 3
    assert all(len(part) == 3 and part.isdecimal() for part in others)
    assert first.isdecimal()


@given(finite, decimals, st.sampled_from(["€", "%", "hab./km²"]))
def test_a_unit_follows_after_a_no_break_space(value, digits, unit):
    assert format_value(value, unit, digits) == format_number(value, digits) + NO_BREAK + unit


@given(st.sampled_from([None, float("nan"), float("inf"), -float("inf")]), decimals, st.text(max_size=5))
def test_a_non_value_is_a_dash_never_a_zero(value, digits, unit):
    assert format_value(value, unit, digits) == ABSENT


@given(st.integers(0, 10**6))
def test_a_noun_takes_its_plural_from_two_on(number):
    written = format_value(number, "logements")
    assert written.endswith("logements") == (number >= 2)
