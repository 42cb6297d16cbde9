"""Tiers-lieux of the national census of 2026."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.tiers_lieux import POSITION, places

_FAMILIES = {"familles_tiers_lieux": "families"}
_STATE = {"état du projet": "project_state"}


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the places; the file has no commune code, the position gives it."""
    frame = places(paths, {**POSITION, **_FAMILIES}, _STATE)
    families = frame["families"].astype("string").str.split(r"\s*;\s*", regex=True).str.join(" ; ")
    return frame.assign(commune_code=None, families=families.astype("object").where(families.notna(), None))
