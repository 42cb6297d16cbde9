"""JSON to a table: arrays of objects, what Grist and Opendatasoft answer, GeoJSON. Numbers stay as they are written."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import geopandas as gpd
import shapely

from citeoscope.errors import ListError
from citeoscope.language import say
from citeoscope.numbers import format_number
from pipelines.lists.limits import check_rows
from pipelines.lists.table import Table

LONGITUDE: Final = "longitude (géométrie)"
LATITUDE: Final = "latitude (géométrie)"
_HOLDERS: Final = ("records", "results", "data", "features", "items", "lieux", "projets", "rows")
_PAIR: Final = 2


def read_records(text: str) -> Table:
    """Read a JSON file.

    Parameters
    ----------
    text
        Its text.

    Returns
    -------
    Table
        One row per object, numbered from 1; objects within objects become `name.key`, arrays are joined by `|`.

    Raises
    ------
    ListError
        It is not JSON, or holds no array of objects.
    """
    try:
        # Numbers stay text: a code that is written 01001 or 44.10 keeps its zeros.
        whole = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        where = say("trop imbriqué")
        if isinstance(error, json.JSONDecodeError):
            where = say("ligne {lineno}, caractère {colno}", lineno=error.lineno, colno=error.colno)
        raise ListError(
            say("JSON illisible ({where}). Le fichier est coupé ou mal écrit : exportez-le de nouveau.", where=where)
        ) from error
    if isinstance(whole, dict) and whole.get("type") == "FeatureCollection":
        return _features(whole)
    listed = whole if isinstance(whole, list) else _held(whole)
    if not listed or not all(isinstance(one, dict) for one in listed):
        raise ListError(
            say('Ce JSON n’est pas une liste : on attend un tableau d’objets, par exemple [{"nom": …, "commune": …}].')
        )
    rows = [one["fields"] if isinstance(one.get("fields"), dict) else one for one in listed]  # Grist, Opendatasoft 1.0
    return _tabulated([_flat(row) for row in rows], "JSON", ())


def _held(whole: object) -> list[Any]:
    if isinstance(whole, dict):
        named = [whole[name] for name in _HOLDERS if isinstance(whole.get(name), list)]
        others = [value for value in whole.values() if isinstance(value, list)]
        for one in (*named, *others):
            if one and isinstance(one[0], dict):
                return list(one)
    return []


def _features(whole: Mapping[str, Any]) -> Table:
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        raise ListError(say("Ce GeoJSON n’a aucun objet. Vérifiez l’export, puis recommencez."))
    if not all(isinstance(one, dict) for one in features):
        raise ListError(
            say("Ce GeoJSON est mal écrit : « features » doit contenir des objets. Exportez-le de nouveau.")
        )
    check_rows(len(features), 1)
    rows = [_flat(one.get("properties") or {}) for one in features]
    for row, one in zip(rows, features, strict=True):
        if "id" in one and one["id"] is not None:
            row.setdefault("id", str(one["id"]))
    points, spread = _points([one.get("geometry") for one in features])
    system = _system(whole)
    said = []
    if system not in {"4326", "84"}:
        points, told = _to_degrees(points, system)
        said.append(told)
    if spread:
        said.append(
            say(
                "{spread} objet(s) ne sont pas des points : un point de leur surface est pris.",
                spread=format_number(spread),
            )
        )
    for row, point in zip(rows, points, strict=True):
        row[LONGITUDE], row[LATITUDE] = point or ("", "")
    return _tabulated(rows, "GeoJSON", said)


def _points(geometries: Sequence[Any]) -> tuple[list[tuple[str, str] | None], int]:
    out: list[tuple[str, str] | None] = []
    spread = 0
    for one in geometries:
        if not isinstance(one, dict):
            out.append(None)
            continue
        where = one.get("coordinates")
        if one.get("type") == "Point" and isinstance(where, list):
            out.append((str(where[0]), str(where[1])) if len(where) >= _PAIR else None)
            continue
        try:
            shape = shapely.from_geojson(json.dumps(_numbers(one)))
            point = shape.representative_point()
            out.append((repr(point.x), repr(point.y)) if not point.is_empty else None)
            spread += not point.is_empty
        except (shapely.errors.GEOSException, ValueError, TypeError):
            out.append(None)
    return out, spread


def _numbers(value: Any) -> Any:  # noqa: ANN401 - any part of a geometry
    """Return a geometry whose coordinates are numbers again."""
    if isinstance(value, dict):
        return {key: one if key == "type" else _numbers(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    return float(value) if isinstance(value, str) else value


def _system(whole: Mapping[str, Any]) -> str:
    """Return the code of the declared system: GeoJSON before 2016 could name one."""
    try:
        name = str(whole["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return "4326"
    return name.rsplit(":", 1)[-1].removeprefix("CRS")


def _to_degrees(points: Sequence[tuple[str, str] | None], system: str) -> tuple[list[tuple[str, str] | None], str]:
    try:
        xs, ys = zip(*((float(one[0]), float(one[1])) if one else (float("nan"),) * 2 for one in points), strict=True)
        moved = gpd.GeoSeries.from_xy(xs, ys, crs=f"EPSG:{system}").to_crs(4326)
    except (ValueError, TypeError, RuntimeError) as error:
        raise ListError(
            say(
                "Système de coordonnées du GeoJSON inconnu : « {system} ». Exportez-le en WGS 84 (EPSG:4326).",
                system=system,
            )
        ) from error
    degrees = [
        (repr(float(x)), repr(float(y))) if one else None
        for one, x, y in zip(points, moved.x.round(7), moved.y.round(7), strict=True)
    ]
    return degrees, say("Coordonnées converties depuis EPSG:{system}.", system=system)


def _flat(row: Mapping[str, Any]) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            out |= {f"{name}.{key}": _cell(one) for key, one in value.items()}
        else:
            out[str(name)] = _cell(value)
    return out


def _cell(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return "|".join(_cell(one) for one in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _tabulated(rows: Sequence[Mapping[str, str]], form: str, remarks: Sequence[str]) -> Table:
    headers = list(dict.fromkeys(name for row in rows for name in row))
    columns = [[row.get(name, "") for row in rows] for name in headers]
    return Table.of(headers, columns, range(1, len(rows) + 1), form, remarks)
