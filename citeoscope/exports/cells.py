"""Cells of a French spreadsheet: text from lists is hostile, a figure is written as one types it."""

import math
from typing import Final

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
        Its indicator is shown with; four are written at least, to calculate with.

    Returns
    -------
    str
        With a decimal comma, none where the figure is whole; empty when there is none.
    """
    if math.isnan(value):
        return ""
    rounded = round(value, max(decimals, 4)) + 0.0  # no minus before a zero
    return f"{rounded:.10f}".rstrip("0").rstrip(".").replace(".", ",")
