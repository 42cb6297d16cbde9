"""Addresses of the list in place are not asked twice: the same file gives the same list, online or offline."""

from typing import Final

import numpy as np
import pandas as pd

from pipelines.lists.geocode import Point
from pipelines.lists.outlines import Outlines
from pipelines.lists.place import FAR_M, Geocoder

_MEASURED: Final = frozenset({"housenumber", "street", "locality"})


def reusing(held: pd.DataFrame | None, ask: Geocoder | None, outlines: Outlines) -> Geocoder | None:
    """Return a geocoder that asks only for what the list in place does not know yet.

    Parameters
    ----------
    held
        The rows in place, as text; `None` when there is no list.
    ask
        Asks the service; `None` to do without it.
    outlines
        Tell whether a position was in another commune than the one declared.

    Returns
    -------
    Geocoder or None
        `None` when nothing is known and nothing may be asked.
    """
    if held is None or not {"adresse", "code_insee", "precision", "score"}.issubset(held.columns):
        return ask
    found = held[held["precision"].isin(_MEASURED)]
    latitude, longitude = (found[name].to_numpy(dtype=np.float64) for name in ("latitude", "longitude"))
    own = found["code_insee"].to_numpy(dtype=object)
    away = outlines.metres_from(own, latitude, longitude) > FAR_M
    codes = np.where(away, outlines.holding(latitude, longitude)[0], own)  # said again where it is not its commune
    score = pd.to_numeric(found["score"]).to_numpy(dtype="float64")
    points = map(Point, latitude, longitude, found["precision"], codes, score, [""] * len(found))
    known_points = dict(zip(zip(found["adresse"], own, strict=True), points, strict=True))
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
