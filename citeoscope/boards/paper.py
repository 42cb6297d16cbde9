"""The sheets a board is laid on, in millimetres."""

from dataclasses import dataclass
from typing import Final

from citeoscope.errors import ExportError


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, and the part of it that the map takes.

    Attributes
    ----------
    id
        As written in an address.
    label
        French name.
    width, height
        Of the sheet, in millimetres.
    map_width, map_height
        Of the map, in millimetres.
    """

    id: str
    label: str
    width: float
    height: float
    map_width: float
    map_height: float


FORMATS: Final[dict[str, Paper]] = {
    paper.id: paper
    for paper in (
        Paper("a4", "A4 paysage", 297, 210, 182, 148),
        # The size of a slide: 13.333 by 7.5 inches.
        Paper("16x9", "Diapositive 16:9", 338.667, 190.5, 206, 131),
    )
}


def paper_of(name: str) -> Paper:
    """Return a sheet by its name.

    Parameters
    ----------
    name
        `a4` or `16x9`.

    Returns
    -------
    Paper

    Raises
    ------
    ExportError
        There is no such sheet; the message lists those that exist.
    """
    try:
        return FORMATS[name]
    except KeyError:
        raise ExportError(f"Format de planche inconnu : « {name[:40]} ». Formats : {', '.join(FORMATS)}.") from None
