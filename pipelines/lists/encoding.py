"""Bytes of a text file to text: what its marks say, UTF-8, else the old encodings of Windows, Mac and DOS. Pure."""

import codecs
from typing import Final, NamedTuple

from charset_normalizer import from_bytes

from citeoscope.errors import ListError
from citeoscope.language import say

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLD: Final = ("cp1252", "mac_roman", "cp850")
_SAMPLE: Final = 65_536
_MOST_CONTROLS: Final = 0.02
_MOST_MARKS: Final = 0.3
_FEW: Final = 3
_HALF_EMPTY: Final = 0.3


class Text(NamedTuple):
    """A decoded file: its text, its encoding, and what the user should know (empty when all is plain)."""

    text: str
    encoding: str
    remark: str


def decode(data: bytes) -> Text:
    """Decode a text file.

    Parameters
    ----------
    data
        Its bytes.

    Returns
    -------
    Text

    Raises
    ------
    ListError
        It is not text, or its encoding is not one that a French spreadsheet writes.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if (silent := _utf16(data[:_SAMPLE])) is not None:
        return _strictly(data, silent)
    try:
        read = Text(data.decode("utf-8"), "UTF-8", "")
    except UnicodeDecodeError:
        _check(data, _MOST_CONTROLS)
        return _old(data)
    _check(data, _MOST_MARKS)
    return read


def _check(data: bytes, most: float) -> None:
    """Refuse what decodes but is no text: a text has few control characters, and some letters."""
    controls = sum(data[:_SAMPLE].count(bytes([code])) for code in range(32) if code not in b"\t\n\r\x0b\x0c\x00")
    if controls > max(_FEW, most * min(len(data), _SAMPLE)) or not data.strip(b"\x00 \t\r\n"):
        raise ListError(
            say(
                "Ce fichier n’est ni un texte ni un format connu. Enregistrez la liste en CSV, XLSX, "
                "ODS, GeoJSON, GPKG ou KML."
            )
        )


def _strictly(data: bytes, name: str) -> Text:
    label = "UTF-16" if name.startswith("utf-16") else "UTF-8"
    try:
        return Text(data.decode(name), label, "" if label == "UTF-8" else say("Texte en UTF-16."))
    except UnicodeDecodeError as error:
        if label == "UTF-8":
            return _old(data.removeprefix(codecs.BOM_UTF8))
        raise ListError(
            say(
                "Le fichier s’annonce en {label} mais ne se lit pas (octet {start}) : il est coupé ou "
                "abîmé. Exportez-le de nouveau, en CSV UTF-8.",
                label=label,
                start=error.start,
            )
        ) from error


def _utf16(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark: one byte of two is nul in a text of western letters."""
    pairs = len(sample) // 2
    if pairs == 0:
        return None
    low, high = sample[0 : 2 * pairs : 2].count(0) / pairs, sample[1 : 2 * pairs : 2].count(0) / pairs
    if high > 1 - _HALF_EMPTY and low < _HALF_EMPTY:
        return "utf-16-le"
    return "utf-16-be" if low > 1 - _HALF_EMPTY and high < _HALF_EMPTY else None


def _old(data: bytes) -> Text:
    lines = data.split(b"\n")
    marked = [line for line in lines if not line.isascii()]
    valid = [line for line in marked if _is_utf8(line)]
    if 2 * len(valid) > len(marked):
        # Pieces of an old file pasted in a newer one: each line is read as what it is.
        text = "\n".join(line.decode("utf-8") if _is_utf8(line) else line.decode("cp1252", "replace") for line in lines)
        return Text(
            text,
            "UTF-8",
            say("{count} ligne(s) n’étaient pas en UTF-8 : lues en Windows-1252.", count=len(marked) - len(valid)),
        )
    best = from_bytes(b"\n".join(marked)[:_SAMPLE], cp_isolation=list(_OLD)).best()
    if best is None:
        raise ListError(
            say("Encodage inconnu : les lettres accentuées ne se lisent pas. Enregistrez la liste en CSV UTF-8.")
        )
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        text = data.decode(best.encoding, "replace")
    label = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (850)"}.get(best.encoding, best.encoding)
    return Text(text, label, say("Texte en {label}, converti.", label=label))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
