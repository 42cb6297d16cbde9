"""Stations of Île-de-France Mobilités; the file has one row per station and line."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd

from pipelines.notes import defect, noted
from pipelines.reading import read_csv

_COLUMNS = {
    "id_ref_zdc": "id",
    "nom_zdc": "name",
    "nom_gares": "station",
    "mode": "mode",
    "indice_lig": "line",
    "geo_point_2d": "point",
    "idf": "idf",
}
_MODES = {"TRAM": "TRAMWAY"}
_MAIN = {
    "RER": "RER",
    "TRAIN": "train",
    "METRO": "métro",
    "TRAMWAY": "tramway",
    "VAL": "navette automatique",
    "CABLE": "téléphérique",
}


def parse(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read one row per stop zone, with its modes and lines; x/y are ignored (one row is in an old CRS)."""
    rows = read_csv(paths, _COLUMNS, sep=";")
    nameless = rows["name"] == "NC"
    rows["name"] = rows["name"].mask(nameless, rows["station"])
    rows["mode"] = rows["mode"].replace(_MODES)
    rows[["lat", "lon"]] = rows["point"].str.split(",", expand=True).astype("float64").to_numpy()
    zones = rows.groupby("id", sort=True)
    frame = zones.agg(name=("name", "first"), lat=("lat", "mean"), lon=("lon", "mean"), idf=("idf", "max"))
    frame["modes"] = zones["mode"].agg(lambda modes: ", ".join(sorted(set(modes))))
    frame["lines"] = zones["line"].agg(lambda lines: ", ".join(sorted(set(lines.dropna()))))
    frame["category"] = frame["modes"].map(
        lambda modes: next((label for mode, label in _MAIN.items() if mode in modes.split(", ")), "autre")
    )
    frame["in_region"] = frame["idf"] == "1"
    several = zones["name"].nunique()
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs="EPSG:4326")
    frame = (
        frame.reset_index()
        .drop(columns=["lat", "lon", "idf"])
        .assign(commune_code=None, commune_name=None, precision="address")
    )
    twins = frame["name"].duplicated(keep=False)
    return noted(
        gpd.GeoDataFrame(frame, geometry=points),
        rows_in=len(rows),
        defects=[
            defect(
                "doublon",
                "Une ligne par gare et par ligne : réunies par zone d’arrêt (id_ref_zdc), point moyen.",
                count=len(rows) - len(frame),
            ),
            defect(
                "nom_absent",
                "Zone d’arrêt sans nom (« NC ») : le nom de la gare est pris.",
                rows.loc[nameless, "station"],
                column="name",
            ),
            defect(
                "noms_différents",
                "Zone d’arrêt écrite sous plusieurs noms : le premier est gardé.",
                several.index[several > 1],
                column="name",
            ),
            defect(
                "nom_répété",
                "Même nom pour plusieurs zones d’arrêt : gardées, à vérifier.",
                frame.loc[twins, "name"],
                column="name",
            ),
        ],
    )
