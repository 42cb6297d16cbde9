"""What people say of a place that has changed: kept in a plain file until somebody who keeps a list has looked."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pandas as pd

from citeoscope.errors import ListError
from citeoscope.exports.cells import neutralise
from citeoscope.signals import COLUMNS, FILE
from pipelines.lists.keep import alone
from pipelines.lists.privacy import cleaned
from pipelines.store import write_bytes

LONGEST: Final = 1_000


def report_change(folder: Path, place: str, name: str, message: str) -> None:
    """Add what somebody says of a place; personal contacts in it are left out.

    Parameters
    ----------
    folder
        Folder of the local lists.
    place, name
        Id and name of the place.
    message
        What has changed.

    Raises
    ------
    ListError
        The message is empty or too long.
    StoreError
        The file could not be written: what was there is untouched.
    """
    said = " ".join(message.split())
    if not said:
        raise ListError("Dites ce qui a changé : fermé, déménagé, nouveau nom…")
    if len(said) > LONGEST:
        raise ListError(f"Message trop long : {len(said)} caractères, au plus {LONGEST}.")
    kept = str(cleaned(pd.DataFrame({"description": [said]})).rows["description"].iloc[0])
    with alone(folder):
        path = folder / FILE
        before = path.read_text(encoding="utf-8") if path.exists() else ",".join(COLUMNS) + "\n"
        line = io.StringIO()
        row = [datetime.now(UTC).date().isoformat(), place, neutralise(name), neutralise(kept)]
        csv.writer(line, lineterminator="\n").writerow(row)
        write_bytes(path, (before + line.getvalue()).encode())
