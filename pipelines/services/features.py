"""What the two services of geographic objects share: a page of GeoJSON."""

from collections.abc import Mapping
from typing import Any

from citeoscope.errors import ServiceError
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.services.asking import Seen
from pipelines.services.envelope import read_json, rows


def page_of(request: Request, door: Door, desk: Desk, seen: Seen) -> tuple[Received, Mapping[str, Any], int]:
    """Bring a page and take its objects in.

    Parameters
    ----------
    request
        The page.
    door, desk
        How it is asked, where it arrives.
    seen
        The objects of the pages before.

    Returns
    -------
    tuple[Received, Mapping[str, Any], int]
        The raw file, the answer and its number of objects.

    Raises
    ------
    ServiceError
        It is not GeoJSON, or repeats a page before.
    """
    received = door.download(request, desk)
    answer = read_json(received)
    features = rows(answer, "features", received.url)
    seen.add(features, received.url)
    return received, answer, len(features)


def incomplete(received: Received, found: int, expected: int) -> ServiceError:
    """Return the error of pages that end before all objects came."""
    return ServiceError(
        f"{received.url} : {found} objets reçus, {expected} annoncés. "
        "Réessayez : le jeu a pu changer pendant le téléchargement."
    )
