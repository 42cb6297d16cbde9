"""Outlines of the départements."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.notes import noted
from pipelines.reading import read_geojson


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the outlines, one row per territory."""
    published = "code" if paths[0].suffix == ".gz" else "insee_dep"  # as Etalab writes it, as the ANCT does
    frame = read_geojson(paths[0], {published: "code"})
    return noted(frame, rows_in=len(frame))
