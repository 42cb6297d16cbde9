"""OGC API Features: one collection, page by page."""

from collections.abc import Mapping
from typing import Any

from citeoscope.catalogue.live import MEGABYTE, OgcFeatures
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import JSON, Seen, following
from pipelines.services.envelope import count, empty
from pipelines.services.features import incomplete, page_of


def download(live: OgcFeatures, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:  # noqa: ARG001 - one collection, whole
    """Bring a collection.

    Parameters
    ----------
    live
        The service.
    scope
        Not used: the collection is whole.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        `page-0001.geojson` and the following ones.

    Raises
    ------
    ServiceError
        The collection is unknown or empty, or its pages repeat or stop short.
    """
    request = Request(
        name="page-0001.geojson",
        url=f"{live.base}/collections/{live.collection}/items",
        params=(("f", "geojson"), ("limit", str(live.page_size))),
        accept=JSON,
        max_bytes=live.max_mb * MEGABYTE,
    )
    seen = Seen()
    done: list[Received] = []
    while True:
        received, answer, found = page_of(request, door, desk, seen)
        done.append(received)
        link = _next(answer)
        if not (found and link):
            break
        request = following(request, link, f"page-{len(done) + 1:04d}.geojson")
    if not seen.count:
        raise empty(received.url)
    expected = count(answer, "numberMatched", received.url)
    if expected is not None and seen.count < expected:
        raise incomplete(received, seen.count, expected)
    return tuple(done)


def _next(answer: Mapping[str, Any]) -> str | None:
    links = answer.get("links")
    found = [one.get("href") for one in links if isinstance(one, dict) and one.get("rel") == "next"] if links else []
    return str(found[0]) if found and found[0] else None
