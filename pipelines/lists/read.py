"""Bytes to a table: what the file is, told by its content and not by its name."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final

from citeoscope.errors import ListError
from citeoscope.language import say
from pipelines.disk import why
from pipelines.lists.delimited import split
from pipelines.lists.encoding import decode
from pipelines.lists.header import tabulate
from pipelines.lists.limits import check_size
from pipelines.lists.records import read_records
from pipelines.lists.table import Table
from pipelines.lists.unpack import damaged
from pipelines.lists.vector import read_vector
from pipelines.lists.workbook import read_workbook

_OLE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"
_SQLITE: Final = b"SQLite format 3\x00"
_HEAD: Final = 2_000
_OTHERS: Final = {b"%PDF": "PDF", b"\x89PNG": "image", b"\xff\xd8\xff": "image", b"{\\rtf": "texte mis en forme (RTF)"}


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is not too big.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    bytes

    Raises
    ------
    ListError
        There is no such file, it cannot be opened, is empty, or is too big.
    """
    try:
        check_size(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ListError(say("Fichier introuvable : {path}. Vérifiez son nom et son dossier.", path=path)) from error
    except IsADirectoryError as error:
        raise ListError(say("{path} est un dossier. Donnez le fichier de la liste.", path=path)) from error
    except OSError as error:
        if isinstance(error, ListError):
            raise
        raise ListError(
            say("{path} ne s’ouvre pas ({why}). Vérifiez ses droits.", path=path, why=why(error))
        ) from error


def read_table(data: bytes, known: Callable[[str], bool]) -> Table:
    """Read a list of any format.

    Parameters
    ----------
    data
        The file.
    known
        Whether a text is a header that the product knows.

    Returns
    -------
    Table

    Raises
    ------
    ListError
        The file is not a table; the message says what was seen and what to do.
    """
    check_size(len(data))
    if data.startswith(_ZIP):
        form = _packed(data)
        if form in {"KMZ", "Shapefile"}:
            return read_vector(data, form)
    if data.startswith((_OLE, _ZIP)):
        grid, form = read_workbook(data, known)
        return tabulate(grid, form, known)
    if data.startswith(_SQLITE):
        return read_vector(data, "GPKG")
    for start, name in _OTHERS.items():
        if data.startswith(start):
            raise ListError(
                say(
                    "Ce fichier est un document {name}, pas un tableau. Demandez la liste en CSV ou en XLSX.", name=name
                )
            )
    return _text(data, known)


def _text(data: bytes, known: Callable[[str], bool]) -> Table:
    text, encoding, remark = decode(data)
    head = text[:_HEAD].lstrip("\ufeff \t\r\n").lower()
    if "<kml" in head:
        return read_vector(data, "KML")
    if head.startswith(("<!doctype html", "<html")):
        raise ListError(
            say(
                "C’est une page web, pas un tableau. Si elle montre une feuille partagée, demandez-en "
                "l’export CSV, ou rendez la feuille publique."
            )
        )
    if head.startswith("<?xml"):
        raise ListError(
            say("Ce fichier XML n’est pas du KML. Enregistrez la liste en CSV, XLSX, ODS, GeoJSON, GPKG ou KML.")
        )
    if head.startswith(("{", "[")):
        return read_records(text.lstrip("\ufeff"))
    grid = split(text)
    table = tabulate(grid, "CSV", known)
    said = (
        (say("Encodage : {encoding}.", encoding=encoding),)
        if not remark and encoding != "UTF-8"
        else (remark,)
        if remark
        else ()
    )
    return Table(table.headers, table.cells, table.rows, table.form, (*said, *table.remarks))


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ListError(damaged(say("archive coupée ou illisible"))) from error
    if any(name.endswith(".shp") for name in names):
        return "Shapefile"
    if any(name.endswith(".kml") for name in names):
        return "KMZ"
    if "xl/workbook.xml" in names or "mimetype" in names or any(name.startswith("xl/") for name in names):
        return "classeur"
    raise ListError(
        say(
            "Cette archive ZIP ne contient ni classeur, ni shapefile, ni KML. Dépliez-la, et donnez la liste elle-même."
        )
    )
