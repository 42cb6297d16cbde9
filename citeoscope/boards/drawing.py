"""The map of a board as SVG, without a text: only typst sets type, and nothing in the map can be code. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from citeoscope.boards.ground import Ground, Panel
from citeoscope.boards.marks import mark
from citeoscope.boards.outline import merged_path, path_of
from citeoscope.boards.paper import Paper
from citeoscope.boards.projection import Points
from citeoscope.maps.classes import NON_VALUES
from citeoscope.maps.picture import Shape
from citeoscope.maps.portrayal import Portrayal
from citeoscope.maps.symbols import LEAST_RADIUS, decode_sizes

STEP: Final = 50
"""Steps of a coordinate in a millimetre: 0.02 mm, under what any printer tells apart."""
PIXEL: Final = 0.2
"""Millimetres of paper for a pixel of the screen: a map of 140 mm is read as one of 700 pixels."""
SEAMLESS: Final = 3000
"""With more territories than that, a border would be wider than the territory: each class is one surface."""

# As in `maps/static/carte.css`, on a light page.
SEA: Final = "#f4f5f6"
OUTSIDE: Final = "#e9ebed"
OUTSIDE_LINE: Final = "#d5d9dc"
LAND: Final = "#fbfcfc"
ABSENT: Final = "#dcdfe2"
ABSENT_LINE: Final = "#737c85"
INK: Final = "#14181c"

_HATCHED: Final = f"stroke='{ABSENT_LINE}' stroke-width='11' fill='none'"
PATTERNS: Final[dict[str, tuple[int, str]]] = {
    "s": (60, f"<path d='M-10 70L70-10M-40 40L40-40M20 100L100 20' {_HATCHED}/>"),
    "m": (50, f"<circle cx='25' cy='25' r='9' fill='{ABSENT_LINE}'/>"),
    "n": (50, ""),
    "a": (50, f"<path d='M0 25H50M25 0V50' {_HATCHED}/>"),
}
"""Side and drawing of the tile of each kind of non-value, in steps: the looks of `carte.css`."""


@dataclass(frozen=True)
class Layered:
    """The points of a layer: where they stand in degrees, and how they are drawn."""

    degrees: Points
    color: str
    shape: Shape


@dataclass(frozen=True)
class Drawing:
    """What is drawn on the ground.

    Attributes
    ----------
    portrayal
        Its classes follow `Ground.codes`.
    layers
        On top.
    selected
        Code of the outlined territory, or empty.
    """

    portrayal: Portrayal
    layers: Sequence[Layered] = field(default_factory=tuple)
    selected: str = ""


def map_svg(ground: Ground, drawing: Drawing, paper: Paper) -> str:
    """Draw a map.

    Parameters
    ----------
    ground
        Outlines on paper.
    drawing
        What is drawn on them.
    paper
        The sheet.

    Returns
    -------
    str
        SVG of `map_width` by `map_height` millimetres.
    """
    width, height = _step(paper.map_width), _step(paper.map_height)
    classes = np.array(list(drawing.portrayal.classes), dtype="U1")
    radii = radii_of(drawing.portrayal, classes)
    parts, first = [], 0
    for rank, panel in enumerate(ground.panels):
        last = first + len(panel.codes)
        parts.append(f"<g clip-path='url(#c{rank})'>" + _rect(panel.box, f"fill='{SEA}'"))
        parts.extend(_panel(panel, drawing, classes[first:last], radii[first:last]))
        parts.append("</g>" + _rect(panel.box, f"fill='none' stroke='{OUTSIDE_LINE}' stroke-width='10'"))
        first = last
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{paper.map_width}mm' height='{paper.map_height}mm' "
        f"viewBox='0 0 {width} {height}'><defs>{_defs(ground)}</defs>{''.join(parts)}</svg>"
    )


def pattern_svg(letter: str) -> str:
    """Draw the box of a non-value for the legend, 6 by 4 mm, as it looks on the map."""
    return (
        "<svg xmlns='http://www.w3.org/2000/svg' width='6mm' height='4mm' viewBox='0 0 300 200'>"
        f"<defs>{_pattern(letter)}</defs><rect width='300' height='200' fill='url(#p{letter})'/></svg>"
    )


def _defs(ground: Ground) -> str:
    clips = "".join(f"<clipPath id='c{rank}'>{_rect(panel.box)}</clipPath>" for rank, panel in enumerate(ground.panels))
    return clips + "".join(_pattern(letter) for letter in PATTERNS)


def _pattern(letter: str) -> str:
    side, drawn = PATTERNS[letter]
    return (
        f"<pattern id='p{letter}' width='{side}' height='{side}' patternUnits='userSpaceOnUse'>"
        f"<rect width='{side}' height='{side}' fill='{ABSENT}'/>{drawn}</pattern>"
    )


def _panel(
    panel: Panel, drawing: Drawing, classes: npt.NDArray[np.str_], radii: npt.NDArray[np.float64]
) -> Iterator[str]:
    yield f"<path d='{path_of(panel.around, STEP)}' fill='{OUTSIDE}' stroke='{OUTSIDE_LINE}' stroke-width='5'/>"
    yield from _areas(panel, drawing.portrayal, classes)
    if len(panel.lines):
        lines = path_of(panel.lines, STEP, closed=False)
        yield f"<path d='{lines}' fill='none' stroke='{INK}' stroke-opacity='.45' stroke-width='6'/>"
    if drawing.portrayal.discs is not None:
        yield from _discs(panel, drawing.portrayal.discs.color, radii)
    if drawing.selected in panel.codes:
        outline = path_of(panel.shapes[[panel.codes.index(drawing.selected)]], STEP)
        for color, width in (("#ffffff", 62), (INK, 30)):
            yield f"<path d='{outline}' fill='none' stroke='{color}' stroke-width='{width}' stroke-linejoin='round'/>"
    yield from _points(panel, drawing.layers)


def _areas(panel: Panel, portrayal: Portrayal, classes: npt.NDArray[np.str_]) -> Iterator[str]:
    one = len(panel.shapes) > SEAMLESS
    border = OUTSIDE_LINE if portrayal.discs else "#ffffff"
    for letter in np.unique(classes):
        look = (portrayal.looks or {}).get(letter, letter)
        if look in NON_VALUES:
            fill = f"url(#p{look})"
        elif portrayal.discs:
            fill = LAND
        else:
            fill = portrayal.palette[int(letter)]
        path = (merged_path if one else path_of)(panel.shapes[classes == letter], STEP)
        # A stroke of its own colour closes the seams with the other classes.
        line = (fill if look not in NON_VALUES else ABSENT) if one else border
        yield (
            f"<path d='{path}' fill='{fill}' fill-rule='evenodd' stroke='{line}' "
            f"stroke-width='{4 if one else 7}' stroke-linejoin='bevel'/>"
        )


def radii_of(portrayal: Portrayal, classes: npt.NDArray[np.str_]) -> npt.NDArray[np.float64]:
    """Return the radius of each territory's disc, in pixels; 0 where there is none."""
    radii = np.zeros(len(classes))
    if portrayal.discs is not None:
        radii[classes == "0"] = decode_sizes(portrayal.discs.sizes)
    return radii


def _discs(panel: Panel, color: str, radii: npt.NDArray[np.float64]) -> Iterator[str]:
    """Draw the largest first; before them, the dots of what is too small, paler where they crowd (see `dessin.js`)."""
    places = np.rint(panel.centres * STEP).astype(int)
    small = (radii > 0) & (radii < LEAST_RADIUS)
    if small.any():
        room = panel.box[2] * panel.box[3] / PIXEL**2
        clear = min(room / (500 * int(small.sum())), 0.8)
        share = np.maximum((radii[small] / LEAST_RADIUS) ** 2, clear)
        levels = np.ceil(share * 12).clip(1, 12).astype(int)
        side = round(2 * LEAST_RADIUS * PIXEL * STEP)
        for level in np.unique(levels):
            moves = np.diff(places[small][levels == level] - side // 2, axis=0, prepend=0)
            drawn = "".join(f"m{x} {y}h{side}v{side}h-{side}z" for x, y in moves.tolist())
            yield f"<path d='{drawn}' fill='{color}' fill-opacity='{level / 12:.3f}'/>"
    large = np.flatnonzero(radii >= LEAST_RADIUS)
    for at in large[np.argsort(-radii[large], kind="stable")]:
        (x, y), radius = places[at], radii[at] * PIXEL * STEP
        edge = 2 * min(radius / 5, 0.8 * PIXEL * STEP)
        yield (
            f"<circle cx='{x}' cy='{y}' r='{radius:.1f}' fill='{color}' stroke='{LAND}' stroke-width='{edge:.1f}' "
            "paint-order='stroke'/>"
        )


def _points(panel: Panel, layers: Sequence[Layered]) -> Iterator[str]:
    left, top, width, height = panel.box
    inside = []
    for layer in layers:
        places = panel.project(layer.degrees) if len(layer.degrees) else np.empty((0, 2))
        held = (places >= [left, top]).all(axis=1) & (places <= [left + width, top + height]).all(axis=1)
        inside.append(places[held])
    many = sum(len(places) for places in inside)
    radius = next((size for most, size in ((60, 1.25), (300, 0.95), (1200, 0.7)) if many <= most), 0.5) * STEP
    for layer, places in zip(layers, inside, strict=True):
        look = f"fill='{layer.color}' stroke='#ffffff' stroke-width='{radius / 3:.0f}' paint-order='stroke'"
        drawn = "".join(f"<path d='{mark(layer.shape, x, y, radius)}'/>" for x, y in places * STEP)
        yield f"<g {look}>{drawn}</g>"


def _rect(box: tuple[float, float, float, float], look: str = "") -> str:
    left, top, width, height = map(_step, box)
    return f"<rect x='{left}' y='{top}' width='{width}' height='{height}' {look}/>"


def _step(millimetres: float) -> int:
    return round(millimetres * STEP)
