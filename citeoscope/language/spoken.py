"""Which language is spoken in the running context: set once per run of a page or per request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Literal, get_args

Language = Literal["fr", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT: Final[Language] = "fr"

_SPOKEN: Final[ContextVar[Language]] = ContextVar("citeoscope_language", default=DEFAULT)


def current() -> Language:
    """Return the language of the running context."""
    return _SPOKEN.get()


def speak(language: Language) -> None:
    """Set the language of the running context, until it is set again."""
    _SPOKEN.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for the time of a block.

    Parameters
    ----------
    language
        `fr` or `en`.
    """
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def parse_language(text: str | None) -> Language:
    """Read a language from an address; French unless it is one that is spoken here."""
    for language in LANGUAGES:
        if text == language:
            return language
    return DEFAULT
