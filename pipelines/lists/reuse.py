"""Addresses of the list in place are not asked twice: the same file gives the same list, online or offline."""

from typing import Final

import pandas as pd

from pipelines.lists.geocode import Point
from pipelines.lists.place import Geocoder

_MEASURED: Final = frozenset({"housenumber", "street", "locality"})


def reusing(held: pd.DataFrame | None, ask: Geocoder | None) -> Geocoder | None:
    """Return a geocoder that asks only for what the list in place does not know yet.

    Parameters
    ----------
    held
        The rows in place, as text; `None` when there is no list.
    ask
        Asks the service; `None` to do without it.

    Returns
    -------
    Geocoder or None
        `None` when nothing is known and nothing may be asked.
    """
    if held is None or not {"adresse", "code_insee", "precision", "score"}.issubset(held.columns):
        return ask
    found = held[held["precision"].isin(_MEASURED)]
    known_points = {
        (row["adresse"], row["code_insee"]): Point(
            float(row["latitude"]),
            float(row["longitude"]),
            row["precision"],
            row["code_insee"],
            float(row["score"] or 1),
            "",
        )
        for row in found.to_dict("records")
    }
    if ask is None and not known_points:
        return None

    def locate(addresses: pd.DataFrame) -> list[Point | None]:
        out = [known_points.get(key) for key in zip(addresses["adresse"], addresses["code"], strict=True)]
        left = [place for place, one in enumerate(out) if one is None]
        if left and ask is not None:
            for place, one in zip(left, ask(addresses.iloc[left]), strict=True):
                out[place] = one
        return out

    return locate
