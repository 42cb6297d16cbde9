"""Reads datasets: the refreshed store first, the embedded snapshot otherwise. Reading never writes."""

import hashlib
import json
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Literal

import geopandas as gpd
import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from citeoscope.catalogue.source import Source
from citeoscope.errors import StoreError, UnknownDatasetError
from citeoscope.language import say

INDEX = "index.json"


class Defect(BaseModel):
    """One kind of thing found wrong in a source; `Store.findings` has its rows, one by one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    message: str
    column: str | None = None
    value: str | None = None
    row: int | None = None
    count: int = 1


class RebaseLog(BaseModel):
    """What moved when the codes of a dataset were carried to the current COG.

    `splits` maps a code to every current commune its figures still cover: nothing was invented for them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_cog: int
    to_cog: int
    merged: int
    renamed: int
    splits: dict[str, tuple[str, ...]] = {}
    lost: tuple[str, ...] = ()


class Stale(BaseModel):
    """Why a dataset could not be brought up to date: shown on every figure that uses it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: str
    reason: str


class Manifest(BaseModel):
    """Where a dataset comes from and what was done to it.

    `source` is what the carrier declares: for `network`, the live service's vintage and licence. `territory` is the
    perimeter a partial refresh asked for, `None` for the whole of the source. `findings` is the file of the defects,
    one row each.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dataset: str
    title: str
    source: Source | None
    derived_from: tuple[str, ...] = ()
    retrieved_at: str
    origin: Literal["mirror", "network", "derived"]
    sha256: str
    rows_in: int
    rows_out: int
    territory: str | None = None
    defects: tuple[Defect, ...] = ()
    findings: str | None = None
    rebase: RebaseLog | None = None
    file: str
    file_sha256: str
    kind: Literal["table", "points", "outlines"]

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files this version is made of."""
        return (self.file,) if self.findings is None else (self.file, self.findings)


class Index(BaseModel):
    """All manifests of a root: the single file whose replacement switches versions.

    `stale` names the datasets whose last refresh failed, whether or not this root has a version of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    written_at: str
    datasets: dict[str, Manifest] = {}
    stale: dict[str, Stale] = {}


def read_index(root: Path) -> Index | None:
    """Read the index of a store root.

    Parameters
    ----------
    root
        Folder of a store or of the snapshot.

    Returns
    -------
    Index | None
        `None` when the root has no index: nothing was stored there yet.

    Raises
    ------
    StoreError
        The index is there but cannot be read.
    """
    path = root / INDEX
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            say("Lecture impossible de {path} : {error}. Vérifiez les droits du fichier.", path=path, error=error)
        ) from error
    try:
        return Index.model_validate_json(text)
    except ValidationError as error:
        raise StoreError(
            say(
                "Index abîmé : {path} ({error_count} défaut(s), le premier : {msg}). {remedy}",
                path=path,
                error_count=error.error_count(),
                msg=error.errors()[0]["msg"],
                remedy=_remedy(root),
            )
        ) from error


def _remedy(root: Path) -> str:
    if root.name == "snapshot":
        return say("Rétablissez-le avec « git checkout -- data/snapshot ».")
    return say(
        "Supprimez le dossier {root} pour revenir aux données embarquées, ou relancez « python -m pipelines refresh ».",
        root=root,
    )


class Store:
    """The datasets of one or more roots, the first root that has one wins.

    Parameters
    ----------
    roots
        Folders in order of preference, usually the refreshed store then the embedded snapshot.

    Raises
    ------
    StoreError
        No root holds an index, or an index is damaged.
    """

    def __init__(self, *roots: Path) -> None:
        self.roots = roots
        self._places: dict[str, tuple[Path, Manifest]] = {}
        self._stale: dict[str, Stale] = {}
        found = False
        for root in roots:
            index = read_index(root)
            if index is None:
                continue
            found = True
            self._stale = index.stale | self._stale
            for dataset, manifest in index.datasets.items():
                self._places.setdefault(dataset, (root, manifest))
        if not found:
            places = ", ".join(str(root) for root in roots)
            raise StoreError(
                say(
                    "Aucune donnée : pas d’index dans {places}. Rétablissez les données embarquées avec « "
                    "git checkout -- data/snapshot » ou lancez « python -m pipelines refresh ».",
                    places=places,
                )
            )

    @property
    def datasets(self) -> tuple[str, ...]:
        """Ids of the datasets that can be read, in alphabetical order."""
        return tuple(sorted(self._places))

    @cached_property
    def version(self) -> str:
        """A short text that changes whenever any dataset changes."""
        lines = (
            f"{dataset} {manifest.file_sha256} {self._stale.get(dataset)}"
            for dataset, (_, manifest) in sorted(self._places.items())
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    def manifest(self, dataset: str) -> Manifest:
        """Return the manifest of a dataset.

        Parameters
        ----------
        dataset
            Dataset id, for instance `filosofi`.

        Returns
        -------
        Manifest

        Raises
        ------
        UnknownDatasetError
            No root holds the dataset.
        """
        return self._place(dataset)[1]

    def stale(self, dataset: str) -> Stale | None:
        """Return why the last refresh of a dataset failed, `None` when it did not."""
        return self._stale.get(dataset)

    def path(self, dataset: str) -> Path:
        """Return the Parquet file of a dataset."""
        root, manifest = self._place(dataset)
        return root / manifest.file

    def columns(self, dataset: str) -> tuple[str, ...]:
        """Return the names of the columns of a dataset, without reading its rows.

        Raises
        ------
        UnknownDatasetError
            No root holds the dataset.
        StoreError
            The file is missing or damaged.
        """
        import pyarrow.parquet as pq  # noqa: PLC0415 - only those who ask for the columns pay for it

        path = self.path(dataset)
        try:
            return tuple(pq.read_schema(path).names)
        except (OSError, ValueError) as error:
            raise StoreError(
                say(
                    "Fichier de données illisible : {path} ({error}). {remedy}",
                    path=path,
                    error=error,
                    remedy=_remedy(path.parent),
                )
            ) from error

    def findings(self, dataset: str) -> pd.DataFrame:
        """Read the defects found when a dataset came in, one row each.

        Parameters
        ----------
        dataset
            Dataset id.

        Returns
        -------
        pandas.DataFrame
            `dataset, row, column, rule, value, message`; `row` counts from 1 for the header, missing when the fault
            is not in one row.

        Raises
        ------
        UnknownDatasetError
            No root holds the dataset.
        StoreError
            The file is missing or damaged.
        """
        root, manifest = self._place(dataset)
        if manifest.findings is None:
            return pd.DataFrame(
                {name: pd.Series(dtype="object") for name in ("dataset", "row", "column", "rule", "value", "message")}
            )
        path = root / manifest.findings
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise StoreError(
                say(
                    "Fichier de défauts illisible : {path} ({error}). {remedy}",
                    path=path,
                    error=error,
                    remedy=_remedy(root),
                )
            ) from error

    def read(self, dataset: str, codes: Collection[str] | None = None) -> pd.DataFrame | gpd.GeoDataFrame:
        """Read a dataset from disk, whole or the rows of some territories.

        Parameters
        ----------
        dataset
            Dataset id, for instance `contours_communes`.
        codes
            Codes of the communes, or of the territories of a dataset that has no commune; all rows when `None`.

        Returns
        -------
        pandas.DataFrame or geopandas.GeoDataFrame
            A GeoDataFrame (EPSG:4326) when the dataset has a geometry; columns as in its manifest's dictionary.

        Raises
        ------
        UnknownDatasetError
            No root holds the dataset.
        StoreError
            The file is missing or damaged.
        """
        return read_version(*self._place(dataset), codes)

    def _place(self, dataset: str) -> tuple[Path, Manifest]:
        try:
            return self._places[dataset]
        except KeyError:
            known = ", ".join(self.datasets)
            raise UnknownDatasetError(
                say("Jeu de données inconnu : « {dataset} ». Jeux disponibles : {known}.", dataset=dataset, known=known)
            ) from None


def read_version(
    root: Path, manifest: Manifest, codes: Collection[str] | None = None
) -> pd.DataFrame | gpd.GeoDataFrame:
    """Read the rows of one version of a dataset, the one in place or an earlier one.

    Parameters
    ----------
    root
        The root that holds its file.
    manifest
        The version.
    codes
        Those of the rows to read; rows are stored by code in groups, and the other groups are skipped.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame

    Raises
    ------
    StoreError
        The file is missing or damaged.
    """
    path = root / manifest.file
    key = "commune_code" if manifest.kind == "points" else "code"
    only = None if codes is None else [(key, "in", list(codes))]
    try:
        if manifest.kind != "table" and _has_geometry(path):
            return gpd.read_parquet(path, filters=only)
        return pd.read_parquet(path, filters=only)
    except (OSError, ValueError) as error:
        raise StoreError(
            say(
                "Fichier de données illisible : {path} ({error}). {remedy}",
                path=path,
                error=error,
                remedy=_remedy(root),
            )
        ) from error


def _has_geometry(path: Path) -> bool:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only the reader of outlines pays for it

    metadata = pq.read_schema(path).metadata or {}
    return b"geo" in metadata and bool(json.loads(metadata[b"geo"]).get("columns"))
