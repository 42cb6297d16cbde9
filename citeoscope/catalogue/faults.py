"""Says in French, with file and line, what is wrong in a declaration: all defects of a file at once. Pure."""

import re
import tomllib
from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

_HEADER: Final = re.compile(r"^\s*(\[{1,2})\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY: Final = re.compile(r"^\s*([A-Za-z0-9_\-\"']+)\s*=")
_AT_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)")
_WORDS: Final = {
    "extra_forbidden": "clé inconnue",
    "missing": "clé manquante",
    "string_too_short": "texte vide : complétez-le, ou supprimez la ligne si elle n’a pas de sens ici",
    "string_type": "un texte est attendu",
    "int_type": "un nombre entier est attendu",
    "int_parsing": "un nombre entier est attendu",
    "float_parsing": "un nombre est attendu",
    "bool_type": "« true » ou « false » est attendu",
    "bool_parsing": "« true » ou « false » est attendu",
    "tuple_type": "une liste est attendue",
    "dict_type": "une table est attendue",
    "model_type": "une table est attendue",
}

Step = str | int


def line_of(text: str, place: Sequence[Step]) -> int | None:
    """Return the line of a TOML text where a key stands.

    Parameters
    ----------
    text
        The TOML text.
    place
        Path of the key; a whole number is the rank in an array of tables. Steps that the text does not have (a model
        chosen by a discriminator, a missing key) are skipped.

    Returns
    -------
    int | None
        Counted from 1: the line of the key, or else of the nearest table around it; `None` when nothing matches.
    """
    keys: dict[tuple[Step, ...], int] = {}
    ranks: dict[str, int] = {}
    table: tuple[Step, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = header.group(2)
            table = tuple(name.split("."))
            if header.group(1) == "[[":
                ranks[name] = ranks.get(name, -1) + 1
                table = (*table, ranks[name])
            keys.setdefault(table, number)
        elif key := _KEY.match(line):
            keys.setdefault((*table, key.group(1).strip("\"'")), number)
    best: tuple[Step, ...] = ()
    for step in place:
        if (*best, step) in keys or any(known[: len(best) + 1] == (*best, step) for known in keys):
            best = (*best, step)
    return keys.get(best)


def invalid(name: str, text: str, error: ValidationError, prefix: Sequence[Step] = ()) -> list[str]:
    """Describe every fault of a declaration.

    Parameters
    ----------
    name
        Name of the file.
    text
        Its TOML text.
    error
        What the model found.
    prefix
        Path of the table that was validated, when it is not the whole file.

    Returns
    -------
    list[str]
        One line per fault: file, line, key, what is wrong.
    """
    out = []
    for fault in error.errors():
        # The name of the model that a discriminator chose is a step of pydantic's, not of the file's.
        chosen = fault["loc"][1:2] if fault["loc"][:1] in {("live",), ("rule",)} and len(fault["loc"]) > 1 else ()
        place = (*prefix, *fault["loc"][:1], *fault["loc"][1 + len(chosen) :])
        line = line_of(text, place)
        key = ".".join(str(step) for step in place)
        where = f"{name}, ligne {line}" if line else name
        out.append(f"{where} : {key + ' : ' if key else ''}{_say(fault['type'], fault)}")
    return out


def unreadable(name: str, error: Exception) -> str:
    """Describe a file that is not TOML at all."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        return f"{name} : fichier illisible ({error})"
    found = _AT_LINE.search(str(error))
    return f"{name}, {f'ligne {found.group(1)}' if found else 'à la fin'} : ce n’est pas du TOML valable"


def _say(kind: str, fault: object) -> str:
    details = fault if isinstance(fault, dict) else {}
    context = details.get("ctx") or {}
    given = details.get("input")
    if kind in {"literal_error", "union_tag_invalid"}:
        expected = str(context.get("expected") or context.get("expected_tags"))
        tag = context.get("tag", given)
        return f"« {tag} » n’est pas connu ; attendu : {expected.replace(' or ', ' ou ')}"
    if kind == "union_tag_not_found":
        return "il faut « service = … », qui dit de quel service il s’agit"
    if kind == "string_pattern_mismatch":
        return f"« {given} » ne suit pas la forme {context.get('pattern')}"
    if kind in {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}:
        return f"« {given} » est hors des bornes ({next(iter(context.values()), '')})"
    if kind == "value_error":
        return str(context.get("error"))
    return _WORDS.get(kind, str(details.get("msg")))
