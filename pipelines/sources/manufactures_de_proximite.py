"""Manufactures de proximité: production tiers-lieux labelled by the ANCT."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.notes import noted
from pipelines.reading import read_geojson

_COLUMNS = {"id_territoire": "id", "lib_territoire": "name", "id_geo": "commune_code", "lib_geo": "commune_name"}


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the labelled places; their points stand for the commune, not for the address."""
    frame = read_geojson(paths[0], _COLUMNS).assign(category="Manufacture de proximité", precision="commune")
    return noted(frame, rows_in=len(frame))
