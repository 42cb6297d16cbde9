"""What the page «Comparer» reads of the data: figures told together, and where each stands among its level."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison.ranks import as_printed
from citeoscope.language import kept
from citeoscope.query.answer import Answer
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter
from citeoscope.told import Told, tell
from dashboard.comparer.asking import Comparing

Row: TypeAlias = tuple[Indicator, tuple[Answer, ...]]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the figures of a level are spread over France: percentiles 5, 25, 50, 75 and 95, and how many there are."""

    marks: tuple[float, float, float, float, float]
    count: int


def members(data: Atlas, comparing: Comparing) -> tuple[Perimeter, ...]:
    """Return the territories compared."""
    return tuple(data.perimeter(one) for one in comparing.members)


@kept(128)
def told(data: Atlas, comparing: Comparing) -> Told:
    """Return the figures; they leave together, so one that would give a secret away is secret."""
    return tell(data, comparing.indicateurs, comparing.members)


def rows(data: Atlas, comparing: Comparing) -> tuple[Row, ...]:
    """Return the answers of each indicator, in the order of the territories."""
    answers, count = told(data, comparing).answers, len(comparing.indicateurs)
    return tuple((data.indicator(name), answers[place::count]) for place, name in enumerate(comparing.indicateurs))


def is_count(declared: Indicator) -> bool:
    """Say whether a figure grows with the territory: a count or a total."""
    return declared.kind == "count" or declared.adds_up


def same_level(perimeters: tuple[Perimeter, ...]) -> bool:
    """Say whether all the territories are of one level, so that their counts can be compared."""
    levels = {one.level for one in perimeters}
    return len(levels) == 1


@lru_cache(maxsize=128)
def _sorted(data: Atlas, indicator: str, level: Level) -> NDArray[np.float64]:
    table = data.table(indicator, level)
    known = table["value"].to_numpy(np.float64)[(table["status"] == Status.OK).to_numpy()]
    return np.sort(as_printed(known[~np.isnan(known)], data.indicator(indicator).decimals))


def spread(data: Atlas, indicator: str, level: Level | None) -> Spread | None:
    """Return how an indicator is spread over the territories of a level; `None` where there is none beside it."""
    if level is None or level is Level.FRANCE:
        return None
    figures = _sorted(data, indicator, level)
    if not figures.size:
        return None
    low, first, middle, third, high = (np.percentile(figures, [5, 25, 50, 75, 95]) / scale(data, indicator)).tolist()
    return Spread((low, first, middle, third, high), int(figures.size))


def percentile(data: Atlas, indicator: str, level: Level | None, value: float) -> int | None:
    """Return the percentile of a figure among its level, as `standing` gives it, from 1 to 99."""
    if level is None or level is Level.FRANCE:
        return None
    figures = _sorted(data, indicator, level)
    if figures.size < 2:  # noqa: PLR2004 - alone, a territory stands nowhere
        return None
    printed = as_printed(np.array([value]), data.indicator(indicator).decimals)[0]
    under, up_to = np.searchsorted(figures, printed, "left"), np.searchsorted(figures, printed, "right")
    return min(max(int((under + up_to) * 50 / figures.size), 1), 99)


def scale(data: Atlas, indicator: str) -> float:
    """Return how many units of the last digit make one."""
    return float(10.0 ** data.indicator(indicator).decimals)
