"""What names a row from one import to the next, and which rows are the same one twice. Pure."""

import hashlib

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citeoscope.territory.geography import fold

_LENGTH = 12


def identify(
    rows: pd.DataFrame, codes: NDArray[np.object_]
) -> tuple["pd.Series[str]", NDArray[np.intp], NDArray[np.bool_]]:
    """Give each row an id that stays the same when the file comes again.

    Parameters
    ----------
    rows
        Text columns named after the fields.
    codes
        Code of the commune of each row, empty where there is none.

    Returns
    -------
    tuple
        The ids: the given one, else a digest of the name and the commune; among rows that share one and differ, those
        after the first carry a digest of what they say too. For each row, the place of the row that it repeats word
        for word, -1 for none. And which rows share a given id with another one that differs.
    """
    ids = rows["id"].to_numpy(dtype=object, copy=True) if "id" in rows else np.full(len(rows), "", dtype=object)
    given = ids != ""
    where = np.where(codes == "", rows["commune"].to_numpy(dtype=object), codes)
    names = rows["nom"].to_numpy(dtype=object)
    for row in np.flatnonzero(~given):
        ids[row] = digest(fold(names[row]), fold(where[row]))
    firsts = pd.Series(ids).duplicated(keep=False).to_numpy()
    repeats = np.full(len(rows), -1, dtype=np.intp)
    clash = np.zeros(len(rows), dtype=bool)
    seen: dict[str, dict[str, int]] = {}
    for row in np.flatnonzero(firsts):
        said = digest(*rows.iloc[row])
        others = seen.setdefault(ids[row], {})
        if said in others:
            repeats[row] = others[said]
        else:
            if others:
                clash[row] = bool(given[row])
                ids[row] = f"{ids[row]}-{said[:6]}"
            others[said] = int(row)
    return pd.Series(ids, index=rows.index).astype("str"), repeats, clash


def digest(*texts: str) -> str:
    """Return a short digest of some texts, the same on every machine."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
