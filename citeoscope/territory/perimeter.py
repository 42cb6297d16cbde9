"""A perimeter is a set of communes written as an expression of territories. Pure.

`epci:200068369 + commune:88160 - commune:88029` reads from left to right: each term adds or removes its communes.
A term may be drawn: `rayon:6.13,48.3,10` is 10 km around a point (longitude, latitude), `trace:` a polygon in the
signs of `shapes.py`.
"""

import re
import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from citeoscope.errors import UnknownTerritoryError
from citeoscope.language import say
from citeoscope.territory.levels import Level
from citeoscope.territory.shapes import Circle

FORMS: Final = (
    "france, region:11, departement:88, epci:200093201, ept:200057982, commune:92050, rayon:6.13,48.3,10 "
    "(longitude, latitude, km)"
)
_NUMBER: Final = r"-?\d{1,9}(?:\.\d{1,15})?"
_CIRCLE: Final = re.compile(rf"{_NUMBER},{_NUMBER},{_NUMBER}")
_TERM: Final = re.compile(rf"\s*([+-]?)\s*([a-zé]+)(?:\s*:\s*({_CIRCLE.pattern}|[0-9A-Za-z_.]+))?\s*")


_LOST_PLUS: Final = re.compile(r"(?<=\w)\s+(?=[a-z]+:)")


class Form(StrEnum):
    """What a drawn term is; its value is the word used in expressions."""

    RADIUS = "rayon"
    TRACE = "trace"


WORDS: Final = {str(word): word for word in (*Level, *Form)}


class Term(NamedTuple):
    """One signed territory of an expression, or one signed drawing.

    `code` is that of the territory, or the text of the drawing, see `shapes.py`.
    """

    plus: bool
    level: Level | Form
    code: str

    @property
    def text(self) -> str:
        """The territory as written in an expression, without its sign."""
        return "france" if self.level is Level.FRANCE else f"{self.level}:{self.code}"


@dataclass(frozen=True, slots=True)
class Perimeter:
    """A resolved set of communes.

    Attributes
    ----------
    expression
        Canonical writing, the same in a URL, on the command line and in Python.
    name
        French name, for instance `Île-de-France`.
    codes
        Commune codes of the current COG, sorted; Paris, Lyon and Marseille by their parent commune.
    level
        The level when the expression is a single territory, otherwise `None`.
    """

    expression: str
    name: str
    codes: tuple[str, ...]
    level: Level | None

    def __len__(self) -> int:
        """Return the number of communes."""
        return len(self.codes)


def parse(expression: str) -> tuple[Term, ...]:
    """Split an expression into its signed terms.

    Parameters
    ----------
    expression
        For instance `region:11` or `epci:200068369 + commune:88160`.

    Returns
    -------
    tuple[Term, ...]

    Raises
    ------
    UnknownTerritoryError
        The text is not an expression; the message quotes it and shows the accepted forms.
    """
    text = expression.strip()
    terms: list[Term] = []
    position = 0
    while position < len(text):
        match = _TERM.match(text, position)
        sign, word, code = match.groups() if match else ("", "", None)
        if match is None or bool(terms) != bool(sign) or not _fits(word, code):
            quoted = textwrap.shorten(expression, 90, placeholder="…")
            raise UnknownTerritoryError(
                say("Territoire illisible : « {quoted} ». Formes acceptées : {forms}.", quoted=quoted, forms=FORMS)
            )
        terms.append(Term(sign != "-", WORDS[word], _canonical(WORDS[word], code)))
        position = match.end()
    if not terms:
        raise UnknownTerritoryError(say("Territoire vide. Formes acceptées : {forms}.", forms=FORMS))
    return tuple(terms)


def from_address(text: str) -> str:
    """Return an expression as it was written: a plus sign that an address did not encode comes as a space."""
    return _LOST_PLUS.sub("+", text)


def write(terms: tuple[Term, ...]) -> str:
    """Write terms back as a canonical expression, without spaces."""
    return "".join(("" if index == 0 else "+" if term.plus else "-") + term.text for index, term in enumerate(terms))


def _fits(word: str, code: str | None) -> bool:
    """Tell whether a word may go with what follows it."""
    circle = code is not None and _CIRCLE.fullmatch(code) is not None
    return word in WORDS and (word == Level.FRANCE or bool(code)) and circle == (word == Form.RADIUS)


def _canonical(word: Level | Form, code: str | None) -> str:
    if code is None or word is Level.FRANCE:
        return "FR"
    if word is Form.RADIUS:
        return Circle.read(code).text
    return code if word is Form.TRACE else code.upper()
