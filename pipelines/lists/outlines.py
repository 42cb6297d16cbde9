"""Points against the outlines of communes, all at once: which commune holds each, how far each is from its own."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from citeoscope.atlas import Atlas
from pipelines.lists.coordinates import Numbers

Texts = NDArray[np.object_]

METRIC: Final = 3857
_NEAREST_DEGREES: Final = 0.05


@dataclass(frozen=True)
class Outlines:
    """The outlines of communes.

    Attributes
    ----------
    codes
        Code of each outline.
    shapes
        The outlines, EPSG:4326, as they are displayed: simplified by 150 m.
    rows
        Commune -> place of the outline that shows it.
    tree
        Their spatial index.
    """

    codes: Texts
    shapes: Texts
    rows: dict[str, int]
    tree: shapely.STRtree

    @classmethod
    def of(cls, atlas: Atlas) -> "Outlines":
        """Read them from the opened data; a commune without an outline of its own has the one that covers it."""
        frame = atlas.read("contours_communes")
        codes = frame["code"].to_numpy(dtype=object)
        rows = {code: place for place, code in enumerate(codes)}
        if "covers" in frame:
            for place, covered in enumerate(frame["covers"]):
                if isinstance(covered, str):
                    for code in covered.split("+"):
                        rows.setdefault(code, place)
        shapes = np.asarray(gpd.GeoDataFrame(frame).geometry.array, dtype=object)
        return cls(codes, shapes, rows, shapely.STRtree(shapes))

    def middles(self, codes: Texts) -> tuple[Numbers, Numbers]:
        """Return the latitude and longitude of a point inside each commune, NaN where it has no outline."""
        latitude, longitude = np.full(len(codes), np.nan), np.full(len(codes), np.nan)
        uniques, labels = np.unique(codes.astype(str), return_inverse=True)
        known = np.array([self.rows.get(code, -1) for code in uniques])
        points = shapely.point_on_surface(self.shapes[known[known >= 0]])
        x, y = np.full(len(uniques), np.nan), np.full(len(uniques), np.nan)
        x[known >= 0], y[known >= 0] = shapely.get_x(points), shapely.get_y(points)
        latitude[:], longitude[:] = np.round(y[labels], 6), np.round(x[labels], 6)
        return latitude, longitude

    def holding(self, latitude: Numbers, longitude: Numbers) -> tuple[Texts, Numbers]:
        """Return the commune that holds each point, or the nearest one, and the metres to it (0 inside).

        Parameters
        ----------
        latitude, longitude
            Degrees, all finite.

        Returns
        -------
        tuple[numpy.ndarray, numpy.ndarray]
            Codes, empty more than about 5 km away from any commune; metres, NaN there.
        """
        points = shapely.points(longitude, latitude)
        found = np.full(len(points), -1)
        which, where = self.tree.query(points, predicate="intersects")
        found[which[::-1]] = where[::-1]
        metres = np.where(found >= 0, 0.0, np.nan)
        lost = np.flatnonzero(found < 0)
        if len(lost):
            which, where = self.tree.query_nearest(points[lost], max_distance=_NEAREST_DEGREES, all_matches=False)
            found[lost[which]] = where
            metres[lost[which]] = distance_m(points[lost[which]], self.shapes[where])
        return np.where(found >= 0, self.codes[found], ""), metres

    def metres_from(self, codes: Texts, latitude: Numbers, longitude: Numbers) -> Numbers:
        """Return how far each point is from its commune, in metres: 0 inside, NaN where there is no outline."""
        rows = np.array([self.rows.get(code, -1) for code in codes], dtype=np.intp)
        out = np.full(len(rows), np.nan)
        known = np.flatnonzero(rows >= 0)
        shapes = self.shapes[rows[known]]
        inside = shapely.contains_xy(shapes, longitude[known], latitude[known])
        out[known[inside]] = 0.0
        outside = known[~inside]
        if len(outside):
            out[outside] = distance_m(shapely.points(longitude[outside], latitude[outside]), shapes[~inside])
        return out


def distance_m(points: Texts, shapes: Texts) -> Numbers:
    """Return the metres between points and shapes, pair by pair (EPSG:4326 both)."""
    here, there = (gpd.GeoSeries(one, crs=4326).to_crs(METRIC).to_numpy() for one in (points, shapes))
    # Mercator stretches lengths by the inverse of the cosine of the latitude.
    out: Numbers = shapely.distance(here, there) * np.cos(np.radians(shapely.get_y(points)))
    return out
