"""Two indicators crossed: a frame of both, and the map that `choropleth` draws of them."""

from typing import TYPE_CHECKING

import geopandas as gpd

from citeoscope.atlas import Atlas, atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.crossed import crossed as cross
from citeoscope.crossed import frame_of, texts_of
from citeoscope.language import say
from citeoscope.maps.crossing_legend import crossed as portrayed
from citeoscope.maps.crossing_words import pair_title
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

if TYPE_CHECKING:
    from citeoscope.maps import TerritoryMap


def crossed(  # noqa: PLR0913 - each one is a choice of the reader
    indicator: str,
    other: str,
    territory: str | Perimeter,
    level: str = "commune",
    vintage: str | None = None,
    *,
    reference: str | Perimeter | None = None,
    same_classes: bool = False,
) -> gpd.GeoDataFrame:
    """Cross two rates, shares or medians: where both are low, where one is high and the other low, and so on.

    Parameters
    ----------
    indicator, other
        Indicator ids, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    level
        Level of the rows.
    vintage
        One of the `vintages` of the first indicator; the current one when `None`.
    reference
        Perimeter whose terciles are used; the one asked for when `None`.
    same_classes
        Whether terciles are found on all vintages of each indicator together.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326; `code, name`, then for each indicator a column of its id in its unit, NaN unless `<id>_status` is
        `ok`, and `<id>_group` (`bas`, `moyen`, `haut` or none); `cell` (0 to 8: three times the group of the first plus
        that of the second), the French `sentence` of the cell, and `geometry`. `attrs["citeoscope"]` holds the bounds.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError, UnknownVintageError
        Nothing is declared by that name.
    MapError
        One of them is a count, or the reference has no figure.
    ValueError
        Unknown level.
    """
    current, wanted = atlas(), Level(level)
    pair = current.indicator(indicator).at(vintage), current.indicator(other)
    wide = None if reference is None else current.perimeter(reference)
    where = current.perimeter(territory)
    both = cross(current, *pair, where, wanted, reference=wide, every_vintage=same_classes)
    frame = frame_of(both, current.outlines(wanted))
    axes = (both.crossing.first, both.crossing.second)
    frame.attrs["citeoscope"] = {
        "indicators": [one.id for one in pair],
        "vintages": [one.vintage for one in pair],
        "bounds": {axis.indicator.id: axis.breaks.bounds for axis in axes},
        "perimeter": where.expression,
        "sources": _cited(current, pair),
    }
    return frame


def crossed_map(  # noqa: PLR0913 - each one is a choice of the reader
    current: Atlas,
    pair: tuple[Indicator, Indicator],
    where: Perimeter,
    level: Level,
    reference: str | Perimeter | None,
    *,
    same_classes: bool,
) -> "TerritoryMap":
    """Draw two indicators crossed, see `choropleth`."""
    from citeoscope.maps import assembled  # noqa: PLC0415 - folium is only needed to draw

    wide = None if reference is None else current.perimeter(reference)
    both = cross(current, *pair, where, level, reference=wide, every_vintage=same_classes)
    frame = frame_of(both, current.outlines(level))
    drawn = portrayed(frame["code"].tolist(), both.crossing, noun=level.noun, nouns=level.nouns)
    title = f"{pair_title(*pair)} · {where.name}"
    note = say("Sources : {cited}.", cited=" ; ".join(_cited(current, pair)))
    legend = drawn.legend(title=title, territories=level.nouns, note=note)
    return assembled(frame, drawn, title=title, legend=legend, values=texts_of(both))


def _cited(current: Atlas, pair: tuple[Indicator, Indicator]) -> list[str]:
    notes = (note.text for one in pair for note in current.sources(one.id, one.vintage))
    return list(dict.fromkeys(notes))
