"""From the cuts of a method to the bounds that a legend prints: round, increasing, none without use. Pure."""

import math
from typing import Final

import numpy as np

from citeoscope.maps.breaks import Floats, rounded
from citeoscope.maps.methods import Scheme

NICE_TOLERANCE: Final = 0.2
"""How far a bound may move to become a rounder number, as a share of the distance to its nearest neighbour."""


def inner_bounds(figures: Floats, scheme: Scheme, k: int, decimals: int, above: float = -math.inf) -> list[float]:
    """Return the bounds between classes.

    Parameters
    ----------
    figures
        Sorted, rounded to `decimals`, without NaN; may be empty.
    scheme
        How they are cut.
    k
        Classes wanted.
    decimals
        Digits after the comma.
    above
        Bounds stay over it.

    Returns
    -------
    list[float]
        Increasing, at most `k - 1`; no class is left empty unless the scheme is exact.
    """
    distinct = np.unique(figures)
    if distinct.size <= k and not scheme.whole:
        return [float(value) for value in distinct[1:] if value > above]
    if k == 1 or distinct.size <= 1:
        return []
    raw = [value for value in sorted(set(map(float, scheme.cut(figures, k)))) if figures[0] < value <= figures[-1]]
    plain = rounded(np.array(raw), decimals).tolist()
    nice = plain if scheme.exact else _nice([float(figures[0]), *raw, float(figures[-1])], decimals)
    kept: list[float] = []
    for bound in nice:
        start = kept[-1] if kept else float(figures[0])
        held = np.count_nonzero((figures >= start) & (figures < bound))
        if (held or scheme.exact) and max(above, start) < bound <= figures[-1]:
            kept.append(bound)
    return kept


def through(pivot: float, bounds: list[float], k: int) -> list[float]:
    """Make a pivot one of the bounds: it takes the place of its nearest neighbour when there is no room for one more.

    Parameters
    ----------
    pivot
        Figure that must be a bound.
    bounds
        Bounds between classes, increasing.
    k
        Classes wanted.

    Returns
    -------
    list[float]
        Increasing, with the pivot.
    """
    if pivot in bounds:
        return bounds
    kept = list(bounds)
    if len(kept) >= k - 1:
        kept.remove(min(kept, key=lambda bound: abs(bound - pivot)))
    return sorted([*kept, pivot])


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
