"""Writes datasets: content-addressed Parquet beside the old files, then one atomic switch of the index."""

import hashlib
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from citeoscope.errors import StoreError
from citeoscope.store import INDEX, Index, Manifest, read_index

try:
    import fcntl
except ImportError:  # Windows has no such lock: one writer at a time is then up to the user
    fcntl = None  # type: ignore[assignment]

PREVIOUS: Final = "index.previous.json"
LOCK: Final = ".lock"


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
        frame.to_parquet(buffer, index=False, compression="zstd", compression_level=15, write_covering_bbox=False)
    else:
        frame.to_parquet(buffer, index=False, compression="zstd", compression_level=15)
    return buffer.getvalue()


def switch(root: Path, manifests: Mapping[str, Manifest]) -> Index:
    """Make the given manifests the current ones, in one step, and clear files that no index names any more.

    Parameters
    ----------
    root
        Root of the store.
    manifests
        The new manifests by dataset; datasets not named keep theirs.

    Returns
    -------
    Index
        The new index.

    Raises
    ------
    StoreError
        A manifest names a file that is not there: the index is left as it was.
    """
    missing = [manifest.file for manifest in manifests.values() if not (root / manifest.file).exists()]
    if missing:
        raise StoreError(
            f"Fichier(s) absent(s) de {root} : {', '.join(missing)}. L’index n’a pas été changé ; relancez « refresh »."
        )
    current = read_index(root)
    datasets = dict(sorted(((current.datasets if current else {}) | dict(manifests)).items()))
    index = Index(written_at=datetime.now(UTC).isoformat(timespec="seconds"), datasets=datasets)
    if current is not None:
        write_bytes(root / PREVIOUS, _dump(current))
    write_bytes(root / INDEX, _dump(index))
    _sweep(root, index, current)
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
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    if os.name == "posix":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _dump(index: Index) -> bytes:
    return (index.model_dump_json(indent=1) + "\n").encode()


def _sweep(root: Path, *indexes: Index | None) -> None:
    named = {manifest.file for index in indexes if index for manifest in index.datasets.values()}
    for path in (*root.glob("*.parquet"), *root.glob("*.part")):
        if path.name not in named:
            path.unlink(missing_ok=True)
