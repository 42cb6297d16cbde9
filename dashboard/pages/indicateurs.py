"""Page «Indicateurs»: what each figure means, so that one can read it aloud and sign it."""

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.view import View
from dashboard import components, panels, state
from dashboard.indicateurs import reading


def render() -> None:
    """Draw the page for the territory and the indicator that the address asks for."""
    try:
        data = atlas()
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    view, problems = state.current_view(data)
    for problem in problems:
        st.html(panels.message(problem))
    left, right = st.columns([2.1, 9.6], gap="medium")
    with left:
        _choices(data, view)
    with right:
        _indicator(data, view)


def _choices(data: Atlas, view: View) -> None:
    components.territory_search(
        data.perimeter(view.territoire).name,
        lambda chosen: state.propose(view, territoire=chosen, commune=""),
    )
    components.indicator_choice(
        {"id": view.indicateur, "nom": data.indicator(view.indicateur).short, **_seen(data, view)},
        lambda chosen: state.propose(view, indicateur=chosen, millesime=""),
    )
    st.html(reading.themes(data, view))


def _seen(data: Atlas, view: View) -> dict[str, str]:
    return {"version": data.store.version, "territoire": view.territoire, "niveau": view.niveau}


def _indicator(data: Atlas, view: View) -> None:
    declared = data.indicator(view.indicateur)
    st.html(reading.heading(declared))
    main, side = st.columns([6.6, 3], gap="medium")
    with main:
        st.html(reading.sentences(data.reading(view.indicateur), declared.caveats))
        st.html(reading.compared(data, view))
        if told := reading.series(data, view):  # nothing to say of a single vintage
            st.html(told)
    with side:
        st.html(reading.here(data, view))
        st.html(panels.sources(data.sources(view.indicateur), ()))
        st.html(reading.links(view))
