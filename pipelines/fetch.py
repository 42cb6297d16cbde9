"""Brings the published bytes into the store's `raw/` folder: decide in a pure function, then act.

Files arrive in `raw/<source>.incoming/`; `promote` moves them to `raw/<source>/` once the source went all the way
through, so that the raw files kept are always those of the version that is read.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from citeoscope.catalogue.source import Source
from citeoscope.errors import SourceError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with each file of a source, by name."""

    copy: tuple[str, ...]
    keep: tuple[str, ...]
    drop: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """The raw files of a source, ready to be parsed."""

    paths: tuple[Path, ...]
    sha256: str
    origin: Literal["mirror", "network"]


def decide(offered: Mapping[str, str], held: Mapping[str, str]) -> Plan:
    """Say which files to copy, keep and drop.

    Parameters
    ----------
    offered, held
        File name -> sha256, at the publisher's (or in the mirror) and in the store.

    Returns
    -------
    Plan
    """
    return Plan(
        copy=tuple(sorted(name for name, digest in offered.items() if held.get(name) != digest)),
        keep=tuple(sorted(name for name, digest in offered.items() if held.get(name) == digest)),
        drop=tuple(sorted(held.keys() - offered.keys())),
    )


def fetch_from_mirror(source: Source, mirror: Path, root: Path) -> Fetched:
    """Copy the files of a source from a folder of published files.

    Parameters
    ----------
    source
        The declared source.
    mirror
        Folder that holds one folder per source.
    root
        Root of the store.

    Returns
    -------
    Fetched

    Raises
    ------
    SourceError
        The folder or its files are missing or unreadable.
    """
    folder = mirror / (source.mirror or source.id)
    found = sorted({path for pattern in source.files for path in folder.glob(pattern) if path.is_file()})
    absent = [pattern for pattern in source.files if not any(folder.glob(pattern))]
    if absent:
        raise SourceError(
            source.id,
            f"fichier(s) introuvable(s) dans {folder} : {', '.join(absent)}. "
            "Rétablissez-les dans le miroir, puis relancez « refresh » pour cette source.",
        )
    held_in, incoming = raw_folder(root, source.id), _incoming(root, source.id)
    try:
        offered = {path.name: digest_of(path) for path in found}
        held = {path.name: digest_of(path) for path in sorted(held_in.glob("*"))}
        plan = decide(offered, held)
        shutil.rmtree(incoming, ignore_errors=True)
        for name in plan.copy:
            _copy(folder / name, incoming / name, offered[name])
    except OSError as error:
        raise SourceError(
            source.id, f"copie impossible ({error}). Vérifiez les droits et la place sur le disque."
        ) from error
    paths = tuple((incoming if name in plan.copy else held_in) / name for name in sorted(offered))
    return Fetched(paths, digest_of_lines(offered), "mirror")


def promote(source: Source, fetched: Fetched, root: Path) -> None:
    """Make the fetched files the raw files of record, once the source is stored.

    Parameters
    ----------
    source
        The declared source.
    fetched
        What `fetch_from_mirror` returned for it.
    root
        Root of the store.
    """
    folder = raw_folder(root, source.id)
    folder.mkdir(parents=True, exist_ok=True)
    for path in fetched.paths:
        if path.parent != folder:
            path.replace(folder / path.name)
    names = {path.name for path in fetched.paths}
    for path in folder.glob("*"):
        if path.name not in names:
            path.unlink()
    discard(source.id, root)


def discard(source_id: str, root: Path) -> None:
    """Forget files that came in but were not promoted."""
    shutil.rmtree(_incoming(root, source_id), ignore_errors=True)


def raw_folder(root: Path, source_id: str) -> Path:
    """Return the folder of the raw files of a source."""
    return root / "raw" / source_id


def digest_of(path: Path) -> str:
    """Return the sha256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def digest_of_lines(digests: Mapping[str, str]) -> str:
    """Return the digest of the one file, or of the sorted `name sha` lines when there are several."""
    if len(digests) == 1:
        return next(iter(digests.values()))
    return hashlib.sha256(
        "\n".join(f"{name} {digest}" for name, digest in sorted(digests.items())).encode()
    ).hexdigest()


def _incoming(root: Path, source_id: str) -> Path:
    return root / "raw" / f"{source_id}.incoming"


def _copy(origin: Path, target: Path, expected: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    try:
        digest = hashlib.sha256()
        with origin.open("rb") as reading, part.open("wb") as writing:
            while block := reading.read(_BLOCK):
                digest.update(block)
                writing.write(block)
            writing.flush()
            os.fsync(writing.fileno())
        if digest.hexdigest() != expected:
            raise OSError(f"{origin.name} a changé pendant la copie")
        part.replace(target)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
