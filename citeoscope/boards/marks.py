"""The shapes of the points of a layer, as SVG paths: those of `maps/static/dessin.js`. Pure."""

import math
from typing import Final

from citeoscope.maps.picture import Shape

_CORNERS: Final[dict[str, tuple[float, tuple[int, ...], int]]] = {
    "diamond": (1.25, (0, 1, 2, 3), 4),
    "triangle": (1.25, (0, 1, 2), 3),
    "hexagon": (1.1, (0, 1, 2, 3, 4, 5), 6),
    "star": (1.4, (0, 2, 4, 1, 3), 5),
}
"""How much larger than a circle, the order of its corners, and how many they are."""


def mark(shape: Shape, x: float, y: float, radius: float) -> str:
    """Write a mark as the data of an SVG path.

    Parameters
    ----------
    shape
        Which one.
    x, y
        Its middle.
    radius
        Of a circle of that size.

    Returns
    -------
    str
    """
    if shape == "circle":
        whole = round(radius)  # a half rounded up, its double not: the disc would be an egg
        return f"M{x - whole:.0f} {y:.0f}a{whole} {whole} 0 1 0 {2 * whole} 0a{whole} {whole} 0 1 0 {-2 * whole} 0z"
    if shape == "square":
        side = 2 * 0.88 * radius
        return f"M{x - side / 2:.0f} {y - side / 2:.0f}h{side:.0f}v{side:.0f}h{-side:.0f}z"
    larger, order, sides = _CORNERS[shape]
    angles = (2 * math.pi * corner / sides - math.pi / 2 for corner in order)
    points = (f"{x + radius * larger * math.cos(a):.0f} {y + radius * larger * math.sin(a):.0f}" for a in angles)
    return f"M{'L'.join(points)}z"
