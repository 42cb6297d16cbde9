"""The opened data: store, geography and indicators together, read-only, shared by every reader."""

from functools import cache, lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.catalogue.indicator import Indicator, NoRule, dataset_of
from citeoscope.catalogue.load import catalogue
from citeoscope.errors import UnknownIndicatorError
from citeoscope.freshness import staleness
from citeoscope.query.answer import Answer, SourceNote, explain
from citeoscope.query.groups import Groups
from citeoscope.query.quantity import Quantity, from_column, from_points, published, row_of, within
from citeoscope.query.rules import evaluate
from citeoscope.query.status import Status
from citeoscope.query.vintage import in_place
from citeoscope.settings import settings
from citeoscope.store import INDEX, Store
from citeoscope.territory.geography import Geography
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, parse


class Atlas:
    """Answers questions on the data of a store.

    Parameters
    ----------
    store
        Where the datasets are read.
    indicators
        The declared indicators, by id.

    Notes
    -----
    Frames are read once and shared: whoever receives one must not change it.
    """

    def __init__(self, store: Store, indicators: dict[str, Indicator]) -> None:
        self.store = store
        self.indicators = in_place(indicators, {name: store.manifest(name) for name in store.datasets})
        people = store.read("populations_legales")
        population = dict(zip(people["code"], people["pmun"], strict=True))
        self.geography = Geography(store.read("communes"), store.read("territoires"), population)
        self.read = lru_cache(maxsize=64)(store.read)
        self.table = lru_cache(maxsize=256)(self._table)
        self.quantities = lru_cache(maxsize=256)(self._quantities)
        self._quantity = lru_cache(maxsize=256)(self._read_quantity)
        self._rows = lru_cache(maxsize=64)(self._row_of_commune)
        self._groups = cache(self._group_communes)
        self._scope = cache(lambda expression: frozenset(self.geography.resolve(expression).codes))

    def indicator(self, indicator: str) -> Indicator:
        """Return a declared indicator.

        Parameters
        ----------
        indicator
            Its id, for instance `revenu_median`.

        Returns
        -------
        Indicator

        Raises
        ------
        UnknownIndicatorError
            No file declares it; the message lists those that exist.
        """
        try:
            return self.indicators[indicator]
        except KeyError:
            known = ", ".join(self.indicators)
            raise UnknownIndicatorError(f"Indicateur inconnu : « {indicator} ». Indicateurs : {known}.") from None

    def perimeter(self, territory: str | Perimeter) -> Perimeter:
        """Return a perimeter from its expression, or as it is."""
        return territory if isinstance(territory, Perimeter) else self.geography.resolve(territory)

    def _quantities(self, indicator: Indicator) -> list[Quantity]:
        """Read what the rule of an indicator reads, one per reference, limited to its scope."""
        first, *others = (self._quantity(reference) for reference in indicator.references)
        if indicator.scope == Level.FRANCE:
            return [first, *others]
        return [within(first, self._scope(indicator.scope)), *others]

    def _read_quantity(self, reference: str) -> Quantity:
        dataset = dataset_of(reference)
        communes = self.geography.communes.index
        if reference.startswith("count("):
            return from_points(self.read(dataset), communes)
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

    def _table(self, indicator: str, level: Level) -> pd.DataFrame:
        """Compute an indicator for every territory of a level: `value, status, coverage, communes` by code."""
        declared = self.indicator(indicator)
        computed = evaluate(declared.rule, self.quantities(declared), self._groups(level))
        if not isinstance(declared.rule, NoRule) or declared.rule.published is None or level is Level.COMMUNE:
            return computed
        dataset, column = declared.rule.published.split(".")
        given = published(self.read(dataset), column, level)
        given = given.loc[given.index.intersection(computed.index)]
        computed.loc[given.index, given.columns] = given
        computed["value"] = computed["value"].where(computed["status"] == Status.OK)
        return computed

    def territories(self, perimeter: Perimeter, level: Level) -> list[str]:
        """Return the codes of a level's territories that have a commune in a perimeter, each one whole."""
        if level is Level.COMMUNE:
            return list(perimeter.codes)
        if level is Level.FRANCE:
            return ["FR"]
        return sorted(self.geography.communes.loc[list(perimeter.codes), str(level)].dropna().unique())

    def values(self, indicator: str, perimeter: Perimeter, level: Level = Level.COMMUNE) -> pd.DataFrame:
        """Return `code, name, value, status` for the territories of a perimeter, without geometry."""
        codes = self.territories(perimeter, level)
        table = self.table(indicator, level).reindex(codes)
        names = self.geography.names
        return pd.DataFrame(
            {
                "code": codes,
                "name": [names[level, code] for code in codes],
                "value": table["value"].to_numpy(),
                "status": table["status"].to_numpy(),
            }
        )

    def select(self, indicator: str, territory: str | Perimeter, level: str = "commune") -> gpd.GeoDataFrame:
        """Return an indicator for the territories of a perimeter, with their outlines.

        Parameters
        ----------
        indicator
            Indicator id.
        territory
            Perimeter or expression.
        level
            `commune`, `ept`, `epci`, `departement`, `region` or `france`; above the commune, each territory that has
            a commune in the perimeter is answered whole.

        Returns
        -------
        geopandas.GeoDataFrame
            EPSG:4326; `code, name, value, status, geometry`, one row per territory, sorted by code. `value` is in the
            indicator's unit and NaN unless `status` is `ok`; `geometry` is `None` where no outline is published.
            `attrs["citeoscope"]` holds indicator, unit, vintage, perimeter and sources.

        Raises
        ------
        UnknownIndicatorError, UnknownTerritoryError
            Nothing is declared by that name.
        ValueError
            Unknown level.
        """
        wanted = _level(level)
        perimeter = self.perimeter(territory)
        values = self.values(indicator, perimeter, wanted)
        geometry = self.outlines(wanted).reindex(values["code"]).to_numpy()
        frame = gpd.GeoDataFrame(values, geometry=gpd.array.from_shapely(geometry), crs="EPSG:4326")
        declared = self.indicator(indicator)
        frame.attrs["citeoscope"] = {
            "indicator": indicator,
            "label": declared.label,
            "unit": declared.unit,
            "vintage": declared.vintage,
            "perimeter": perimeter.expression,
            "sources": [note.text for note in self.sources(indicator)],
        }
        return frame

    @cache  # noqa: B019 - an atlas lives as long as its data
    def outlines(self, level: Level) -> pd.Series:
        """Return the display outlines of a level, by code: shapely geometries in EPSG:4326."""
        if level is Level.FRANCE:
            union = self.outlines(Level.REGION).to_numpy()
            return pd.Series([gpd.GeoSeries(union, crs="EPSG:4326").union_all()], index=["FR"], dtype=object)
        plural = {Level.COMMUNE: "communes", Level.DEPARTEMENT: "departements", Level.REGION: "regions"}
        frame = self.read(f"contours_{plural.get(level, level)}")
        return pd.Series(np.asarray(frame.geometry.array, dtype=object), index=frame["code"].to_numpy(), dtype=object)

    def aggregate(self, indicator: str, territory: str | Perimeter) -> Answer:
        """Compute the figure of a perimeter by the indicator's rule.

        Parameters
        ----------
        indicator
            Indicator id.
        territory
            Perimeter or expression.

        Returns
        -------
        Answer
            A value with its coverage, or a status and the reason.

        Raises
        ------
        UnknownIndicatorError, UnknownTerritoryError
            Nothing is declared by that name.
        """
        declared = self.indicator(indicator)
        perimeter = self.perimeter(territory)
        row = self._answer_row(declared, perimeter)
        status = Status(row["status"])
        own = self.table(indicator, Level.COMMUNE)["status"].reindex(perimeter.codes)
        # A commune where the quotient has no meaning still counts in the sums: it is not left out.
        left_out = tuple(own.index[~own.isin([Status.OK, Status.NOT_APPLICABLE])])
        if isinstance(declared.rule, NoRule) and status is Status.OK:
            left_out = ()  # the publisher's own figure: nothing was computed from communes
        coverage = float(row["coverage"])
        return Answer(
            indicator=indicator,
            perimeter=perimeter.expression,
            value=float(row["value"]) if status is Status.OK else None,
            status=status,
            rule=declared.rule.name,
            coverage=coverage,
            communes=len(perimeter),
            left_out=left_out,
            reason=explain(declared, status, len(perimeter), len(left_out), coverage),
            unit=declared.unit,
            decimals=declared.decimals,
            vintage=declared.vintage,
            sources=self.sources(indicator),
        )

    def _answer_row(self, declared: Indicator, perimeter: Perimeter) -> pd.Series:
        """Answer a perimeter: a territory that has a code may have a published figure of its own."""
        if perimeter.level is not None:
            code = parse(perimeter.expression)[0].code
            return self.table(declared.id, perimeter.level).loc[[code]].iloc[0]
        groups = pd.Series(perimeter.expression, index=pd.Index(perimeter.codes))
        return evaluate(declared.rule, self.quantities(declared), groups).iloc[0]

    def sources(self, indicator: str) -> tuple[SourceNote, ...]:
        """Return what must be quoted beside an indicator's figures, one note per dataset."""
        return tuple(self.source(dataset) for dataset in self.indicator(indicator).datasets)

    def source(self, dataset: str) -> SourceNote:
        """Return what must be quoted beside the figures of a dataset."""
        return SourceNote.of(self.store.manifest(dataset), staleness(self.store, dataset))


def _level(level: str) -> Level:
    try:
        return Level(level)
    except ValueError:
        raise ValueError(f"Niveau inconnu : « {level} ». Niveaux : {', '.join(Level)}.") from None


def atlas() -> Atlas:
    """Return the atlas of the current data; a new version of the data is picked up by itself.

    Raises
    ------
    StoreError
        The data is missing or damaged; the message says which file and what to do.
    """
    roots = (settings().store, settings().snapshot)
    stamps = tuple(_stamp(root / INDEX) for root in roots)
    return _open(roots, stamps)


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=2)
def _open(roots: tuple[Path, ...], _stamps: tuple[int, ...]) -> Atlas:
    return Atlas(Store(*roots), catalogue())
