"""How the page «Carte» is shown: whole, as a board, or alone in the frame of another site. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from citeoscope.boards.paper import FORMATS, paper_of
from citeoscope.errors import ExportError
from citeoscope.language import say

CAPTURE: Final = "capture"
FRAMED: Final = "cadre"


@dataclass(frozen=True, slots=True)
class Mode:
    """What stands around the map.

    Attributes
    ----------
    board
        Sheet of the board on screen, `a4` or `16x9`; empty when there is none.
    framed
        Whether the page is in the frame of another site: title, map, legend and sources only.
    """

    board: str = ""
    framed: bool = False

    @property
    def alone(self) -> bool:
        """Whether the page has no control around it."""
        return bool(self.board) or self.framed


def parse_mode(params: Mapping[str, str]) -> tuple[Mode, tuple[str, ...]]:
    """Read how the page is shown.

    Parameters
    ----------
    params
        From the address; any part may be absent, unknown or hostile.

    Returns
    -------
    tuple[Mode, tuple[str, ...]]
        The mode, and one French message when the sheet does not exist; the first one then replaces it.
    """
    framed = params.get(FRAMED) == "oui"
    asked = params.get(CAPTURE, "")
    try:
        board = paper_of(asked).id if asked else ""
    except ExportError as error:
        first = next(iter(FORMATS.values()))
        return Mode(first.id, framed), (say("{error} {label} le remplace.", error=error, label=first.label),)
    return Mode(board, framed), ()
