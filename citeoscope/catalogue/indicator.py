"""What an indicator declares: the model behind `citeoscope/indicators/*.toml`."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from citeoscope.catalogue.rules import COUNTED, Derived, Kind, NoRule, Reference, Rule, Sum, misfit
from citeoscope.errors import UnknownVintageError
from citeoscope.language import say

_TEXTS: Final = ("theme", "label", "short", "unit", "definition", "method", "scope_label")


class Cells(BaseModel):
    """The units behind a figure: below `smallest` of them, it would tell about somebody's business.

    `units` counts them (establishments, for instance).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: Reference
    smallest: int = Field(gt=1)
    noun: str


class Vintage(BaseModel):
    """Another vintage of an indicator: the columns its rule then reads, and the units behind them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vintage: str
    reads: tuple[Reference, ...]
    units: Reference | None = None


def _vintages(written: object) -> object:
    """Read `{ "2017" = "dataset.column" }`, `= ["dataset.a", "dataset.b"]` or `= { reads = […], units = "…" }`."""
    if not isinstance(written, dict):
        return written
    out = []
    for vintage, entry in sorted(written.items()):
        table = entry if isinstance(entry, dict) else {"reads": [entry] if isinstance(entry, str) else entry}
        out.append({"vintage": vintage} | table)
    return tuple(out)


class Indicator(BaseModel):
    """One indicator, as declared in its theme's file.

    `scope` is the perimeter that the source covers, `scope_label` its French name; a commune outside has no data, never
    a zero. `secrecy` says what is answered for a sum with a secret part: nothing, or the known part as a lower bound.
    `series` holds the other vintages.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    theme: str
    label: str
    short: str
    unit: str
    decimals: int = Field(ge=0, le=3)
    definition: str
    kind: Kind
    direction: Literal["more_is_better", "less_is_better", "neutral"]
    scale: Literal["sequential", "diverging"] = "sequential"
    pivot: float | None = None
    vintage: str
    rule: Rule
    series: Annotated[tuple[Vintage, ...], BeforeValidator(_vintages)] = ()
    secrecy: Literal["secret", "lower_bound"] = "secret"
    cells: Cells | None = None
    scope: str = "france"
    scope_label: str = "France"
    method: str = ""
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> "Indicator":
        """Check what no single key can tell; all that is wrong is said at once."""
        wrong = [misfit(self.kind, self.rule)]
        if (self.scale == "diverging") != (self.pivot is not None):
            wrong.append("une échelle divergente demande un pivot, et elle seule")
        if self.secrecy == "lower_bound" and not self.adds_up:
            wrong.append('seule une somme peut avoir une borne inférieure (secrecy = "lower_bound")')
        if isinstance(self.rule, Derived) and not self.method:
            wrong.append('un indicateur dérivé dit sa méthode (method = "…")')
        if isinstance(self.rule, Derived) and self.series:
            wrong.append("un indicateur dérivé n’a pas de série : ses indicateurs de départ en ont")
        given = [one.vintage for one in self.series]
        wrong += [f"millésime {one} déclaré deux fois" for one in given if one == self.vintage]
        for one in self.series:
            try:
                self.rule.reading(one.reads)
            except ValueError as error:
                wrong.append(f"millésime {one.vintage} : {error}")
        if any(wrong):
            raise ValueError(" ; ".join(filter(None, wrong)))
        return self

    def told(self) -> "Indicator":
        """Return the indicator with its texts in the language of the context; nothing else changes."""
        texts = {name: say(getattr(self, name)) for name in _TEXTS}
        return self.model_copy(update=texts | {"caveats": tuple(say(one) for one in self.caveats)})

    @property
    def adds_up(self) -> bool:
        """Whether the figure of a perimeter is the sum of those of its parts."""
        return isinstance(self.rule, Sum) or (isinstance(self.rule, Derived) and self.rule.then == "sum")

    @property
    def vintages(self) -> tuple[str, ...]:
        """Every vintage that can be asked for, oldest first."""
        return tuple(sorted((self.vintage, *(one.vintage for one in self.series))))

    def at(self, vintage: str | None) -> "Indicator":
        """Return the indicator as it reads another vintage.

        Parameters
        ----------
        vintage
            One of `vintages`; the current one when `None`.

        Returns
        -------
        Indicator

        Raises
        ------
        UnknownVintageError
            There is none; the message lists those that exist.
        """
        if vintage is None or vintage == self.vintage:
            return self
        for one in self.series:
            if one.vintage == vintage:
                cells = self.cells and one.units and self.cells.model_copy(update={"units": one.units})
                rule = self.rule.reading(one.reads)
                return self.model_copy(update={"vintage": vintage, "rule": rule, "series": (), "cells": cells or None})
        known = ", ".join(self.vintages)
        raise UnknownVintageError(
            say(
                "« {label} » n’a pas de millésime « {vintage} ». Millésimes : {known}.",
                label=self.label,
                vintage=vintage,
                known=known,
            )
        )

    @property
    def references(self) -> tuple[str, ...]:
        """The columns its rule reads."""
        return self.rule.reads

    @property
    def datasets(self) -> tuple[str, ...]:
        """Ids of the datasets its rule reads itself, in order of use; see `datasets_of` for a derived one."""
        return tuple(dict.fromkeys(dataset for dataset, _ in columns_read(self)))


def columns_read(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """Return the (dataset, column) pairs that an indicator reads itself; the column is empty where rows are counted."""
    published = indicator.rule.published if isinstance(indicator.rule, NoRule) else None
    units = indicator.cells.units if indicator.cells else None
    read = (*indicator.references, *filter(None, (published, units)))
    return tuple(dict.fromkeys(_place(reference) for reference in read))


def _place(reference: str) -> tuple[str, str]:
    if (counted := COUNTED.fullmatch(reference)) is not None:
        return counted["dataset"], counted["column"] or ""
    dataset, _, column = reference.partition(".")
    return dataset, column


def dataset_of(reference: str) -> str:
    """Return the dataset id of a reference: `count(gares_idfm)` and `gares_idfm.id` both give `gares_idfm`."""
    return _place(reference)[0]
