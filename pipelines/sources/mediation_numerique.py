"""Places that help people with digital matters; phones and e-mails are never read."""

import json
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

from pipelines.notes import defect, noted
from pipelines.reading import keep, numbers, read_csv

# The CSV of the national standard and the JSON of Data Inclusion share these names.
_COLUMNS = {
    "id": "id",
    "nom": "name",
    "commune": "commune_name",
    "adresse": "address",
    "latitude": "lat",
    "longitude": "lon",
    "typologie": "types",
    "date_maj": "updated",
}
_OPTIONAL = {"code_insee": "commune_code", "labels_nationaux": "labels"}
_STANDARD = {"code_insee": "commune_code", "dispositif_programmes_nationaux": "labels"}
_TIERS_LIEUX = "TIERS_LIEUX"


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the places, tiers-lieux told apart from the others."""
    rows = numbers(_rows(paths), ["lat", "lon"])
    unplaced = rows["lat"].isna() | rows["lon"].isna()
    twice = rows["id"].isna() | rows["id"].duplicated()
    kept = rows[~twice]
    points = gpd.GeoSeries(gpd.points_from_xy(kept["lon"], kept["lat"]), index=kept.index).where(~unplaced[~twice])
    hub = kept["types"].astype("string").str.split("|").map(lambda types: _TIERS_LIEUX in types, na_action="ignore")
    frame = kept.drop(columns=["lat", "lon", "lat_status", "lon_status"], errors="ignore").assign(
        category=hub.eq(other=True).map({True: "tiers-lieu", False: "autre lieu de médiation numérique"}),
        precision=points.notna().map({True: "address", False: "none"}),
    )
    return noted(
        gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326").reset_index(drop=True),
        rows_in=len(rows),
        defects=[
            defect("doublon", "Identifiant vide ou déjà lu : ligne écartée.", rows.loc[twice, "id"], column="id"),
            defect("sans_position", "Position vide : le lieu est gardé sans elle.", rows.loc[unplaced, "id"]),
        ],
    )


def _rows(paths: Sequence[Path]) -> pd.DataFrame:
    if paths[0].suffix != ".json":
        return read_csv(paths, _COLUMNS, optional=_STANDARD)
    listed = json.loads(paths[0].read_bytes())
    rows = [{name: _text(row.get(name)) for name in row} for row in listed]
    return keep(pd.DataFrame(rows, dtype="object"), _COLUMNS, paths[0].name, _OPTIONAL)


def _text(cell: object) -> str | None:
    if isinstance(cell, list):
        return "|".join(map(str, cell))
    return None if cell is None else str(cell)
