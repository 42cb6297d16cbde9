"""France services: public-service counters labelled by the ANCT."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.anct import labelled_places


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the labelled places."""
    return labelled_places(paths, "France services")
