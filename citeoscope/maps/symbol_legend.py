"""The legend of discs: their sizes, then who has one, who has none and why. Pure."""

import math
from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np

from citeoscope.language import say
from citeoscope.maps.breaks import Floats
from citeoscope.maps.legend import ALWAYS_SHOWN, LegendRow, non_value_rows
from citeoscope.maps.symbols import LARGEST_RADIUS, DiscScale
from citeoscope.numbers import format_low, format_number, format_value
from citeoscope.query.status import Status

DISC: Final = "0"
ZERO: Final = "1"
LINE: Final = 13.0
"""Height of a line of text, in pixels."""


def disc_legend(  # noqa: PLR0913 - each one is told
    figures: Floats,
    classes: str,
    scale: DiscScale,
    *,
    unit: str,
    color: str,
    always: Sequence[Status] = ALWAYS_SHOWN,
) -> tuple[LegendRow, ...]:
    """Return the rows of a legend of discs.

    Parameters
    ----------
    figures
        Those above zero, rounded as printed.
    classes
        One character per territory: `0` a disc, `1` a zero, or a non-value (see `encode`).
    scale
        Of the discs.
    unit
        Of the figures.
    color
        Of the discs.
    always
        Non-values shown even when their count is 0.

    Returns
    -------
    tuple[LegendRow, ...]
        Discs, zeros when there are some, then non-values; their counts add up to the territories.
    """
    rows = []
    if figures.size:
        low, high = float(figures.min()), float(figures.max())
        top = format_value(high, unit, scale.decimals)
        text = top if low == high else say("de {low} à {top}", low=format_low(low, unit, scale.decimals), top=top)
        rows.append(LegendRow(DISC, color, None, text, classes.count(DISC), "disc"))
    if zeros := classes.count(ZERO):
        text = say("{value}, sans disque", value=format_value(0, unit, scale.decimals))
        rows.append(LegendRow(ZERO, None, None, text, zeros, "empty"))
    return (*rows, *non_value_rows(classes, always))


def dots_text(figures: Floats, scale: DiscScale, unit: str) -> str:
    """Say which figures are too small for a disc of their own; empty when there are none.

    Parameters
    ----------
    figures
        Those above zero, rounded as printed.
    scale
        Of the discs.
    unit
        Of the figures.

    Returns
    -------
    str
    """
    dots = int(np.count_nonzero(figures < scale.least))
    if not dots:
        return ""
    # The first printed figure that has a disc of its own.
    limit = format_value(math.ceil(scale.least * 10.0**scale.decimals) / 10.0**scale.decimals, unit, scale.decimals)
    return say(
        "Sous {limit}, un point de taille unique, plus pâle où ils sont serrés ({dots}).",
        limit=limit,
        dots=format_number(dots),
    )


def sizes_html(scale: DiscScale, *, unit: str, color: str) -> str:
    """Draw the round sizes of a legend, one inside the other, at the very size they have on the map.

    Parameters
    ----------
    scale
        Of the discs.
    unit
        Of the figures.
    color
        Of the discs.

    Returns
    -------
    str
        HTML in pixels, without SVG, which the page of the dashboard does not let in; looks are in `static/carte.css`.
        Empty when there is no disc.
    """
    if not scale.sizes:
        return ""
    radii = scale.radii(np.array(scale.sizes)).tolist()
    texts = [format_value(size, unit, scale.decimals) for size in scale.sizes]
    middle, base = LARGEST_RADIUS, 2 * max(radii)
    shapes, line = [], -LINE
    for radius, text in zip(radii, texts, strict=True):
        top = base - 2 * radius
        line = max(top, line + LINE)
        shapes.append(
            f"<span class='taille' style='left:{middle - radius:.2f}px;top:{top:.2f}px;width:{2 * radius:.2f}px;"
            f"height:{2 * radius:.2f}px;background:{escape(color)}'></span>"
            f"<span class='trait' style='left:{middle:g}px;top:{line:.2f}px'></span>"
            f"<span class='chiffre-taille' style='top:{line:.2f}px'>{escape(text)}</span>"
        )
    told = escape(say("Échelle des disques : {texts}", texts=", ".join(texts)))
    height = max(base, line + LINE / 2)
    return (
        f"<div class='citeoscope-tailles' role='img' aria-label='{told}' style='height:{height:.2f}px'>"
        f"{''.join(shapes)}</div>"
    )
