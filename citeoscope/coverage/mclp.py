"""Maximal covering location: which sites, at most N, reach the most people who are not reached yet. Pure.

Church and ReVelle (1974), "The maximal covering location problem", Papers in Regional Science 32.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from citeoscope.coverage.demand import Demand

LARGEST_EXACT: Final = 500_000
"""Pairs of demand and site: beyond, the exact solver does not end in minutes on two cores and is not tried."""
_EXACT: Final = 1e-6
"""Relative: HiGHS itself is not sure of more, and it is one inhabitant in a million."""
_PASSES: Final = 100
_STEPS: Final = 1000
_PATIENCE: Final = 25


@dataclass(frozen=True, slots=True)
class Choice:
    """The sites chosen.

    Attributes
    ----------
    sites
        Positions, in order of gain.
    gains
        Inhabitants that each reaches and those before it do not; never 0.
    bound
        What no choice of as many sites can exceed.
    """

    sites: tuple[int, ...]
    gains: tuple[float, ...]
    bound: float

    @property
    def covered(self) -> float:
        """Inhabitants reached by all of them."""
        return sum(self.gains)

    @property
    def gap(self) -> float:
        """How far from the optimum the choice may be, 0 to 1 of the optimum; 0 when it is proved optimal."""
        gap = 1 - self.covered / self.bound if self.bound > 0 else 0.0
        return gap if gap > _EXACT else 0.0


def choose(demanded: Demand, count: int, seconds: float) -> Choice:
    """Choose the sites that reach the most people.

    Parameters
    ----------
    demanded
        Who would be reached by which site.
    count
        Sites to open, at most.
    seconds
        Time given to the exact solver.

    Returns
    -------
    Choice
        The optimum, proved, when the solver ends in time; otherwise the best known choice and a proved bound. The same
        question gets the same answer, except where time runs out on a slower machine.
    """
    chosen = _improved(demanded, _greedy(demanded, count))
    reached = covered(demanded, chosen)
    bound = _proved_bound(demanded, chosen, count, 0)
    if bound > reached * (1 + _EXACT) and demanded.sites.nnz <= LARGEST_EXACT:
        exact, exact_bound = _exact(demanded, count, seconds)
        bound = min(bound, exact_bound)
        if covered(demanded, exact) > reached:
            chosen, reached = exact, covered(demanded, exact)
    if bound > reached * (1 + _EXACT):
        bound = min(bound, _proved_bound(demanded, chosen, count, _STEPS))
    sites, gains = ranked(demanded, chosen)
    return Choice(sites, gains, max(bound, sum(gains)))


def covered(demanded: Demand, sites: Sequence[int]) -> float:
    """Return the inhabitants that at least one of some sites reaches."""
    return float(demanded.people[_reached(demanded, sites)].sum())


def ranked(demanded: Demand, sites: Sequence[int]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Order sites so that each adds the most to those before it; one that adds nobody is dropped.

    Parameters
    ----------
    demanded
        Who would be reached by which site.
    sites
        Positions, in any order.

    Returns
    -------
    tuple[tuple[int, ...], tuple[float, ...]]
        Positions and what each adds: the sum is what all reach. Ties go to the first position.
    """
    by_site = demanded.sites.T.tocsr()
    rest = demanded.people.copy()
    left = sorted(sites)
    order, gains = [], []
    while left:
        added = by_site[left] @ rest
        best = int(np.argmax(added))
        if not added[best] > 0:
            break
        order.append(left.pop(best))
        gains.append(float(added[best]))
        rest[_members(by_site, order[-1])] = 0.0
    return tuple(order), tuple(gains)


def _reached(demanded: Demand, sites: Sequence[int]) -> NDArray[np.bool_]:
    reached: NDArray[np.bool_] = _counts(demanded, sites) > 0
    return reached


def _counts(demanded: Demand, sites: Sequence[int]) -> NDArray[np.float64]:
    opened = np.zeros(demanded.sites.shape[1])
    opened[list(sites)] = 1.0
    counts: NDArray[np.float64] = demanded.sites @ opened
    return counts


def _members(by_site: csr_array, site: int) -> NDArray[np.int32]:
    members: NDArray[np.int32] = by_site.indices[by_site.indptr[site] : by_site.indptr[site + 1]]
    return members


def _greedy(demanded: Demand, count: int) -> list[int]:
    """Open, one by one, the site that adds the most people; the first position wins ties."""
    by_site = demanded.sites.T.tocsr()
    rest = demanded.people.copy()
    chosen: list[int] = []
    for _ in range(count):
        added = by_site @ rest
        best = int(np.argmax(added))
        if not added[best] > 0:
            break
        chosen.append(best)
        rest[_members(by_site, best)] = 0.0
    return chosen


def _improved(demanded: Demand, chosen: list[int]) -> list[int]:
    """Exchange one chosen site for another as long as more people are reached."""
    by_site = demanded.sites.T.tocsr()
    chosen = list(chosen)
    for _ in range(_PASSES):
        counts = _counts(demanded, chosen)
        before = float(demanded.people[counts > 0].sum())
        moved = False
        for place, site in enumerate(chosen):
            own = np.zeros_like(counts)
            own[_members(by_site, site)] = 1.0
            without = counts - own
            added = by_site @ np.where(without > 0, 0.0, demanded.people)
            best = int(np.argmax(added))
            after = float(demanded.people[without > 0].sum() + added[best])
            if after > before * (1 + _EXACT):
                counts = without.copy()
                counts[_members(by_site, best)] += 1.0
                chosen[place], before, moved = best, after, True
        if not moved:
            break
    return chosen


def _proved_bound(demanded: Demand, chosen: Sequence[int], count: int, steps: int) -> float:
    """Bound every choice of as many sites, from prices put on the inhabitants.

    Whatever the prices (0 to 1 per inhabitant), no choice reaches more than what is not priced, plus the priced people
    of the dearest sites, counted as often as they are reached. Prices of 1 on those not reached yet give the bound of
    Minoux (1978); a subgradient then lowers it, as in Galvão and ReVelle (1996), "A Lagrangean heuristic for the
    maximal covering location problem".
    """
    by_site = demanded.sites.T.tocsr()
    people = demanded.people
    reached = covered(demanded, chosen)
    prices = np.where(_reached(demanded, chosen), 0.0, people)
    best, scale, stalled = demanded.total, 1.0, 0
    for _ in range(steps + 1):
        worth = by_site @ prices
        dearest = np.argsort(-worth, kind="stable")[:count]
        bound = float((people - prices).sum() + worth[dearest].sum())
        stalled = 0 if bound < best else stalled + 1
        best = min(best, bound)
        slope = _counts(demanded, [int(site) for site in dearest]) - 1.0
        length = float(slope @ slope)
        if best <= reached * (1 + _EXACT) or length == 0:
            break
        if stalled > _PATIENCE:
            scale, stalled = scale / 2, 0
        prices = np.clip(prices - scale * (bound - reached) / length * slope, 0.0, people)
    return best


def _exact(demanded: Demand, count: int, seconds: float) -> tuple[list[int], float]:
    """Solve the mixed-integer program with HiGHS: the sites of its best solution, and its bound."""
    groups, sites = demanded.sites.shape
    reach = LinearConstraint(hstack([-demanded.sites, eye_array(groups)], format="csc"), -np.inf, 0)
    budget = LinearConstraint(csr_array(np.append(np.ones(sites), np.zeros(groups))[None, :]), 0, count)
    solved = milp(
        np.append(np.zeros(sites), -demanded.people),
        integrality=np.append(np.ones(sites), np.zeros(groups)),
        bounds=Bounds(0, 1),
        constraints=[reach, budget],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = np.inf if solved.mip_dual_bound is None else -float(solved.mip_dual_bound)
    if solved.x is None:
        return [], bound
    return [int(site) for site in np.flatnonzero(solved.x[:sites] > 0.5)], bound  # noqa: PLR2004 - a rounded 0 or 1
