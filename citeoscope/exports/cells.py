"""Text from lists is hostile: a spreadsheet cell that starts a formula is neutralised."""

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
