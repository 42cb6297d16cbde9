"""ADEME's data-fair: counts by département, so as not to download fourteen million rows, or the rows of a small set."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from citeoscope.catalogue.live import MEGABYTE, DataFair
from citeoscope.errors import ServiceError
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import DEPARTEMENT, JSON, Seen, each_departement, file_name, following
from pipelines.services.envelope import count, empty, read_json, rows

_VALUES: Final = 1000
_COMBINATIONS: Final = 100
_LINES: Final = 10_000


def download(live: DataFair, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:
    """Bring counts or rows, département by département where the field of the département is declared.

    Parameters
    ----------
    live
        The service.
    scope
        Its départements are asked one after the other.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        `<département>-<page>.json`, or `page-<page>.json`.

    Raises
    ------
    ServiceError
        The counts are partial, pages repeat, or there is no row at all.
    """
    done: list[Received] = []
    found = 0
    for departement in each_departement(scope, DEPARTEMENT if live.departement_field else ""):
        request = _question(live, departement)
        pages = _lines(request, door, desk) if live.mode == "lines" else _counts(request, door, desk)
        for received, number in pages:
            done.append(received)
            found += number
    if not found:
        raise empty(done[-1].url)
    return tuple(done)


def _question(live: DataFair, departement: str | None) -> Request:
    params = list(live.filters.items())
    if departement is not None:
        params.append((f"{live.departement_field}_eq", departement))
    if live.mode == "lines":
        params += [("size", str(_LINES)), ("select", ",".join(live.fields))]
    else:
        # sorted by value, the service gives a `next` when there are more
        sizes = (_VALUES, *[_nested_size(len(live.fields) - 1)] * (len(live.fields) - 1))
        params += [
            ("field", ";".join(live.fields)),
            ("agg_size", ";".join(map(str, sizes))),
            ("size", "0"),
            ("sort", "key"),
        ]
    return Request(
        name=_name(departement, 1),
        url=f"{live.base}/datasets/{live.dataset}/{live.mode}",
        params=tuple(params),
        accept=JSON,
        max_bytes=live.max_mb * MEGABYTE,
    )


def _nested_size(levels: int) -> int:
    return int(_COMBINATIONS ** (1 / levels) + 1e-9) if levels else 0


def _name(departement: str | None, page: int) -> str:
    return file_name(f"{departement or 'page'}-{page:04d}.json")


def _counts(request: Request, door: Door, desk: Desk) -> Iterator[tuple[Received, int]]:
    seen = Seen("value")
    for received, answer in _pages(request, door, desk, "aggs"):
        values = rows(answer, "aggs", received.url)
        seen.add(values, received.url)
        if answer.get("timed_out") or any(_cut(value) for value in values) or _cut(answer, more="next" in answer):
            raise ServiceError(
                f"{received.url} : décompte partiel. Réessayez plus tard, ou déclarez moins de champs dans « fields »."
            )
        yield received, len(values)


def _cut(level: Mapping[str, Any], *, more: bool = False) -> bool:
    """Whether some values of a level, or below it, are not in the answer."""
    below: Sequence[Mapping[str, Any]] = level.get("aggs") or ()
    return (bool(level.get("total_other")) and not more) or any(_cut(one) for one in below)


def _lines(request: Request, door: Door, desk: Desk) -> Iterator[tuple[Received, int]]:
    seen, total, received = Seen("_id"), None, None
    for received, answer in _pages(request, door, desk, "results"):
        lines = rows(answer, "results", received.url)
        seen.add(lines, received.url)
        total = count(answer, "total", received.url) if total is None else total
        yield received, len(lines)
    if received is not None and total is not None and seen.count != total:
        raise ServiceError(
            f"{received.url} : {seen.count} lignes reçues, {total} annoncées. "
            "Réessayez : le jeu a pu changer pendant le téléchargement."
        )


def _pages(request: Request, door: Door, desk: Desk, key: str) -> Iterator[tuple[Received, Mapping[str, Any]]]:
    stem = request.name.removesuffix("-0001.json")
    page = 1
    while True:
        received = door.download(request, desk)
        answer = read_json(received)
        found = rows(answer, key, received.url)
        yield received, answer
        link = answer.get("next")
        if not (found and link):
            return
        page += 1
        request = following(request, str(link), f"{stem}-{page:04d}.json")
