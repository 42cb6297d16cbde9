"""The lists that were imported into `data/local/listes/`: one record per list, which names the file of its rows."""

import csv
import tomllib
from pathlib import Path
from typing import Final, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from citeoscope.errors import StoreError, UnknownDatasetError
from citeoscope.language import say

FOLDER: Final = "listes"
_GUARDED: Final = r"^'+[=+\-@\t\r]"


class Record(BaseModel):
    """What is known of an imported list: the single file whose replacement switches its versions.

    `sha256` is that of the bytes imported, `rows` the file of the rows kept, beside the record; `counts` the outcome of
    the rows of the file; `columns`, `system` and `commune` the mapping that was used.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["tiers_lieux", "projets", "evenements"]
    file: str
    address: str = ""
    sha256: str
    imported_at: str
    rows: str
    rows_sha256: str
    kept: int
    with_contacts: bool = False
    counts: dict[str, int]
    system: int | None = None
    commune: str = ""
    columns: dict[str, str]


def imported_lists(folder: Path) -> dict[str, Record]:
    """Return the records of the imported lists, by name.

    Parameters
    ----------
    folder
        Folder of the local lists, usually `data/local/`.

    Returns
    -------
    dict[str, Record]
        In the order of the names; empty when nothing was imported.

    Raises
    ------
    StoreError
        A record cannot be read; the message names it.
    """
    return {path.stem: read_record(path) for path in sorted((folder / FOLDER).glob("*.toml"))}


def read_record(path: Path) -> Record:
    """Read the record of a list.

    Raises
    ------
    StoreError
        It cannot be read.
    """
    try:
        return Record.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise StoreError(
            say("Fiche de liste illisible : {path} ({error}). Importez de nouveau la liste.", path=path, error=error)
        ) from error


def read_imported(folder: Path, name: str) -> pd.DataFrame:
    """Read the rows of an imported list.

    Parameters
    ----------
    folder
        Folder of the local lists.
    name
        Name of the list.

    Returns
    -------
    pandas.DataFrame
        All columns as text, empty where nothing is said, but `latitude`, `longitude` (degrees, EPSG:4326) and `score`
        (0 to 1), float64; `precision` is `coordinates`, `housenumber`, `street`, `locality`, `commune` (the point is
        then one inside the commune) or `none`.

    Raises
    ------
    UnknownDatasetError
        There is no such list.
    StoreError
        Its files cannot be read.
    """
    record = folder / FOLDER / f"{name}.toml"
    if not record.exists():
        known = ", ".join(imported_lists(folder)) or "aucune"
        raise UnknownDatasetError(
            say("Liste importée inconnue : « {name} ». Listes importées : {known}.", name=name, known=known)
        )
    path = folder / FOLDER / read_record(record).rows
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8", quoting=csv.QUOTE_MINIMAL)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise StoreError(
            say("Liste illisible : {path} ({error}). Importez-la de nouveau.", path=path, error=error)
        ) from error
    measures = [column for column in ("latitude", "longitude", "score") if column in frame]
    told = unguarded(frame)
    return told.assign(**{column: pd.to_numeric(frame[column]).astype("float64") for column in measures})


def unguarded(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells as they were imported: without the apostrophe that was put before a formula to write them."""
    out = cells.copy()
    for column in out.columns:
        guarded = out[column].str.contains(_GUARDED, regex=True)
        if guarded.any():
            out[column] = out[column].where(~guarded, out[column].str.slice(1))
    return out
