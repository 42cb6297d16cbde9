"""Joins what a service gave for one territory with what is stored of the others. Pure."""

from typing import NamedTuple

import pandas as pd

from citeoscope.catalogue.live import Overpass, Wfs
from citeoscope.catalogue.source import Source
from citeoscope.store import Manifest
from citeoscope.territory.codes import departement_of
from pipelines.scope import Scope


class Kept(NamedTuple):
    """A dataset after a partial refresh.

    `territory` is the perimeter it now covers, `None` when it still covers all of its source.
    """

    frame: pd.DataFrame
    territory: str | None
    remark: str = ""


def keep_the_rest(
    frame: pd.DataFrame, source: Source, scope: Scope, before: Manifest | None, stored: pd.DataFrame | None
) -> Kept:
    """Keep the rows of the other territories when they are of the same source, service and vintage.

    Figures of two vintages are never mixed in one dataset: a map would show the change of year as a border. Outlines
    have no vintage of figures, so theirs are kept.

    Parameters
    ----------
    frame
        What came in, in the current COG.
    source
        Its declaration.
    scope
        The territory asked.
    before, stored
        Manifest and rows of the version in place.

    Returns
    -------
    Kept
    """
    key = "commune_code" if source.kind == "points" else "code"
    inside = _asked(frame[key], source, scope)
    own = frame[inside]
    same = before is not None and before.origin == "network" and before.source is not None
    alike = same and before is not None and before.source is not None and before.source.vintage == source.vintage
    if before is None or stored is None or not (alike or source.kind == "outlines"):
        remark = "" if before is None else f"ne couvre plus que {scope.expression} : le reste est d’un autre millésime"
        return Kept(own.reset_index(drop=True), scope.expression, remark)
    others = stored[~_asked(stored[key], source, scope)]
    if source.kind == "points":
        others = others[~others["id"].isin(own["id"])]
    order = [key, "id"] if source.kind == "points" else [key]
    whole = pd.concat([own, others], ignore_index=True).sort_values(order, ignore_index=True, na_position="last")
    territory = None if before.territory is None else f"{before.territory} + {scope.expression}"
    return Kept(whole, territory if before.territory != scope.expression else scope.expression)


def _asked(codes: "pd.Series[str]", source: Source, scope: Scope) -> "pd.Series[bool]":
    if isinstance(source.live, Wfs | Overpass):
        return codes.isin(scope.communes)
    return codes.map(lambda code: isinstance(code, str) and departement_of(code) in scope.departements).astype(bool)
