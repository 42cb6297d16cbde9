"""The controls that Streamlit does not have: map, search of a territory or an indicator, table twin of a map, datasets.

Their scripts and styles are served once by address; the page sends only what changes.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from citeoscope.language import say
from citeoscope.maps import Picture

STATIC: Final = Path(__file__).resolve().parent / "static"

LOADER: Final = """
export default function (component) {
  const script = new URL("api/v1/statique/%s", document.baseURI);
  return import(script).then((module) => module.default(component));
}
"""


@cache
def _mount(name: str) -> Callable[..., Any]:
    style = f'<link rel="stylesheet" href="./api/v1/statique/{name}.css">'
    return st.components.v2.component(
        f"citeoscope.{name}", html=style + "<div class='racine'></div>", js=LOADER % f"{name}.js"
    )


@cache
def _mount_map() -> Callable[..., Any]:
    # Not isolated: the map takes the styles of the page, that a notebook and a saved file also have.
    return st.components.v2.component(
        "citeoscope.carte", html="<div class='racine'></div>", js=LOADER % "carte-page.js", isolate_styles=False
    )


def territory_map(key: str, picture: Picture, **heard: Callable[[str], None]) -> None:
    """Show a map in the page; its height is that of its element, `.st-key-<key>`.

    Parameters
    ----------
    key
        Of the element; two maps of a page have two keys.
    picture
        What is on the map.
    **heard
        What is called with what the person does: `chosen` with the code of the territory that is clicked, `drawn` with
        the expression of the perimeter that is drawn (without it there are no tools to draw), `year` with the vintage
        that is slid to, `level` with the level that the zoom asks for.
    """

    def told(name: str) -> Callable[[], None]:
        def hear() -> None:
            if value := st.session_state[key].get(name):
                heard[name](value)

        return hear

    callbacks = {f"on_{name}_change": told(name) for name in heard}
    # Told at each run, even of what has not changed: the map may show more than the page has said.
    run = st.session_state["passage"] = st.session_state.get("passage", 0) + 1
    data = {"carte": key, "peinture": picture.payload(), "outils": "drawn" in heard, "passage": run}
    _mount_map()(key=key, data=data, **callbacks)


@cache
def _mount_beside_map(name: str) -> Callable[..., Any]:
    # Not isolated either: it is dressed as what stands on the map.
    return st.components.v2.component(
        f"citeoscope.{name}", html="<div class='racine'></div>", js=LOADER % f"{name}.js", isolate_styles=False
    )


def layers_legend(sources: dict[str, str], keep: Callable[[str, dict[str, list[str]]], None]) -> None:
    """Show the legend of the layers on the map, with what is kept of each; the map itself counts its points.

    Parameters
    ----------
    sources
        What each layer is drawn from, by id.
    keep
        Called with the id of a layer and the values kept of each of its fields.
    """

    def kept() -> None:
        if told := st.session_state["couches-legende"].get("kept"):
            keep(told["layer"], told["kept"])

    _mount_beside_map("couches")(key="couches-legende", data={"sources": sources}, on_kept_change=kept)


def points_list() -> None:
    """Show the list twin of the points that are on the screen."""
    _mount_beside_map("points-liste")(key="points-liste", data={})


def share(data: dict[str, Any], capture: Callable[[str], None]) -> None:
    """Show what takes a view away: the board on screen, a link, its Python, a frame, files.

    Parameters
    ----------
    data
        From `carte.sharing.sharing`.
    capture
        Called with the sheet of the board that the person wants on the screen.
    """

    def captured() -> None:
        capture(st.session_state["partage"]["capture"])

    _mount("partage")(key="partage", data=data, on_capture_change=captured)


def territory_search(current: str, choose: Callable[[str], None], glimpse: str = "") -> None:
    """Show the search box.

    Parameters
    ----------
    current
        Name of the territory on screen.
    glimpse
        Where the first sight of another one is, `TERRITOIRE` standing for it, where the page has a map.
    choose
        Called with the expression of the territory that the person picks.
    """

    def chosen() -> None:
        choose(st.session_state["recherche"]["chosen"])

    _mount("recherche")(key="recherche", data={"nom": current, "apercu": glimpse}, on_chosen_change=chosen)


EXAMPLES: Final = {
    "region:11": "Île-de-France",
    "epci:200093201": "Métropole de Lille",
    "epci:200068369": "Mirecourt-Dompaire",
    "epci:200068757": "Épinal",
    "commune:92050": "Nanterre",
    "ept:200057982": "Paris Ouest La Défense",
}
"""Territories that a newcomer may try: a région, cities and the country."""


def welcome(choose: Callable[[str], None], glimpse: str) -> None:
    """Show the first minute, until it is closed: what the map shows, what to choose, how to share, what to try.

    Parameters
    ----------
    choose
        Called with the expression of the territory that the person tries.
    glimpse
        Where the first sight of it is, `TERRITOIRE` standing for it.
    """

    def chosen() -> None:
        choose(st.session_state["accueil"]["chosen"])

    tries = [{"territoire": territory, "nom": name} for territory, name in EXAMPLES.items()]
    _mount("accueil")(key="accueil", data={"essais": tries, "apercu": glimpse}, on_chosen_change=chosen)


def indicator_choice(data: dict[str, str], choose: Callable[[str], None]) -> None:
    """Show the choice of an indicator: by theme, or by words of its name and definition.

    Parameters
    ----------
    data
        `id` and `nom` of the indicator on screen; `version` of the data; `territoire` and `niveau` of what is on
        screen, so that an indicator without a figure there is marked before it is chosen; `apercu`: where the first
        sight of another one is, `INDICATEUR` standing for its id, shown as soon as it is picked.
    choose
        Called with the id of the indicator that the person picks.
    """

    def chosen() -> None:
        choose(st.session_state["indicateurs"]["chosen"])

    _mount("indicateurs")(key="indicateurs", data=data, on_chosen_change=chosen)


def crossing_choice(data: dict[str, str], choose: Callable[[str], None]) -> None:
    """Show the choice of an indicator to cross the first one with, among those that a colour tells.

    Parameters
    ----------
    data
        As for `indicator_choice`, `id` empty when there is none, and `sauf`: the id of the first one.
    choose
        Called with the id of the indicator that the person picks, empty for none.
    """

    def chosen() -> None:
        choose(st.session_state["croise"]["chosen"])

    none = {"libelle": say("Croiser avec"), "aucun": say("Ne pas croiser"), "nom": data["nom"] or say("Aucun")}
    _mount("indicateurs")(key="croise", data={**data, **none}, on_chosen_change=chosen)


def values_table(
    data: dict[str, Any],
    choose: Callable[[str], None],
    rank: Callable[[str, tuple[str, ...]], None],
    compose: Callable[[tuple[str, ...]], None],
) -> None:
    """Show the table of the values on the map, and of other indicators beside them.

    Parameters
    ----------
    data
        `query` of the view and `version` of the data, `caption`, `unit`, `selected` code; `columns`, the one on the
        map first: `id`, `label`, and whether it is `countable`; `most` columns that can be added; `order` and `kept`
        of its rows, as in `ranking`.
    choose
        Called with the code of the territory that the person picks.
    rank
        Called with the order of the rows and which of them are kept.
    compose
        Called with the ids of the indicators that the person wants beside the one on the map.
    """

    def chosen() -> None:
        choose(st.session_state["tableau"]["chosen"])

    def ranked() -> None:
        asked = st.session_state["tableau"]["ranked"]
        rank(asked["order"], tuple(f"{column}:{word}" for column, word in asked["kept"].items()))

    def composed() -> None:
        compose(tuple(st.session_state["tableau"]["columns"]))

    _mount("tableau")(
        key="tableau", data=data, on_chosen_change=chosen, on_ranked_change=ranked, on_columns_change=composed
    )


def datasets_list(rows: list[dict[str, str]], choose: Callable[[str], None]) -> None:
    """Show the list of datasets.

    Parameters
    ----------
    rows
        Of each dataset: `jeu` (id), `titre`, `producteur`, `millesime`, `etat`, `look`, `defauts`, `licence`, `lien`.
    choose
        Called with the id of the dataset that the person opens.
    """

    def chosen() -> None:
        choose(st.session_state["jeux"]["chosen"])

    _mount("jeux")(key="jeux", data={"lignes": rows}, on_chosen_change=chosen)


def dataset_files(data: dict[str, Any]) -> None:
    """Show the files of a dataset; their sizes are asked for once they are on the screen.

    Parameters
    ----------
    data
        `jeu` (id), `query` of the perimeter and of the data's version, `formats` (`id`, `nom`, `usage`).
    """
    _mount("fichiers")(key="fichiers", data=data)
