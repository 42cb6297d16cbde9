"""How a figure changed between two vintages, on the same communes: those that have a value in both."""

from dataclasses import dataclass

import pandas as pd

from citeoscope.catalogue.indicator import Indicator
from citeoscope.language import phrase, say
from citeoscope.numbers import format_value
from citeoscope.query.status import Status


@dataclass(frozen=True, slots=True)
class Change:
    """The change of an indicator over a perimeter, at constant geography.

    Attributes
    ----------
    indicator, perimeter
        Indicator id and perimeter expression.
    first, last
        The two vintages.
    before, after
        Figures of the communes that have a value in both, in `unit`; `None` unless `status` is `ok`. They may differ
        from the figures of each vintage alone, which cover other communes.
    status
        `ok`, or why there is no change to tell.
    coverage
        Share (0 to 1) of the communes, or of the weight, that had a value in both.
    reason
        One French sentence when there is something to know; otherwise empty.
    unit, decimals
        What must be shown beside the figures.
    """

    indicator: str
    perimeter: str
    first: str
    last: str
    before: float | None
    after: float | None
    status: Status
    coverage: float
    reason: str
    unit: str
    decimals: int

    @property
    def difference(self) -> float | None:
        """`after` less `before`, in `unit` (in points for a share)."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def percent(self) -> float | None:
        """The difference in percent of `before`; `None` where that is zero, or where the figure is a share."""
        if self.difference is None or not self.before or self.unit == "%":
            return None
        return self.difference / self.before * 100

    @property
    def text(self) -> str:
        """The difference in French, with its sign and unit, or the words of its non-value."""
        if self.difference is None:
            return self.status.label
        unit = phrase("points") if self.unit == "%" else self.unit
        sign = "+" if self.difference > 0 else ""
        return sign + format_value(self.difference, unit, self.decimals)


def change_of(before: Indicator, after: Indicator, perimeter: str, row: pd.Series) -> Change:
    """Read a change from what the engine computed.

    Parameters
    ----------
    before, after
        The indicator at each vintage.
    perimeter
        Expression.
    row
        From `rules.evaluate_twice`: `before, after, status, coverage`.

    Returns
    -------
    Change
    """
    status = Status(row["status"])
    known = status is Status.OK
    coverage = float(row["coverage"])
    share = format_value(min(coverage * 100, 99.9), "%", 1)
    reason = ""
    if known and coverage < 1:
        reason = say("Sur les communes connues aux deux dates (couverture : {share}).", share=share)
    elif not known:
        reason = say(
            "Pas d’évolution de {first} à {last} : {status} (couverture : {share}).",
            first=before.vintage,
            last=after.vintage,
            status=status.label,
            share=share,
        )
    return Change(
        indicator=after.id,
        perimeter=perimeter,
        first=before.vintage,
        last=after.vintage,
        before=float(row["before"]) if known else None,
        after=float(row["after"]) if known else None,
        status=status,
        coverage=coverage,
        reason=reason,
        unit=after.unit,
        decimals=after.decimals,
    )
