"""The drawing of a histogram, for a page or a saved map: HTML that a screen reader reads too. Pure."""

from collections.abc import Sequence
from html import escape
from typing import Final

from citeoscope.errors import MapError
from citeoscope.language import enumerated, say
from citeoscope.maps.breaks import Breaks
from citeoscope.maps.histogram import Histogram
from citeoscope.maps.legend import interval_texts
from citeoscope.numbers import format_number, format_value

_CHARACTER: Final = 2.6
"""Width of a character under the bars, in percent of their width, with some room."""


def histogram_html(
    drawn: Histogram,
    breaks: Breaks,
    palette: Sequence[str],
    *,
    unit: str,
    territories: str = "communes",
) -> str:
    """Draw a histogram in the colours of the map.

    Parameters
    ----------
    drawn
        From `histogram`.
    breaks
        The classes it was made with.
    palette
        One hexadecimal colour per class.
    unit
        Of the figures; may be empty.
    territories
        What is counted, in the plural, as text.

    Returns
    -------
    str
        The area of a bar tells its count; the lowest keeps a hairline, or a lone territory would not be seen. Without
        SVG, which the page of the dashboard does not let in: looks are in `static/carte.css`. Empty without figures.

    Raises
    ------
    MapError
        There are not as many colours as classes.
    """
    if len(palette) != breaks.size:
        raise MapError(
            say(
                "{count} couleurs pour {size} classes : donnez-en une par classe.", count=len(palette), size=breaks.size
            )
        )
    if not sum(drawn.counts):
        return ""
    low, span, highest = drawn.edges[0], drawn.edges[-1] - drawn.edges[0], max(drawn.densities)
    bars = "".join(
        f"<span style='left:{100 * (left - low) / span:.3f}%;width:{100 * (right - left) / span:.3f}%;"
        f"height:{100 * density / highest:.3f}%;background:{escape(palette[rank])}'></span>"
        for left, right, density, rank in zip(
            drawn.edges[:-1], drawn.edges[1:], drawn.densities, drawn.classes, strict=True
        )
        if density
    )
    inner = [(100 * (bound - low) / span, bound) for bound in breaks.bounds[1:-1]]
    lines = "".join(f"<span style='left:{place:.3f}%'></span>" for place, _ in inner)
    told = escape(_told(drawn, breaks, unit, territories))
    return (
        f"<div class='citeoscope-histogramme' role='img' aria-label='{told}'>"
        f"<div class='barres'>{bars}</div>"
        f"<div class='bornes'>{lines}</div><div class='axe'>{_marks(inner, breaks, unit)}</div></div>"
    )


def _marks(inner: Sequence[tuple[float, float]], breaks: Breaks, unit: str) -> str:
    """Write the bounds under the bars: the two ends, and those between them that have room."""
    first = format_number(breaks.bounds[0], breaks.decimals)
    last = format_value(breaks.bounds[-1], unit, breaks.decimals)
    taken, limit = len(first) * _CHARACTER, 100 - len(last) * _CHARACTER
    written = [f"<span>{escape(first)}</span>"]
    for place, bound in inner:
        text = format_number(bound, breaks.decimals)
        half = len(text) * _CHARACTER / 2
        if place - half > taken and place + half < limit:
            taken = place + half
            written.append(f"<span class='milieu' style='left:{place:.3f}%'>{escape(text)}</span>")
    return "".join([*written, f"<span>{escape(last)}</span>"])


def _told(drawn: Histogram, breaks: Breaks, unit: str, territories: str) -> str:
    """Say in words what the bars show."""
    by_class = [0] * breaks.size
    for count, rank in zip(drawn.counts, drawn.classes, strict=True):
        by_class[rank] += count
    parts = [
        say("{text} : {count}", text=text, count=format_number(count))
        for text, count in zip(interval_texts(breaks, unit), by_class, strict=True)
    ]
    if drawn.absent:
        parts.append(say("sans valeur : {absent}", absent=format_number(drawn.absent)))
    return say("Nombre de {territories} par classe : {parts}.", territories=territories, parts=enumerated(parts))
