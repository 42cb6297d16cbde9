"""What people said of places that have changed, waiting or accepted, read from the plain files where it is kept."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from citeoscope.errors import StoreError
from citeoscope.language import say
from citeoscope.places.opening import STATES

FILE: Final = "signalements.csv"
COLUMNS: Final = ("date", "lieu", "nom", "message")
ACCEPTED_FILE: Final = "ouvertures.csv"
ACCEPTED_COLUMNS: Final = ("lieu", "nom", "etat", "dit_le", "message", "accepte_le")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is accepted of a place: one of its rows, its state (`ouvert`, `fermé`, `en projet`), and since when."""

    place: str
    state: str
    on: str


def read_signals(folder: Path) -> pd.DataFrame:
    """Return the changes that people reported and nobody has looked at yet.

    Parameters
    ----------
    folder
        Folder of the local lists, usually `data/local/`.

    Returns
    -------
    pandas.DataFrame
        `date` (ISO), `lieu` (id of the place), `nom`, `message`, all text; empty when nobody said anything.

    Raises
    ------
    StoreError
        The file cannot be read.
    """
    return _read(folder / FILE, COLUMNS)


def read_accepted(folder: Path) -> tuple[Accepted, ...]:
    """Return what was accepted of places being open or closed, the last word on each.

    Parameters
    ----------
    folder
        Folder of the local lists.

    Returns
    -------
    tuple[Accepted, ...]
        In the order of the file; empty when nothing was accepted.

    Raises
    ------
    StoreError
        The file cannot be read, or holds another state.
    """
    path = folder / ACCEPTED_FILE
    rows = _read(path, ACCEPTED_COLUMNS)
    wrong = rows.index[~rows["etat"].isin(STATES)]
    if len(wrong):
        lines = ", ".join(str(row + 2) for row in wrong)
        raise StoreError(
            say(
                "Ouvertures illisibles : {path}, ligne(s) {lines}. États : {states}.",
                path=path,
                lines=lines,
                states=", ".join(STATES),
            )
        )
    last = {row["lieu"]: Accepted(row["lieu"], row["etat"], row["accepte_le"]) for row in rows.to_dict("records")}
    return tuple(last.values())


def _read(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame(columns=list(columns), dtype="str")
    try:
        frame = pd.read_csv(io.StringIO(path.read_text(encoding="utf-8")), dtype=str, keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise StoreError(
            say(
                "Signalements illisibles : {path} ({error}). Réparez le fichier, ou retirez-le.", path=path, error=error
            )
        ) from error
    if list(frame.columns) != list(columns):
        raise StoreError(
            say(
                "Signalements illisibles : {path} n’a pas les colonnes {columns}.",
                path=path,
                columns=", ".join(columns),
            )
        )
    return frame
