"""What a step has to say about a frame travels with it: rows read, and every row dropped or corrected."""

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeVar

import pandas as pd

from citeoscope.store import Defect

_KEY: Final = "citeoscope_notes"
Frame = TypeVar("Frame", bound=pd.DataFrame)


class Notes(NamedTuple):
    """Rows read in the published files, and what was found wrong in them."""

    rows_in: int
    defects: tuple[Defect, ...]


def noted(frame: Frame, *, rows_in: int, defects: Iterable[Defect | None] = ()) -> Frame:
    """Attach to a parsed frame what its reader found.

    Parameters
    ----------
    frame
        What `parse` returns.
    rows_in
        Rows in the published files, before anything was dropped.
    defects
        What was dropped or corrected; `None` entries and counts of zero are left out.

    Returns
    -------
    pandas.DataFrame
        The same frame.
    """
    frame.attrs[_KEY] = Notes(rows_in, tuple(defect for defect in defects if defect is not None and defect.count))
    return frame


def take_notes(frame: pd.DataFrame) -> Notes:
    """Detach the notes of a frame: from here on they live in the manifest."""
    notes = frame.attrs.pop(_KEY, None)
    return notes if isinstance(notes, Notes) else Notes(len(frame), ())


def defect(  # noqa: PLR0913 - one argument per field of the record
    rule: str,
    message: str,
    values: Iterable[object] = (),
    *,
    column: str | None = None,
    row: int | None = None,
    count: int | None = None,
) -> Defect | None:
    """Describe one kind of fault and how often it was met.

    Parameters
    ----------
    rule
        Short id of the rule that was broken.
    message
        French sentence: what was found and what was done.
    values
        The values at fault; the first five are quoted.
    column, row
        Where, when it is one place.
    count
        How often; the number of values unless told.

    Returns
    -------
    Defect | None
        `None` when nothing was found.
    """
    found = [str(value) for value in values]
    times = len(found) if count is None else count
    if not times:
        return None
    quoted = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")  # noqa: PLR2004 - five are enough to find the others
    return Defect(rule=rule, message=message, column=column, value=quoted or None, row=row, count=times)
