"""The choices beside the map, from top to bottom: each proposes another address, and does nothing else."""

from typing import Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.layers import LAYERS
from citeoscope.maps import is_drawn_by_discs
from citeoscope.territory.levels import Level
from citeoscope.view import DEFAULT, View
from dashboard import components, panels, state
from dashboard.carte.studio import studio

LEVELS: Final = tuple(level for level in Level if level is not Level.FRANCE)


def choices(data: Atlas, view: View) -> None:
    """Offer everything that changes the view: where, what, when, cut how, with what on top."""
    _territory(data, view)
    _indicator(data, view)
    _crossing(data, view)
    _year(data, view)
    _choice("niveau", view, LEVELS, lambda level: level.plural, "Découpage")
    studio(data, view)
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
        lambda chosen: state.propose(view, **_with_indicator(data, view, chosen)),
    )


def _with_indicator(data: Atlas, view: View, chosen: str) -> dict[str, object]:
    """Return what changes with the indicator: bounds in euros mean nothing in percent, a count is not crossed."""
    changes: dict[str, object] = {"indicateur": chosen, "millesime": "", "bornes": ()}
    if view.methode == "manual":
        changes["methode"] = DEFAULT.methode
    if view.croise == chosen or is_drawn_by_discs(data.indicator(chosen)):
        changes["croise"] = ""
    return changes


def _crossing(data: Atlas, view: View) -> None:
    """Offer a second indicator, where the first one is told by a colour."""
    if is_drawn_by_discs(data.indicator(view.indicateur)):
        st.html(panels.explanation("Un nombre ne se croise pas : choisissez un taux, une part ou une médiane."))
        return
    other = data.indicator(view.croise).short if view.croise else ""
    components.crossing_choice(
        {"id": view.croise, "nom": other, "sauf": view.indicateur, "version": data.store.version},
        lambda chosen: state.propose(view, croise=chosen),
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


def _choice(field: str, view: View, options: object, label: object, title: str) -> None:
    st.session_state[field] = getattr(view, field)

    def chosen() -> None:
        changes = {field: st.session_state[field]}
        if field == "niveau":
            changes["commune"] = ""
        state.propose(view, **changes)

    st.selectbox(title, options, format_func=label, key=field, on_change=chosen)  # type: ignore[call-overload]
