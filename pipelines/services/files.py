"""Files at fixed addresses."""

from urllib.parse import urlsplit

from citeoscope.catalogue.live import MEGABYTE, PublishedFiles
from citeoscope.errors import ServiceError
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import each_departement, file_name, filled
from pipelines.services.envelope import empty, has_rows


def download(live: PublishedFiles, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:
    """Bring each published file.

    Parameters
    ----------
    live
        The service.
    scope
        Used where a path names `{departement}`.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        In the order of `paths`.

    Raises
    ------
    ServiceError
        A file is missing, damaged or without a row, or two have one name.
    """
    requests = [
        Request(
            name=file_name(urlsplit(address).path.rpartition("/")[2]),
            url=address,
            max_bytes=live.max_mb * MEGABYTE,
        )
        for path in live.paths
        for departement in each_departement(scope, path)
        for address in (f"{live.base}/{filled(path, departement).lstrip('/')}",)
    ]
    names = [request.name for request in requests]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ServiceError(f"Deux fichiers ont le même nom : {', '.join(twice)}. Corrigez « paths » dans [live].")
    done = []
    for request in requests:
        received = door.download(request, desk)
        if not has_rows(received):
            raise empty(received.url)
        done.append(received)
    return tuple(done)
