"""The drawing of a histogram, for a page, a saved map or a report: an SVG that a screen reader reads too. Pure."""

from collections.abc import Sequence
from html import escape
from typing import Final

from citeoscope.errors import MapError
from citeoscope.maps.breaks import Breaks
from citeoscope.maps.histogram import Histogram
from citeoscope.maps.legend import interval_texts
from citeoscope.numbers import format_number, format_value

WIDTH: Final = 240.0
HEIGHT: Final = 84.0
BASE: Final = 68.0
"""Where the bars stand, in units of the drawing; their scale is written under it."""
HAIRLINE: Final = 0.7
"""Height of the lowest bar: a lone territory far from the others would not be seen at its true height."""


def histogram_svg(  # noqa: PLR0913 - each one is drawn or told
    drawn: Histogram,
    breaks: Breaks,
    palette: Sequence[str],
    *,
    title: str,
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
    title
        What the figures are, as text.
    unit
        Of the figures; may be empty.
    territories
        What is counted, in the plural, as text.

    Returns
    -------
    str
        An SVG of 240 × 84 units whose area tells the count; its texts take the colour of those around it. Empty when
        there is no figure.

    Raises
    ------
    MapError
        There are not as many colours as classes.
    """
    if len(palette) != breaks.size:
        raise MapError(f"{len(palette)} couleurs pour {breaks.size} classes : donnez-en une par classe.")
    if not sum(drawn.counts):
        return ""
    low, span, highest = drawn.edges[0], drawn.edges[-1] - drawn.edges[0], max(drawn.densities)
    bars = []
    for left, right, count, density, rank in zip(
        drawn.edges, drawn.edges[1:], drawn.counts, drawn.densities, drawn.classes, strict=False
    ):
        if not count:
            continue
        x, width = WIDTH * (left - low) / span, WIDTH * (right - left) / span
        height = max(BASE * density / highest, HAIRLINE)
        bars.append(
            f"<rect x='{x:.2f}' y='{BASE - height:.2f}' width='{width:.2f}' height='{height:.2f}' "
            f"fill='{escape(palette[rank])}'/>"
        )
    told = escape(_told(drawn, breaks, unit, territories))
    return (
        f"<svg class='citeoscope-histogramme' viewBox='0 0 {WIDTH:g} {HEIGHT:g}' role='img' aria-label='{told}'>"
        f"<title>{escape(f'Répartition : {title}')}</title><desc>{told}</desc>"
        f"<g class='barres'>{''.join(bars)}</g>"
        f"<path class='axe' d='M0 {BASE:g}H{WIDTH:g}' stroke='currentColor' stroke-opacity='.6'/>"
        f"<g font-size='11' fill='currentColor'><text x='0' y='{HEIGHT - 3:g}'>"
        f"{escape(format_number(breaks.bounds[0], breaks.decimals))}</text>"
        f"<text x='{WIDTH:g}' y='{HEIGHT - 3:g}' text-anchor='end'>"
        f"{escape(format_value(breaks.bounds[-1], unit, breaks.decimals))}</text></g></svg>"
    )


def _told(drawn: Histogram, breaks: Breaks, unit: str, territories: str) -> str:
    """Say in words what the bars show."""
    by_class = [0] * breaks.size
    for count, rank in zip(drawn.counts, drawn.classes, strict=True):
        by_class[rank] += count
    parts = [
        f"{text} : {format_number(count)}" for text, count in zip(interval_texts(breaks, unit), by_class, strict=True)
    ]
    absent = f" ; sans valeur : {format_number(drawn.absent)}" if drawn.absent else ""
    return f"Nombre de {territories} par classe : {' ; '.join(parts)}{absent}."
