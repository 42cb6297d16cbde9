"""The data itself: datasets and local lists."""

import geopandas as gpd
import pandas as pd

from citeoscope.atlas import atlas
from citeoscope.lists import imported_lists, read_imported
from citeoscope.local import read_list
from citeoscope.settings import settings
from citeoscope.territory.perimeter import Perimeter

LOCAL = "local/"


def read(dataset: str, territory: str | Perimeter | None = None) -> pd.DataFrame | gpd.GeoDataFrame:
    """Read a dataset, or a local or imported list as `local/projets`.

    Parameters
    ----------
    dataset
        Dataset id, for instance `filosofi`, `contours_communes` or `local/tiers_lieux`.
    territory
        Perimeter or expression whose communes are read; all rows when `None`, and always for a local list.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame
        A copy that may be changed; EPSG:4326 when it has a geometry.

    Raises
    ------
    UnknownDatasetError
        There is no such dataset; the message lists those that exist.
    UnknownTerritoryError
        The expression names nothing of the current COG.
    StoreError
        The file is missing or damaged.
    """
    if dataset.startswith(LOCAL):
        name, folder = dataset.removeprefix(LOCAL), settings().local
        return read_imported(folder, name) if name in imported_lists(folder) else read_list(folder, name)
    if territory is None:
        return atlas().read(dataset).copy()
    return atlas().store.read(dataset, atlas().perimeter(territory).codes)
