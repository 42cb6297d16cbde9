"""What a map of two indicators says: a French sentence per cell, the words of what lacks a figure. Pure.

The words agree with each indicator by the grammar of its declared label (`comparison.labels`): one added tomorrow has
its sentences too.
"""

from typing import Final

from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison.labels import Subject, plain, subject
from citeoscope.language import counted as agreed
from citeoscope.language import current, say
from citeoscope.maps.crossing import GROUPS, HIGH, LOW, MIDDLE, Axis, Crossing, Lack
from citeoscope.numbers import format_number, format_value
from citeoscope.query.status import Status

_ENGLISH: Final = {LOW: "among the lowest", MIDDLE: "in the middle", HIGH: "among the highest"}


def cell_sentence(first: Axis, second: Axis, cell: int) -> str:
    """Say what the territories of a cell have in common.

    Parameters
    ----------
    first, second
        The indicators.
    cell
        0 to 8: three times the group of the first, plus the group of the second.

    Returns
    -------
    str
        `Le revenu médian est parmi les plus faibles et le taux de pauvreté parmi les plus élevés`, without a full stop.
    """
    if current() == "en":
        return f"{_english(first, cell // GROUPS)}; {plain(_english(second, cell % GROUPS))}"
    left, right = subject(first.indicator.label), subject(second.indicator.label)
    one, other = _attribute(first, left, cell // GROUPS), _attribute(second, right, cell % GROUPS)
    told = f"{left.text}{',' if ',' in left.text else ''} {_verb(left, one)}"
    if one and other and left.plural == right.plural and "," not in right.text:
        told = f"{told} {one} et {right.text} {other}"
    else:
        told = " ".join(filter(None, (told, one, "et", right.text + ("," if "," in right.text else ""))))
        told = " ".join(filter(None, (told, _verb(right, other), other)))
    return told[:1].upper() + told[1:]


def counted(sentence: str, count: int, noun: str, nouns: str) -> str:
    """Add how many territories a sentence holds for: `… : 42 communes`."""
    return say("{sentence} : {count}", sentence=sentence, count=_number(count, noun, nouns))


def group_text(axis: Axis, group: int) -> str:
    """Write the figures of a group: `jusqu’à 23 499`, `23 500 à 27 999`, `28 000 et plus`, without the unit."""
    decimals = axis.breaks.decimals
    low, high = (format_number(end, decimals) for end in axis.breaks.intervals[axis.groups.index(group)])
    if low == high:
        return low
    if len(axis.groups) > 1 and group == LOW:
        return say("jusqu’à {high}", high=high)
    if len(axis.groups) > 1 and group == HIGH:
        return say("{low} et\u00a0plus", low=low)
    return say("{low} à\u00a0{high}", low=low, high=high)


def lack_text(lack: Lack, first: Axis, second: Axis) -> str:
    """Say which figure is lacking and why: `Pauvreté : secret statistique`."""
    if lack.first is lack.second:
        return say("{reason} pour les deux", reason=lack.first.label)
    said = ((first, lack.first), (second, lack.second))
    return " ; ".join(
        say("{name} : {figure}", name=axis.indicator.short, figure=status.label)
        for axis, status in said
        if status is not Status.OK
    )


def remarks(crossing: Crossing, noun: str, nouns: str) -> str:
    """Say what could not be cut in three, and how many territories have both figures; empty when all is well."""
    said = []
    for axis in (crossing.first, crossing.second):
        name = axis.indicator.short
        if not axis.breaks.size:
            said.append(say("« {name} » n’a aucun chiffre publié ici : rien ne peut être croisé.", name=name))
        elif axis.breaks.size == 1:
            said.append(say("« {name} » n’a ici qu’une valeur : il en faut trois pour trois groupes.", name=name))
        elif axis.breaks.size < GROUPS:
            said.append(say("« {name} » n’a ici que deux groupes : ses chiffres sont trop semblables.", name=name))
    total = len(crossing.marks)
    both = int(crossing.marks.str.isdigit().sum())
    if both < total:
        known = _number(both, noun, nouns)
        said.append(
            say("Les deux chiffres sont publiés pour {known} sur {total}.", known=known, total=format_number(total))
        )
    return " ".join(said)


def pair_title(first: Indicator, second: Indicator) -> str:
    """Name two indicators in a few words: `Revenu médian et pauvreté`."""
    other = second.short
    lower = other if other[1:2].isupper() else other[:1].lower() + other[1:]
    return say("{first} et {last}", first=first.short, last=lower)


def pair_text(first: tuple[Axis, float, Status], second: tuple[Axis, float, Status]) -> str:
    """Write both figures of a territory, one per line."""
    return "\n".join(
        say(
            "{name} : {figure}",
            name=axis.indicator.short,
            figure=format_value(value, axis.indicator.unit, axis.breaks.decimals)
            if status is Status.OK
            else status.label,
        )
        for axis, value, status in (first, second)
    )


def _number(count: int, noun: str, nouns: str) -> str:
    return f"{format_number(count)} {agreed(count, noun, nouns)}"


def _english(axis: Axis, group: int) -> str:
    """Say a group in English, where no verb agrees."""
    return f"{axis.indicator.label}: {_ENGLISH[group] if len(axis.groups) > 1 else 'one value only'}"


def _attribute(axis: Axis, said: Subject, group: int) -> str:
    """Return what is said of a group after the verb; nothing where there is but one value."""
    if len(axis.groups) == 1:
        return ""
    feminine = said.ending.startswith("e")
    if group == LOW:
        return "parmi les plus faibles"
    if group == HIGH:
        return f"parmi les plus {'élevées' if feminine else 'élevés'}"
    return f"intermédiaire{'s' if said.plural else ''}"


def _verb(said: Subject, attribute: str) -> str:
    if attribute:
        return "sont" if said.plural else "est"
    return f"n’{'ont' if said.plural else 'a'} qu’une valeur"
