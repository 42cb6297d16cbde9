"""Figures told together, as in the table of a dossier: no secret can be worked out by subtracting them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from citeoscope.atlas import Atlas
from citeoscope.catalogue.rules import Max, NoRule
from citeoscope.language import say
from citeoscope.query.answer import Answer
from citeoscope.query.differencing import Guard, Leak
from citeoscope.query.status import Status
from citeoscope.territory.perimeter import Perimeter

_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Told:
    """Answers that leave together, and the guard that knows them.

    Attributes
    ----------
    answers
        One per territory and indicator, in the order asked for.
    names
        French name of the territory of each answer.
    guard
        To be passed on when more is told to the same reader.
    """

    answers: tuple[Answer, ...]
    names: tuple[str, ...]
    guard: Guard = field(default_factory=Guard)

    @property
    def frame(self) -> pd.DataFrame:
        """The answers as a table: `territory, name, indicator, value, lower_bound, status, text, …`, a row each."""
        return pd.DataFrame(
            [
                {
                    "territory": one.perimeter,
                    "name": name,
                    "indicator": one.indicator,
                    "value": one.value,
                    "lower_bound": one.lower_bound,
                    "status": str(one.status),
                    "text": one.text,
                    "unit": one.unit,
                    "vintage": one.vintage,
                    "coverage": one.coverage,
                    "reason": one.reason,
                    "sources": " ; ".join(note.text for note in one.sources),
                }
                for name, one in zip(self.names, self.answers, strict=True)
            ]
        )


def tell(
    atlas: Atlas, indicators: Sequence[str], territories: Sequence[str | Perimeter], guard: Guard | None = None
) -> Told:
    """Answer several indicators for several territories, for one reader.

    Parameters
    ----------
    atlas
        The data.
    indicators
        Indicator ids.
    territories
        Perimeters or expressions.
    guard
        What the same reader was told before.

    Returns
    -------
    Told
        A figure that would give a secret away by subtraction is `secret`, and its reason says why.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    """
    known = guard or Guard()
    answers: list[Answer] = []
    names: list[str] = []
    for perimeter in map(atlas.perimeter, territories):
        for indicator in indicators:
            answer, known = _told(atlas, indicator, perimeter, known)
            answers.append(answer)
            names.append(perimeter.name)
    return Told(tuple(answers), tuple(names), known)


def _told(atlas: Atlas, indicator: str, perimeter: Perimeter, guard: Guard) -> tuple[Answer, Guard]:
    answer = atlas.aggregate(indicator, perimeter)
    declared = atlas.declared[indicator]
    if answer.status is not Status.OK or isinstance(declared.rule, NoRule | Max):
        return answer, guard
    key = (indicator, declared.vintage)
    hidden = atlas.figures.hidden(declared)
    if hidden:
        hidden &= frozenset(perimeter.codes)
    leak = guard.leak(key, hidden, lambda codes: atlas.figures.is_hidden(declared, codes))
    if leak is None:
        return answer, guard.telling(key, perimeter.name, hidden)
    withheld = replace(answer, value=None, lower_bound=None, status=Status.SECRET, reason=_explain(atlas, leak))
    return withheld, guard


def _explain(atlas: Atlas, leak: Leak) -> str:
    codes = sorted(leak.communes)
    named = ", ".join(atlas.geography.describe("commune", code) for code in codes[:_MOST_NAMED])
    if len(codes) > _MOST_NAMED:
        named = say("{named} et {count} autres communes", named=named, count=len(codes) - _MOST_NAMED)
    other = (
        say("avec le chiffre de « {against} »", against=leak.against)
        if leak.against
        else say("avec les chiffres déjà donnés")
    )
    return say(
        "Non montré : {other}, on en déduirait celui de {named}, couvert par le secret statistique.",
        other=other,
        named=named,
    )
