"""The legend: an interval and a count per class, a box per kind of non-value. Pure, shared by page and saved map."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from citeoscope.language import listed, say
from citeoscope.maps.breaks import Breaks
from citeoscope.maps.classes import NON_VALUES
from citeoscope.numbers import format_low, format_number, format_value
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
    shape
        Of the box: `area`, `disc`, `empty` for a zero among discs, or `cell` for one of two indicators crossed, whose
        box is in the square above the rows.
    """

    key: str
    color: str | None
    pattern: Status | None
    text: str
    count: int
    shape: Literal["area", "disc", "empty", "cell"] = "area"


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
        texts.append(
            top if low == high else say("de {low} à {top}", low=format_low(low, unit, breaks.decimals), top=top)
        )
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
    return (*rows, *non_value_rows(classes, always))


def non_value_rows(classes: str, always: Sequence[Status] = ALWAYS_SHOWN) -> tuple[LegendRow, ...]:
    """Return a row per kind of non-value that is on the map, or that is always shown.

    Parameters
    ----------
    classes
        From `encode`.
    always
        Kinds shown even when their count is 0.

    Returns
    -------
    tuple[LegendRow, ...]
    """
    counted = ((letter, status, classes.count(letter)) for letter, status in NON_VALUES.items())
    return tuple(
        LegendRow(letter, None, status, status.label, count)
        for letter, status, count in counted
        if count or status in always
    )


def extension_text(breaks: Breaks) -> str:
    """Say that the first and last classes were extended to hold every figure; empty when they were not.

    Parameters
    ----------
    breaks
        Classes.

    Returns
    -------
    str
    """
    if breaks.asked is None:
        return ""
    low, high = (format_number(bound, breaks.decimals) for bound in (breaks.bounds[0], breaks.bounds[-1]))
    asked_low, asked_high = (format_number(bound, breaks.decimals) for bound in breaks.asked)
    moved = []
    if breaks.bounds[0] != breaks.asked[0]:
        moved.append(say("la première classe descend à {low} au lieu de {asked_low}", low=low, asked_low=asked_low))
    if breaks.bounds[-1] != breaks.asked[1]:
        moved.append(say("la dernière monte à {high} au lieu de {asked_high}", high=high, asked_high=asked_high))
    return say("Pour contenir tous les chiffres, {moved}.", moved=listed(moved))


def legend_html(  # noqa: PLR0913 - each one is a part of the legend
    rows: Sequence[LegendRow],
    *,
    title: str,
    territories: str = "communes",
    note: str = "",
    key: str = "",
    spread: str = "",
) -> str:
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
    key
        Sizes of the discs above the rows, already HTML, see `sizes_html`; may be empty.
    spread
        How the figures are spread, already HTML, see `histogram_html`; folded under the rows, may be empty.

    Returns
    -------
    str
    """
    items = "".join(_item(row) for row in rows if row.shape != "cell")
    foot = f"<p class='note'>{escape(note)}</p>" if note else ""
    folded = f"<details><summary>{say('Répartition')}</summary>{spread}</details>" if spread else ""
    counted = territories[:1].upper() + territories[1:]
    if any(row.color and row.shape == "area" for row in rows):
        counted = say("{counted} par classe", counted=counted)
    listing = f"<p class='note droite'>{escape(counted)}</p><ul>{items}</ul>" if items else ""
    return (
        f"<section class='citeoscope-legende' aria-label='{say('Légende')}'><h2>{escape(title)}</h2>"
        f"{key}{listing}{folded}{foot}</section>"
    )


def _item(row: LegendRow) -> str:
    """Return a row as a button: `legende.js` then shows the territories of its class alone."""
    return (
        f"<li><button type='button' class='classe' data-classe='{escape(row.key)}' aria-pressed='false'>{_box(row)}"
        f"<span class='intervalle'>{escape(row.text)}</span>"
        f"<span class='effectif'>{format_number(row.count)}</span></button></li>"
    )


def _box(row: LegendRow) -> str:
    if row.shape == "disc":
        return f"<span class='boite disque' style='background:{escape(str(row.color))}'></span>"
    if row.shape == "empty":
        return "<span class='boite vide'></span>"
    if row.color is None:
        return f"<span class='boite {escape(str(row.pattern))}'></span>"
    return f"<span class='boite' style='background:{escape(row.color)}'></span>"
