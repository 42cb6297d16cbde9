"""How much of a list is read: beyond, it is refused with what was seen. One place for all formats."""

from typing import Final

from citeoscope.errors import ListError
from citeoscope.language import say
from citeoscope.numbers import format_number

FILE_BYTES: Final = 50_000_000
ROWS: Final = 200_000
CELL_CHARACTERS: Final = 1_000_000
COLUMNS: Final = 1_000
UNPACKED_BYTES: Final = 500_000_000
RATIO: Final = 200
"""Times a packed file may grow: spreadsheets grow ten to sixty times, a zip bomb a thousand."""
SMALL_BYTES: Final = 20_000_000
"""Whatever its ratio, a file that unpacks to less does no harm."""


def check_size(size: int) -> None:
    """Refuse a file by its size.

    Parameters
    ----------
    size
        Bytes.

    Raises
    ------
    ListError
        It is empty, or over the limit.
    """
    if size == 0:
        raise ListError(say("Le fichier est vide (0 octet). Vérifiez l’export, puis recommencez."))
    if size > FILE_BYTES:
        raise ListError(
            say(
                "Fichier de {size} Mo : la limite est de {file_bytes} Mo. Gardez les colonnes utiles, "
                "ou découpez la liste par département.",
                size=format_number(size / 1e6),
                file_bytes=format_number(FILE_BYTES / 1e6),
            )
        )


def check_rows(rows: int, columns: int) -> None:
    """Refuse a table by its shape.

    Parameters
    ----------
    rows, columns
        How many it has.

    Raises
    ------
    ListError
        There are too many.
    """
    if rows > ROWS:
        raise ListError(
            say(
                "Plus de {rows} lignes : c’est la limite d’une liste. Découpez-la par département.",
                rows=format_number(ROWS),
            )
        )
    if columns > COLUMNS:
        raise ListError(
            say(
                "{columns} colonnes : la limite est de {most}. Vérifiez le séparateur du fichier, "
                "ou gardez les colonnes utiles.",
                columns=format_number(columns),
                most=format_number(COLUMNS),
            )
        )


def check_cell(length: int, row: int, column: int) -> None:
    """Refuse a cell by its length.

    Parameters
    ----------
    length
        Characters.
    row, column
        Where it is in the file, from 1.

    Raises
    ------
    ListError
        It is over the limit.
    """
    if length > CELL_CHARACTERS:
        raise ListError(
            say(
                "Ligne {row}, colonne {column} : une case de {length} caractères (limite : "
                "{cell_characters}). Un guillemet n’est peut-être pas fermé ; sinon, raccourcissez la "
                "case.",
                row=row,
                column=column,
                length=format_number(length),
                cell_characters=format_number(CELL_CHARACTERS),
            )
        )
