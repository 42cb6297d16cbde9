"""Perimeters drawn on a map, around a point, or read from a file: which communes are in is a stated rule."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import shapely

from citeoscope.errors import PerimeterError
from citeoscope.language import say
from citeoscope.territory.cover import cover
from citeoscope.territory.geography import Geography
from citeoscope.territory.perimeter import Form, Perimeter
from citeoscope.territory.shapes import Circle, Rule, decode_trace, encode_trace, inside, refuse

PARQUET: Final = frozenset({".parquet", ".geoparquet"})
TOLERANCES: Final = (0.02, 0.005, 0.001, 0.0002, 0.0)
"""In degrees: a drawn perimeter is written as simply as its communes allow."""


def by_shape(
    geography: Geography,
    outlines: gpd.GeoDataFrame,
    shape: shapely.Geometry,
    rule: Rule = "centroid",
    name: str | None = None,
) -> Perimeter:
    """Return the communes of a drawn polygon.

    Parameters
    ----------
    geography
        The current geography.
    outlines
        Outlines of the communes, `code` and `geometry` (EPSG:4326). A commune without one cannot be chosen so.
    shape
        Polygon or MultiPolygon (EPSG:4326, degrees).
    rule
        `centroid` (a point of the commune that stands for it), `half` (at least half of its area) or `touch`.
    name
        French name of the perimeter.

    Returns
    -------
    Perimeter

    Raises
    ------
    PerimeterError
        The shape is not a polygon, is empty, crosses itself, or holds no commune; the message says what to do.
    """
    codes = inside(outlines, shape, rule)
    whole = cover(geography, codes, name)
    drawn = _traced(geography, outlines, shape, codes) if rule == "centroid" else None
    if drawn is None or len(whole.expression) <= len(drawn.expression):
        return whole
    return drawn if name is None else replace(drawn, name=name)


def _traced(
    geography: Geography, outlines: gpd.GeoDataFrame, shape: shapely.Geometry, codes: list[str]
) -> Perimeter | None:
    """Return the perimeter of the simplest trace of the same communes; `None` when a shape has holes or parts."""
    if not isinstance(shape, shapely.Polygon) or shape.interiors:
        return None
    for tolerance in TOLERANCES:
        simple = shape.simplify(tolerance)
        if not isinstance(simple, shapely.Polygon) or simple.is_empty:
            continue
        text = encode_trace(simple)
        traced = decode_trace(text)
        if traced.is_valid and _same(outlines, traced, codes):
            return geography.resolve(f"{Form.TRACE}:{text}")
    return None


def _same(outlines: gpd.GeoDataFrame, shape: shapely.Polygon, codes: list[str]) -> bool:
    try:
        return inside(outlines, shape) == codes
    except PerimeterError:
        return False


def by_radius(  # noqa: PLR0913, PLR0917 - a circle has a centre and a radius, the rest is as in by_shape
    geography: Geography,
    outlines: gpd.GeoDataFrame,
    longitude: float,
    latitude: float,
    kilometres: float,
    rule: Rule = "centroid",
    name: str | None = None,
) -> Perimeter:
    """Return the communes within a distance of a point, as the crow flies.

    Parameters
    ----------
    geography, outlines
        As for `by_shape`.
    longitude, latitude
        The centre (EPSG:4326, degrees).
    kilometres
        The radius.
    rule, name
        As for `by_shape`.

    Returns
    -------
    Perimeter

    Raises
    ------
    PerimeterError
        The radius is not between 0 and 500 km, the point is not on Earth, or no commune is in.
    """
    circle = Circle.read(Circle(longitude, latitude, kilometres).text)
    disc = circle.disc()
    if rule != "centroid":
        return by_shape(geography, outlines, disc, rule, name)
    inside(outlines, disc)
    drawn = geography.resolve(f"{Form.RADIUS}:{circle.text}")
    return drawn if name is None else replace(drawn, name=name)


def middle_of(outlines: gpd.GeoDataFrame, perimeter: Perimeter) -> shapely.Point:
    """Return a point inside a perimeter (EPSG:4326); see `outline_of`."""
    return outline_of(outlines, perimeter).point_on_surface()


def outline_of(outlines: gpd.GeoDataFrame, perimeter: Perimeter) -> shapely.Geometry:
    """Return the outline of a perimeter.

    Parameters
    ----------
    outlines
        One row per commune (EPSG:4326): `code, geometry`.
    perimeter
        The communes.

    Returns
    -------
    shapely.Geometry
        Polygon or MultiPolygon (EPSG:4326).

    Raises
    ------
    PerimeterError
        None of its communes has an outline.
    """
    shapes = outlines.geometry[outlines["code"].isin(perimeter.codes)]
    if shapes.empty:
        raise PerimeterError(
            say("« {perimeter} » n’a pas de contour publié : sa position n’est pas connue.", perimeter=perimeter.name)
        )
    return shapely.coverage_union_all(shapes.to_numpy())


def by_file(
    geography: Geography, outlines: gpd.GeoDataFrame, path: Path, rule: Rule = "centroid", name: str | None = None
) -> Perimeter:
    """Return the communes of the polygons of a file: GeoJSON, GeoPackage, GeoParquet, zipped Shapefile.

    Parameters
    ----------
    geography, outlines
        As for `by_shape`.
    path
        The file; its CRS is read from it, GeoJSON is in EPSG:4326.
    rule, name
        As for `by_shape`; the name is that of the file unless given.

    Returns
    -------
    Perimeter

    Raises
    ------
    PerimeterError
        The file cannot be read, has no CRS or no polygon, or its polygons are refused by `by_shape`.
    """
    place: str | Path = f"/vsizip/{path}" if path.suffix.lower() == ".zip" else path
    try:
        frame = gpd.read_parquet(path) if path.suffix.lower() in PARQUET else gpd.read_file(place)
    except Exception as error:  # whatever a file holds, the reader's own words are of no use to its owner
        raise PerimeterError(
            say(
                "Fichier illisible : {path}. Donnez un GeoJSON, un GeoPackage, un GeoParquet ou un Shapefile en .zip.",
                path=path.name,
            )
        ) from error
    shapes = frame.geometry[frame.geometry.notna() & frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
    if shapes.empty:
        raise PerimeterError(
            say(
                "{path} ne contient aucun polygone : des points ou des lignes ne font pas un périmètre.", path=path.name
            )
        )
    if shapes.crs is None:
        raise PerimeterError(
            say(
                "{path} ne dit pas son système de coordonnées. Ajoutez le .prj au .zip, ou enregistrez en GeoJSON.",
                path=path.name,
            )
        )
    for shape in shapes.to_crs(4326):
        refuse(shape)
    return by_shape(geography, outlines, shapes.to_crs(4326).union_all(), rule, name or path.stem)
