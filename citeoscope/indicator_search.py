"""Finds indicators by the words people use: those of their names first, then what is meant, then definitions."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.indicator_words import MEANT, SOFT, Meant
from citeoscope.language import say
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

NAMED, MEANING, THEME, DEFINED = 8.0, 8.5, 2.0, 1.0
"""What a word is worth where it is found: an indicator that bears it goes before one whose definition mentions it."""
SHORTEST_ENDING: Final = 3
"""A word of so few letters or fewer loses no ending: « gaz », « hlm »."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds.

    Attributes
    ----------
    indicators
        Ids, best first.
    note
        What must be said above them: that they are only the nearest, or answer a part of the words. May be empty.
    """

    indicators: tuple[str, ...]
    note: str = ""


def search_indicators(indicators: Iterable[Indicator], text: str) -> Found:
    """Find the indicators that a few words ask for.

    Parameters
    ----------
    indicators
        Those that may be found, their texts in the language of the context.
    text
        What was typed, in any case, with or without accents, singular or plural.

    Returns
    -------
    Found
        Every one that has all the words; when none has, those that have the most of them, and a note that says it.
    """
    typed = re.findall(r"\w+", text)
    firm = [word for word in typed if _fold(word) not in SOFT] or typed
    if not firm:
        return Found(())
    scored = [(one, [_worth(one, word) for word in firm], _bonus(one, typed)) for one in indicators]
    known = [rank for rank in range(len(firm)) if any(worths[rank] for _, worths, _ in scored)]
    if not known:
        return Found(())
    most = max(sum(worth > 0 for worth in worths) for _, worths, _ in scored)
    ranked = sorted(
        ((sum(worths) + bonus, one) for one, worths, bonus in scored if sum(worth > 0 for worth in worths) == most),
        key=lambda found: -found[0],
    )
    best = tuple(one.id for _, one in ranked)
    if most < len(firm):
        return Found(best, say("Aucun indicateur ne répond à tous ces mots. Les plus proches :"))
    near = [word for word in firm if _is_only_near(word)]
    if near:
        told = say("Aucun indicateur ne mesure exactement « {word} ». Les plus proches :", word=near[0])
        return Found(best, told)
    return Found(best)


def without_figures(data: Atlas, perimeter: Perimeter, level: Level) -> dict[str, str]:
    """Tell which indicators would leave a map empty.

    Parameters
    ----------
    data
        The atlas.
    perimeter
        Where.
    level
        Of the territories on the map.

    Returns
    -------
    dict[str, str]
        By id of an indicator without a figure for any of them: what is said of it.
    """
    codes = data.territories(perimeter, level)
    empty = [name for name in data.indicators if not _any_figure(data, name, level, codes)]
    if level is Level.COMMUNE:
        return dict.fromkeys(empty, say("aucun chiffre ici"))
    return {
        name: say("aucun chiffre par {noun} ici", noun=level.noun)
        if _any_figure(data, name, Level.COMMUNE, list(perimeter.codes))
        else say("aucun chiffre ici")
        for name in empty
    }


def _any_figure(data: Atlas, indicator: str, level: Level, codes: list[str]) -> bool:
    return bool((data.table(indicator, level)["status"].reindex(codes) == Status.OK.value).any())


def _worth(one: Indicator, word: str) -> float:
    """Return what a word is worth for an indicator; zero when it has nothing to do with it."""
    stem = _stem(word)
    named = max(_begins(one.label, stem), _begins(one.short, stem))
    meant = _meant(word)
    means = 0.0
    if meant and one.id in meant.indicators:
        means = 1 - meant.indicators.index(one.id) / 100
    if meant and not meant.exact:
        return max(NAMED * named, MEANING * means)  # an accident of spelling would pass for an answer
    around = max(THEME * _begins(one.theme, stem), DEFINED * _begins(one.definition, stem))
    return max(NAMED * named + means, MEANING * means, around)


def _bonus(one: Indicator, typed: Sequence[str]) -> float:
    """Return what a whole name, a soft word, a short name add: « part » prefers a share, « maisons » the houses."""
    label = _words(one.label)
    words = [_stem(word) for word in typed]
    opens = label[0] in words and label[0] in SOFT
    return 10.0 * (label == words) + 1.0 * opens + 0.1 / len(one.label)


def _is_only_near(word: str) -> bool:
    meant = _meant(word)
    return meant is not None and not meant.exact


def _meant(word: str) -> Meant | None:
    folded = _fold(word)
    return MEANT.get(folded) or MEANT.get(_stem(word))


def _begins(text: str, stem: str) -> float:
    """Return 1 when a word of a text is that word, less when it begins so, 0 otherwise."""
    words = _words(text)
    if stem in words:
        return 1.0
    return 0.9 if any(word.startswith(stem) for word in words) else 0.0


def _words(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"\w+", text)]


def _stem(word: str) -> str:
    folded = _fold(word)
    return folded.removesuffix("x").removesuffix("s") if len(folded) > SHORTEST_ENDING else folded


def _fold(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
