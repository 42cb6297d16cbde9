"""Reads the ANCT's lists of labelled places, which all have the same columns. Used by `sources/*.py`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd

from pipelines.notes import defect, noted
from pipelines.reading import one_row_per_place, read_geojson

COLUMNS: Final = {"id_territoire": "id", "lib_territoire": "name", "id_geo": "commune_code", "lib_geo": "commune_name"}


def labelled_places(paths: Sequence[Path], category: str) -> gpd.GeoDataFrame:
    """Read labelled places; their points stand for the commune, not for the address.

    Parameters
    ----------
    paths
        The files of the source; the first one is read.
    category
        French name of the label.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; one row per place, even where the publisher groups several in a row.
    """
    rows = read_geojson(paths[0], COLUMNS)
    frame = one_row_per_place(rows).assign(category=category, precision="commune")
    shared = rows["id"].str.count(";") != rows["name"].str.count(";")
    nowhere = frame.geometry.isna()
    return noted(
        frame,
        rows_in=len(rows),
        defects=[
            defect(
                "lieux_groupés",
                "Plusieurs lieux dans une ligne : séparés.",
                rows.loc[rows["id"].str.contains(";"), "id"],
            ),
            defect(
                "nom_partagé",
                "Autant de noms que d’identifiants attendus : le texte écrit est gardé entier.",
                rows.loc[shared, "id"],
            ),
            defect("sans_position", "Position vide : le lieu est gardé dans sa commune.", frame.loc[nowhere, "id"]),
        ],
    )
