"""Reads the bytes of a published file, that may have come in an archive. Used by `reading.py` and `melodi.py`."""

import gzip
import zipfile
from fnmatch import fnmatch
from pathlib import Path


def content_of(path: Path, member: str = "*") -> bytes:
    """Read a published file, unpacked when it is a ZIP or GZIP archive.

    A workbook is a ZIP archive too: it is told apart by its extension.

    Parameters
    ----------
    path
        The file.
    member
        Pattern of the wanted file's name in a ZIP archive, in lower case.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        The archive has no such file, or several.
    """
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix in {".xlsx", ".ods"} or not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        found = [name for name in archive.namelist() if fnmatch(name.rpartition("/")[2].lower(), member)]
        if len(found) != 1:
            held = ", ".join(archive.namelist()[:8])
            raise ValueError(f"{path.name} devrait contenir un seul fichier « {member} » ; il contient : {held}")
        return archive.read(found[0])
