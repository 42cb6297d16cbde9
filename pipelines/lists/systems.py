"""Numbers to degrees: in which system and which order a list writes its coordinates, judged on the whole list. Pure."""

import re
from typing import Final, NamedTuple

import numpy as np
import pyproj
from numpy.typing import NDArray

from pipelines.lists.coordinates import Numbers

Mask = NDArray[np.bool_]

DEGREES: Final = 4326
NAMES: Final[dict[int, str]] = {
    DEGREES: "degrés (WGS 84)",
    2154: "Lambert-93",
    3857: "Web Mercator",
    27572: "Lambert II étendu",
    **{3900 + zone: f"Lambert CC{zone}" for zone in range(42, 51)},
    5490: "UTM 20 N (Antilles)",
    2972: "UTM 22 N (Guyane)",
    2975: "UTM 40 S (La Réunion)",
    4471: "UTM 38 S (Mayotte)",
}
"""Systems that French lists are written in, by EPSG code."""

_TOLD: Final = (
    (re.compile(r"(?:lambert|l|rgf)[ _-]*93|2154", re.IGNORECASE), 2154),
    (re.compile(r"3857|mercator|900913", re.IGNORECASE), 3857),
    (re.compile(r"27572|lambert[ _-]*(?:2|ii)", re.IGNORECASE), 27572),
    (re.compile(r"cc[ _-]?(4[2-9]|50)\b", re.IGNORECASE), None),
)
# West, south, east, north of the mainland with Corsica, then of the five départements overseas.
_TERRITORY: Final = (
    (-5.3, 41.2, 9.7, 51.2),
    (-61.9, 15.7, -60.9, 16.6),
    (-61.3, 14.3, -60.7, 15.0),
    (-54.7, 2.0, -51.5, 5.9),
    (55.1, -21.5, 55.9, -20.8),
    (44.9, -13.1, 45.4, -12.6),
)
_SAMPLE: Final = 1_000
_MOSTLY: Final = 0.5
_NEARLY: Final = 0.8
_NEAR_KM: Final = 30.0
_KM_PER_DEGREE: Final = 111.2


class Located(NamedTuple):
    """Coordinates in degrees, and how they were written.

    `turned` marks the rows whose pair was the other way round than the rest of the list; `unusable` the rows that have
    numbers which are nowhere in France; `system` is `None` when several systems fit and nothing tells which.
    """

    latitude: Numbers
    longitude: Numbers
    system: int | None
    swapped: bool
    turned: Mask
    unusable: Mask
    candidates: tuple[int, ...] = ()


def locate(
    latitude: Numbers,
    longitude: Numbers,
    near: tuple[Numbers, Numbers],
    told: str = "",
    *,
    system: int | None = None,
) -> Located:
    """Turn two columns of numbers into degrees.

    Parameters
    ----------
    latitude, longitude
        The numbers of the columns taken for latitudes (or Y) and longitudes (or X), NaN where there is none.
    near
        Latitude and longitude of the commune each row declares, NaN where it declares none: decides between systems.
    told
        The headers: they may name the system.
    system
        EPSG code when the user says which.

    Returns
    -------
    Located
    """
    given = np.isfinite(latitude) & np.isfinite(longitude)
    nowhere = given & ((latitude == 0) | (longitude == 0))  # a zero stands for nothing, even on the meridian
    usable = given & ~nowhere
    rows = np.flatnonzero(usable)[:: max(1, int(usable.sum()) // _SAMPLE)]
    fits = _fits(latitude[rows], longitude[rows], (system,) if system else tuple(NAMES))
    chosen = _choose(fits, (near[0][rows], near[1][rows]), told)
    if chosen is None:
        empty = np.full(len(latitude), np.nan)
        none = np.zeros(len(latitude), dtype=bool)
        return Located(empty, empty.copy(), None, False, none, given, tuple(dict.fromkeys(one.system for one in fits)))
    straight = degrees(latitude, longitude, chosen.system, swapped=chosen.swapped)
    back = degrees(latitude, longitude, chosen.system, swapped=not chosen.swapped)
    inside = in_france(*straight) & usable
    turned = usable & ~inside & in_france(*back)
    lat, lon = (
        np.where(inside, one, np.where(turned, other, np.nan)) for one, other in zip(straight, back, strict=True)
    )
    return Located(lat, lon, chosen.system, chosen.swapped, turned, given & ~inside & ~turned)


def degrees(latitude: Numbers, longitude: Numbers, system: int, *, swapped: bool) -> tuple[Numbers, Numbers]:
    """Return latitudes and longitudes in degrees from northings and eastings of a system; NaN where there is none."""
    north, east = (longitude, latitude) if swapped else (latitude, longitude)
    if system == DEGREES:
        return north, east
    moved = pyproj.Transformer.from_crs(system, DEGREES, always_xy=True).transform(east, north)
    lon, lat = (np.where(np.isfinite(one), np.round(one, 7), np.nan) for one in moved)
    return lat, lon


def in_france(latitude: Numbers, longitude: Numbers) -> Mask:
    """Say which points are in the rectangle of a French territory that has communes."""
    out = np.zeros(len(latitude), dtype=bool)
    for west, south, east, north in _TERRITORY:
        out |= (latitude >= south) & (latitude <= north) & (longitude >= west) & (longitude <= east)
    return out


class _Fit(NamedTuple):
    system: int
    swapped: bool
    share: float
    latitude: Numbers
    longitude: Numbers


def _fits(latitude: Numbers, longitude: Numbers, systems: tuple[int, ...]) -> list[_Fit]:
    if not len(latitude):
        return []
    tried = []
    for system in systems:
        for swapped in (False, True):
            lat, lon = degrees(latitude, longitude, system, swapped=swapped)
            tried.append(_Fit(system, swapped, float(in_france(lat, lon).mean()), lat, lon))
        if system == DEGREES and max(one.share for one in tried) > _MOSTLY:
            return [max(tried, key=lambda one: one.share)]  # metres are never that small
    best = max(one.share for one in tried)
    return [one for one in tried if one.share >= _NEARLY * best and one.share > _MOSTLY]


def _choose(fits: list[_Fit], near: tuple[Numbers, Numbers], told: str) -> _Fit | None:
    if len(fits) <= 1:
        return fits[0] if fits else None
    named = _named(told)
    if named is not None and (agreed := [one for one in fits if one.system == named]):
        return max(agreed, key=lambda one: one.share)
    apart = sorted(((_kilometres(one, near), place) for place, one in enumerate(fits)), key=lambda pair: pair[0])
    nearest, next_one = apart[0], apart[1]
    if nearest[0] < _NEAR_KM and next_one[0] > 2 * nearest[0]:
        return fits[nearest[1]]
    return None


def _named(told: str) -> int | None:
    for pattern, system in _TOLD:
        found = pattern.search(told)
        if found:
            return system if system is not None else 3900 + int(found.group(1))
    return None


def _kilometres(fit: _Fit, near: tuple[Numbers, Numbers]) -> float:
    """Return the median distance to the communes declared, infinite when none is."""
    north = (fit.latitude - near[0]) * _KM_PER_DEGREE
    east = (fit.longitude - near[1]) * _KM_PER_DEGREE * np.cos(np.radians(near[0]))
    apart = np.hypot(north, east)
    return float(np.median(apart[np.isfinite(apart)])) if np.isfinite(apart).any() else float("inf")
