"""The engine: from an indicator and communes to figures. What it reads is shared: nobody changes it."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.catalogue.derived import inputs_of
from citeoscope.catalogue.indicator import Indicator, dataset_of
from citeoscope.catalogue.rules import COUNTED, Derived, NoRule, Sum
from citeoscope.errors import CatalogueError
from citeoscope.language import say
from citeoscope.query.derive import derive, quantity_of
from citeoscope.query.groups import Groups
from citeoscope.query.quantity import Quantity, from_column, from_points, published, row_of, within
from citeoscope.query.rules import evaluate, evaluate_twice
from citeoscope.query.secrecy import hide_small_cells
from citeoscope.query.status import Status
from citeoscope.store import Store
from citeoscope.territory.geography import Geography
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, parse

_ADDED: Final = Sum(name="sum", value="formula.result")


class Figures:
    """Computes figures on the data of a store.

    Parameters
    ----------
    store
        Where the datasets are read.
    geography
        Which communes make each territory.
    indicators
        The declared indicators, by id.
    """

    def __init__(self, store: Store, geography: Geography, indicators: Mapping[str, Indicator]) -> None:
        self.store = store
        self.geography = geography
        self.indicators = indicators
        self.read = lru_cache(maxsize=64)(store.read)
        self.table = lru_cache(maxsize=1024)(self._table)  # every indicator and vintage at every level
        self.quantities = lru_cache(maxsize=256)(self._quantities)
        self._quantity = lru_cache(maxsize=256)(self._read_quantity)
        self._rows = lru_cache(maxsize=64)(self._row_of_commune)
        self._together = lru_cache(maxsize=256)(self._published_together)
        self.groups = cache(self._group_communes)
        self._scope = cache(lambda expression: frozenset(self.geography.resolve(expression).codes))

    def _quantities(self, indicator: Indicator) -> list[Quantity]:
        """Read what the rule of an indicator reads, one per reference, limited to its scope."""
        first, *others = (self._quantity(reference) for reference in indicator.references)
        if indicator.scope == Level.FRANCE:
            return [first, *others]
        return [within(first, self._scope(indicator.scope)), *others]

    def _read_quantity(self, reference: str) -> Quantity:
        dataset = dataset_of(reference)
        communes = self.geography.communes.index
        if (counted := COUNTED.fullmatch(reference)) is not None:
            return from_points(_having(self.read(dataset), counted["column"], counted["value"]), communes)
        rebase = self.store.manifest(dataset).rebase
        column, splits = reference.split(".")[1], rebase.splits if rebase else {}
        return from_column(self.read(dataset), column, communes, splits, self._rows(dataset))

    def _row_of_commune(self, dataset: str) -> NDArray[np.intp]:
        return row_of(self.read(dataset), self.geography.communes.index)

    def _group_communes(self, level: Level) -> Groups:
        communes = self.geography.communes
        if level is Level.FRANCE:
            return Groups.of(pd.Series("FR", index=communes.index))
        return Groups.of(communes["code" if level is Level.COMMUNE else str(level)])

    def _table(self, indicator: Indicator, level: Level) -> pd.DataFrame:
        """Compute an indicator for every territory of a level, by code; see `rules.evaluate` for the columns."""
        computed = self._computed(indicator, self.groups(level), level)
        rule = indicator.rule
        if not isinstance(rule, NoRule) or rule.published is None or level is Level.COMMUNE:
            return computed
        dataset, column = rule.published.split(".")
        given = published(self.read(dataset), column, level)
        given = given.loc[given.index.intersection(computed.index)]
        computed.loc[given.index, given.columns] = given
        computed["value"] = computed["value"].where(computed["status"] == Status.OK)
        return computed

    def of(self, indicator: Indicator, perimeter: Perimeter) -> pd.Series:
        """Compute an indicator for one perimeter; one that has a code may have a figure of the publisher's own."""
        if perimeter.level is not None:
            code = parse(perimeter.expression)[0].code
            return self.table(indicator, perimeter.level).loc[[code]].iloc[0]
        return self._computed(indicator, _whole(perimeter), None).iloc[0]

    def twice(self, before: Indicator, after: Indicator, perimeter: Perimeter) -> pd.Series:
        """Compute two vintages of an indicator for one perimeter, on the communes that have a value in both."""
        groups = _whole(perimeter)
        row = evaluate_twice(after.rule, self.quantities(before), self.quantities(after), groups).iloc[0]
        if any(self._computed(one, groups, None)["small_cell"].iloc[0] for one in (before, after) if one.cells):
            return pd.Series({**row, "before": np.nan, "after": np.nan, "status": str(Status.SECRET)})
        return row

    def own(self, indicator: Indicator, perimeter: Perimeter) -> pd.Series:
        """Return the status of each commune's own figure; that of their common one where a perimeter holds them all."""
        status = self.table(indicator, Level.COMMUNE)["status"].reindex(perimeter.codes)
        held = frozenset(perimeter.codes)
        for members, common in self._together(indicator).items():
            if held.issuperset(members):
                status.loc[list(members)] = common
        return status

    def is_hidden(self, indicator: Indicator, codes: frozenset[str]) -> bool:
        """Say whether the figure of these communes alone is secret."""
        groups = Groups.of(pd.Series("x", index=pd.Index(sorted(codes))))
        return bool(self._computed(indicator, groups, None)["status"].iloc[0] == Status.SECRET)

    def hidden(self, indicator: Indicator) -> frozenset[str]:
        """Return the communes whose own figure is secret."""
        own = self.table(indicator, Level.COMMUNE)["status"]
        return frozenset(own.index[own == Status.SECRET])

    def _published_together(self, indicator: Indicator) -> dict[tuple[str, ...], str]:
        """Return the status of the figure of communes that a source still publishes together."""
        found = {members for name in inputs_of(indicator) for members in self._together(self.indicators[name])}
        if not isinstance(indicator.rule, Derived):
            found = {members for quantity in self.quantities(indicator) for members in quantity.splits.values()}
        labels = {members: Groups.of(pd.Series("x", index=pd.Index(members))) for members in sorted(found)}
        return {members: str(self._computed(indicator, one, None)["status"].iloc[0]) for members, one in labels.items()}

    def _computed(self, indicator: Indicator, groups: Groups, level: Level | None) -> pd.DataFrame:
        """Compute an indicator for groups of communes; `level` is theirs when they are its territories."""
        rule = indicator.rule
        if isinstance(rule, Derived):
            return self._derived(indicator, rule, groups, level)
        quantities = self.quantities(indicator)
        figures = evaluate(rule, quantities, groups)
        if indicator.cells is None:
            return figures
        units = self._quantity(indicator.cells.units)
        value = quantities[0] if isinstance(rule, Sum) else None
        return hide_small_cells(figures, indicator.cells, units, groups, value)

    def _derived(self, indicator: Indicator, rule: Derived, groups: Groups, level: Level | None) -> pd.DataFrame:
        inputs = [self.indicators[name] for name in inputs_of(indicator)]
        if rule.then is None or level is Level.COMMUNE:
            answer = (self.table(one, level) if level else self._computed(one, groups, None) for one in inputs)
            return derive(rule, {one.id: figures for one, figures in zip(inputs, answer, strict=True)})
        own = self.table(indicator, Level.COMMUNE)
        return evaluate(_ADDED, [quantity_of(own)], groups)


def _having(rows: pd.DataFrame, column: str | None, value: str | None) -> pd.DataFrame:
    """Keep the rows that have a value in a column, when one is asked for."""
    if column is None:
        return rows
    if column not in rows.columns:
        raise CatalogueError(
            say(
                "Colonne inconnue : « {column} ». Colonnes disponibles : {columns}.",
                column=column,
                columns=", ".join(rows.columns),
            )
        )
    return rows[rows[column] == value]


def _whole(perimeter: Perimeter) -> Groups:
    return Groups.of(pd.Series(perimeter.expression, index=pd.Index(perimeter.codes)))
