"""Manufactures de proximité: production tiers-lieux labelled by the ANCT."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.notes import defect, noted
from pipelines.reading import one_row_per_place, read_geojson

_COLUMNS = {"id_territoire": "id", "lib_territoire": "name", "id_geo": "commune_code", "lib_geo": "commune_name"}


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the labelled places; their points stand for the commune, not for the address."""
    rows = read_geojson(paths[0], _COLUMNS)
    frame = one_row_per_place(rows).assign(category="Manufacture de proximité", precision="commune")
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
