"""What the page «Portrait» reads of the data: figures by theme beside wider territories, rank, series."""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.catalogue.profile import profiles
from citeoscope.comparison import Standing, standing
from citeoscope.comparison.peers import holders
from citeoscope.language import phrase, say
from citeoscope.query.answer import Answer
from citeoscope.query.change import Change
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter
from citeoscope.told import tell
from dashboard.portrait.asking import EVERYTHING, Portrait


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a territory.

    Attributes
    ----------
    declared
        The indicator.
    own
        Its answer for the territory.
    wider
        The same for each wider territory that holds it, other than itself.
    standing
        Its rank; `None` where the territory has none beside it.
    """

    declared: Indicator
    own: Answer
    wider: tuple[tuple[Perimeter, Answer], ...]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Theme:
    """The figures of a theme, and the indicators whose source does not cover the territory."""

    label: str
    figures: tuple[Figure, ...]
    uncovered: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Evolution:
    """One chart: indicators in time, for the territory and for wider ones."""

    title: str
    lines: tuple[tuple[str, tuple[Answer, ...]], ...]
    declared: Indicator
    changes: tuple[tuple[str, Change], ...]


CHARTS: Final = (
    (phrase("Population"), ("population",), ()),
    (phrase("Naissances et décès"), ("naissances", "deces"), ()),
    (phrase("Naissances pour 100 décès"), ("naissances_pour_100_deces",), (Level.REGION, Level.FRANCE)),
)
TWO_DATES: Final = ("emplois_salaries", "etablissements", "vacants_2_ans")
"""Indicators with two vintages: a line through two points would say no more than a sentence."""


def dimensions(data: Atlas, profile: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return what a choice of figures holds: theme, then ids of indicators."""
    if profile == EVERYTHING:
        return [
            (theme, tuple(one.id for one in members))
            for theme, members in groupby(data.indicators.values(), key=lambda one: one.theme)
        ]
    return [(one.label, one.indicators) for one in profiles()[profile].dimensions]


def compared_with(data: Atlas, perimeter: Perimeter) -> tuple[Perimeter, ...]:
    """Return the wider territories a portrait is set beside; one that is the same communes says nothing more."""
    found: list[Perimeter] = []
    for one in holders(data, perimeter):
        if all(one.codes != other.codes for other in (perimeter, *found)):
            found.append(one)
    return tuple(found)


def ranked_among(data: Atlas, portrait: Portrait) -> Level | None:
    """Return the level of the wider territory that the ranks are taken in; `None` where there is no rank."""
    perimeter = data.perimeter(portrait.territoire)
    if perimeter.level is None or perimeter.level is Level.FRANCE:
        return None
    held = [one.level for one in holders(data, perimeter)]
    if portrait.parmi:
        return Level(portrait.parmi) if portrait.parmi in held else Level.FRANCE
    # A région of one or two départements has hardly a rank to give.
    few = {Level.DEPARTEMENT, Level.REGION}
    return Level.REGION if Level.REGION in held and perimeter.level not in few else Level.FRANCE


def themes(data: Atlas, portrait: Portrait) -> tuple[Theme, ...]:
    """Return every figure of a portrait, by theme.

    Parameters
    ----------
    data
        The atlas.
    portrait
        What is on the screen.

    Returns
    -------
    tuple[Theme, ...]
        Figures leave together: one that would give a secret away beside the others is secret, with its reason.
    """
    perimeter = data.perimeter(portrait.territoire)
    beside = compared_with(data, perimeter)
    among = ranked_among(data, portrait)
    wanted = dimensions(data, portrait.profil)
    ids = tuple(dict.fromkeys(name for _, names in wanted for name in names))
    told = tell(data, ids, (perimeter, *beside)).answers
    count = len(ids)
    answers = {name: told[place::count] for place, name in enumerate(ids)}

    def figure(name: str) -> Figure:
        own, *others = answers[name]
        place = standing(data, name, perimeter, among) if among and own.status is Status.OK else None
        return Figure(data.indicator(name), own, tuple(zip(beside, others, strict=True)), place)

    found = []
    for label, names in wanted:
        outside = [name for name in names if _uncovered(data.indicator(name), answers[name][0])]
        found.append(
            Theme(
                label,
                tuple(figure(name) for name in names if name not in outside),
                tuple(data.indicator(name) for name in outside),
            )
        )
    return tuple(found)


def _uncovered(declared: Indicator, own: Answer) -> bool:
    return declared.scope != Level.FRANCE and own.status is Status.MISSING


def evolutions(data: Atlas, territory: str) -> tuple[Evolution, ...]:
    """Return the charts of a territory that have at least three years to show."""
    perimeter = data.perimeter(territory)
    found = []
    for title, names, levels in CHARTS:
        lines = [(data.indicator(name).short, data.series(name, perimeter)) for name in names]
        lines += [
            (one.name, data.series(names[0], one)) for one in compared_with(data, perimeter) if one.level in levels
        ]
        if len(names) == 1:
            lines[0] = (perimeter.name, lines[0][1])
        if sum(answer.status is Status.OK for answer in lines[0][1]) > 2:  # noqa: PLR2004 - two points are a sentence
            changes = tuple((data.indicator(name).short, _change(data, name, perimeter)) for name in names)
            found.append(Evolution(say(title), tuple(lines), data.indicator(names[0]), changes))
    return tuple(found)


def two_dates(data: Atlas, territory: str) -> tuple[tuple[Indicator, Change], ...]:
    """Return what changed for the indicators that have two vintages, where their source covers the territory."""
    perimeter = data.perimeter(territory)
    found = ((data.indicator(name), _change(data, name, perimeter)) for name in TWO_DATES)
    return tuple((one, change) for one, change in found if change.status is not Status.MISSING)


def _change(data: Atlas, name: str, perimeter: Perimeter) -> Change:
    declared = data.indicator(name)
    return data.change(name, perimeter, declared.vintages[0], declared.vintages[-1])
