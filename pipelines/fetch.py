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
from citeoscope.errors import ServiceError, SourceError
from pipelines.desk import VALIDATORS, Desk
from pipelines.door import Door
from pipelines.scope import Scope
from pipelines.services import CLIENTS

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
            f"fichier(s) introuvable(s) dans le dossier « {folder.name} » des fichiers publiés : {', '.join(absent)}. "
            "Rétablissez-les, puis relancez « refresh » pour cette source.",
        )
    held_in, incoming = raw_folder(root, source.id), _incoming(root, source.id)
    try:
        offered = {path.name: digest_of(path) for path in found}
        held = {path.name: digest_of(path) for path in raw_files(root, source.id)}
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


def fetch_live(source: Source, scope: Scope, door: Door, root: Path) -> Fetched:
    """Ask the service of a source for its files; those that did not change are kept.

    Parameters
    ----------
    source
        The declared source.
    scope
        The part of France asked.
    door
        The door to the network.
    root
        Root of the store.

    Returns
    -------
    Fetched

    Raises
    ------
    SourceError
        The source has no service, or the service did not answer as it publishes; nothing of it stays.
    """
    if source.live is None:
        raise SourceError(
            source.id, "aucun service en ligne n’est déclaré. Donnez le dossier de ses fichiers : --mirror DOSSIER."
        )
    discard(source.id, root)
    desk = Desk.open(_incoming(root, source.id), raw_folder(root, source.id))
    try:
        received = CLIENTS[source.live.service](source.live, scope, door, desk)
        desk.record(received)
    except BaseException as error:  # an interruption too must leave no file behind
        discard(source.id, root)
        if isinstance(error, ServiceError):
            raise SourceError(source.id, str(error)) from error
        if isinstance(error, OSError):
            raise SourceError(
                source.id, f"écriture impossible ({error}). Vérifiez les droits et la place sur le disque."
            ) from error
        raise
    return Fetched(
        tuple(one.path for one in received),
        digest_of_lines({one.path.name: one.sha256 for one in received}),
        "network",
    )


def promote(source: Source, fetched: Fetched, root: Path) -> None:
    """Make the fetched files the raw files of record, once the source is stored.

    Parameters
    ----------
    source
        The declared source.
    fetched
        What `fetch_from_mirror` or `fetch_live` returned for it.
    root
        Root of the store.
    """
    folder = raw_folder(root, source.id)
    folder.mkdir(parents=True, exist_ok=True)
    for path in fetched.paths:
        if path.parent != folder:
            path.replace(folder / path.name)
    names = {path.name for path in fetched.paths}
    for path in raw_files(root, source.id):
        if path.name not in names:
            path.unlink()
    validators = _incoming(root, source.id) / VALIDATORS
    if validators.exists():
        validators.replace(folder / VALIDATORS)
    else:
        (folder / VALIDATORS).unlink(missing_ok=True)
    discard(source.id, root)


def discard(source_id: str, root: Path) -> None:
    """Forget files that came in but were not promoted."""
    shutil.rmtree(_incoming(root, source_id), ignore_errors=True)


def raw_folder(root: Path, source_id: str) -> Path:
    """Return the folder of the raw files of a source."""
    return root / "raw" / source_id


def raw_files(root: Path, source_id: str) -> tuple[Path, ...]:
    """Return the raw files of a source, in order; the validators kept beside them are not published files."""
    return tuple(sorted(path for path in raw_folder(root, source_id).glob("*") if not path.name.startswith(".")))


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
