"""Which communes make one figure: the group of each commune, and what the quantities say of the communes of a group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.query.quantity import Quantity
from citeoscope.query.status import RANK, Status, ranks

MISSING = np.int8(RANK[Status.MISSING])


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The group of each commune.

    Attributes
    ----------
    communes
        Codes of the communes that are in a group.
    labels
        One per group, in order.
    of_commune
        Position in `labels` of the group of each commune.
    """

    communes: pd.Index
    labels: pd.Index
    of_commune: NDArray[np.intp]

    @classmethod
    def of(cls, groups: pd.Series) -> "Groups":
        """Read the group label of each commune code; communes without a label are left out."""
        known = groups.notna()
        kept = groups if known.all() else groups[known]
        of_commune, labels = pd.factorize(kept, sort=True)
        return cls(kept.index, pd.Index(labels, name=groups.name), of_commune)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What the quantities of a rule say, one row per commune, or per communes that a source still publishes together.

    Attributes
    ----------
    group, count
        Position of the group of each row; number of groups.
    communes
        Number of communes of each row.
    figures, statuses
        One array per quantity, in the order of the rule; a status is its rank in `SEVERITY`.
    """

    group: NDArray[np.intp]
    count: int
    communes: NDArray[np.float64]
    figures: tuple[NDArray[np.float64], ...]
    statuses: tuple[NDArray[np.int8], ...]

    def sum(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum by group."""
        return np.bincount(self.group, figures, self.count).astype(np.float64, copy=False)

    def sum_known(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum the figures that are not NaN by group; NaN where there is none."""
        known = ~np.isnan(figures)
        total = self.sum(np.where(known, figures, 0.0))
        return np.where(self.any(known), total, np.nan)

    def any(self, marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say by group whether one row is marked."""
        found = np.zeros(self.count, dtype=bool)
        found[self.group[marks]] = True
        return found


def gather(quantities: Sequence[Quantity], groups: Groups) -> Parts:
    """Lay the quantities side by side, communes that a source still publishes together brought into one row.

    A figure that covers several communes counts only in a group that holds them all.
    """
    read = [_aligned(quantity, groups.communes) for quantity in quantities]
    figures, statuses = ([column.copy() for column in columns] for columns in zip(*read, strict=True))
    communes = np.ones(len(groups.communes))
    kept = np.ones(len(communes), dtype=bool)
    together = {carrier: members for quantity in quantities for carrier, members in quantity.splits.items()}
    for carrier, members in together.items():
        places = groups.communes.get_indexer(pd.Index(members))
        inside = places[places >= 0]
        whole = len(inside) == len(members) and len(set(groups.of_commune[inside])) == 1
        kept[inside] = not whole
        if not whole:
            for figure, status in zip(figures, statuses, strict=True):
                figure[inside], status[inside] = np.nan, MISSING
            continue
        place = places[members.index(carrier)]
        kept[place], communes[place] = True, len(members)
        for i, quantity in enumerate(quantities):
            covered = places[[members.index(carrier)]] if carrier in quantity.splits else places
            figures[i][place], statuses[i][place] = _joined(*read[i], covered)
    if kept.all():
        return Parts(groups.of_commune, len(groups.labels), communes, tuple(figures), tuple(statuses))
    figures, statuses = ([column[kept] for column in columns] for columns in (figures, statuses))
    return Parts(groups.of_commune[kept], len(groups.labels), communes[kept], tuple(figures), tuple(statuses))


def _joined(figure: NDArray[np.float64], status: NDArray[np.int8], places: NDArray[np.intp]) -> tuple[float, np.int8]:
    """Return the figure of communes taken together: their sum, unless one of them has none."""
    worst = status[places].max()
    return (float(figure[places].sum()) if worst == RANK[Status.OK] else np.nan), worst


def _aligned(quantity: Quantity, communes: pd.Index) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    figure, status = quantity.value.to_numpy(np.float64), ranks(quantity.status)
    index = quantity.value.index
    if index.is_(communes):
        return figure, status
    places = index.get_indexer(communes)
    found = places >= 0
    return np.where(found, figure[places], np.nan), np.where(found, status[places], MISSING)
