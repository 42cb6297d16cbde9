"""One figure per commune, read from a dataset's column or counted from its points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from citeoscope.errors import CatalogueError
from citeoscope.query.status import Status


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure per commune with its status.

    Attributes
    ----------
    value
        float64, one per commune of the current COG, NaN where the status is not `ok`.
    status
        One `Status` text per commune.
    splits
        Commune code -> all the communes its figure covers, where the source is older than a split.
    """

    value: pd.Series
    status: pd.Series
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def from_column(
    frame: pd.DataFrame, column: str, communes: pd.Index, splits: Mapping[str, tuple[str, ...]]
) -> Quantity:
    """Read a quantity from a commune table.

    Parameters
    ----------
    frame
        Columns `code`, `column` and, where some values are not published, `{column}_status`.
    column
        The column to read.
    communes
        Commune codes of the answer; a commune without a row is `missing`.
    splits
        From the dataset's manifest.

    Returns
    -------
    Quantity

    Raises
    ------
    CatalogueError
        The dataset has no such column; the message lists those it has.
    """
    if column not in frame.columns:
        raise CatalogueError(f"Colonne inconnue : « {column} ». Colonnes disponibles : {', '.join(frame.columns)}.")
    rows = frame.set_index("code")
    value = rows[column].astype("float64").reindex(communes)
    status_column = f"{column}_status"
    if status_column in rows.columns:
        status = rows[status_column].astype(object).reindex(communes).fillna(str(Status.MISSING))
    else:
        status = pd.Series(np.where(value.isna(), str(Status.MISSING), str(Status.OK)), index=communes, dtype=object)
    return Quantity(value.where(status == Status.OK), status, dict(splits))


def published(frame: pd.DataFrame, column: str, level: str) -> pd.DataFrame:
    """Return the figures that a publisher gives for the territories of a level.

    Parameters
    ----------
    frame
        Columns `level`, `code`, `column` and, where some values are not published, `{column}_status`.
    column
        The column to read.
    level
        Level of the territories.

    Returns
    -------
    pandas.DataFrame
        By code: `value` (NaN unless `ok`), `status` and `coverage`, which is 1: nothing was computed.
    """
    rows = frame[frame["level"] == level].set_index("code")
    read = from_column(rows.reset_index(), column, rows.index, {})
    return pd.DataFrame({"value": read.value, "status": read.status, "coverage": 1.0})


def from_points(points: pd.DataFrame, communes: pd.Index) -> Quantity:
    """Count the points of each commune; a commune of the scope without any has a true zero.

    Parameters
    ----------
    points
        One row per place, with its `commune_code`.
    communes
        Commune codes of the answer.

    Returns
    -------
    Quantity
    """
    count = points["commune_code"].value_counts().reindex(communes, fill_value=0).astype("float64")
    return Quantity(count, pd.Series(str(Status.OK), index=communes, dtype=object))


def within(quantity: Quantity, scope: frozenset[str]) -> Quantity:
    """Return the quantity without the communes that the source does not cover: they have no data, not a zero."""
    outside = ~quantity.value.index.isin(scope)
    if not outside.any():
        return quantity
    return Quantity(quantity.value.mask(outside), quantity.status.mask(outside, str(Status.MISSING)), quantity.splits)
