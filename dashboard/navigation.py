"""The pages of the app, declared once, and the band above them."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from dashboard.components import STATIC
from dashboard.pages import carte, donnees, importer, indicateurs, tiers_lieux

ICON: Final = STATIC / "citeoscope.svg"
SHARED: Final = "territoire"
"""The one choice that all pages share: it follows a person from one to the other."""


def run() -> None:
    """Configure the browser tab and run the page that the address asks for."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    pages = [
        st.Page(carte.render, title="Citéoscope", url_path="carte", default=True),
        st.Page(tiers_lieux.render, title="Tiers-lieux · Citéoscope", url_path="tiers-lieux"),
        st.Page(indicateurs.render, title="Indicateurs · Citéoscope", url_path="indicateurs"),
        st.Page(importer.render, title="Importer · Citéoscope", url_path="importer"),
        st.Page(donnees.render, title="Données · Citéoscope", url_path="donnees"),
    ]
    current = st.navigation(pages, position="hidden")
    _band(pages)
    current.run()


def _band(pages: Sequence[Any]) -> None:
    kept = {name: text for name, text in st.query_params.to_dict().items() if name == SHARED}
    with st.container(horizontal=True, key="bandeau"):
        st.html('<div class="marque">Citéoscope</div>', width="content")
        for page, label in zip(pages, ("Carte", "Tiers-lieux", "Indicateurs", "Importer", "Données"), strict=True):
            st.page_link(page, label=label, query_params=kept)
