"""Page «Portrait»: a territory on one page, as its mayor would want to read it, print it and send it."""

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from dashboard import panels, state
from dashboard.portrait import around, evolution, peers, written
from dashboard.portrait.asking import Portrait
from dashboard.portrait.choices import choices


def render() -> None:
    """Draw the page for the territory that the address asks for."""
    try:
        data = atlas()
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    portrait, problems = state.current_portrait(data)
    for problem in problems:
        st.html(panels.message(problem))
    left, right = st.columns([2.1, 9.6], gap="medium")
    with left, st.container(key="portrait-choix"):
        choices(data, portrait)
    with right:
        st.html(written.top(data, portrait))
        st.html(written.figures(data, portrait))
        evolution.show(data, portrait.territoire)
        st.html(peers.section(data, portrait))
        _around(data, portrait)
        st.html(written.sources(data, portrait))


def _around(data: Atlas, portrait: Portrait) -> None:
    """Show what people do here; a list that cannot be read is said, and the rest of the portrait stays."""
    try:
        told = around.places(data, portrait.territoire) + around.projects(data, portrait.territoire)
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    st.html(f"<div class='portrait-ici'>{told}</div>")
