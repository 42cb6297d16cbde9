"""The pages of the app, declared once."""

from typing import Final

import streamlit as st

from dashboard.components import STATIC
from dashboard.pages import carte

ICON: Final = STATIC / "citeoscope.svg"


def run() -> None:
    """Configure the browser tab and run the page that the address asks for."""
    st.set_page_config(page_title="Citéoscope", page_icon=str(ICON), layout="wide")
    pages = [st.Page(carte.render, title="Citéoscope", url_path="carte", default=True)]
    st.navigation(pages, position="hidden").run()
