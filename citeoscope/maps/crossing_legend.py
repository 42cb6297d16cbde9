"""The legend of two indicators crossed: a square of nine cells, then what lacks a figure. Pure."""

from collections.abc import Sequence
from html import escape
from typing import Final

from citeoscope.language import listed, phrase, say
from citeoscope.maps.crossing import GROUPS, Axis, Crossing
from citeoscope.maps.crossing_words import cell_sentence, counted, group_text, lack_text, remarks
from citeoscope.maps.legend import LegendRow
from citeoscope.maps.palettes import crossed_palette, lightness
from citeoscope.maps.portrayal import Portrayal, Square
from citeoscope.numbers import format_number

HINT: Final = phrase("Une case, ses territoires : survolez-la, ou touchez-la pour les garder en vue.")
_LIGHT: Final = 0.6
"""From that lightness on, a count is written in dark on its cell: contrasts are measured in the tests."""


def crossed(codes: Sequence[str], crossing: Crossing, *, noun: str = "commune", nouns: str = "communes") -> Portrayal:
    """Colour territories by two indicators.

    Parameters
    ----------
    codes
        In the order of the outlines.
    crossing
        From `cross`.
    noun, nouns
        What is counted, in the singular and in the plural.

    Returns
    -------
    Portrayal
        Its rows count every territory once: the nine cells, then what lacks a figure of either indicator.
    """
    colors = crossed_palette()
    cells = [
        LegendRow(
            str(cell),
            colors[cell],
            None,
            cell_sentence(crossing.first, crossing.second, cell),
            crossing.count(str(cell)),
            "cell",
        )
        for up in crossing.first.groups
        for right in crossing.second.groups
        for cell in [GROUPS * up + right]
    ]
    lacks = [
        LegendRow(
            lack.letter,
            None,
            lack.look,
            lack_text(lack, crossing.first, crossing.second),
            crossing.count(lack.letter),
        )
        for lack in crossing.lacks
    ]
    return Portrayal(
        classes=crossing.encode(codes),
        palette=colors,
        rows=(*cells, *lacks),
        key=_square(crossing, cells, noun, nouns),
        remark=remarks(crossing, noun, nouns),
        looks=crossing.looks,
        square=_cells_of(crossing, cells),
    )


def ink(color: str) -> str:
    """Return the colour of a text that is read on a cell."""
    return "#14181c" if lightness(color) > _LIGHT else "#ffffff"


def _cells_of(crossing: Crossing, cells: Sequence[LegendRow]) -> Square | None:
    if not cells:
        return None
    by_key = {row.key: row for row in cells}
    first, second = crossing.first, crossing.second
    lines = []
    for up in reversed(first.groups):
        line = [by_key[str(GROUPS * up + right)] for right in second.groups]
        drawn = tuple((str(row.color), ink(str(row.color)), row.count) for row in line)
        lines.append((group_text(first, up), drawn))
    feet = tuple(group_text(second, right) for right in second.groups)
    return Square(_name(first), _name(second), tuple(lines), feet)


def _square(crossing: Crossing, cells: Sequence[LegendRow], noun: str, nouns: str) -> str:
    """Draw the cells: the first indicator rises, the second one goes to the right; empty when there is none."""
    if not cells:
        return ""
    by_key = {row.key: row for row in cells}
    first, second = crossing.first, crossing.second
    lines = "".join(
        f"<span class='groupe haut'>{escape(group_text(first, up))}</span>"
        + "".join(_cell(by_key[str(GROUPS * up + right)], noun, nouns) for right in second.groups)
        for up in reversed(first.groups)
    )
    foot = "".join(f"<span class='groupe'>{escape(group_text(second, right))}</span>" for right in second.groups)
    told = "".join(f"<li>{escape(counted(row.text, row.count, noun, nouns))}.</li>" for row in cells)
    return (
        f"<div class='citeoscope-croise' role='group' "
        f"aria-label='{escape(listed((_name(first), _name(second))))}'>"
        f"<p class='axe'>↑ {escape(_name(first))}</p>"
        f"<div class='carre' style='--colonnes:{len(second.groups)}'>{lines}<span></span>{foot}</div>"
        f"<p class='axe droite'>{escape(_name(second))} →</p>"
        f"<p class='phrase' aria-live='polite' data-repos='{escape(say(HINT))}'>{escape(say(HINT))}</p>"
        f"<details><summary>{escape(say('Toutes les cases en phrases'))}</summary>"
        f"<ul class='phrases'>{told}</ul></details></div>"
    )


def _cell(row: LegendRow, noun: str, nouns: str) -> str:
    said = escape(counted(row.text, row.count, noun, nouns))
    color = str(row.color)
    return (
        f"<button type='button' class='case' data-classe='{row.key}' aria-pressed='false' aria-label='{said}.' "
        f"style='background:{color};color:{ink(color)}'>{format_number(row.count)}</button>"
    )


def _name(axis: Axis) -> str:
    """Name an axis: short label, unit unless the label says it, vintage."""
    declared = axis.indicator
    unit = "" if declared.short.endswith(declared.unit) else declared.unit
    return f"{declared.short} ({', '.join(filter(None, (unit, declared.vintage)))})"
