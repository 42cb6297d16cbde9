"""The whole flow, to read first: fetch, parse, validate, harmonise, verify, store; then derive, then one switch.

Sources that others are checked against come first. A source that fails is named and marked late, its last good version
stays, and the others go on; nothing that is read changes before the switch at the end.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from citeoscope.catalogue.source import Source
from citeoscope.errors import CiteoscopeError, SourceError, StoreError
from citeoscope.store import Manifest, Stale, Store
from citeoscope.territory.geography import Geography
from pipelines import derive, outlines
from pipelines.door import Door
from pipelines.fetch import Fetched, digest_of_lines, discard, fetch_from_mirror, fetch_live, promote, raw_files
from pipelines.golden import Figure
from pipelines.harmonise import Harmonised, harmonise
from pipelines.notes import Finding, defect, take_notes
from pipelines.outcome import Outcome, Written
from pipelines.parse import REMEDY, parse
from pipelines.partial import Kept, keep_the_rest
from pipelines.reference import Reference
from pipelines.scope import FRANCE, Scope
from pipelines.store import only_writer, switch, write_findings, write_frame
from pipelines.validate import validate
from pipelines.verify import alarms, unlike_published

OUTLINES: Final = "contours_communes"
FIRST: Final = ("cog", "cog_mouvements", "epci", "ept", OUTLINES)


@dataclass
class Build:
    """One refresh: what it may read, and what it has made so far.

    Parameters
    ----------
    sources
        All declared sources, by id.
    mirror
        Folder of published files; `None` to ask the live services.
    root
        Root of the store that is written.
    fallback
        Roots to read where the store has nothing, usually the embedded snapshot.
    territory
        Perimeter asked from the services that can be asked for less than France.
    door
        The door to the network.
    jobs
        How many sources are downloaded at once.
    golden
        Published figures every build is compared with.
    accept
        Whether figures far from the version in place, or from the published ones, are let in.
    """

    sources: Mapping[str, Source]
    mirror: Path | None
    root: Path
    fallback: tuple[Path, ...] = ()
    territory: str = FRANCE
    door: Door = field(default_factory=Door)
    jobs: int = 4
    golden: tuple[Figure, ...] = ()
    accept: bool = False
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    fetched: dict[str, Fetched] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    published_outlines: tuple[gpd.GeoDataFrame, Source] | None = None
    outlining: "Future[tuple[str, SourceError | None]] | None" = None

    def run(self, wanted: Sequence[str], announce: Callable[[str], None] = lambda _: None) -> Outcome:
        """Bring the wanted sources in, compute what follows from them, switch.

        Parameters
        ----------
        wanted
            Ids of sources.
        announce
            Called with each id before its turn.

        Returns
        -------
        Outcome

        Raises
        ------
        StoreError
            Another refresh is at work, or the store cannot be written; what is in place has not changed.
        """
        with only_writer(self.root):
            try:
                return self._run(wanted, announce)
            except OSError as error:
                if isinstance(error, CiteoscopeError):
                    raise
                raise StoreError(
                    f"Écriture impossible dans {self.root} : {error}. La version en place n’a pas changé. "
                    "Vérifiez les droits et la place sur le disque, puis relancez."
                ) from error
            finally:
                for source_id in wanted:
                    discard(source_id, self.root)

    def _run(self, wanted: Sequence[str], announce: Callable[[str], None]) -> Outcome:
        order = sorted(wanted, key=lambda one: (FIRST.index(one) if one in FIRST else len(FIRST), one))
        failures: dict[str, CiteoscopeError] = dict(self.fetch(order, announce))
        failures |= self._bring_all([one for one in order if one not in failures], announce)
        self.derive(failures, announce)
        for source_id, fetched in self.fetched.items():
            if source_id in self.manifests:
                promote(self.sources[source_id], fetched, self.root)
            else:
                discard(source_id, self.root)
        written = {name: Written(one, self._in_place(name)) for name, one in sorted(self.manifests.items())}
        late = {dataset: Stale(since=_now(), reason=_reason(error)) for dataset, error in failures.items()}
        if self.manifests or late:
            switch(self.root, self.manifests, late)
        return Outcome(written, failures, tuple(self.remarks))

    def fetch(self, order: Sequence[str], announce: Callable[[str], None]) -> dict[str, SourceError]:
        """Get the raw files of all sources, several at a time from the network; the failures are returned."""
        failures: dict[str, SourceError] = {}
        if self.mirror is None:
            _ = self.scope  # computed once, before the threads ask for it

        def get(source_id: str) -> Fetched | SourceError:
            announce(source_id)
            try:
                return self._get(self.sources[source_id])
            except SourceError as error:
                return error
            except CiteoscopeError as error:
                return SourceError(source_id, str(error))

        with ThreadPoolExecutor(max_workers=self.jobs if self.mirror is None else 1) as pool:
            for source_id, got in zip(order, pool.map(get, order), strict=True):
                if isinstance(got, Fetched):
                    self.fetched[source_id] = got
                else:
                    failures[source_id] = got
        return failures

    def _get(self, source: Source) -> Fetched:
        if self.mirror is not None:
            return fetch_from_mirror(source, self.mirror, self.root)
        return fetch_live(source, self.scope, self.door, self.root)

    def _bring_all(self, order: Sequence[str], announce: Callable[[str], None]) -> dict[str, SourceError]:
        """Bring the sources in: first those the others are checked against, then the others beside the outlines.

        Simplifying outlines leaves the interpreter free, so the tables take that time; the points, which must be
        placed in the outlines, come last.
        """

        def step(source_id: str) -> tuple[str, SourceError | None]:
            announce(source_id)
            return source_id, self._try(source_id)

        others = [one for one in order if one not in FIRST]
        others.sort(key=lambda one: self.sources[one].kind == "points")
        done = [step(one) for one in FIRST[:-1] if one in order]
        with ThreadPoolExecutor(max_workers=1) as pool:
            self.outlining = pool.submit(step, OUTLINES) if OUTLINES in order else None
            done += [step(one) for one in others]
            if self.outlining is not None:
                done.append(self.outlining.result())
        return {source_id: failure for source_id, failure in done if failure is not None}

    def _try(self, source_id: str) -> SourceError | None:
        try:
            self.bring(self.sources[source_id])
        except SourceError as error:
            return error
        except CiteoscopeError as error:
            return SourceError(source_id, str(error))
        except Exception as error:  # noqa: BLE001 - whatever a published file broke, the other sources go on
            return SourceError(source_id, f"défaut inattendu, {type(error).__name__} : {error}. {REMEDY}")
        return None

    def bring(self, declared: Source) -> None:
        """Take one source from its raw files to a file of the store, not yet switched to."""
        fetched = self.fetched[declared.id]
        source = declared.as_live if fetched.origin == "network" else declared
        frame = parse(source, fetched.paths, live=fetched.origin == "network")
        notes = take_notes(frame)
        frame, faults = validate(frame, source)
        if source.id in FIRST[:2]:
            done = Harmonised(frame, None, ())
        else:
            done = harmonise(frame, source, self.reference, self.whole_outlines)
        kept = self._with_the_rest(source, fetched, done.frame)
        aside = self._verify(source, fetched, kept.frame)
        name, digest = write_frame(self.root, source.id, kept.frame)
        defects = tuple(item for item in (*notes.defects, *faults, *done.defects, aside) if item is not None)
        self.frames[source.id] = kept.frame
        if source.id == OUTLINES and isinstance(frame, gpd.GeoDataFrame):
            self.published_outlines = (frame, source)
        if source.id in FIRST[:-1]:  # the next source is checked against what just came in
            self.__dict__.pop("reference", None)
            self.__dict__.pop("geography", None)
        self.manifests[source.id] = Manifest(
            dataset=source.id,
            title=source.title,
            source=source,
            retrieved_at=_now(),
            origin=fetched.origin,
            territory=kept.territory,
            sha256=fetched.sha256,
            rows_in=notes.rows_in,
            rows_out=len(kept.frame),
            defects=defects,
            findings=write_findings(self.root, source.id, defects),
            rebase=done.rebase,
            file=name,
            file_sha256=digest,
            kind=source.kind,
        )

    def _with_the_rest(self, source: Source, fetched: Fetched, frame: pd.DataFrame) -> Kept:
        if fetched.origin != "network" or self.scope.whole or source.live is None or not source.live.by_territory:
            return Kept(frame, None)
        before = self._in_place(source.id)
        kept = keep_the_rest(frame, source, self.scope, before, self._stored(source.id) if before else None)
        if kept.remark:
            self.remarks.append(f"{source.id} : {kept.remark}")
        return kept

    def _verify(self, source: Source, fetched: Fetched, frame: pd.DataFrame) -> Finding | None:
        before = self._in_place(source.id)
        found = [] if before is None else alarms(self._stored(source.id), frame)
        figures = [one for one in self.golden if one.dataset == source.id]
        aside: list[str] = []
        if figures:
            stops, aside = unlike_published(
                figures,
                frame,
                source.vintage,
                lambda expression: self.geography.resolve(expression).codes,
                same_bytes=before is not None and before.sha256 == fetched.sha256,
            )
            found += stops
        if found and not self.accept:
            listed = " ; ".join(found)
            raise SourceError(
                source.id,
                f"{listed}. La version en place est gardée. Vérifiez chez le producteur ; si c’est juste, relancez "
                f"« refresh {source.id} --accept ».",
            )
        self.remarks += [f"{source.id}, accepté : {one}" for one in found]
        rule, message = ("écart_accepté", "Écart avec la version précédente ou avec les chiffres publiés : accepté.")
        if aside and not found:
            rule, message = ("millésime", "Chiffres de référence d’un autre millésime : non comparables.")
        return defect(rule, message, found or aside)

    def derive(self, failures: dict[str, CiteoscopeError], announce: Callable[[str], None] = lambda _: None) -> None:
        """Compute every derived dataset that follows from what came in."""
        for dataset, inputs in derive.INPUTS.items():
            if set(inputs) & self.manifests.keys():
                announce(dataset)
                try:
                    self.compute(dataset)
                except CiteoscopeError as error:
                    failures[dataset] = error

    def compute(self, dataset: str) -> None:
        """Compute one derived dataset from what was just made, or from what is stored."""
        inputs = derive.INPUTS[dataset]
        frames = {name: self.read(name) for name in inputs}
        frame = derive.derive(dataset, frames)
        name, digest = write_frame(self.root, dataset, frame)
        files = {
            one: (self.manifests[one] if one in self.manifests else self.store.manifest(one)).file_sha256
            for one in inputs
        }
        self.manifests[dataset] = Manifest(
            dataset=dataset,
            title=derive.TITLES[dataset],
            source=None,
            derived_from=inputs,
            retrieved_at=_now(),
            origin="derived",
            sha256=digest_of_lines(files),
            rows_in=sum(len(one) for one in frames.values()),
            rows_out=len(frame),
            file=name,
            file_sha256=digest,
            kind="outlines" if dataset.startswith("contours_") else "table",
        )

    def read(self, dataset: str) -> pd.DataFrame:
        """Return a dataset as this refresh made it, or else as it is stored."""
        return self.frames[dataset] if dataset in self.frames else self.store.read(dataset)

    @property
    def store(self) -> Store:
        """What was stored before this refresh."""
        return Store(self.root, *self.fallback)

    @cached_property
    def reference(self) -> Reference:
        """The current territories, from this refresh or the store."""
        return Reference.from_frames(
            self.read("cog"), self.read("cog_mouvements"), self._optional("epci"), self._optional("ept")
        )

    @cached_property
    def geography(self) -> Geography:
        """The current perimeters, from this refresh or the store."""
        frames = {name: self.read(name) for name in ("cog", "epci", "ept")}
        communes = derive.membership(frames["cog"], frames["epci"], frames["ept"], None)
        return Geography(
            communes, derive.territories(communes, frames), outlines=lambda: self.read("contours_communes")
        )

    @cached_property
    def scope(self) -> Scope:
        """The part of France that is asked from the services.

        The communes are those stored before this refresh: a service must be told its territory before it answers.
        """
        perimeter = self.geography.resolve(self.territory)
        shapes = None if perimeter.expression == FRANCE else self._optional("contours_communes")
        bounds = None
        if isinstance(shapes, gpd.GeoDataFrame):
            west, south, east, north = shapes.loc[shapes["code"].isin(perimeter.codes)].total_bounds
            bounds = (float(west), float(south), float(east), float(north))
        return Scope.of(perimeter.expression, perimeter.codes, bounds)

    def _optional(self, dataset: str) -> pd.DataFrame | None:
        try:
            return self.read(dataset)
        except CiteoscopeError:
            return None

    def _in_place(self, dataset: str) -> Manifest | None:
        try:
            return self.store.manifest(dataset)
        except CiteoscopeError:
            return None

    def _stored(self, dataset: str) -> pd.DataFrame | None:
        try:
            return self.store.read(dataset)
        except CiteoscopeError:  # a damaged version in place must not forbid the one that mends it
            return None

    def whole_outlines(self) -> gpd.GeoDataFrame:
        """Return the communes' outlines at full resolution; the stored ones when the raw files are not here."""
        if self.outlining is not None:
            self.outlining.result()
        return self._whole_outlines

    @cached_property
    def _whole_outlines(self) -> gpd.GeoDataFrame:
        frame, source = self.published_outlines or self._kept_outlines()
        if frame is None:
            return self.read(OUTLINES)
        return outlines.rebase(frame, source, self.reference)[0]

    def _kept_outlines(self) -> tuple[gpd.GeoDataFrame | None, Source]:
        """Read the raw files of the outlines in place, unless they are those of one territory only."""
        manifest = self._in_place(OUTLINES)
        source = (manifest.source if manifest else None) or self.sources[OUTLINES]
        paths = raw_files(self.root, OUTLINES)
        if not paths or (manifest is not None and manifest.territory is not None):
            return None, source
        frame = parse(source, paths)
        return (frame if isinstance(frame, gpd.GeoDataFrame) else None), source


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reason(error: CiteoscopeError) -> str:
    return str(error.args[0]).partition(" : ")[2] if isinstance(error, SourceError) else str(error)
