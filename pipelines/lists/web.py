"""A list by its address: the link of a shared sheet becomes its export, fetched through the door, from public hosts."""

import re
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from citeoscope.errors import ListError, ServiceError
from citeoscope.language import say
from pipelines.desk import Desk, Request, shown
from pipelines.door import Door
from pipelines.lists.limits import FILE_BYTES
from pipelines.lists.public import PublicAdapter

_GOOGLE: Final = re.compile(r"^/spreadsheets/d/([\w-]+)")
_GRIST: Final = re.compile(r"^/(?:o/[\w-]+/)?(?:doc/)?([A-Za-z0-9]{10,})(?:/|$)")
_OPENDATASOFT: Final = re.compile(r"^/explore/(?:embed/)?(?:dataset|assets)/([\w-]+)")
_NEXTCLOUD: Final = re.compile(r"^(?:/index\.php)?/s/\w+/?$")
_ENDED: Final = re.compile(r"\.(?:csv|xlsx|ods|xls|tsv|txt|json|geojson|gpkg|kml|kmz|zip)$", re.IGNORECASE)


def export_of(url: str) -> str:
    """Return the address of the file behind the link of a shared sheet or of a dataset; other addresses as they are.

    Parameters
    ----------
    url
        A link to Google Sheets, Grist, Opendatasoft, Nextcloud or Framacalc, or to a file.

    Returns
    -------
    str

    Raises
    ------
    ListError
        It is not a web address.
    """
    parts = urlsplit(url.strip())
    host, path = (parts.hostname or "").lower(), parts.path
    if parts.scheme not in {"http", "https"} or not host:
        raise ListError(
            say("Adresse refusée : « {shown} ». Une adresse commence par https:// ou http://.", shown=shown(url)[:100])
        )
    root = f"{parts.scheme}://{parts.netloc}"
    if host == "docs.google.com" and (found := _GOOGLE.match(path)) and "/export" not in path and "/pub" not in path:
        sheet = parse_qs(parts.query).get("gid", []) + re.findall(r"gid=(\d+)", parts.fragment)
        return f"{root}/spreadsheets/d/{found.group(1)}/export?format=csv" + (f"&gid={sheet[0]}" if sheet else "")
    if "grist" in host and "/api/" not in path and (found := _GRIST.match(path)):
        # The CSV needs the name of a table; the workbook has them all, and the sheet with the list is found in it.
        return f"{root}/api/docs/{found.group(1)}/download/xlsx"
    if found := _OPENDATASOFT.match(path):
        return f"{root}/api/explore/v2.1/catalog/datasets/{found.group(1)}/exports/csv?delimiter=%3B"
    if _NEXTCLOUD.match(path):
        return f"{root}{path.rstrip('/')}/download"
    if host.endswith("framacalc.org") and not _ENDED.search(path):
        return f"{root}{path.rstrip('/')}.csv"
    return url.strip()


def fetch(url: str, door: Door | None = None) -> tuple[bytes, str, str]:
    """Fetch a list.

    Parameters
    ----------
    url
        Its address, or the link of a shared sheet.
    door
        The door to the network; by default one that only goes to public addresses.

    Returns
    -------
    tuple[bytes, str, str]
        The file, a name for it, and its address without keys or passwords.

    Raises
    ------
    ListError
        The address is refused, does not answer, or answers with something else than a file.
    """
    address = export_of(url)
    request = Request("liste", address, max_bytes=FILE_BYTES)
    try:
        with tempfile.TemporaryDirectory() as room:
            received = (door or Door(adapter=PublicAdapter)).download(
                request, Desk.open(Path(room), Path(room) / "held")
            )
            data = received.path.read_bytes()
    except ServiceError as error:
        # The advice of the door is for the sources of the catalogue.
        reason = str(error).split(". ", maxsplit=1)[0]
        raise ListError(
            say(
                "{reason}. Vérifiez l’adresse dans un navigateur sans y être connecté : le fichier "
                "doit être public. Sinon, téléchargez-le et importez le fichier.",
                reason=reason,
            )
        ) from error
    return data, _name(url), shown(url)


def _name(url: str) -> str:
    parts = urlsplit(url)
    pieces = [unquote(piece) for piece in parts.path.split("/") if piece]
    if pieces and _ENDED.search(pieces[-1]):
        return pieces[-1]
    found = _OPENDATASOFT.match(parts.path)
    return found.group(1) if found else parts.hostname or "liste"
