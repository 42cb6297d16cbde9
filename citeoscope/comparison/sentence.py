"""One sentence from the numbers: the figure, what it is elsewhere, where the territory stands. In French here."""

import re
from collections.abc import Sequence
from typing import Final

from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison import english
from citeoscope.comparison.beside import Beside
from citeoscope.comparison.labels import Subject, begins_mute, is_counted, plain, singular, subject, when
from citeoscope.comparison.standing import Standing, ordinal
from citeoscope.language import DEFAULT, current
from citeoscope.numbers import format_number, format_value
from citeoscope.query.answer import Answer
from citeoscope.query.status import Status
from citeoscope.territory.articles import Wording
from citeoscope.territory.levels import Level

_SINGULAR_BELOW: Final = 2
_WHOLE_POPULATION: Final = re.compile(r"^Population(?: municipale| en \d{4})?$")


def sentence(indicator: Indicator, own: Beside, standing: Standing | None = None, wider: Sequence[Beside] = ()) -> str:
    """Write what the numbers say of a territory.

    Parameters
    ----------
    indicator
        The indicator.
    own
        The territory, how it is named, and its answer.
    standing
        Its rank; left out when it has none.
    wider
        Territories whose figure is given after «contre», when it can be compared: never for totals, which grow with
        the territory.

    Returns
    -------
    str
        With narrow spaces in numbers and typographic apostrophes: `Nanterre compte 97 783 habitants en 2023 : 6e
        commune d’Île-de-France sur 1 266.`

    Notes
    -----
    A territory without a value has one sentence too: what is not known, and why.
    """
    if current() != DEFAULT:
        return english.sentence(indicator, own, standing, wider)
    answer, place = own.answer, own.wording
    if answer.value is None:
        return _capital(_unknown(indicator, place, answer)) + "."
    told = _told(indicator, place, answer) + _partial(answer)
    if indicator.kind != "count" and not indicator.adds_up:
        told += _against(indicator, [one for one in wider if one.perimeter.codes != own.perimeter.codes])
    nothing = indicator.kind == "count" and _is_nothing(answer)
    return _capital(told + ("" if nothing else _stands(standing, ordered=indicator.kind != "count"))) + "."


def _told(indicator: Indicator, place: Wording, answer: Answer) -> str:
    """Say the figure: as a count where the label names things, as a measure otherwise."""
    plural, year = _counted(indicator)
    number = format_number(answer.value, answer.decimals)
    noun = singular(plural) if abs(answer.value or 0) < _SINGULAR_BELOW else plural
    if indicator.kind == "count" and plural:
        verb = "comptent" if place.plural else "compte"
        if _is_nothing(answer):
            return f"{place.name} ne {verb} pas {'d’' if begins_mute(plural) else 'de '}{plural}{year}"
        if noun:
            return f"{place.name} {verb} {number} {noun}{year}"
    elif plural and noun and indicator.unit.startswith("pour "):
        return f"{place.at}, on compte {number} {noun}{year}"
    about, said = _about(indicator, place)
    figure = _figure(indicator, answer.value)
    return f"{about} {'sont' if said.plural else 'est'} de {figure}{year}"


def _figure(indicator: Indicator, value: float | None) -> str:
    """Write a figure with its unit, unless the label says it: the number of bakeries, births for 1 000 people."""
    told = is_counted(indicator.label) and (indicator.kind == "count" or indicator.unit.startswith("pour "))
    return format_value(value, "" if told else indicator.unit, indicator.decimals)


def _counted(indicator: Indicator) -> tuple[str, str]:
    """Return the things an indicator counts, in the plural, and its year; no things when it is a measure."""
    if _WHOLE_POPULATION.match(indicator.label):
        return "habitants", when(indicator.vintage, "")
    year = when(indicator.vintage, indicator.label)
    return (plain(indicator.label) if is_counted(indicator.label) else ""), year


def _at_least(indicator: Indicator, place: Wording, answer: Answer) -> str:
    about, said = _about(indicator, place)
    _, year = _counted(indicator)
    figure = f"{'sont' if said.plural else 'est'} d’au moins {_figure(indicator, answer.lower_bound)}"
    return f"{about} {figure}{year} : le reste est couvert par le secret statistique"


def _is_nothing(answer: Answer) -> bool:
    return format_number(answer.value, answer.decimals) == format_number(0, answer.decimals)


def _partial(answer: Answer) -> str:
    if answer.communes == 1 or not answer.left_out:
        return ""
    left_out = len(answer.left_out)
    return f" (hors {format_number(left_out)} commune{'s' if left_out > 1 else ''} sans valeur)"


def _against(indicator: Indicator, wider: Sequence[Beside]) -> str:
    known = [one for one in wider if one.answer.value is not None]
    told = [f"{_figure(indicator, one.answer.value)} {one.wording.at}" for one in known]
    if not told:
        return ""
    *first, last = told
    return f", contre {', '.join(first)}{' et ' if first else ''}{last}"


def _stands(standing: Standing | None, *, ordered: bool) -> str:
    if standing is None or standing.rank is None or not (standing.level and standing.wording) or standing.count == 1:
        return ""
    among = "de France" if standing.among == Level.FRANCE else standing.wording.of
    place = ordinal(standing.rank, standing.level)
    count = format_number(standing.count)
    if standing.ties:
        text = f"{place} ex æquo des {count} {standing.level.nouns} {among}"
    else:
        text = f"{place} {standing.level.noun} {among} sur {count}"
    text += ", par ordre décroissant" if ordered else ""
    return f" : {text}" + (f" ({format_number(standing.without)} sans valeur)" if standing.without else "")


def _about(indicator: Indicator, place: Wording) -> tuple[str, Subject]:
    """Return the indicator and the place as a subject, and how the rest agrees with it."""
    said = subject(indicator.label)
    if said.of_the_place:
        return f"{said.text} {place.of}", said
    return f"{place.at}, {said.text}{',' if ',' in said.text else ''}", said


def _unknown(indicator: Indicator, place: Wording, answer: Answer) -> str:
    if answer.lower_bound is not None:
        return _at_least(indicator, place, answer)
    about, said = _about(indicator, place)
    be, not_be = ("sont", "ne sont pas") if said.plural else ("est", "n’est pas")
    match answer.status:
        case Status.SECRET:
            return f"{about} {not_be} publié{said.ending} : secret statistique"
        case Status.NOT_APPLICABLE:
            return f"{about} {be} sans objet : le dénominateur est nul"
        case Status.NOT_AGGREGABLE if answer.communes > 1:
            return f"{about} ne se calcule{'nt' if said.plural else ''} pas à partir des valeurs des communes"
        case Status.NOT_AGGREGABLE:
            return f"{about} {not_be} connu{said.ending} : la source ne donne encore que ses anciennes communes"
        case _:
            scope = "" if indicator.scope == Level.FRANCE else f" (champ : {indicator.scope_label})"
            return f"{about} {not_be} connu{said.ending} : pas de donnée dans la source{scope}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
