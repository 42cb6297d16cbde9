"""Says a French sentence in the language of the context, with its values in their holes."""

from collections.abc import Iterable, Sequence
from typing import Final

from citeoscope.language.catalogue import english
from citeoscope.language.spoken import current

_TWO: Final = 2


def say(french: str, /, **values: object) -> str:
    """Say a sentence.

    Parameters
    ----------
    french
        The sentence, with `{name}` where a value goes. Written where it is said, so that a test finds it; one that is
        declared apart is marked by `phrase`.
    **values
        Texts, already written in the language: numbers by `format_number`, dates by `french_date`.

    Returns
    -------
    str
        In the language of the context; in French where there is no English. Nothing is escaped.
    """
    text = french if current() == "fr" else english().get(french, french)
    return text.format(**values) if values else text


def counted(number: float, one: str, many: str, /, **values: object) -> str:
    """Say the one of two sentences that agrees with a number.

    Parameters
    ----------
    number
        What the noun agrees with: French takes its plural from two on, English for all but one.
    one, many
        The sentence in the singular and in the plural.
    **values
        As for `say`.

    Returns
    -------
    str
    """
    singular = abs(number) < _TWO if current() == "fr" else number == 1
    return say(one if singular else many, **values)


def phrase(french: str) -> str:
    """Mark a text that is declared here and said elsewhere: a test asks for its English. Returns it as it is."""
    return french


def titled(name: str, told: str) -> str:
    """Write a name and what is told of it: `a : b`."""
    return f"{name} : {told}" if current() == "fr" else f"{name}: {told}"


def enumerated(texts: Iterable[str]) -> str:
    """Join texts that may hold commas: `a ; b`."""
    return (" ; " if current() == "fr" else "; ").join(texts)


def listed(texts: Sequence[str]) -> str:
    """Join texts as a sentence does: `Paris, Lyon et Marseille`."""
    *first, last = texts or ("",)
    return say("{first} et {last}", first=", ".join(first), last=last) if first else last
