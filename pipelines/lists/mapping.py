"""Which column of a list is which field: a value the user may change, remembered as a plain TOML file."""

import json
import re
import tomllib
from collections.abc import Collection
from collections.abc import Mapping as Columns
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from citeoscope.errors import ListError
from citeoscope.language import say
from pipelines.lists.fields import fields

FOLDER: Final = "correspondances"
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_TELLING: Final = 3
"""Columns that a list must have for them to tell it from another."""
_HEAD: Final = (
    "# Quelle colonne de la liste est quel champ. Modifiable : la prochaine importation de cette liste s’en sert.\n"
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is which field.

    Attributes
    ----------
    kind
        `tiers_lieux`, `projets` or `evenements`.
    columns
        Field -> header of the column.
    system
        EPSG code of the coordinates; `None` to judge it on the list.
    commune
        Commune of every row that names none: a code, or a name with its postal code or département.
    left
        Columns that were there and are no field: another one is new, and may be recognised. `None` when not known.
    """

    kind: str
    columns: Columns[str, str] = field(default_factory=dict)
    system: int | None = None
    commune: str = ""
    left: tuple[str, ...] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse fields that do not exist, all at once."""
        known = fields(self.kind)
        if wrong := [name for name in self.columns if name not in known]:
            raise ListError(
                say("Champ(s) inconnu(s) : {wrong}. Champs : {known}.", wrong=", ".join(wrong), known=", ".join(known))
            )

    def with_column(self, name: str, header: str | None) -> "Mapping":
        """Return the mapping with another column for a field; `None` leaves the field empty.

        Parameters
        ----------
        name
            The field.
        header
            The column, taken from the field that had it.

        Returns
        -------
        Mapping
        """
        kept = {one: column for one, column in self.columns.items() if one != name and column != header}
        return replace(self, columns=kept | ({name: header} if header is not None else {}))

    def limited(self, headers: tuple[str, ...]) -> "Mapping":
        """Return the mapping without the columns that a file does not have."""
        return replace(self, columns={name: header for name, header in self.columns.items() if header in headers})


def to_toml(mapping: Mapping) -> str:
    """Write a mapping as a TOML text, fields in their order."""
    order = [name for name in fields(mapping.kind) if name in mapping.columns]
    lines = [f"sorte = {_quoted(mapping.kind)}"]
    if mapping.system is not None:
        lines.append(f"systeme = {mapping.system}")
    if mapping.commune:
        lines.append(f"commune = {_quoted(mapping.commune)}")
    if mapping.left is not None:
        lines.append(f"laissees = [{', '.join(map(_quoted, mapping.left))}]")
    lines += ["", "[colonnes]", *(f"{name} = {_quoted(mapping.columns[name])}" for name in order)]
    return _HEAD + "\n".join(lines) + "\n"


def from_toml(text: str, where: str) -> Mapping:
    """Read a mapping.

    Parameters
    ----------
    text
        The TOML text.
    where
        Its file, for the message.

    Returns
    -------
    Mapping

    Raises
    ------
    ListError
        It is not well written; the message says where.
    """
    try:
        read = tomllib.loads(text)
        columns = {str(name): str(header) for name, header in read.get("colonnes", {}).items()}
        system = read.get("systeme")
        left = read.get("laissees")
        return Mapping(
            str(read["sorte"]),
            columns,
            int(system) if system is not None else None,
            str(read.get("commune", "")),
            None if left is None else tuple(map(str, left)),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ListError(
            say(
                "Correspondance illisible : {where} ({error}). Corrigez-la, ou supprimez-la : elle "
                "sera devinée de nouveau.",
                where=where,
                error=error,
            )
        ) from error


def remembered(folder: Path, name: str) -> Mapping | None:
    """Return the mapping remembered for a list, `None` when there is none.

    Parameters
    ----------
    folder
        Folder of the local lists.
    name
        Name of the list.

    Returns
    -------
    Mapping or None

    Raises
    ------
    ListError
        Its file is not well written.
    """
    path = folder / FOLDER / f"{name}.toml"
    try:
        return from_toml(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ListError(
            say("Correspondance illisible : {path} n’est pas en UTF-8. Corrigez-la, ou supprimez-la.", path=path)
        ) from error


def kindred(headers: Collection[str], kind: str, others: Columns[str, "Mapping"]) -> str:
    """Return the list whose remembered columns a file has, all of them and next to nothing else; empty if none.

    Parameters
    ----------
    headers
        Columns of the file.
    kind
        What it is a list of.
    others
        Mappings of the lists in place, by their names.

    Returns
    -------
    str
        A hint only: two lists may have the same columns.
    """
    for name, one in others.items():
        known = {*one.columns.values(), *(one.left or ())}
        if one.kind == kind and len(known) >= _TELLING and known <= {*headers} and len(headers) <= len(known) + 1:
            return name
    return ""


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for the delete character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
