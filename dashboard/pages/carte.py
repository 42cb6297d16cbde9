"""Page «Carte»: what a territory looks like, indicator by indicator."""

from dataclasses import replace

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import say
from citeoscope.layers import LAYERS
from citeoscope.view import MOST_COLUMNS, View
from dashboard import components, failure, panels, state
from dashboard.carte import read
from dashboard.carte.cadre import show_framed
from dashboard.carte.canvas import keep, layer_sources, legend_of, show_map
from dashboard.carte.choices import choices
from dashboard.carte.planche import show_board
from dashboard.carte.sharing import sharing


def render() -> None:
    """Draw the page for the view that the address asks for."""
    try:
        data = atlas()
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    view, problems = state.current_view(data)
    mode, unread = state.current_mode()
    for problem in (*problems, *unread, *read.remarks(data, view)):
        st.html(panels.message(problem))
    if mode.board:
        show_board(data, view, mode.board)
        return
    if mode.framed:
        show_framed(data, view)
        return
    _explore(data, view.territoire)
    if not read.local_problem():
        st.html(read.initiatives(data, view))


@st.fragment
def _explore(data: Atlas, territory: str) -> None:
    """Draw what a choice or a click changes; another territory, or new data, changes the whole page."""
    view, _ = state.current_view(data)
    alone = state.current_mode()[0].alone
    if view.territoire != territory or alone or atlas() is not data:  # data replaced since the page was drawn
        st.rerun()
    if read.local_problem():  # said on the page; the other layers are drawn
        view = replace(view, couches=tuple(layer for layer in view.couches if not LAYERS[layer].local))
    if empty := read.empty_level(data, view):
        st.html(panels.message(empty))
    left, centre, right = st.columns([2.1, 7, 2.6], gap="medium")
    with left, failure.contained(say("Une partie des choix")):
        choices(data, view)
    with centre, failure.contained(say("La carte")):
        with st.container(horizontal=True, key="tete"):
            st.html(read.heading(data, view))
            components.share(sharing(data, view), lambda paper: state.capture(view, paper))
        show_map(data, view)
    with right, failure.contained(say("Une partie des chiffres")):
        _figures(data, view)
    if view.couches:
        components.points_list()
    with failure.contained(say("Le tableau")):
        _table(data, view)


def _figures(data: Atlas, view: View) -> None:
    if view.commune:
        st.html(read.card(data, view))
        st.button(say("Fermer la fiche"), on_click=lambda: state.propose(view, commune=""), type="tertiary")
    else:
        st.html(read.key_figures(data, view))
    st.html(legend_of(data, view))
    if view.couches:
        components.layers_legend(layer_sources(data, view), lambda layer, kept: keep(view, layer, kept))
    st.html(panels.sources(*read.cited(data, view)))


def _table(data: Atlas, view: View) -> None:
    shown = replace(view, couches=(), commune="", fond=False, filtres=(), tri="", garde=())
    components.values_table(
        {
            "query": f"{shown.query}&version={data.store.version}",
            "version": data.store.version,
            "caption": read.caption(data, view),
            "unit": data.indicator(view.indicateur).unit,
            "selected": view.commune,
            "columns": read.columns(data, view),
            "most": MOST_COLUMNS,
            "order": view.tri,
            "kept": dict(one.split(":") for one in view.garde),
        },
        choose=lambda code: state.propose(view, commune=code),
        rank=lambda order, kept: state.propose(view, tri=order, garde=kept),
        compose=lambda columns: state.propose(view, colonnes=tuple(one for one in columns if one != view.croise)),
    )
