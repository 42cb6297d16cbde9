"""Page «Données»: what every figure comes from, and the same data to take away."""

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.freshness import State
from citeoscope.language import say, titled
from dashboard import components, panels, state
from dashboard.donnees import record, sheet
from dashboard.donnees.listing import KINDS, STATES, Listing

CATALOGUE = "api/v1/catalogue.jsonld"


def render() -> None:
    """Draw the page for the list or the dataset that the address asks for."""
    try:
        data = atlas()
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    listing, problems = state.current_listing(data)
    for problem in problems:
        st.html(panels.message(problem))
    left, right = st.columns([2.1, 9.6], gap="medium")
    with left:
        _choices(data, listing)
    with right:
        if listing.jeu:
            _dataset(data, listing)
        else:
            _list(data, listing)


def _choices(data: Atlas, listing: Listing) -> None:
    components.territory_search(
        data.perimeter(listing.territoire).name, lambda chosen: state.propose(listing, territoire=chosen)
    )
    st.session_state["cherche"] = listing.cherche
    st.text_input(
        say("Chercher un jeu de données"),
        key="cherche",
        placeholder=say("revenus, Insee, 2021…"),
        on_change=lambda: state.propose(listing, cherche=st.session_state["cherche"].strip(), jeu=""),
    )
    _choice(listing, "etat", {key: label.label.capitalize() for key, label in STATES.items()}, say("État"))
    _choice(listing, "nature", {key: say(name) for key, name in KINDS.items()}, say("Nature"))
    st.html(panels.open_data(CATALOGUE))


def _choice(listing: Listing, field: str, labels: dict[str, str], title: str) -> None:
    st.session_state[field] = getattr(listing, field) or None
    st.pills(
        title,
        list(labels),
        format_func=lambda key: labels[key],
        key=field,
        wrap=True,
        on_change=lambda: state.propose(listing, **{field: st.session_state[field] or "", "jeu": ""}),
    )


def _list(data: Atlas, listing: Listing) -> None:
    everything = record.listed(data, Listing())
    found = record.listed(data, listing)
    st.html(panels.page_title(say("Données"), record.summary(everything)))
    failed = [one for one in everything if one.freshness.state is State.FAILED]
    for said in (*record.never_read(data), *(titled(one.manifest.title, one.freshness.reason) for one in failed)):
        st.html(panels.message(said))
    if not found:
        st.html(
            panels.message(say("Aucun jeu de données ne répond à ces choix. Retirez un filtre ou changez de mots."))
        )
        return
    components.datasets_list(record.rows(found, listing), lambda chosen: state.propose(listing, jeu=chosen))


def _dataset(data: Atlas, listing: Listing) -> None:
    entry = record.opened(data, listing)
    st.button(say("← Tous les jeux de données"), on_click=lambda: state.propose(listing, jeu=""), type="tertiary")
    st.html(sheet.heading(entry))
    main, side = st.columns([6.6, 3], gap="medium")
    with main:
        st.html(sheet.presentation(entry))
        st.html(record.preview(data, listing.jeu, listing.territoire))
        st.html(record.uses(data, listing))
        st.html(record.columns(data, listing.jeu))
        st.html(record.defects(data, listing.jeu))
    with side:
        where = data.perimeter(listing.territoire).name
        st.html(panels.downloads(where, record.count(data, listing.jeu, listing.territoire)))
        components.dataset_files(record.files(data, listing))
        st.html(sheet.facts(entry))
