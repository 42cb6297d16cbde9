"""How figures are spread, beside the classes that cut them. Pure.

A histogram here is one of areas: no bin crosses a bound between classes, so bins have several widths, and a bar is as
high as its count divided by its width. A bar of twice the area has twice the territories (Freedman, Pisani and Purves,
*Statistics*, 4th ed., 2007, ch. 3).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from citeoscope.errors import MapError
from citeoscope.maps.breaks import Breaks, Figures, rounded

BINS: Final = 24
MOST_BINS: Final = 200


@dataclass(frozen=True, slots=True)
class Histogram:
    """Figures counted by bins.

    Attributes
    ----------
    edges
        One more than there are bins, none without classes. A bin holds its lower edge and not its upper one: the last
        edge is one step of the figures (`10 ** -decimals`) above the highest that a class can hold.
    counts
        Figures in each bin.
    classes
        Rank of the one class that each bin belongs to.
    absent
        Territories that have no figure.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    classes: tuple[int, ...]
    absent: int

    @property
    def densities(self) -> tuple[float, ...]:
        """Height of each bar: figures per unit of the figure."""
        widths = np.diff(np.asarray(self.edges))
        return tuple((np.asarray(self.counts) / widths).tolist()) if self.counts else ()


def histogram(values: Figures, breaks: Breaks, bins: int = BINS) -> Histogram:
    """Count figures by bins that respect the classes.

    Parameters
    ----------
    values
        Figures; NaN where there is none.
    breaks
        Their classes, see `classify`.
    bins
        Bins wanted, 1 to 200, shared between classes by their width: each class has one at least, and those of a class
        have the same width to within one step of the figures. There are at most `bins + breaks.size` of them.

    Returns
    -------
    Histogram
        Its counts add up to the number of figures, class by class as well.

    Raises
    ------
    MapError
        `bins` is out of range, or a figure is outside the classes.
    """
    if not 1 <= bins <= MOST_BINS:
        raise MapError(f"Nombre de barres impossible : {bins}. Choisissez de 1 à {MOST_BINS}.")
    ranks = breaks.class_of(values)
    absent = int(np.count_nonzero(ranks < 0))
    if not breaks.size:
        return Histogram((), (), (), absent)
    # Edges fall on whole steps of the figures: a bin is as wide as the number of different figures it may hold.
    bounds = _steps(np.asarray(breaks.bounds), breaks.decimals)
    ends = np.append(bounds[:-1], bounds[-1] + 1)
    wanted = np.rint(bins * np.diff(ends) / (ends[-1] - ends[0])).astype(np.int64).clip(1, np.diff(ends))
    starts = [
        np.linspace(left, right, number, endpoint=False)
        for left, right, number in zip(ends[:-1].tolist(), ends[1:].tolist(), wanted.tolist(), strict=True)
    ]
    edges = np.append(np.rint(np.concatenate(starts)).astype(np.int64), ends[-1])
    figures = _steps(rounded(values, breaks.decimals)[ranks >= 0], breaks.decimals)
    places = np.searchsorted(edges, figures, side="right") - 1
    counts = np.bincount(places, minlength=edges.size - 1)
    classes = np.searchsorted(ends, edges[:-1], side="right") - 1
    scale = 10.0**breaks.decimals
    return Histogram(tuple((edges / scale).tolist()), tuple(counts.tolist()), tuple(classes.tolist()), absent)


def _steps(figures: npt.NDArray[np.float64], decimals: int) -> npt.NDArray[np.int64]:
    return np.rint(figures * 10.0**decimals).astype(np.int64)
