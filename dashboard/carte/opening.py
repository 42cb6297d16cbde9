"""What a map opens on: where, and at which level when nobody chose one: départements from afar, EPCI, communes."""

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

import geopandas as gpd

from citeoscope.atlas import Atlas
from citeoscope.maps import view_bounds
from citeoscope.maps.geometry import Bounds
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter
from citeoscope.view import View, parse_view

STEPS: Final = ((0.0, Level.DEPARTEMENT), (6.75, Level.EPCI), (7.75, Level.COMMUNE))
"""Zoom of a map from which each level is read: found by looking at France, Nouvelle-Aquitaine and Île-de-France."""
WIDTH: Final = 744
HEIGHT: Final = 640
"""Of the map, in pixels, that the page opens on: the browser alone knows its own."""


def bounds_of(data: Atlas, perimeter: Perimeter, level: Level) -> Bounds:
    """Return what the map opens on: the territories, or their region when none of them has an outline."""
    outlines = data.outlines(level).reindex(data.territories(perimeter, level)).dropna()
    if outlines.empty:
        regions = data.geography.communes.loc[list(perimeter.codes), "region"].unique()
        outlines = data.outlines(Level.REGION).reindex(regions)
    return view_bounds(gpd.GeoDataFrame(geometry=gpd.array.from_shapely(outlines.to_numpy()), crs="EPSG:4326"))


@lru_cache(maxsize=256)
def opening_level(data: Atlas, territory: str) -> Level:
    """Return the level that a territory opens on when nobody chose one: that of the zoom which shows it whole."""
    return level_of(bounds_of(data, data.perimeter(territory), Level.COMMUNE))


def steps_of(data: Atlas, territory: str) -> tuple[tuple[float, Level], ...]:
    """Return the levels that the zoom chooses among on a territory, each with the zoom it is read from.

    The first is the one that the territory opens on: from further away, a coarser one would paint more than the
    territory under its name, and coming back to it would not bring its map back.
    """
    opened = opening_level(data, territory)
    first = [level for _, level in STEPS].index(opened)
    return ((0.0, opened), *STEPS[first + 1 :])


def opened_view(params: Mapping[str, str], data: Atlas) -> tuple[View, tuple[str, ...]]:
    """Return the view that an address opens on, and what could not be read of it.

    Parameters
    ----------
    params
        From the address; any part may be absent, unknown or hostile.
    data
        What exists.

    Returns
    -------
    tuple[View, tuple[str, ...]]
        As `parse_view`; where the address names no level, the one that shows the territory whole, followed by the zoom.
    """
    view, problems = parse_view(params, data)
    if params.get("niveau") or params.get("commune"):
        return view, problems
    return replace(view, niveau=opening_level(data, view.territoire), selon_zoom=True), problems


def level_of(bounds: Bounds) -> Level:
    """Return the level that is read when a rectangle is on the map.

    Parameters
    ----------
    bounds
        South-west and north-east, as latitude, longitude, in degrees.

    Returns
    -------
    Level
    """
    (south, west), (north, east) = bounds
    across = max((east - west) / 360, 1e-6)
    along = max(_mercator(south) - _mercator(north), 1e-6)
    zoom = min(math.log2(WIDTH / 256 / across), math.log2(HEIGHT / 256 / along))
    return next(level for least, level in reversed(STEPS) if zoom >= least)


def _mercator(latitude: float) -> float:
    return 0.5 - math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)
