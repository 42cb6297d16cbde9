"""Reads a source that is declared in TOML alone: its columns say what they are called at the publisher's.

Only the declared columns are read, so that contacts and other personal data of a list never come in.
"""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from citeoscope.catalogue.source import Source
from pipelines.notes import defect, lines, noted
from pipelines.reading import keep, numbers, table_of, text_of

_POINT_COLUMNS: Final = ("id", "name", "category", "commune_code", "commune_name")
_FILLED: Final = frozenset({*_POINT_COLUMNS, "precision"})
_NEEDED: Final = {"table": {"code"}, "points": {"name", "geometry"}}
_WORST: Final = ("ok", "missing", "secret")
_LISTS: Final = ("features", "results", "data", "records", "elements")
_SHEETS: Final = frozenset({".xlsx", ".xls", ".ods"})
_SEPARATORS: Final = ";,\t|"


def not_readable(source: Source) -> list[str]:
    """Say why a source without Python cannot be read from its declaration.

    Parameters
    ----------
    source
        The declared source.

    Returns
    -------
    list[str]
        French faults; empty when it can be read.
    """
    if not any(column.published for column in source.columns):
        way_out = "ou donnez à chaque colonne « published », son nom chez le producteur"
        return [f"il manque {source.id}.py, qui lit cette source ; {way_out}"]
    if source.kind not in _NEEDED:
        return ["une source sans Python est « table » (une ligne par commune) ou « points » (une par lieu)"]
    names = {column.name for column in source.columns if column.published}
    nameless = [
        column.name
        for column in source.columns
        if column.published is None and column.name not in _FILLED and not column.name.endswith("_status")
    ]
    return [
        *(f"colonne « {name} » : il manque « published », son nom chez le producteur" for name in nameless),
        *(f"il manque la colonne « {name} », avec son « published »" for name in _NEEDED[source.kind] - names),
    ]


def parse(paths: Sequence[Path], source: Source) -> pd.DataFrame:
    """Read the files of a source by its declaration.

    Parameters
    ----------
    paths
        Its raw files: CSV, XLSX, ODS, JSON, GeoJSON or Parquet, told apart by their extension; several files are the
        parts of one table.
    source
        Its declaration.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame
        For `kind = "table"`, one row per commune; for `kind = "points"`, one row per place (EPSG:4326).

    Raises
    ------
    ValueError
        Columns are missing, or numbers unreadable: all of them are named.
    """
    wanted = {column.published: column.name for column in source.columns if column.published}
    raw = pd.concat([_read(path, source) for path in paths], ignore_index=True)
    frame = keep(raw, wanted, ", ".join(path.name for path in paths[:3]))
    measured = [column.name for column in source.columns if column.unit is not None and column.name in frame]
    frame = numbers(frame, measured)
    return _places(frame, source) if source.kind == "points" else _table(frame, source)


def _table(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    blank = frame["code"].isna()
    out = frame[~blank]
    repeated = out["code"].duplicated(keep=False)
    summed = None
    if source.read.repeated == "sum" and repeated.any():
        additive = [column.name for column in source.columns if column.additive and column.name in out]
        summed = defect(
            "lignes_réunies",
            "Plusieurs lignes pour la commune : additionnées.",
            out.loc[repeated, "code"].drop_duplicates(),
            column="code",
        )
        out = _added_up(out, additive)
    return noted(
        out.reset_index(drop=True),
        rows_in=len(frame),
        defects=[
            defect(
                "sans_code",
                "Ligne sans code de commune : écartée.",
                frame.loc[blank, "code"],
                column="code",
                rows=lines(frame.index[blank]),
            ),
            summed,
        ],
    )


def _added_up(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Add up the rows of each commune; a secret part makes the sum secret, an absent one absent."""
    groups = rows.groupby("code", sort=True)
    out = {}
    for name in columns:
        out[name] = groups[name].sum()
        if f"{name}_status" in rows:
            worst = rows[f"{name}_status"].map(_WORST.index).groupby(rows["code"]).max()
            out[f"{name}_status"] = worst.map(dict(enumerate(_WORST))).astype("object")
            out[name] = out[name].where(out[f"{name}_status"] == "ok")
    return pd.DataFrame(out).reset_index()


def _places(frame: pd.DataFrame, source: Source) -> gpd.GeoDataFrame:
    geometry = frame["geometry"].map(_point)
    unread = frame["geometry"].notna() & geometry.isna()
    out = frame.drop(columns="geometry")
    if "id" not in out:
        out["id"] = [str(rank) for rank in range(1, len(out) + 1)]
    for name in _POINT_COLUMNS:
        if name not in out:
            out[name] = None
    out["category"] = out["category"].where(out["category"].notna(), source.title)
    twice = out["id"].duplicated() | out["id"].isna()
    found = [
        defect(
            "position_illisible",
            "Position illisible : le lieu est gardé sans elle.",
            frame.loc[unread, "geometry"],
            column="geometry",
            rows=lines(frame.index[unread]),
        ),
        defect(
            "doublon",
            "Identifiant vide ou déjà lu : ligne écartée.",
            out.loc[twice, "id"],
            column="id",
            rows=lines(out.index[twice]),
        ),
    ]
    points = gpd.GeoDataFrame(
        out.assign(precision="address"), geometry=gpd.GeoSeries(geometry, index=out.index), crs="EPSG:4326"
    )
    points.loc[points.geometry.isna(), "precision"] = "none"
    return noted(points[~twice].reset_index(drop=True), rows_in=len(frame), defects=found)


def _point(cell: object) -> shapely.Point | None:
    """Read a position: a geometry, `{lon, lat}`, GeoJSON, or the text "lat, lon" of a portal's CSV."""
    if isinstance(cell, str) and cell.lstrip().startswith("{"):
        cell = json.loads(cell)
    if isinstance(cell, dict):
        cell = cell.get("geometry", cell)
        if isinstance(cell, dict) and {"lon", "lat"} <= cell.keys():
            return shapely.Point(float(cell["lon"]), float(cell["lat"]))
        cell = shapely.geometry.shape(cell) if isinstance(cell, dict) and "coordinates" in cell else cell
    if isinstance(cell, shapely.Geometry):
        return None if cell.is_empty else cell if isinstance(cell, shapely.Point) else cell.representative_point()
    if isinstance(cell, str):
        parts = cell.split(",")
        try:
            latitude, longitude = (float(part) for part in parts)
        except ValueError:
            return None
        return shapely.Point(longitude, latitude)
    return None


def _read(path: Path, source: Source) -> pd.DataFrame:
    kind, options = path.suffix.lower(), source.read
    if kind == ".parquet":
        return pd.read_parquet(path).astype("object")
    if kind in _SHEETS:
        return pd.read_excel(
            path, sheet_name=options.sheet, header=options.skip, dtype=str, engine="calamine", keep_default_na=False
        )
    if kind in {".json", ".geojson"}:
        return _rows(json.loads(text_of(path)), path.name)
    text = text_of(path)
    separator = options.separator or csv.Sniffer().sniff(text.partition("\n")[0], _SEPARATORS).delimiter
    return table_of(text, path.name, sep=separator, skip=options.skip)


def _rows(content: object, name: str) -> pd.DataFrame:
    """Find the list of rows in a JSON answer; a feature's properties become columns beside its geometry."""
    listed = content
    if isinstance(content, dict):
        listed = next((content[key] for key in _LISTS if isinstance(content.get(key), list)), None)
    if not isinstance(listed, list):
        raise ValueError(f"{name} ne contient pas de liste de lignes")  # noqa: TRY004 - the file is wrong, not a type
    rows = [
        {**(row.get("properties") or {}), "geometry": row.get("geometry")} if row.get("type") == "Feature" else row
        for row in listed
        if isinstance(row, dict)
    ]
    frame = pd.DataFrame(rows, dtype="object")
    return frame.map(lambda cell: str(cell) if isinstance(cell, int | float) and not pd.isna(cell) else cell)
