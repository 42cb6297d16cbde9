"""Tiers-lieux of the national census of 2023."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.tiers_lieux import POSITION, places


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the places, each with the commune code that the file gives."""
    return places(paths, {"Insee": "commune_code"}, POSITION)
