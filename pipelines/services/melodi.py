"""INSEE Melodi: observations of one dataset, every dimension pinned, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from citeoscope.catalogue.live import MEGABYTE, Melodi
from citeoscope.errors import ServiceError
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import JSON, Seen, each_departement, file_name, filled
from pipelines.services.envelope import count, empty, read_json, rows

_PAGE: Final = "100000"


def download(live: Melodi, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:
    """Bring the observations of every query, for every territory asked.

    Parameters
    ----------
    live
        The service.
    scope
        Used where a territory names `{departement}`.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        `<query>-<territory>-<page>.json`, in this order.

    Raises
    ------
    ServiceError
        The dataset is unknown, pages repeat, or a query has no observation.
    """
    done: list[Received] = []
    for number, query in enumerate(live.queries, start=1):
        for geo in live.geo:
            observed = 0
            for departement in each_departement(scope, geo):
                request = _question(live, query, filled(geo, departement), number)
                for received, found in _pages(request, door, desk):
                    done.append(received)
                    observed += found
            if not observed:  # a dataset may leave one département out (Mayotte), not all of them
                raise empty(done[-1].url)
    return tuple(done)


def _question(live: Melodi, query: Mapping[str, tuple[str, ...]], geo: str, number: int) -> Request:
    pinned = tuple((dimension, code) for dimension, codes in query.items() for code in codes)
    paging = (("idTerritoire", "TRUE"), ("maxResult", _PAGE), ("totalCount", "TRUE"), ("page", "1"))
    return Request(
        name=file_name(f"{number:02d}-{geo}-0001.json"),
        url=f"{live.base}/data/{live.dataset}",
        params=(("GEO", geo), *pinned, *paging),
        accept=JSON,
        max_bytes=live.max_mb * MEGABYTE,
    )


def _pages(request: Request, door: Door, desk: Desk) -> Iterator[tuple[Received, int]]:
    """Follow the pages of one question, with the number of observations of each."""
    seen, page, expected = Seen("key"), 1, None
    while True:
        received = door.download(request, desk)
        answer = read_json(received)
        observations = rows(answer, "observations", received.url)
        seen.add([{"key": _key(one)} for one in observations], received.url)
        yield received, len(observations)
        paging = answer.get("paging") or {}
        expected = count(paging, "count", received.url) if page == 1 else expected
        if not (observations and isinstance(paging, dict) and paging.get("next")):
            break
        page += 1
        request = replace(
            request,
            name=f"{request.name.removesuffix('.json')[:-4]}{page:04d}.json",
            params=(*request.params[:-1], ("page", str(page))),
        )
    if expected is not None and seen.count != expected:
        raise ServiceError(
            f"{received.url} : {seen.count} observations reçues, {expected} annoncées. "
            "Réessayez : le jeu a pu changer pendant le téléchargement."
        )


def _key(observation: Mapping[str, Any]) -> str:
    dimensions = observation.get("dimensions")
    return repr(sorted(dimensions.items())) if isinstance(dimensions, dict) else repr(observation)
