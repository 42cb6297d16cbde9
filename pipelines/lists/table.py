"""A list as it was read: headers, cells as text, the number of each row in the user's file. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.language import say
from citeoscope.numbers import format_number
from pipelines.lists.limits import CELL_CHARACTERS, check_cell, check_rows

# Control characters but tab and line ends, marks that turn the direction of a text, invisible marks.
_UNSEEN: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read.

    Attributes
    ----------
    headers
        Names of the columns as in the file, made different from one another.
    cells
        All cells as text, empty where there is none; columns are `headers`.
    rows
        Number of each row in the user's file: the first row of a sheet is 1, and so is the first record of a JSON file.
    form
        `CSV`, `XLSX`, `GeoJSON`…
    remarks
        What the user should know of the reading, in French.
    """

    headers: tuple[str, ...]
    cells: pd.DataFrame
    rows: NDArray[np.int64]
    form: str
    remarks: tuple[str, ...] = field(default=())

    @classmethod
    def of(
        cls,
        headers: Sequence[str],
        columns: Sequence[Sequence[str]],
        rows: Sequence[int],
        form: str,
        remarks: Sequence[str] = (),
    ) -> "Table":
        """Make a table of raw cells.

        Parameters
        ----------
        headers
            One per column; empty and repeated ones are given a name of their own.
        columns
            Cells, column by column.
        rows
            Numbers of the rows in the file.
        form
            Format read.
        remarks
            What the reader already has to say.

        Returns
        -------
        Table
            Rows without any content are left out, and counted in the remarks.

        Raises
        ------
        ListError
            There are too many rows or columns, or a cell is too long.
        """
        check_rows(len(rows), len(columns))
        names = distinct(headers)
        cells = pd.DataFrame(
            {name: pd.array(list(column), dtype="str") for name, column in zip(names, columns, strict=True)}
        )
        unseen = 0
        for position, name in enumerate(names):
            lengths = cells[name].str.len().to_numpy()
            if len(lengths) and lengths.max() > CELL_CHARACTERS:
                check_cell(int(lengths.max()), int(rows[int(lengths.argmax())]), position + 1)
            marked = cells[name].str.contains(_UNSEEN, regex=True)
            if marked.any():
                unseen += int(marked.sum())
                cells[name] = cells[name].str.replace(_UNSEEN, "", regex=True)
            cells[name] = cells[name].str.strip()
        blank = (cells == "").all(axis=1).to_numpy() if len(names) else np.ones(len(rows), dtype=bool)
        said = [*remarks]
        if blank.any():
            said.append(say("{sum} ligne(s) vide(s) sautée(s).", sum=format_number(int(blank.sum()))))
        if unseen:
            said.append(
                say("Caractères invisibles ou de commande ôtés dans {unseen} case(s).", unseen=format_number(unseen))
            )
        kept = cells[~blank].reset_index(drop=True)
        return cls(names, kept, np.asarray(rows, dtype=np.int64)[~blank], form, tuple(said))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)


def distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """Return headers that differ from one another: spaces collapsed, empty ones numbered, repeated ones counted."""
    seen: dict[str, int] = {}
    out = []
    for position, header in enumerate(headers, start=1):
        name = " ".join(header.replace("\ufeff", "").replace("\x00", "").split()) or f"colonne {position}"
        seen[name] = seen.get(name, 0) + 1
        while seen[name] > 1 and f"{name} ({seen[name]})" in seen:
            seen[name] += 1
        if seen[name] > 1:
            name = f"{name} ({seen[name]})"
            seen[name] = 1
        out.append(name)
    return tuple(out)
