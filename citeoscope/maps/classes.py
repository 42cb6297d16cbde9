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
    rank = {symbol: index for index, symbol in enumerate(symbols)}
    even = classes + symbols[0] * (len(classes) % 2)
    pairs = zip(even[::2], even[1::2], strict=True)
    return symbols, "".join(PACKED[len(symbols) * rank[first] + rank[second]] for first, second in pairs)


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
    marks = marks_of(values, breaks)
    own = values["code"].tolist()
    if own == codes:
        return "".join(marks)
    # A dictionary: an index of pandas takes longer to build for France than everything else here.
    return "".join(map(dict(zip(own, marks, strict=True)).get, codes, repeat(OUTSIDE)))


def marks_of(values: pd.DataFrame, breaks: Breaks) -> list[str]:
    """Return the class of each row, or the letter of its non-value, see `encode`."""
    status = values["status"].to_numpy(dtype=object)
    ranks = breaks.class_of(known_figures(values))
    letters = np.full(len(values), "m", dtype=object)
    for letter, why in NON_VALUES.items():
        letters[status == why.value] = letter
    digits = np.array([str(rank) for rank in range(breaks.size + 1)], dtype=object)
    return list(np.where(ranks >= 0, digits[ranks], letters))


def known_figures(values: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the figures of rows that have one: NaN beside any status but `ok`."""
    figures = values["value"].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(values["status"].to_numpy(dtype=object) == Status.OK.value, figures, np.nan)
