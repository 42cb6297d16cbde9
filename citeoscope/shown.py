"""What a view shows of its figures: classes or discs, the same on the page, on a board and in a file."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from citeoscope import few
from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison.labels import plain
from citeoscope.crossed import Crossed, crossed
from citeoscope.errors import MapError
from citeoscope.language import enumerated, say
from citeoscope.maps import crossing_legend
from citeoscope.maps.breaks import Breaks
from citeoscope.maps.classing import Classing
from citeoscope.maps.crossing_words import pair_title
from citeoscope.maps.methods import METHODS
from citeoscope.maps.portrayal import Portrayal, areas, discs, is_drawn_by_discs
from citeoscope.maps.symbols import DiscScale, disc_scale
from citeoscope.numbers import format_number
from citeoscope.view import View

if TYPE_CHECKING:
    import pandas as pd

OLD: Final = 6
"""Years after which a reader is told the age of a figure."""
FEWEST_TOLD: Final = 2
"""Of one class there is nothing to say."""


def declared(data: Atlas, view: View) -> Indicator:
    """Return the indicator of a view, at the vintage asked for."""
    return data.indicator(view.indicateur).at(view.millesime or None)


def portrayal_of(data: Atlas, view: View, codes: Sequence[str]) -> Portrayal:
    """Colour the territories of a view, or put a disc on each when the figures are counts.

    Parameters
    ----------
    data
        The atlas.
    view
        Where, what, when, and how figures are cut.
    codes
        In the order of the outlines.

    Returns
    -------
    Portrayal
        Its classes follow the codes; its legend counts every territory of the view, drawn or not.
    """
    if view.croise:
        return _crossed(data, view, codes)
    shown = declared(data, view)
    values = data.values(shown.id, data.perimeter(view.territoire), view.niveau, shown.vintage)
    if is_drawn_by_discs(shown):
        return discs(codes, values, unit=shown.unit, decimals=shown.decimals, scale=_scale(data, view))
    classed = few.cut(view, len(values))
    breaks, said = _breaks(data, classed, values["value"])
    portrayal = areas(codes, values, breaks, unit=shown.unit)
    if classed != view:
        said = _few_told(view, portrayal, len(values))
    return replace(portrayal, remark=" ".join(filter(None, (said, portrayal.remark))))


def classed_view(data: Atlas, view: View) -> View:
    """Return the view with the method and the number of classes that its map is really drawn with."""
    return few.cut(view, len(data.territories(data.perimeter(view.territoire), view.niveau)))


def _few_told(view: View, portrayal: Portrayal, count: int) -> str:
    classes = sum(row.pattern is None for row in portrayal.rows)
    if classes < FEWEST_TOLD:
        return ""
    told = say(
        "{count} {nouns} seulement : {classes} classes, séparées là où les chiffres s’écartent.",
        count=format_number(count),
        nouns=view.niveau.nouns,
        classes=classes,
    )
    locked = say("mêmes classes pour toutes les années")
    return f"{told} {locked[:1].upper()}{locked[1:]}." if view.verrou else told


def crossed_of(data: Atlas, view: View) -> Crossed:
    """Cross the two indicators of a view."""
    return crossed(
        data,
        declared(data, view),
        data.indicator(view.croise),
        data.perimeter(view.territoire),
        view.niveau,
        reference=data.perimeter(view.reference) if view.reference else None,
        every_vintage=view.verrou,
    )


def _crossed(data: Atlas, view: View, codes: Sequence[str]) -> Portrayal:
    told = [say("trois groupes d’effectifs proches pour chaque indicateur (terciles)")]
    try:
        both = crossed_of(data, view)
    except MapError as error:  # a reference without figures: the map is drawn all the same
        both = crossed_of(data, replace(view, reference=""))
        told = [f"{error} {told[0]}"]
    else:
        if view.reference:
            told.append(say("référence : {wide}", wide=data.perimeter(view.reference).name))
    if view.verrou:
        told.append(say("mêmes classes pour toutes les années"))
    portrayal = crossing_legend.crossed(codes, both.crossing, noun=view.niveau.noun, nouns=view.niveau.nouns)
    return replace(
        portrayal, remark=" ".join(filter(None, (f"{told[0][:1].upper()}{' ; '.join(told)[1:]}.", portrayal.remark)))
    )


def title(data: Atlas, view: View) -> str:
    """Return what stands above the legend of a view."""
    shown = declared(data, view)
    return pair_title(shown, data.indicator(view.croise)) if view.croise else legend_title(shown)


def label(data: Atlas, view: View) -> str:
    """Return what the map shows, with its vintages."""
    shown = declared(data, view)
    if not view.croise:
        return f"{shown.label} ({shown.vintage})"
    other = data.indicator(view.croise)
    first = f"{shown.label} ({shown.vintage})"
    return say("{first} et {last}", first=first, last=f"{plain(other.label)} ({other.vintage})")


def defined(data: Atlas, view: View) -> str:
    """Return what the figures of a view are; two of them are named before what they are."""
    shown = declared(data, view)
    if not view.croise:
        return shown.definition
    return " ".join(
        say("{name} : {figure}", name=one.short, figure=one.definition) for one in (shown, data.indicator(view.croise))
    )


def aged(data: Atlas, view: View, year: int) -> str:
    """Say how old the figures of a view are in a year; nothing of recent ones, nor of a vintage that was chosen."""
    if view.millesime:
        return ""
    last = int(re.findall(r"\d{4}", declared(data, view).vintage)[-1])
    if year - last < OLD:
        return ""
    return say("Chiffres de {last} : ils ont {count} ans.", last=last, count=year - last)


def legend_title(shown: Indicator) -> str:
    """Return what stands above a legend: the indicator in a few words, its unit and vintage."""
    told = shown.unit and not shown.short.endswith(shown.unit)  # « pour 10 000 hab. (pour 10 000 hab.) »
    known = ", ".join(part for part in (shown.unit if told else "", shown.vintage) if part)
    return f"{shown.short} ({known})"


def _breaks(data: Atlas, view: View, figures: "pd.Series[float]") -> tuple[Breaks, str]:
    """Return the classes that a view asks for, and what its legend must say of them."""
    shown = declared(data, view)
    usual = Classing(decimals=shown.decimals, pivot=shown.pivot, count=shown.kind == "rate")
    wide = data.perimeter(view.reference) if view.reference else None
    basis = data.basis(
        shown.id,
        wide or data.perimeter(view.territoire),
        view.niveau,
        shown.vintage,
        every_vintage=view.verrou,
    )
    try:
        asked = replace(usual, method=view.methode, k=view.classes, manual=view.bornes)
        breaks = asked.breaks(figures, basis)
    except MapError as error:  # bounds chosen for another territory: the map is drawn all the same
        return usual.breaks(figures), say(
            "{error} {instead} à la place.", error=error, instead=METHODS[usual.method].label
        )
    told = [METHODS[view.methode].label] if view.methode != usual.method or wide or view.verrou else []
    if wide is not None and view.methode != "manual":
        told.append(say("référence : {wide}", wide=wide.name))
    if view.verrou:
        told.append(say("mêmes classes pour toutes les années"))
    return breaks, f"{enumerated(told)}." if told else ""


def _scale(data: Atlas, view: View) -> DiscScale | None:
    """Return the sizes of discs that hold for all years, when they must be the same; otherwise each map has its own."""
    if not view.verrou:
        return None
    every = data.basis(view.indicateur, data.perimeter(view.territoire), view.niveau, every_vintage=True)
    return disc_scale(every, data.indicator(view.indicateur).decimals)
