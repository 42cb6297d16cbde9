"""The pages of the app, declared once, and what is shown when one of them fails."""

import logging
import uuid

import streamlit as st

from dashboard.pages import carte

LOGGER = logging.getLogger(__name__)


def run() -> None:
    """Configure the browser tab and run the page that the address asks for."""
    st.set_page_config(page_title="Citéoscope", page_icon=":material/map:", layout="wide")
    pages = [st.Page(carte.render, title="Carte", url_path="carte", default=True)]
    st.navigation(pages, position="hidden").run()


def show_failure(error: Exception) -> bool:
    """Show a human message with a reference instead of a trace; the reference finds the trace in the log.

    Parameters
    ----------
    error
        What the page raised.

    Returns
    -------
    bool
        Always true: the message replaces Streamlit's own.
    """
    reference = uuid.uuid4().hex[:8]
    LOGGER.error("Page failure %s", reference, exc_info=error)
    st.error(
        "Cette page n’a pas pu s’afficher. Rechargez-la ; si cela se reproduit, signalez la référence "
        f"{reference} à la personne qui tient le service.",
        icon=":material/error:",
    )
    return True
