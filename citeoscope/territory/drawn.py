"""Perimeters drawn on a map, around a point, or read from a file: which communes are in is a stated rule."""

from pathlib import Path
from typing import Final, Literal

import geopandas as gpd
import numpy as np
import shapely

from citeoscope.errors import PerimeterError
from citeoscope.territory.cover import cover
from citeoscope.territory.geography import Geography
from citeoscope.territory.perimeter import Perimeter

Rule = Literal["centroid", "half", "touch"]
RULES: Final[dict[Rule, str]] = {
    "centroid": "communes dont le centre est dans le périmètre",
    "half": "communes dont la moitié au moins de la surface est dans le périmètre",
    "touch": "communes que le périmètre touche",
}
_HALF: Final = 0.5
PARQUET: Final = frozenset({".parquet", ".geoparquet"})
_LARGEST_KM: Final = 500.0


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
    _refuse(shape)
    candidates = outlines.iloc[outlines.sindex.query(shape, predicate="intersects")]
    candidates = candidates[candidates.geometry.notna()]
    shapes = candidates.geometry.to_numpy()
    if rule == "half":
        # Share of one commune's area: degrees are stretched alike above and below the line.
        inside = shapely.area(shapely.intersection(shapes, shape)) >= _HALF * shapely.area(shapes)
    elif rule == "centroid":
        inside = shapely.intersects(shapely.point_on_surface(shapes), shape)
    else:
        inside = np.ones(len(shapes), dtype=bool)
    codes = sorted(candidates["code"][inside])
    if not codes:
        raise PerimeterError(
            f"Ce périmètre ne contient aucune commune ({RULES[rule]}). Est-il en mer, hors de France ou trop petit ? "
            "Agrandissez-le, ou choisissez la règle « communes que le périmètre touche »."
        )
    return cover(geography, codes, name)


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
    if not 0 < kilometres <= _LARGEST_KM:
        raise PerimeterError(f"Le rayon va de 0 à {_LARGEST_KM:.0f} km, pas {kilometres:g} km.")
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):  # noqa: PLR2004 - degrees
        raise PerimeterError(
            f"Ce point n’existe pas : longitude {longitude:g}, latitude {latitude:g}. Les deux sont-elles inversées ?"
        )
    # Distances from the centre are true in this projection, wherever the point is.
    around = f"+proj=aeqd +lat_0={latitude} +lon_0={longitude} +datum=WGS84 +units=m"
    disc = gpd.GeoSeries([shapely.Point(0, 0).buffer(kilometres * 1000, quad_segs=32)], crs=around).to_crs(4326).iloc[0]
    return by_shape(geography, outlines, disc, rule, name)


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
        raise PerimeterError(f"« {perimeter.name} » n’a pas de contour publié : sa position n’est pas connue.")
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
            f"Fichier illisible : {path.name}. Donnez un GeoJSON, un GeoPackage, un GeoParquet ou un Shapefile en .zip."
        ) from error
    shapes = frame.geometry[frame.geometry.notna() & frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
    if shapes.empty:
        raise PerimeterError(
            f"{path.name} ne contient aucun polygone : des points ou des lignes ne font pas un périmètre."
        )
    if shapes.crs is None:
        raise PerimeterError(
            f"{path.name} ne dit pas son système de coordonnées. Ajoutez le .prj au .zip, ou enregistrez en GeoJSON."
        )
    for shape in shapes.to_crs(4326):
        _refuse(shape)
    return by_shape(geography, outlines, shapes.to_crs(4326).union_all(), rule, name or path.stem)


def _refuse(shape: shapely.Geometry) -> None:
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        raise PerimeterError("Un périmètre est un polygone : dessinez une surface, pas un point ni une ligne.")
    if shape.is_empty:
        raise PerimeterError("Le périmètre dessiné est vide. Posez au moins trois points.")
    if not shape.is_valid:
        where = shapely.is_valid_reason(shape).partition("[")[2].rstrip("]").replace(" ", ", ")
        near = f" (près de {where})" if where else ""
        raise PerimeterError(f"Le contour dessiné se coupe lui-même{near}. Redessinez-le sans croiser les côtés.")
