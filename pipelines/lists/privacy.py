"""What is personal in a list, in columns of their own or within texts: left out, counted, said. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from citeoscope.territory.geography import fold
from pipelines.lists.likeness import EMAIL, PHONE, fit
from pipelines.lists.table import Table

CONTACTS: Final = ("courriels", "telephone")
_PLAIN: Final = frozenset(
    {"id", "pivot", "code_postal", "code_insee", "commune", "latitude", "longitude", "coordonnees"}
    | {"date_debut", "date_fin", "date_maj", "source_date", "budget_eur", "perimetre", "etape", "projet_id"}
)
_PEOPLE: Final = frozenset({"porteur", "organisateur", "structure_parente"})
_TEXTS: Final = frozenset(
    {"presentation_resume", "presentation_detail", "description", "horaires", "services", "source", "source_titre"}
    | {"prise_rdv", "modalites_acces", "complement_adresse"}
)
_WORDS: Final = frozenset(
    {"contact", "referent", "referente", "responsable", "interlocuteur", "interlocutrice", "prenom", "courriel", "mail"}
    | {"email", "telephone", "tel", "portable", "mobile", "animateur", "animatrice", "gerant", "gerante", "president"}
    | {"presidente", "directeur", "directrice", "coordinateur", "coordinatrice", "personne", "redacteur"}
)
_NAME: Final = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+){0,2}"
_PERSON: Final = rf"\b(?:M\.|Mr\.?|Mme\.?|Mlle|Monsieur|Madame|Mademoiselle)\s+{_NAME}"
_INTRODUCED: Final = (
    r"((?:[Cc]ontact|[Rr]éférente?|[Rr]esponsable|[Aa]nimat(?:eur|rice)|[Ii]nterlocut(?:eur|rice)|[Pp]résidente?|"
    rf"[Dd]irect(?:eur|rice)|[Cc]oordinat(?:eur|rice))\s*:\s*){_NAME}"
)
_FOR_ALL: Final = frozenset(
    [
        "accueil",
        "admin",
        "administration",
        "agence",
        "asso",
        "association",
        "atelier",
        "boutique",
        "bonjour",
        "bureau",
        "cafe",
        "ccas",
        "centre",
        "coco",
        "collectif",
        "com",
        "commune",
        "communication",
        "contact",
        "contacts",
        "cowork",
        "coworking",
        "direction",
        "equipe",
        "espace",
        "fablab",
        "hello",
        "info",
        "infos",
        "information",
        "infoclient",
        "lab",
        "maison",
        "mairie",
        "mediatheque",
        "office",
        "reservation",
        "reservations",
        "residence",
        "salut",
        "secretariat",
        "service",
        "sivom",
        "team",
        "tierslieu",
        "tierslieux",
        "tourisme",
        "ville",
        "webmaster",
    ]
)
_MOBILE: Final = re.compile(r"^(?:(?:\+|00)33\D*|0)[67]")
_SPLIT: Final = re.compile(r"[|;,\n]+|\s+(?=\S+@)|\s+/\s+")
# Of what hides in a text: its form, a quick sign of it, the mark left in its place, its name.
_HIDDEN: Final = (
    (EMAIL, "@", "[courriel retiré]", "courriel"),
    (PHONE, r"[1-9][\s.\-/]?\d{2}[\s.\-/]?\d{2}[\s.\-/]?\d{2}", "[téléphone retiré]", "téléphone"),
)
_NAME_ALONE: Final = re.compile(rf"\W*(?:{_NAME}\W*){{1,2}}")
_WORD: Final = re.compile(r"\b[A-ZÀ-ÖØ-Þ][^\W\d_]{2,}(?:-[^\W\d_]+)*")
_TITLES: Final = frozenset({"mme", "mlle", "monsieur", "madame", "mademoiselle"})
_MARKS: Final = re.compile(r"\[(?:courriel|téléphone|nom) retiré\]")
_NAMELESS: Final = "[nom retiré]"
_ENOUGH: Final = 0.3


@dataclass(frozen=True)
class Cleaned:
    """A list without what is personal.

    Attributes
    ----------
    rows
        The same rows; personal texts left out or replaced by a mark.
    removed
        For each row, what was left out of it: `courriel`, `téléphone`, `nom`.
    """

    rows: pd.DataFrame
    removed: list[list[str]]


def personal_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that hold contacts or names of people, by their header or by what is in them."""
    out = []
    for header in table.headers:
        cells = table.cells[header]
        filled = cells[cells != ""]
        if filled.empty:
            continue
        if personal_header(header) or max(fit(filled, "email"), fit(filled, "phone")) > _ENOUGH:
            out.append(header)
    return tuple(out)


def personal_header(header: str) -> bool:
    """Say whether a header announces a contact or the name of a person."""
    return bool(_WORDS & set(fold(header).split()))


def people(table: Table) -> list[list[str]]:
    """Return, for each row, the words that name somebody in the columns announced as those of people."""
    out: list[list[str]] = [[] for _ in range(len(table))]
    for header in filter(personal_header, table.headers):
        known = {cell: _names(cell) for cell in table.cells[header].unique()}
        for row, cell in enumerate(table.cells[header]):
            out[row] += known[cell]
    return out


def _names(cell: str) -> list[str]:
    if "@" in cell or _FOR_ALL.intersection(fold(cell).split()):  # an e-mail, an organisation
        return []
    return [one for one in _WORD.findall(cell) if fold(one) not in _WORDS | _TITLES]


def _of_people(named: Sequence[Sequence[str]], rows: pd.DataFrame) -> list[list[str]]:
    """Leave out the words that name the place itself or its commune: «La Bouée» may be its own contact."""
    out = []
    for words, name, commune in zip(named, rows["nom"], rows["commune"], strict=True):
        town = set(fold(commune).split()) if words else set()
        own = {*words} == {*_WORD.findall(name)} if words else False
        out.append([] if own else [one for one in words if fold(one) not in town])
    return out


def cleaned(
    rows: pd.DataFrame, *, keep_contacts: bool = False, named: Sequence[Sequence[str]] | None = None
) -> Cleaned:
    """Leave out what is personal.

    Parameters
    ----------
    rows
        Text columns named after the fields.
    keep_contacts
        Whether the addresses and phones of organisations are kept (`contact@…`, `mairie@…`, land lines); those of
        people never are.
    named
        For each row, the words that name somebody, as given by `people`: they are left out of its texts.

    Returns
    -------
    Cleaned
    """
    out = rows.copy()
    removed: list[list[str]] = [[] for _ in range(len(rows))]
    known = None if named is None else _of_people(named, rows)
    for name in out.columns:
        if name in CONTACTS:
            kept = (
                out[name].map(_of_organisation).astype("str") if keep_contacts else out[name].where(out[name] == "", "")
            )
            _swap(out, name, kept, "courriel" if name == "courriels" else "téléphone", removed)
        elif name not in _PLAIN:
            for pattern, quick, mark, what in _HIDDEN:
                if (seen := out[name].str.contains(quick, regex=True)).any():
                    scrubbed = [_without(text, pattern, mark, keep=keep_contacts) for text in out.loc[seen, name]]
                    changed = out[name].copy()
                    changed[seen] = scrubbed
                    _swap(out, name, changed, what, removed)
        if name in _PEOPLE | _TEXTS:
            texts = out[name].str.replace(_PERSON, _NAMELESS, regex=True)
            texts = texts.str.replace(_INTRODUCED, rf"\1{_NAMELESS}", regex=True)
            _swap(out, name, texts.where(texts != _NAMELESS, ""), "nom", removed)
        if name in _TEXTS and known is not None:
            _swap(out, name, _unnamed(out[name], known), "nom", removed)
    return Cleaned(out, removed)


def _unnamed(cells: "pd.Series[str]", named: Sequence[Sequence[str]]) -> "pd.Series[str]":
    """Return texts without the words that name the people of their row: «Paul est absent» beside the contact Paul."""
    out = []
    for cell, words in zip(cells, named, strict=True):
        if not any(word in cell for word in words):
            out.append(cell)
            continue
        either = "|".join(map(re.escape, words))
        out.append(re.sub(rf"\b(?:{either})(?:\s+(?:{either}))*\b", _NAMELESS, cell))
    return pd.Series(out, index=cells.index, dtype="str")


def _swap(rows: pd.DataFrame, name: str, cells: "pd.Series[str]", what: str, removed: list[list[str]]) -> None:
    """Put cleaned cells in place, and note what was left out of which row."""
    for row in np.flatnonzero((cells != rows[name]).to_numpy(dtype=bool)):
        if what not in removed[row]:
            removed[row].append(what)
    rows[name] = cells


def is_organisation(contact: str) -> bool:
    """Say whether an e-mail or a phone is that of an organisation: `contact@…`, `mairie@…`, a land line."""
    local, at, domain = contact.strip().lower().partition("@")
    if not at:
        return not _MOBILE.match(local)
    words = re.split(r"[^a-z]+", fold(local).replace(" ", "-"))
    whole = "".join(words)
    host = re.sub(r"[^a-z]", "", domain.rpartition(".")[0])
    return bool(_FOR_ALL.intersection(words)) or whole in _FOR_ALL or (len(whole) > 3 and whole in host)  # noqa: PLR2004


def _of_organisation(cell: str) -> str:
    found = [one.strip() for one in _SPLIT.split(cell) if one.strip()]
    known = [one for one in found if re.search(EMAIL, one) or re.search(PHONE, one)]
    return "|".join(one for one in known if is_organisation(one))


def _without(text: str, pattern: str, mark: str, *, keep: bool) -> str:
    def replaced(found: "re.Match[str]") -> str:
        return found.group() if keep and is_organisation(found.group()) else mark

    out = re.sub(pattern, replaced, text)
    # What stands alone beside a contact, «Marie Durand 06 …», is who is contacted.
    left = _MARKS.sub("", out).strip(" \t\n:;,.-–/()")
    return "" if out != text and (not left or _NAME_ALONE.fullmatch(left)) else out
