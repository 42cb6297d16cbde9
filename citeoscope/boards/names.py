"""The place names of a board: the most peopled communes, as many as fit without touching each other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HEIGHT: Final = 2.9
"""Of a line, in millimetres, at 7 points."""
LETTER: Final = 1.28
"""Mean width of a letter, in millimetres."""
AWAY: Final = 2.2
"""Between two names, in millimetres."""
SHIFT: Final = 2.9
MOST: Final = 12

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name, centred on a point of the map, in millimetres."""

    text: str
    x: float
    y: float


def place_names(
    places: Sequence[tuple[str, float, float]],
    width: float,
    height: float,
    *,
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
    taken
        Left, top, width and height of what must stay in sight: a name moves up or down from it, or is left out.
    most
        Number of names.

    Returns
    -------
    tuple[PlaceName, ...]
        None is cut by an edge, and no two are closer than a few millimetres.
    """
    kept: list[PlaceName] = []
    boxes: list[Box] = []
    for text, x, middle in places:
        across = LETTER * len(text) + 1
        left = x - across / 2
        for y in (middle, middle - SHIFT, middle + SHIFT):
            box = (left, y - HEIGHT / 2, across, HEIGHT)
            inside = left >= 1 and box[1] >= 1 and left + across <= width - 1 and box[1] + HEIGHT <= height - 1
            if inside and not any(_near(box, name) for name in boxes) and not any(_over(box, one) for one in taken):
                boxes.append(box)
                kept.append(PlaceName(text, x, y))
                break
        if len(kept) == most:
            break
    return tuple(kept)


def _near(one: Box, other: Box) -> bool:
    across, down = _apart(one, other)
    return across < AWAY and down < AWAY


def _over(one: Box, other: Box) -> bool:
    across, down = _apart(one, other)
    return across < 0 and down < 0


def _apart(one: Box, other: Box) -> tuple[float, float]:
    """Return the millimetres between two boxes, across and down; negative where they overlap."""
    across = max(one[0], other[0]) - min(one[0] + one[2], other[0] + other[2])
    return across, max(one[1], other[1]) - min(one[1] + one[3], other[1] + other[3])
