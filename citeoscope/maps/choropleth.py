"""A whole map in one object: outlines, values, legend and source, for a notebook or a page that is sent by mail."""

from collections.abc import Sequence

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from folium.template import Template

from citeoscope.maps.breaks import Breaks
from citeoscope.maps.classes import encode
from citeoscope.maps.classing import classify
from citeoscope.maps.element import TerritoryMap
from citeoscope.maps.geometry import Asset, encode_outlines, view_bounds
from citeoscope.maps.legend import legend, legend_html
from citeoscope.maps.palettes import Hue, palette
from citeoscope.maps.picture import Overlay, Picture, script_json
from citeoscope.numbers import format_value
from citeoscope.query.status import Status

ATTRIBUTION = "Contours : IGN, 2018, simplifiés"


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
        No territory has an outline, or a figure is outside the given breaks.
    """
    breaks = breaks or classify(
        pd.to_numeric(frame["value"]).where(frame["status"] == Status.OK.value),
        decimals=decimals,
        pivot=pivot,
        count=count,
    )
    outlines = encode_outlines("territoires", frame)
    classes = encode(outlines.codes, pd.DataFrame(frame.drop(columns="geometry")), breaks)
    colors = palette(breaks.size, breaks.below, hue)
    rows = legend(breaks, classes, unit=unit, palette=colors)
    picture = Picture(
        assets=[outlines.key],
        classes=classes,
        palette=colors,
        view="tout",
        indicator=title,
        label=title,
        words={row.key: row.text for row in rows},
        bounds=view_bounds(frame),
        values=_texts(frame, unit, decimals),
        overlays=[overlay for overlay, _ in overlays],
        attribution=attribution,
    )
    html = legend_html(rows, title=title, territories=territories, note=source_note)
    assets = {outlines.key: outlines} | {overlay.url: asset for overlay, asset in overlays}
    whole = TerritoryMap().title(title).provide(assets)
    whole.add_child(_Panel(html))
    return whole.paint(picture)


def _texts(frame: gpd.GeoDataFrame, unit: str, decimals: int) -> dict[str, str]:
    known = frame[(frame["status"] == Status.OK.value) & np.isfinite(pd.to_numeric(frame["value"]))]
    return {
        str(code): format_value(float(value), unit, decimals)
        for code, value in zip(known["code"], known["value"], strict=True)
    }
