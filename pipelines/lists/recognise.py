"""Headers to fields, with a score: known variants, near words, and cells that must look like the field. Pure."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from citeoscope.errors import ListError
from citeoscope.language import say
from pipelines.lists.fields import bare, fields, reduce, variants
from pipelines.lists.likeness import fit
from pipelines.lists.mapping import Mapping
from pipelines.lists.privacy import personal_header
from pipelines.lists.table import Table

if TYPE_CHECKING:
    import pandas as pd

EXACT: Final = 1.0
WITHOUT_CONTEXT: Final = 0.9
WITHIN: Final = 0.75
ALSO_WITHIN: Final = 0.7
TAKEN: Final = 0.6
"""Least score for a column to be taken without asking."""

_NEAREST: Final = 84
_MOST_LETTERS_OFF: Final = 0.95
_SHORT: Final = 4
_LEAST_FIT: Final = 0.3
_EMPTY: Final = 0.8
_TRUSTED: Final = 0.4
_NAMING: Final = frozenset({"nom", "name", "lib", "libelle", "titre", "intitule", "denomination"})
_FIRM: Final = frozenset({"text"})
_JOIN: Final = " – "
_NUMBERED: Final = re.compile(r"^\s*(?:[Qq](?:uestion)?\s*)?\d{1,3}(?:\.\d{1,2})*\s*[.):°/–-]\s*")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DOTTED: Final = re.compile(r"\w+(?:\.\w+)+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A field proposed for a column, with its score from 0 to 1 and why, in French."""

    field: str
    header: str
    score: float
    why: str


def known(kind: str, text: str) -> bool:
    """Say whether a text is a header that the product knows for a kind of list."""
    return bool(text.strip()) and reduce(text) in variants(kind)


def recognise(table: Table, kind: str) -> tuple[Guess, ...]:
    """Propose a field for the columns of a table.

    Parameters
    ----------
    table
        The list as read.
    kind
        What it is a list of.

    Returns
    -------
    tuple[Guess, ...]
        At most one per field and per column, in the order of the fields.
    """
    declared = fields(kind)
    tried = []
    for place, header in enumerate(table.headers):
        cells = table.cells[header]
        empty = bool((cells == "").all())
        for name, (score, why) in _by_words(header, kind).items():
            like = fit(cells, declared[name].holds)
            if like < _LEAST_FIT:
                continue
            weight = _EMPTY if empty else 1.0 if declared[name].holds in _FIRM else _TRUSTED + (1 - _TRUSTED) * like
            tried.append((round(score * weight, 3), -place, name, header, why))
    taken: dict[str, Guess] = {}
    used: set[str] = set()
    for score, _, name, header, why in sorted(tried, reverse=True):
        if name not in taken and header not in used and score >= TAKEN:
            taken[name] = Guess(name, header, score, why)
            used.add(header)
    if "nom" not in taken and (called := _called_name(table, kind, used)):
        taken["nom"] = called
    return tuple(taken[name] for name in declared if name in taken)


def require_name(mapping: Mapping, guesses: tuple[Guess, ...], table: Table) -> None:
    """Check that a column is the name: without one, a list cannot be shown to anyone.

    Parameters
    ----------
    mapping
        Which column is which field.
    guesses, table
        What was recognised, and the list, for the message.

    Raises
    ------
    ListError
        No column is the name.
    """
    if "nom" in mapping.columns:
        return
    seen = ", ".join(say("« {header} »", header=header) for header in table.headers[:20])
    if not guesses:
        raise ListError(
            say(
                "Ce fichier n’est pas un tableau, ou ses en-têtes ne disent rien : {seen}. Donnez une "
                "liste avec une ligne d’en-têtes, par exemple nom, adresse, commune.",
                seen=seen,
            )
        )
    raise ListError(
        say(
            "Aucune colonne ne donne le nom. Colonnes vues : {seen}. Nommez l’une d’elles « nom », "
            "ou dites laquelle l’est (--column nom=EN-TÊTE).",
            seen=seen,
        )
    )


def _called_name(table: Table, kind: str, used: set[str]) -> Guess | None:
    """Take a column that says that it is the name, whatever it holds; else the one called so that tells rows apart."""
    left = [header for header in table.headers if header not in used]
    for header in left:
        if _by_words(header, kind).get("nom", (0.0, ""))[0] == EXACT:
            return Guess("nom", header, _TRUSTED, say("en-tête connu, cases inattendues"))
    alike = [one for one in left if reduce(one).split(" ")[0] in _NAMING and not personal_header(one)]
    if not alike:
        return None
    columns: dict[str, pd.Series[str]] = {header: table.cells[header] for header in alike}
    best = max(columns, key=lambda header: (fit(columns[header], "name") > TAKEN, columns[header].nunique()))
    return Guess("nom", best, _TRUSTED, say("en-tête qui commence comme un nom"))


def _by_words(header: str, kind: str) -> dict[str, tuple[float, str]]:
    """Return the fields a header may name, of its whole and of the parts that may say more than the whole."""
    found: dict[str, tuple[float, str]] = {}
    for words in dict.fromkeys(reduce(part) for part in _parts(header)):
        named = _named(words, kind)
        found |= {name: best for name, best in named.items() if best[0] > found.get(name, (0.0, ""))[0]}
    return found


def _parts(header: str) -> list[str]:
    """Return a header, then: without its number and what it puts in brackets, its last part under another header."""
    question = _NUMBERED.sub("", _BRACKETS.sub(" ", header))
    parts = [header, question] if question.strip() else [header]
    if _JOIN in header:
        parts.append(header.rsplit(_JOIN, 1)[1])
    group, dot, last = header.rpartition(".")
    if dot and _DOTTED.fullmatch(header) and personal_header(group) <= personal_header(last):
        parts.append(last)  # of `contact.nom`, the last part alone would no longer say whose name it is
    return parts


def _named(words: str, kind: str) -> dict[str, tuple[float, str]]:
    table = variants(kind)
    if words in table:
        return {table[words]: (EXACT, say("en-tête connu"))}
    core = bare(words)
    if core and core != words and core in table:
        return {table[core]: (WITHOUT_CONTEXT, say("en-tête connu"))}
    out: dict[str, tuple[float, str]] = {}
    if len(words) > _SHORT:
        for variant, ratio, _ in process.extract(
            words,
            [one for one in table if len(one) > _SHORT],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_NEAREST,
            limit=3,
        ):
            out.setdefault(
                table[variant], (ratio / 100 * _MOST_LETTERS_OFF, say("proche de « {variant} »", variant=variant))
            )
    told = set(words.split())
    within = [one for one in table if " " in one and told.issuperset(one.split())]
    for variant in sorted(within, key=lambda one: (len(one.split()), len(one)), reverse=True):
        score = ALSO_WITHIN if out else WITHIN
        out.setdefault(table[variant], (score, say("contient « {longest} »", longest=variant)))
    return out
