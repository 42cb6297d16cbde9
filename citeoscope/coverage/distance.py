"""How far is near: kilometres or minutes as one radius, and points in metres from the centre of the Earth. Pure."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from citeoscope.errors import CoverageError
from citeoscope.language import counted, say
from citeoscope.numbers import NO_BREAK, format_value

Mode = Literal["walk", "cycle"]
Metres = NDArray[np.float64]
"""Geocentric coordinates (EPSG:4978) in metres, shape (n, 3)."""

# Speeds: default profiles of the OSRM router (foot.lua: 5 km/h, bicycle.lua: 15 km/h).
KILOMETRES_PER_HOUR: Final[dict[Mode, float]] = {"walk": 5.0, "cycle": 15.0}
# O'Sullivan and Morrall (1996) measured 1.21 to 1.23 on foot to stations; Héran gives 15 to 25 % more than the straight
# line where streets are well meshed. The upper end is taken: it promises less.
DETOUR: Final = 1.25
FARTHEST: Final = 100_000.0
"""Metres; beyond, a distance as the crow flies says nothing of who can come."""
_EARTH: Final = 6_371_008.8
_KILOMETRE: Final = 1000


@dataclass(frozen=True, slots=True)
class Radius:
    """A distance as the crow flies, and how it was asked for.

    Attributes
    ----------
    metres
        Length of the geodesic that is still near.
    minutes, mode
        What it was asked as; `None` when it was asked in kilometres.
    """

    metres: float
    minutes: float | None = None
    mode: Mode | None = None

    @property
    def text(self) -> str:
        """In a sentence: `2 km`, `500 m`, `15 minutes à pied`."""
        if self.minutes is None or self.mode is None:
            return length(self.metres)
        many = _number(self.minutes)
        if self.mode == "walk":
            return counted(self.minutes, "{many}\u00a0minute à pied", "{many}\u00a0minutes à pied", many=many)
        return counted(self.minutes, "{many}\u00a0minute à vélo", "{many}\u00a0minutes à vélo", many=many)

    @property
    def method(self) -> str:
        """How the distance is measured, in one or two French sentences."""
        if self.minutes is None or self.mode is None:
            return say("Distances à vol d’oiseau : le trajet réel est plus long.")
        speed = format_value(KILOMETRES_PER_HOUR[self.mode], "km/h")
        return say(
            "{asked} : {metres} à vol d’oiseau, à {speed} et avec des détours qui allongent "
            "le trajet de {detour}. Ce n’est pas un itinéraire calculé : rivières, voies ferrées "
            "et relief ne sont pas pris en compte.",
            asked=self.text[0].upper() + self.text[1:],
            metres=length(self.metres),
            speed=speed,
            detour=format_value((DETOUR - 1) * 100, "%"),
        )


def radius_of(kilometres: float | None = None, minutes: float | None = None, mode: str = "walk") -> Radius:
    """Return the radius asked for.

    Parameters
    ----------
    kilometres
        As the crow flies.
    minutes
        Of travel, in place of kilometres: the way gone at `KILOMETRES_PER_HOUR`, divided by `DETOUR`.
    mode
        `walk` or `cycle`.

    Returns
    -------
    Radius

    Raises
    ------
    CoverageError
        Both or none of kilometres and minutes, an unknown mode, or a radius that is not between 0 and 100 km.
    """
    if mode not in get_args(Mode):
        raise CoverageError(say("Mode inconnu : « {mode} ». Modes : walk (à pied), cycle (à vélo).", mode=mode))
    if (kilometres is None) == (minutes is None):
        raise CoverageError(say("Distance à préciser : donnez soit des kilomètres, soit des minutes."))
    known: Mode = "cycle" if mode == "cycle" else "walk"
    if kilometres is not None:
        radius = Radius(kilometres * _KILOMETRE)
    else:
        radius = Radius(_travelled(float(minutes or 0), known), minutes, known)
    if not (math.isfinite(radius.metres) and 0 < radius.metres <= FARTHEST):
        asked = f"{kilometres} km" if kilometres is not None else f"{minutes} min"
        raise CoverageError(
            say(
                "Distance impossible : {asked}. Choisissez plus de 0 et au plus {farthest} à vol d’oiseau.",
                asked=asked,
                farthest=length(FARTHEST),
            )
        )
    return radius


def _travelled(minutes: float, mode: Mode) -> float:
    return minutes / 60 * KILOMETRES_PER_HOUR[mode] * _KILOMETRE / DETOUR


def length(metres: float) -> str:
    """Write a length in French: in metres below one kilometre, in kilometres beyond."""
    if metres < _KILOMETRE:
        return format_value(metres, "m")
    return f"{_number(metres / _KILOMETRE)}{NO_BREAK}km"


def _number(value: float) -> str:
    return format_value(value, "", 0 if float(value).is_integer() else 1)


def geocentric(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Metres:
    """Return points in metres from the centre of the Earth.

    Parameters
    ----------
    longitude, latitude
        Degrees (EPSG:4326), shape (n,).

    Returns
    -------
    numpy.ndarray
        EPSG:4978, shape (n, 3), on the ellipsoid. One frame for the mainland and overseas, without the stretching of
        a projection: the chord between two points ranks them as the geodesic does.
    """
    flat = np.zeros(len(longitude))
    return np.column_stack(_transformer().transform(longitude, latitude, flat))


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


def chord_of(metres: float) -> float:
    """Return the straight line through the Earth under a geodesic; under 100 km the error is below 2 cm."""
    return 2 * _EARTH * math.sin(metres / (2 * _EARTH))


def geodesic_of(chords: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the length on the ground, in metres, over straight lines through the Earth; infinity stays so."""
    ground: NDArray[np.float64] = 2 * _EARTH * np.arcsin(np.minimum(chords / (2 * _EARTH), 1.0))
    return np.where(np.isfinite(chords), ground, np.inf)
