"""The opened data: store, geography and indicators together, read-only, shared by every reader."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from citeoscope.catalogue.derived import datasets_of
from citeoscope.catalogue.indicator import Indicator
from citeoscope.catalogue.load import catalogue
from citeoscope.errors import CatalogueError, UnknownIndicatorError, UnknownVintageError
from citeoscope.freshness import staleness
from citeoscope.language import DEFAULT, Language, current, kept, say
from citeoscope.query.answer import Answer, SourceNote, answer_of
from citeoscope.query.change import Change, change_of
from citeoscope.query.columns import absent_columns
from citeoscope.query.figures import Figures
from citeoscope.query.reading import read_aloud
from citeoscope.query.status import Status
from citeoscope.query.vintage import in_place
from citeoscope.settings import settings
from citeoscope.store import INDEX, Store
from citeoscope.territory.cog import CURRENT_COG
from citeoscope.territory.geography import Geography
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

_LONGEST_QUOTE: Final = 90
"""Of what an address says, in a message."""


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
        self.declared = in_place(indicators, {name: store.manifest(name) for name in store.datasets})
        people = store.read("populations_legales")
        population = dict(zip(people["code"], people["pmun"], strict=True))
        self.geography = Geography(
            store.read("communes"), store.read("territoires"), population, lambda: self.read("contours_communes")
        )
        self.figures = Figures(store, self.geography, self.declared)
        self.read = self.figures.read
        self._answer = kept(4096)(self._answer_of_territory)
        # Of this atlas alone: what was read of data that was replaced goes away with it.
        self._told = lru_cache(maxsize=4)(self._read_told)
        self._named = lru_cache(maxsize=32)(self._names_of)
        self._outlines = lru_cache(maxsize=len(Level))(self._read_outlines)

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The declared indicators by id, their texts in the language of the context."""
        return self.declared if current() == DEFAULT else self._told(current())

    def _read_told(self, _language: Language) -> Mapping[str, Indicator]:
        return {name: one.told() for name, one in self.declared.items()}

    def indicator(self, indicator: str) -> Indicator:
        """Return a declared indicator, its texts in the language of the context.

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
            known = ", ".join(self.declared)
            quoted = indicator if len(indicator) <= _LONGEST_QUOTE else f"{indicator[:_LONGEST_QUOTE]}…"
            raise UnknownIndicatorError(
                say("Indicateur inconnu : « {indicator} ». Indicateurs : {known}.", indicator=quoted, known=known)
            ) from None

    def perimeter(self, territory: str | Perimeter) -> Perimeter:
        """Return a perimeter from its expression, or as it is."""
        return territory if isinstance(territory, Perimeter) else self.geography.resolve(territory)

    def table(self, indicator: str, level: Level, vintage: str | None = None) -> pd.DataFrame:
        """Return an indicator for every territory of a level: `value, status, coverage, communes` by code, shared."""
        self.indicator(indicator)
        return self.figures.table(self.declared[indicator].at(vintage), level)

    def territories(self, perimeter: Perimeter, level: Level) -> list[str]:
        """Return the codes of a level's territories that have a commune in a perimeter, each one whole."""
        if level is Level.COMMUNE:
            return list(perimeter.codes)
        if level is Level.FRANCE:
            return ["FR"]
        return sorted(self.geography.communes.loc[list(perimeter.codes), str(level)].dropna().unique())

    def values(
        self, indicator: str, perimeter: Perimeter, level: Level = Level.COMMUNE, vintage: str | None = None
    ) -> pd.DataFrame:
        """Return `code, name, value, status` for the territories of a perimeter, without geometry."""
        named = self._named(perimeter, level)
        figures = self._figures_of(named.index, self.table(indicator, level, vintage)[["value", "status"]])
        status = figures["status"].astype("str").where(figures["status"].notna())
        return named.assign(value=figures["value"], status=status).reset_index(drop=True)

    def _names_of(self, perimeter: Perimeter, level: Level) -> pd.DataFrame:
        """Write `code, name` once for all indicators, by code: thousands of texts take longer than the figures."""
        codes, names = self.territories(perimeter, level), self.geography.names
        index = pd.Index(codes, dtype="str")
        return pd.DataFrame({"code": index, "name": [names[level, code] for code in codes]}, index=index)

    @staticmethod
    def _figures_of(codes: pd.Index, table: pd.DataFrame) -> pd.DataFrame:
        return table if table.index.equals(codes) else table.reindex(codes)

    def basis(
        self,
        indicator: str,
        perimeter: Perimeter,
        level: Level,
        vintage: str | None = None,
        *,
        every_vintage: bool = False,
    ) -> pd.Series:
        """Return the figures that classes are found on: those of one vintage, or of all of them one after the other."""
        wanted = self.indicator(indicator).vintages if every_vintage else (vintage,)
        codes = self._named(perimeter, level).index
        tables = (self.table(indicator, level, one)[["value"]] for one in wanted)
        return pd.concat([self._figures_of(codes, one)["value"] for one in tables], ignore_index=True)

    def select(
        self, indicator: str, territory: str | Perimeter, level: str = "commune", vintage: str | None = None
    ) -> gpd.GeoDataFrame:
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
        vintage
            One of the indicator's `vintages`; the current one when `None`.

        Returns
        -------
        geopandas.GeoDataFrame
            EPSG:4326; `code, name, value, status, geometry`, one row per territory, sorted by code. `value` is in the
            indicator's unit and NaN unless `status` is `ok`; `geometry` is `None` where no outline is published.
            `attrs["citeoscope"]` holds indicator, unit, vintage, perimeter and sources.

        Raises
        ------
        UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError
            Nothing is declared by that name.
        ValueError
            Unknown level.
        """
        wanted = _level(level)
        perimeter = self.perimeter(territory)
        values = self.values(indicator, perimeter, wanted, vintage)
        geometry = self.outlines(wanted).reindex(values["code"]).to_numpy()
        frame = gpd.GeoDataFrame(values, geometry=gpd.array.from_shapely(geometry), crs="EPSG:4326")
        declared = self.indicator(indicator).at(vintage)
        frame.attrs["citeoscope"] = {
            "indicator": indicator,
            "label": declared.label,
            "unit": declared.unit,
            "vintage": declared.vintage,
            "perimeter": perimeter.expression,
            "sources": [note.text for note in self.sources(indicator, vintage)],
        }
        return frame

    def outlines(self, level: Level) -> pd.Series:
        """Return the display outlines of a level, by code: shapely geometries in EPSG:4326."""
        return self._outlines(level)

    def _read_outlines(self, level: Level) -> pd.Series:
        if level is Level.FRANCE:
            union = self.outlines(Level.REGION).to_numpy()
            return pd.Series([gpd.GeoSeries(union, crs="EPSG:4326").union_all()], index=["FR"], dtype=object)
        plural = {Level.COMMUNE: "communes", Level.DEPARTEMENT: "departements", Level.REGION: "regions"}
        frame = self.read(f"contours_{plural.get(level, level)}")
        return pd.Series(np.asarray(frame.geometry.array, dtype=object), index=frame["code"].to_numpy(), dtype=object)

    def aggregate(self, indicator: str, territory: str | Perimeter, vintage: str | None = None) -> Answer:
        """Compute the figure of a perimeter by the indicator's rule.

        Parameters
        ----------
        indicator
            Indicator id.
        territory
            Perimeter or expression.
        vintage
            One of the indicator's `vintages`; the current one when `None`.

        Returns
        -------
        Answer
            A value with its coverage, or a status and the reason.

        Raises
        ------
        UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError
            Nothing is declared by that name.
        """
        declared = self.indicator(indicator).at(vintage)
        perimeter = self.perimeter(territory)
        if perimeter.level is None:
            return self._answer_of(declared, perimeter)
        return self._answer(indicator, declared.vintage, perimeter.expression)

    def _answer_of_territory(self, indicator: str, vintage: str, expression: str) -> Answer:
        """Answer for one territory; kept, for a wide one is set beside each of its parts."""
        return self._answer_of(self.indicator(indicator).at(vintage), self.perimeter(expression))

    def _answer_of(self, declared: Indicator, perimeter: Perimeter) -> Answer:
        computed = self.declared[declared.id].at(declared.vintage)
        row = self.figures.of(computed, perimeter)
        own = self.figures.own(computed, perimeter)
        return answer_of(declared, perimeter, row, own, self.sources(declared.id, declared.vintage))

    def series(self, indicator: str, territory: str | Perimeter) -> tuple[Answer, ...]:
        """Answer every vintage of an indicator for a perimeter, oldest first, on the current COG."""
        perimeter = self.perimeter(territory)
        return tuple(self.aggregate(indicator, perimeter, vintage) for vintage in self.indicator(indicator).vintages)

    def change(self, indicator: str, territory: str | Perimeter, first: str, last: str) -> Change:
        """Compute how an indicator changed over a perimeter between two vintages, on the same communes.

        Parameters
        ----------
        indicator
            Indicator id.
        territory
            Perimeter or expression.
        first, last
            Two of the indicator's `vintages`.

        Returns
        -------
        Change

        Raises
        ------
        UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError
            Nothing is declared by that name.
        """
        declared, perimeter = self.indicator(indicator), self.perimeter(territory)
        if len(declared.vintages) == 1:
            raise UnknownVintageError(
                say(
                    "« {label} » n’a qu’un millésime, {vintage} : pas d’évolution.",
                    label=declared.label,
                    vintage=declared.vintage,
                )
            )
        before, after = declared.at(first), declared.at(last)
        computed = self.declared[indicator]
        row = self.figures.twice(computed.at(first), computed.at(last), perimeter)
        return change_of(before, after, perimeter.expression, row)

    def datasets(self, indicator: str) -> tuple[str, ...]:
        """Return the ids of the datasets behind an indicator, in order of use."""
        return datasets_of(self.indicator(indicator), self.declared)

    def cog_vintage(self, indicator: str) -> int | None:
        """Return the oldest COG that the codes behind an indicator were published in; `None` when none says it."""
        manifests = (self.store.manifest(dataset) for dataset in self.datasets(indicator))
        return min((one.source.cog_vintage for one in manifests if one.source and one.source.cog_vintage), default=None)

    def known(self, indicator: str) -> int:
        """Return the number of communes of France that have a value of their own."""
        return int((self.table(indicator, Level.COMMUNE)["status"] == Status.OK).sum())

    def reading(self, indicator: str) -> list[tuple[str, str]]:
        """Return what must be known of an indicator, as titled French sentences."""
        communes = len(self.geography.communes)
        return read_aloud(
            self.indicator(indicator), communes, self.known(indicator), self.cog_vintage(indicator), CURRENT_COG
        )

    def sources(self, indicator: str, vintage: str | None = None) -> tuple[SourceNote, ...]:
        """Return what must be quoted beside an indicator's figures, one note per dataset."""
        return tuple(self.source(one) for one in datasets_of(self.indicator(indicator).at(vintage), self.declared))

    def source(self, dataset: str) -> SourceNote:
        """Return what must be quoted beside the figures of a dataset."""
        return SourceNote.of(self.store.manifest(dataset), staleness(self.store, dataset))


def _level(level: str) -> Level:
    try:
        return Level(level)
    except ValueError:
        raise ValueError(
            say("Niveau inconnu : « {level} ». Niveaux : {levels}.", level=level, levels=", ".join(Level))
        ) from None


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
    store = Store(*roots)
    if wrong := absent_columns(store, catalogue().values()):
        raise CatalogueError(say("Indicateurs sans leurs données :\n- ") + "\n- ".join(wrong))
    return Atlas(store, catalogue())
