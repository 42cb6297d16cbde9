"""The card of a place: what each list says, what people reported, and what whoever keeps the lists accepts of it."""

from typing import Final

import streamlit as st

from citeoscope.errors import CiteoscopeError
from citeoscope.language import phrase, say
from citeoscope.places.opening import CLOSED, OPEN
from citeoscope.settings import settings
from citeoscope.signals import read_signals
from dashboard import panels
from dashboard.tiers_lieux import fiches
from dashboard.tiers_lieux.lieux import Found
from dashboard.tiers_lieux.seeking import Seeking
from pipelines.lists.signals import report_change, settle

_ANSWERS: Final[tuple[tuple[str, str | None], ...]] = (
    (phrase("Il est fermé"), CLOSED),
    (phrase("Il est ouvert"), OPEN),
    (phrase("Écarter"), None),
)


def show(seeking: Seeking, found: Found) -> None:
    """Show the card of the place that the address opens."""
    everything = found.merged.places
    place = everything[everything["id"] == seeking.lieu]
    if place.empty:
        st.html(panels.message(say("Ce lieu n’est plus dans les listes. Cherchez-le par son nom.")))
        return
    one = place.iloc[0].to_dict()
    try:
        signals = read_signals(settings().local)
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    waiting = signals[signals["lieu"].isin([one["id"], *one["members"]])]
    facts = found.merged.facts
    st.html(fiches.card(one, facts[facts["place"] == one["id"]], len(waiting), seeking))
    if said := st.session_state.pop("merci", ""):
        st.html(panels.message(said))
    where = str(one["id"]), str(one["nom"]), tuple(one["members"])
    if len(waiting):
        with st.expander(say("Examiner les signalements"), expanded=True):
            st.html(fiches.signals(waiting))
            for (label, state), column in zip(_ANSWERS, st.columns(len(_ANSWERS)), strict=True):
                with column:
                    st.button(
                        say(label), key=f"accepter-{state}", on_click=_settled, args=(*where, state), width="stretch"
                    )
    with st.expander(say("Signaler un changement")):
        st.text_area(
            say("Qu’est-ce qui a changé ?"),
            key="signalement",
            placeholder=say("Fermé, déménagé, nouveau nom… Sans coordonnées de personnes."),
            max_chars=1_000,
        )
        st.button(say("Envoyer"), key="envoyer", on_click=_signalled, args=where[:2])


def _settled(place: str, name: str, members: tuple[str, ...], state: str | None) -> None:
    try:
        settle(settings().local, place, name, members, state)
    except CiteoscopeError as error:
        st.session_state["refus"] = str(error)


def _signalled(place: str, name: str) -> None:
    try:
        report_change(settings().local, place, name, st.session_state["signalement"])
    except CiteoscopeError as error:
        st.session_state["refus"] = str(error)
    else:
        st.session_state["signalement"] = ""
        st.session_state["merci"] = say("Merci : le changement est noté. Il compte quand une personne l’a vérifié.")
