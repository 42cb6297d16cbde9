"""Reads the identity files of the national census of tiers-lieux. Contact columns are never read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd

from pipelines.notes import defect, lines, noted
from pipelines.reading import numbers, read_csv
from pipelines.websites import NOT_A_SITE, websites

COLUMNS: Final = {
    "ID_UNIQUE": "id",
    "NOM": "name",
    "VILLE": "commune_name",
    "ADRESSE": "address",
    "INTERNET": "website",
}
POSITION: Final = {"LATITUDE": "lat", "LONGITUDE": "lon"}


def places(paths: Sequence[Path], columns: Mapping[str, str], optional: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Read the places of one edition.

    Parameters
    ----------
    paths
        The files of the source; the first one is read.
    columns
        Published name -> our name, for the columns that this edition has besides those of all.
    optional
        The same, for those that it may leave out: they are then empty.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; one row per place.
    """
    rows = read_csv(paths, {**COLUMNS, **columns}, sep=";", optional=optional)
    rows = numbers(rows, ["lat", "lon"])
    nameless, twice = rows["name"].isna(), rows["id"].isna() | rows["id"].duplicated()
    site, unread = websites(rows["website"])
    kept = rows[~nameless & ~twice]
    points = gpd.points_from_xy(kept["lon"], kept["lat"], crs="EPSG:4326")
    position = gpd.GeoSeries(points, index=kept.index).where(kept["lat"].notna() & kept["lon"].notna())
    frame = kept.drop(columns=["lat", "lon", "lat_status", "lon_status"], errors="ignore").assign(
        category="tiers-lieu",
        website=site[kept.index],
        precision=position.notna().map({True: "address", False: "none"}),
    )
    return noted(
        gpd.GeoDataFrame(frame, geometry=position, crs="EPSG:4326").reset_index(drop=True),
        rows_in=len(rows),
        defects=[
            defect("sans_nom", "Lieu sans nom : écarté.", rows.loc[nameless, "id"], rows=lines(rows.index[nameless])),
            defect(
                "doublon",
                "Identifiant vide ou déjà lu : ligne écartée.",
                rows.loc[twice, "id"],
                column="id",
                rows=lines(rows.index[twice]),
            ),
            defect(
                "donnée_personnelle",
                NOT_A_SITE,
                column="website",
                count=int(unread.sum()),
            ),
        ],
    )
