"""The fields a list may have: declared in `fields.toml`, with the headers that people give them."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from citeoscope.errors import CatalogueError, ListError
from citeoscope.territory.geography import fold

Kind = Literal["tiers_lieux", "projets", "evenements"]
Holds = Literal[
    "text",
    "name",
    "siret",
    "date",
    "amount",
    "postal",
    "insee",
    "coordinate",
    "pair",
    "phone",
    "email",
    "url",
    "open",
    "yes",
]

KINDS: Final[tuple[str, ...]] = get_args(Kind)
FILE: Final = Path(__file__).with_name("fields.toml")
PLACING: Final = ("coordonnees", "periode", "accord")
"""Fields that are read to place, to date or to admit a row, and not kept."""

PLACED: Final = ("precision", "score")
"""Columns that the placing adds: how precise the position is, and the score of the address from 0 to 1."""

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_PLURAL: Final = re.compile(r"\b(\w{3,}?)(?:s|(?<=u)x)\b")
_SILENT: Final = frozenset(
    {
        "leur",
        "je",
        "que",
        "notre",
        "vos",
        "quels",
        "votre",
        "vous",
        "du",
        "il",
        "avec",
        "dans",
        "si",
        "donnez",
        "merci",
        "au",
        "oui",
        "qui",
        "en",
        "sont",
        "se",
        "le",
        "pour",
        "ma",
        "sur",
        "s",
        "des",
        "precisez",
        "son",
        "cette",
        "l",
        "laquelle",
        "mon",
        "est",
        "renseignez",
        "ses",
        "situee",
        "the",
        "obligatoire",
        "les",
        "situe",
        "of",
        "a",
        "chez",
        "nos",
        "pouvez",
        "une",
        "de",
        "indiquez",
        "nous",
        "indiquer",
        "un",
        "quelles",
        "donner",
        "ou",
        "par",
        "qu",
        "la",
        "preciser",
        "d",
        "etre",
        "facultatif",
        "lequel",
        "ce",
        "quel",
        "aux",
        "renseigner",
        "svp",
        "ces",
        "trouve",
        "sa",
        "et",
        "quelle",
    }
)
_CONTEXT: Final = frozenset({"lieu", "tier", "espace", "structure", "projet", "evenement", "site", "etablissement"})


class Field(BaseModel):
    """A field: its label in French, the kinds of list that have it, what it holds, the headers it is known by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    lists: tuple[Kind, ...]
    holds: Holds
    headers: tuple[str, ...]


@cache
def fields(kind: str) -> dict[str, Field]:
    """Return the fields of a kind of list, in their order.

    Parameters
    ----------
    kind
        `tiers_lieux`, `projets` or `evenements`.

    Returns
    -------
    dict[str, Field]

    Raises
    ------
    ListError
        There is no such kind.
    CatalogueError
        `fields.toml` is not well written.
    """
    if kind not in KINDS:
        raise ListError(f"Sorte de liste inconnue : « {kind} ». Sortes : {', '.join(KINDS)}.")
    try:
        declared = TypeAdapter(dict[str, Field]).validate_python(tomllib.loads(FILE.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{FILE.name} : {error}") from error
    return {name: field for name, field in declared.items() if kind in field.lists}


@cache
def variants(kind: str) -> dict[str, str]:
    """Return the field that each known header names, by its reduced form; of two fields, the later declared has it."""
    return {reduce(header): name for name, field in fields(kind).items() for header in (*field.headers, name)}


def columns(kind: str) -> tuple[str, ...]:
    """Return the columns that are kept of a list of that kind, in their order."""
    return (*(name for name in fields(kind) if name not in PLACING), *PLACED)


@lru_cache(maxsize=10_000)
def reduce(header: str) -> str:
    """Return the words of a header that matter, without accents, case, plural or articles.

    Parameters
    ----------
    header
        As written: `Quel est le nom de votre lieu ?`, `Coord. X`, `codePostal`.

    Returns
    -------
    str
        `nom lieu`, `coord x`, `code postal`; all its words when none matters.
    """
    words = fold(_CAMEL.sub(" ", header)).split()
    kept = [word for word in words if word not in _SILENT] or words
    return " ".join(_PLURAL.sub(r"\1", word) for word in kept)


def bare(reduced: str) -> str:
    """Return a reduced header without the words that only say what the list is about; empty when nothing is left."""
    return " ".join(word for word in reduced.split() if word not in _CONTEXT)
