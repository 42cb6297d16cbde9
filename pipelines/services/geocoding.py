"""The geocoding service of the Géoplateforme: an address to a point, a point to an address, a list at once."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from citeoscope.errors import ServiceError
from pipelines.desk import Request, Upload
from pipelines.door import Door
from pipelines.services.asking import JSON
from pipelines.services.envelope import decode, rows

BASE: Final = "https://data.geopf.fr/geocodage"
_CHUNK: Final = 5000  # larger ones have come back cut
_SHORTEST, _LONGEST = 3, 200


def search(
    door: Door, words: str, *, citycode: str | None = None, limit: int = 1, base: str = BASE
) -> Sequence[Mapping[str, Any]]:
    """Find the points of an address.

    Parameters
    ----------
    door
        The door to the network.
    words
        The address, 3 to 200 characters; longer ones are cut, shorter ones find nothing.
    citycode
        Code of the commune to look in; in Paris, Lyon and Marseille, that of the arrondissement.
    limit
        How many points at most.
    base
        Address of the service.

    Returns
    -------
    Sequence[Mapping[str, Any]]
        GeoJSON features, best first; `properties.score` goes from 0 to 1.

    Raises
    ------
    ServiceError
        The service did not answer as it publishes.
    """
    text = words.strip().lstrip("-,;.'\"()/ ")[:_LONGEST]
    if len(text) < _SHORTEST or not text[0].isalnum():
        return ()
    where = (("citycode", citycode),) if citycode else ()
    params = (("q", text), ("index", "address"), ("limit", str(limit)), ("autocomplete", "0"), *where)
    return _features(Request("", f"{base}/search", params, accept=JSON), door)


def reverse(door: Door, lon: float, lat: float, *, limit: int = 1, base: str = BASE) -> Sequence[Mapping[str, Any]]:
    """Find the addresses near a point.

    Parameters
    ----------
    door
        The door to the network.
    lon, lat
        The point, in degrees.
    limit
        How many addresses at most.
    base
        Address of the service.

    Returns
    -------
    Sequence[Mapping[str, Any]]
        GeoJSON features, nearest first; `properties.distance` is in metres.

    Raises
    ------
    ServiceError
        The service did not answer as it publishes.
    """
    params = (("lon", f"{lon:.6f}"), ("lat", f"{lat:.6f}"), ("index", "address"), ("limit", str(limit)))
    return _features(Request("", f"{base}/reverse", params, accept=JSON), door)


def search_csv(
    door: Door,
    places: Sequence[Mapping[str, str]],
    columns: Sequence[str],
    *,
    citycode: str | None = None,
    base: str = BASE,
) -> list[dict[str, str]]:
    """Find the points of many addresses, 5,000 at a time.

    Parameters
    ----------
    door
        The door to the network.
    places
        One mapping per place; all have the same columns.
    columns
        Names of the columns that make the address, in order. Only these columns and `citycode` are sent.
    citycode
        Name of the column that holds the code of the commune.
    base
        Address of the service.

    Returns
    -------
    list[dict[str, str]]
        As many as `places`, in the same order: the columns sent, then `latitude`, `longitude`, `result_score`,
        `result_label`, `result_status`…

    Raises
    ------
    ServiceError
        The service did not answer, or gave another number of rows than were sent.
    """
    sent = (*columns, citycode) if citycode and citycode not in columns else tuple(columns)
    form = (*(("columns", name) for name in columns), *((("citycode", citycode),) if citycode else ()))
    found: list[dict[str, str]] = []
    for start in range(0, len(places), _CHUNK):
        chunk = places[start : start + _CHUNK]
        text = io.StringIO()
        writer = csv.DictWriter(text, sent, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(chunk)
        request = Request(
            name="",
            url=f"{base}/search/csv",
            form=form,
            upload=Upload("data", "places.csv", text.getvalue().encode(), "text/csv"),
            accept=("csv", "text/plain", "octet-stream"),
        )
        answer = io.StringIO(door.ask(request).decode("utf-8-sig", "replace"), newline="")
        located = list(csv.DictReader(answer))
        if len(located) != len(chunk) or "result_status" not in located[0]:
            raise ServiceError(
                f"{request.address} : {len(located)} adresses rendues pour {len(chunk)} envoyées, ou sans résultat. "
                "Réessayez plus tard ; rien n’a été géocodé."
            )
        found += located
    return found


def _features(request: Request, door: Door) -> Sequence[Mapping[str, Any]]:
    return rows(decode(door.ask(request), request.address), "features", request.address)
