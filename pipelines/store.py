"""Writes datasets: content-addressed Parquet beside the old files, then one atomic switch of the index."""

import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
from pydantic import BaseModel

from citeoscope.dcat import catalogue
from citeoscope.errors import StoreError
from citeoscope.store import INDEX, Defect, Index, Manifest, Stale, read_index
from pipelines.history import HISTORY, History, read_history
from pipelines.notes import findings_table

try:
    import fcntl
except ImportError:  # Windows has no such lock: one writer at a time is then up to the user
    fcntl = None  # type: ignore[assignment]

LOCK: Final = ".lock"
LEVEL: Final = 9
"""Of zstd: above it, files of outlines are not smaller and take five times longer to write."""
ROW_GROUP: Final = 2000
"""Outlines per row group: a perimeter is read about three times faster, for 1 % more bytes."""
CATALOGUE: Final = "catalogue.jsonld"


@contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Hold the store for one writer at a time: two refreshes at once would each drop what the other wrote.

    Parameters
    ----------
    root
        Root of the store.

    Raises
    ------
    StoreError
        Another writer is at work.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as handle:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(
                    f"Un autre rafraîchissement écrit dans {root}. Attendez qu’il finisse, puis relancez."
                ) from error
        yield


def write_frame(root: Path, dataset: str, frame: pd.DataFrame) -> tuple[str, str]:
    """Write a frame beside the version in use; nothing reads it until `switch`.

    Parameters
    ----------
    root
        Root of the store.
    dataset
        Dataset id.
    frame
        Rows in their final order; the pandas index is not written.

    Returns
    -------
    tuple[str, str]
        Name of the file and its sha256.
    """
    content = to_bytes(frame)
    digest = hashlib.sha256(content).hexdigest()
    name = f"{dataset}-{digest[:12]}.parquet"
    write_bytes(root / name, content)
    return name, digest


def to_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as Parquet (GeoParquet when it has a geometry), the same bytes for the same rows."""
    buffer = io.BytesIO()
    frame = frame.reset_index(drop=True)
    if isinstance(frame, gpd.GeoDataFrame):
        frame.to_parquet(
            buffer,
            index=False,
            compression="zstd",
            compression_level=LEVEL,
            write_covering_bbox=False,
            row_group_size=ROW_GROUP,
        )
    else:
        frame.to_parquet(buffer, index=False, compression="zstd", compression_level=LEVEL)
    return buffer.getvalue()


def write_findings(root: Path, dataset: str, defects: Iterable[Defect]) -> str | None:
    """Write the defects of a dataset beside it, one row each.

    Returns
    -------
    str | None
        Name of the file, `None` when there is no defect.
    """
    table = findings_table(dataset, defects)
    return None if table.empty else write_frame(root, f"{dataset}.defauts", table)[0]


def switch(
    root: Path,
    manifests: Mapping[str, Manifest],
    stale: Mapping[str, Stale] | None = None,
    *,
    dropped: Iterable[str] = (),
) -> Index:
    """Make the given manifests the current ones, in one step, and clear files that nothing names any more.

    The versions replaced are kept in the history, so that `rollback` can return to them and a reader that opened the
    old index still finds its files. The DCAT catalogue is written last: it describes the index, nothing reads it.

    Parameters
    ----------
    root
        Root of the store.
    manifests
        The new manifests by dataset; datasets not named keep theirs.
    stale
        Datasets that could not be brought up to date. A dataset that is in `manifests` is not stale any more.
    dropped
        Datasets to forget.

    Returns
    -------
    Index
        The new index.

    Raises
    ------
    StoreError
        A manifest names a file that is not there: the index is left as it was.
    """
    missing = [name for manifest in manifests.values() for name in manifest.files if not (root / name).exists()]
    if missing:
        raise StoreError(
            f"Fichier(s) absent(s) de {root} : {', '.join(missing)}. L’index n’a pas été changé ; relancez « refresh »."
        )
    current = read_index(root) or Index(written_at=_now())
    gone = set(dropped)
    datasets = {name: one for name, one in (current.datasets | dict(manifests)).items() if name not in gone}
    late = {name: one for name, one in current.stale.items() if name not in manifests} | dict(stale or {})
    index = Index(written_at=_now(), datasets=dict(sorted(datasets.items())), stale=dict(sorted(late.items())))
    history = read_history(root).after(current, index)
    write_bytes(root / HISTORY, _dump(history))
    write_bytes(root / INDEX, _dump(index))
    described = catalogue(index.datasets, index.stale)
    write_bytes(root / CATALOGUE, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())
    _sweep(root, index, history)
    return index


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: temporary file, flush to disk, replace.

    Parameters
    ----------
    path
        Where the file goes; its folder is made when needed.
    content
        All its bytes.
    """
    write_together([(path, content)])


def write_together(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write whole files, all of them or none when the disk is full: each is replaced once all are on the disk.

    Parameters
    ----------
    files
        Where each goes and all its bytes, in the order in which they are replaced: a kill may come between two.
    """
    parts = [path.with_name(f"{path.name}.{os.getpid()}.part") for path, _ in files]
    try:
        for part, (path, content) in zip(parts, files, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for part, (path, _) in zip(parts, files, strict=True):
            part.replace(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    if os.name == "posix":
        for folder in dict.fromkeys(path.parent for path, _ in files):
            _flush(folder)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _dump(model: BaseModel) -> bytes:
    return (model.model_dump_json(indent=1) + "\n").encode()


def _sweep(root: Path, index: Index, history: History) -> None:
    named = {name for manifest in (*index.datasets.values(), *history.manifests) for name in manifest.files}
    for path in (*root.glob("*.parquet"), *root.glob("*.part")):
        if path.name not in named:
            path.unlink(missing_ok=True)
