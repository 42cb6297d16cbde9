"""How numbers and dates are written: in French, decimal comma and narrow no-break spaces; in English, 1,234.5. Pure."""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from citeoscope.language import current, phrase, say

NARROW: Final = "\u202f"
NO_BREAK: Final = "\u00a0"
MINUS: Final = "\u2212"
ABSENT: Final = "–"
PLURAL_FROM: Final = 2
"""French nouns take their plural from two on: 1,5 logement, 2 logements."""
_SINGULAR: Final = {
    phrase("associations"): phrase("association"),
    phrase("communes"): phrase("commune"),
    phrase("établissements"): phrase("établissement"),
    phrase("logements"): phrase("logement"),
    phrase("maisons"): phrase("maison"),
    phrase("ménages"): phrase("ménage"),
    phrase("naissances"): phrase("naissance"),
    phrase("places"): phrase("place"),
    phrase("points"): phrase("point"),
    phrase("postes"): phrase("poste"),
    phrase("projets"): phrase("projet"),
}
_BEFORE: Final = frozenset("€")
_CLOSE: Final = frozenset("%°")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY: Final = 3


def format_number(value: float | None, decimals: int = 0) -> str:
    """Write a number in the language of the context.

    Parameters
    ----------
    value
        Any number; `None` and NaN are written as a dash.
    decimals
        Digits after the comma; halves are rounded away from zero, as people do.

    Returns
    -------
    str
        For instance `12 463 067` or `−0,35`, with narrow no-break spaces between thousands; in English `12,463,067`.
    """
    if value is None or not math.isfinite(value):
        return ABSENT
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    if current() == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return MINUS + text if rounded < 0 else text


def format_value(value: float | None, unit: str, decimals: int = 0) -> str:
    """Write a number with its unit, joined by a no-break space.

    Parameters
    ----------
    value
        Any number; `None` and NaN are written as a dash, without unit.
    unit
        For instance `€`, `%`, `hab./km²`, `logements`; a noun is written in the plural; may be empty.
    decimals
        Digits after the comma.

    Returns
    -------
    str
        In English `€21,620` and `22.0%`, as its typographers have it.
    """
    text = format_number(value, decimals)
    if value is None or text == ABSENT or not unit:
        return text
    if current() != "fr":
        return _english(text, unit)
    one = abs(value) + 0.5 * 10.0**-decimals < PLURAL_FROM
    return f"{text}{NO_BREAK}{_SINGULAR.get(unit, unit) if one else unit}"


def format_low(value: float | None, unit: str, decimals: int = 0) -> str:
    """Write the low end of an interval: without the unit, which the high end carries, unless it stands before numbers.

    Parameters
    ----------
    value, unit, decimals
        As for `format_value`.

    Returns
    -------
    str
        `16 860` of `16 860 à 20 499 €`; `€16,860` of `€16,860 to €20,499`.
    """
    before = current() != "fr" and unit in _BEFORE
    return format_value(value, unit if before else "", decimals)


def _english(text: str, unit: str) -> str:
    """Put an English number beside its unit, given in French or already said."""
    if unit in _BEFORE:
        return MINUS + unit + text.removeprefix(MINUS) if text.startswith(MINUS) else unit + text
    written = say(unit)
    if text.removeprefix(MINUS) == "1":
        written = next((say(one) for many, one in _SINGULAR.items() if unit in {many, say(many)}), written)
    return text + written if written[0] in _CLOSE else f"{text}{NO_BREAK}{written}"


def french_date(iso: str) -> str:
    """Return an ISO date as people write it: `2018-07-04` gives `04/07/2018`; a year stays a year.

    In English the month is a word, for readers who put the day first and those who do not: `4 Jul 2018`.
    """
    parts = iso.split("-")
    if current() == "fr":
        return "/".join(reversed(parts))
    try:
        day = date.fromisoformat("-".join([*parts, "01", "01"][:_DAY]))
    except ValueError:
        return "/".join(reversed(parts))
    return " ".join(
        [*([str(day.day)] if len(parts) == _DAY else []), *([_MONTHS[day.month - 1]] * (len(parts) > 1)), parts[0]]
    )
