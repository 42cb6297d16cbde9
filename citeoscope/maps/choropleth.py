"""A whole map in one object: outlines, values, legend and source, for a notebook or a page that is sent by mail."""

from collections.abc import Mapping, Sequence

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from folium.template import Template

from citeoscope.language import phrase, say
from citeoscope.maps.breaks import Breaks
from citeoscope.maps.classing import classify
from citeoscope.maps.element import TerritoryMap
from citeoscope.maps.geometry import COMMUNE_QUANTUM, Asset, encode_outlines, view_bounds
from citeoscope.maps.palettes import Hue
from citeoscope.maps.picture import Overlay, Picture, script_json
from citeoscope.maps.portrayal import Portrayal, areas, discs
from citeoscope.maps.symbols import DiscScale
from citeoscope.numbers import format_value
from citeoscope.query.status import Status

ATTRIBUTION = phrase("Contours : IGN, 2018, simplifiés")


class _Panel(folium.MacroElement):
    """The legend, laid over the map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            (function () {
                const panel = document.createElement("div");
                panel.className = "citeoscope-panneau";
                panel.innerHTML = {{ this.json }};
                L.DomEvent.disableClickPropagation(panel);
                L.DomEvent.disableScrollPropagation(panel);
                {{ this._parent.get_name() }}.getContainer().append(panel);
            })();
        {% endmacro %}
        """
    )

    def __init__(self, html: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Panel"
        self.json = script_json(html)


def draw(  # noqa: PLR0913 - each one is printed on the map or chooses its look
    frame: gpd.GeoDataFrame,
    *,
    title: str,
    unit: str,
    decimals: int,
    source_note: str,
    breaks: Breaks | None = None,
    pivot: float | None = None,
    count: bool = False,
    hue: Hue = "bleu",
    symbols: bool = False,
    scale: DiscScale | None = None,
    overlays: Sequence[tuple[Overlay, Asset]] = (),
    territories: str = "territoires",
    attribution: str = ATTRIBUTION,
) -> TerritoryMap:
    """Draw figures on a map that contains everything it shows.

    Parameters
    ----------
    frame
        EPSG:4326; `code, name, value, status, geometry`. A territory without outline is counted in the legend.
    title
        Above the legend.
    unit, decimals
        Of the figures.
    source_note
        Source and vintage, under the legend.
    breaks
        Classes; by default six quantiles with round bounds.
    pivot, count
        See `classify`; without effect when `breaks` is given.
    hue
        Of a sequence: `bleu`, `vert` or `prune`.
    symbols
        Whether each figure is a disc, as counts must be, instead of a colour; `breaks` has then no use.
    scale
        Of the discs; by default the largest figure has the largest disc.
    overlays
        Layers of points with their assets.
    territories
        What the legend counts, in the plural.
    attribution
        Whose outlines these are.

    Returns
    -------
    TerritoryMap
        Shows itself in a notebook; `.save("carte.html")` opens without a network.

    Raises
    ------
    ValueError
        No territory has an outline, a figure is outside the given breaks, or a figure drawn as a disc is negative.
    """
    table = pd.DataFrame(frame.drop(columns="geometry"))
    codes = table["code"].astype(str).tolist()
    if symbols:
        portrayal = discs(codes, table, unit=unit, decimals=decimals, hue=hue, scale=scale)
    else:
        known = pd.to_numeric(table["value"]).where(table["status"] == Status.OK.value)
        breaks = breaks or classify(known, decimals=decimals, pivot=pivot, count=count)
        portrayal = areas(codes, table, breaks, unit=unit, hue=hue)
    html = portrayal.legend(title=title, territories=territories, note=source_note)
    return assembled(
        frame,
        portrayal,
        title=title,
        legend=html,
        values=texts(frame, unit, decimals),
        overlays=overlays,
        attribution=attribution,
    )


def assembled(  # noqa: PLR0913 - each one is on the map
    frame: gpd.GeoDataFrame,
    portrayal: Portrayal,
    *,
    title: str,
    legend: str,
    values: Mapping[str, str],
    overlays: Sequence[tuple[Overlay, Asset]] = (),
    selected: str = "",
    attribution: str = ATTRIBUTION,
    quantum: float = COMMUNE_QUANTUM,
) -> TerritoryMap:
    """Put figures that are ready to be drawn on a map that contains everything it shows.

    Parameters
    ----------
    frame
        EPSG:4326; `code, name, geometry`, in the order of the classes of the portrayal.
    portrayal
        Classes or discs.
    title
        Of the page.
    legend
        Laid over the map, as HTML.
    values
        Text of each figure, by code.
    overlays
        Layers of points with their assets.
    selected
        Code of the outlined territory; may be empty.
    attribution
        Whose outlines these are.
    quantum
        Step of the coordinates, in degrees.

    Returns
    -------
    TerritoryMap

    Raises
    ------
    ValueError
        No territory has an outline.
    """
    outlines = encode_outlines("territoires", frame, quantum=quantum)
    picture = Picture(
        assets=[outlines.key],
        classes=portrayal.classes,
        palette=portrayal.palette,
        discs=portrayal.discs,
        view="tout",
        indicator=title,
        label=title,
        words={row.key: row.text for row in portrayal.rows},
        bounds=view_bounds(frame),
        selected=selected or None,
        values=values,
        overlays=[overlay for overlay, _ in overlays],
        attribution=say(attribution),
        looks=portrayal.looks,
    )
    assets = {outlines.key: outlines} | {overlay.url: asset for overlay, asset in overlays}
    whole = TerritoryMap().title(title).provide(assets)
    whole.add_child(_Panel(legend))
    return whole.paint(picture)


def texts(frame: gpd.GeoDataFrame, unit: str, decimals: int) -> dict[str, str]:
    """Return the figure of each territory that has one, as it is printed, by code."""
    known = frame[(frame["status"] == Status.OK.value) & np.isfinite(pd.to_numeric(frame["value"]))]
    return {
        str(code): format_value(float(value), unit, decimals)
        for code, value in zip(known["code"], known["value"], strict=True)
    }
