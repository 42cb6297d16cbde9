"""The sheets a board is laid on, in millimetres."""

from dataclasses import dataclass
from typing import Final

from citeoscope.errors import ExportError
from citeoscope.language import phrase, say


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, and the part of it that the map takes.

    Attributes
    ----------
    id
        As written in an address.
    french
        Name, said in the reader's language by `label`.
    width, height
        Of the sheet, in millimetres.
    map_width, map_height
        Of the map, in millimetres.
    name_size
        Of the names on the map, in points: those of a slide are read from the back of a room.
    """

    id: str
    french: str
    width: float
    height: float
    map_width: float
    map_height: float
    name_size: float

    @property
    def label(self) -> str:
        """Name as shown."""
        return say(self.french)


FORMATS: Final[dict[str, Paper]] = {
    paper.id: paper
    for paper in (
        Paper("a4", phrase("A4 paysage"), 297, 210, 184, 149, 8.5),
        # The size of a slide: 13.333 by 7.5 inches.
        Paper("16x9", phrase("Diapositive 16:9"), 338.667, 190.5, 209, 131, 9.5),
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
        raise ExportError(
            say(
                "Format de planche inconnu : « {name} ». Formats : {formats}.",
                name=name[:40],
                formats=", ".join(FORMATS),
            )
        ) from None
