"""What people decided of two rows that may be one place, read from the plain file where it is kept."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast, get_args

import pandas as pd

from citeoscope.errors import StoreError

Verdict = Literal["merge", "apart"]

FILE: Final = "doublons.csv"
COLUMNS: Final = ("first", "second", "decision", "decided_on")


@dataclass(frozen=True, slots=True)
class Decision:
    """Two rows, in alphabetical order of their ids, and whether they are one place."""

    first: str
    second: str
    decision: Verdict
    decided_on: str


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Return the decisions taken.

    Parameters
    ----------
    folder
        Folder of the local lists, usually `data/local/`.

    Returns
    -------
    tuple[Decision, ...]
        In the order of the file; empty when nothing was decided. One whose rows are no longer listed is kept: it holds
        again when they come back.

    Raises
    ------
    StoreError
        The file cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    remedy = f"Colonnes attendues : {', '.join(COLUMNS)} ; décision : {' ou '.join(get_args(Verdict))}."
    try:
        frame = pd.read_csv(io.StringIO(path.read_text(encoding="utf-8")), dtype=str, keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise StoreError(f"Décisions illisibles : {path} ({error}). {remedy}") from error
    if list(frame.columns) != list(COLUMNS):
        raise StoreError(f"Décisions illisibles : {path} a les colonnes {', '.join(frame.columns)}. {remedy}")
    wrong = frame.index[~frame["decision"].isin(get_args(Verdict))]
    if len(wrong):
        lines = ", ".join(str(row + 2) for row in wrong)
        raise StoreError(f"Décisions illisibles : {path}, ligne(s) {lines}. {remedy}")
    rows = frame.to_dict("records")
    return tuple(
        Decision(
            min(one["first"], one["second"]),
            max(one["first"], one["second"]),
            cast("Verdict", one["decision"]),
            one["decided_on"],
        )
        for one in rows
    )
