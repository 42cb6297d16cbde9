"""How numbers and dates are written in French: decimal comma, narrow no-break spaces, unit beside the number. Pure."""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NARROW: Final = "\u202f"
NO_BREAK: Final = "\u00a0"
MINUS: Final = "\u2212"
ABSENT: Final = "–"
PLURAL_FROM: Final = 2
"""French nouns take their plural from two on: 1,5 logement, 2 logements."""
_SINGULAR: Final = {
    "associations": "association",
    "communes": "commune",
    "établissements": "établissement",
    "logements": "logement",
    "maisons": "maison",
    "ménages": "ménage",
    "naissances": "naissance",
    "places": "place",
    "points": "point",
    "postes": "poste",
    "projets": "projet",
}


def format_number(value: float | None, decimals: int = 0) -> str:
    """Write a number the French way.

    Parameters
    ----------
    value
        Any number; `None` and NaN are written as a dash.
    decimals
        Digits after the comma; halves are rounded away from zero, as people do.

    Returns
    -------
    str
        For instance `12 463 067` or `−0,35`, with narrow no-break spaces between thousands.
    """
    if value is None or not math.isfinite(value):
        return ABSENT
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", NARROW).replace(".", ",")
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
    """
    text = format_number(value, decimals)
    if text == ABSENT or not unit:
        return text
    one = value is not None and abs(value) + 0.5 * 10.0**-decimals < PLURAL_FROM
    return f"{text}{NO_BREAK}{_SINGULAR.get(unit, unit) if one else unit}"


def french_date(iso: str) -> str:
    """Return an ISO date as people write it: `2018-07-04` gives `04/07/2018`; a year stays a year."""
    return "/".join(reversed(iso.split("-")))
