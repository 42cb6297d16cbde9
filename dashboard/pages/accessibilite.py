"""Page «Accessibilité»: what is met and what is not, said honestly, and what this site keeps of a person."""

import streamlit as st

from citeoscope.language import say
from dashboard import footer, panels
from dashboard.accessibilite import statement


def render() -> None:
    """Draw the statement."""
    with st.container(key="declaration"):
        said = say("Déclaration d’accessibilité : l’état des pages, relu le {day}.", day=say(statement.TRIED))
        st.html(panels.page_title(say("Accessibilité"), said))
        for part in statement.SECTIONS:
            st.html(statement.section(part))
        st.html(statement.feedback(footer.contact_link(footer.contact())))
        st.html(say(statement.REMEDIES))
        st.html(statement.section(statement.CONFIDENTIALITY))
