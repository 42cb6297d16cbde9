"""What a person sees when a page or a part of it fails: words and a reference, never a trace; the rest stays."""

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from citeoscope.errors import CiteoscopeError
from citeoscope.language import say
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
    _tell(error, say("Cette page"))
    return True


@contextmanager
def contained(part: str) -> Iterator[None]:
    """Keep the failure of a part to that part: it is said in its place, and the choices stay on the screen.

    Parameters
    ----------
    part
        What it is, as the beginning of a sentence: « La carte ».

    Yields
    ------
    None
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever fails, the person keeps the rest of the page
        _tell(error, part)


def _tell(error: Exception, part: str) -> None:
    if isinstance(error, CiteoscopeError):
        st.html(panels.message(str(error), grave=True))
        return
    reference = uuid.uuid4().hex[:8]
    LOGGER.error("Page failure %s", reference, exc_info=error)
    st.html(panels.failure(part, reference))
