"""A dataset as a spreadsheet: CSV in the house's dialect, XLSX with its dictionary and its source."""

import io
from datetime import datetime
from typing import Final

import pandas as pd
import xlsxwriter

from citeoscope.errors import ExportError
from citeoscope.exports.cells import neutralise
from citeoscope.exports.dictionary import Meaning, dictionary
from citeoscope.exports.extract import Extract

MOST_ROWS: Final = 1_048_575
LONGEST_CELL: Final = 32_767
CUT: Final = " […]"
BOOLEANS: Final = {True: "oui", False: "non"}


def to_csv(taken: Extract) -> bytes:
    """Write rows as CSV: semicolon, decimal comma, UTF-8 with BOM.

    Parameters
    ----------
    taken
        The rows.

    Returns
    -------
    bytes
        Source, licence, vintage and date are columns: they survive a copy, a filter or a concatenation, which a file
        beside the data would not.
    """
    said = taken.provenance
    table = _plain(taken.flat())
    cited = {
        "source": neutralise(f"{said['Producteur']}, {said['Jeu de données']}, {said.get('Millésime', '')}"),
        "licence": said.get("Licence", ""),
        "millesime": said.get("Millésime", ""),
        "recupere_le": said["Récupéré le"],
        "support": said["Support"],
        "avertissement": neutralise(said.get("Avertissement", "")),
    }
    table = table.assign(**{name if name not in table else f"jeu_{name}": text for name, text in cited.items()})
    text: str = table.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def dictionary_csv(taken: Extract) -> bytes:
    """Write the meaning of the columns of a dataset as CSV."""
    rows = dictionary(taken.manifest, taken.rows.columns)
    table = pd.DataFrame([[neutralise(text) for text in row] for row in rows], columns=list(HEADINGS))
    return table.to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig")


HEADINGS: Final = ("Colonne", "Libellé", "Unité", "États possibles")


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Neutralise texts, write whole numbers without a decimal comma and booleans in French."""
    plain: dict[str, pd.Series] = {}
    for name, column in ((str(label), column) for label, column in frame.items()):
        if pd.api.types.is_bool_dtype(column):
            plain[name] = column.map(BOOLEANS)
        elif pd.api.types.is_float_dtype(column):
            whole = ((column.dropna() % 1) == 0).all()
            plain[name] = column.astype("Int64") if whole else column
        elif pd.api.types.is_numeric_dtype(column):
            plain[name] = column
        else:
            plain[name] = column.map(lambda text: neutralise(str(text)), na_action="ignore")
    return pd.DataFrame(plain, index=frame.index)


def to_xlsx(taken: Extract) -> bytes:
    """Write rows as a workbook of three sheets: data, dictionary of the columns, source.

    Parameters
    ----------
    taken
        The rows.

    Returns
    -------
    bytes

    Raises
    ------
    ExportError
        More rows than a sheet can hold.
    """
    table = _plain(taken.flat())
    if len(table) > MOST_ROWS:
        raise ExportError(
            f"Trop de lignes pour un classeur XLSX : {len(table)}, au plus {MOST_ROWS}. Prenez le CSV ou le GeoParquet."
        )
    buffer = io.BytesIO()
    options = {"constant_memory": True, "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties(
        {
            "title": taken.provenance["Jeu de données"],
            "author": taken.provenance["Producteur"],
            "comments": taken.provenance.get("Licence", ""),
            "created": datetime.fromisoformat(taken.manifest.retrieved_at).replace(tzinfo=None),
        }
    )
    meanings = dictionary(taken.manifest, table.columns)
    _sheet(book, "Données", table.columns.tolist(), table.itertuples(index=False), _widths(table, meanings))
    _sheet(book, "Dictionnaire", HEADINGS, meanings, (34, 70, 14, 90))
    _sheet(book, "Source", ("Sujet", "Valeur"), taken.provenance.items(), (24, 110), wrapped=True)
    book.close()
    return buffer.getvalue()


def _sheet(  # noqa: PLR0913 - what a sheet is made of
    book: xlsxwriter.Workbook,
    title: str,
    head: object,
    rows: object,
    widths: tuple[int, ...],
    *,
    wrapped: bool = False,
) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "bottom": 1})
    text_look = book.add_format({"text_wrap": True, "valign": "top"}) if wrapped else None
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(1, 0)
    for index, name in enumerate(head):  # type: ignore[var-annotated,arg-type]
        sheet.write_string(0, index, str(name), bold)
    for line, row in enumerate(rows, start=1):  # type: ignore[var-annotated,arg-type]
        for index, value in enumerate(row):
            if pd.isna(value) or value == "":
                continue
            if isinstance(value, str):
                sheet.write_string(line, index, _cell(value), text_look)
            else:
                sheet.write_number(line, index, value)


def _cell(text: str) -> str:
    safe = neutralise(text)
    return safe if len(safe) <= LONGEST_CELL else safe[: LONGEST_CELL - len(CUT)] + CUT


def _widths(table: pd.DataFrame, meanings: list[Meaning]) -> tuple[int, ...]:
    return tuple(
        max(len(meaning.name) + 2, 28 if not pd.api.types.is_numeric_dtype(table[meaning.name]) else 12)
        if not meaning.name.endswith(("_status", "code"))
        else len(meaning.name) + 4
        for meaning in meanings
    )
