"""The name and the figure of each territory of a map that has few: inside, or beside it with a line to it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from citeoscope.boards.names import Box, PlaceName, across, tall

LINE: Final = 22
"""A name longer than that many letters is written on two lines where a space allows it."""
GAP: Final = 0.6
SPILL: Final = 4.0
"""Cost of a label that lies wholly on other territories, against that of going outside."""
OUTSIDE: Final = 1.0
SMALLER: Final = 1.2
RINGS: Final = (9.0, 12.0, 15.0, 19.0, 24.0, 30.0, 38.0)
ANGLES: Final = 24


@dataclass(frozen=True)
class Labelled:
    """A territory to be labelled: its name, its figure in words, its outline on paper in millimetres."""

    name: str
    value: str
    shape: shapely.Geometry


def place_labels(
    territories: Sequence[Labelled], width: float, height: float, *, size: float, taken: Sequence[Box] = ()
) -> tuple[PlaceName, ...]:
    """Label every territory.

    Parameters
    ----------
    territories
        The one that matters most first.
    width, height
        Of the map, in millimetres.
    size
        Of the letters, in points; a label that finds no place at that size is written smaller.
    taken
        Left, top, width and height of what must stay in sight.

    Returns
    -------
    tuple[PlaceName, ...]
        No two touch each other; one whose marks leave no place at all is written over them.
    """
    every = np.array([one.shape for one in territories], dtype=object)
    marks = [shapely.box(x, y, x + w, y + h) for x, y, w, h in taken]
    kept: list[PlaceName] = []
    boxes: list[shapely.Geometry] = []
    lines: list[shapely.Geometry] = []
    for rank, one in enumerate(territories):
        others = shapely.union_all(np.delete(every, rank))
        found = _best(one, others, (width, height), size, ([*boxes, *marks], lines))
        found = found or _best(one, others, (width, height), size, (boxes, []))
        if found is None:
            continue
        label, box = found
        kept.append(label)
        boxes.append(box)
        if label.line:
            lines.append(shapely.LineString([label.line[:2], label.line[2:]]))
    return tuple(kept)


def _best(
    one: Labelled,
    others: shapely.Geometry,
    room: tuple[float, float],
    size: float,
    taken: tuple[Sequence[shapely.Geometry], Sequence[shapely.Geometry]],
) -> tuple[PlaceName, shapely.Geometry] | None:
    """Return the cheapest place of a label: on its own land, else off all others and near."""
    text = _two_lines(one.name)
    centre = shapely.get_coordinates(shapely.maximum_inscribed_circle(one.shape, 0.5))[0]
    places, outside = _candidates(one.shape, centre)
    inked = shapely.STRtree(list(taken[0])), shapely.STRtree(list(taken[1]))
    best: tuple[float, PlaceName, shapely.Geometry] | None = None
    for less in (0.0, 0.5, 2.0):
        points = size - less
        w, h = _measured(text, one.value, points)
        boxes = shapely.box(places[:, 0] - w / 2, places[:, 1] - h / 2, places[:, 0] + w / 2, places[:, 1] + h / 2)
        free = (places[:, 0] > w / 2 + 1) & (places[:, 0] < room[0] - w / 2 - 1)
        free &= (places[:, 1] > h / 2 + 1) & (places[:, 1] < room[1] - h / 2 - 1)
        for tree in inked:
            free[tree.query(shapely.buffer(boxes, GAP, join_style="mitre"), predicate="intersects")[0]] = False
        away = np.hypot(*(places - centre).T)
        spilt = shapely.area(shapely.intersection(boxes, others)) / (w * h)
        cost = SPILL * spilt + 0.03 * away + less * SMALLER + np.where(outside, OUTSIDE, 0.0)
        # A label that is beside must not lie on its own territory: one would look for the line's end.
        cost += np.where(outside, 3 * shapely.area(shapely.intersection(boxes, one.shape)) / (w * h), 0.0)
        leaders = _leaders(centre, places, w, h)
        crossed = np.zeros(len(places), dtype=bool)
        crossed[inked[0].query(leaders, predicate="intersects")[0]] = True
        cost += np.where(outside & crossed, 1.0, 0.0)
        cost[~free] = np.inf
        at = int(np.argmin(cost))
        if np.isfinite(cost[at]) and (best is None or cost[at] < best[0]):
            ends = shapely.get_coordinates(leaders[at]).ravel().tolist()
            line = (ends[0], ends[1], ends[2], ends[3]) if outside[at] else None
            x, y = places[at].tolist()
            best = float(cost[at]), PlaceName(text, x, y, one.value, points, line), boxes[at]
    return best[1:] if best else None


def _candidates(
    shape: shapely.Geometry, centre: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    left, top, right, bottom = shapely.bounds(shape)
    x, y = (axis.ravel() for axis in np.meshgrid(np.linspace(left, right, 15), np.linspace(top, bottom, 15)))
    inside = np.vstack([centre, np.column_stack([x, y])[shapely.contains_xy(shape, x, y)]])
    angles = np.arange(ANGLES) * 2 * np.pi / ANGLES
    around = np.vstack([centre + ring * np.column_stack([np.cos(angles), np.sin(angles)]) for ring in RINGS])
    around = around[~shapely.contains_xy(shape, around)]
    return np.vstack([inside, around]), np.repeat([False, True], [len(inside), len(around)])


def _leaders(
    centre: npt.NDArray[np.float64], places: npt.NDArray[np.float64], w: float, h: float
) -> npt.NDArray[np.object_]:
    """Draw a line from a territory to the edge of each box."""
    away = places - centre
    with np.errstate(divide="ignore"):
        part = np.minimum((w / 2 + GAP) / np.abs(away[:, 0]), (h / 2 + GAP) / np.abs(away[:, 1])).clip(0, 1)
    ends = places - away * part[:, None]
    return np.asarray(shapely.linestrings(np.stack([np.broadcast_to(centre, ends.shape), ends], axis=1)), dtype=object)


def _two_lines(name: str) -> str:
    """Cut a long name at the space nearest to its middle."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= LINE or not spaces:
        return name
    cut = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return f"{name[:cut]}\n{name[cut + 1 :]}"


def _measured(text: str, value: str, points: float) -> tuple[float, float]:
    lines = [*text.split("\n"), *([value] if value else [])]
    return max(across(line, points) for line in lines), len(lines) * tall(points)
