"""Which language is spoken in the running context: set once per run of a page or per request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Literal, get_args

Language = Literal["fr", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT: Final[Language] = "fr"
PARAMETER: Final = "langue"
"""Name of the language in an address, which owns it."""

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


def params() -> dict[str, str]:
    """Return what an address must hold for its page to be in the language of the context; nothing for French."""
    return {} if current() == DEFAULT else {PARAMETER: current()}


def in_address(address: str) -> str:
    """Return an address whose page is in the language of the context."""
    joined = "&" if "?" in address else "?"
    return "".join([address, *(f"{joined}{name}={text}" for name, text in params().items())])


def parse_language(text: str | None) -> Language:
    """Read a language from an address; French unless it is one that is spoken here."""
    for language in LANGUAGES:
        if text == language:
            return language
    return DEFAULT
