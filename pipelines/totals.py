"""What a total says of its parts, and sums that keep non-values. Pure; used by `sources/*.py`.

A frame has one row per territory; a figure `x` goes with `x_status` where it is not `ok` everywhere.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from citeoscope.store import Defect
from pipelines.notes import defect

_TOLERANCE: Final = 0.01  # published figures are weighted estimates, rounded to the sixth decimal
_WORST: Final = ("ok", "missing", "secret")


def completed(
    frame: pd.DataFrame, total: str, parts: Sequence[str], *, exhaustive: bool
) -> tuple[pd.DataFrame, Defect | None]:
    """Read as zero a part that is left out, where the parts that are there already make the total.

    Parameters
    ----------
    frame
        Column `code`, the total and its parts, before any rounding.
    total, parts
        Names of the columns.
    exhaustive
        Whether the parts are all there is: they must then make the total. Otherwise they may stay below it.

    Returns
    -------
    tuple[pandas.DataFrame, Defect | None]
        The frame with those zeros, and the communes whose parts contradict the total: they are left as published.
    """
    gap = frame[list(parts)].sum(axis=1) - frame[total]
    made = gap.abs() <= _TOLERANCE
    out = frame.copy()
    for name in parts:
        status = f"{name}_status"
        if status in out:
            none = made & (out[status] == "missing")
            out[name] = out[name].mask(none, 0.0)
            out[status] = out[status].mask(none, "ok")
    whole = frame[[total, *parts]].notna().all(axis=1)
    wrong = (gap > _TOLERANCE) | (whole & ~made if exhaustive else False)
    return out, defect(
        "total_différent",
        f"Les parties de « {total} » ne font pas ce total : gardées telles que publiées, à vérifier.",
        frame.loc[wrong, "code"],
        column=total,
    )


def summed(frame: pd.DataFrame, name: str, parts: Sequence[str]) -> pd.DataFrame:
    """Add a column up; a secret part makes the sum secret, an absent one absent.

    Parameters
    ----------
    frame
        The parts.
    name
        Of the sum.
    parts
        Names of the columns.

    Returns
    -------
    pandas.DataFrame
        The frame with the sum, and its status where a part is not there.
    """
    out = frame.copy()
    out[name] = frame[list(parts)].sum(axis=1, skipna=False)
    statuses = [f"{part}_status" for part in parts if f"{part}_status" in frame]
    if statuses:
        worst = pd.concat([frame[status].map(_WORST.index) for status in statuses], axis=1).max(axis=1)
        out[f"{name}_status"] = worst.map(dict(enumerate(_WORST))).astype("object")
    return out
