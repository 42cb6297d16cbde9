"""Addresses to points, by the IGN service, all at once; only the address leaves the machine."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from citeoscope.territory.codes import LYON, MARSEILLE, PARIS
from pipelines.door import Door
from pipelines.services.geocoding import BASE, search_csv

SURE: Final = 0.7
LEAST: Final = 0.5
"""Scores of the service, from 0 to 1: below the second an address is not found, between the two it is to be checked."""

PRECISIONS: Final = {
    "housenumber": "housenumber",
    "street": "street",
    "locality": "locality",
    "municipality": "commune",
}
_ADDRESS: Final = ("adresse", "code_postal", "commune")
_WITH_ARRONDISSEMENTS: Final = frozenset({PARIS, LYON, MARSEILLE})  # the service knows their arrondissements only


class Point(NamedTuple):
    """Where an address is: degrees, precision, code of the commune, score from 0 to 1, the address found."""

    latitude: float
    longitude: float
    precision: str
    code: str
    score: float
    label: str


def geocode(door: Door, addresses: pd.DataFrame, *, base: str = BASE) -> list[Point | None]:
    """Find addresses.

    Parameters
    ----------
    door
        The door to the network.
    addresses
        Text columns `adresse`, `code_postal`, `commune`, `code` (of the commune, empty when unknown).
    base
        Address of the service.

    Returns
    -------
    list[Point or None]
        One per row, `None` where the service finds nothing that it believes in by half.

    Raises
    ------
    ServiceError
        The service did not answer.
    """
    cells = addresses[[*_ADDRESS, "code"]].astype(object)
    labels, uniques = pd.factorize(pd.MultiIndex.from_frame(cells))
    places = [
        {**dict(zip(_ADDRESS, key[:-1], strict=True)), "citycode": "" if key[-1] in _WITH_ARRONDISSEMENTS else key[-1]}
        for key in uniques
    ]
    found = [_point(one) for one in _asked(door, places, base)]
    return [found[label] for label in labels]


def _asked(door: Door, places: Sequence[dict[str, str]], base: str) -> list[dict[str, str]]:
    """Ask with the commune where it is known: an empty code would be looked for as it is."""
    out: list[dict[str, str]] = [{} for _ in places]
    for citycode in ("citycode", None):
        rows = [place for place, one in enumerate(places) if bool(one["citycode"]) == bool(citycode)]
        if rows:
            answers = search_csv(door, [places[row] for row in rows], _ADDRESS, citycode=citycode, base=base)
            for row, answer in zip(rows, answers, strict=True):
                out[row] = answer
    return out


def _point(answer: dict[str, str]) -> Point | None:
    try:
        score = float(answer.get("result_score") or 0)
        point = Point(
            round(float(answer["latitude"]), 6),
            round(float(answer["longitude"]), 6),
            PRECISIONS.get(answer.get("result_type", ""), "locality"),
            answer.get("result_citycode", ""),
            score,
            answer.get("result_label", ""),
        )
    except (KeyError, ValueError):
        return None
    return point if score >= LEAST else None
