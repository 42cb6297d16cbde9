"""How the table of a view is ranked and which of its rows are kept, as the address says it. Pure."""

import textwrap
from collections.abc import Sequence
from typing import Final

from citeoscope.language import say

CODE: Final = "code"
NAME: Final = "nom"
KEPT: Final = {"aucun": "none", "un": "some"}
"""Word of the address -> which territories stay: those with none (a published zero), those with at least one."""
DOWN: Final = "-"
"""Before a column: from the highest to the lowest."""


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
