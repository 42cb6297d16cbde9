"""Outlines of communes, one file per département."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from pipelines.notes import noted
from pipelines.reading import read_geojson


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the outlines of all départements."""
    frame = pd.concat([read_geojson(path, {"code": "code"}) for path in paths], ignore_index=True)
    return noted(gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326"), rows_in=len(frame))
