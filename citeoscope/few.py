"""A view of few territories: fewer classes are enough, the same on the page, on a board and in a file."""

from dataclasses import replace
from typing import Final

from citeoscope.view import DEFAULT, View

FEW: Final = 20
LEAST_CLASSES: Final = 3


def are_few(count: int) -> bool:
    """Tell whether a map has so few territories that each can bear its name and its figure."""
    return 0 < count < FEW


def cut(view: View, count: int) -> View:
    """Return the view with fewer classes when its territories are few.

    Six quantiles of eleven figures part those that are alike and join those that are not.

    Parameters
    ----------
    view
        What is shown.
    count
        Of its territories, drawn or not.

    Returns
    -------
    View
        The same one when the reader chose how figures are cut, or when two indicators are crossed; classes that hold
        for all years are cut so too, for the years slide on a map that opened with these.
    """
    chosen = (view.methode, view.classes, view.reference) != (DEFAULT.methode, DEFAULT.classes, DEFAULT.reference)
    if chosen or view.croise or not are_few(count):
        return view
    return replace(view, methode="natural", classes=min(view.classes, max(LEAST_CLASSES, count // 3)))
