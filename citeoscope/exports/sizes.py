"""How large a file will be, before it is written."""

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from citeoscope.atlas import Atlas
from citeoscope.exports.extract import Extract
from citeoscope.exports.formats import FORMATS

FEW: Final = 150
MANY: Final = 450
"""Up to so many rows the file itself is measured; beyond, two samples give the size of a row and of what surrounds."""


class Size(NamedTuple):
    """Size of a file, in bytes; `exact` unless it was estimated."""

    size: int
    exact: bool


def sizes(atlas: Atlas, taken: Extract) -> dict[str, Size]:
    """Return the size of an extract in each format.

    Parameters
    ----------
    atlas
        The data.
    taken
        The rows.

    Returns
    -------
    dict[str, Size]
        By format.
    """
    count = len(taken.rows)
    if count <= MANY:
        return {name: Size(len(form.write(atlas, taken)), exact=True) for name, form in FORMATS.items()}
    few, many = _sample(taken, FEW), _sample(taken, MANY)
    measured = {}
    for name, form in FORMATS.items():
        low, high = len(form.write(atlas, few)), len(form.write(atlas, many))
        a_row = (high - low) / (MANY - FEW)
        measured[name] = Size(round(high + a_row * (count - MANY)), exact=False)
    return measured


def _sample(taken: Extract, count: int) -> Extract:
    chosen = np.linspace(0, len(taken.rows) - 1, count).astype(int)
    return replace(taken, rows=taken.rows.iloc[chosen], levels=taken.levels.iloc[chosen])
