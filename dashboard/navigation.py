"""The pages of the app, declared once, and the band above them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from dashboard import failure, footer, state
from dashboard.components import STATIC
from dashboard.pages import accessibilite, carte, comparer, donnees, importer, indicateurs, portrait, tiers_lieux

ICON: Final = STATIC / "citeoscope.svg"
SHARED: Final = "territoire"
"""The one choice that all pages share: it follows a person from one to the other."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A page: its address, its name, what draws it, and whether the band leads to it."""

    path: str
    name: str
    render: Callable[[], None]
    in_band: bool = True


PAGES: Final = (
    Declared("carte", "Carte", carte.render),
    Declared("portrait", "Portrait", portrait.render),
    Declared("comparer", "Comparer", comparer.render),
    Declared("tiers-lieux", "Tiers-lieux", tiers_lieux.render),
    Declared("indicateurs", "Indicateurs", indicateurs.render),
    Declared("importer", "Importer", importer.render),
    Declared("donnees", "Données", donnees.render),
    Declared("accessibilite", "Accessibilité", accessibilite.render, in_band=False),
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
    known = dict(zip(PAGES, pages, strict=True))
    kept = {name: text for name, text in st.query_params.to_dict().items() if name == SHARED}
    if not mode.alone:
        _band(known, kept)
    with failure.contained("Cette page"):
        current.run()
    if mode.alone:
        return
    by_path = {one.path: page for one, page in known.items()}
    footer.show(by_path["donnees"], by_path["accessibilite"], kept)


def _band(pages: dict[Declared, Any], kept: dict[str, str]) -> None:
    with st.container(horizontal=True, key="bandeau"):
        st.html('<div class="marque">Citéoscope</div>', width="content")
        for one, page in pages.items():
            if one.in_band:
                st.page_link(page, label=one.name, query_params=kept)
