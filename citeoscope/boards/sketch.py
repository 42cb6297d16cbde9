"""Small maps as one SVG each: surfaces of a class without inner borders, an outline over them. Pure.

They need no script, no tile and no other file, and follow the look of the page, light or dark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from citeoscope.boards.outline import merged_path, path_of
from citeoscope.boards.projection import Projection, fitted
from citeoscope.maps.geometry import view_bounds

Shapes = npt.NDArray[np.object_]
STEP: Final = 4
"""Steps in a pixel: what is thinner than a quarter of one cannot be seen."""
_MARGIN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """A frame of some pixels, and where degrees fall in it."""

    width: int
    height: int
    projection: Projection

    @classmethod
    def of(cls, shapes: Shapes, width: int, height: int) -> "Sketch":
        """Fit outlines in a frame.

        Parameters
        ----------
        shapes
            Geometries in EPSG:4326; missing ones do not count. On several continents, the mainland alone is framed.
        width, height
            Of the frame, in pixels.

        Returns
        -------
        Sketch

        Raises
        ------
        ValueError
            There is no outline at all.
        """
        shapes = shapes[shapely.is_geometry(shapes)]
        (south, west), (north, east) = view_bounds(
            gpd.GeoDataFrame(geometry=gpd.array.from_shapely(shapes), crs="EPSG:4326")
        )
        degrees = shapely.get_coordinates(shapes)
        inside = (degrees >= (west - 0.001, south - 0.001)).all(axis=1)
        inside &= (degrees <= (east + 0.001, north + 0.001)).all(axis=1)
        return cls(width, height, fitted(degrees[inside], (0.0, 0.0, float(width), float(height)), _MARGIN))

    def placed(self, shapes: Shapes) -> Shapes:
        """Return geometries in pixels of the frame; missing and empty ones left out."""
        known = shapes[shapely.is_geometry(shapes)]
        placed: Shapes = shapely.transform(known, self.projection)
        return placed

    def surface(self, shapes: Shapes) -> str:
        """Return the `d` of neighbours drawn as one surface, their common borders left out."""
        return merged_path(self.placed(shapes), STEP)

    def outline(self, shapes: Shapes) -> str:
        """Return the `d` of outlines, each whole."""
        return path_of(self.placed(shapes), STEP)

    def svg(self, paths: Mapping[str, str], style: str, extra: str = "", defs: str = "") -> bytes:
        """Write the picture.

        Parameters
        ----------
        paths
            `d` by class of the style; drawn in order, empty ones left out.
        style
            CSS, without `<`.
        defs
            Patterns that the style fills with, already SVG.
        extra
            What is drawn last, already SVG, in steps of `STEP` to a pixel.

        Returns
        -------
        bytes
        """
        drawn = "".join(f'<path class="{name}" d="{path}"/>' for name, path in paths.items() if path)
        box = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width * STEP} {self.height * STEP}"'
        look = "path{fill-rule:evenodd;vector-effect:non-scaling-stroke}" + style
        inside = f"<style>{look}</style><defs>{defs}</defs>{drawn}{extra}"
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{inside}</svg>'.encode()
