"""Outlines as SVG paths in a small frame: a map that needs no script, no tile and no other file. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from citeoscope.maps.geometry import METROPOLE

Shapes = npt.NDArray[np.object_]
_TOLERANCE: Final = 0.35
"""In pixels: what is simplified away is thinner than a line."""
_MARGIN: Final = 2.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where degrees fall in a picture.

    Attributes
    ----------
    west, north
        Corner of the picture, in degrees (EPSG:4326).
    scale
        Pixels per degree of latitude.
    stretch
        Degrees of latitude per degree of longitude: the cosine of the middle latitude.
    width, height
        Of the picture, in pixels.
    """

    west: float
    north: float
    scale: float
    stretch: float
    width: float
    height: float

    def to_pixels(self, degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Turn longitudes and latitudes, shape (n, 2), into pixels from the top left corner."""
        x = (degrees[:, 0] - self.west) * self.stretch * self.scale + _MARGIN
        y = (self.north - degrees[:, 1]) * self.scale + _MARGIN
        return np.column_stack([x, y])


def framed(shapes: Shapes, width: float, height: float) -> Frame:
    """Fit outlines in a picture.

    Parameters
    ----------
    shapes
        Geometries in EPSG:4326; missing ones do not count. Where they are on several continents the mainland alone is
        framed, for nothing would be seen otherwise.
    width, height
        Largest size, in pixels; the picture keeps the proportions of the outlines.

    Returns
    -------
    Frame

    Raises
    ------
    ValueError
        There is no outline at all.
    """
    boxes = shapely.bounds(shapes)
    boxes = boxes[~np.isnan(boxes).any(axis=1)]
    if not len(boxes):
        raise ValueError("Aucun contour à dessiner dans ce territoire.")
    west, south, east, north = METROPOLE
    inside = (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
    if inside.any():
        boxes = boxes[inside]
    (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    stretch = float(np.cos(np.radians((y0 + y1) / 2)))
    wide, high = max((x1 - x0) * stretch, 1e-6), max(y1 - y0, 1e-6)
    scale = min((width - 2 * _MARGIN) / wide, (height - 2 * _MARGIN) / high)
    size = (float(wide * scale) + 2 * _MARGIN, float(high * scale) + 2 * _MARGIN)
    return Frame(float(x0), float(y1), float(scale), stretch, *size)


def drawn(shapes: Shapes, frame: Frame, *, shared: bool = True) -> tuple[str, ...]:
    """Write outlines as SVG paths.

    Parameters
    ----------
    shapes
        Geometries in EPSG:4326.
    frame
        Where they fall.
    shared
        Whether they are neighbours that must stay so: shared borders are then simplified once.

    Returns
    -------
    tuple[str, ...]
        The `d` of each one, to be filled by the even-odd rule; empty where there is no outline, or under a pixel.
    """
    pixels = shapely.transform(np.asarray(shapes, dtype=object), frame.to_pixels)
    known = ~shapely.is_missing(pixels) & ~shapely.is_empty(pixels)
    thin = shapely.coverage_simplify if shared else shapely.simplify
    pixels[known] = thin(pixels[known], _TOLERANCE)
    return tuple(_path(shape) if there else "" for shape, there in zip(pixels, known, strict=True))


def centre(shape: shapely.Geometry, frame: Frame) -> tuple[float, float]:
    """Return the pixel of a point inside an outline."""
    x, y = frame.to_pixels(shapely.get_coordinates(shapely.point_on_surface(shape)))[0]
    return float(x), float(y)


def extent(shapes: Sequence[shapely.Geometry], frame: Frame) -> float:
    """Return how many pixels outlines span, in their larger direction."""
    boxes = shapely.bounds(shapely.transform(np.asarray(shapes, dtype=object), frame.to_pixels))
    span = np.nanmax(boxes[:, 2:], axis=0) - np.nanmin(boxes[:, :2], axis=0)
    return float(span.max())


def _path(shape: shapely.Geometry) -> str:
    rings = shapely.get_rings(shapely.get_parts(shape))
    return "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in np.round(shapely.get_coordinates(ring)[:-1], 1).tolist()) + "Z"
        for ring in rings
    )
