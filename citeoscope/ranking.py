"""How the table of a view is ranked and which of its rows are kept, as the address says it. Pure."""

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from citeoscope.language import say

CODE: Final = "code"
NAME: Final = "nom"
KEPT: Final = {"aucun": "none", "un": "some"}
"""Word of the address -> which territories stay: those with none (a published zero), those with at least one."""
DOWN: Final = "-"
"""Before a column: from the highest to the lowest."""


def ranked(
    codes: Sequence[str], names: Sequence[str], figures: Mapping[str, npt.ArrayLike], order: str, kept: Sequence[str]
) -> npt.NDArray[np.intp]:
    """Return which rows of a table stay, in its order.

    Parameters
    ----------
    codes, names
        Of the territories, one per row.
    figures
        Of each column, by id, the one on the map first: one per row, NaN where there is none.
    order
        From `read_order`; the first column from the highest to the lowest when empty.
    kept
        From `read_kept`.

    Returns
    -------
    numpy.ndarray
        Positions of rows. One without a figure is last, whichever way its column is ordered; rows with the same figure
        follow their names.
    """
    numbers = {name: np.asarray(column, dtype=np.float64) for name, column in figures.items()}
    stays = np.ones(len(codes), dtype=bool)
    for column, word in (one.split(":") for one in kept):
        stays &= numbers[column] > 0 if KEPT[word] == "some" else numbers[column] == 0
    order = order or DOWN + next(iter(numbers))
    column, down = order.removeprefix(DOWN), order.startswith(DOWN)
    rows = sorted(np.flatnonzero(stays).tolist(), key=lambda row: _folded(names[row]))
    if column in numbers:
        values = numbers[column]
        with_figure = [row for row in rows if not np.isnan(values[row])]
        without = [row for row in rows if np.isnan(values[row])]
        rows = sorted(with_figure, key=lambda row: -values[row] if down else values[row]) + without
    elif column == CODE:
        rows.sort(key=lambda row: codes[row], reverse=down)
    elif down:
        rows.reverse()
    return np.array(rows, dtype=np.intp)


def _folded(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one)).casefold()


def read_order(text: str, columns: Sequence[str]) -> str:
    """Read which column the rows follow.

    Parameters
    ----------
    text
        `code`, `nom` or the id of a column, after `-` from the highest to the lowest.
    columns
        Ids of the indicators in the table.

    Returns
    -------
    str
        The same text.

    Raises
    ------
    ValueError
        The table has no such column.
    """
    known = (CODE, NAME, *columns)
    if text.removeprefix(DOWN) not in known:
        quoted = textwrap.shorten(text, 90, placeholder="…")
        raise ValueError(
            say("Tri inconnu : « {quoted} ». Colonnes : {columns}.", quoted=quoted, columns=", ".join(known))
        )
    return text


def read_kept(text: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Read which rows are kept.

    Parameters
    ----------
    text
        For instance `france_services:aucun,gares:un`.
    columns
        Ids of the indicators in the table.

    Returns
    -------
    tuple[str, ...]
        One entry per column, in the order of the table; the last word counts.

    Raises
    ------
    ValueError
        A column is not in the table, or its word is not one of `KEPT`.
    """
    asked = dict(part.partition(":")[::2] for part in text.split(",") if part)
    wrong = [f"{column}:{word}" for column, word in asked.items() if column not in columns or word not in KEPT]
    if wrong:
        quoted = textwrap.shorten(", ".join(wrong), 90, placeholder="…")
        raise ValueError(
            say(
                "Lignes à garder illisibles : « {quoted} ». Écrivez par exemple gares:aucun, ou gares:un.",
                quoted=quoted,
            )
        )
    return tuple(f"{column}:{asked[column]}" for column in columns if column in asked)
