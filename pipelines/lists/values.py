"""Cells to what a field holds: dates, amounts, stages, perimeters. What cannot be read is said, never guessed. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

import pandas as pd

from citeoscope.errors import PerimeterError, UnknownTerritoryError
from citeoscope.territory.geography import Geography, fold
from citeoscope.territory.perimeter import parse

STAGES: Final = ("idée", "débat", "expérimentation", "en cours", "terminé")
"""How far a project is, in order."""

_STAGE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "idée": (
        "idee",
        "proposition",
        "propose",
        "en projet",
        "a l etude",
        "non demarre",
        "a venir",
        "emergence",
        "piste",
    ),
    "débat": ("debat", "en debat", "concertation", "en concertation", "vote", "consultation", "co construction"),
    "expérimentation": (
        "experimentation",
        "en experimentation",
        "experimente",
        "test",
        "en test",
        "pilote",
        "prototype",
    ),
    "en cours": (
        "en cours",
        "actif",
        "active",
        "lance",
        "en travaux",
        "travaux",
        "etudes",
        "procedures",
        "livraison",
        "engage",
        "engagee",
        "realisation",
        "en realisation",
        "en cours de realisation",
        "mise en oeuvre",
        "ouvert",
    ),
    "terminé": ("termine", "terminee", "fin", "fini", "acheve", "realise", "livre", "clos", "cloture", "fait"),
}
_STAGE: Final = {word: stage for stage, words in _STAGE_WORDS.items() for word in words}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "janv", "jan"),
            ("fevrier", "fevr", "fev"),
            ("mars",),
            ("avril", "avr"),
            ("mai",),
            ("juin",),
            ("juillet", "juil"),
            ("aout",),
            ("septembre", "sept"),
            ("octobre", "oct"),
            ("novembre", "nov"),
            ("decembre", "dec"),
        ),
        start=1,
    )
    for name in names
}
_YEAR_FIRST: Final = re.compile(r"(\d{4})(?:[.]0|[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T\s].*)?)?)?")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4}|\d{2})(?:\s.*)?")
_IN_WORDS: Final = re.compile(r"(?:[a-z]+ )?(?:(\d{1,2})(?:er)? )?([a-z]+) (\d{4})(?: .*)?")
_EPOCH: Final = re.compile(r"[1-9]\d{8,9}(?:000|\.0)?")
"""Seconds since 1970, as Grist gives dates; thousandths for others."""
_REFUSALS: Final = frozenset({"non", "no", "n", "0", "false", "faux", "refus", "refuse"})
_CONDITION: Final = re.compile(
    r"\b(?:mais|sauf|hormis|excepte|uniquement|seulement|sous reserve|a condition|si|"
    r"sans (?!reserve|probleme|souci|hesit|condition|restriction|limite|aucun))\b"
)
_SLASHED: Final = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})((?:\s+\d{1,2}:\d{2}.*)?)$")
_CENTURY: Final = 50
_LAST_MONTH, _LAST_DAY = 12, 31
_AMOUNT: Final = re.compile(
    r"(\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(k|m|milliers|millions?|milliards?)?\s*"
    r"(?:d.euros|€|euros?|eur)?\s*(?:ht|ttc)?"
)
_TIMES: Final = {"": 1, "k": 1e3, "milliers": 1e3, "m": 1e6, "million": 1e6, "millions": 1e6, "milliard": 1e9}


def converted(
    cells: "pd.Series[str]", convert: Callable[[str], str | None]
) -> tuple["pd.Series[str]", "pd.Series[bool]"]:
    """Convert the different texts of a column once each.

    Parameters
    ----------
    cells
        Text.
    convert
        Gives the value as text, `None` when it cannot be read.

    Returns
    -------
    tuple
        The values, where unreadable the text as it was; and which ones could not be read.
    """
    known = {text: convert(text) if text else "" for text in cells.unique()}
    values = cells.map({text: text if value is None else value for text, value in known.items()})
    return values.astype("str"), cells.map({text: value is None for text, value in known.items()}).astype(bool)


def iso_date(text: str) -> str | None:
    """Return a date in ISO 8601, as precise as it is written: `04/07/2018`, `juillet 2018`, `2018`; `None` if none."""
    plain = text.strip()
    if found := _YEAR_FIRST.fullmatch(plain):
        return _iso(found.group(1), found.group(2), found.group(3))
    if _EPOCH.fullmatch(plain):
        return datetime.fromtimestamp(int(plain.removesuffix(".0")[:10]), UTC).date().isoformat()
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
        if len(year) == 2:  # noqa: PLR2004 - 4/7/18
            if day is None:
                return None
            year = f"{'19' if int(year) >= _CENTURY else '20'}{year}"
        return _iso(year, month, day)
    if found := _IN_WORDS.fullmatch(fold(plain)):
        month_number = _MONTHS.get(found.group(2))
        return _iso(found.group(3), str(month_number), found.group(1)) if month_number else None
    return None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    if not 1 <= int(month) <= _LAST_MONTH or (day is not None and not 1 <= int(day) <= _LAST_DAY):
        return None
    return "-".join([year, f"{int(month):02d}", *([f"{int(day):02d}"] if day is not None else [])])


def amount(text: str) -> str | None:
    """Return an amount in euros: `3 700 000 €`, `3,7 M€`, `120 k€`; `None` for a range or what is not an amount."""
    plain = re.sub(r"[\s\u00a0\u202f]+", " ", text.strip().lower())
    found = _AMOUNT.fullmatch(plain)
    if not found:
        return None
    whole, cents, unit = found.group(1), found.group(2), found.group(3) or ""
    if whole.count(".") == 1 and " " not in whole and cents is None and "€" not in plain:
        return None  # 1.500 may be fifteen hundred or one and a half
    value = float(f"{re.sub('[ .]', '', whole)}.{cents or 0}") * _TIMES.get(unit, 1e9)
    return str(int(value)) if value.is_integer() else f"{value:.2f}"


def refuses(text: str) -> bool:
    """Say whether an answer to a yes-or-no question is no: «Non», «Non merci», «N», «0»."""
    words = fold(text).split()
    return bool(words) and words[0] in _REFUSALS


def conditional(text: str) -> bool:
    """Say whether a yes is given under a condition: «Oui, mais sans l’adresse», «Oui sauf le téléphone»."""
    return bool(_CONDITION.search(fold(text)))


def day_first(cells: "pd.Series[str]") -> tuple["pd.Series[str]", bool]:
    """Put the day first in a column that plainly writes the month first: a day above twelve never comes first.

    Parameters
    ----------
    cells
        Dates as written, such as `3/14/2025 9:12:44`.

    Returns
    -------
    tuple
        The dates, and whether the month came first. A column where nothing tells is French: the day came first.
    """
    parts = cells.str.extract(_SLASHED)
    first, second = (pd.to_numeric(parts[part], errors="coerce") for part in (0, 1))
    if not ((second > _LAST_MONTH).any() and not (first > _LAST_MONTH).any()):
        return cells, False
    return cells.str.replace(_SLASHED, r"\2/\1/\3\4", regex=True).astype("str"), True


def stage(text: str) -> str | None:
    """Return the stage of a project on the scale, `None` for a word that is not on it."""
    return _STAGE.get(fold(text))


def perimeter_reader(geography: Geography, named: Mapping[str, tuple[str, ...]]) -> Callable[[str], str | None]:
    """Return what turns a written perimeter into an expression: an expression as it is, or the name of a territory.

    Parameters
    ----------
    geography
        The current geography.
    named
        Communes by their reduced name.

    Returns
    -------
    Callable
        Gives `None` for a name that no territory has, or several.
    """
    above: dict[str, set[str]] = {}
    for (level, code), name in geography.names.items():
        if level != "commune":
            above.setdefault(fold(name), set()).add("france" if level == "france" else f"{level}:{code}")

    def read(text: str) -> str | None:
        try:
            parse(text)
            return geography.resolve(text).expression
        except (UnknownTerritoryError, PerimeterError):
            words = fold(text)
            found = above.get(words) or {f"commune:{code}" for code in named.get(words, ())}
            return min(found) if len(found) == 1 else None

    return read
