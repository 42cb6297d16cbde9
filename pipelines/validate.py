"""Checks a parsed frame against its declaration: all defects at once, the grave ones stop the source."""

from typing import Final

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa
import shapely

from citeoscope.catalogue.source import Source
from citeoscope.errors import SourceError
from citeoscope.store import Defect
from citeoscope.territory.codes import COMMUNE, SIREN
from pipelines.notes import defect

STATUSES: Final = ("ok", "secret", "missing", "not_applicable", "not_aggregable")
PRECISIONS: Final = ("address", "street", "commune", "none")
_ADDED_LATER: Final = frozenset({"outline", "covers"})
_LEVEL_CODES: Final = r"FR|\d{2}|2[AB]|97\d|\d{5}|2[AB]\d{3}|\d{9}"
# West, south, east, north: the mainland, the Antilles, Guyane, La Réunion, Mayotte, Saint-Pierre-et-Miquelon.
_FRANCE: Final = (
    (-5.6, 41.2, 9.8, 51.3),
    (-63.4, 14.2, -60.6, 18.3),
    (-54.8, 2.0, -51.4, 6.0),
    (55.0, -21.6, 56.0, -20.7),
    (44.8, -13.2, 45.5, -12.4),
    (-56.6, 46.6, -56.0, 47.3),
)


def validate(frame: pd.DataFrame, source: Source) -> tuple[pd.DataFrame, tuple[Defect, ...]]:
    """Check types, keys and values; clear the positions that are not in France.

    Parameters
    ----------
    frame
        What the source's `parse` returned.
    source
        Its declaration.

    Returns
    -------
    tuple
        The frame, and the defects that do not stop it.

    Raises
    ------
    SourceError
        The frame is not what the source declares; the message lists all defects.
    """
    if frame.empty:
        raise SourceError(source.id, "aucune ligne lue. Remplacez le fichier publié, puis relancez « refresh ».")
    grave = _failures(frame, _structure(source))
    if grave:
        listed = " ; ".join(
            f"{item.column or 'table'} : {item.message} ({item.count} fois, par exemple {item.value})" for item in grave
        )
        raise SourceError(source.id, f"{listed}. Remplacez le fichier publié, puis relancez « refresh ».")
    light = _failures(frame, _values(source, frame))
    if isinstance(frame, gpd.GeoDataFrame) and source.kind == "points":
        frame, outside = _inside_france(frame)
        light += outside
    return frame, tuple(light)


def stored_faults(frame: pd.DataFrame, source: Source) -> list[str]:
    """Check a stored dataset against the declaration it was made with.

    Parameters
    ----------
    frame
        What the store holds.
    source
        The declaration in its manifest.

    Returns
    -------
    list[str]
        French faults; empty when the frame is as declared.
    """
    return [
        f"{item.column or 'table'} : {item.message} ({item.count} fois)"
        for item in _failures(frame, _structure(source))
    ]


def _structure(source: Source) -> pa.DataFrameSchema:
    columns: dict[str, pa.Column] = {}
    for column in source.columns:
        name = column.name
        if name == "geometry" or name in _ADDED_LATER:
            continue
        if name.endswith("_status"):
            columns[name] = pa.Column(checks=pa.Check.isin(STATUSES, error="état inconnu"), required=False)
        elif name == "code" and source.kind == "table":
            pattern = COMMUNE.pattern if _per_commune(source) else f"^(?:{_LEVEL_CODES})$"
            columns[name] = pa.Column(
                checks=pa.Check.str_matches(pattern, error="code mal formé"),
                nullable=not _per_commune(source),
                unique=_per_commune(source),
            )
        elif name in {"code", "id"}:
            columns[name] = pa.Column(unique=True)
        elif name == "precision":
            columns[name] = pa.Column(checks=pa.Check.isin(PRECISIONS, error="précision inconnue"))
        elif name in {"epci", "ept"}:
            columns[name] = pa.Column(checks=pa.Check.str_matches(SIREN.pattern, error="SIREN mal formé"))
        elif column.unit is not None:
            columns[name] = pa.Column(float, nullable=True)
        else:
            columns[name] = pa.Column(nullable=True)
    return pa.DataFrameSchema(columns)


def _values(source: Source, frame: pd.DataFrame) -> pa.DataFrameSchema:
    columns: dict[str, pa.Column] = {}
    for column in source.columns:
        if column.name not in frame:
            continue
        if column.unit == "%":
            columns[column.name] = pa.Column(
                checks=pa.Check.in_range(0, 100, error="taux hors de 0–100 %"), nullable=True
            )
        elif column.unit is not None:
            columns[column.name] = pa.Column(checks=pa.Check.ge(0, error="valeur négative"), nullable=True)
        elif column.name == "name" and source.kind == "points":
            columns[column.name] = pa.Column(
                checks=pa.Check(lambda cells: cells.notna(), error="nom vide", ignore_na=False), nullable=True
            )
    return pa.DataFrameSchema(columns)


def _per_commune(source: Source) -> bool:
    return (
        source.kind == "table"
        and any(column.name == "code" for column in source.columns)
        and not any(column.name == "level" for column in source.columns)
    )


def _failures(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Defect]:
    try:
        schema.validate(pd.DataFrame(frame.drop(columns="geometry", errors="ignore")), lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    found = []
    for (column, check), group in cases.groupby(
        [cases["column"].astype("string").fillna("table"), cases["check"].astype("string")], sort=True
    ):
        if check == "column_in_dataframe":
            found += [defect("colonne_absente", "colonne absente après lecture", group["failure_case"], column=None)]
            continue
        message = {"field_uniqueness": "valeur répétée", "not_nullable": "valeur vide"}.get(
            str(check), "type inattendu" if str(check).startswith("dtype") else str(check)
        )
        where = group["index"].dropna()
        row = int(str(where.iloc[0])) if len(where) and str(where.iloc[0]).isdigit() else None
        found.append(defect(message.replace(" ", "_"), message, group["failure_case"], column=str(column), row=row))
    return [item for item in found if item is not None]


def _inside_france(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Defect]]:
    boxes = shapely.union_all([shapely.box(*box) for box in _FRANCE])
    outside = frame.geometry.notna() & ~frame.geometry.within(boxes)
    found = defect("hors_de_france", "Position hors de France : effacée.", frame.loc[outside, "id"], column="geometry")
    frame = frame.copy()
    frame.loc[outside, "geometry"] = None
    return frame, [found] if found else []
