"""Figures that leave together: tables of a dossier, profiles."""

import math
from collections.abc import Sequence

import pandas as pd

from citeoscope.atlas import atlas
from citeoscope.catalogue.profile import profiles
from citeoscope.errors import UnknownIndicatorError
from citeoscope.language import say
from citeoscope.territory.perimeter import Perimeter
from citeoscope.told import Told, tell


def figures(indicators: Sequence[str], territories: Sequence[str | Perimeter], after: Told | None = None) -> Told:
    """Answer several indicators for several territories, to leave together in a dossier.

    Parameters
    ----------
    indicators
        Indicator ids, see `indicators()`.
    territories
        Perimeters or expressions, see `perimeter()`.
    after
        What the same reader was given before: no secret may be worked out from both.

    Returns
    -------
    Told
        `frame` is the table; a figure that would give a secret away by subtraction is `secret`, with the reason.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    """
    return tell(atlas(), indicators, territories, after.guard if after else None)


def profile(name: str, territory: str | Perimeter) -> pd.DataFrame:
    """Answer a named set of indicators, dimension by dimension; there is no overall score.

    Parameters
    ----------
    name
        `essentiel`, `bien_vivre` or `mon_pavillon_et_moi`.
    territory
        Perimeter or expression, see `perimeter()`.

    Returns
    -------
    pandas.DataFrame
        One row per indicator: `dimension, indicator, label, value, status, text, reason, vintage, direction`.

    Raises
    ------
    UnknownIndicatorError
        There is no such profile; the message lists those that exist.
    UnknownTerritoryError
        The expression names nothing of the current COG.
    """
    try:
        wanted = profiles()[name]
    except KeyError:
        raise UnknownIndicatorError(
            say("Profil inconnu : « {name} ». Profils : {profiles}.", name=name, profiles=", ".join(profiles()))
        ) from None
    current = atlas()
    where = current.perimeter(territory)
    rows = []
    for dimension in wanted.dimensions:
        for indicator in dimension.indicators:
            declared, one = current.indicator(indicator), current.aggregate(indicator, where)
            rows.append(
                {
                    "dimension": dimension.label,
                    "indicator": indicator,
                    "label": declared.label,
                    "value": math.nan if one.value is None else one.value,
                    "status": str(one.status),
                    "text": one.text,
                    "reason": one.reason,
                    "vintage": one.vintage,
                    "direction": declared.direction,
                }
            )
    return pd.DataFrame(rows)
