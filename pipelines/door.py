"""The one door to the network: no other module opens it.

The attempts are counted here and not by urllib3's `Retry`, which ends when the headers come: a body cut halfway is
worth another attempt too, each attempt waits for its host's turn, and a wait asked of one source holds the others back.
"""

import io
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ReadTimeoutError

from citeoscope.errors import ServiceError
from citeoscope.language import phrase, say
from citeoscope.settings import settings
from pipelines.answer import LATER, Answer, decide, wait_asked
from pipelines.body import pour, verify
from pipelines.desk import Desk, Held, Received, Request
from pipelines.pace import RATES, Pace, Rate

_BLOCK: Final = 1 << 16
_EXCERPT: Final = 300
_LONGEST_BACKOFF: Final = 30.0


class _CutError(requests.RequestException):
    """The body ended before its declared length."""


_PASSING: Final = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, _CutError)
_DECLARATION: Final = "Vérifiez l’adresse dans la table [live] de la source."
_NOWHERE: Final = (phrase("adresse refusée, ou redirection hors du web"), _DECLARATION)
# From the most to the least particular: the first that fits is said. What went wrong, that pages say in their language,
# then what to do of a source of the catalogue, that the command line alone says.
_REASONS: Final[Mapping[type[Exception], tuple[str, str]]] = MappingProxyType(
    {
        requests.exceptions.SSLError: (
            phrase("certificat refusé"),
            "Derrière un mandataire d’entreprise, donnez son certificat : REQUESTS_CA_BUNDLE.",
        ),
        requests.exceptions.ProxyError: (phrase("le mandataire (HTTP_PROXY, HTTPS_PROXY) ne répond pas"), ""),
        requests.Timeout: (phrase("pas de réponse en {connect} s (connexion) ou {read} s (lecture)"), ""),
        requests.TooManyRedirects: (phrase("redirections en boucle"), _DECLARATION),
        requests.exceptions.ChunkedEncodingError: (phrase("réponse interrompue avant sa fin"), ""),
        _CutError: (phrase("réponse interrompue avant sa fin"), ""),
        requests.ConnectionError: (phrase("connexion impossible"), ""),
        requests.exceptions.ContentDecodingError: (phrase("réponse mal compressée"), LATER),
    }
)


def _adapter() -> HTTPAdapter:
    return HTTPAdapter(pool_maxsize=16)


class Door:
    """Asks public services, patiently and at their pace. Safe to share between threads.

    Parameters
    ----------
    contact
        How to reach whoever runs this copy, said to the services; from the settings unless given.
    timeouts
        Seconds to connect, and between two pieces of an answer.
    attempts
        How many times a question is asked before giving up.
    rates
        How fast each service may be asked.
    pause, clock
        How to wait, and what time it is (seconds).
    adapter
        Makes what carries the requests: one that refuses private networks, for an address that a user gives.
    """

    def __init__(  # noqa: PLR0913 - each is a rule of the house that a test or a user may change
        self,
        *,
        contact: str | None = None,
        timeouts: tuple[float, float] = (10, 120),
        attempts: int = 4,
        rates: Mapping[str, Rate] = RATES,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        adapter: Callable[[], HTTPAdapter] = _adapter,
    ) -> None:
        self._timeouts = timeouts
        self._attempts = attempts
        self._pace = Pace(rates, pause, clock)
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent(settings().contact if contact is None else contact)
        self._session.max_redirects = 10
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))  # an answer depends on nothing before
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter())

    def __enter__(self) -> Self:
        """Return the door."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self._session.close()

    def download(self, request: Request, desk: Desk) -> Received:
        """Bring one answer to the desk, or keep what is held when it did not change.

        Parameters
        ----------
        request
            What is asked.
        desk
            Where the raw file goes.

        Returns
        -------
        Received

        Raises
        ------
        ServiceError
            The service did not answer, or not with what was asked; nothing is left behind.
        """
        held = desk.holding(request)
        if held is not None and decide(request, held).action == "keep":
            return _received(request, held, desk.held / request.name, kept=True)
        with desk.arriving(request.name) as stream:
            came = self._through(request, held, stream)
            if came is not None:
                return _received(request, came, desk.settle(stream, request.name), kept=False)
        if held is None:
            raise ServiceError(f"{request.address} : réponse vide. {LATER}")
        return _received(request, held, desk.held / request.name, kept=True)

    def ask(self, request: Request) -> bytes:
        """Return an answer that is not a raw file: a catalogue entry, an address found.

        Parameters
        ----------
        request
            What is asked; its name is not used.

        Returns
        -------
        bytes

        Raises
        ------
        ServiceError
            The service did not answer, or not with what was asked.
        """
        body = io.BytesIO()
        self._through(request, None, body)
        return body.getvalue()

    def _through(self, request: Request, held: Held | None, out: BinaryIO) -> Held | None:
        """Ask until an answer is written to `out`; `None` when what is held is still current."""
        reason, wait = "", 0.0
        for attempt in range(self._attempts):
            if attempt:
                self._pace.hold(request.url, wait)
            wait = min(2.0**attempt, _LONGEST_BACKOFF)
            try:
                with self._pace.turn(request.url), self._send(request, held) as response:
                    answer = _head(response)
                    decision = decide(request, held, answer)
                    if decision.action == "keep":
                        return None
                    if decision.action == "download":
                        return _pour(response, request, out)
                    if decision.action == "refuse":
                        raise ServiceError(_told(request.address, decision.reason))
                    reason, wait = decision.reason, wait if answer.wait is None else answer.wait
            except requests.RequestException as error:
                reason = self._why(error)
                if not isinstance(error, _PASSING) or isinstance(error, requests.exceptions.SSLError):
                    raise ServiceError(_told(request.address, reason)) from error
        tried = say("{reason}, après {attempts} essais", reason=reason, attempts=self._attempts)
        raise ServiceError(_told(request.address, f"{tried}. {LATER}"))

    def _send(self, request: Request, held: Held | None) -> requests.Response:
        conditions = {
            "If-None-Match": held.etag if held else None,
            "If-Modified-Since": held.last_modified if held else None,
        }
        upload = request.upload
        return self._session.request(
            request.method,
            request.url,
            params=list(request.params),
            data=list(request.form) or None,
            files={upload.field: (upload.name, upload.content, upload.content_type)} if upload else None,
            headers={name: value for name, value in conditions.items() if value},
            timeout=self._timeouts,
            stream=True,
        )

    def _why(self, error: requests.RequestException) -> str:
        """Say what went wrong; the library's own text may hold keys of the address."""
        if error.args and isinstance(error.args[0], ReadTimeoutError):  # it stopped in the middle of the body
            error = requests.ReadTimeout()
        what, advice = next((told for kind, told in _REASONS.items() if isinstance(error, kind)), _NOWHERE)
        said = say(what).format(connect=f"{self._timeouts[0]:g}", read=f"{self._timeouts[1]:g}")
        return f"{said}. {advice}" if advice else said


def _told(address: str, reason: str) -> str:
    return say("{address} : {reason}", address=address, reason=reason)


def user_agent(contact: str) -> str:
    """Return how the product presents itself to services."""
    told = " ".join(contact.encode("ascii", "ignore").decode().split())
    return f"Citeoscope/{version('citeoscope')} ({told})" if told else f"Citeoscope/{version('citeoscope')}"


def _received(request: Request, held: Held, path: Path, *, kept: bool) -> Received:
    return Received(
        path,
        held.sha256,
        held.etag,
        held.last_modified,
        request.address,
        kept,
        request.checksum.value if request.checksum else held.checksum,
        request.fingerprint,
    )


def _head(response: requests.Response) -> Answer:
    headers = response.headers
    content_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    length = headers.get("Content-Length", "")
    excerpt = ""
    if response.status_code >= requests.codes.bad_request and "html" not in content_type:
        text = next(response.iter_content(_EXCERPT), b"").decode("utf-8", "replace")
        excerpt = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return Answer(
        status=response.status_code,
        content_type=content_type,
        length=int(length) if length.isdigit() else None,
        method=response.request.method or "",
        wait=wait_asked(headers.get("Retry-After"), datetime.now(UTC)),
        excerpt=excerpt,
    )


def _pour(response: requests.Response, request: Request, out: BinaryIO) -> Held:
    sha256 = pour(response.iter_content(_BLOCK), request, out)
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and response.raw.tell() != int(declared):  # counted on the wire, before decompression
        raise _CutError
    verify(request, out)
    return Held(sha256, response.headers.get("ETag"), response.headers.get("Last-Modified"))
