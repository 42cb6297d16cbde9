"""What to do with an answer, before and after it comes: one pure decision, and the words for each refusal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final, Literal

from citeoscope.language import phrase, say
from pipelines.desk import Held, Request

PASSING: Final = frozenset({429, 502, 503, 504})
LONGEST_WAIT: Final = 120.0
_WEB_PAGES: Final = ("text/html", "application/xhtml+xml")
LATER: Final = "Réessayez plus tard ; la dernière version valable reste en place."
_DECLARATION: Final = "Vérifiez l’adresse et l’identifiant dans la table [live] de la source."
_REFUSALS: Final = {
    400: (phrase("demande refusée (400)"), _DECLARATION),
    401: (phrase("accès refusé (401)"), "Vérifiez que ces données sont publiques."),
    403: (
        phrase("accès refusé (403)"),
        "Vérifiez que ces données sont publiques et que le réseau laisse passer la demande.",
    ),
    404: (phrase("introuvable (404)"), _DECLARATION),
    410: (phrase("supprimé par le producteur (410)"), _DECLARATION),
    500: (
        phrase("erreur interne du service (500), ou jeu de données inconnu de lui"),
        f"{_DECLARATION} {LATER}",
    ),
}
"""What is wrong, that pages say in their language; then what to do of a source, that the command line alone says."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer: what is known before its body is read.

    `method` is the method of the request that was answered in the end, after redirections; `wait` the seconds that
    the service asks to wait for; `excerpt` the beginning of an error's text.
    """

    status: int
    content_type: str = ""
    length: int | None = None
    method: str = "GET"
    wait: float | None = None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why: the reason is a French sentence for a refusal or another attempt."""

    action: Literal["download", "keep", "retry", "refuse"]
    reason: str = ""


def decide(request: Request, held: Held | None, answer: Answer | None = None) -> Decision:  # noqa: PLR0911
    """Decide what to do with a question, then with the head of its answer.

    Parameters
    ----------
    request
        What is asked.
    held
        The raw file held for the same question.
    answer
        Head of the answer, `None` before asking.

    Returns
    -------
    Decision
    """
    if answer is None:
        same = held is not None and request.checksum is not None and held.checksum == request.checksum.value
        return Decision("keep", "le contrôle publié n’a pas changé") if same else Decision("download")
    if answer.status in PASSING | request.passing:
        return _again(answer)
    if answer.method != request.method:
        return Decision("refuse", f"le service renvoie vers une autre adresse. {_DECLARATION}")
    if answer.status == HTTPStatus.NOT_MODIFIED and held is not None:
        return Decision("keep", "inchangé depuis la dernière fois")
    if answer.status != HTTPStatus.OK:
        told = f" Le service dit : « {answer.excerpt} »." if answer.excerpt else ""
        unexpected = say("réponse inattendue ({status})", status=answer.status)
        what, advice = _REFUSALS.get(answer.status, (unexpected, LATER))
        return Decision("refuse", f"{say(what)}. {advice}{told}")
    if answer.content_type in _WEB_PAGES:
        web = say("le service a répondu par une page web au lieu de données")
        return Decision("refuse", f"{web}. {LATER}")
    if request.accept and answer.content_type and not any(word in answer.content_type for word in request.accept):
        return Decision(
            "refuse", f"type de contenu inattendu, {answer.content_type}. Vérifiez la réponse dans un navigateur."
        )
    if answer.length is not None and answer.length > request.max_bytes:
        return Decision("refuse", too_big(request))
    return Decision("download")


def too_big(request: Request) -> str:
    """Say that an answer is over its cap."""
    return (
        f"réponse de plus de {request.max_bytes / 1e6:.0f} Mo, refusée. "
        "Restreignez la demande, ou relevez « max_mb » dans la table [live] de la source."
    )


def wait_asked(header: str | None, now: datetime) -> float | None:
    """Read a `Retry-After` header: seconds, or an HTTP date.

    Parameters
    ----------
    header
        Its value, `None` when absent.
    now
        The present, with its time zone.

    Returns
    -------
    float or None
        Seconds from now, never negative; `None` when the header says nothing.
    """
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())


def _again(answer: Answer) -> Decision:
    if answer.wait is not None and answer.wait > LONGEST_WAIT:
        return Decision(
            "refuse",
            f"quota atteint ({answer.status}) : le service demande d’attendre {answer.wait / 60:.0f} min. {LATER}",
        )
    return Decision("retry", say("service saturé ou indisponible ({status})", status=answer.status))
