"""Opendatasoft portals: whole datasets by `/exports`, and the catalogue to find them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from citeoscope.catalogue.live import MEGABYTE, Opendatasoft
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import JSON, each_departement, file_name, filled
from pipelines.services.envelope import decode, empty, has_rows, rows

_API: Final = "/api/explore/v2.1"
_ACCEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "csv": ("csv", "text/plain", "octet-stream"),
    "json": JSON,
    "geojson": JSON,
    "parquet": ("parquet", "octet-stream"),
}


def download(live: Opendatasoft, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:
    """Bring a dataset, whole or département by département.

    Parameters
    ----------
    live
        The service.
    scope
        Used where `where` names `{departement}`.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        `<dataset>.<format>`, or one per département.

    Raises
    ------
    ServiceError
        The dataset is unknown, damaged or without a row.
    """
    done: list[Received] = []
    anything = False
    for departement in each_departement(scope, live.where or ""):
        params = dict(live.parameters)
        if live.select:
            params["select"] = ",".join(live.select)
        if live.where:
            params["where"] = filled(live.where, departement)
        received = door.download(
            Request(
                name=file_name(f"{'-'.join(filter(None, (live.dataset, departement)))}.{live.format}"),
                url=f"{api(live.base)}/catalog/datasets/{live.dataset}/exports/{live.format}",
                params=tuple(params.items()),
                accept=_ACCEPT[live.format],
                max_bytes=live.max_mb * MEGABYTE,
            ),
            desk,
        )
        anything |= has_rows(received)
        done.append(received)
    if not anything:
        raise empty(done[-1].url)
    return tuple(done)


def catalogue(base: str, words: str, door: Door, limit: int = 100) -> Sequence[Mapping[str, Any]]:
    """Search the catalogue of a portal.

    Parameters
    ----------
    base
        The portal.
    words
        What is looked for, in all texts of the datasets.
    door
        How it is asked.
    limit
        How many datasets at most; the service gives no more than 100 at a time.

    Returns
    -------
    Sequence[Mapping[str, Any]]
        Catalogue entries as published: `dataset_id`, `metas`, `fields`…

    Raises
    ------
    ServiceError
        The portal does not answer as an Opendatasoft portal.
    """
    request = Request(
        name="",
        url=f"{api(base)}/catalog/datasets",
        params=(("where", f"search({json.dumps(words, ensure_ascii=False)})"), ("limit", str(min(limit, 100)))),
        accept=JSON,
    )
    return rows(decode(door.ask(request), request.address), "results", request.address)


def dataset(base: str, dataset_id: str, door: Door) -> Mapping[str, Any]:
    """Return the catalogue entry of one dataset: its fields and its licence.

    Raises
    ------
    ServiceError
        The dataset is unknown.
    """
    request = Request(name="", url=f"{api(base)}/catalog/datasets/{dataset_id}", accept=JSON)
    answer = decode(door.ask(request), request.address)
    rows(answer, "fields", request.address)
    found: Mapping[str, Any] = answer
    return found


def api(base: str) -> str:
    """Return the address of a portal's API, from the portal's or already its own."""
    base = base.rstrip("/")
    return base if base.endswith(_API) else base + _API
