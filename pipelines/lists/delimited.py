"""Text to a grid: which separator, which rows; a quote that swallows rows is never let through. Pure."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from citeoscope.errors import ListError
from citeoscope.language import say
from pipelines.lists.limits import CELL_CHARACTERS, ROWS, check_rows

_SEPARATORS: Final = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
_SAMPLE_LINES: Final = 200


class Grid(NamedTuple):
    """Cells of a sheet, row by row, with the number of each row in the file (from 1)."""

    rows: list[list[str]]
    numbers: list[int]
    remarks: tuple[str, ...] = ()


def split(text: str) -> Grid:
    """Split a delimited text.

    Parameters
    ----------
    text
        The decoded file.

    Returns
    -------
    Grid
        Rows as a spreadsheet counts them: a cell of several lines is one row.

    Raises
    ------
    ListError
        No separator makes a table of it, or a quote is not closed.
    """
    body, first, told = text, 1, None
    head, _, rest = text.partition("\n")
    if head.strip().strip('"').lower().startswith("sep=") and head.strip().strip('"')[4:] in _SEPARATORS:
        body, first, told = rest, 2, head.strip().strip('"')[4:]  # how Excel is told the separator
    separator = told or _separator(body)
    # The limit of the csv module is one for the process: it is only ever set to this value.
    csv.field_size_limit(CELL_CHARACTERS)
    rows, remark = _rows(body, separator)
    said = "" if separator in ";," else say("Séparateur : {separators}.", separators=_SEPARATORS[separator])
    return Grid(rows, list(range(first, first + len(rows))), tuple(one for one in (said, remark) if one))


def _separator(text: str) -> str:
    sample = "\n".join(text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES])
    scores = {}
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(_lines(sample), delimiter=separator) if any(row)]
        except csv.Error:
            widths = [line.count(separator) + 1 for line in sample.split("\n") if line.strip()]
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        if max(widths) > 1 and width > 1:
            scores[separator] = (round(times / len(widths), 1), width)
        elif max(widths) > 1:
            scores[separator] = (0.0, max(widths))
    if not scores:
        raise ListError(
            say(
                "Ce fichier n’est pas un tableau : aucun séparateur (point-virgule, virgule, "
                "tabulation) n’y fait de colonnes. Donnez un tableau d’au moins deux colonnes, par "
                "exemple nom et commune."
            )
        )
    best = max(scores, key=lambda one: scores[one])
    if scores[best][0] <= 1 / 3:
        raise ListError(
            say(
                "Ce fichier n’est pas un tableau : ses lignes n’ont pas les mêmes colonnes. Exportez "
                "la liste depuis le tableur, en CSV, avec une ligne d’en-têtes."
            )
        )
    return best


def _rows(text: str, separator: str) -> tuple[list[list[str]], str]:
    """Read strictly; where quotes are loose, only in a way that swallows no row."""
    strict = csv.reader(_lines(text), delimiter=separator, strict=True)
    read: list[list[str]] = []
    try:
        return _limited(strict, read), ""
    except csv.Error as error:
        row, line = len(read) + 1, strict.line_num
        if "field larger" in str(error):
            raise ListError(
                say(
                    "Ligne {row} : une case de plus d’un million de caractères. Un guillemet n’est "
                    "peut-être pas fermé ; sinon, raccourcissez la case.",
                    row=row,
                )
            ) from error
    plain = list(csv.reader(_lines(text), delimiter=separator, quoting=csv.QUOTE_NONE))
    if len({len(cells) for cells in plain if cells}) == 1:
        bare = [[cell.strip().strip('"') for cell in cells] for cells in plain]
        return bare, say("Des guillemets ne sont pas fermés : lus comme des lettres.")
    loose = list(csv.reader(_lines(text), delimiter=separator))
    if not any("\n" in cell for cells in loose for cell in cells):
        return loose, say("Des guillemets sont mal placés : lus au mieux.")
    raise ListError(
        say(
            "Un guillemet n’est pas fermé, ou mal placé, près de la ligne {row} du tableau (ligne "
            "{line} du texte) : la suite serait lue comme une seule case. Corrigez-le, ou exportez "
            "de nouveau la liste en CSV.",
            row=row,
            line=line,
        )
    )


def _lines(text: str) -> io.TextIOWrapper:
    """Return what the csv module reads line by line; `StringIO` would take four bytes for each letter."""
    return io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")


def _limited(reader: Iterable[list[str]], read: list[list[str]]) -> list[list[str]]:
    for cells in reader:
        read.append(cells)
        if len(read) > ROWS + _SAMPLE_LINES:
            check_rows(len(read), 1)
    return read
