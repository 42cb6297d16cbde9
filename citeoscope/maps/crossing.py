"""Two indicators on one map: three groups of each make nine cells, and what lacks a figure says which one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from citeoscope.catalogue.indicator import Indicator
from citeoscope.errors import MapError
from citeoscope.language import say
from citeoscope.maps.breaks import Breaks, Figures
from citeoscope.maps.classes import NON_VALUES, OUTSIDE
from citeoscope.maps.classing import Classing
from citeoscope.query.status import RANK, SEVERITY, Status, ranks

GROUPS: Final = 3
LOW, MIDDLE, HIGH = range(GROUPS)
_PLACES: Final[dict[int, tuple[int, ...]]] = {0: (), 1: (MIDDLE,), 2: (LOW, HIGH), 3: (LOW, MIDDLE, HIGH)}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
"""One per pair of statuses with a non-value: there are 24 such pairs."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two indicators, and the bounds of its groups.

    Attributes
    ----------
    indicator
        At the vintage on screen.
    breaks
        Terciles: three classes, fewer when the figures are too few or too alike.
    """

    indicator: Indicator
    breaks: Breaks

    @property
    def groups(self) -> tuple[int, ...]:
        """Groups that there are, among low, middle and high: two are low and high, a lone one is the middle."""
        return _PLACES[self.breaks.size]

    def group_of(self, values: Figures) -> npt.NDArray[np.int64]:
        """Return the group of each figure, -1 for NaN."""
        places = np.array([*self.groups, -1], dtype=np.int64)  # the last one answers the rank -1
        return np.asarray(places[self.breaks.class_of(values)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Lack:
    """Territories without a figure of one indicator or of both, for the same reasons.

    Attributes
    ----------
    letter
        Their mark.
    first, second
        Status of each indicator; one of them is `ok` when only the other lacks.
    """

    letter: str
    first: Status
    second: Status

    @property
    def look(self) -> Status:
        """The more severe of the two: it has the pattern."""
        return max(self.first, self.second, key=lambda status: RANK[status])


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """Territories classed by two indicators.

    Attributes
    ----------
    first, second
        The indicators; the first one goes up the legend, the second one to the right.
    marks
        One character by code: the cell, `3 * group of the first + group of the second`, or the letter of a lack.
    lacks
        By letter.
    """

    first: Axis
    second: Axis
    marks: pd.Series
    lacks: tuple[Lack, ...]

    def encode(self, codes: Sequence[str]) -> str:
        """Return one character per code, `.` outside the perimeter."""
        return "".join(self.marks.reindex(pd.Index(codes)).fillna(OUTSIDE).astype(str).tolist())

    def count(self, mark: str) -> int:
        """Return how many territories have a mark."""
        return int((self.marks == mark).sum())

    @property
    def looks(self) -> dict[str, str]:
        """The character of the pattern of each letter, see `classes.NON_VALUES`."""
        letters = {status: letter for letter, status in NON_VALUES.items()}
        return {lack.letter: letters[lack.look] for lack in self.lacks}


def axis(indicator: Indicator, values: pd.DataFrame, reference: "Figures | None" = None) -> Axis:
    """Cut an indicator into three groups of nearly as many territories.

    Parameters
    ----------
    indicator
        At the vintage on screen.
    values
        `code, value, status`, one row per territory of the perimeter.
    reference
        Figures the groups are found on; those of the perimeter when `None`.

    Returns
    -------
    Axis

    Raises
    ------
    MapError
        The reference has no figure.
    """
    # Without the pivot: what is low or high here is a place among the others, not a side of zero.
    classing = Classing(k=GROUPS, decimals=indicator.decimals, count=indicator.kind == "rate")
    return Axis(indicator, classing.breaks(_known(values), reference))


def cross(first: Axis, second: Axis, values: pd.DataFrame, others: pd.DataFrame) -> Crossing:
    """Class territories by two indicators.

    Parameters
    ----------
    first, second
        From `axis`.
    values, others
        `code, value, status` of each of them, for the same territories in the same order.

    Returns
    -------
    Crossing
        Every territory has one mark.

    Raises
    ------
    MapError
        The territories are not the same.
    """
    if values["code"].tolist() != others["code"].tolist():
        raise MapError(say("Deux indicateurs se croisent sur les mêmes territoires, dans le même ordre."))
    groups = first.group_of(_known(values)), second.group_of(_known(others))
    said = [_ranks(frame, group) for frame, group in zip((values, others), groups, strict=True)]
    pairs = len(SEVERITY) * said[0] + said[1]
    lacking = sorted((int(pair) for pair in np.unique(pairs) if pair), key=_most_severe_first)
    lacks = tuple(Lack(letter, *_statuses(pair)) for letter, pair in zip(_LETTERS, lacking, strict=False))
    marks = (GROUPS * groups[0] + groups[1]).astype(str).astype(object)
    for lack, pair in zip(lacks, lacking, strict=True):
        marks[pairs == pair] = lack.letter
    return Crossing(first, second, pd.Series(marks, index=values["code"].to_numpy()), lacks)


def _known(values: pd.DataFrame) -> npt.NDArray[np.float64]:
    known = values["value"].where(values["status"].astype(str) == Status.OK.value)
    return known.to_numpy(dtype=np.float64, na_value=np.nan)


def _ranks(values: pd.DataFrame, groups: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the rank of each status; one that says « ok » beside no figure is missing: it never becomes a colour."""
    said = ranks(values["status"]).astype(np.int64)
    return np.where((said == RANK[Status.OK]) & (groups < 0), RANK[Status.MISSING], said)


def _statuses(pair: int) -> tuple[Status, Status]:
    return SEVERITY[pair // len(SEVERITY)], SEVERITY[pair % len(SEVERITY)]


def _most_severe_first(pair: int) -> tuple[int, int, int]:
    first, second = divmod(pair, len(SEVERITY))
    return -max(first, second), -first, -second
