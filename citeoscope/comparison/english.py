"""The sentence of a territory in English: the facts of the French one, in the same order. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison.beside import Beside
from citeoscope.comparison.standing import Standing, ordinal
from citeoscope.numbers import format_number, format_value
from citeoscope.query.answer import Answer
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level

_PARENTHESIS: Final = re.compile(r"\s*\([^)]*\)")
_YEARS: Final = re.compile(r"^(\d{4})(?:[-–](\d{4}))?$")
_PEOPLE: Final = re.compile(r"^(?:Legal population|Population(?: in \d{4})?)$")
_NOT_PLURAL: Final = ("ss", "us", "is")
_PER: Final = "per "
_AFTER_HEAD: Final = re.compile(
    r" (?:at|between|built|by|de|for|from|in|led|lived|of|on|over|per|rated|since|that|to|under|vacant|who|with)\b"
)
"""What follows the head of a label: its number is that of the word before."""
_PROPER: Final = ("Fabriques", "France", "Manufactures")


def sentence(indicator: Indicator, own: Beside, standing: Standing | None, wider: Sequence[Beside]) -> str:
    """Write in English what the numbers say of a territory; see `citeoscope.comparison.sentence.sentence`.

    Parameters
    ----------
    indicator
        With its English texts.
    own, standing, wider
        As there.

    Returns
    -------
    str
        `Nanterre has 97,783 inhabitants in 2023: 6th of the 1,266 communes of Île-de-France.`
    """
    answer, year = own.answer, _when(indicator)
    if answer.value is None:
        return _capital(f"{_unknown(indicator, own, year)}.")
    told = _told(indicator, own, answer.value, year) + _partial(answer)
    if indicator.kind != "count" and not indicator.adds_up:
        told += _against(indicator, [one for one in wider if one.perimeter.codes != own.perimeter.codes])
    nothing = format_number(answer.value, answer.decimals) == format_number(0, answer.decimals)
    stands = "" if nothing and indicator.kind == "count" else _stands(standing, ordered=indicator.kind != "count")
    return _capital(f"{told}{stands}.")


def _told(indicator: Indicator, own: Beside, value: float, year: str) -> str:
    things = _things(indicator)
    if things and (indicator.kind == "count" or indicator.unit.startswith(_PER)):
        number = format_number(value, indicator.decimals)
        if number == format_number(0, indicator.decimals):
            return f"{own.wording.name} has no {things}{year}"
        return f"{own.wording.name} has {number} {_one(things) if number == '1' else things}{year}"
    return f"{_about(indicator, own)} {_be(indicator)} {_figure(indicator, value)}{year}"


def _unknown(indicator: Indicator, own: Beside, year: str) -> str:
    answer, about, be = own.answer, _about(indicator, own), _be(indicator)
    if answer.lower_bound is not None:
        figure = _figure(indicator, answer.lower_bound)
        return f"{about} {be} at least {figure}{year}: the rest is covered by statistical confidentiality"
    match answer.status:
        case Status.SECRET:
            return f"{about} {be} not published: statistical confidentiality"
        case Status.NOT_APPLICABLE:
            return f"{about} {be} not applicable: the denominator is zero"
        case Status.NOT_AGGREGABLE if answer.communes > 1:
            return f"{about} cannot be computed from the values of the communes"
        case Status.NOT_AGGREGABLE:
            return f"{about} {be} not known: the source still gives the former communes only"
        case _:
            scope = "" if indicator.scope == Level.FRANCE else f" (coverage: {indicator.scope_label})"
            return f"{about} {be} not known: no data in the source{scope}"


def _about(indicator: Indicator, own: Beside) -> str:
    things = _things(indicator)
    if things and (indicator.kind == "count" or indicator.unit.startswith(_PER)):
        return f"the number of {things} {own.wording.at}"
    return f"the {_plain(indicator.label)} {own.wording.at}"


def _be(indicator: Indicator) -> str:
    counted = indicator.kind == "count" or indicator.unit.startswith(_PER)
    return "are" if _is_plural(_plain(indicator.label)) and not counted else "is"


def _figure(indicator: Indicator, value: float | None) -> str:
    told = _things(indicator) and (indicator.kind == "count" or indicator.unit.startswith(_PER))
    return format_value(value, "" if told else indicator.unit, indicator.decimals)


def _partial(answer: Answer) -> str:
    if answer.communes == 1 or not answer.left_out:
        return ""
    many = len(answer.left_out)
    return f" (without {format_number(many)} {'commune' if many == 1 else 'communes'} that have no value)"


def _against(indicator: Indicator, wider: Sequence[Beside]) -> str:
    told = [f"{_figure(indicator, one.answer.value)} {one.wording.at}" for one in wider if one.answer.value is not None]
    if not told:
        return ""
    *first, last = told
    return f", against {', '.join(first)}{' and ' if first else ''}{last}"


def _stands(standing: Standing | None, *, ordered: bool) -> str:
    if standing is None or standing.rank is None or not (standing.level and standing.wording) or standing.count == 1:
        return ""
    place = ordinal(standing.rank, standing.level) + (" equal" if standing.ties else "")
    text = f"{place} of the {format_number(standing.count)} {standing.level.nouns} {standing.wording.of}"
    text += ", in decreasing order" if ordered else ""
    return f": {text}" + (f" ({format_number(standing.without)} without a value)" if standing.without else "")


def _things(indicator: Indicator) -> str:
    """Return the things an indicator counts, in the plural; empty when it is a measure."""
    if _PEOPLE.match(indicator.label):
        return "inhabitants"
    plain = _plain(indicator.label)
    return plain if _is_plural(plain) else ""


def _is_plural(plain: str) -> bool:
    """Say whether the head of a label is in the plural."""
    last = _AFTER_HEAD.split(plain, maxsplit=1)[0].rsplit(" ", maxsplit=1)[-1]
    return last.endswith("s") and not last.endswith(_NOT_PLURAL)


def _one(things: str) -> str:
    """Put the head of a plural in the singular: `bakeries` gives `bakery`, `stations and stops` `station and stop`."""
    head = _AFTER_HEAD.split(things, maxsplit=1)[0]
    singular = " and ".join(
        f"{one[:-3]}y" if one.endswith("ies") else one.removesuffix("s") for one in head.split(" and ")
    )
    return singular + things.removeprefix(head)


def _plain(label: str) -> str:
    text = _PARENTHESIS.sub("", label)
    return text if text[1:2].isupper() or text.startswith(_PROPER) else text[:1].lower() + text[1:]


def _when(indicator: Indicator) -> str:
    years = _YEARS.match(indicator.vintage)
    if years is None:
        return f" ({indicator.vintage})"
    first, last = years.groups()
    if not _PEOPLE.match(indicator.label) and first in indicator.label and (last is None or last in indicator.label):
        return ""
    return f" in {first}" if last is None else f" between {first} and {last}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
