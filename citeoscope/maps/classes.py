"""One character per territory: what the browser needs to know to colour a map. Pure."""

from collections.abc import Sequence
from itertools import repeat
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from citeoscope.maps.breaks import Breaks
from citeoscope.query.status import Status

OUTSIDE: Final = "."
NON_VALUES: Final[dict[str, Status]] = {
    "s": Status.SECRET,
    "m": Status.MISSING,
    "n": Status.NOT_APPLICABLE,
    "a": Status.NOT_AGGREGABLE,
}


PACKED: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"'\\<>&{}%#_")
"""Characters that a pair of classes may become: none of them means anything to JSON, HTML, a template or folium."""


def pack(classes: str) -> tuple[str, str]:
    """Write two classes in one character, to halve what is sent.

    Parameters
    ----------
    classes
        From `encode`.

    Returns
    -------
    tuple[str, str]
        The different classes in order, and the packed text: the character of rank `n * first + second` for each pair
        of ranks among the `n` classes. When they are too many to pair, an empty text and the classes as they are.
    """
    symbols = "".join(sorted(set(classes)))
    if not symbols or len(symbols) ** 2 > len(PACKED):
        return "", classes
    even = classes + symbols[0] * (len(classes) % 2)
    ranks = np.searchsorted(_letters(symbols), _letters(even))
    return symbols, _text(_letters(PACKED)[len(symbols) * ranks[::2] + ranks[1::2]])


def _letters(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("ascii"), dtype=np.uint8)


def _text(letters: npt.NDArray[np.uint8]) -> str:
    return letters.tobytes().decode("ascii")


def encode(codes: Sequence[str], values: pd.DataFrame, breaks: Breaks) -> str:
    """Class the territories of an outline asset.

    Parameters
    ----------
    codes
        Codes in the order of the outlines (see `Outlines.codes`), or any others, to count them.
    values
        `code, value, status`, one row per territory of the perimeter.
    breaks
        From `classify`, on the same values.

    Returns
    -------
    str
        One character per code: rank of the class, `s` secret, `m` missing, `n` not applicable, `a` not aggregable, and
        `.` outside the perimeter. A status that says `ok` beside no figure is `m`: it never becomes a colour.
    """
    return placed(codes, values, marks_of(values, breaks))


def placed(codes: Sequence[str], values: pd.DataFrame, marks: str) -> str:
    """Return the marks of the rows of `values` in the order of codes, `.` where there is no row."""
    own = values["code"].tolist()
    if own == codes:
        return marks
    # A dictionary: an index of pandas takes longer to build for France than everything else here.
    return "".join(map(dict(zip(own, marks, strict=True)).get, codes, repeat(OUTSIDE)))


def marks_of(values: pd.DataFrame, breaks: Breaks) -> str:
    """Return the class of each row, or the letter of its non-value, see `encode`: a character for each."""
    status = values["status"].to_numpy(dtype=object)
    ranks = breaks.class_of(known_figures(values))
    marks = np.full(len(values), ord("m"), dtype=np.uint8)
    for letter, why in NON_VALUES.items():
        marks[status == why.value] = ord(letter)
    return _text(np.where(ranks >= 0, ord("0") + ranks, marks).astype(np.uint8))


def known_figures(values: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the figures of rows that have one: NaN beside any status but `ok`."""
    figures = values["value"].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(values["status"].to_numpy(dtype=object) == Status.OK.value, figures, np.nan)
