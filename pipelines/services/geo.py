"""geo.api.gouv.fr: territories, one answer per département where the whole of France is refused."""

from citeoscope.catalogue.live import MEGABYTE, GeoApi
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import JSON, each_departement, file_name, filled
from pipelines.services.envelope import empty, read_json, rows


def download(live: GeoApi, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:
    """Bring the territories, all of France or département by département.

    Parameters
    ----------
    live
        The service.
    scope
        Used where the path or a parameter names `{departement}`.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        `<département>.json` or `.geojson`, in the order of the codes.

    Raises
    ------
    ServiceError
        An answer is not a list of territories, or has none.
    """
    geojson = live.parameters.get("format") == "geojson"
    done = []
    for departement in each_departement(scope, live.path, *live.parameters.values()):
        stem = departement or live.path.rstrip("/").rpartition("/")[2].removesuffix(".json")
        received = door.download(
            Request(
                name=file_name(f"{stem}.{'geojson' if geojson else 'json'}"),
                url=f"{live.base}/{filled(live.path, departement).lstrip('/')}",
                params=tuple((name, filled(value, departement)) for name, value in live.parameters.items()),
                accept=JSON,
                max_bytes=live.max_mb * MEGABYTE,
            ),
            desk,
        )
        if not rows(read_json(received), "features" if geojson else "", received.url):
            raise empty(received.url)
        done.append(received)
    return tuple(done)
