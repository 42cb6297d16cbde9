"""What a user would write instead: a `GeoJsonLayer` of the same frame, coloured in Python, in `st.pydeck_chart`."""

import geopandas as gpd
import mapclassify
import pydeck as pdk
import streamlit as st

import citeoscope as co
from benchmarks.pages.asked import ask, mark

PALETTE = ([255, 255, 204], [199, 233, 180], [127, 205, 187], [65, 182, 196], [44, 127, 184], [37, 52, 148])
NO_DATA = [220, 220, 220]


@st.cache_data
def frame(indicator: str, territory: str, vintage: str | None) -> gpd.GeoDataFrame:
    """Return the frame to draw, coloured by quantiles, kept between runs as a user would."""
    chosen = co.select(indicator, territory, vintage=vintage)
    shown = chosen.loc[chosen.geometry.notna(), ["code", "name", "value", "geometry"]].reset_index(drop=True)
    values = shown["value"].dropna()
    classes = mapclassify.Quantiles(values, k=6).yb
    ranks = dict(zip(values.index, classes, strict=True))
    shown["color"] = [PALETTE[ranks[row]] if row in ranks else NO_DATA for row in shown.index]
    return shown


asked = ask()
shown = frame(asked.indicator, asked.territory, asked.vintage)
west, south, east, north = shown.total_bounds
layer = pdk.Layer(
    "GeoJsonLayer",
    shown.__geo_interface__,
    get_fill_color="properties.color",
    get_line_color=[255, 255, 255],
    line_width_min_pixels=0.5,
    pickable=True,
)
view = pdk.ViewState(
    latitude=(south + north) / 2, longitude=(west + east) / 2, zoom=4.5 if asked.territory == "france" else 7.5
)
# No base map: it would come from a public host.
st.pydeck_chart(pdk.Deck([layer], initial_view_state=view, map_style=None, tooltip={"text": "{name}\n{value}"}))
mark(asked)
