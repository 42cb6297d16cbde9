"""XLSX, ODS and XLS to a grid: merged cells filled, the sheet that holds the table chosen and named."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    load_workbook,
)

from citeoscope.errors import ListError
from citeoscope.language import say
from pipelines.lists.delimited import Grid
from pipelines.lists.header import locate
from pipelines.lists.limits import check_rows
from pipelines.lists.unpack import damaged, members, protected, repacked

_OLE: Final = b"\xd0\xcf\x11\xe0"
_MIDNIGHT: Final = dt.time(0)
_EXACT: Final = 1e15
_SAMPLE: Final = 60


def read_workbook(data: bytes, known: Callable[[str], bool]) -> tuple[Grid, str]:
    """Read the sheet of a workbook that holds the table.

    Parameters
    ----------
    data
        The file.
    known
        Whether a text is a header that the product knows: it tells the table from notes and legends.

    Returns
    -------
    tuple[Grid, str]
        The cells as text, and the format.

    Raises
    ------
    ListError
        The file asks for a password, is damaged, or holds no table.
    """
    content, form = _safe(data)
    try:
        book = load_workbook(io.BytesIO(content))
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        grids = {name: _grid(book, name) for name in shown or book.sheet_names}
    except PasswordError as error:
        raise ListError(protected()) from error
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, ListError):
            raise
        raise ListError(damaged(say("classeur illisible"))) from error
    scores = {name: _score(grid, known) for name, grid in grids.items()}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or scores[best] == (0, 0):
        raise ListError(
            say("Ce classeur est vide : aucune feuille n’a de tableau. Vérifiez l’export, puis recommencez.")
        )
    others = [name for name in grids if name != best]
    rows, numbers, remarks = grids[best]
    if others:
        remarks = (
            say(
                "Feuille lue : « {best} » ; non lues : {others}.",
                best=best,
                others=", ".join(say("« {name} »", name=name) for name in others),
            ),
            *remarks,
        )
    return Grid(rows, numbers, remarks), form


def _safe(data: bytes) -> tuple[bytes, str]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ListError(protected())
        return data, "XLS"
    inside = members(data)
    if b"manifest:encryption-data" in inside.get("META-INF/manifest.xml", b""):
        raise ListError(protected())
    form = "ODS" if b"opendocument.spreadsheet" in inside.get("mimetype", b"") else "XLSX"
    return repacked(inside), form


def _grid(book: CalamineWorkbook, name: str) -> Grid:
    sheet: CalamineSheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return Grid([], [])
    check_rows(sheet.height, sheet.width)
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    top, left = sheet.start
    merged = 0
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        value = rows[first_row - top][first_column - left] if 0 <= first_row - top < len(rows) else ""
        if not value:
            continue
        merged += 1
        for row in rows[first_row - top : last_row - top + 1]:
            row[first_column - left : last_column - left + 1] = [value] * (last_column - first_column + 1)
    remarks = (
        (say("{merged} groupe(s) de cellules fusionnées : la valeur vaut pour chacune.", merged=merged),)
        if merged
        else ()
    )
    return Grid(rows, list(range(top + 1, top + 1 + len(rows))), remarks)


def _score(grid: Grid, known: Callable[[str], bool]) -> tuple[int, int]:
    try:
        start, count = locate(grid.rows[:_SAMPLE], known)
    except ListError:
        return 0, min(1, sum(1 for row in grid.rows if any(row)))
    heads = {cell for row in grid.rows[start : start + count] for cell in row if known(cell)}
    return 1 + len(heads), len(grid.rows)


def _text(cell: Any) -> str:  # noqa: ANN401 - what a workbook holds: text, number, date, truth, error
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)
