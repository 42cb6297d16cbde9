"""Ranks of figures as they are printed: what a reader can check in a table. Pure, on arrays."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_NEAR_A_HALF: Final = 1e-9


class Ranks(NamedTuple):
    """By figure: its rank, how many others share it, and its percentile; NaN or 0 where there is no figure."""

    rank: NDArray[np.float64]
    ties: NDArray[np.int64]
    percentile: NDArray[np.float64]


def as_printed(values: NDArray[np.float64], decimals: int) -> NDArray[np.float64]:
    """Round figures as `numbers.format_number` prints them: halves of the written decimals away from zero.

    Parameters
    ----------
    values
        Figures, NaN where there is none.
    decimals
        Digits after the comma.

    Returns
    -------
    numpy.ndarray
        In units of the last digit: two figures are equal when their printed texts are.
    """
    scaled = np.abs(values) * 10.0**decimals
    rounded = np.floor(scaled + 0.5)
    # 0.285 × 100 is 28.499999999999996 but is printed 0,29: what is near a half is rounded from its digits.
    for place in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _NEAR_A_HALF * np.maximum(1.0, scaled)):
        digits = Decimal(repr(float(abs(values[place]))))
        rounded[place] = float(digits.scaleb(decimals).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return np.where(np.isnan(values), np.nan, np.copysign(rounded, values)) + 0.0


def ranks(values: NDArray[np.float64], decimals: int) -> Ranks:
    """Rank figures, 1 for the largest; figures printed alike share the best of their ranks.

    Parameters
    ----------
    values
        Figures, NaN where there is none: those have no rank.
    decimals
        Digits after the comma in what is printed.

    Returns
    -------
    Ranks
        `percentile` is the share, 0 to 100, of the figures that are smaller, plus half of those that are equal, the
        figure itself included: the mid-distribution function (Parzen, 2004, «Quantile probability and statistical
        data modeling», Statistical Science 19), the kind `mean` of `scipy.stats.percentileofscore`.

    Notes
    -----
    Figures are compared as printed, not as computed. Digits that are not shown are mostly noise (a rate over a few
    people), and a table where two rows show 22,0 % with ranks 5 and 6 could not be checked by its reader.
    """
    known = ~np.isnan(values)
    _, place, counts = np.unique(as_printed(values[known], decimals), return_inverse=True, return_counts=True)
    up_to = np.cumsum(counts)
    total = int(known.sum())
    rank = np.full(len(values), np.nan)
    ties = np.zeros(len(values), dtype=np.int64)
    percentile = np.full(len(values), np.nan)
    rank[known] = (total - up_to + 1)[place]
    ties[known] = (counts - 1)[place]
    percentile[known] = (100 * (up_to - counts / 2) / max(total, 1))[place]
    return Ranks(rank, ties, percentile)
