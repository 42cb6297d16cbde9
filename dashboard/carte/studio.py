"""How figures are cut into classes: method, number, bounds, on what they are found, with the figures in sight."""

from typing import Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.comparison.peers import holders
from citeoscope.errors import MapError
from citeoscope.language import say
from citeoscope.maps import Breaks, Classing, histogram_html, is_drawn_by_discs
from citeoscope.maps.classing import MOST_CLASSES
from citeoscope.maps.methods import METHODS, Method
from citeoscope.maps.portrayal import NOTHING
from citeoscope.maps.typed import EXAMPLE, read_bounds, write_bounds
from citeoscope.shown import classed_view, declared
from citeoscope.view import DEFAULT, View
from dashboard import panels, state
from dashboard.carte.canvas import colouring

REFUSED: Final = "bornes_refusees"
USUAL: Final = {name: getattr(DEFAULT, name) for name in ("methode", "classes", "bornes", "reference", "verrou")}


def studio(data: Atlas, view: View) -> None:
    """Offer how figures are cut; for discs and for two indicators crossed, only what has an effect on them."""
    shown = data.indicator(view.indicateur)
    several = len(shown.vintages) > 1
    by_discs = is_drawn_by_discs(shown)
    if by_discs and not several:
        return
    with st.popover(say("Classes"), width="stretch"):
        if not by_discs and not view.croise:
            _classes(data, view)
        if not by_discs and (view.croise or view.methode != "manual"):
            _reference(data, view)
        if several:
            _lock(view)
        if any(getattr(view, name) != usual for name, usual in USUAL.items()):
            st.button(
                say("Revenir aux classes habituelles"), on_click=lambda: state.propose(view, **USUAL), type="tertiary"
            )


def _classes(data: Atlas, view: View) -> None:
    spread = colouring(data, view).portrayal.spread
    if spread is None or not spread[0].size:
        st.html(
            panels.explanation(
                say("{nothing} Choisissez un territoire plus large ou un autre indicateur.", nothing=NOTHING)
            )
        )
        return
    breaks, counted, unit = spread
    classed = classed_view(data, view)
    _method(classed, breaks)
    st.html(panels.explanation(METHODS[classed.methode].said))
    if view.methode != "manual":
        _number(classed)
    drawn = histogram_html(
        counted, breaks, colouring(data, view).portrayal.palette, unit=unit, territories=view.niveau.nouns
    )
    st.html(panels.spread(drawn, say("{niveau} selon leur chiffre", niveau=view.niveau.nouns)))
    _bounds(data, view, breaks)


def _method(view: View, breaks: Breaks) -> None:
    st.session_state["methode"] = view.methode

    def chosen() -> None:
        method: Method = st.session_state["methode"]
        # The bounds on screen are the start of those of one's own.
        bounds = breaks.bounds if method == "manual" else ()
        state.propose(view, methode=method, classes=view.classes, bornes=bounds)

    st.selectbox(
        say("Méthode"), list(METHODS), format_func=lambda one: METHODS[one].label, key="methode", on_change=chosen
    )


def _number(view: View) -> None:
    st.session_state["classes"] = view.classes
    st.slider(
        say("Nombre de classes"),
        2,
        MOST_CLASSES,
        key="classes",
        on_change=lambda: state.propose(view, methode=view.methode, classes=st.session_state["classes"]),
    )


def _bounds(data: Atlas, view: View, breaks: Breaks) -> None:
    """Offer the bounds as a text; one that cannot be read stays as typed, with what is wrong with it."""
    text, problem = st.session_state.get(REFUSED, {}).get(view.query, ("", ""))
    st.session_state["bornes"] = text or write_bounds(view.bornes or breaks.bounds, breaks.decimals)

    def typed() -> None:
        written = st.session_state["bornes"]
        try:
            bounds = _checked(data, view, written)
        except MapError as error:
            st.session_state[REFUSED] = {view.query: (written, str(error))}
        else:
            st.session_state[REFUSED] = {}
            state.propose(view, methode="manual", bornes=bounds)

    st.text_input(
        say("Bornes, de la plus basse à la plus haute"),
        key="bornes",
        placeholder=EXAMPLE,
        on_change=typed,
    )
    if problem:
        st.html(panels.message(problem, grave=True))
    elif view.methode != "manual":
        st.button(
            say("Garder ces bornes"),
            help=say("Elles restent les mêmes pour un autre territoire, un autre découpage ou une autre année."),
            on_click=lambda: state.propose(view, methode="manual", bornes=breaks.bounds, reference="", verrou=False),
        )


def _checked(data: Atlas, view: View, text: str) -> tuple[float, ...]:
    shown = declared(data, view)
    bounds = read_bounds(text)
    figures = data.values(shown.id, data.perimeter(view.territoire), view.niveau, shown.vintage)["value"]
    Classing("manual", decimals=shown.decimals, manual=bounds).breaks(figures)
    return bounds


def _reference(data: Atlas, view: View) -> None:
    wider = [one.expression for one in holders(data, data.perimeter(view.territoire))]
    offered = list(dict.fromkeys(["", *wider, *filter(None, [view.reference])]))
    st.session_state["reference"] = view.reference
    st.selectbox(
        say("Calculées sur"),
        offered,
        format_func=lambda wide: data.perimeter(wide).name if wide else say("Ce territoire"),
        key="reference",
        on_change=lambda: state.propose(view, reference=st.session_state["reference"]),
    )


def _lock(view: View) -> None:
    st.session_state["verrou"] = view.verrou
    st.toggle(
        say("Les mêmes pour toutes les années"),
        key="verrou",
        on_change=lambda: state.propose(view, verrou=st.session_state["verrou"]),
    )
