"""Figures in time: the vintages of an indicator, and what changed between two of them."""

import math

import pandas as pd

from citeoscope.atlas import atlas
from citeoscope.query.change import Change
from citeoscope.territory.perimeter import Perimeter


def series(indicator: str, territory: str | Perimeter) -> pd.DataFrame:
    """Answer every vintage of an indicator for a perimeter, on the current COG.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.

    Returns
    -------
    pandas.DataFrame
        Indexed by vintage, oldest first: `value, status, coverage, text, reason, sources`.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    """
    answers = atlas().series(indicator, territory)
    return pd.DataFrame(
        [
            {
                "value": math.nan if one.value is None else one.value,
                "status": str(one.status),
                "coverage": one.coverage,
                "text": one.text,
                "reason": one.reason,
                "sources": " ; ".join(note.text for note in one.sources),
            }
            for one in answers
        ],
        index=pd.Index([one.vintage for one in answers], name="vintage"),
    )


def change(indicator: str, territory: str | Perimeter, first: str, last: str) -> Change:
    """Compute how an indicator changed between two vintages, on the communes that have a value in both.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    first, last
        Two of the `vintages` of the indicator.

    Returns
    -------
    Change
        `before`, `after`, `difference`, `percent`, on a constant COG, or a status and the reason.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError
        Nothing is declared by that name.
    """
    return atlas().change(indicator, territory, first, last)
