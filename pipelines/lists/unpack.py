"""Packed files (workbooks, KMZ, zipped shapefiles): unpacked under a cap before any library reads them."""

import io
import zipfile
import zlib
from typing import Final

from citeoscope.errors import ListError
from citeoscope.language import say
from citeoscope.numbers import format_number
from pipelines.lists.limits import RATIO, SMALL_BYTES, UNPACKED_BYTES

_BLOCK: Final = 1 << 20
_MOST_MEMBERS: Final = 5_000
_DAMAGED: Final = (
    "Fichier abîmé ou incomplet ({reason}). Ouvrez-le dans le tableur, enregistrez-le de nouveau, puis recommencez."
)


def members(data: bytes) -> dict[str, bytes]:
    """Unpack a ZIP archive.

    Parameters
    ----------
    data
        Its bytes.

    Returns
    -------
    dict[str, bytes]
        Name -> content, in the order of the archive; folders are left out.

    Raises
    ------
    ListError
        It is damaged, protected by a password, or grows beyond measure.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir()]
            if any(one.flag_bits & 1 for one in inside):
                raise ListError(protected())
            if len(inside) > _MOST_MEMBERS:
                raise ListError(
                    say(
                        "L’archive contient {count} fichiers : ce n’est pas une liste.",
                        count=format_number(len(inside)),
                    )
                )
            cap = max(SMALL_BYTES, min(UNPACKED_BYTES, RATIO * len(data)))
            _bounded(sum(one.file_size for one in inside), len(data), cap)
            out: dict[str, bytes] = {}
            for one in inside:
                with archive.open(one) as stream:
                    parts: list[bytes] = []
                    while block := stream.read(_BLOCK):
                        parts.append(block)
                        cap -= len(block)
                        if cap < 0:
                            _bounded(UNPACKED_BYTES + 1, len(data), 0)
                    out[one.filename] = b"".join(parts)
            return out
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        if isinstance(error, ListError):
            raise
        raise ListError(_DAMAGED.format(reason=say("archive coupée ou illisible"))) from error


def repacked(content: dict[str, bytes]) -> bytes:
    """Return an archive that holds bytes already unpacked, so that no reader unpacks more than was measured."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, one in content.items():
            archive.writestr(name, one)
    return out.getvalue()


def protected() -> str:
    """Say that a file asks for a password."""
    return say(
        "Fichier protégé par un mot de passe : il ne peut pas être lu. Enregistrez-le sans mot "
        "de passe, puis recommencez."
    )


def damaged(reason: str) -> str:
    """Say that a file cannot be read."""
    return _DAMAGED.format(reason=reason)


def _bounded(unpacked: int, packed: int, cap: int) -> None:
    if unpacked > cap:
        raise ListError(
            say(
                "Archive refusée : {packed} Mo qui en feraient plus de {cap} une fois dépliés (bombe "
                "de décompression, ou mise en forme démesurée). Enregistrez la liste en CSV, ou "
                "supprimez les lignes vides mises en forme.",
                packed=format_number(packed / 1e6, 1),
                cap=format_number(cap / 1e6),
            )
        )
