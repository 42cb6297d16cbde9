"""One character per territory: what the browser needs to know to colour a map. Pure."""

from collections.abc import Sequence
from typing import Final

import numpy as np
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
    letters = {status.value: letter for letter, status in NON_VALUES.items()}
    status = values["status"].astype(str)
    figures = values["value"].where(status == Status.OK.value)
    ranks = breaks.class_of(figures.to_numpy(dtype=np.float64, na_value=np.nan))
    marks = np.where(ranks >= 0, ranks.astype(str), status.map(letters).fillna("m").to_numpy(dtype=str))
    marked = pd.Series(marks, index=values["code"].to_numpy())
    return "".join(marked.reindex(pd.Index(codes)).fillna(OUTSIDE).astype(str).tolist())
