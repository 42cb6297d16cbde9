"""A map of few territories: their figures are written on it, and fewer classes are enough."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from citeoscope.atlas import Atlas
from citeoscope.maps.portrayal import is_drawn_by_discs
from citeoscope.numbers import format_number
from citeoscope.query.status import Status
from citeoscope.shown import declared
from citeoscope.view import DEFAULT, View

FEW: Final = 20
LEAST_CLASSES: Final = 3


def are_few(codes: Sequence[str]) -> bool:
    """Tell whether a map has so few territories that each can bear its name and its figure."""
    return 0 < len(codes) < FEW


def cut(data: Atlas, view: View, codes: Sequence[str]) -> View:
    """Return the view with fewer classes when its territories are few.

    Six quantiles of eleven figures part those that are alike and join those that are not.

    Parameters
    ----------
    data
        The atlas.
    view
        What the map draws.
    codes
        Of its territories.

    Returns
    -------
    View
        The same one when the reader chose how figures are cut, or when nothing is cut.
    """
    usual = (DEFAULT.methode, DEFAULT.classes, DEFAULT.reference, DEFAULT.verrou)
    chosen = (view.methode, view.classes, view.reference, view.verrou) != usual
    if chosen or view.croise or not are_few(codes) or is_drawn_by_discs(declared(data, view)):
        return view
    return replace(view, methode="natural", classes=min(view.classes, max(LEAST_CLASSES, len(codes) // 3)))


def texts(data: Atlas, view: View) -> Mapping[str, str]:
    """Return what is written on each territory: its figure without unit, or the words of its non-value.

    Parameters
    ----------
    data
        The atlas.
    view
        What the map draws.

    Returns
    -------
    Mapping[str, str]
        By code; of the first indicator when two are crossed, none: a colour tells both there.
    """
    shown = declared(data, view)
    values = data.values(shown.id, data.perimeter(view.territoire), view.niveau, shown.vintage)
    return {
        str(code): ""
        if view.croise
        else format_number(value, shown.decimals)
        if status == Status.OK.value
        else Status(status).label
        for code, value, status in zip(values["code"], values["value"], values["status"].astype(str), strict=True)
    }
