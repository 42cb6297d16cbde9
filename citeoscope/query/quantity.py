"""One figure per commune, read from a dataset's column or counted from its points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.errors import CatalogueError
from citeoscope.query.status import RANK, STATUSES, Status, ranks, statuses

OK = np.int8(RANK[Status.OK])
MISSING = np.int8(RANK[Status.MISSING])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure per commune with its status.

    Attributes
    ----------
    value
        float64, one per commune of the current COG, NaN where the status is not `ok`.
    status
        One `Status` text per commune, as the category `STATUSES`.
    splits
        Commune code -> all the communes its figure covers, where the source is older than a split.
    """

    value: pd.Series
    status: pd.Series
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def from_column(
    frame: pd.DataFrame,
    column: str,
    communes: pd.Index,
    splits: Mapping[str, tuple[str, ...]],
    rows: NDArray[np.intp] | None = None,
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
    rows
        What `row_of` gives for this frame and these communes, when it is already known.

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
    places = row_of(frame, communes) if rows is None else rows
    value = np.append(frame[column].to_numpy(np.float64, na_value=np.nan), np.nan)[places]
    status_column = f"{column}_status"
    if status_column in frame.columns:
        rank = np.append(ranks(frame[status_column]), MISSING)[places]
    else:
        rank = np.where(np.isnan(value), MISSING, OK)
    value = np.where(rank == OK, value, np.nan)
    return Quantity(pd.Series(value, index=communes), statuses(rank, communes), dict(splits))


def row_of(frame: pd.DataFrame, communes: pd.Index) -> NDArray[np.intp]:
    """Return the position in a commune table of the row of each commune, -1 where there is none."""
    rows: NDArray[np.intp] = pd.Index(frame["code"]).get_indexer(communes)
    return rows


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
    rows = frame[frame["level"] == level]
    read = from_column(rows, column, pd.Index(rows["code"]), {})
    return pd.DataFrame({"value": read.value, "status": read.status, "coverage": 1.0})


def from_points(points: pd.DataFrame, communes: pd.Index) -> Quantity:
    """Count the points of each commune; a commune of the scope without any has a true zero.

    Parameters
    ----------
    points
        One row per place, with its `commune_code` (`code` where the source is a list of communes).
    communes
        Commune codes of the answer.

    Returns
    -------
    Quantity
    """
    key = "commune_code" if "commune_code" in points else "code"
    count = points[key].value_counts().reindex(communes, fill_value=0).astype("float64")
    return Quantity(count, pd.Series(str(Status.OK), index=communes, dtype=STATUSES))


def within(quantity: Quantity, scope: frozenset[str]) -> Quantity:
    """Return the quantity without the communes that the source does not cover: they have no data, not a zero."""
    outside = ~quantity.value.index.isin(scope)
    if not outside.any():
        return quantity
    return Quantity(quantity.value.mask(outside), quantity.status.mask(outside, str(Status.MISSING)), quantity.splits)
