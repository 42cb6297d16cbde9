"""Where one typed address is: a person waits for the answer, so it comes soon or not at all; nothing is kept of it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from citeoscope.errors import ServiceError
from citeoscope.language import phrase, say
from citeoscope.settings import settings
from citeoscope.territory.codes import PARENT_OF_ARRONDISSEMENT
from pipelines.door import Door
from pipelines.services.geocoding import search

PATIENCE: Final = (2.0, 4.0)
"""Seconds to connect, and for the answer."""
MOST: Final = 5
LEAST_SCORE: Final = 0.3
PRECISIONS: Final = {
    "housenumber": phrase("au numéro"),
    "street": phrase("à la rue"),
    "locality": phrase("au lieu-dit"),
    "municipality": phrase("à la commune"),
}
UNREACHABLE: Final = phrase(
    "La recherche d’adresses de l’IGN ne répond pas : pas de réseau, ou service occupé. "
    "Cherchez la commune par son nom, ou réessayez plus tard."
)


class Located(NamedTuple):
    """An address found: its words, how precisely it is placed (French), degrees (EPSG:4326), commune of the map."""

    label: str
    precision: str
    longitude: float
    latitude: float
    commune: str


def locate(words: str, door: Callable[[], Door] | None = None) -> tuple[Located, ...]:
    """Find a typed address.

    Parameters
    ----------
    words
        The address; it is sent to IGN's service and to nobody else, and kept nowhere.
    door
        Gives the door to the network; one that gives up soon unless given.

    Returns
    -------
    tuple[Located, ...]
        Best first, at most five; empty when the service finds nothing likely.

    Raises
    ------
    ServiceError
        The service did not answer in a few seconds, or not as it publishes; the message does not hold the address.
    """
    try:
        found = search((door or _hurried)(), words, limit=MOST, base=settings().geocoder)
    except ServiceError:
        raise ServiceError(say(UNREACHABLE)) from None
    read = (_located(feature) for feature in found)
    return tuple(dict.fromkeys(one for one in read if one is not None))


@cache
def _hurried() -> Door:
    return Door(timeouts=PATIENCE, attempts=1)


def _located(feature: Mapping[str, Any]) -> Located | None:
    try:
        told = feature["properties"]
        longitude, latitude = (float(degrees) for degrees in feature["geometry"]["coordinates"][:2])
        code = str(told["citycode"])
        label, score = str(told["label"]), float(told.get("score") or 0)
    except (KeyError, TypeError, ValueError):
        return None
    if score < LEAST_SCORE or not (abs(longitude) <= 180 and abs(latitude) <= 90):  # noqa: PLR2004 - degrees
        return None
    precision = say(PRECISIONS.get(str(told.get("type")), phrase("précision inconnue")))
    return Located(label, precision, longitude, latitude, PARENT_OF_ARRONDISSEMENT.get(code, code))
