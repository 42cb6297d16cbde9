"""How fast each public service may be asked: one lane per service, shared by all the sources downloaded at once."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `calls` requests started in any `seconds`, and at most `at_once` of them under way."""

    calls: int
    seconds: float
    at_once: int = 4


# Published limits per address, by host and beginning of path: one host may serve several services.
RATES: Final[Mapping[str, Rate]] = MappingProxyType(
    {
        "geo.api.gouv.fr": Rate(10, 1),
        "api.insee.fr/melodi": Rate(30, 60),
        "data.ademe.fr": Rate(600, 60),
        "data.geopf.fr/wfs": Rate(30, 1),
        "data.geopf.fr/geocodage": Rate(50, 1),
        "data.geopf.fr/telechargement": Rate(10, 1),
        "overpass-api.de": Rate(1, 1, at_once=1),
        "overpass.kumi.systems": Rate(1, 1, at_once=1),
        "overpass.private.coffee": Rate(1, 1, at_once=1),
    }
)
UNPUBLISHED: Final = Rate(5, 1)
_MARGIN: Final = 1.02  # the service counts arrivals, which bunch up on the way


class Pace:
    """Gives each request its turn. Safe to share between threads.

    Parameters
    ----------
    rates
        Rate per host, or host and beginning of path; `UNPUBLISHED` for the others.
    pause, clock
        How to wait, and what time it is (seconds).
    """

    def __init__(self, rates: Mapping[str, Rate], pause: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._rates = rates
        self._pause = pause
        self._clock = clock
        self._lanes: dict[str, _Lane] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait for the turn of a request to this address, and hold it for the time of the request."""
        lane = self._lane(url)
        with lane.seats:
            wait = lane.book(self._clock())
            if wait > 0:
                self._pause(wait)
            yield

    def hold(self, url: str, seconds: float) -> None:
        """Let no request to the service of this address start for some seconds, whichever source it is for."""
        self._lane(url).hold(self._clock() + seconds)

    def _lane(self, url: str) -> "_Lane":
        key = lane_of(url, self._rates)
        with self._lock:
            return self._lanes.setdefault(key, _Lane(self._rates.get(key, UNPUBLISHED)))


def lane_of(url: str, rates: Mapping[str, Rate] = RATES) -> str:
    """Return the entry of the table that rules an address: the longest that it begins with, else its host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    place = f"{host}{parts.path}/"
    return max((key for key in rates if place.startswith(f"{key}/")), key=len, default=host)


class _Lane:
    """The turns of one service: the starts of its last requests."""

    def __init__(self, rate: Rate) -> None:
        self.seats = BoundedSemaphore(rate.at_once)
        self._period = rate.seconds * _MARGIN
        self._starts: deque[float] = deque(maxlen=rate.calls)
        self._not_before = 0.0
        self._lock = Lock()

    def book(self, now: float) -> float:
        """Book the next start and return how long to wait for it."""
        with self._lock:
            full = len(self._starts) == self._starts.maxlen
            start = max(now, self._not_before, self._starts[0] + self._period if full else now)
            self._starts.append(start)
            return start - now

    def hold(self, until: float) -> None:
        with self._lock:
            self._not_before = max(self._not_before, until)
