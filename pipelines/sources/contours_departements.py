"""Outlines of the départements."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.notes import noted
from pipelines.reading import read_geojson


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the outlines, one row per territory."""
    frame = read_geojson(paths[0], {"insee_dep": "code"})
    return noted(frame, rows_in=len(frame))
