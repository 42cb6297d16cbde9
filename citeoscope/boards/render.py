"""A board as a file: one typst source gives PDF, PNG and SVG, so they look the same."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast
from unicodedata import category

import typst
from font_source_sans_pro import font_files_otf

from citeoscope.boards.address import printed
from citeoscope.boards.drawing import PATTERNS, pattern_svg
from citeoscope.boards.marks import mark
from citeoscope.errors import ExportError
from citeoscope.language import current, enumerated, say
from citeoscope.maps.classes import NON_VALUES
from citeoscope.numbers import format_number, french_date

if TYPE_CHECKING:
    from citeoscope.boards.board import Board
    from citeoscope.maps.legend import LegendRow
    from citeoscope.maps.portrayal import Square

SOURCE: Final = Path(__file__).resolve().parent / "planche.typ"
Suffix = Literal["pdf", "png", "svg"]
SUFFIXES: Final[dict[str, str]] = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}
PIXELS_PER_INCH: Final = 192.0
"""Twice those of a screen: a slide is 2,560 by 1,440 pixels."""


def render(board: "Board", suffix: str) -> bytes:
    """Write a board as a file.

    Parameters
    ----------
    board
        From `board_of`.
    suffix
        `pdf` (tagged, PDF/UA-1), `png` (192 pixels per inch) or `svg`.

    Returns
    -------
    bytes

    Raises
    ------
    ExportError
        There is no such format; the message lists those that exist.
    """
    if suffix not in SUFFIXES:
        raise ExportError(
            say(
                "Format inconnu : « {suffix} ». Formats d’une planche : {suffixes}.",
                suffix=suffix[:40],
                suffixes=", ".join(SUFFIXES),
            )
        )
    inputs = _printable(_inputs(board, linked=suffix == "pdf"))
    made: bytes | list[bytes] = typst.compile(
        SOURCE.read_bytes(),
        format=cast("Suffix", suffix),
        ppi=PIXELS_PER_INCH,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"board": json.dumps(inputs, ensure_ascii=False)},
        pdf_standards="ua-1" if suffix == "pdf" else None,
    )
    if not isinstance(made, bytes):  # a list of pages: the template has one
        raise ExportError(say("La planche ne tient pas sur une page : signalez-le avec l’adresse de la vue."))
    return made


@cache
def _fonts() -> typst.Fonts:
    # The weights that the board is set in; without those of the machine, it looks the same everywhere.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(next(iter(font_files_otf.values()))).parent)])


def _inputs(board: "Board", *, linked: bool = False) -> dict[str, Any]:
    paper, (address, followed) = board.paper, printed(board.link)
    disc = next((row.color for row in board.rows if row.shape == "disc"), None)
    return {
        "format": paper.id,
        "width": paper.width,
        "height": paper.height,
        "map_width": paper.map_width,
        "map_height": paper.map_height,
        "map_left": board.map_left,
        "name": board.name,
        "title": board.title,
        "subtitle": board.subtitle,
        "figures_title": board.title,
        "figures": [
            {"label": one.label, "text": one.text, "note": one.note, "absent": one.absent, "beside": one.beside}
            for one in board.figures
        ],
        "legend": board.legend,
        # Cells stand in their square, where both groups are read at once.
        "rows": [_row(row) for row in board.rows if board.square is None or row.shape != "cell"],
        "square": _square(board.square) if board.square else None,
        "patterns": {letter: pattern_svg(letter) for letter in PATTERNS},
        "sizes": [list(size) for size in board.sizes],
        "disc_color": disc or "#000000",
        "counted": board.counted[:1].upper() + board.counted[1:],
        "layers": [
            {
                "label": row.label,
                "count": format_number(len(row.points)),
                "mark": _mark_svg(row.layer.shape, row.layer.color),
            }
            for row in board.layers
        ],
        "remarks": list(board.remarks),
        "sources": say("Sources : {sources}", sources=enumerated(board.sources)),
        "map": board.map,
        "alt": board.alt,
        "names": [
            {
                "lines": [*name.text.split("\n"), *([name.value] if name.value else [])],
                "x": name.x,
                "y": name.y,
                "size": name.size,
                "named": bool(name.value),
                "line": list(name.line) if name.line else None,
            }
            for name in board.map_names
        ],
        "scale": list(board.scale),
        "insets": [list(inset) for inset in board.insets],
        "link": address,
        "day": say("Citéoscope, le {day}", day=french_date(board.day)),
        "language": current(),
        # Typst writes the address of a link into its SVG as it is, « & » included: the file would not be XML.
        "linked": linked and followed,
    }


def _square(square: "Square") -> dict[str, Any]:
    lines = [
        {
            "text": text,
            "cells": [{"color": color, "ink": ink, "count": format_number(count)} for color, ink, count in cells],
        }
        for text, cells in square.lines
    ]
    return {"rising": square.rising, "right": square.going_right, "lines": lines, "feet": list(square.feet)}


_LETTERS: Final = {status: letter for letter, status in NON_VALUES.items()}


def _row(row: "LegendRow") -> dict[str, str | None]:
    count = format_number(row.count)
    # Two indicators crossed have several letters for one look.
    key = _LETTERS[row.pattern] if row.pattern else row.key
    return {"key": key, "color": row.color, "shape": row.shape, "text": row.text, "count": count}


def _mark_svg(shape: Any, color: str) -> str:  # noqa: ANN401 - a Shape
    return (
        "<svg xmlns='http://www.w3.org/2000/svg' width='4mm' height='4mm' viewBox='0 0 200 200'>"
        f"<path d='{mark(shape, 100, 100, 66)}' fill='{color}'/></svg>"
    )


def _printable(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return texts on one line, without the characters that only machines read: controls, marks of direction."""
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_printable(one) for one in value]
    if not isinstance(value, str):
        return value
    line = "".join(" " if char.isspace() and category(char) == "Cc" else char for char in value)
    return "".join(char for char in line if not category(char).startswith("C")).strip()
