"""Reads published files as they are: text stays text, missing columns are all named at once. Used by `sources/*.py`."""

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from pipelines.archive import content_of

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
SECRET: Final = frozenset({"s", "ns", "nd"})
_MOST_SAID: Final = 20
_NUMBER: Final = r"-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?"


def read_csv(
    paths: Sequence[Path],
    columns: Mapping[str, str],
    *,
    sep: str = ",",
    member: str = "*.csv",
    optional: Mapping[str, str] = NOTHING,
) -> pd.DataFrame:
    """Read one CSV file, every cell as text.

    Parameters
    ----------
    paths
        The files of the source; the first one is read.
    columns
        Published name -> our name, for the columns to keep.
    sep
        Separator of the file.
    member
        Pattern of its name, where it comes in an archive.
    optional
        Published name -> our name, for the columns that may not be there: they are then empty.

    Returns
    -------
    pandas.DataFrame
        Only the wanted columns, in the order asked; blank cells are missing values.

    Raises
    ------
    ValueError
        Columns are missing: all of them are named.
    """
    path = paths[0]
    frame = table_of(text_of(path, member), path.name, sep=sep)
    return keep(frame, columns, path.name, optional)


def table_of(text: str, name: str, *, sep: str, skip: int = 0) -> pd.DataFrame:
    """Read the text of a CSV file, every cell as text.

    Parameters
    ----------
    text
        The whole file.
    name
        Its name, for the message.
    sep
        Separator of the cells.
    skip
        Lines above the header.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    ValueError
        The last line was cut: a figure may be missing or be only its first digits.
    """
    lines = text.split("\n")
    if lines[-1].strip("\r") and lines[-1].count(sep) < lines[min(skip, len(lines) - 1)].count(sep):
        raise ValueError(f"la dernière ligne de {name} est coupée : fichier incomplet")
    return pd.read_csv(io.StringIO(text), sep=sep, skiprows=skip, dtype=str, keep_default_na=False)


def text_of(path: Path, member: str = "*") -> str:
    """Read a text file in UTF-8, with or without a byte-order mark, or else in Windows-1252.

    Parameters
    ----------
    path
        The file.
    member
        Pattern of its name, where it comes in an archive.

    Returns
    -------
    str
    """
    content = content_of(path, member)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_sheet(path: Path, columns: Mapping[str, str], *, sheet: str | int = 0, header: int = 0) -> pd.DataFrame:
    """Read one sheet of a workbook, every cell as text.

    Parameters
    ----------
    path
        The workbook.
    columns
        Published name -> our name, for the columns to keep.
    sheet, header
        Which sheet, and the row of its header counted from 0.

    Returns
    -------
    pandas.DataFrame
    """
    book = io.BytesIO(content_of(path, "*.xlsx"))
    try:
        frame = pd.read_excel(
            book, sheet_name=sheet, header=header, dtype=str, engine="calamine", keep_default_na=False
        )
    except Exception as error:  # the reader's own words are English, and of no use to whoever has the file
        raise ValueError(
            f"{path.name} n’est pas un classeur lisible (XLSX ou ODS), ou la feuille n’y est pas"
        ) from error
    return keep(frame, columns, path.name)


def read_geojson(path: Path, columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Read a GeoJSON file in EPSG:4326; empty geometries become missing ones.

    Parameters
    ----------
    path
        The file.
    columns
        Published name -> our name, for the properties to keep.

    Returns
    -------
    geopandas.GeoDataFrame
    """
    packed = path.suffix == ".gz"
    try:
        frame = gpd.read_file(io.BytesIO(content_of(path)) if packed else path, columns=list(columns))
    except Exception as error:  # as above
        raise ValueError(f"{path.name} n’est pas un GeoJSON lisible, ou il est incomplet") from error
    geometry = frame.geometry.where(~frame.geometry.is_empty)
    table = keep(pd.DataFrame(frame.drop(columns=frame.geometry.name)), columns, path.name)
    return gpd.GeoDataFrame(table, geometry=geometry.set_axis(table.index), crs="EPSG:4326")


def one_row_per_place(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Separate the places that the publisher wrote in one row because they share a commune.

    Parameters
    ----------
    frame
        `id` and `name` hold one or several entries separated by a semicolon; other columns hold for all of them.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per id. Where there are fewer names than ids, each id carries the names as they are written.
    """
    ids = frame["id"].str.split(r"\s*;\s*", regex=True)
    names = frame["name"].str.split(r"\s*;\s*", regex=True)
    paired = [
        own if isinstance(own, list) and len(own) == len(many) else [whole] * len(many)
        for own, many, whole in zip(names, ids, frame["name"], strict=True)
    ]
    return frame.assign(id=ids, name=paired).explode(["id", "name"], ignore_index=True)


def keep(
    frame: pd.DataFrame, columns: Mapping[str, str], name: str, optional: Mapping[str, str] = NOTHING
) -> pd.DataFrame:
    """Keep and rename the wanted columns, blank cells as missing values.

    Parameters
    ----------
    frame
        What the file holds.
    columns
        Published name -> our name.
    name
        Name of the file, for the message.
    optional
        The same as `columns`, for those that may not be there: they are then empty.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    ValueError
        Columns are missing: all of them are named.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        received = ", ".join(map(str, frame.columns[:_MOST_SAID])) + (", …" if len(frame.columns) > _MOST_SAID else "")
        told = f" (colonnes reçues : {received})" if received else ""
        raise ValueError(f"colonne(s) absente(s) de {name} : {', '.join(missing)}{told}")
    kept = {own: _stripped(frame[published]) for published, own in columns.items()}
    none = pd.Series([None] * len(frame), index=frame.index, dtype="object")
    for published, own in optional.items():
        kept[own] = _stripped(frame[published]) if published in frame.columns else none
    return pd.DataFrame(kept, index=frame.index)


def _stripped(cells: "pd.Series[Any]") -> "pd.Series[Any]":
    if pd.api.types.is_numeric_dtype(cells):
        return cells
    stripped = [
        (cell.strip() or None) if isinstance(cell, str) else None if pd.isna(cell) else cell
        for cell in cells.to_numpy(dtype="object")
    ]
    return pd.Series(stripped, index=cells.index, dtype="object")


def numbers(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Turn text columns into numbers, keeping why a number is not there.

    Parameters
    ----------
    frame
        A frame of text cells.
    columns
        The columns to turn.

    Returns
    -------
    pandas.DataFrame
        Each column as float64; a column `x` with non-values gains `x_status` (`ok`, `secret`, `missing`).

    Raises
    ------
    ValueError
        Cells are neither numbers nor known marks of a non-value: all columns are named with an example.
    """
    out, faults = {}, []
    wanted = set(columns)
    for name in frame.columns:
        cells = frame[name]
        if name not in wanted:
            out[name] = cells
            continue
        if pd.api.types.is_numeric_dtype(cells):
            out[name] = cells.astype("float64")
            if cells.isna().any():
                out[f"{name}_status"] = cells.notna().map({True: "ok", False: "missing"}).astype("object")
            continue
        text = cells.astype("string").str.replace(r"[\s\u00a0\u202f]", "", regex=True)
        good = text.str.fullmatch(_NUMBER).fillna(False).astype(bool)
        secret = text.isin(SECRET)
        missing = text.isna()
        strange = text[~(good | secret | missing)]
        if len(strange):
            faults.append(
                f"{name} ({len(strange)} cellule(s), par exemple « {strange.iloc[0]} » ligne {strange.index[0] + 2})"
            )
            continue
        out[name] = pd.to_numeric(text.where(good).str.replace(",", ".", regex=False), errors="coerce").astype(
            "float64"
        )
        if not good.all():
            status = pd.Series("ok", index=cells.index, dtype="object")
            out[f"{name}_status"] = status.mask(secret, "secret").mask(missing, "missing")
    if faults:
        raise ValueError("valeurs illisibles dans " + " ; ".join(faults))
    return pd.DataFrame(out, index=frame.index)
