"""The place names of a board: the most peopled communes, as many as fit without touching each other. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

HEIGHT: Final = 2.9 / 7
"""Of a line, in millimetres per point of the letters."""
LETTER: Final = 1.28 / 7
"""Mean width of a letter, in millimetres per point."""
AWAY: Final = 2.2
"""Between two names, in millimetres."""
MOST: Final = 12
STEPS: Final = 9
"""Places tried across a commune, and as many down it."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name, centred on a point of the map, in millimetres.

    Attributes
    ----------
    text
        The name; a long one may hold a line break.
    x, y
        Its middle.
    value
        Written under it; may be empty.
    size
        Of the letters, in points.
    line
        From the territory to a name that stands beside it: `x, y, x, y`.
    """

    text: str
    x: float
    y: float
    value: str = ""
    size: float = 9.0
    line: tuple[float, float, float, float] | None = None


def across(text: str, size: float) -> float:
    """Return about how wide a text is, in millimetres, at a size in points."""
    return LETTER * size * len(text) + 1


def tall(size: float) -> float:
    """Return the height of a line, in millimetres, at a size in points."""
    return HEIGHT * size


def place_names(  # noqa: PLR0913 - each one limits what a map can bear
    places: Sequence[tuple[str, float, float]],
    width: float,
    height: float,
    *,
    size: float,
    shapes: Sequence[shapely.Geometry] = (),
    taken: Sequence[Box] = (),
    most: int = MOST,
) -> tuple[PlaceName, ...]:
    """Choose the names that a map can bear.

    Parameters
    ----------
    places
        Name and place in millimetres, the most important first.
    width, height
        Of the map, in millimetres.
    size
        Of the letters, in points.
    shapes
        Outlines of the same places in millimetres, when known.
    taken
        Left, top, width and height of what must stay in sight: a name moves from it on its own land, or a line up or
        down, or is left out.
    most
        Number of names.

    Returns
    -------
    tuple[PlaceName, ...]
        None is cut by an edge, and no two are closer than a few millimetres.
    """
    kept: list[PlaceName] = []
    boxes: list[Box] = []
    for (text, middle_x, middle_y), shape in zip(places, shapes or [None] * len(places), strict=True):
        wide, high = across(text, size), tall(size)
        for x, y in _tried(middle_x, middle_y, high, shape):
            left = x - wide / 2
            box = (left, y - high / 2, wide, high)
            inside = left >= 1 and box[1] >= 1 and left + wide <= width - 1 and box[1] + high <= height - 1
            if inside and not any(_near(box, name) for name in boxes) and not any(_over(box, one) for one in taken):
                boxes.append(box)
                kept.append(PlaceName(text, x, y, size=size))
                break
        if len(kept) == most:
            break
    return tuple(kept)


def _tried(x: float, y: float, high: float, shape: shapely.Geometry | None) -> Iterator[tuple[float, float]]:
    """Give where a name may stand, the best first: its middle, then on its land, the nearest first, or a line off."""
    yield x, y
    if shape is not None and not shape.is_empty:
        left, top, right, bottom = shapely.bounds(shape)
        columns, rows = np.meshgrid(np.linspace(left, right, STEPS), np.linspace(top, bottom, STEPS))
        points = np.column_stack([columns.ravel(), rows.ravel()])
        points = points[shapely.contains_xy(shape, points)]
        for at in np.argsort(np.hypot(*(points - [x, y]).T), kind="stable"):
            yield float(points[at, 0]), float(points[at, 1])
    yield from ((x, y - high), (x, y + high))


def _near(one: Box, other: Box) -> bool:
    beside, down = _apart(one, other)
    return beside < AWAY and down < AWAY


def _over(one: Box, other: Box) -> bool:
    beside, down = _apart(one, other)
    return beside < 0 and down < 0


def _apart(one: Box, other: Box) -> tuple[float, float]:
    """Return the millimetres between two boxes, across and down; negative where they overlap."""
    beside = max(one[0], other[0]) - min(one[0] + one[2], other[0] + other[2])
    return beside, max(one[1], other[1]) - min(one[1] + one[3], other[1] + other[3])
