"""Where the inhabitants of communes are: spread evenly over the land of each, for want of knowing better."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from citeoscope.atlas import Atlas
from citeoscope.coverage.distance import Metres, geocentric
from citeoscope.errors import CoverageError
from citeoscope.language import phrase, say
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

SPACING: Final = 500.0
"""Metres between two points, at most: with half of it the share of Île-de-France moves by less than 0.2 point."""
FEWEST: Final = 16
MOST: Final = 1000
"""Points in a commune, about: a small one is seen finer, and Maripasoula (18,360 km²) does not weigh like a région."""
HOLLOW: Final = 20
"""Frame of an outline, in times its land, that gets the full lattice; that of Cayenne and its islets is 600 times."""
METHOD: Final = phrase(
    "La population d’une commune est répartie également sur tout son territoire (un point tous les 500 m ou moins, "
    "sauf dans les très grandes communes), faute de connaître le lieu d’habitation de chacun."
)
_DEGREE: Final = 111_320.0
OUT_OF_SCOPE: Final = phrase("hors du champ de la liste des lieux")
NO_OUTLINE: Final = phrase("contour non publié")
SHARED_OUTLINE: Final = phrase("contour commun à plusieurs communes")


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The communes of a perimeter, and points over those that can be placed.

    Attributes
    ----------
    communes
        By code, all communes of the perimeter: `name, population` (NaN unless `status` is `ok`), `status`, `reason`
        (why it is left out of the count, in French; empty when it is counted).
    codes
        Codes of the communes that are counted, in order.
    population
        Their inhabitants.
    commune
        Position in `codes` of the commune of each point.
    points, centres
        Geocentric metres: the points, shape (n, 3), and one point inside each commune that is counted.
    """

    communes: pd.DataFrame
    codes: NDArray[np.object_]
    population: NDArray[np.float64]
    commune: NDArray[np.intp]
    points: Metres
    centres: Metres

    @property
    def counts(self) -> NDArray[np.intp]:
        """Number of points of each commune that is counted."""
        return np.bincount(self.commune, minlength=len(self.codes))

    @property
    def inhabitants(self) -> NDArray[np.float64]:
        """Inhabitants at each point."""
        each: NDArray[np.float64] = (self.population / self.counts)[self.commune]
        return each

    @property
    def left_out(self) -> pd.DataFrame:
        """The communes that are not counted, with the reason of each."""
        return self.communes[self.communes["reason"] != ""]


@lru_cache(maxsize=4)
def spread(atlas: Atlas, perimeter: Perimeter, scope: str = "france") -> Spread:
    """Spread the inhabitants of a perimeter over the outlines of its communes.

    Parameters
    ----------
    atlas
        The opened data.
    perimeter
        The communes.
    scope
        Expression of where places were listed: the communes elsewhere are left out.

    Returns
    -------
    Spread
        Legal populations. A commune without a published population, or without an outline of its own (re-established
        since the outlines were drawn), is left out with the reason; it is never counted as 0 nor as out of reach.

    Raises
    ------
    CoverageError
        No commune of the perimeter has both inhabitants and an outline.
    """
    codes = pd.Index(perimeter.codes, dtype=object)
    people = atlas.values("population", perimeter).set_index("code")
    outlines = atlas.outlines(Level.COMMUNE).reindex(codes).to_numpy(copy=True)
    outlines[pd.isna(outlines)] = None
    declared = atlas.geography.communes["outline"].reindex(codes).to_numpy()
    known = people["status"].to_numpy() == Status.OK
    reason = np.where(declared == "covers", SHARED_OUTLINE, "").astype(object)
    reason[shapely.is_missing(outlines)] = NO_OUTLINE
    reason[~known] = [f"population : {Status(one).label}" for one in people["status"][~known]]
    if scope != "france":
        reason[~codes.isin(atlas.perimeter(scope).codes)] = OUT_OF_SCOPE
    communes = people.assign(reason=reason)[["name", "value", "status", "reason"]].rename(
        columns={"value": "population"}
    )
    kept = reason == ""
    population = people["value"].to_numpy(np.float64)[kept]
    if not population.sum() > 0:
        why = ", ".join(say(one) for one in sorted(set(reason[~kept]))) or say("aucun habitant")
        raise CoverageError(
            say(
                "Couverture impossible pour {perimeter} : aucune commune habitée n’y peut être comptée "
                "({why}). Choisissez un autre territoire.",
                perimeter=perimeter.name,
                why=why,
            )
        )
    commune, longitude, latitude = lattice(outlines[kept])
    inside = shapely.get_coordinates(shapely.point_on_surface(outlines[kept]))
    return Spread(
        communes,
        codes.to_numpy()[kept],
        population,
        commune,
        geocentric(longitude, latitude),
        geocentric(inside[:, 0], inside[:, 1]),
    )


def lattice(
    outlines: NDArray[np.object_],
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Lay a square lattice over each outline and keep the points inside.

    Parameters
    ----------
    outlines
        Polygons in degrees (EPSG:4326), none missing.

    Returns
    -------
    tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]
        For each point the position of its outline, its longitude and its latitude; an outline too thin for the
        lattice gets one point inside.
    """
    west, south, east, north = shapely.bounds(outlines).T
    # A degree of longitude is taken at the middle of the commune: over its height it changes by less than 1 %.
    across = _DEGREE * np.cos(np.radians((south + north) / 2))
    area = shapely.area(outlines) * across * _DEGREE
    box = (east - west) * across * (north - south) * _DEGREE
    step = np.maximum(np.minimum(SPACING, np.sqrt(area / FEWEST)), np.sqrt(np.maximum(area, box / HOLLOW) / MOST))
    columns = np.ceil((east - west) * across / step).astype(np.intp)
    rows = np.ceil((north - south) * _DEGREE / step).astype(np.intp)
    size = columns * rows
    own = np.repeat(np.arange(len(outlines)), size)
    rank = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    column, row = rank % columns[own], rank // columns[own]
    longitude = ((west + east) / 2)[own] + (column - (columns[own] - 1) / 2) * (step / across)[own]
    latitude = ((south + north) / 2)[own] + (row - (rows[own] - 1) / 2) * (step / _DEGREE)[own]
    shapely.prepare(outlines)
    inside = shapely.contains_xy(outlines[own], longitude, latitude)
    own, longitude, latitude = own[inside], longitude[inside], latitude[inside]
    thin = np.setdiff1d(np.arange(len(outlines)), own)
    if len(thin):
        points = shapely.get_coordinates(shapely.point_on_surface(outlines[thin]))
        own = np.append(own, thin)
        longitude, latitude = np.append(longitude, points[:, 0]), np.append(latitude, points[:, 1])
    return own, longitude, latitude
