"""Numbers as the French write them."""

import pytest

from citeoscope.numbers import format_number, format_value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (12463067, 0, "12\u202f463\u202f067"),
        (97783, 0, "97\u202f783"),
        (0, 0, "0"),
        (22.0, 1, "22,0"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (-0.35, 2, "−0,35"),
        (-0.001, 2, "0,00"),
        (1234.5, 1, "1\u202f234,5"),
        (None, 0, "–"),
        (float("nan"), 1, "–"),
        (float("inf"), 1, "–"),
    ],
)
def test_numbers(value, decimals, text):
    assert format_number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (21620, "€", 0, "21\u202f620\u00a0€"),
        (22, "%", 1, "22,0\u00a0%"),
        (3.5, "", 1, "3,5"),
        (None, "€", 0, "–"),
    ],
)
def test_values_carry_their_unit(value, unit, decimals, text):
    assert format_value(value, unit, decimals) == text
