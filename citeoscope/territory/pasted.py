"""Perimeters pasted as a list of codes or names: what was understood, what is doubtful, what is unknown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from citeoscope.errors import PerimeterError
from citeoscope.language import say
from citeoscope.territory.codes import PARENT_OF_ARRONDISSEMENT
from citeoscope.territory.cover import cover
from citeoscope.territory.geography import Geography, fold
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

_SEPARATORS: Final = re.compile(r"[\n\r;,\t|]+")
_LOST_ZERO: Final = re.compile(r"\d{4}")
_AS_NUMBER: Final = re.compile(r"(\d{4,5})\.0+")
_WITH_DEPARTEMENT: Final = re.compile(r"(.+?)\s*\((\w{2,3})\)")
_MOST_SAID: Final = 10


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted list was understood to be.

    Attributes
    ----------
    perimeter
        The communes understood; `None` when there is none.
    found
        Entry as pasted -> expression of the territory it names.
    doubtful
        Entry -> what was understood, or between what one must choose, in French.
    unknown
        Entries that name nothing.
    """

    perimeter: Perimeter | None
    found: Mapping[str, str]
    doubtful: Mapping[str, str]
    unknown: tuple[str, ...]


def by_list(geography: Geography, text: str, name: str | None = None) -> Pasted:
    """Read a list of communes or territories, by codes or names, one per line or separated by `;`, `,` or tabs.

    Parameters
    ----------
    geography
        The current geography.
    text
        What was pasted.
    name
        French name of the perimeter.

    Returns
    -------
    Pasted

    Raises
    ------
    PerimeterError
        The text is empty.
    """
    entries = list(
        dict.fromkeys(one.strip().strip("\"'") for one in _SEPARATORS.split(text) if one.strip().strip("\"'"))
    )
    if not entries:
        raise PerimeterError(say("La liste est vide. Collez des codes ou des noms de communes, un par ligne."))
    found: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    unknown: list[str] = []
    names = _names(geography)
    codes: set[str] = set()
    for entry in entries:
        expression, doubt = _understand(entry, geography, names)
        if doubt:
            doubtful[entry] = doubt
        if expression:
            found[entry] = expression
            codes |= set(geography.resolve(expression).codes)
        elif not doubt:
            unknown.append(entry)
    return Pasted(cover(geography, codes, name) if codes else None, found, doubtful, tuple(unknown))


def _understand(entry: str, geography: Geography, names: Mapping[str, list[str]]) -> tuple[str | None, str]:
    whole = _AS_NUMBER.fullmatch(entry)
    code = (whole.group(1) if whole else entry).upper()
    if code in PARENT_OF_ARRONDISSEMENT:
        parent = PARENT_OF_ARRONDISSEMENT[code]
        return (
            f"commune:{parent}",
            say("arrondissement : la commune entière est prise ({names})", names=geography.names["commune", parent]),
        )
    if code in geography.communes.index:
        return f"commune:{code}", ""
    if _LOST_ZERO.fullmatch(code) and f"0{code}" in geography.communes.index:
        commune = geography.describe("commune", f"0{code}")
        return f"commune:0{code}", say("code sans son zéro : lu 0{code}, {commune}", code=code, commune=commune)
    for level in (Level.EPCI, Level.EPT):
        if (level, code) in geography.names:
            return f"{level}:{code}", ""
    if ":" in entry:
        known = tuple(entry.strip().split(":", 1)) in geography.names
        return (entry.strip() if known else None), ""
    return _named(entry, geography, names)


def _named(entry: str, geography: Geography, names: Mapping[str, list[str]]) -> tuple[str | None, str]:
    told = _WITH_DEPARTEMENT.fullmatch(entry)
    name, departement = (told.group(1), told.group(2).upper()) if told else (entry, None)
    same = names.get(fold(name), [])
    if departement is not None:
        same = [code for code in same if geography.communes.loc[code, "departement"] == departement]
    if len(same) == 1:
        return f"commune:{same[0]}", ""
    if same:
        listed = ", ".join(f"{geography.describe('commune', code)} {code}" for code in same[:_MOST_SAID])
        more = "…" if len(same) > _MOST_SAID else ""
        return (
            None,
            say(
                "plusieurs communes portent ce nom : {listed}{more}. Donnez le code, ou le département "
                "entre parenthèses",
                listed=listed,
                more=more,
            ),
        )
    return None, ""


def _names(geography: Geography) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for code, name in geography.communes["name"].items():
        out.setdefault(fold(str(name)), []).append(str(code))
    return out
