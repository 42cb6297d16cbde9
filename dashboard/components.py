"""The two controls that Streamlit does not have: the search of a territory, the table twin of a map.

Their scripts are served once by address; the page sends only what changes.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

STATIC: Final = Path(__file__).resolve().parent / "static"

LOADER: Final = """
export default function (component) {
  const script = new URL("api/v1/statique/%s", document.baseURI);
  import(script).then((module) => module.default(component));
}
"""

SEARCH_HTML: Final = """
<label for="territoire">Territoire</label>
<input id="territoire" type="search" role="combobox" aria-expanded="false" aria-controls="territoires"
  aria-autocomplete="list" autocomplete="off" spellcheck="false">
<ul id="territoires" role="listbox" aria-label="Territoires trouvés" hidden></ul>
"""

TABLE_HTML: Final = """
<div class="tableau">
  <div class="outils">
    <label>Filtrer <input type="search" placeholder="nom ou code"></label>
    <span class="compte" role="status"></span>
    <a download>Télécharger (CSV)</a>
  </div>
  <div class="cadre" tabindex="0" role="region" aria-label="Tableau des valeurs">
    <table><caption></caption><thead><tr></tr></thead><tbody></tbody></table>
  </div>
  <button class="plus" hidden>Afficher 200 lignes de plus</button>
</div>
"""


@cache
def _mount(name: str, html: str) -> Callable[..., Any]:
    css = (STATIC / f"{name}.css").read_text(encoding="utf-8")
    return st.components.v2.component(f"citeoscope.{name}", html=html, css=css, js=LOADER % f"{name}.js")


def territory_search(current: str, choose: Callable[[str], None]) -> None:
    """Show the search box.

    Parameters
    ----------
    current
        Name of the territory on screen.
    choose
        Called with the expression of the territory that the person picks.
    """

    def chosen() -> None:
        choose(st.session_state["recherche"]["chosen"])

    _mount("recherche", SEARCH_HTML)(key="recherche", data={"nom": current}, on_chosen_change=chosen)


def values_table(data: dict[str, str], choose: Callable[[str], None]) -> None:
    """Show the table of the values on the map.

    Parameters
    ----------
    data
        `address` of the values, address of the `csv`, `caption`, `unit`, `selected` code.
    choose
        Called with the code of the territory that the person picks.
    """

    def chosen() -> None:
        choose(st.session_state["tableau"]["chosen"])

    _mount("tableau", TABLE_HTML)(key="tableau", data=data, on_chosen_change=chosen)
