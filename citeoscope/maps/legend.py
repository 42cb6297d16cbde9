"""The legend: an interval and a count per class, a box per kind of non-value. Pure, shared by page and saved map."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from citeoscope.maps.breaks import Breaks
from citeoscope.maps.classes import NON_VALUES
from citeoscope.numbers import format_number, format_value
from citeoscope.query.status import Status

ALWAYS_SHOWN: Final = (Status.SECRET, Status.MISSING)
"""Non-values that keep their box even when no territory has them: their absence is an answer too."""


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One box of a legend.

    Attributes
    ----------
    key
        Character of the class, as given by `encode`.
    color
        Hexadecimal colour of a class, `None` for a non-value.
    pattern
        Kind of a non-value, which is also its look, `None` for a class.
    text
        For instance `de 10,2 à 13,4 %`, or `secret statistique`.
    count
        Number of territories.
    """

    key: str
    color: str | None
    pattern: Status | None
    text: str
    count: int


def interval_texts(breaks: Breaks, unit: str) -> tuple[str, ...]:
    """Write the interval of each class.

    Parameters
    ----------
    breaks
        Classes.
    unit
        For instance `€` or `%`; may be empty.

    Returns
    -------
    tuple[str, ...]
        For instance `de 10,2 à 13,4 %`; a class of one figure is that figure.
    """
    texts = []
    for low, high in breaks.intervals:
        top = format_value(high, unit, breaks.decimals)
        texts.append(top if low == high else f"de {format_number(low, breaks.decimals)} à {top}")
    return tuple(texts)


def legend(
    breaks: Breaks, classes: str, *, unit: str, palette: Sequence[str], always: Sequence[Status] = ALWAYS_SHOWN
) -> tuple[LegendRow, ...]:
    """Return the rows of a legend.

    Parameters
    ----------
    breaks
        Classes.
    classes
        From `encode`; the counts add up to the number of characters that are not outside the perimeter.
    unit
        Of the figures.
    palette
        One colour per class.
    always
        Non-values shown even when their count is 0.

    Returns
    -------
    tuple[LegendRow, ...]
        Classes from low to high, then non-values.
    """
    rows = [
        LegendRow(str(rank), color, None, text, classes.count(str(rank)))
        for rank, (color, text) in enumerate(zip(palette, interval_texts(breaks, unit), strict=True))
    ]
    for letter, status in NON_VALUES.items():
        count = classes.count(letter)
        if count or status in always:
            rows.append(LegendRow(letter, None, status, status.label, count))
    return tuple(rows)


def legend_html(rows: Sequence[LegendRow], *, title: str, territories: str = "communes", note: str = "") -> str:
    """Write a legend as HTML; looks are in `static/carte.css`.

    Parameters
    ----------
    rows
        From `legend`.
    title
        What the colours show, as text.
    territories
        What is counted, in the plural.
    note
        Source and vintage, as text; may be empty.

    Returns
    -------
    str
    """
    items = "".join(
        f"<li>{_box(row)}<span class='intervalle'>{escape(row.text)}</span>"
        f"<span class='effectif'>{format_number(row.count)}</span></li>"
        for row in rows
    )
    foot = f"<p class='note'>{escape(note)}</p>" if note else ""
    counted = escape(territories[:1].upper() + territories[1:])
    return (
        f"<section class='citeoscope-legende' aria-label='Légende'><h2>{escape(title)}</h2>"
        f"<p class='note droite'>{counted} par classe</p><ul>{items}</ul>{foot}</section>"
    )


def _box(row: LegendRow) -> str:
    if row.color is None:
        return f"<span class='boite {escape(str(row.pattern))}'></span>"
    return f"<span class='boite' style='background:{escape(row.color)}'></span>"
