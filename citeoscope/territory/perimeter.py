"""A perimeter is a set of communes written as an expression of territories. Pure.

`epci:200068369 + commune:88160 - commune:88029` reads from left to right: each term adds or removes its communes.
"""

import re
import textwrap
from dataclasses import dataclass
from typing import Final, NamedTuple

from citeoscope.errors import UnknownTerritoryError
from citeoscope.territory.levels import Level

FORMS: Final = "france, region:11, departement:88, epci:200093201, ept:200057982, commune:92050"
_TERM: Final = re.compile(r"\s*([+-]?)\s*([a-zé]+)(?:\s*:\s*([0-9A-Za-z]+))?\s*")


class Term(NamedTuple):
    """One signed territory of an expression."""

    plus: bool
    level: Level
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
        wrong = match is None or word not in set(Level) or (word != "france" and not code) or bool(terms) != bool(sign)
        if match is None or wrong:
            quoted = textwrap.shorten(expression, 90, placeholder="…")
            raise UnknownTerritoryError(f"Territoire illisible : « {quoted} ». Formes acceptées : {FORMS}.")
        terms.append(Term(sign != "-", Level(word), "FR" if word == "france" else str(code).upper()))
        position = match.end()
    if not terms:
        raise UnknownTerritoryError(f"Territoire vide. Formes acceptées : {FORMS}.")
    return tuple(terms)


def write(terms: tuple[Term, ...]) -> str:
    """Write terms back as a canonical expression, without spaces."""
    return "".join(("" if index == 0 else "+" if term.plus else "-") + term.text for index, term in enumerate(terms))
