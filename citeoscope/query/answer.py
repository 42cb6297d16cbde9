"""What `aggregate` answers: a figure, or the reason why there is none, with its sources."""

import math
from dataclasses import dataclass
from typing import Final

import pandas as pd

from citeoscope.catalogue.indicator import Cells, Indicator
from citeoscope.catalogue.rules import NoRule
from citeoscope.freshness import sentence
from citeoscope.language import counted, phrase, say
from citeoscope.numbers import format_number, format_value, french_date
from citeoscope.query.status import Status
from citeoscope.store import Manifest, Stale
from citeoscope.territory.perimeter import Perimeter

CARRIERS: Final = {
    "mirror": phrase("fichier publié, copie locale"),
    "network": phrase("service en ligne"),
    "derived": phrase("calculé"),
}


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a figure comes from, as it must be quoted beside it.

    `origin` is what carried it (`mirror`, `network`, `derived`); `stale` says why its last refresh failed.
    """

    dataset: str
    title: str
    publisher: str
    licence: str
    vintage: str
    retrieved_at: str
    origin: str = "mirror"
    stale: Stale | None = None

    @classmethod
    def of(cls, manifest: Manifest, stale: Stale | None = None) -> "SourceNote":
        """Read the note of a dataset from its manifest and from what happened to its last refresh."""
        source = manifest.source
        return cls(
            dataset=manifest.dataset,
            title=manifest.title,
            publisher=source.publisher if source else "Citéoscope",
            licence=source.licence if source else "",
            vintage=source.vintage if source else "",
            retrieved_at=manifest.retrieved_at[:10],
            origin=manifest.origin,
            stale=stale,
        )

    @property
    def text(self) -> str:
        """The note as one line: publisher, title, vintage."""
        return f"{self.publisher}, {self.title}, {self.vintage}"

    @property
    def carrier(self) -> str:
        """What carried the figure here: a published file or an online service."""
        return say(CARRIERS[self.origin])

    @property
    def alert(self) -> str:
        """In a few words, that the last refresh failed; empty when it did not."""
        return say("source en défaut depuis le {since}", since=french_date(self.stale.since[:10])) if self.stale else ""

    @property
    def warning(self) -> str:
        """The same with the reason and the date of what is shown; empty when nothing failed."""
        if self.stale is None:
            return ""
        since = french_date(self.stale.since[:10])
        return say(
            "Dernier rafraîchissement en échec le {since} : {reason} Les chiffres montrés sont "
            "ceux récupérés le {retrieved_at}.",
            since=since,
            reason=sentence(self.stale.reason),
            retrieved_at=french_date(self.retrieved_at),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure of an indicator over a perimeter.

    Attributes
    ----------
    indicator, perimeter
        Indicator id and perimeter expression.
    value
        In `unit`; `None` unless `status` is `ok`.
    lower_bound
        Where a sum is secret and the indicator allows it: what its known part comes to, in `unit`; otherwise `None`.
    status
        `ok`, `secret`, `missing`, `not_applicable` or `not_aggregable`.
    rule
        Name of the aggregation rule.
    coverage
        Share (0 to 1) of the communes, or of the weight for a weighted mean, that had a value.
    communes
        Number of communes of the perimeter.
    left_out
        Codes of the communes without a value of their own.
    reason
        One French sentence when there is no value, or when the value does not cover everything; otherwise empty.
    unit, decimals, vintage, sources
        What must be shown beside the figure.
    """

    indicator: str
    perimeter: str
    value: float | None
    status: Status
    rule: str
    coverage: float
    communes: int
    left_out: tuple[str, ...]
    reason: str
    unit: str
    decimals: int
    vintage: str
    sources: tuple[SourceNote, ...]
    lower_bound: float | None = None

    @property
    def text(self) -> str:
        """The figure in French with its unit, « au moins » and what is known of it, or the words of its non-value."""
        if self.value is not None:
            return format_value(self.value, self.unit, self.decimals)
        if self.lower_bound is not None:
            return say("au moins {lower_bound}", lower_bound=format_value(self.lower_bound, self.unit, self.decimals))
        return self.status.label


def answer_of(
    indicator: Indicator, perimeter: Perimeter, row: pd.Series, own: pd.Series, sources: tuple[SourceNote, ...]
) -> Answer:
    """Write an answer from what the engine computed.

    Parameters
    ----------
    indicator
        The indicator, at the vintage asked for.
    perimeter
        What was asked for.
    row
        `value, status, coverage, lower_bound` of the perimeter, and `small_cell` where the indicator has such cells.
    own
        Status of each commune's own figure.
    sources
        What must be quoted.

    Returns
    -------
    Answer
    """
    status = Status(row["status"])
    known = status is Status.OK
    # A commune where the quotient has no meaning still counts in the sums, and so does one whose cell is too small to
    # be shown alone: they are not left out.
    counted = [Status.OK, Status.NOT_APPLICABLE, *([Status.SECRET] if indicator.cells and known else [])]
    left_out = tuple(own.index[~own.isin(counted)])
    if isinstance(indicator.rule, NoRule) and known:
        left_out = ()  # the publisher's own figure: nothing was computed from communes
    coverage, bound = float(row["coverage"]), float(row.get("lower_bound", math.nan))
    if indicator.cells and row["small_cell"]:
        reason = explain_small_cell(indicator.cells, len(perimeter))
    else:
        told = left_out if status is not Status.SECRET else own.index[own == Status.SECRET]
        reason = explain(indicator, status, len(perimeter), len(told), coverage)
    return Answer(
        indicator=indicator.id,
        perimeter=perimeter.expression,
        value=float(row["value"]) if known else None,
        status=status,
        rule=indicator.rule.name,
        coverage=coverage,
        communes=len(perimeter),
        left_out=left_out,
        reason=reason,
        unit=indicator.unit,
        decimals=indicator.decimals,
        vintage=indicator.vintage,
        sources=sources,
        lower_bound=bound if indicator.secrecy == "lower_bound" and bound > 0 else None,
    )


def explain_small_cell(cells: Cells, communes: int) -> str:
    """Say in one French sentence that a figure would tell about too few units."""
    few = say("moins de {smallest} {cells}", smallest=cells.smallest, cells=say(cells.noun))
    if communes == 1:
        return say("Secret statistique : {few} dans la commune.", few=few)
    return say("Secret statistique : le total ferait deviner le chiffre de communes qui ont {few}.", few=few)


def explain(indicator: Indicator, status: Status, communes: int, left_out: int, coverage: float) -> str:
    """Say in one French sentence what a reader must know about an answer.

    Parameters
    ----------
    indicator
        The indicator asked for.
    status
        Status of the answer.
    communes, left_out
        Number of communes of the perimeter, and of those without a value of their own: of those that are secret, when
        that is why there is no answer.
    coverage
        Share that had a value, 0 to 1.

    Returns
    -------
    str
        Empty when there is nothing to add to the figure.
    """
    # Never rounded up to 100 %: something is left out.
    share = format_value(min(coverage * 100, 99.9), "%", 1)
    of_communes = counted(
        left_out,
        "{left_out} commune sur {communes}",
        "{left_out} communes sur {communes}",
        left_out=format_number(left_out),
        communes=format_number(communes),
    )
    if status is Status.OK:
        if not left_out or communes == 1:
            return ""
        return say(
            "Calculé sans {of_communes}, dont la valeur n’est pas publiée (couverture : {share}).",
            of_communes=of_communes,
            share=share,
        )
    if status is Status.SECRET and communes > 1:
        return say(
            "Couvert par le secret statistique dans {of_communes} (couverture : {share}).",
            of_communes=of_communes,
            share=share,
        )
    if status is Status.MISSING:
        told = say("Pas de donnée dans la source.")
        if communes > 1:
            told = say("Pas de donnée dans la source pour {of_communes}.", of_communes=of_communes)
        if indicator.scope != "france":
            scope = say(indicator.scope_label)
            told = say("{told} Champ de la source : {scope_label}.", told=told, scope_label=scope)
        return told
    if status is Status.NOT_AGGREGABLE and communes == 1:
        return say("Commune née d’une fusion : la source ne donne encore que ses anciennes communes.")
    return say(_REASONS[status])


_REASONS = {
    Status.NOT_AGGREGABLE: phrase(
        "Ne se calcule pas à partir des valeurs des communes : voyez-la commune par commune."
    ),
    Status.SECRET: phrase("Couvert par le secret statistique : trop peu d’habitants pour publier."),
    Status.NOT_APPLICABLE: phrase("Sans objet ici : le calcul n’a pas de sens (dénominateur nul)."),
}
