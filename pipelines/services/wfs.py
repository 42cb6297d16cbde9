"""The IGN's WFS: one layer within the bounds of the territory, in sorted pages."""

from dataclasses import replace

from citeoscope.catalogue.live import MEGABYTE, Wfs
from citeoscope.errors import ServiceError
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import JSON, Seen
from pipelines.services.envelope import count, empty
from pipelines.services.features import incomplete, page_of


def download(live: Wfs, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:
    """Bring the objects of a layer.

    Parameters
    ----------
    live
        The service.
    scope
        Its bounds are asked, where the layer needs them.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        `page-0001.json` and the following ones.

    Raises
    ------
    ServiceError
        The territory has no bounds, the layer is unknown or empty here, or its pages repeat or stop short.
    """
    start, seen = 0, Seen()
    done: list[Received] = []
    request = _question(live, scope)
    while True:
        page = replace(
            request, name=f"page-{len(done) + 1:04d}.json", params=(*request.params, ("STARTINDEX", str(start)))
        )
        received, answer, found = page_of(page, door, desk, seen)
        done.append(received)
        start += found
        expected = count(answer, "numberMatched", received.url)
        if not found or (start >= expected if expected is not None else found < live.page_size):
            break
    if not seen.count:
        raise empty(received.url)
    if expected is not None and start < expected:
        raise incomplete(received, start, expected)
    return tuple(done)


def bbox(bounds: tuple[float, float, float, float]) -> str:
    """Return bounds as the service reads them: with the urn form, latitude comes first."""
    west, south, east, north = bounds
    return f"{south:.6f},{west:.6f},{north:.6f},{east:.6f},urn:ogc:def:crs:EPSG::4326"


def _question(live: Wfs, scope: Scope) -> Request:
    params = [
        ("SERVICE", "WFS"),
        ("VERSION", "2.0.0"),
        ("REQUEST", "GetFeature"),
        ("TYPENAMES", live.layer),
        ("OUTPUTFORMAT", "application/json"),
        ("SRSNAME", "EPSG:4326"),
        ("COUNT", str(live.page_size)),
        ("SORTBY", live.sort_by),
    ]
    if live.needs_bounds:
        if scope.whole:
            raise ServiceError(
                f"La couche {live.layer} est trop grande pour toute la France. Demandez-la pour un territoire."
            )
        if scope.bounds is None:
            raise ServiceError(
                f"L’emprise de « {scope.expression} » n’est pas connue. "
                "Rafraîchissez d’abord « contours_communes », puis relancez."
            )
        params.append(("BBOX", bbox(scope.bounds)))
    # the service answers 400 for a moment now and then
    return Request(
        "", live.base, tuple(params), accept=JSON, max_bytes=live.max_mb * MEGABYTE, passing=frozenset({400})
    )
