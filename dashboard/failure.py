"""What a person sees when a page fails: words and a reference, never a trace."""

import logging
import uuid

import streamlit as st

from citeoscope.errors import CiteoscopeError
from dashboard import panels

LOGGER = logging.getLogger(__name__)


def show(error: Exception) -> bool:
    """Show a message with a reference; the reference finds the trace in the log.

    Parameters
    ----------
    error
        What the page raised.

    Returns
    -------
    bool
        Always true: the message replaces Streamlit's own.
    """
    if isinstance(error, CiteoscopeError):
        st.html(panels.message(str(error), grave=True))
        return True
    reference = uuid.uuid4().hex[:8]
    LOGGER.error("Page failure %s", reference, exc_info=error)
    words = (
        "Cette page n’a pas pu s’afficher. Rechargez-la ; si cela se reproduit, signalez la référence "
        f"{reference} à la personne qui tient le service."
    )
    st.html(panels.message(words, grave=True))
    return True
