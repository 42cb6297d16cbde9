"""Reads a list and recognises its columns; nothing is placed, nothing is written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from citeoscope.errors import ListError
from citeoscope.language import say
from citeoscope.territory.geography import fold
from pipelines.lists.mapping import Mapping
from pipelines.lists.privacy import CONTACTS, personal_columns
from pipelines.lists.read import read_bytes, read_table
from pipelines.lists.recognise import Guess, known, recognise
from pipelines.lists.table import Table


@dataclass(frozen=True)
class Preview:
    """A list as it was read and understood, before anything is placed or written.

    Attributes
    ----------
    kind
        What it is a list of.
    table
        What was read, with remarks.
    guesses
        Field proposed for each column, with its score.
    mapping
        Which column is which field: the guess, or the one given; change it with `with_mapping`.
    personal
        Columns with contacts or names of people.
    ignored
        Columns that are no field of the list.
    discovered
        Columns that the remembered mapping had never seen, and that are now taken for a field.
    before
        The mapping remembered for that list, `None` when there is none.
    file, sha256, address
        Name and digest of the file, and where it was fetched (empty for a file).
    """

    kind: str
    table: Table
    guesses: tuple[Guess, ...]
    mapping: Mapping
    personal: tuple[str, ...]
    file: str
    sha256: str
    address: str = ""
    discovered: tuple[str, ...] = ()
    before: Mapping | None = None

    @property
    def memory(self) -> tuple[str, ...]:
        """Return what the remembered mapping changes to the reading of this file, in French sentences."""
        if self.before is None:
            return ()
        known = {header for field, header in self.before.columns.items() if self.mapping.columns.get(field) == header}
        gone = [
            header
            for field, header in self.before.columns.items()
            if field not in self.mapping.columns and header not in self.table.headers
        ]
        said = [say("Correspondance retenue de la dernière importation de cette liste.")] if known else []
        if gone:
            said.append(
                say("Colonnes que ce fichier n’a plus : {gone}. Leurs champs seront vides.", gone=", ".join(gone))
            )
        return tuple(said)

    @property
    def remembering(self) -> Mapping:
        """Return the mapping to remember: it tells the columns left out from those that a next file may bring."""
        used = set(self.mapping.columns.values())
        return replace(self.mapping, left=tuple(one for one in self.table.headers if one not in used))

    @property
    def discovery(self) -> str:
        """Return the columns discovered with the field that each of them is, for a sentence."""
        fields = {header: field for field, header in self.mapping.columns.items()}
        return ", ".join(f"{one} → {fields[one]}" for one in self.discovered if one in fields)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Return the columns that are no field of the list and hold nothing personal."""
        used = {*self.mapping.columns.values(), *self.personal}
        return tuple(header for header in self.table.headers if header not in used)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the personal columns that are left out whole: of those read as a text, only what is personal is."""
        read = {header for field, header in self.mapping.columns.items() if field not in CONTACTS}
        return tuple(header for header in self.personal if header not in read)

    def with_mapping(self, mapping: Mapping) -> "Preview":
        """Return the same list under another mapping.

        Raises
        ------
        ListError
            The mapping is for another kind of list, or names columns that the file does not have.
        """
        if mapping.kind != self.kind:
            raise ListError(
                say(
                    "La correspondance est celle d’une liste « {kind} », pas « {wanted} ».",
                    kind=mapping.kind,
                    wanted=self.kind,
                )
            )
        if absent := [one for one in mapping.columns.values() if one not in self.table.headers]:
            raise ListError(say("Colonne(s) absente(s) du fichier : {absent}.", absent=", ".join(absent)))
        used = set(mapping.columns.values())
        return replace(self, mapping=mapping, discovered=tuple(one for one in self.discovered if one in used))


def preview(
    source: bytes | Path, kind: str, mapping: Mapping | None = None, *, file: str = "", address: str = ""
) -> Preview:
    """Read a list and recognise its columns; nothing is written.

    Parameters
    ----------
    source
        The file, or its bytes.
    kind
        `tiers_lieux`, `projets` or `evenements`.
    mapping
        The one remembered for that list: what it says of columns that are still there is kept.
    file, address
        Name of the file when bytes are given, and where they were fetched.

    Returns
    -------
    Preview

    Raises
    ------
    ListError
        The file cannot be read as a table.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    table = read_table(data, partial(known, kind))
    guesses = recognise(table, kind)
    digest = hashlib.sha256(data).hexdigest()
    name = file or (source.name if isinstance(source, Path) else "liste")
    columns = {one.field: one.header for one in guesses}
    chosen = Mapping(kind, columns) if mapping is None else _remembered(mapping, guesses, table)
    draft = Preview(kind, table, guesses, Mapping(kind), personal_columns(table), name, digest, address)
    return replace(draft.with_mapping(chosen), discovered=_discovered(mapping, chosen), before=mapping)


def list_name(file: str) -> str:
    """Return the name of a list from that of its file: `Tiers-lieux Vosges (2).xlsx` gives `tiers-lieux-vosges-2`."""
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    keeping = "_".join("-".join(fold(part).split()) for part in stem.split("_") if fold(part))
    return keeping.encode("ascii", "ignore").decode()[:60].strip("-_") or "liste"


def _remembered(mapping: Mapping, guesses: Sequence[Guess], table: Table) -> Mapping:
    """Keep what a remembered mapping says of columns still there; one renamed, or never seen, is recognised anew."""
    kept = mapping.limited(table.headers)
    lost = mapping.columns.keys() - kept.columns.keys()
    for one in guesses:
        if one.header in kept.columns.values():
            continue
        unseen = one.header in _unseen(mapping, table.headers) and one.field not in kept.columns
        if unseen or one.field in lost or one.field == "nom" not in kept.columns:
            kept = kept.with_column(one.field, one.header)
    return kept


def _unseen(mapping: Mapping, headers: Sequence[str]) -> set[str]:
    """Return the columns that the file had not when the mapping was remembered; none when it is not known."""
    return set() if mapping.left is None else set(headers) - {*mapping.left, *mapping.columns.values()}


def _discovered(mapping: Mapping | None, chosen: Mapping) -> tuple[str, ...]:
    if mapping is None:
        return ()
    headers = tuple(chosen.columns.values())
    unseen = _unseen(mapping, headers)
    return tuple(one for one in headers if one in unseen)
