"""The lists that people edit by hand in `data/local/`: places, projects, events. Read as text, shown as text."""

import io
from pathlib import Path
from typing import Final, Literal, get_args

import pandas as pd

from citeoscope.errors import StoreError, UnknownDatasetError
from citeoscope.language import say

List = Literal["tiers_lieux", "projets", "evenements"]

REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "tiers_lieux": ("id", "nom", "type", "commune_code"),
    "projets": ("id", "nom", "porteur", "perimetre"),
    "evenements": ("id", "nom", "type", "date_debut", "perimetre"),
}


def local_stamp(folder: Path) -> int:
    """Return a number that changes whenever a list is edited, so that readers may keep what they read until then."""
    edited = (*folder.glob("*.csv"), *folder.glob("listes/*.toml"))
    # A list that is removed leaves the others as old as they were: their number tells.
    return max((path.stat().st_mtime_ns for path in edited), default=0) + len(edited)


def read_list(folder: Path, name: str) -> pd.DataFrame:
    """Read one local list.

    Parameters
    ----------
    folder
        Folder of the lists, usually `data/local/`.
    name
        `tiers_lieux`, `projets` or `evenements`.

    Returns
    -------
    pandas.DataFrame
        All columns as text, empty cells as empty text, rows in the order of the file; no row at all when there is
        no such file.

    Raises
    ------
    UnknownDatasetError
        No list has that name.
    StoreError
        The file cannot be read as a UTF-8 table, or lacks a required column.
    """
    if name not in get_args(List):
        raise UnknownDatasetError(
            say(
                "Liste locale inconnue : « {name} ». Listes : {lists}.",
                name=name,
                lists=", ".join(get_args(List)),
            )
        )
    path = folder / f"{name}.csv"
    if not path.exists():
        return pd.DataFrame(columns=list(REQUIRED[name]), dtype=str)
    try:
        text = path.read_text(encoding="utf-8-sig")
        header = text.split("\n", 1)[0]
        separator = ";" if header.count(";") > header.count(",") else ","
        frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, sep=separator)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise StoreError(
            say(
                "Liste illisible : {path} ({error}). Enregistrez-la en CSV, UTF-8, séparateur virgule "
                "ou point-virgule.",
                path=path,
                error=error,
            )
        ) from error
    if absent := [column for column in REQUIRED[name] if column not in frame.columns]:
        raise StoreError(
            say(
                "Liste incomplète : {path} n’a pas la colonne {absent}. Ajoutez-la en première ligne.",
                path=path,
                absent=", ".join(absent),
            )
        )
    return frame
