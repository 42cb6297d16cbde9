"""Who would be reached by which site: points gathered by the sites that are near them. Pure."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.spatial import KDTree

from citeoscope.coverage.distance import Metres

_CHUNK: Final = 5000


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Who would be reached by which site.

    Attributes
    ----------
    sites
        Sparse, shape (groups, sites): 1 where the site reaches the group.
    people
        Inhabitants of each group: points that the same sites reach are one group, which changes no answer.
    """

    sites: csr_array
    people: NDArray[np.float64]

    @property
    def total(self) -> float:
        """Inhabitants that all sites together would reach."""
        return float(self.people.sum())


def demand(points: Metres, people: NDArray[np.float64], sites: Metres, chord: float) -> Demand:
    """Gather points by the sites that reach them.

    Parameters
    ----------
    points
        Geocentric metres, shape (n, 3).
    people
        Inhabitants at each point, shape (n,).
    sites
        Geocentric metres, shape (m, 3).
    chord
        Metres, straight through the Earth.

    Returns
    -------
    Demand
        Points that no site reaches, or where nobody is, are left out.
    """
    groups: dict[bytes, float] = {}
    tree = KDTree(sites)
    for start in range(0, len(points), _CHUNK):  # lists of neighbours of all points at once would fill the memory
        near = tree.query_ball_point(points[start : start + _CHUNK], chord, return_sorted=True)
        for found, weight in zip(near, people[start : start + _CHUNK], strict=True):
            if found and weight > 0:
                key = np.array(found, dtype=np.int32).tobytes()
                groups[key] = groups.get(key, 0.0) + float(weight)
    columns = [np.frombuffer(key, dtype=np.int32) for key in groups]
    ends = np.cumsum([0, *(len(one) for one in columns)])
    flat = np.concatenate(columns) if columns else np.array([], dtype=np.int32)
    matrix = csr_array((np.ones(len(flat)), flat, ends), shape=(len(columns), len(sites)))
    return Demand(matrix, np.array(list(groups.values()), dtype=np.float64))


def pairs(points: Metres, sites: Metres, chord: float) -> int:
    """Count the pairs of point and site that are near: what `demand` would have to hold."""
    return int(KDTree(points).count_neighbors(KDTree(sites), chord))
