"""Figures on territories as one value that a page and a saved map share: coloured areas or discs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from citeoscope.catalogue.indicator import Indicator
from citeoscope.errors import MapError
from citeoscope.language import phrase, say
from citeoscope.maps.breaks import Breaks, rounded
from citeoscope.maps.classes import known_figures, marks_of, placed
from citeoscope.maps.histogram import Histogram, histogram
from citeoscope.maps.histogram_html import histogram_html
from citeoscope.maps.legend import LegendRow, extension_text, legend, legend_html
from citeoscope.maps.palettes import Hue, disc_color, palette
from citeoscope.maps.picture import Discs
from citeoscope.maps.symbol_legend import disc_legend, dots_text, sizes_html
from citeoscope.maps.symbols import DiscScale, disc_scale, encode_sizes

NOTHING: Final = phrase("Aucun chiffre publié ici : rien n’est coloré.")


def is_drawn_by_discs(declared: Indicator) -> bool:
    """Tell whether an indicator is drawn by discs: it counts or adds something up, so a wide territory has more of it.

    Parameters
    ----------
    declared
        The indicator.

    Returns
    -------
    bool
        Never true around a pivot: a balance has negative figures, and no disc has a negative area.
    """
    return declared.pivot is None and (declared.kind == "count" or declared.adds_up)


@dataclass(frozen=True, slots=True)
class Square:
    """The cells of two indicators crossed, as they stand in a legend.

    Attributes
    ----------
    rising, going_right
        Names of the first and of the second indicator.
    lines
        From the top: text of the group of the first indicator, then its cells: colour, colour of a text on it, count.
    feet
        Texts of the groups of the second indicator, from the left.
    """

    rising: str
    going_right: str
    lines: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]
    feet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portrayal:
    """Figures ready to be drawn, with the legend that tells them.

    Attributes
    ----------
    classes
        One character per territory of the outlines, from `encode`; with discs, `0` is a disc and `1` a zero.
    palette
        One colour per class.
    rows
        Of the legend: every territory counted once, drawn or not.
    discs
        Sizes of the discs, `None` for coloured areas.
    scale
        Of the discs, `None` for coloured areas.
    key
        Sizes of the discs as HTML, empty for coloured areas.
    spread
        The classes, how the figures are spread among them, and their unit; `None` for discs.
    remark
        What the classes or discs could not do, in French; may be empty.
    looks
        The character of the pattern of each mark that is not one itself, for two indicators crossed;
        `None` for one.
    square
        Of two indicators crossed, where they have cells.
    """

    classes: str
    palette: tuple[str, ...]
    rows: tuple[LegendRow, ...]
    discs: Discs | None = None
    scale: DiscScale | None = None
    key: str = ""
    spread: tuple[Breaks, Histogram, str] | None = None
    remark: str = ""
    looks: Mapping[str, str] | None = None
    square: Square | None = None

    @property
    def words(self) -> Mapping[str, str]:
        """Text of each class, told until exact values have come."""
        return {row.key: row.text for row in self.rows if row.pattern is None or self.looks is not None}

    def legend(self, *, title: str, territories: str = "communes", note: str = "") -> str:
        """Return the legend as HTML, see `legend_html`."""
        notes = " ".join(filter(None, (self.remark, note)))
        drawn = ""
        if self.spread is not None:
            breaks, counted, unit = self.spread
            drawn = histogram_html(counted, breaks, self.palette, unit=unit, territories=territories)
        return legend_html(self.rows, title=title, territories=territories, note=notes, key=self.key, spread=drawn)


def areas(codes: Sequence[str], values: pd.DataFrame, breaks: Breaks, *, unit: str, hue: Hue = "bleu") -> Portrayal:
    """Colour territories by class: for rates, shares and amounts.

    Parameters
    ----------
    codes
        In the order of the outlines.
    values
        `code, value, status`, one row per territory of the perimeter.
    breaks
        From `classify`.
    unit
        Of the figures.
    hue
        Of a sequence.

    Returns
    -------
    Portrayal

    Raises
    ------
    MapError
        A figure is outside the classes.
    """
    colors = palette(breaks.size, breaks.below, hue)
    told = marks_of(values, breaks)
    rows = legend(breaks, told, unit=unit, palette=colors)
    counted = histogram(known_figures(values), breaks)
    spread = (breaks, counted, unit)
    remark = extension_text(breaks) if breaks.size else say(NOTHING)
    return Portrayal(placed(codes, values, told), colors, rows, spread=spread, remark=remark)


def discs(  # noqa: PLR0913 - each one is drawn or told
    codes: Sequence[str],
    values: pd.DataFrame,
    *,
    unit: str,
    decimals: int = 0,
    hue: Hue = "bleu",
    scale: DiscScale | None = None,
) -> Portrayal:
    """Put a disc on each territory: for counts.

    Parameters
    ----------
    codes
        In the order of the outlines.
    values
        `code, value, status`, one row per territory of the perimeter.
    unit, decimals
        Of the figures.
    hue
        Of the discs.
    scale
        For instance the same for several years; by default the largest figure has the largest disc.

    Returns
    -------
    Portrayal

    Raises
    ------
    MapError
        A figure is negative, or above the scale.
    """
    figures = rounded(known_figures(values), decimals)
    own = disc_scale(figures, decimals)
    scale = scale or own
    if scale.decimals != decimals:
        raise MapError(
            say(
                "L’échelle des disques a {decimals} décimales, les chiffres {digits} : accordez-les.",
                decimals=scale.decimals,
                digits=decimals,
            )
        )
    # Two classes: what is printed as a zero has no disc, everything above has one.
    step = 10.0**-decimals
    parted = Breaks((0.0, step, max(own.largest, step)), decimals)
    swap = str.maketrans("01", "10")
    listed = values["code"].tolist()
    told = marks_of(values, parted).translate(swap)
    drawn = placed(codes, values, told)
    positive = figures[figures > 0]
    held = dict(zip(listed, figures.tolist(), strict=True))
    by_code = np.array([held.get(code, 0.0) for code in codes])
    color = disc_color(hue)
    return Portrayal(
        classes=drawn,
        palette=(color,),
        rows=disc_legend(positive, told, scale, unit=unit, color=color),
        discs=Discs(encode_sizes(by_code[by_code > 0], scale), color),
        scale=scale,
        key=sizes_html(scale, unit=unit, color=color),
        remark=dots_text(positive, scale, unit),
    )
