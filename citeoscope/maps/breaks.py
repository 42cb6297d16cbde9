"""Class breaks: where one colour ends and the next begins. Pure.

A figure is classed as it is printed: it is rounded to the indicator's decimals first, so the intervals of a legend tell
exactly which figures are in each class.
"""

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Method = Literal["quantiles", "equal_interval", "natural", "head_tail"]
Floats = npt.NDArray[np.float64]
Figures: TypeAlias = "pd.Series[float] | Floats"

MOST_CLASSES: Final = 9
NICE_TOLERANCE: Final = 0.2
"""How far a bound may move to become a rounder number, as a share of the distance to its nearest neighbour."""
SAMPLE: Final = 400
"""Natural breaks are searched among that many evenly spaced ranks: the exact search is quadratic."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """Bounds of classes, from the lowest figure to the highest.

    Attributes
    ----------
    bounds
        One more than there are classes, none when there is no figure. A class holds its lower bound; only the last one
        holds its upper bound too.
    decimals
        Digits after the comma of the figures.
    pivot
        Bound on both sides of which the colours diverge, `None` for a sequence.
    """

    bounds: tuple[float, ...]
    decimals: int = 0
    pivot: float | None = None

    @property
    def size(self) -> int:
        """Number of classes."""
        return max(len(self.bounds) - 1, 0)

    @property
    def below(self) -> int:
        """Number of classes under the pivot."""
        return 0 if self.pivot is None else sum(bound < self.pivot for bound in self.bounds[:-1])

    @property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """Lowest and highest figure that each class can hold, once rounded."""
        step = 10.0**-self.decimals
        lows, highs = self.bounds[:-1], self.bounds[1:]
        last = len(lows) - 1
        return tuple(
            (low, high if index == last else float(rounded(high - step, self.decimals)))
            for index, (low, high) in enumerate(zip(lows, highs, strict=True))
        )

    def class_of(self, values: Figures) -> npt.NDArray[np.int64]:
        """Return the class of each figure.

        Parameters
        ----------
        values
            Figures; NaN where there is none.

        Returns
        -------
        numpy.ndarray
            Rank of the class from 0, and -1 for NaN.

        Raises
        ------
        ValueError
            A figure is outside the bounds: no interval of the legend would tell it.
        """
        figures = rounded(values, self.decimals)
        absent = np.isnan(figures)
        outside = ~absent if not self.size else (figures < self.bounds[0]) | (figures > self.bounds[-1])
        if outside.any():
            raise ValueError(
                f"{figures[outside][0]} est hors des classes {self.bounds} : calculez-les sur les valeurs dessinées."
            )
        classes = np.searchsorted(np.asarray(self.bounds[1:-1]), figures, side="right")
        return np.where(absent, -1, classes).astype(np.int64)

    def counts(self, values: Figures) -> tuple[int, ...]:
        """Return how many figures each class holds."""
        classes = self.class_of(values)
        return tuple(np.bincount(classes[classes >= 0], minlength=self.size).tolist())


def rounded(values: "Figures | float", decimals: int) -> Floats:
    """Round as figures are printed: halves away from zero.

    Parameters
    ----------
    values
        Figures; NaN stays NaN.
    decimals
        Digits after the comma.

    Returns
    -------
    numpy.ndarray
    """
    figures = np.asarray(values, dtype=np.float64)
    scale = 10.0**decimals
    # 1.005 is stored a hair under itself: without the next float up, it would be printed 1.01 and classed as 1.00.
    units = np.floor(np.nextafter(np.abs(figures) * scale + 0.5, np.inf))
    return np.copysign(units / scale, figures) + 0.0


def classify(  # noqa: PLR0913 - each one is a choice of the reader
    values: Figures,
    *,
    method: Method = "quantiles",
    k: int = 6,
    decimals: int = 0,
    pivot: float | None = None,
    count: bool = False,
) -> Breaks:
    """Cut figures into classes with round bounds.

    Parameters
    ----------
    values
        Figures; NaN where there is none.
    method
        `quantiles` (as many territories in each class), `equal_interval`, `natural` (Fisher and Jenks) or `head_tail`.
    k
        Classes wanted, 1 to 9; there are fewer when the figures are too few or too alike.
    decimals
        Digits after the comma of the figures.
    pivot
        Figure that must be a bound, so that colours diverge from it: kept when there are figures on both sides.
    count
        Whether the figures count something: then many zeros make a class of their own.

    Returns
    -------
    Breaks

    Raises
    ------
    ValueError
        Unknown method, or `k` out of range.
    """
    if method not in get_args(Method):
        raise ValueError(f"Méthode inconnue : « {method} ». Méthodes : {', '.join(get_args(Method))}.")
    if not 1 <= k <= MOST_CLASSES:
        raise ValueError(f"Nombre de classes impossible : {k}. Choisissez de 1 à {MOST_CLASSES}.")
    figures = np.sort(rounded(values, decimals))
    figures = figures[np.isfinite(figures)]
    if not figures.size:
        return Breaks((), decimals)
    cut = _METHODS[method]
    low, high = float(figures[0]), float(figures[-1])
    if pivot is not None and low < pivot <= high and k > 1:
        under, over = figures[figures < pivot], figures[figures >= pivot]
        left = min(max(round(k * under.size / figures.size), 1), k - 1)
        inner = [*_inner(under, cut, left, decimals), pivot, *_inner(over, cut, k - left, decimals)]
        return Breaks((low, *inner, high), decimals, pivot)
    zeros = int(np.count_nonzero(figures == 0))
    if count and low == 0 and k > 1 and zeros < figures.size and zeros * k >= figures.size:
        positive = figures[figures > 0]
        first = 10.0**-decimals
        inner = _inner(positive, cut, k - 1, decimals, above=first)
        if len(inner) < k - 2 and method == "quantiles":
            # Most of what is not zero is alike: equal numbers of territories would leave the largest ones together.
            inner = _inner(positive, _successive_means, k - 1, decimals, above=first)
        return Breaks((0.0, first, *inner, high), decimals)
    return Breaks((low, *_inner(figures, cut, k, decimals), high), decimals)


def _inner(
    figures: Floats, cut: Callable[[Floats, int], Sequence[float]], k: int, decimals: int, above: float = -math.inf
) -> list[float]:
    """Return the bounds between classes, rounded, increasing, none of them leaving a class empty without reason."""
    distinct = np.unique(figures)
    if distinct.size <= k:
        return [float(value) for value in distinct[1:] if value > above]
    raw = [value for value in sorted(set(map(float, cut(figures, k)))) if figures[0] < value <= figures[-1]]
    even = cut is _equal_interval  # rounder bounds, or fewer, would no longer be evenly spaced
    plain = rounded(np.array(raw), decimals).tolist()
    nice = plain if even else _nice([float(figures[0]), *raw, float(figures[-1])], decimals)
    kept: list[float] = []
    for bound in nice:
        start = kept[-1] if kept else float(figures[0])
        held = np.count_nonzero((figures >= start) & (figures < bound))
        if (held or even) and max(above, start) < bound <= figures[-1]:
            kept.append(bound)
    return kept


def _nice(bounds: list[float], decimals: int) -> list[float]:
    """Move each inner bound to the roundest number near it."""
    nice = []
    for before, bound, after in zip(bounds, bounds[1:], bounds[2:], strict=False):
        room = NICE_TOLERANCE * min(bound - before, after - bound if after > bound else bound - before)
        nice.append(_roundest(bound, room, decimals))
    return nice


def _roundest(bound: float, room: float, decimals: int) -> float:
    exponent = math.floor(math.log10(abs(bound))) if bound else 0
    for power in range(exponent, -decimals - 1, -1):
        for multiple in (5, 2, 1):
            step = multiple * 10.0**power
            candidate = float(rounded(round(bound / step) * step, max(decimals, 0)))
            if abs(candidate - bound) <= room and candidate != 0:
                return candidate
    return float(rounded(bound, decimals))


def _quantiles(figures: Floats, k: int) -> Sequence[float]:
    return np.quantile(figures, np.arange(1, k) / k).tolist()  # type: ignore[no-any-return]


def _equal_interval(figures: Floats, k: int) -> Sequence[float]:
    return np.linspace(figures[0], figures[-1], k + 1)[1:-1].tolist()  # type: ignore[no-any-return]


def _successive_means(figures: Floats, k: int) -> Sequence[float]:
    """Cut at the mean, then at the mean of what is above it, and so on: for figures with a long tail."""
    cuts: list[float] = []
    above = figures
    while len(cuts) < k - 1 and np.unique(above).size > 1:
        cuts.append(float(above.mean()))
        above = above[above > cuts[-1]]
    return cuts


def _natural(figures: Floats, k: int) -> Sequence[float]:
    import mapclassify  # noqa: PLC0415 - a second to import, for those who ask for it only

    ranks = np.unique(np.linspace(0, figures.size - 1, SAMPLE).astype(int))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it advises numba, which a few hundred figures do not need
        return mapclassify.FisherJenks(figures[ranks], k=k).bins[:-1].tolist()  # type: ignore[no-any-return]


def _head_tail(figures: Floats, k: int) -> Sequence[float]:
    import mapclassify  # noqa: PLC0415 - a second to import, for those who ask for it only

    return mapclassify.HeadTailBreaks(figures).bins[: k - 1].tolist()  # type: ignore[no-any-return]


_METHODS: Final[dict[str, Callable[[Floats, int], Sequence[float]]]] = {
    "quantiles": _quantiles,
    "equal_interval": _equal_interval,
    "natural": _natural,
    "head_tail": _head_tail,
}
