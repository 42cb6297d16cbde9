"""Cells of a French spreadsheet: text from lists is hostile, a figure is written as one types it."""

import math
from typing import Final

LEAST_DECIMALS: Final = 4
"""A figure is written with, to calculate with, however few it is shown with."""
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def neutralise(text: str) -> str:
    """Return a text that a spreadsheet shows instead of running it.

    Parameters
    ----------
    text
        Any text written by people.

    Returns
    -------
    str
        The same text, after an apostrophe when it starts like a formula.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def figure(value: float, decimals: int) -> str:
    """Write a figure for a column whose rows have units of their own.

    Parameters
    ----------
    value
        NaN when there is none.
    decimals
        Its indicator is shown with; `LEAST_DECIMALS` are written at least.

    Returns
    -------
    str
        With a decimal comma, none where the figure is whole; empty when there is none.
    """
    if math.isnan(value):
        return ""
    rounded = round(value, max(decimals, LEAST_DECIMALS)) + 0.0  # no minus before a zero
    return f"{rounded:.10f}".rstrip("0").rstrip(".").replace(".", ",")
