"""What people said of places that have changed, read from the plain file where it is kept."""

import io
from pathlib import Path
from typing import Final

import pandas as pd

from citeoscope.errors import StoreError
from citeoscope.language import say

FILE: Final = "signalements.csv"
COLUMNS: Final = ("date", "lieu", "nom", "message")


def read_signals(folder: Path) -> pd.DataFrame:
    """Return the changes that people reported.

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
    path = folder / FILE
    if not path.exists():
        return pd.DataFrame(columns=list(COLUMNS), dtype="str")
    try:
        frame = pd.read_csv(io.StringIO(path.read_text(encoding="utf-8")), dtype=str, keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise StoreError(
            say(
                "Signalements illisibles : {path} ({error}). Réparez le fichier, ou retirez-le.", path=path, error=error
            )
        ) from error
    if list(frame.columns) != list(COLUMNS):
        raise StoreError(
            say(
                "Signalements illisibles : {path} n’a pas les colonnes {columns}.",
                path=path,
                columns=", ".join(COLUMNS),
            )
        )
    return frame
