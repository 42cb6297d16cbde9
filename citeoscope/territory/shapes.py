"""Drawn shapes as short texts: `6.13,48.3,10` for a circle, a few signs per point for a polygon; and what is in one.

A trace is the differences between its points, in ten-thousandths of a degree (11 m), written by groups of five bits:
a sign of the first half of the alphabet ends a number, one of the second half says that it goes on.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from citeoscope.errors import PerimeterError
from citeoscope.language import phrase, say

Rule = Literal["centroid", "half", "touch"]
RULES: Final[dict[Rule, str]] = {
    "centroid": phrase("communes dont le centre est dans le périmètre"),
    "half": phrase("communes dont la moitié au moins de la surface est dans le périmètre"),
    "touch": phrase("communes que le périmètre touche"),
}
LARGEST_KM: Final = 500.0
QUANTUM: Final = 1e-4
MOST_POINTS: Final = 150
"""Of a trace, so that an address that holds one can be mailed."""
ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_."
"""Signs that no address escapes; a number never ends with one of the last two, which a mail reader might drop."""
_HALF: Final = 0.5
_BITS: Final = 5
_GOES_ON: Final = 1 << _BITS
_FEWEST: Final = 3
_MOST_BITS: Final = 25
"""Of a number: 360 degrees in quanta and a sign hold in 23."""
_CUT: Final = phrase(
    "Le tracé de cette adresse est illisible : le lien a sans doute été coupé. Redessinez-le sur la carte."
)


class Circle(NamedTuple):
    """A centre (EPSG:4326, degrees) and a radius in kilometres."""

    longitude: float
    latitude: float
    kilometres: float

    @property
    def text(self) -> str:
        """As written in an expression: to the metre."""
        return f"{_short(self.longitude, 5)},{_short(self.latitude, 5)},{_short(self.kilometres, 3)}"

    @classmethod
    def read(cls, text: str) -> "Circle":
        """Return a circle from its text."""
        longitude, latitude, kilometres = (float(part) for part in text.split(","))
        return cls(longitude, latitude, kilometres)

    def disc(self) -> shapely.Polygon:
        """Return the circle as a polygon (EPSG:4326).

        Raises
        ------
        PerimeterError
            The radius is not between 0 and 500 km, or the point is not on Earth.
        """
        if not 0 < self.kilometres <= LARGEST_KM:
            raise PerimeterError(
                say(
                    "Le rayon va de 0 à {largest_km} km, pas {kilometres} km.",
                    largest_km=f"{LARGEST_KM:.0f}",
                    kilometres=f"{self.kilometres:g}",
                )
            )
        if not (-180 <= self.longitude <= 180 and -90 <= self.latitude <= 90):  # noqa: PLR2004 - degrees
            raise PerimeterError(
                say(
                    "Ce point n’existe pas : longitude {longitude}, latitude {latitude}. Les deux "
                    "sont-elles inversées ?",
                    longitude=f"{self.longitude:g}",
                    latitude=f"{self.latitude:g}",
                )
            )
        # Distances from the centre are true in this projection, wherever the point is.
        around = f"+proj=aeqd +lat_0={self.latitude} +lon_0={self.longitude} +datum=WGS84 +units=m"
        flat = shapely.Point(0, 0).buffer(self.kilometres * 1000, quad_segs=32)
        return gpd.GeoSeries([flat], crs=around).to_crs(4326).iloc[0]


def inside(outlines: gpd.GeoDataFrame, shape: shapely.Geometry, rule: Rule = "centroid") -> list[str]:
    """Return the communes of a shape.

    Parameters
    ----------
    outlines
        Outlines of the communes, `code` and `geometry` (EPSG:4326). A commune without one cannot be chosen so.
    shape
        Polygon or MultiPolygon (EPSG:4326, degrees).
    rule
        `centroid` (a point of the commune that stands for it), `half` (at least half of its area) or `touch`.

    Returns
    -------
    list[str]
        Codes, sorted.

    Raises
    ------
    PerimeterError
        The shape is not a polygon, is empty, crosses itself, or holds no commune; the message says what to do.
    """
    refuse(shape)
    candidates = outlines.iloc[outlines.sindex.query(shape, predicate="intersects")]
    candidates = candidates[candidates.geometry.notna()]
    shapes = candidates.geometry.to_numpy()
    if rule == "half":
        # Share of one commune's area: degrees are stretched alike above and below the line.
        kept = shapely.area(shapely.intersection(shapes, shape)) >= _HALF * shapely.area(shapes)
    elif rule == "centroid":
        kept = shapely.intersects(shapely.point_on_surface(shapes), shape)
    else:
        kept = np.ones(len(shapes), dtype=bool)
    codes = sorted(candidates["code"][kept])
    if not codes:
        raise PerimeterError(
            say(
                "Ce périmètre ne contient aucune commune ({rules}). Est-il en mer, hors de France ou "
                "trop petit ? Agrandissez-le, ou choisissez la règle « communes que le périmètre "
                "touche ».",
                rules=say(RULES[rule]),
            )
        )
    return codes


def refuse(shape: shapely.Geometry) -> None:
    """Refuse what cannot be a perimeter.

    Raises
    ------
    PerimeterError
        The shape is not a polygon, is empty or crosses itself.
    """
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        raise PerimeterError(say("Un périmètre est un polygone : dessinez une surface, pas un point ni une ligne."))
    if shape.is_empty:
        raise PerimeterError(say("Le périmètre dessiné est vide. Posez au moins trois points."))
    if not shape.is_valid:
        where = shapely.is_valid_reason(shape).partition("[")[2].rstrip("]").replace(" ", ", ")
        near = say(" (près de {where})", where=where) if where else ""
        raise PerimeterError(
            say("Le contour dessiné se coupe lui-même{near}. Redessinez-le sans croiser les côtés.", near=near)
        )


def encode_trace(shape: shapely.Polygon) -> str:
    """Write a polygon in a few signs, without its holes; one of many points is simplified until it has few.

    Parameters
    ----------
    shape
        Polygon (EPSG:4326, degrees).

    Returns
    -------
    str
        Letters, digits, `_` and `.`.

    Raises
    ------
    PerimeterError
        The shape is not a polygon, is empty or crosses itself.
    """
    refuse(shape)
    outer = shapely.Polygon(shape.exterior)
    tolerance = QUANTUM / 4
    while shapely.get_num_coordinates(outer) > MOST_POINTS + 1:
        tolerance *= 2
        outer = shapely.Polygon(shape.exterior).simplify(tolerance)
    steps = _distinct(np.rint(np.asarray(outer.exterior.coords)[:-1, :2] / QUANTUM).astype(np.int64))
    return "".join(_signs(int(step)) for step in np.diff(steps, axis=0, prepend=0).ravel())


def decode_trace(text: str) -> shapely.Polygon:
    """Return the polygon of a trace.

    Parameters
    ----------
    text
        From `encode_trace`, or from anyone.

    Returns
    -------
    shapely.Polygon
        EPSG:4326; it may cross itself.

    Raises
    ------
    PerimeterError
        The text is no trace, has too many points, or fewer than three.
    """
    steps = list(_numbers(text))
    if len(steps) % 2 or len(steps) > 2 * MOST_POINTS:
        raise PerimeterError(say(_CUT))
    points = _distinct(np.cumsum(np.array(steps, dtype=np.int64).reshape(-1, 2), axis=0))
    if len(points) < _FEWEST:
        raise PerimeterError(say("Le périmètre dessiné est vide. Posez au moins trois points."))
    degrees = points * QUANTUM
    if (np.abs(degrees) > [180, 90]).any():
        raise PerimeterError(say(_CUT))
    return shapely.Polygon(degrees.round(4))


def _distinct(steps: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Drop the points that repeat the one before them."""
    if not len(steps):
        return steps
    moved: npt.NDArray[np.bool_] = (steps != np.roll(steps, 1, axis=0)).any(axis=1)
    kept: npt.NDArray[np.int64] = steps[moved]
    return kept


def _signs(number: int) -> str:
    left = number * 2 if number >= 0 else -number * 2 - 1
    signs = ""
    while left >= _GOES_ON:
        signs += ALPHABET[_GOES_ON + left % _GOES_ON]
        left >>= _BITS
    return signs + ALPHABET[left]


def _numbers(signs: Iterable[str]) -> Iterator[int]:
    whole, bits = 0, 0
    for sign in signs:
        value = ALPHABET.find(sign)
        if value < 0 or bits > _MOST_BITS:
            raise PerimeterError(say(_CUT))
        whole |= (value % _GOES_ON) << bits
        bits += _BITS
        if value < _GOES_ON:
            yield -(whole + 1) // 2 if whole % 2 else whole // 2
            whole, bits = 0, 0
    if bits:
        raise PerimeterError(say(_CUT))


def _short(number: float, decimals: int) -> str:
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
