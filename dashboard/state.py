"""The URL owns the state: it is read once per run, and widgets only propose another one."""

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from citeoscope import language
from citeoscope.atlas import Atlas
from citeoscope.view import View
from dashboard.carte.mode import CAPTURE, FRAMED, Mode, parse_mode
from dashboard.carte.opening import opened_view
from dashboard.comparer.asking import Comparing, parse_comparing
from dashboard.donnees.listing import Listing, parse_listing
from dashboard.portrait.asking import Portrait, parse_portrait
from dashboard.tiers_lieux.seeking import Seeking, parse_seeking

COMPARED: Final = "avec"
SHARED: Final = ("territoire", COMPARED, language.PARAMETER)
"""What follows a person from page to page: where, beside what, in which language."""


def following() -> dict[str, str]:
    """Return what of the address goes on to another page."""
    return {name: text for name, text in st.query_params.to_dict().items() if name in SHARED}


def speak() -> None:
    """Speak the language that the address asks for: a run is a thread, whose context begins in French."""
    language.speak(language.parse_language(st.query_params.get(language.PARAMETER)))


def current_view(atlas: Atlas) -> tuple[View, tuple[str, ...]]:
    """Return the view that the address asks for, and what could not be read of it."""
    speak()
    return opened_view(st.query_params.to_dict(), atlas)


def current_mode() -> tuple[Mode, tuple[str, ...]]:
    """Return how the address asks for the page to be shown, and what could not be read of it."""
    speak()
    return parse_mode(st.query_params.to_dict())


def capture(view: View, paper: str) -> None:
    """Write the board of a view to the address."""
    speak()
    st.query_params.from_dict(view.params() | {CAPTURE: paper})


def current_listing(atlas: Atlas) -> tuple[Listing, tuple[str, ...]]:
    """Return the list of datasets that the address asks for, and what could not be read of it."""
    speak()
    return parse_listing(st.query_params.to_dict(), atlas)


def current_seeking(atlas: Atlas) -> tuple[Seeking, tuple[str, ...]]:
    """Return what the address asks for among places, and what could not be read of it."""
    speak()
    return parse_seeking(st.query_params.to_dict(), atlas)


def current_portrait(atlas: Atlas) -> tuple[Portrait, tuple[str, ...]]:
    """Return the portrait that the address asks for, and what could not be read of it."""
    return parse_portrait(st.query_params.to_dict(), atlas)


def current_comparing(atlas: Atlas) -> tuple[Comparing, tuple[str, ...]]:
    """Return the comparison that the address asks for, and what could not be read of it."""
    return parse_comparing(st.query_params.to_dict(), atlas)


def propose(view: View | Listing | Seeking | Portrait | Comparing, **changes: Any) -> None:  # noqa: ANN401 - the fields of a view
    """Write a changed view to the address; the page is then drawn from it.

    Parameters
    ----------
    view
        The view on screen.
    **changes
        Fields to replace.
    """
    speak()
    kept = {FRAMED: "oui"} if current_mode()[0].framed else {}  # the frame of another site stays one
    if not isinstance(view, Comparing) and (compared := st.query_params.get(COMPARED)):
        kept[COMPARED] = compared  # it waits in the address for who comes back to the comparison
    st.query_params.from_dict(replace(view, **changes).params() | kept)
