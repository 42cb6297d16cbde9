"""What a user would write instead: `folium.Choropleth` of the same frame, in `st_folium`, with a tooltip."""

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

import citeoscope as co
from benchmarks.pages.asked import ask, mark


@st.cache_data
def frame(indicator: str, territory: str, vintage: str | None) -> gpd.GeoDataFrame:
    """Return the frame to draw, kept between runs as a user would."""
    chosen = co.select(indicator, territory, vintage=vintage)
    return chosen.loc[chosen.geometry.notna(), ["code", "name", "value", "geometry"]]


asked = ask()
shown = frame(asked.indicator, asked.territory, asked.vintage)
west, south, east, north = shown.total_bounds
page = folium.Map([(south + north) / 2, (west + east) / 2], zoom_start=6 if asked.territory == "france" else 9)
choropleth = folium.Choropleth(
    shown.__geo_interface__, data=shown, columns=["code", "value"], key_on="feature.properties.code", bins=6
)
# Its colour scale needs d3 from a public host; without it the comparison is kinder to the plain way.
for name in [name for name in choropleth._children if name.startswith("color_map")]:  # noqa: SLF001
    del choropleth._children[name]  # noqa: SLF001
choropleth.geojson.add_child(folium.GeoJsonTooltip(["name", "value"], labels=False))
choropleth.add_to(page)
st_folium(page, height=600, use_container_width=True, returned_objects=[], key=f"map-{asked}")
mark(asked)
