"""Maps: from figures to classes, colours, legend and a folium map that sends values only."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from citeoscope.maps.breaks import Breaks
from citeoscope.maps.classes import encode
from citeoscope.maps.classing import Classing, classify, locked
from citeoscope.maps.crossing import Crossing, cross
from citeoscope.maps.crossing_legend import crossed
from citeoscope.maps.geometry import Asset, encode_outlines, encode_points, view_bounds
from citeoscope.maps.histogram import Histogram, histogram
from citeoscope.maps.histogram_html import histogram_html
from citeoscope.maps.legend import LegendRow, extension_text, interval_texts, legend, legend_html
from citeoscope.maps.methods import METHODS, Method
from citeoscope.maps.palettes import categorical, crossed_palette, disc_color, diverging, palette, sequential
from citeoscope.maps.picture import Discs, Overlay, Picture, Years
from citeoscope.maps.portrayal import Portrayal, areas, discs, is_drawn_by_discs
from citeoscope.maps.symbols import DiscScale, disc_scale, encode_sizes

if TYPE_CHECKING:
    from citeoscope.maps.choropleth import assembled, draw
    from citeoscope.maps.element import Paint, TerritoryMap, static_files

__all__ = [
    "METHODS",
    "Asset",
    "Breaks",
    "Classing",
    "Crossing",
    "DiscScale",
    "Discs",
    "Histogram",
    "LegendRow",
    "Method",
    "Overlay",
    "Paint",
    "Picture",
    "Portrayal",
    "TerritoryMap",
    "Years",
    "areas",
    "assembled",
    "categorical",
    "classify",
    "cross",
    "crossed",
    "crossed_palette",
    "disc_color",
    "disc_scale",
    "discs",
    "diverging",
    "draw",
    "encode",
    "encode_outlines",
    "encode_points",
    "encode_sizes",
    "extension_text",
    "histogram",
    "histogram_html",
    "interval_texts",
    "is_drawn_by_discs",
    "legend",
    "legend_html",
    "locked",
    "palette",
    "sequential",
    "static_files",
    "view_bounds",
]

_WITH_FOLIUM: Final = {
    "Paint": "element",
    "TerritoryMap": "element",
    "draw": "choropleth",
    "assembled": "choropleth",
    "static_files": "element",
}


def __getattr__(name: str) -> object:
    # folium takes as long to import as a quarter of the product: who asks for classes alone does not wait for it.
    if name not in _WITH_FOLIUM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WITH_FOLIUM[name]}"), name)
