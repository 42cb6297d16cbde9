"""A grid to a table: where the headers are, under titles, over one row or two. Pure."""

from collections.abc import Callable, Sequence
from typing import Final

from citeoscope.errors import ListError
from citeoscope.language import say
from pipelines.lists.delimited import Grid
from pipelines.lists.table import Table

_SEARCHED: Final = 30
_JOIN: Final = " – "
_LEAST: Final = 2
_MARK: Final = 2


def tabulate(grid: Grid, form: str, known: Callable[[str], bool]) -> Table:
    """Make a table of a grid.

    Parameters
    ----------
    grid
        Rows of cells.
    form
        Format read, for the table.
    known
        Whether a text is a header that the product knows.

    Returns
    -------
    Table
        Headers over two rows are joined by a dash.

    Raises
    ------
    ListError
        There is no table, no header, or no row under the headers.
    """
    start, count = locate(grid.rows, known)
    width = max(len(row) for row in grid.rows[start:])
    if width < _LEAST:
        raise ListError(
            say(
                "Ce fichier n’est pas un tableau : il n’a qu’une colonne. Donnez au moins un nom et "
                "une commune ou une adresse."
            )
        )
    heads = [_padded(row, width) for row in grid.rows[start : start + count]]
    body = [_padded(row, width) for row in grid.rows[start + count :]]
    if not any(cell.strip() for row in body for cell in row):
        seen = ", ".join(cell for cell in heads[-1] if cell.strip())
        raise ListError(
            say(
                "Le fichier n’a que des en-têtes ({seen}), aucune ligne. Vérifiez l’export, puis recommencez.",
                seen=seen[:200],
            )
        )
    headers = [_joined([head[column].strip() for head in heads]) for column in range(width)]
    columns: list[tuple[str, ...]] = list(zip(*body, strict=True))
    used = [place for place, column in enumerate(columns) if headers[place] or any(cell.strip() for cell in column)]
    remarks = list(grid.remarks)
    if start:
        remarks.append(
            say(
                "En-têtes lus ligne {numbers} du fichier ; ce qui est au-dessus est un titre.",
                numbers=grid.numbers[start],
            )
        )
    if count > 1:
        remarks.append(say("En-têtes sur deux lignes, réunis."))
    numbers = grid.numbers[start + count :]
    return Table.of([headers[place] for place in used], [columns[place] for place in used], numbers, form, remarks)


def locate(rows: Sequence[Sequence[str]], known: Callable[[str], bool]) -> tuple[int, int]:
    """Find the header rows.

    Parameters
    ----------
    rows
        The cells, row by row.
    known
        Whether a text is a header that the product knows.

    Returns
    -------
    tuple[int, int]
        Place of the first header row, and how many there are (1 or 2).

    Raises
    ------
    ListError
        No row has two different cells.
    """
    places = [place for place, row in enumerate(rows[: 3 * _SEARCHED]) if any(cell.strip() for cell in row)][:_SEARCHED]
    wide = [place for place in places if len({cell.strip() for cell in rows[place] if cell.strip()}) >= _LEAST]
    if not wide:
        raise ListError(
            say(
                "Ce fichier n’est pas un tableau : aucune ligne n’a deux cases remplies. Donnez un "
                "tableau avec une ligne d’en-têtes, par exemple nom, adresse, commune."
            )
        )
    # A mark in a cell, x or y, is no header by itself.
    scores = {place: len({cell for cell in rows[place] if len(cell.strip()) > _MARK and known(cell)}) for place in wide}
    best = max(wide, key=lambda place: (scores[place], -place))
    if scores[best] == 0:
        best = wide[0]
    after = best + 1
    if scores.get(after, 0) >= _LEAST and 2 * scores[after] >= scores[best]:
        return best, 2
    before = best - 1
    return (before, 2) if before in wide else (best, 1)


def _padded(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else [*row, *[""] * (width - len(row))]


def _joined(parts: Sequence[str]) -> str:
    return _JOIN.join(dict.fromkeys(part for part in parts if part))
