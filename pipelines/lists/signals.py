"""What people say of a place that has changed: kept in a plain file until somebody who keeps a list has looked."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pandas as pd

from citeoscope.errors import ListError, StoreError
from citeoscope.exports.cells import neutralise
from citeoscope.language import say
from citeoscope.places.opening import STATES
from citeoscope.signals import ACCEPTED_COLUMNS, ACCEPTED_FILE, COLUMNS, FILE, read_accepted, read_signals
from pipelines.disk import why
from pipelines.lists.keep import alone
from pipelines.lists.privacy import cleaned
from pipelines.store import write_together

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
        raise ListError(say("Dites ce qui a changé : fermé, déménagé, nouveau nom…"))
    if len(said) > LONGEST:
        raise ListError(
            say("Message trop long : {count} caractères, au plus {longest}.", count=len(said), longest=LONGEST)
        )
    kept = str(cleaned(pd.DataFrame({"description": [said]})).rows["description"].iloc[0])
    with alone(folder):
        row = (_today(), place, neutralise(name), neutralise(kept))
        rows = [*read_signals(folder).itertuples(index=False, name=None), row]
        _write([(folder / FILE, _to_csv(COLUMNS, rows))])


def settle(folder: Path, place: str, name: str, members: Collection[str], state: str | None) -> None:
    """Accept what people say of a place, or set it aside: nothing is then waiting for that place.

    Parameters
    ----------
    folder
        Folder of the local lists.
    place, name
        Id of one row of the place, under which it is kept, and the name of the place.
    members
        Ids of all its rows: what was said under any of them is settled.
    state
        `ouvert`, `fermé` or `en projet`; `None` to set the messages aside.

    Raises
    ------
    ListError
        There is no such state.
    StoreError
        A file cannot be read or written: nothing is lost, the messages wait as before.
    """
    if state is not None and state not in STATES:
        raise ListError(
            say("État inconnu : « {state} ». États : {states}.", state=state[:40], states=", ".join(STATES))
        )
    with alone(folder):
        waiting = read_signals(folder)
        own = waiting["lieu"].isin({place, *members})
        files = []
        if state is not None:
            read_accepted(folder)  # a damaged file is said, not replaced
            last = waiting[own].tail(1).to_dict("records")
            said = last[0] if last else {"date": "", "message": ""}
            before = _rows(folder / ACCEPTED_FILE)
            kept = [row for row in before if row[0] not in {place, *members}]
            row = (place, neutralise(name), state, said["date"], said["message"], _today())
            # First what is accepted, then the messages: a kill between the two only asks again.
            files.append((folder / ACCEPTED_FILE, _to_csv(ACCEPTED_COLUMNS, [*kept, row])))
        if own.any():
            files.append((folder / FILE, _to_csv(COLUMNS, waiting[~own].itertuples(index=False, name=None))))
        _write(files)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _rows(path: Path) -> list[tuple[str, ...]]:
    if not path.exists():
        return []
    return [tuple(row) for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8")))][1:]


def _to_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def _write(files: Sequence[tuple[Path, bytes]]) -> None:
    try:
        write_together(files)
    except OSError as error:
        raise StoreError(
            say(
                "Écriture impossible : {path} ({why}). Ce qui était écrit n’a pas changé : libérez de "
                "la place ou vérifiez les droits, puis recommencez.",
                path=files[0][0],
                why=why(error),
            )
        ) from error
