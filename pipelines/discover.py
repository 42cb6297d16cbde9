"""Finds datasets by words, in an Opendatasoft portal's catalogue or in that of data.gouv.fr."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from pipelines.desk import Request
from pipelines.door import Door
from pipelines.services import opendatasoft
from pipelines.services.asking import JSON
from pipelines.services.envelope import decode, rows

DATAGOUV: Final = "https://www.data.gouv.fr"
_MANY: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A dataset found in a catalogue; what the catalogue does not tell is `None`."""

    id: str
    title: str
    licence: str | None
    records: int | None
    modified: str | None
    url: str


def discover(portal: str, words: str, door: Door) -> tuple[Found, ...]:
    """Find datasets by words.

    Parameters
    ----------
    portal
        Host or address of an Opendatasoft portal, or `data.gouv.fr`.
    words
        What is looked for.
    door
        The door to the network.

    Returns
    -------
    tuple[Found, ...]
        In the order of the catalogue.

    Raises
    ------
    ServiceError
        The portal did not answer, or is not one of these two kinds.
    """
    base = address_of(portal)
    if is_datagouv(portal):
        return search_datagouv(DATAGOUV, words, door)
    return tuple(_of_portal(entry, base) for entry in opendatasoft.catalogue(base, words, door))


def search_datagouv(base: str, words: str, door: Door) -> tuple[Found, ...]:
    """Find datasets by words in the catalogue of data.gouv.fr, or another of the same software.

    Raises
    ------
    ServiceError
        The catalogue did not answer as it publishes.
    """
    request = Request(
        name="", url=f"{base}/api/1/datasets/", params=(("q", words), ("page_size", str(_MANY))), accept=JSON
    )
    answer = rows(decode(door.ask(request), request.address), "data", request.address)
    return tuple(
        Found(
            id=str(entry.get("slug") or entry.get("id") or ""),
            title=_line(entry.get("title")),
            licence=_text(entry.get("license")),
            records=None,
            modified=_text(entry.get("last_update") or entry.get("last_modified")),
            url=_text(entry.get("page")) or f"{base}/datasets/{entry.get('slug') or entry.get('id')}/",
        )
        for entry in answer
    )


def is_datagouv(portal: str) -> bool:
    """Whether a portal is data.gouv.fr."""
    return (urlsplit(address_of(portal)).hostname or "").removeprefix("www.") == "data.gouv.fr"


def address_of(portal: str) -> str:
    """Return the address of a portal given by its host or its address."""
    text = portal.strip().rstrip("/")
    return text if "://" in text else f"https://{text}"


def about(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an Opendatasoft catalogue entry says of its dataset."""
    metas = entry.get("metas")
    default = metas.get("default") if isinstance(metas, dict) else None
    return default if isinstance(default, dict) else {}


def _of_portal(entry: Mapping[str, Any], base: str) -> Found:
    told, name = about(entry), str(entry.get("dataset_id") or "")
    records = told.get("records_count")
    return Found(
        id=name,
        title=_line(told.get("title")) or name,
        licence=_text(told.get("license")),
        records=records if isinstance(records, int) else None,
        modified=_text(told.get("modified")),
        url=f"{base}/explore/dataset/{name}/",
    )


def _text(value: object) -> str | None:
    return _line(value) or None


def _line(value: object) -> str:
    """Return a text of the catalogue as one printable line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value or "")).split())
