"""The whole flow, to read first: fetch -> parse -> validate -> harmonise -> store, then derive, then one switch.

Sources that others are checked against come first. A source that fails is named, its last good version stays, and
the others go on; nothing that is read changes before the switch at the end.
"""

import importlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from citeoscope.catalogue.source import Source
from citeoscope.errors import CiteoscopeError, SourceError
from citeoscope.store import Manifest, Store
from pipelines import derive, generic, outlines
from pipelines.fetch import Fetched, digest_of_lines, discard, fetch_from_mirror, promote, raw_folder
from pipelines.harmonise import Harmonised, harmonise
from pipelines.notes import take_notes
from pipelines.reference import Reference
from pipelines.store import only_writer, switch, write_findings, write_frame
from pipelines.validate import validate

FIRST: Final = ("cog", "cog_mouvements", "epci", "ept", "contours_communes")
_SHRUNK: Final = 0.5
_REMEDY: Final = "Remplacez le fichier publié, puis relancez « refresh »."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a refresh did: datasets written, and the failures by dataset."""

    written: tuple[str, ...]
    failures: dict[str, CiteoscopeError]


@dataclass
class Build:
    """One refresh: what it may read, and what it has made so far.

    Parameters
    ----------
    sources
        All declared sources, by id.
    mirror
        Folder of published files.
    root
        Root of the store that is written.
    fallback
        Roots to read where the store has nothing, usually the embedded snapshot.
    """

    sources: Mapping[str, Source]
    mirror: Path
    root: Path
    fallback: tuple[Path, ...] = ()
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    fetched: dict[str, Fetched] = field(default_factory=dict)

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
        """
        with only_writer(self.root):
            return self._run(wanted, announce)

    def _run(self, wanted: Sequence[str], announce: Callable[[str], None]) -> Outcome:
        failures: dict[str, CiteoscopeError] = {}
        for source_id in sorted(wanted, key=lambda one: (FIRST.index(one) if one in FIRST else len(FIRST), one)):
            announce(source_id)
            failure = self._try(source_id)
            if failure is not None:
                failures[source_id] = failure
        for dataset, inputs in derive.INPUTS.items():
            if set(inputs) & self.manifests.keys():
                announce(dataset)
                try:
                    self.compute(dataset)
                except CiteoscopeError as error:
                    failures[dataset] = error
        for source_id, fetched in self.fetched.items():
            if source_id in self.manifests:
                promote(self.sources[source_id], fetched, self.root)
            else:
                discard(source_id, self.root)
        if self.manifests:
            switch(self.root, self.manifests)
        return Outcome(tuple(self.manifests), failures)

    def _try(self, source_id: str) -> SourceError | None:
        try:
            self.bring(self.sources[source_id])
        except SourceError as error:
            return error
        except CiteoscopeError as error:
            return SourceError(source_id, str(error))
        except Exception as error:  # noqa: BLE001 - whatever a published file broke, the other sources go on
            return SourceError(source_id, f"défaut inattendu, {type(error).__name__} : {error}. {_REMEDY}")
        return None

    def bring(self, source: Source) -> None:
        """Take one source from the published bytes to a file of the store, not yet switched to."""
        fetched = fetch_from_mirror(source, self.mirror, self.root)
        self.fetched[source.id] = fetched
        frame = parse(source, fetched.paths)
        notes = take_notes(frame)
        frame, faults = validate(frame, source)
        if source.id in FIRST[:2]:
            done = Harmonised(frame, None, ())
        else:
            done = harmonise(frame, source, self.reference, self.whole_outlines)
        self._refuse_shrunk(source, len(done.frame))
        name, digest = write_frame(self.root, source.id, done.frame)
        defects = (*notes.defects, *faults, *done.defects)
        self.frames[source.id] = done.frame
        if source.id in FIRST:
            self.__dict__.pop("reference", None)  # the next source is checked against what just came in
        self.manifests[source.id] = Manifest(
            dataset=source.id,
            title=source.title,
            source=source,
            retrieved_at=_now(),
            origin=fetched.origin,
            sha256=fetched.sha256,
            rows_in=notes.rows_in,
            rows_out=len(done.frame),
            defects=defects,
            findings=write_findings(self.root, source.id, defects),
            rebase=done.rebase,
            file=name,
            file_sha256=digest,
            kind=source.kind,
        )

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

    def _optional(self, dataset: str) -> pd.DataFrame | None:
        try:
            return self.read(dataset)
        except CiteoscopeError:
            return None

    def whole_outlines(self) -> gpd.GeoDataFrame:
        """Return the communes' outlines at full resolution; the stored ones when the raw files are not here."""
        return self._whole_outlines

    @cached_property
    def _whole_outlines(self) -> gpd.GeoDataFrame:
        source = self.sources["contours_communes"]
        fetched = self.fetched.get(source.id)
        paths = (
            fetched.paths
            if fetched and source.id in self.manifests
            else tuple(sorted(raw_folder(self.root, source.id).glob("*")))
        )
        if not paths:
            return self.read(source.id)
        return outlines.rebase(parse(source, paths), source, self.reference)[0]

    def _refuse_shrunk(self, source: Source, rows: int) -> None:
        try:
            before = self.store.manifest(source.id)
        except CiteoscopeError:
            return
        if rows < before.rows_out * _SHRUNK:
            raise SourceError(
                source.id,
                f"{rows} lignes au lieu de {before.rows_out} dans la version précédente : "
                f"fichier sans doute tronqué. {_REMEDY}",
            )


def parse(source: Source, paths: Sequence[Path]) -> pd.DataFrame:
    """Read the files of a source with the `parse` of the module that has its name, or else by its declaration.

    Parameters
    ----------
    source
        The declared source.
    paths
        Its raw files.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame

    Raises
    ------
    SourceError
        The files are not what the module expects.
    """
    own = importlib.util.find_spec(f"pipelines.sources.{source.id}")
    try:
        if own is None:
            return generic.parse(paths, source)
        frame: pd.DataFrame = importlib.import_module(own.name).parse(paths)
    except Exception as error:  # published files fail in every possible way, and one source must not stop the others
        named = ", ".join(path.name for path in paths[:3]) + (", …" if len(paths) > 3 else "")  # noqa: PLR2004
        raise SourceError(
            source.id,
            f"fichier illisible ({named}) : {error or type(error).__name__}. {_REMEDY}",
        ) from error
    return frame


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
