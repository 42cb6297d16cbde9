"""data.gouv.fr: one resource of a dataset, by its stable address, which follows the file when it is replaced."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from citeoscope.catalogue.live import MEGABYTE, DataGouv
from citeoscope.errors import ServiceError
from pipelines.desk import Checksum, Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import JSON, file_name
from pipelines.services.envelope import decode, empty, has_rows, rows


def download(live: DataGouv, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:  # noqa: ARG001 - one file, all of France
    """Bring the resource, unless its published checksum is that of the file held.

    Parameters
    ----------
    live
        The service.
    scope
        Not used: the file is whole.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        The one file, under its published name.

    Raises
    ------
    ServiceError
        The dataset or the resource is unknown, the file damaged or without a row.
    """
    address = f"{live.base}/datasets/{live.dataset}/"
    resource = choose(resources(live.base, live.dataset, door), live, address)
    received = door.download(
        Request(
            name=name_of(resource),
            url=f"{live.base}/datasets/r/{resource['id']}",
            checksum=checksum_of(resource),
            max_bytes=live.max_mb * MEGABYTE,
        ),
        desk,
    )
    if not has_rows(received):
        raise empty(received.url)
    return (received,)


def entry(base: str, dataset: str, door: Door) -> Mapping[str, Any]:
    """Return the catalogue entry of a dataset.

    Raises
    ------
    ServiceError
        The dataset is unknown.
    """
    request = Request(name="", url=f"{base}/datasets/{dataset}/", accept=JSON)
    answer = decode(door.ask(request), request.address)
    rows(answer, "resources", request.address)
    found: Mapping[str, Any] = answer
    return found


def resources(base: str, dataset: str, door: Door) -> Sequence[Mapping[str, Any]]:
    """Return the resources of a dataset, as published.

    Raises
    ------
    ServiceError
        The dataset is unknown.
    """
    return rows(entry(base, dataset, door), "resources", f"{base}/datasets/{dataset}/")


def choose(offered: Sequence[Mapping[str, Any]], live: DataGouv, address: str) -> Mapping[str, Any]:
    """Choose the declared resource: by its id, or the newest whose title begins as declared. Pure.

    Parameters
    ----------
    offered
        Resources of the dataset.
    live
        What is declared.
    address
        Where they were read, for the message.

    Returns
    -------
    Mapping[str, Any]

    Raises
    ------
    ServiceError
        No resource fits; the message lists the titles there are.
    """
    named = [one for one in offered if one.get("id")]
    if live.resource is not None:
        found = [one for one in named if one["id"] == live.resource]
    else:
        start = (live.title or "").casefold()
        found = [one for one in named if str(one.get("title", "")).strip().casefold().startswith(start)]
    if not found:
        titles = ", ".join(f"« {one.get('title')} » ({one.get('id')})" for one in offered[:8]) or "aucune"
        raise ServiceError(
            f"{address} : ressource introuvable, {live.resource or live.title}. Ressources publiées : {titles}. "
            "Corrigez « resource » ou « title » dans la table [live] de la source."
        )
    return max(found, key=lambda one: str(one.get("last_modified") or one.get("created_at") or ""))


def checksum_of(resource: Mapping[str, Any]) -> Checksum | None:
    """Return the digest published for a resource: the host's own, or else the crawler's, which binds nothing."""
    published = resource.get("checksum")
    if isinstance(published, dict) and (found := Checksum.of(published.get("value"))):
        return found
    extras = resource.get("extras")
    return Checksum.of(extras.get("analysis:checksum"), binding=False) if isinstance(extras, dict) else None


def name_of(resource: Mapping[str, Any]) -> str:
    """Return the name of the published file; that of the resource when its address ends with none."""
    last = unquote(urlsplit(str(resource.get("url") or "")).path).rpartition("/")[2]
    suffix = str(resource.get("format") or "csv").lower()
    return file_name(last if "." in last else f"{resource['id']}.{suffix}")
