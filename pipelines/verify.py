"""Compares a new version with the one in place and with published figures: what is too odd stops the switch. Pure."""

from collections.abc import Callable, Sequence
from typing import Final

import pandas as pd

from pipelines.golden import Figure, gaps

MAX_FALL: Final = 0.05
MAX_FACTOR: Final = 10.0
_BIG_ENOUGH: Final = 100.0  # below, a figure may well be multiplied by ten: three births, then thirty
_QUOTED: Final = 5
_QUOTED_GAPS: Final = 2


def alarms(before: pd.DataFrame | None, after: pd.DataFrame) -> list[str]:
    """Say what makes a new version unlikely to be right.

    Parameters
    ----------
    before
        The version in place, `None` for the first one.
    after
        The new version, in the same columns or others.

    Returns
    -------
    list[str]
        One French sentence per alarm: rows lost (more than 5 %), figures multiplied or divided by ten.
    """
    if before is None or before.empty:
        return []
    found = []
    if len(after) < len(before) * (1 - MAX_FALL):
        fall = 100 * (1 - len(after) / len(before))
        found.append(f"{len(after)} lignes au lieu de {len(before)} dans la version en place (−{fall:.0f} %)")
    keys = [name for name in ("level", "code") if name in before and name in after]
    if "code" not in keys:  # places: an identifier each
        keys = ["id"] if "id" in before and "id" in after else []
    if not keys or before.duplicated(keys).any() or after.duplicated(keys).any():
        return found
    old, new = before.set_index(keys), after.set_index(keys)
    shared = old.index.intersection(new.index)
    for name in new.columns.intersection(old.columns):
        if pd.api.types.is_float_dtype(new[name]) and pd.api.types.is_float_dtype(old[name]):
            found += _multiplied(name, old.loc[shared, name], new.loc[shared, name])
    return found


def unlike_published(
    figures: Sequence[Figure],
    frame: pd.DataFrame,
    vintage: str,
    communes_of: Callable[[str], Sequence[str]],
    *,
    same_bytes: bool,
) -> tuple[list[str], list[str]]:
    """Compare a new version with the figures its publisher published.

    Parameters
    ----------
    figures
        Those of this dataset.
    frame
        The new version.
    vintage
        Its vintage.
    communes_of
        Gives the commune codes of a perimeter.
    same_bytes
        Whether it was read from the same bytes as the version in place.

    Returns
    -------
    tuple
        The gaps that stop the switch, and those that only say that the figures are of another vintage.
    """
    found = gaps(figures, frame, vintage, communes_of, same_bytes=same_bytes)
    stops = [gap.text for gap in found if gap.cause != "millésime"]
    rest = len(stops) - _QUOTED_GAPS
    if rest > 0:
        stops = [*stops[:_QUOTED_GAPS], f"et {rest} autre(s) chiffre(s) publié(s) introuvable(s)"]
    return stops, [gap.text for gap in found if gap.cause == "millésime"]


def _multiplied(name: str, old: "pd.Series[float]", new: "pd.Series[float]") -> list[str]:
    both = (old.abs() > 0) & (new.abs() > 0)
    if not both.any():
        return []
    middle = (new[both] / old[both]).abs().median()
    if not 1 / MAX_FACTOR < middle < MAX_FACTOR:
        return [f"{name} : valeurs multipliées par {middle:.3g} en médiane"]
    factor = (new[both] / old[both]).abs()
    size = pd.concat([old[both].abs(), new[both].abs()], axis=1).max(axis=1)
    odd = factor.index[((factor >= MAX_FACTOR) | (factor <= 1 / MAX_FACTOR)) & (size >= _BIG_ENOUGH * MAX_FACTOR)]
    if not len(odd):
        return []
    quoted = ", ".join(f"{_words(key)} ({old[key]:g} → {new[key]:g})" for key in odd[:_QUOTED])
    return [f"{name} : {len(odd)} valeur(s) multipliée(s) ou divisée(s) par dix ou plus : {quoted}"]


def _words(key: object) -> str:
    return ":".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
