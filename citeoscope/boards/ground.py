"""The outlines of a view laid on paper: one panel for most of them, a small one for each far piece of France."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from citeoscope.atlas import Atlas
from citeoscope.boards.paper import Paper
from citeoscope.boards.projection import Points, Projection, fitted
from citeoscope.maps.geometry import METROPOLE
from citeoscope.territory.levels import Level

Shapes = npt.NDArray[np.object_]

ZONES: Final[dict[str, tuple[float, float, float, float]]] = {
    "Métropole": METROPOLE,
    "Guadeloupe": (-62.0, 15.7, -60.9, 16.7),
    "Martinique": (-61.4, 14.2, -60.6, 15.1),
    "Guyane": (-55.0, 2.0, -51.0, 6.5),
    "La Réunion": (55.0, -21.6, 56.1, -20.7),
    "Mayotte": (44.8, -13.2, 45.5, -12.4),
}
"""West, south, east, north, in degrees; what is in none of them is drawn with the largest group."""
MARGIN: Final = 3.0
INSET: Final = 27.0
"""Width of the column of small panels, in millimetres."""
SIMPLER: Final = 0.16
"""Bends smaller than that many millimetres of paper are left out: they could not be printed."""
MANY: Final = 250
"""With more territories than that, the borders of départements help to find one's way."""
MOST_NEIGHBOURS: Final = 1500
"""With more of them in sight, départements are drawn around the perimeter instead."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the map with its own scale.

    Attributes
    ----------
    name
        Of a small panel; empty for the main one.
    box
        Left, top, width and height on the map, in millimetres.
    project
        From degrees to millimetres.
    codes
        Of its territories.
    shapes
        Their outlines in millimetres, in the order of the codes.
    centres
        A point inside each, in millimetres.
    around
        Outlines of the territories beyond the perimeter, in millimetres.
    lines
        Outlines of départements, to find one's way; empty where territories are few.
    """

    name: str
    box: tuple[float, float, float, float]
    project: Projection
    codes: tuple[str, ...]
    shapes: Shapes
    centres: Points
    around: Shapes
    lines: Shapes


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything of a map that no figure changes.

    Attributes
    ----------
    panels
        The main one first.
    bare
        Codes of the territories that no outline is published for.
    """

    panels: tuple[Panel, ...]
    bare: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The territories drawn, panel after panel."""
        return tuple(code for panel in self.panels for code in panel.codes)


@lru_cache(maxsize=12)
def ground_of(data: Atlas, territory: str, level: Level, paper: Paper) -> Ground:
    """Lay the territories of a perimeter on paper.

    Parameters
    ----------
    data
        The atlas.
    territory
        Perimeter expression.
    level
        Of the territories.
    paper
        The sheet.

    Returns
    -------
    Ground
        Without any territory where none has an outline: its région is then drawn around an empty place.
    """
    perimeter = data.perimeter(territory)
    codes = data.territories(perimeter, level)
    outlines = data.outlines(level).reindex(codes)
    drawn = outlines.dropna()
    groups = _groups(drawn)
    insets = list(groups)[1:]
    across = INSET + 3 if insets else 0.0
    box = (across, 0.0, paper.map_width - across, paper.map_height)
    main = groups.get(next(iter(groups), ""), drawn)
    seen = main.to_numpy() if len(main) else data.outlines(Level.REGION).reindex(_regions(data, perimeter.codes))
    panels = [_panel(data, "", box, main, level, np.asarray(seen, dtype=object))]
    tall = min(INSET, (paper.map_height - 3 * (len(insets) - 1)) / max(len(insets), 1))
    for rank, name in enumerate(insets):
        own = groups[name]
        place = (0.0, rank * (tall + 3), INSET, tall)
        panels.append(_panel(data, name, place, own, level, own.to_numpy(), margin=1.5))
    return Ground(tuple(panels), tuple(outlines.index[outlines.isna()]))


def _groups(drawn: pd.Series) -> dict[str, pd.Series]:
    """Part outlines by zone, the mainland or else the largest first; those of nowhere go with the first."""
    if drawn.empty:
        return {}
    boxes = shapely.bounds(drawn.to_numpy())
    zone = np.full(len(drawn), "", dtype=object)
    for name, (west, south, east, north) in ZONES.items():
        held = (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
        zone[held] = name
    names, counts = np.unique(zone[zone != ""], return_counts=True)
    order = sorted(names, key=lambda name: (name != "Métropole", -counts[list(names).index(name)]))
    if not order:
        return {"": drawn}
    zone[zone == ""] = order[0]
    ranked = [order[0], *(name for name in ZONES if name in order[1:])]
    return {name: drawn[zone == name] for name in ranked}


def _regions(data: Atlas, codes: tuple[str, ...]) -> list[str]:
    return list(data.geography.communes.loc[list(codes), "region"].unique())


def _panel(  # noqa: PLR0913, PLR0917 - each one places the panel
    data: Atlas,
    name: str,
    box: tuple[float, float, float, float],
    own: pd.Series,
    level: Level,
    seen: Shapes,
    *,
    margin: float = MARGIN,
) -> Panel:
    project = fitted(shapely.get_coordinates(seen), box, margin)
    alike, wider = _neighbours(data, own, level, project, box) if not name else (own[:0], own[:0])
    # Simplified together, so that a border stays one line on both sides.
    paper = _on_paper([*own, *alike], project)
    shapes, around = paper[: len(own)], np.concatenate([paper[len(own) :], _on_paper([*wider], project)])
    centres = project(shapely.get_coordinates(shapely.point_on_surface(own.to_numpy())))
    left, top, width, height = box
    around = shapely.clip_by_rect(around, left, top, left + width, top + height)
    guided = level in {Level.COMMUNE, Level.EPCI} and len(own) > MANY
    lines = _lines(data, project, box) if guided else shapes[:0]
    return Panel(name, box, project, tuple(own.index), shapes, centres, around, lines)


def _on_paper(outlines: list[shapely.Geometry], project: Projection) -> Shapes:
    paper = shapely.transform(np.asarray(outlines, dtype=object), project)
    return np.asarray(shapely.coverage_simplify(paper, SIMPLER) if len(paper) else paper, dtype=object)


def _neighbours(
    data: Atlas, own: pd.Series, level: Level, project: Projection, box: tuple[float, float, float, float]
) -> tuple[pd.Series, pd.Series]:
    """Return the outlines that the frame shows beside the perimeter: of the same level, or else of départements."""
    near = _within(data, level, project, box)
    near = near[~near.index.isin(own.index)]
    if level is Level.EPT or len(near) > MOST_NEIGHBOURS:
        return near[:0], _within(data, Level.DEPARTEMENT, project, box)
    return near, near[:0]


def _lines(data: Atlas, project: Projection, box: tuple[float, float, float, float]) -> Shapes:
    lines = shapely.boundary(_on_paper([*_within(data, Level.DEPARTEMENT, project, box)], project))
    left, top, width, height = box
    return np.asarray(shapely.clip_by_rect(lines, left, top, left + width, top + height), dtype=object)


def _within(data: Atlas, level: Level, project: Projection, box: tuple[float, float, float, float]) -> pd.Series:
    left, top, width, height = box
    corners = project(np.asarray(_boxes(data, level)).reshape(-1, 2)).reshape(-1, 4)
    x, y = corners[:, [0, 2]], corners[:, [1, 3]]
    inside = (x.min(axis=1) <= left + width) & (x.max(axis=1) >= left)
    inside &= (y.min(axis=1) <= top + height) & (y.max(axis=1) >= top)

    return pd.Series(data.outlines(level)[inside])


@lru_cache(maxsize=8)
def _boxes(data: Atlas, level: Level) -> Points:
    return np.asarray(shapely.bounds(data.outlines(level).to_numpy()), dtype=np.float64)
