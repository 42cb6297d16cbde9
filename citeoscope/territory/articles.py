"""How a sentence names a place: «du Havre», «dans les Vosges», «de l’Eurométropole de Strasbourg». Pure.

INSEE gives each commune, département and région a code of its article (`tncc`); EPCI and EPT have none, and follow the
first word of their name.
"""

import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from citeoscope.language import DEFAULT, current
from citeoscope.numbers import NO_BREAK
from citeoscope.territory.levels import Level

APOSTROPHE: Final = "’"


@dataclass(frozen=True, slots=True)
class Wording:
    """A place in a sentence.

    Attributes
    ----------
    name
        With its article, inside a sentence: `Nanterre`, `Le Havre`, `l’Île-de-France`, `les Vosges`.
    of
        With *de*: `de Nanterre`, `du Havre`, `d’Île-de-France`, `des Vosges`.
    at
        Where something is: `à Nanterre`, `au Havre`, `en Île-de-France`, `dans les Vosges`.
    plural
        Whether a verb agrees in the plural: *les Vosges comptent*.
    """

    name: str
    of: str
    at: str
    plural: bool


@dataclass(frozen=True, slots=True)
class _Article:
    """An article, and what it becomes after *de* and *à*: each ends with its space or its apostrophe."""

    alone: str
    of: str
    to: str


# INSEE, «Liste de modalités des fichiers téléchargeables du COG», type de nom en clair.
_ARTICLES: Final = MappingProxyType(
    {
        "0": _Article("", "de ", "à "),
        "1": _Article("", "d’", "à "),
        "2": _Article("le ", "du ", "au "),
        "3": _Article("la ", "de la ", "à la "),
        "4": _Article("les ", "des ", "aux "),
        "5": _Article("l’", "de l’", "à l’"),
        "6": _Article("aux ", "des ", "aux "),
        "7": _Article("las ", "de las ", "à las "),
        "8": _Article("los ", "de los ", "à los "),
    }
)
_BARE: Final = frozenset("01")
_PLURAL: Final = frozenset("478")
_TAKEN_BY_DE: Final = frozenset("01246")
_TAKEN_BY_A: Final = frozenset("24")
_WRITTEN: Final = (("Les ", "4"), ("Le ", "2"), ("La ", "3"), ("L’", "5"), ("Aux ", "6"), ("Las ", "7"), ("Los ", "8"))

# The first word of an EPCI's name says its article; any other first word is a proper name, without one.
_FIRST_WORDS: Final = MappingProxyType(
    {
        "CA": "3",
        "CC": "3",
        "CU": "3",
        "Communauté": "3",
        "EPT": "5",
        "Eurométropole": "5",
        "Grand": "2",
        "Métropole": "3",
    }
)

# INSEE's code says how *de* is said («de Normandie»); as a subject these take an article all the same.
_SUBJECTS: Final = MappingProxyType(
    {
        "Bourgogne-Franche-Comté": "3",
        "Bretagne": "3",
        "Corse": "3",
        "Eure-et-Loir": "5",
        "Ille-et-Vilaine": "5",
        "Indre-et-Loire": "5",
        "Loir-et-Cher": "2",
        "Maine-et-Loire": "2",
        "Meurthe-et-Moselle": "3",
        "Normandie": "3",
        "Occitanie": "5",
        "Saône-et-Loire": "3",
        "Seine-et-Marne": "3",
        "Île-de-France": "5",
    }
)
_ISLANDS_AND_CITIES: Final = frozenset({"Mayotte", "Paris"})
_OVERSEAS: Final = frozenset({"Guadeloupe", "Guyane", "Martinique"})
_QUOTED: Final = re.compile("''(.+?)''")
_VOWEL: Final = re.compile(r"[aeiouyœæ]")


def wording_of(name: str, level: Level | None, tncc: str | None = None) -> Wording:
    """Say how a sentence names a place.

    Parameters
    ----------
    name
        As INSEE writes it, with the article of a commune: `Le Havre`, `Nord`, `CC Mirecourt Dompaire`.
    level
        Its level; `None` for a set of communes chosen by hand.
    tncc
        INSEE's code of its article, `0` to `8`; where there is none the name itself tells it.

    Returns
    -------
    Wording
        With typographic apostrophes.
    """
    if current() != DEFAULT:
        return _english(name, level, tncc)
    written = _QUOTED.sub("«\u00a0\\1\u00a0»", name).replace("'", APOSTROPHE)
    if level is None:
        quoted = f"périmètre «{NO_BREAK}{written}{NO_BREAK}»"
        return Wording(f"le {quoted}", f"du {quoted}", f"dans le {quoted}", plural=False)
    if level is Level.FRANCE:
        return Wording("la France", "de la France", "en France", plural=False)
    if level is Level.COMMUNE:
        return _commune(written, tncc)
    if level in {Level.EPCI, Level.EPT}:
        return _grouping(f"EPT {written}" if level is Level.EPT else written)
    return _above(written, level, tncc)


def _english(name: str, level: Level | None, tncc: str | None) -> Wording:
    """Name a place in English: French names are kept, and only those in the plural take an article."""
    written = name.replace("'", APOSTROPHE)
    if level is None:
        written = f"the perimeter “{written}”"
    elif level is Level.EPT:
        written = f"EPT {written}"
    elif level in {Level.DEPARTEMENT, Level.REGION} and tncc == "4":
        written = f"the {written}"
    return Wording(written, f"of {written}", f"in {written}", plural=False)


def elides(text: str) -> bool:
    """Say whether *de* loses its vowel before a text; never before an h, whose kind cannot be seen."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text[:4]) if not unicodedata.combining(c))
    return _VOWEL.match(bare.casefold()) is not None


def _split(name: str) -> tuple[str, str] | None:
    """Take off the article that a name is written with: `Le Havre` gives `2` and `Havre`."""
    return next(((code, name.removeprefix(start)) for start, code in _WRITTEN if name.startswith(start)), None)


def _bare(name: str) -> str:
    return "1" if elides(name) else "0"


def _commune(name: str, tncc: str | None) -> Wording:
    """Name a commune: its article is written in its name, so INSEE's code only says before which names *de* elides."""
    code, rest = _split(name) or (tncc if tncc in _BARE else _bare(name), name)
    article = _ARTICLES[code]
    of = article.of + rest if code in _TAKEN_BY_DE else f"de {name}"
    at = article.to + rest if code in _TAKEN_BY_A else f"à {name}"
    return Wording(name, of, at, plural=code in _PLURAL)


def _grouping(name: str) -> Wording:
    code = _FIRST_WORDS.get(name.split(" ", maxsplit=1)[0], _bare(name))
    article = _ARTICLES[code]
    at = f"à {name}" if code in _BARE else f"dans {article.alone}{name}"
    return Wording(article.alone + name, article.of + name, at, plural=False)


def _above(name: str, level: Level, tncc: str | None) -> Wording:
    """Name a département or a région, whose article is not a part of the name, except in «La Réunion»."""
    code, rest = _split(name) or (tncc or _bare(name), name)
    article, subject = _ARTICLES[code], _ARTICLES[_SUBJECTS.get(rest, code)]
    return Wording(subject.alone + rest, article.of + rest, _inside(name, rest, level, code), plural=code in _PLURAL)


def _inside(name: str, rest: str, level: Level, code: str) -> str:
    """Say where: *en* before a région or a compound feminine name, *dans* with an article, *à* for islands."""
    if name != rest:
        return _ARTICLES[code].to + rest
    if rest in _ISLANDS_AND_CITIES:
        return f"à {rest}"
    feminine = code == "3" and (level is Level.REGION or "-" in rest or rest in _OVERSEAS)
    if code in _BARE or feminine or rest == "Centre-Val de Loire":
        return f"en {rest}"
    return f"dans {_ARTICLES[code].alone}{rest}"
