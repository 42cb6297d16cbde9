"""Maps."""

from typing import TYPE_CHECKING

from citeoscope.atlas import atlas
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter

if TYPE_CHECKING:
    from citeoscope.maps import TerritoryMap


def choropleth(indicator: str, territory: str | Perimeter, level: str = "commune") -> "TerritoryMap":
    """Draw an indicator on a map that shows itself in a notebook and can be saved as one HTML file.

    Parameters
    ----------
    indicator
        Indicator id, see `indicators()`.
    territory
        Perimeter or expression, see `perimeter()`.
    level
        Level of the coloured territories.

    Returns
    -------
    TerritoryMap
        Territories coloured by class, or for counts a disc on each, whose area tells the figure. A folium map that
        contacts no other host: geometry, values and Leaflet are inside.

    Raises
    ------
    UnknownIndicatorError, UnknownTerritoryError
        Nothing is declared by that name.
    ValueError
        Unknown level.
    """
    from citeoscope.maps import draw, is_drawn_by_discs  # noqa: PLC0415 - folium is only needed to draw

    current = atlas()
    declared = current.indicator(indicator)
    where = current.perimeter(territory)
    return draw(
        current.select(indicator, where, level),
        title=f"{declared.label} ({declared.vintage}) · {where.name}",
        unit=declared.unit,
        decimals=declared.decimals,
        source_note=f"Sources : {' ; '.join(note.text for note in current.sources(indicator))}.",
        pivot=declared.pivot,
        count=declared.kind == "rate",
        symbols=is_drawn_by_discs(declared),
        territories=Level(level).nouns,
    )
