"""Statistical secrecy of figures on businesses: no cell, and no difference of cells, under three units. Pure.

The threshold is that of Insee for business statistics ("Guide du secret statistique", 2022: no cell under three
enterprises). Hiding a cell is not enough: whoever subtracts the shown communes from a shown total gets the hidden ones
together. A total is therefore shown only where its hidden communes hold at least as many units as a cell must, and may
hold them in several ways. What totals of several levels give away together is the business of `differencing`.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.catalogue.indicator import Cells
from citeoscope.query.groups import Groups
from citeoscope.query.quantity import Quantity
from citeoscope.query.status import RANK, Status, ranks, statuses

SECRET = np.int8(RANK[Status.SECRET])


def hidden_communes(units: Quantity, smallest: int) -> pd.Series:
    """Say of each commune whether its own figure would tell about too few units; without any it tells nothing."""
    return (units.value > 0) & (units.value < smallest)


def tells(held: NDArray[np.float64], communes: NDArray[np.int64], smallest: int) -> NDArray[np.bool_]:
    """Say whether the units of hidden communes, taken together, tell about too few of them.

    Parameters
    ----------
    held, communes
        Units of the hidden communes of each group, and how many communes these are.
    smallest
        Fewest units that a cell must have: each hidden commune has one at least, and fewer than that.

    Returns
    -------
    numpy.ndarray
        Also true where the total can be had in one way only: as many units as communes, or the most they can have.
    """
    alone = (held == communes) | (held == communes * (smallest - 1))
    told: NDArray[np.bool_] = (held > 0) & ((held < smallest) | alone)
    return told


def hide_small_cells(
    figures: pd.DataFrame, cells: Cells, units: Quantity, groups: Groups, value: Quantity | None
) -> pd.DataFrame:
    """Make secret the figures that would tell about too few units.

    Parameters
    ----------
    figures
        From `rules.evaluate`, one row per group.
    cells
        What the indicator declares.
    units
        Number of units of each commune.
    groups
        Which communes make each group.
    value
        What a sum adds, to give its known part; `None` for any other rule.

    Returns
    -------
    pandas.DataFrame
        The figures; where the hidden communes of a group tell too much, `value` is NaN, `status` is `secret`,
        `lower_bound` is the sum of the others, and `small_cell` is true.
    """
    hidden = hidden_communes(units, cells.smallest).reindex(groups.communes).to_numpy()
    count = len(groups.labels)
    inside = np.where(hidden, units.value.reindex(groups.communes).to_numpy(np.float64), 0.0)
    held = np.bincount(groups.of_commune, inside, minlength=count).astype(np.float64)
    small = tells(held, np.bincount(groups.of_commune[hidden], minlength=count), cells.smallest)
    worst = np.where(small, SECRET, ranks(figures["status"]))
    out = figures.assign(value=figures["value"].mask(small), status=statuses(worst, figures.index), small_cell=small)
    if value is None:
        return out
    shown = np.where(hidden, 0.0, value.value.reindex(groups.communes).fillna(0.0).to_numpy())
    known = np.bincount(groups.of_commune, shown, minlength=count)
    alone = (figures["value"].notna()) & small & (known > 0)
    return out.assign(lower_bound=np.where(alone, known, out["lower_bound"]))
