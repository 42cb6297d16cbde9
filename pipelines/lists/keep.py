"""Where an imported list is kept: plain files, whole versions only, one switch, no trace once removed."""

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pandas as pd

from citeoscope.errors import ListError, StoreError
from citeoscope.language import say
from citeoscope.lists import FOLDER, Record, imported_lists, read_record, unguarded
from pipelines.disk import why
from pipelines.lists import mapping as correspondence
from pipelines.lists.mapping import Mapping, to_toml
from pipelines.lists.preview import Preview
from pipelines.lists.report import Changes
from pipelines.store import write_together

try:
    import fcntl
except ImportError:  # Windows has no such lock: one writer at a time is then up to the user
    fcntl = None  # type: ignore[assignment]

_PATIENCE_S: Final = 2.0
"""How long a writer waits for another, who holds the folder for the time of a few small files."""
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,60}[a-z0-9])?")
_GUARDED: Final = r"^'*[=+\-@\t\r]"
_NUMBER: Final = r"^[-+]?\d+(?:\.\d+)?$"
_HEAD: Final = (
    "# Fiche d’une liste importée, écrite par « python -m pipelines import ». "
    "Les lignes sont dans le fichier nommé par « rows ».\n"
)


def check_name(name: str) -> str:
    """Return the name of a list when it can be that of a file.

    Raises
    ------
    ListError
        It cannot.
    """
    if not _NAME.fullmatch(name):
        raise ListError(
            say(
                "Nom de liste refusé : « {name} ». Employez des minuscules sans accent, des chiffres, "
                "- et _, par exemple lieux-vosges.",
                name=name,
            )
        )
    return name


def record_of(folder: Path, name: str) -> Record | None:
    """Return the record of a list in place, `None` when there is none."""
    path = folder / FOLDER / f"{name}.toml"
    return read_record(path) if path.exists() else None


def recalled(folder: Path, name: str) -> Mapping | None:
    """Return the mapping to start from: the file people may edit, else what the list in place was made with.

    Raises
    ------
    ListError
        Its file is not well written.
    """
    found = correspondence.remembered(folder, name)
    if found is None and (record := record_of(folder, name)) is not None:
        found = Mapping(record.kind, record.columns, record.system, record.commune)
    return found


def kin_of(folder: Path, seen: Preview, name: str) -> str:
    """Return the list in place whose columns a file has, when none goes by its name; empty if there is none."""
    records = imported_lists(folder)
    if name in records and records[name].sha256 != seen.sha256:
        return ""
    others = {one: found for one in records if one != name and (found := recalled(folder, one)) is not None}
    return correspondence.kindred(seen.table.headers, seen.kind, others)


def rows_of(folder: Path, record: Record | None) -> pd.DataFrame | None:
    """Return the rows of a list in place, all as the text written; `None` when there is no list, or no file of it."""
    if record is None:
        return None
    try:
        return unguarded(
            pd.read_csv(folder / FOLDER / record.rows, dtype="str", keep_default_na=False, encoding="utf-8")
        )
    except (OSError, ValueError):
        return None  # the record says that a list is there: writing it again repairs it


def to_csv(rows: pd.DataFrame) -> bytes:
    """Return rows as they are kept: UTF-8, comma, decimal point; an apostrophe before a cell that starts a formula."""
    safe = rows.copy()
    for name in safe.columns:
        risky = safe[name].str.contains(_GUARDED, regex=True) & ~safe[name].str.contains(_NUMBER, regex=True)
        if risky.any():
            safe[name] = safe[name].where(~risky, "'" + safe[name])
    text: str = safe.to_csv(index=False, lineterminator="\n")
    return text.encode()


def compare(before: pd.DataFrame | None, after: pd.DataFrame) -> Changes:
    """Say what changes between two versions of the rows of a list, by id.

    Parameters
    ----------
    before, after
        Text columns, `id` among them, one row per id; `before` is `None` when there was no list.

    Returns
    -------
    Changes
    """
    new = after.set_index("id")
    if before is None:
        return Changes(new=tuple(new.index), first=True)
    old = before.set_index("id").reindex(columns=new.columns, fill_value="")
    common = new.index[new.index.isin(old.index)]
    differ = (old.loc[common].to_numpy() != new.loc[common].to_numpy()).any(axis=1)
    return Changes(
        tuple(new.index[~new.index.isin(old.index)]),
        tuple(common[differ]),
        tuple(old.index[~old.index.isin(new.index)]),
        int((~differ).sum()),
        old["nom"].to_dict() | new["nom"].to_dict(),
    )


def keep(  # noqa: PLR0913, PLR0917 - what is written, and what it takes the place of
    folder: Path, name: str, record: Record, content: bytes, mapping: Mapping, before: Record | None
) -> None:
    """Put a version of a list in place, in one switch.

    Parameters
    ----------
    folder
        Folder of the local lists.
    name
        Name of the list.
    record
        Its record, that names the file of the rows.
    content
        That file.
    mapping
        What to remember for the next file of that list.
    before
        The record of the list that it takes the place of, as the report was made: `None` when there was none.

    Raises
    ------
    StoreError
        It could not be written, another import is at work, or the list in place is no longer `before`, so that the
        report would be wrong: the list in place is untouched.
    """
    with alone(folder):
        if record_of(folder, name) != before:
            raise StoreError(
                say(
                    "La liste « {name} » vient d’être changée par une autre importation. Rien n’a été "
                    "écrit : vérifiez de nouveau pour voir ce qui change, ou donnez un autre nom à la "
                    "vôtre.",
                    name=name,
                )
            )
        try:
            write_together(
                [
                    (folder / FOLDER / record.rows, content),
                    (folder / FOLDER / f"{name}.toml", _dump(record)),  # the switch
                    (folder / correspondence.FOLDER / f"{name}.toml", to_toml(mapping).encode()),
                ]
            )
        except OSError as error:
            raise StoreError(
                say(
                    "Écriture impossible dans {folder} ({why}). La liste en place n’a pas changé : libérez "
                    "de la place ou vérifiez les droits, puis recommencez.",
                    folder=folder,
                    why=why(error),
                )
            ) from error
        finally:
            _sweep(folder, name)


def remove(folder: Path, name: str) -> None:
    """Remove a list without a trace: record, rows, mapping, and folders left empty.

    Raises
    ------
    ListError
        There is no such list.
    StoreError
        It could not be removed, or another import is at work.
    """
    check_name(name)
    path = folder / FOLDER / f"{name}.toml"
    if not path.exists():
        known = ", ".join(sorted(one.stem for one in (folder / FOLDER).glob("*.toml"))) or "aucune"
        raise ListError(
            say("Aucune liste importée ne se nomme « {name} ». Listes importées : {known}.", name=name, known=known)
        )
    with alone(folder):
        try:
            path.unlink(missing_ok=True)  # someone else may just have removed it: it is what was wanted
            _sweep(folder, name)
            (folder / correspondence.FOLDER / f"{name}.toml").unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                say(
                    "La liste « {name} » n’a pas pu être retirée de {folder} ({why}). Vérifiez les droits, "
                    "puis recommencez.",
                    name=name,
                    folder=folder,
                    why=why(error),
                )
            ) from error
        for room in (FOLDER, correspondence.FOLDER):
            with suppress(OSError):
                (folder / room).rmdir()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lists for one writer at a time; the lock is on the folder itself and leaves no file behind.

    Raises
    ------
    StoreError
        Another import is at work, or there can be no such folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            say(
                "Dossier impossible à créer : {folder} ({why}). Choisissez-en un autre (CITEOSCOPE_LOCAL).",
                folder=folder,
                why=why(error),
            )
        ) from error
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _wait_for(handle, folder)
        _clear(folder)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, folder: Path) -> None:
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() > end:
                raise StoreError(
                    say(
                        "Une autre importation écrit dans {folder}. Attendez qu’elle finisse, puis recommencez.",
                        folder=folder,
                    )
                ) from error
            time.sleep(0.05)
        else:
            return


def _clear(folder: Path) -> None:
    """Clear what a killed writer had begun: the lock is held, so nobody is writing."""
    for room in (folder, folder / FOLDER, folder / correspondence.FOLDER):
        for path in room.glob("*.part"):
            with suppress(OSError):
                path.unlink()


def file_of(name: str, content: bytes) -> tuple[str, str]:
    """Return the name of the file of some rows, and its sha256: a version never overwrites another."""
    digest = hashlib.sha256(content).hexdigest()
    return f"{name}-{digest[:12]}.csv", digest


def _sweep(folder: Path, name: str) -> None:
    """Clear the files of a list that its record does not name: earlier versions, what a killed import left."""
    with suppress(OSError, StoreError):
        record = record_of(folder, name)
        own = re.compile(rf"{re.escape(name)}(?:-[0-9a-f]{{12}}\.csv(?:\.\d+\.part)?|\.toml\.\d+\.part)")
        for room in (FOLDER, correspondence.FOLDER):
            for path in (folder / room).glob(f"{name}*"):
                if own.fullmatch(path.name) and (record is None or path.name != record.rows):
                    path.unlink(missing_ok=True)


def _dump(record: Record) -> bytes:
    plain = record.model_dump(exclude_none=True)
    tables = {key: plain.pop(key) for key in ("counts", "columns")}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items()]
    for key, table in tables.items():
        lines += [
            "",
            f"[{key}]",
            *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in table.items()),
        ]
    return (_HEAD + "\n".join(lines) + "\n").replace("\x7f", "\\u007f").encode()
