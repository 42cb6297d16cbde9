"""Which rows of a file are no row of the list: nameless ones, totals, those whose author did not agree. Pure."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.language import phrase, say
from citeoscope.territory.geography import fold
from pipelines.lists.identity import identify
from pipelines.lists.mapping import Mapping
from pipelines.lists.table import Table
from pipelines.lists.values import conditional, refuses

NAMELESS: Final = phrase("ni nom ni identifiant : complétez la ligne")
TOTAL: Final = phrase("ligne de total, pas une ligne de la liste")
_TOTAL: Final = re.compile(
    r"(?:sous |nombre )?tota(?:l|ux)(?: general| generaux)?(?: d[eu]s?(?: \w+){1,3})?(?: \d+(?: \w+){0,3})?"
)
_NUMBER: Final = re.compile(r"[\d\s\u00a0\u202f.,%€+-]*")
_LONGEST: Final = 80
_LABELS: Final = 3


def refusals(table: Table, mapping: Mapping, rows: pd.DataFrame) -> list[str]:
    """Say why rows are refused.

    Parameters
    ----------
    table
        The file as it was read.
    mapping
        Which column is which field.
    rows
        The same rows under the names of their fields.

    Returns
    -------
    list[str]
        One reason per row, in French; empty for a row that is admitted.
    """
    out = ["" if known else say(NAMELESS) for known in ((rows["nom"] != "") | (rows["id"] != "")).to_numpy(dtype=bool)]
    for row in _totals(table, rows):
        out[row] = say(TOTAL)
    if "accord" in rows and (asked := mapping.columns.get("accord")):
        for row, answer in enumerate(rows["accord"]):
            if not out[row] and refuses(answer):
                out[row] = say(
                    "la réponse à « {asked} » est « {answer} » : la ligne n’est pas publiée",
                    asked=asked[:_LONGEST],
                    answer=answer[:_LONGEST],
                )
            elif not out[row] and conditional(answer):
                out[row] = say(
                    "la réponse à « {asked} » est sous condition, « {answer} » : la ligne n’est pas publiée ; ôtez-en "
                    "ce qui ne doit pas l’être, puis mettez « Oui »",
                    asked=asked[:_LONGEST],
                    answer=answer[:_LONGEST],
                )
    return out


def identified(
    rows: pd.DataFrame, codes: NDArray[np.object_], refused: Sequence[str]
) -> tuple["pd.Series[str]", NDArray[np.intp], NDArray[np.bool_]]:
    """Identify the rows that are admitted: one that is kept never repeats one that is not.

    Parameters
    ----------
    rows, codes
        As `identify` takes them.
    refused
        As given by `refusals`.

    Returns
    -------
    tuple
        As `identify` returns them, for all rows; a refused row has the id it was given.
    """
    kept = np.flatnonzero([not why for why in refused])
    some, again, differ = identify(rows.iloc[kept].drop(columns="accord", errors="ignore"), codes[kept])
    ids = rows["id"].to_numpy(dtype=object, copy=True)
    repeats, clash = np.full(len(rows), -1, dtype=np.intp), np.zeros(len(rows), dtype=bool)
    ids[kept], clash[kept] = some.to_numpy(dtype=object), differ
    repeats[kept] = np.where(again >= 0, kept[again] if len(kept) else -1, -1)
    return pd.Series(ids, index=rows.index).astype("str"), repeats, clash


def _totals(table: Table, rows: pd.DataFrame) -> NDArray[np.intp]:
    """Return the rows where one of the first cells says «total», the others only hold numbers, and nothing places."""
    cells = table.cells
    labels = cells.iloc[:, :_LABELS]
    says = np.zeros(len(cells), dtype=bool)
    for name in labels.columns:
        says |= labels[name].str.contains("tota", case=False, regex=False).to_numpy(dtype=bool)
    says &= (rows["latitude"] == "").to_numpy(dtype=bool)
    found = [row for row in np.flatnonzero(says) if _sums(cells.iloc[row].tolist())]
    return np.asarray(found, dtype=np.intp)


def _sums(cells: list[str]) -> bool:
    said = [bool(_TOTAL.fullmatch(fold(cell))) for cell in cells]
    return any(said) and all(total or _NUMBER.fullmatch(cell) for total, cell in zip(said, cells, strict=True))
