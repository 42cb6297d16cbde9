"""Maps: from figures to classes, colours, legend and a folium map that sends values only."""

from citeoscope.maps.breaks import Breaks
from citeoscope.maps.choropleth import draw
from citeoscope.maps.classes import encode
from citeoscope.maps.classing import Classing, classify, locked
from citeoscope.maps.element import Paint, TerritoryMap, static_files
from citeoscope.maps.geometry import Asset, encode_outlines, encode_points, view_bounds
from citeoscope.maps.histogram import Histogram, histogram
from citeoscope.maps.histogram_svg import histogram_svg
from citeoscope.maps.legend import LegendRow, interval_texts, legend, legend_html
from citeoscope.maps.methods import METHODS, Method
from citeoscope.maps.palettes import diverging, palette, sequential
from citeoscope.maps.picture import Overlay, Picture

__all__ = [
    "METHODS",
    "Asset",
    "Breaks",
    "Classing",
    "Histogram",
    "LegendRow",
    "Method",
    "Overlay",
    "Paint",
    "Picture",
    "TerritoryMap",
    "classify",
    "diverging",
    "draw",
    "encode",
    "encode_outlines",
    "encode_points",
    "histogram",
    "histogram_svg",
    "interval_texts",
    "legend",
    "legend_html",
    "locked",
    "palette",
    "sequential",
    "static_files",
    "view_bounds",
]
