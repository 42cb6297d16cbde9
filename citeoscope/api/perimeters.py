"""Perimeters: by expression, polygon, radius, list or file; and how to find a territory."""

from pathlib import Path
from typing import TYPE_CHECKING

from citeoscope.atlas import atlas
from citeoscope.errors import PerimeterError
from citeoscope.language import say
from citeoscope.numbers import format_value
from citeoscope.territory.cover import cover
from citeoscope.territory.drawn import by_file, by_radius, by_shape, middle_of, outline_of
from citeoscope.territory.pasted import Pasted, by_list
from citeoscope.territory.perimeter import Perimeter
from citeoscope.territory.shapes import Rule

if TYPE_CHECKING:
    import shapely


def perimeter(territory: str | Perimeter) -> Perimeter:
    """Return a set of communes from its expression.

    Parameters
    ----------
    territory
        `france`, `region:11`, `departement:88`, `epci:200093201`, `ept:200057982`, `commune:92050`; what is drawn,
        `rayon:6.13,48.3,10` (longitude, latitude, kilometres) or the `trace:` of a polygon; or several of them joined
        by `+` and `-`.

    Returns
    -------
    Perimeter
        With its name and its commune codes.

    Raises
    ------
    UnknownTerritoryError
        The expression is unreadable, names an unknown territory, or holds no commune.
    PerimeterError
        What is drawn in it crosses itself, is empty or holds no commune.
    """
    return atlas().perimeter(territory)


def within(shape: "shapely.Geometry", rule: Rule = "centroid", name: str | None = None) -> Perimeter:
    """Return the communes of a polygon.

    Parameters
    ----------
    shape
        Polygon or MultiPolygon (EPSG:4326, degrees).
    rule
        Which communes are in: `centroid` (their centre is), `half` (half of their area at least) or `touch`.
    name
        French name of the perimeter.

    Returns
    -------
    Perimeter
        Written as the shorter of its territories and of its trace simplified, where both are the same communes.

    Raises
    ------
    PerimeterError
        The shape is not a polygon, is empty, crosses itself, or holds no commune.
    """
    return by_shape(atlas().geography, atlas().read("contours_communes"), shape, rule, name)


def around(
    longitude: float, latitude: float, kilometres: float, rule: Rule = "centroid", name: str | None = None
) -> Perimeter:
    """Return the communes within a distance of a point, as the crow flies.

    Parameters
    ----------
    longitude, latitude
        The centre (EPSG:4326, degrees), read to the metre.
    kilometres
        The radius, at most 500, to the metre.
    rule, name
        As for `within`.

    Returns
    -------
    Perimeter
        Written `rayon:6.13,48.3,10` when the rule is `centroid`.

    Raises
    ------
    PerimeterError
        The radius or the point is not one, or no commune is in.
    """
    return by_radius(atlas().geography, atlas().read("contours_communes"), longitude, latitude, kilometres, rule, name)


def near(territory: str | Perimeter, kilometres: float, rule: Rule = "centroid", name: str | None = None) -> Perimeter:
    """Return the communes within a distance of a territory's middle, as the crow flies.

    Parameters
    ----------
    territory
        Perimeter or expression; its middle is a point inside its outline.
    kilometres
        The radius, at most 500.
    rule, name
        As for `within`; the name says the distance and the territory unless given.

    Returns
    -------
    Perimeter

    Raises
    ------
    UnknownTerritoryError
        The expression names nothing of the current COG.
    PerimeterError
        The territory has no outline, or the radius is not one.
    """
    current = atlas()
    where = current.perimeter(territory)
    outlines = current.read("contours_communes")
    middle = middle_of(outlines, where)
    title = name or say(
        "À {kilometres} de {where}",
        kilometres=format_value(kilometres, "km", 0 if kilometres == int(kilometres) else 1),
        where=where.name,
    )
    return by_radius(current.geography, outlines, middle.x, middle.y, kilometres, rule, title)


def listed(text: str, name: str | None = None) -> Pasted:
    """Read a list of communes or intercommunalités, by codes or names, one per line or separated by `;`, `,` or tabs.

    Parameters
    ----------
    text
        What was pasted.
    name
        French name of the perimeter.

    Returns
    -------
    Pasted
        The perimeter, with what was found, what is doubtful and what is unknown.

    Raises
    ------
    PerimeterError
        The text is empty.
    """
    return by_list(atlas().geography, text, name)


def outlined(path: str | Path, rule: Rule = "centroid", name: str | None = None) -> Perimeter:
    """Return the communes of the polygons of a file: GeoJSON, GeoPackage, GeoParquet, zipped Shapefile.

    Parameters
    ----------
    path
        The file.
    rule, name
        As for `within`; the name is that of the file unless given.

    Returns
    -------
    Perimeter

    Raises
    ------
    PerimeterError
        The file cannot be read, has no CRS or no polygon, or its polygons cannot be used.
    """
    return by_file(atlas().geography, atlas().read("contours_communes"), Path(path), rule, name)


def search(text: str, *, limit: int = 20) -> tuple[str, ...]:
    """Find territories by name or code, accents and case ignored.

    Parameters
    ----------
    text
        What a person types.
    limit
        Most expressions to return.

    Returns
    -------
    tuple[str, ...]
        Expressions, best first.
    """
    return atlas().geography.search(text, limit=limit)


def union(*territories: str | Perimeter, name: str | None = None) -> Perimeter:
    """Return the communes that are in any of several perimeters.

    Parameters
    ----------
    *territories
        Perimeters or expressions, see `perimeter()`.
    name
        French name; that of the territories it is made of when `None`.

    Returns
    -------
    Perimeter

    Raises
    ------
    UnknownTerritoryError
        An expression names nothing of the current COG.
    PerimeterError
        There is no commune.
    """
    return _of(frozenset().union(*map(_codes, territories)), name)


def intersection(first: str | Perimeter, *others: str | Perimeter, name: str | None = None) -> Perimeter:
    """Return the communes that are in all of several perimeters.

    Parameters
    ----------
    first, *others
        Perimeters or expressions, see `perimeter()`.
    name
        As for `union`.

    Returns
    -------
    Perimeter

    Raises
    ------
    UnknownTerritoryError
        An expression names nothing of the current COG.
    PerimeterError
        They have no commune in common.
    """
    return _of(_codes(first).intersection(*map(_codes, others)), name)


def difference(first: str | Perimeter, *others: str | Perimeter, name: str | None = None) -> Perimeter:
    """Return the communes of a perimeter that are in none of the others.

    Parameters
    ----------
    first, *others
        Perimeters or expressions, see `perimeter()`.
    name
        As for `union`.

    Returns
    -------
    Perimeter

    Raises
    ------
    UnknownTerritoryError
        An expression names nothing of the current COG.
    PerimeterError
        No commune is left.
    """
    return _of(_codes(first).difference(*map(_codes, others)), name)


def outline(territory: str | Perimeter) -> "shapely.Geometry":
    """Return the outline of a perimeter.

    Parameters
    ----------
    territory
        Perimeter or expression, see `perimeter()`.

    Returns
    -------
    shapely.Geometry
        Polygon or MultiPolygon (EPSG:4326, degrees), generalised as on the map; without the communes that have none.

    Raises
    ------
    UnknownTerritoryError
        The expression names nothing of the current COG.
    PerimeterError
        None of its communes has an outline.
    """
    current = atlas()
    return outline_of(current.read("contours_communes"), current.perimeter(territory))


def _codes(territory: str | Perimeter) -> frozenset[str]:
    return frozenset(atlas().perimeter(territory).codes)


def _of(codes: frozenset[str], name: str | None) -> Perimeter:
    if not codes:
        raise PerimeterError(say("Il ne reste aucune commune : ces périmètres n’ont rien en commun, ou se recouvrent."))
    return cover(atlas().geography, codes, name)
