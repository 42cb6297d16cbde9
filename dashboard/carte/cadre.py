"""The map in the frame of another site: title, map, legend and sources, with the way to the whole page."""

from html import escape

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.language import say
from citeoscope.view import View
from dashboard import components, panels
from dashboard.carte import read
from dashboard.carte.canvas import keep, layer_sources, legend_of, show_map
from dashboard.web import assets


def show_framed(data: Atlas, view: View) -> None:
    """Show a view without anything that changes it.

    Parameters
    ----------
    data
        The atlas.
    view
        What is shown.
    """
    st.html(f'<div class="vue-cadree">{read.heading(data, view)}</div>')
    centre, right = st.columns([7, 2.6], gap="medium")
    with centre:
        show_map(data, view, tools=False)
    with right:
        if view.commune:
            st.html(read.card(data, view))
        st.html(legend_of(data, view))
        if view.couches:
            components.layers_legend(layer_sources(data, view), lambda layer, kept: keep(view, layer, kept))
        st.html(panels.sources(*read.cited(data, view)))
        whole = escape(f"{assets.root()}/?{view.query}")
        st.html(
            f'<p class="note"><a href="{whole}" target="_blank" rel="noopener">{say("Ouvrir dans Citéoscope")}</a></p>'
        )
