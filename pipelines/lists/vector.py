"""GPKG, KML, KMZ and zipped shapefiles to a table, in degrees: all the folders of a KML, one layer of the others."""

import re
import tempfile
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from citeoscope.errors import ListError
from citeoscope.language import say
from citeoscope.numbers import format_number
from pipelines.lists.limits import check_rows
from pipelines.lists.records import LATITUDE, LONGITUDE
from pipelines.lists.table import Table
from pipelines.lists.unpack import damaged, members, repacked

_TAG: Final = re.compile(r"<[^>]+>")
_KML_ONLY: Final = frozenset(
    {"timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet"}
)
FOLDER: Final = "calque"
"""Column that tells in which folder of a KML a row was."""
_KML: Final = frozenset({"KML", "KMZ"})
_SHAPE_PARTS: Final = (".shp", ".dbf")


def read_vector(data: bytes, form: str) -> Table:
    """Read a geographic file.

    Parameters
    ----------
    data
        Its bytes; a zipped shapefile or a KMZ as the archive.
    form
        `GPKG`, `KML`, `KMZ` or `Shapefile`.

    Returns
    -------
    Table
        The attributes, then longitude and latitude in degrees; rows numbered from 1.

    Raises
    ------
    ListError
        It is damaged, or holds no object.
    """
    content, suffix = _single(data, form)
    try:
        with tempfile.TemporaryDirectory() as room:
            path = Path(room) / f"liste{suffix}"
            path.write_bytes(content)
            frames = {}
            for layer in pyogrio.list_layers(path)[:, 0].tolist():
                check_rows(int(pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"]), 1)
                frames[str(layer)] = pyogrio.read_dataframe(path, layer=layer)
    except (DataSourceError, DataLayerError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, ListError):
            raise
        raise ListError(damaged(f"{form} illisible")) from error
    best = max(frames, key=lambda name: len(frames[name]), default=None)
    if best is None or frames[best].empty:
        raise ListError(say("Ce {form} n’a aucun objet. Vérifiez l’export, puis recommencez.", form=form))
    remarks: list[str] = []
    if form in _KML:
        return _tabulated(_together(frames), form, remarks)
    if len(frames) > 1:
        others = ", ".join(say("« {name} »", name=name) for name in frames if name != best)
        remarks.append(say("Couche lue : « {best} » ; non lues : {others}.", best=best, others=others))
    return _tabulated(frames[best], form, remarks)


def _together(frames: dict[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return the rows of all folders of a KML: people sort the places of one list in them."""
    filled = {name: frame for name, frame in frames.items() if len(frame)}
    if len(filled) == 1:
        return next(iter(filled.values()))
    told = [frame.assign(**{FOLDER: name}) for name, frame in filled.items()]
    return gpd.GeoDataFrame(pd.concat(told, ignore_index=True), geometry="geometry", crs=told[0].crs)


def _single(data: bytes, form: str) -> tuple[bytes, str]:
    if form == "KMZ":
        inside = members(data)
        found = [content for name, content in inside.items() if name.lower().endswith(".kml")]
        if not found:
            raise ListError(damaged(say("KMZ sans fichier KML")))
        return found[0], ".kml"
    if form == "Shapefile":
        inside = members(data)
        stems = [name[:-4] for name in inside if name.lower().endswith(".shp")]
        if len(stems) != 1:
            raise ListError(
                say("L’archive contient {count} fichier(s) .shp : elle doit en contenir un seul.", count=len(stems))
            )
        absent = [part for part in _SHAPE_PARTS if not any(name.lower() == stems[0].lower() + part for name in inside)]
        if absent:
            raise ListError(
                say(
                    "Shapefile incomplet : il manque {absent}. Zippez tous ses fichiers ensemble.",
                    absent=", ".join(absent),
                )
            )
        return repacked(inside), ".shp.zip"
    return data, f".{form.lower()}"


def _tabulated(frame: gpd.GeoDataFrame, form: str, remarks: list[str]) -> Table:
    names = [name for name in frame.columns if name != "geometry"]
    if form in _KML:
        names = [name for name in names if name not in _KML_ONLY]
    columns = [["" if _absent(cell) else _text(cell, form) for cell in frame[name].to_list()] for name in names]
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = frame.geometry
        spread = int((shapes.geom_type.notna() & (shapes.geom_type != "Point")).sum())
        if spread:
            remarks.append(
                say(
                    "{spread} objet(s) ne sont pas des points : un point de leur surface est pris.",
                    spread=format_number(spread),
                )
            )
        points = shapes.representative_point() if spread else shapes
        if points.crs is not None and not points.crs.equals("EPSG:4326"):
            remarks.append(say("Coordonnées converties depuis {to_string}.", to_string=points.crs.to_string()[:60]))
            points = points.to_crs(4326)
        for name, values in ((LONGITUDE, points.x), (LATITUDE, points.y)):
            names.append(name)
            columns.append(["" if np.isnan(value) else repr(float(value)) for value in values.round(7)])
    return Table.of([str(name) for name in names], columns, range(1, len(frame) + 1), form, remarks)


def _absent(cell: object) -> bool:
    return cell is None or cell != cell  # noqa: PLR0124 - NaN and NaT are the only values that differ from themselves


def _text(cell: object, form: str) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    return " ".join(_TAG.sub(" ", text).split()) if form in _KML and "<" in text else text
