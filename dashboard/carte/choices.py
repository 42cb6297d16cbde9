"""The choices beside the map, from top to bottom: each proposes another address, and does nothing else."""

from typing import Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.comparison.peers import holders
from citeoscope.layers import LAYERS
from citeoscope.maps import is_drawn_by_discs
from citeoscope.maps.classing import MOST_CLASSES
from citeoscope.maps.methods import METHODS
from citeoscope.territory.levels import Level
from citeoscope.view import View
from dashboard import components, state

LEVELS: Final = tuple(level for level in Level if level is not Level.FRANCE)


def choices(data: Atlas, view: View) -> None:
    """Offer everything that changes the view: where, what, when, cut how, with what on top."""
    _territory(data, view)
    _indicator(data, view)
    _year(data, view)
    _choice("niveau", view, LEVELS, lambda level: level.plural, "Découpage")
    if len(data.indicator(view.indicateur).vintages) > 1 or not is_drawn_by_discs(data.indicator(view.indicateur)):
        _classes(data, view)
    _layers(view)
    _base(view)


def _territory(data: Atlas, view: View) -> None:
    components.territory_search(
        data.perimeter(view.territoire).name,
        lambda chosen: state.propose(view, territoire=chosen, commune=""),
    )


def _indicator(data: Atlas, view: View) -> None:
    components.indicator_choice(
        {"id": view.indicateur, "nom": data.indicator(view.indicateur).short, "version": data.store.version},
        lambda chosen: state.propose(view, indicateur=chosen, millesime=""),
    )


def _layers(view: View) -> None:
    st.session_state["couches"] = list(view.couches)
    st.pills(
        "Couches",
        list(LAYERS),
        selection_mode="multi",
        format_func=lambda layer: LAYERS[layer].short,
        wrap=True,
        key="couches",
        on_change=lambda: state.propose(view, couches=tuple(st.session_state["couches"])),
    )


def _base(view: View) -> None:
    st.session_state["fond"] = view.fond
    st.toggle(
        "Fond de plan IGN",
        key="fond",
        help="Demande une connexion à la Géoplateforme de l’IGN ; sans elle, les contours suffisent.",
        on_change=lambda: state.propose(view, fond=st.session_state["fond"]),
    )


def _year(data: Atlas, view: View) -> None:
    """Offer the other years of an indicator that has some."""
    declared = data.indicator(view.indicateur)
    if len(declared.vintages) == 1:
        return
    st.session_state["millesime"] = view.millesime or declared.vintage

    def chosen() -> None:
        year = st.session_state["millesime"]
        state.propose(view, millesime="" if year == declared.vintage else year)

    st.select_slider("Année", declared.vintages, key="millesime", on_change=chosen)


def _classes(data: Atlas, view: View) -> None:
    """Offer how figures are cut into classes."""
    several = len(data.indicator(view.indicateur).vintages) > 1
    with st.popover("Classes", width="stretch"):
        if not is_drawn_by_discs(data.indicator(view.indicateur)):
            methods = [method for method in METHODS if method != "manual" or view.methode == "manual"]
            _choice("methode", view, methods, lambda method: METHODS[method].label, "Méthode")
            st.session_state["classes"] = view.classes
            st.slider(
                "Nombre de classes",
                2,
                MOST_CLASSES,
                key="classes",
                on_change=lambda: state.propose(view, classes=st.session_state["classes"]),
            )
            _choice("reference", view, _references(data, view), lambda wide: _wide(data, wide), "Calculées sur")
        if several:
            st.session_state["verrou"] = view.verrou
            st.toggle(
                "Les mêmes pour toutes les années",
                key="verrou",
                on_change=lambda: state.propose(view, verrou=st.session_state["verrou"]),
            )


def _references(data: Atlas, view: View) -> list[str]:
    """Return the territories that classes may be found on: the one on screen, then those that hold it."""
    wider = [one.expression for one in holders(data, data.perimeter(view.territoire))]
    return list(dict.fromkeys(["", *wider, *filter(None, [view.reference])]))


def _wide(data: Atlas, territory: str) -> str:
    return data.perimeter(territory).name if territory else "Ce territoire"


def _choice(field: str, view: View, options: object, label: object, title: str) -> None:
    st.session_state[field] = getattr(view, field)

    def chosen() -> None:
        changes = {field: st.session_state[field]}
        if field == "niveau":
            changes["commune"] = ""
        state.propose(view, **changes)

    st.selectbox(title, options, format_func=label, key=field, on_change=chosen)  # type: ignore[call-overload]
