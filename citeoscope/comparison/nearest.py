"""The territories of the same level whose inside point is nearest, with the distance."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

from citeoscope.atlas import Atlas
from citeoscope.comparison.peers import alone, code_of, inside
from citeoscope.language import say
from citeoscope.numbers import format_value
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

_WHOLE_FROM: Final = 10
_WGS84: Final = Geod(ellps="WGS84")
_MARGIN: Final = 1.01
"""A chord through the Earth ranks points as the geodesic does, within less than this: the ellipsoid is that flat."""


@dataclass(frozen=True, slots=True)
class Near:
    """A territory and how far it is.

    Attributes
    ----------
    expression, name
        The territory.
    kilometres
        Length of the geodesic (WGS 84) between the two inside points.
    """

    expression: str
    name: str
    kilometres: float

    @property
    def distance(self) -> str:
        """The distance in French, with one decimal below ten kilometres."""
        return format_value(self.kilometres, "km", 1 if self.kilometres < _WHOLE_FROM else 0)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest territories of the same level, or the reason why there are none.

    Attributes
    ----------
    perimeter
        Expression of the territory.
    neighbours
        Nearest first.
    without
        Territories of the level that have no outline: where they are is not known.
    reason
        One French sentence when there is no neighbour; otherwise empty.
    """

    perimeter: str
    neighbours: tuple[Near, ...] = ()
    without: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """One point inside each territory of a level.

    Attributes
    ----------
    codes
        Codes of the territories.
    degrees
        Longitude and latitude (EPSG:4326), shape (n, 2).
    metres
        The same from the centre of the Earth (EPSG:4978), shape (n, 3).
    """

    codes: NDArray[np.object_]
    degrees: NDArray[np.float64]
    metres: NDArray[np.float64]


def nearest(atlas: Atlas, territory: str | Perimeter, k: int = 8) -> Nearest:
    """Find the territories of the same level that are nearest.

    Parameters
    ----------
    atlas
        The opened data.
    territory
        Perimeter or expression.
    k
        How many.

    Returns
    -------
    Nearest
        At most `k`, nearest first. Distances are geodesics between points inside the outlines (`point_on_surface`, so
        that it is on land and at home); seas are crossed, which the distance shows.

    Raises
    ------
    UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        `k` is less than 1.
    """
    if k < 1:
        raise ValueError(say("Nombre de voisins impossible : {k}. Demandez-en au moins un.", k=k))
    perimeter = atlas.perimeter(territory)
    reason = alone(perimeter)
    if reason or perimeter.level is None:
        return Nearest(perimeter.expression, reason=reason)
    points = inside_points(atlas, perimeter.level)
    everyone = len(inside(atlas, perimeter.level, "france"))
    own = np.flatnonzero(points.codes == code_of(perimeter))
    if not len(own):
        reason = say(
            "« {perimeter} » n’a pas de contour publié : sa position n’est pas connue.", perimeter=perimeter.name
        )
        return Nearest(perimeter.expression, without=everyone - len(points.codes), reason=reason)
    places, metres = closest(points, int(own[0]), k)
    names = atlas.geography.names
    return Nearest(
        perimeter.expression,
        tuple(
            Near(f"{perimeter.level}:{points.codes[i]}", names[perimeter.level, points.codes[i]], float(far) / 1000)
            for i, far in zip(places, metres, strict=True)
        ),
        without=everyone - len(points.codes),
    )


def closest(points: Points, own: int, k: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the positions of the `k` points nearest to one of them, and their geodesic distances in metres."""
    chords = np.sqrt(((points.metres - points.metres[own]) ** 2).sum(axis=1))
    chords[own] = np.inf
    k = min(k, len(chords) - 1)
    if k == 0:
        return np.array([], dtype=np.intp), np.array([])
    likely = np.flatnonzero(chords <= np.partition(chords, k - 1)[k - 1] * _MARGIN)
    longitude, latitude = points.degrees[own]
    origin = np.full(len(likely), longitude), np.full(len(likely), latitude)
    metres = np.asarray(_WGS84.inv(*origin, points.degrees[likely, 0], points.degrees[likely, 1])[2])
    order = np.lexsort((points.codes[likely].astype(str), metres))[:k]
    return likely[order], metres[order]


@lru_cache(maxsize=16)
def inside_points(atlas: Atlas, level: Level) -> Points:
    """Return a point inside each territory of a level that has an outline."""
    outlines = atlas.outlines(level)
    outlines = outlines[~shapely.is_missing(outlines.to_numpy())]
    degrees = shapely.get_coordinates(shapely.point_on_surface(outlines.to_numpy()))
    to_metres = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    metres = np.column_stack(to_metres.transform(degrees[:, 0], degrees[:, 1], np.zeros(len(degrees))))
    return Points(outlines.index.to_numpy(dtype=object), degrees, metres)
