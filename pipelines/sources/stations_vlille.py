"""Bike-sharing stations of the Métropole européenne de Lille; how many bikes are there right now is not kept."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from pipelines.notes import defect, noted
from pipelines.reading import keep

_COLUMNS = {
    "@id": "id",
    "nom": "name",
    "adresse": "address",
    "code_insee": "commune_code",
    "commune": "commune_name",
    "etat": "state",
}
_CATEGORY = "station de vélos en libre-service"
_REMOVED = "RÉFORMÉ"
_LONGITUDE_LATITUDE = "EPSG:4326"


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read the stations, those taken out of service left aside."""
    features = [one for path in paths for one in json.loads(path.read_bytes())["features"]]
    listed = pd.DataFrame([one | (one.get("properties") or {}) for one in features], dtype="object")
    rows = keep(listed, _COLUMNS, paths[0].name)
    rows["id"] = rows["id"].str.rpartition(".")[2]  # seen as « 12 » and as « vlille_temps_reel.12 »
    points = gpd.GeoSeries([_point(one.get("geometry")) for one in features], index=rows.index, crs=_LONGITUDE_LATITUDE)
    twice = rows["id"].isna() | rows["id"].duplicated()
    removed = ~twice & (rows["state"] == _REMOVED)
    unplaced = ~twice & ~removed & points.isna()
    frame = rows.assign(category=_CATEGORY, precision=points.notna().map({True: "address", False: "none"}))
    return noted(
        gpd.GeoDataFrame(frame, geometry=points)[~twice & ~removed].reset_index(drop=True),
        rows_in=len(rows),
        defects=[
            defect("doublon", "Identifiant vide ou déjà lu : ligne écartée.", rows.loc[twice, "id"], column="id"),
            defect("retirée", "Station réformée par l’exploitant : écartée.", rows.loc[removed, "id"], column="state"),
            defect("sans_position", "Position vide : la station est gardée sans elle.", rows.loc[unplaced, "id"]),
        ],
    )


def _point(geometry: dict[str, Any] | None) -> shapely.Point | None:
    if not geometry:
        return None
    system = geometry.get("@srs", _LONGITUDE_LATITUDE)
    if system != _LONGITUDE_LATITUDE:
        raise ValueError(f"positions en {system}, {_LONGITUDE_LATITUDE} attendu")
    return shapely.Point(geometry["coordinates"][:2])
