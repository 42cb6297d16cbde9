"""The choices beside the map, from top to bottom: each proposes another address, and does nothing else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.language import phrase, say
from citeoscope.layers import LAYERS
from citeoscope.maps import is_drawn_by_discs
from citeoscope.territory.levels import Level
from citeoscope.view import DEFAULT, View
from dashboard import components, panels, state
from dashboard.carte.glimpse import glimpse_url
from dashboard.carte.opening import opening_level
from dashboard.carte.studio import studio

BY_ZOOM: Final = ""
ANY_INDICATOR: Final = "INDICATEUR"
ANY_TERRITORY: Final = "TERRITOIRE"
"""Stand for an indicator and a territory in an address that the browser completes."""
FOLD: Final = phrase("Découpage, classes, couches")
"""What opens the choices that come second, on a narrow screen; a wide one shows them all."""
LEVELS: Final = tuple(level for level in Level if level is not Level.FRANCE)


def choices(data: Atlas, view: View) -> None:
    """Offer everything that changes the view: where, what, when, cut how, with what on top."""
    with st.container(key="essentiel"):
        _territory(data, view)
        _indicator(data, view)
    st.html(f"<details class='pli'><summary>{say(FOLD)}</summary></details>")
    with st.container(key="reglages"):
        _crossing(data, view)
        if view.croise:
            _year(data, view)
        _level(data, view)
        studio(data, view)
        _layers(view)
        _base(view)
    with st.container(key="premiere-visite"):
        components.welcome(*_elsewhere(data, view))


def _territory(data: Atlas, view: View) -> None:
    components.territory_search(data.perimeter(view.territoire).name, *_elsewhere(data, view))


def _elsewhere(data: Atlas, view: View) -> tuple[Callable[[str], None], str]:
    """Return what proposes the view of another territory, and where its first sight is."""

    def chosen(territory: str) -> None:
        state.propose(view, territoire=territory, commune="", **_opening(data, view, territory))

    return chosen, glimpse_url(data, replace(view, territoire=ANY_TERRITORY, commune=""), opening=view.selon_zoom)


def _indicator(data: Atlas, view: View) -> None:
    told = {"id": view.indicateur, "nom": data.indicator(view.indicateur).short, "apercu": _of_another_url(data, view)}
    components.indicator_choice(
        told | _seen(data, view),
        lambda chosen: state.propose(view, **_with_indicator(data, view, chosen)),
    )


def _seen(data: Atlas, view: View) -> dict[str, str]:
    """Return what tells which indicators have no figure on this map."""
    return {"version": data.store.version, "territoire": view.territoire, "niveau": view.niveau}


def _of_another_url(data: Atlas, view: View) -> str:
    """Return where the first sight of another indicator is; empty where what changes hangs on which one it is."""
    return "" if view.croise else glimpse_url(data, replace(view, **_of_another(view, ANY_INDICATOR)))


def _of_another(view: View, chosen: str) -> dict[str, Any]:
    """Return what changes with any indicator: bounds in euros mean nothing in percent."""
    changes = {"indicateur": chosen, "millesime": "", "bornes": ()}
    return changes | {"methode": DEFAULT.methode} if view.methode == "manual" else changes


def _with_indicator(data: Atlas, view: View, chosen: str) -> dict[str, Any]:
    """Return what changes with an indicator: a count is not crossed."""
    changes = _of_another(view, chosen)
    if view.croise == chosen or is_drawn_by_discs(data.indicator(chosen)):
        changes["croise"] = ""
    return changes


def _crossing(data: Atlas, view: View) -> None:
    """Offer a second indicator, where the first one is told by a colour."""
    if is_drawn_by_discs(data.indicator(view.indicateur)):
        st.html(panels.explanation(say("Un nombre ne se croise pas : choisissez un taux, une part ou une médiane.")))
        return
    other = data.indicator(view.croise).short if view.croise else ""
    crossed = glimpse_url(data, replace(view, croise=ANY_INDICATOR))
    components.crossing_choice(
        {"id": view.croise, "nom": other, "sauf": view.indicateur, "apercu": crossed, **_seen(data, view)},
        lambda chosen: state.propose(view, croise=chosen),
    )


def _layers(view: View) -> None:
    st.session_state["couches"] = list(view.couches)
    st.pills(
        say("Couches"),
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
        say("Fond de plan IGN"),
        key="fond",
        help=say("Demande une connexion à la Géoplateforme de l’IGN ; sans elle, les contours suffisent."),
        on_change=lambda: state.propose(view, fond=st.session_state["fond"]),
    )


def _year(data: Atlas, view: View) -> None:
    """Offer the other years of a crossed indicator; those of one alone slide on the map."""
    vintages = data.indicator(view.indicateur).vintages
    if len(vintages) == 1:
        return
    st.session_state["millesime"] = view.millesime or data.indicator(view.indicateur).vintage

    def chosen() -> None:
        year = st.session_state["millesime"]
        state.propose(view, millesime="" if year == data.indicator(view.indicateur).vintage else year)

    st.select_slider(say("Année"), vintages, key="millesime", on_change=chosen)


def _level(data: Atlas, view: View) -> None:
    """Offer the levels, and to let the zoom choose among them."""
    st.session_state["niveau"] = BY_ZOOM if view.selon_zoom else view.niveau

    def chosen() -> None:
        level = st.session_state["niveau"]
        if level == BY_ZOOM:
            state.propose(view, niveau=opening_level(data, view.territoire), selon_zoom=True, commune="")
        else:
            state.propose(view, niveau=level, selon_zoom=False, commune="")

    st.selectbox(
        say("Découpage"),
        (BY_ZOOM, *LEVELS),
        format_func=lambda level: say("Selon le zoom") if level == BY_ZOOM else level.plural,
        key="niveau",
        on_change=chosen,
    )


def _opening(data: Atlas, view: View, territory: str) -> dict[str, Level]:
    """Return the level of another territory, when the zoom chooses it."""
    return {"niveau": opening_level(data, territory)} if view.selon_zoom else {}
