"""OpenStreetMap objects, asked from Overpass within the territory."""

from typing import Final

from citeoscope.catalogue.live import MEGABYTE, Overpass
from citeoscope.errors import ServiceError
from pipelines.desk import Desk, Received, Request
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services.asking import JSON
from pipelines.services.envelope import empty, read_json, rows

_AREA: Final = "{area}"
_FEW: Final = 60


def download(live: Overpass, scope: Scope, door: Door, desk: Desk) -> tuple[Received, ...]:
    """Bring the objects that the query finds.

    Parameters
    ----------
    live
        The service.
    scope
        Its communes, or its départements when they are many, replace `{area}`.
    door, desk
        How it is asked, where it arrives.

    Returns
    -------
    tuple[Received, ...]
        `elements.json`.

    Raises
    ------
    ServiceError
        The service gave up before the end, or found nothing.
    """
    received = door.download(
        Request(
            name="elements.json",
            url=live.base,
            form=(("data", live.query.replace(_AREA, area(scope))),),
            accept=JSON,
            max_bytes=live.max_mb * MEGABYTE,
        ),
        desk,
    )
    answer = read_json(received)
    elements = rows(answer, "elements", received.url)
    remark = str(answer.get("remark") or "")
    if "error" in remark.lower():
        raise ServiceError(
            f"{received.url} : la recherche s’est arrêtée avant la fin ({remark}). "
            "Demandez un territoire plus petit, ou réessayez aux heures creuses."
        )
    if not elements:
        raise empty(received.url)
    return (received,)


def area(scope: Scope) -> str:
    """Return the statement that sets `.a` to the territory.

    A metropolitan region and a département may share a code (`11`): the level tells them apart; overseas, where the
    code is both, the département's level is not mapped everywhere.
    """
    if scope.whole:
        return 'area["ISO3166-1"="FR"]["admin_level"="2"]->.a;'
    if len(scope.communes) <= _FEW:
        found = [f'area["ref:INSEE"="{code}"]["admin_level"="8"];' for code in scope.communes]
    else:
        found = [
            f'area["ref:INSEE"="{code}"]["boundary"="administrative"];'
            if code.startswith("97")
            else f'area["ref:INSEE"="{code}"]["admin_level"="6"];'
            for code in scope.departements
        ]
    return f"({''.join(found)})->.a;"
