"""Rows that count too few businesses leave the product without their figures: what a map hides, its file hides too."""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from citeoscope.catalogue.indicator import Cells, Indicator, dataset_of
from citeoscope.query.status import Status

SAID: Final = (
    "Les lignes qui comptent moins de {smallest} {noun} sont données sans leurs chiffres (secret statistique)."
)


def cells_within(dataset: str, indicators: Iterable[Indicator]) -> dict[str, Cells]:
    """Return the columns of a dataset that count units behind a figure, and what the indicators say of them.

    Parameters
    ----------
    dataset
        Dataset id.
    indicators
        The declared indicators.

    Returns
    -------
    dict[str, Cells]
        By name of column.
    """
    found: dict[str, Cells] = {}
    for indicator in indicators:
        for vintage in indicator.vintages:
            cells = indicator.at(vintage).cells
            if cells is not None and dataset_of(cells.units) == dataset:
                found[cells.units.split(".")[1]] = cells
    return found


def without_small_cells(rows: pd.DataFrame, cells: Mapping[str, Cells]) -> pd.DataFrame:
    """Return rows without the figures of those that count too few units in one of their years.

    Parameters
    ----------
    rows
        Of one dataset.
    cells
        From `cells_within`.

    Returns
    -------
    pandas.DataFrame
        Same rows; where something may be hidden, every figure has its `{column}_status`, `secret` in the hidden rows.
    """
    if not cells:
        return rows
    small = pd.Series(data=False, index=rows.index)
    for units, declared in cells.items():
        small |= (rows[units] > 0) & (rows[units] < declared.smallest)
    out: dict[str, pd.Series] = {}
    for name in map(str, rows.columns):
        out[name] = rows[name]
        if pd.api.types.is_numeric_dtype(out[name]) and not pd.api.types.is_bool_dtype(out[name]):
            figures = rows[name].astype("float64")
            known = figures.notna().map({True: str(Status.OK), False: str(Status.MISSING)})
            out[name] = figures.mask(small)
            out[f"{name}_status"] = known.mask(small, str(Status.SECRET))
    return pd.DataFrame(out, index=rows.index)


def said_of(cells: Mapping[str, Cells]) -> str:
    """Return what must be said beside such rows; empty when nothing is hidden."""
    kinds = {(one.smallest, one.noun) for one in cells.values()}
    return " ".join(SAID.format(smallest=smallest, noun=noun) for smallest, noun in sorted(kinds))
