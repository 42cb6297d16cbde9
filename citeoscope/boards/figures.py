"""Six figures of a territory for a board: the indicator on screen first, then those that every dossier asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from citeoscope.atlas import Atlas
from citeoscope.comparison.peers import holders
from citeoscope.language import enumerated, say
from citeoscope.numbers import format_low, format_value
from citeoscope.query.answer import Answer, SourceNote
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level

USUAL: Final = (
    "population",
    "evolution_population",
    "revenu_median",
    "taux_pauvrete",
    "part_logements_vacants",
    "emplois_salaries",
    "tiers_lieux",
    "densite",
)
SIX: Final = 6
WIDER: Final = (Level.EPT, Level.EPCI, Level.REGION, Level.FRANCE)
"""What a figure is compared with: the first of them that holds the territory and has the figure."""


@dataclass(frozen=True, slots=True)
class BoardFigure:
    """A figure of the territory of a board.

    Attributes
    ----------
    label
        What it is, in a few words.
    text
        The figure with its unit, or the words of its non-value.
    note
        Publisher, vintage, and what a reader must know.
    absent
        Whether there is no value.
    sources
        What must be quoted.
    beside
        The same figure of a wider territory; empty where there is none.
    """

    label: str
    text: str
    note: str
    absent: bool
    sources: tuple[SourceNote, ...]
    beside: str = ""


def six_figures(
    data: Atlas, indicator: str, territory: str, vintage: str | None = None, beside: Sequence[str] = ()
) -> tuple[BoardFigure, ...]:
    """Return six figures of a territory.

    Parameters
    ----------
    data
        The atlas.
    indicator
        Comes first, at its vintage.
    territory
        Perimeter expression.
    vintage
        Of the indicator; the others are at their current one.
    beside
        Indicators that were put beside it: they come next, whatever they have to say.

    Returns
    -------
    tuple[BoardFigure, ...]
        Of the usual indicators, those that have a value here come before those that have none.
    """
    first = [data.aggregate(indicator, territory, vintage)]
    first += [data.aggregate(name, territory) for name in dict.fromkeys(beside) if name != indicator][: SIX - 1]
    told = {answer.indicator for answer in first}
    usual = [data.aggregate(name, territory) for name in USUAL if name not in told and name in data.indicators]
    known = sorted(usual, key=lambda answer: answer.status is not Status.OK)[: SIX - len(first)]
    kept = [answer for answer in usual if answer in known]
    return tuple(_figure(data, answer) for answer in (*first, *kept))


def _figure(data: Atlas, answer: Answer) -> BoardFigure:
    shown = data.indicator(answer.indicator).at(answer.vintage)
    label, text, absent = shown.short, answer.text, answer.status is not Status.OK
    said = answer.reason
    if answer.status is Status.NOT_AGGREGABLE:
        values = data.values(shown.id, data.perimeter(answer.perimeter), vintage=answer.vintage)["value"].dropna()
        if len(values):
            low, high = (format_low(value, shown.unit, shown.decimals) for value in (values.min(), values.max()))
            top = format_value(float(values.max()), shown.unit, shown.decimals)
            label, text, absent = (
                say("{short}, par commune", short=shown.short),
                top if low == high else say("de {low} à {top}", low=low, top=top),
                False,
            )
            said = say("Celui de l’ensemble ne s’en déduit pas.")
    publishers = ", ".join(dict.fromkeys(note.publisher for note in answer.sources))
    alerts = enumerated(dict.fromkeys(note.alert for note in answer.sources if note.alert))
    note = " · ".join(filter(None, (f"{publishers}, {answer.vintage}", alerts, said)))
    compared, cited = _beside(data, answer) if not absent else ("", ())
    return BoardFigure(label, text, note, absent, (*answer.sources, *cited), compared)


def _beside(data: Atlas, answer: Answer) -> tuple[str, tuple[SourceNote, ...]]:
    """Write the same figure, of the same vintage, of a wider territory: only one that needs no remark of its own."""
    own = data.perimeter(answer.perimeter)
    wider = {one.level: one for one in holders(data, own) if set(one.codes) != set(own.codes)}
    for where in (wider[level] for level in WIDER if level in wider):
        other = data.aggregate(answer.indicator, where, answer.vintage)
        if other.status is Status.OK and not other.reason:
            return say("{name} : {figure}", name=where.name, figure=other.text), other.sources
    return "", ()
