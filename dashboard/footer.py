"""The foot of every page: who it is for, where the data comes from, which version, whom to write to."""

from html import escape
from typing import Any

import streamlit as st

from citeoscope.atlas import atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import say
from citeoscope.lineage import manifests
from citeoscope.numbers import french_date
from citeoscope.settings import Settings, settings


def contact() -> str:
    """Return how to reach whoever runs this copy, as they set it; empty when they did not."""
    told = settings().contact.strip()
    return "" if told == Settings.model_fields["contact"].default else told


def contact_link(told: str) -> str:
    """Return the contact as HTML: a link when it is an address one can open or write to.

    Parameters
    ----------
    told
        As set by whoever runs this copy.

    Returns
    -------
    str
        Escaped.
    """
    shown = escape(told)
    if told.startswith(("https://", "http://")):
        return f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    if "@" in told and not set(told) & set(" <>\"'?&,;"):
        return f'<a href="mailto:{shown}">{shown}</a>'
    return shown


def said() -> str:
    """Return the version of the data and the contact, as HTML."""
    parts = []
    try:
        data = atlas()
    except CiteoscopeError:
        pass  # the page says it, with its remedy
    else:
        latest = max(one.retrieved_at for one in manifests(data.store).values())
        parts.append(
            say(
                "Données du {latest}, version {version}",
                latest=escape(french_date(latest[:10])),
                version=escape(data.store.version),
            )
        )
    if told := contact():
        parts.append(say("Contact : {contact_link}", contact_link=contact_link(told)))
    return f'<p class="pied">{" · ".join(parts)}</p>'


def show(sources: Any, statement: Any, kept: dict[str, str]) -> None:  # noqa: ANN401 - pages of Streamlit
    """Show the foot of a page.

    Parameters
    ----------
    sources, statement
        The pages on the data and on accessibility.
    kept
        What the links carry from one page to the other.
    """
    with st.container(horizontal=True, key="pied"):
        st.page_link(statement, label=say("Accessibilité : non conforme"), query_params=kept)
        st.page_link(sources, label=say("Sources et licences"), query_params=kept)
        st.html(said(), width="content")
