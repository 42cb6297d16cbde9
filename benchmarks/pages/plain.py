"""What a user would write instead: `folium.Choropleth` of the same frame, in `st_folium`."""

import os

import folium
import streamlit as st
from streamlit_folium import st_folium

import citeoscope as co
from benchmarks.browser import LABELS

territory = os.environ["BENCH_TERRITORY"]
indicator = st.selectbox("Indicateur", list(LABELS))


@st.cache_data
def frame(name: str) -> object:
    """Return the frame to draw, kept between runs as a user would."""
    chosen = co.select(name, territory)
    return chosen[chosen.geometry.notna()]


shown = frame(indicator)
page = folium.Map([46.6, 2.5] if territory == "france" else [48.7, 2.5], zoom_start=6 if territory == "france" else 9)
choropleth = folium.Choropleth(
    shown.__geo_interface__, data=shown, columns=["code", "value"], key_on="feature.properties.code", bins=6
)
# Its colour scale needs d3 from a public host; without it the comparison is kinder to the plain way.
for name in [name for name in choropleth._children if name.startswith("color_map")]:  # noqa: SLF001
    del choropleth._children[name]  # noqa: SLF001
choropleth.add_to(page)
st_folium(page, height=600, use_container_width=True, returned_objects=[], key=f"map-{indicator}")
st.html(f'<p id="drawn" data-drawn="{indicator}">{indicator}</p>')
