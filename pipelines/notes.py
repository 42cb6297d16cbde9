"""What a step has to say about a frame travels with it: rows read, and every row dropped or corrected."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

import pandas as pd

from citeoscope.store import Defect

_KEY: Final = "citeoscope_notes"
_HEADER_LINES: Final = 1
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


class Finding(Defect):
    """A defect with each of its rows; the manifest keeps the summary, the defects table the rows."""

    rows: tuple[int | None, ...] = ()
    cells: tuple[str, ...] = ()


def defect(  # noqa: PLR0913 - one argument per field of the record
    rule: str,
    message: str,
    values: Iterable[object] = (),
    *,
    column: str | None = None,
    row: int | None = None,
    count: int | None = None,
    rows: Sequence[int | None] | None = None,
) -> Finding | None:
    """Describe one kind of fault and every place where it was met.

    Parameters
    ----------
    rule
        Short id of the rule that was broken.
    message
        French sentence: what was found and what was done.
    values
        The values at fault; the first five are quoted in the summary.
    column, row
        Where, when it is one place.
    count
        How often; the number of values unless told.
    rows
        Line of each value in the published file, as `lines` gives it, where the frame still has the file's order.

    Returns
    -------
    Finding | None
        `None` when nothing was found.
    """
    listed = pd.Series(list(values), dtype="object")
    found = tuple(listed.map(str).where(listed.notna(), "(vide)"))
    times = len(found) if count is None else count
    if not times:
        return None
    quoted = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")  # noqa: PLR2004 - five are enough to find the others
    return Finding(
        rule=rule,
        message=message,
        column=column,
        value=quoted or None,
        row=row,
        count=times,
        rows=tuple(rows) if rows is not None else (row,) * len(found),
        cells=found,
    )


def lines(labels: "pd.Index[int]") -> list[int]:
    """Return the lines of a text file that rows of a frame come from, its header being line 1.

    Parameters
    ----------
    labels
        Labels of the rows in a frame that nothing has reordered since it was read.

    Returns
    -------
    list[int]
    """
    return [int(label) + _HEADER_LINES + 1 for label in labels]


def findings_table(dataset: str, defects: Iterable[Defect]) -> pd.DataFrame:
    """Lay out defects as a table, one row per place where one was met.

    Parameters
    ----------
    dataset
        Id of the dataset they were found in.
    defects
        What the steps of a build reported.

    Returns
    -------
    pandas.DataFrame
        `dataset, row, column, rule, value, message`.
    """
    lines = [
        (dataset, row, item.column, item.rule, value, item.message)
        for item in defects
        for row, value in (
            zip(item.rows, item.cells, strict=True)
            if isinstance(item, Finding) and item.cells
            else [(item.row, item.value or f"{item.count} fois")]
        )
    ]
    frame = pd.DataFrame(lines, columns=["dataset", "row", "column", "rule", "value", "message"])
    return frame.astype({"row": "Int64"})
