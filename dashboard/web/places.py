"""Where: an address that a person types, and a perimeter that a person draws, as territories of the map."""

import json
import time
from collections import deque
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any, Final

import anyio.to_thread
import shapely
from starlette.requests import Request
from starlette.responses import JSONResponse

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError, PerimeterError
from citeoscope.language import say
from citeoscope.territory.drawn import middle_of
from citeoscope.territory.perimeter import Form
from citeoscope.territory.shapes import MOST_POINTS, RULES, Circle, encode_trace
from pipelines.locate import locate

BAD_REQUEST, BUSY, UNAVAILABLE = 400, 429, 503
LONGEST: Final = 200
CALLS, SECONDS = 5, 1.0
NEVER_KEPT: Final = {"Cache-Control": "no-store"}


class Turns:
    """Lets so many calls through in any stretch of time, for the whole process."""

    def __init__(self, calls: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._starts: deque[float] = deque(maxlen=calls)
        self._seconds, self._clock, self._lock = seconds, clock, Lock()

    def take(self) -> bool:
        """Return whether a call may start now."""
        with self._lock:
            now = self._clock()
            if len(self._starts) == self._starts.maxlen and now - self._starts[0] < self._seconds:
                return False
            self._starts.append(now)
            return True


@cache
def _turns() -> Turns:
    return Turns(CALLS, SECONDS)


async def addresses(request: Request) -> JSONResponse:
    """Answer where a typed address is. It is posted, so that no log holds it, and kept nowhere."""
    try:
        told = json.loads(await request.body())
        words = str(told["adresse"])[:LONGEST]
    except (ValueError, KeyError, TypeError):
        return _wrong(say("Adresse illisible."), BAD_REQUEST)
    if not _turns().take():
        return _wrong(say("Trop de recherches d’adresses à la fois : réessayez dans une seconde."), BUSY)

    def find() -> list[dict[str, Any]]:
        names = atlas().geography.names
        return [
            {
                "libelle": one.label,
                "precision": one.precision,
                "longitude": one.longitude,
                "latitude": one.latitude,
                "territoire": f"commune:{one.commune}",
                "nom": names["commune", one.commune],
            }
            for one in locate(words)
            if ("commune", one.commune) in names
        ]

    try:
        found = await anyio.to_thread.run_sync(find)
    except CiteoscopeError as error:
        return _wrong(str(error), UNAVAILABLE)
    return JSONResponse(found, headers=NEVER_KEPT)


async def perimeter(request: Request) -> JSONResponse:
    """Answer the perimeter of what is drawn: a trace, or a radius around a point or a territory."""
    asked = request.query_params

    def draw() -> dict[str, Any]:
        data = atlas()
        trace = asked.get("trace", "")
        drawn = _trace(trace) if trace else _circle(data, asked.get("autour", ""), asked.get("km", ""))
        found = data.perimeter(drawn)
        return {
            "territoire": found.expression,
            "nom": found.name,
            "communes": len(found),
            "regle": say(RULES["centroid"]),
        }

    try:
        return JSONResponse(await anyio.to_thread.run_sync(draw), headers=NEVER_KEPT)
    except CiteoscopeError as error:
        return _wrong(str(error), BAD_REQUEST)


def _trace(text: str) -> str:
    try:
        points = [tuple(float(part) for part in point.split(",")) for point in text.split(";")]
        flat = len(points) <= 2 * MOST_POINTS and all(abs(x) <= 180 and abs(y) <= 90 for x, y in points)  # noqa: PLR2004 - degrees
    except ValueError:
        flat = False
    if not flat:
        raise PerimeterError(say("Tracé illisible. Redessinez-le sur la carte."))
    if len(set(points)) < 3:  # noqa: PLR2004 - a triangle
        raise PerimeterError(say("Le périmètre dessiné est vide. Posez au moins trois points."))
    return f"{Form.TRACE}:{encode_trace(shapely.Polygon(points))}"


def _circle(data: Atlas, around: str, far: str) -> str:
    try:
        kilometres = float(far.replace(",", "."))
    except ValueError:
        raise PerimeterError(say("Rayon illisible : écrivez un nombre de kilomètres, par exemple 10.")) from None
    try:
        longitude, latitude = (float(part) for part in around.split(","))
    except ValueError:
        middle = middle_of(data.read("contours_communes"), data.perimeter(around))
        longitude, latitude = middle.x, middle.y
    circle = Circle(longitude, latitude, kilometres)
    circle.disc()  # refused here with the reason, before it is written
    return f"{Form.RADIUS}:{circle.text}"


def _wrong(said: str, status: int) -> JSONResponse:
    return JSONResponse({"erreur": said}, status_code=status, headers=NEVER_KEPT)
