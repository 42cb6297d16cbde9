"""The board of a view on screen: the very file that is downloaded, with what closes it and what saves it."""

from html import escape
from typing import Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.boards import FORMATS
from citeoscope.errors import CiteoscopeError
from citeoscope.language import phrase, say
from citeoscope.view import View
from dashboard import panels, state
from dashboard.web import assets, boards

FILES: Final = (("pdf", "PDF"), ("png", phrase("Image PNG")), ("svg", phrase("Dessin SVG")))


def show_board(data: Atlas, view: View, paper: str) -> None:
    """Show the board of a view.

    Parameters
    ----------
    data
        The atlas.
    view
        What the board shows.
    paper
        Its sheet.
    """
    with st.container(horizontal=True, key="planche-outils", vertical_alignment="center"):
        st.button(say("Fermer la planche"), on_click=lambda: state.propose(view))
        _paper(view, paper)
        st.html(_files(data, view, paper))
    try:
        with st.spinner(say("Mise en page de la planche…")):
            alternative = boards.board(data, view, paper).alt
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    address = escape(_address(data, view, paper, "svg", shown=True))
    sheet = FORMATS[paper]
    size = f'width="{sheet.width * 10:.0f}" height="{sheet.height * 10:.0f}"'
    st.html(
        f'<div class="planche" style="--rapport: {sheet.width / sheet.height:.4f}">'
        f'<img src="{address}" alt="{escape(alternative)}" {size}></div>'
    )


def _paper(view: View, paper: str) -> None:
    st.session_state["planche-format"] = paper

    def chosen() -> None:
        wanted = st.session_state["planche-format"] or paper  # a click on the one that is on unselects it
        state.capture(view, wanted)

    st.segmented_control(
        say("Format"),
        list(FORMATS),
        format_func=lambda one: FORMATS[one].label,
        key="planche-format",
        label_visibility="collapsed",
        on_change=chosen,
    )


def _files(data: Atlas, view: View, paper: str) -> str:
    links = "".join(
        f'<a href="{escape(_address(data, view, paper, suffix))}" download>{say(name)}</a>' for suffix, name in FILES
    )
    return f'<p class="planche-fichiers">{say("Télécharger : {links}", links=links)}</p>'


def _address(data: Atlas, view: View, paper: str, suffix: str, *, shown: bool = False) -> str:
    seen = "&voir=oui" if shown else ""
    return f"{assets.root()}/api/v1/vues.{suffix}?{view.query}&format={paper}{seen}&version={data.store.version}"
