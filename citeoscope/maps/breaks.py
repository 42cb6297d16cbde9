"""Class breaks: where one colour ends and the next begins; `classing.py` finds them. Pure.

A figure is classed as it is printed: it is rounded to the indicator's decimals first, so the intervals of a legend tell
exactly which figures are in each class.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from citeoscope.errors import MapError
from citeoscope.language import say

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Figures: TypeAlias = "pd.Series[float] | Floats"


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
    asked
        First and last bounds as chosen or as found on a reference, when they had to move to hold every figure; `None`
        when they did not.
    """

    bounds: tuple[float, ...]
    decimals: int = 0
    pivot: float | None = None
    asked: tuple[float, float] | None = None

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
        MapError
            A figure is outside the bounds: no interval of the legend would tell it.
        """
        figures = rounded(values, self.decimals)
        absent = np.isnan(figures)
        outside = ~absent if not self.size else (figures < self.bounds[0]) | (figures > self.bounds[-1])
        if outside.any():
            raise MapError(
                say(
                    "{figures} est hors des classes {bounds} : calculez-les sur les valeurs dessinées.",
                    figures=figures[outside][0],
                    bounds=self.bounds,
                )
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
