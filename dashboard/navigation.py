"""The pages of the app, declared once, and the band above them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from dashboard import state
from dashboard.components import STATIC
from dashboard.pages import carte, comparer, donnees, importer, indicateurs, portrait, tiers_lieux

ICON: Final = STATIC / "citeoscope.svg"
SHARED: Final = "territoire"
"""The one choice that all pages share: it follows a person from one to the other."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A page: its address, its name in the band, what draws it."""

    path: str
    name: str
    render: Callable[[], None]


PAGES: Final = (
    Declared("carte", "Carte", carte.render),
    Declared("portrait", "Portrait", portrait.render),
    Declared("comparer", "Comparer", comparer.render),
    Declared("tiers-lieux", "Tiers-lieux", tiers_lieux.render),
    Declared("indicateurs", "Indicateurs", indicateurs.render),
    Declared("importer", "Importer", importer.render),
    Declared("donnees", "Données", donnees.render),
)
"""In the order of the band; the first one answers the bare address."""


def run() -> None:
    """Configure the browser tab and run the page that the address asks for."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    first, *others = PAGES
    home = st.Page(first.render, title="Citéoscope", url_path=first.path, default=True)
    pages = [
        home,
        *(st.Page(one.render, title=f"{one.name} · Citéoscope", url_path=one.path) for one in others),
    ]
    current = st.navigation(pages, position="hidden")
    mode, _ = state.current_mode()
    if not mode.alone:
        _band(dict(zip(PAGES, pages, strict=True)))
    current.run()


def _band(pages: dict[Declared, Any]) -> None:
    kept = {name: text for name, text in st.query_params.to_dict().items() if name == SHARED}
    with st.container(horizontal=True, key="bandeau"):
        st.html('<div class="marque">Citéoscope</div>', width="content")
        for one, page in pages.items():
            st.page_link(page, label=one.name, query_params=kept)
