"""Page «Tiers-lieux»: where they are, who says so and since when, who lives near one, where to open the next ones."""

from typing import Final

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import counted, say
from dashboard import components, panels, state
from dashboard.tiers_lieux import card, covering, deciding, fiches, lieux, nearness, places_map
from dashboard.tiers_lieux.lieux import Choices, Found
from dashboard.tiers_lieux.seeking import CANDIDATES, MOST_SITES, OPENINGS, RADII, Seeking

EVERY: Final = ""


def render() -> None:
    """Draw the page for what the address seeks."""
    try:
        data = atlas()
        seeking, problems = state.current_seeking(data)
        found = lieux.found(data, seeking)
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    for problem in (*problems, *filter(None, [st.session_state.pop("refus", "")])):
        st.html(panels.message(problem))
    left, centre, right = st.columns([2.1, 6.4, 3.2], gap="medium")
    with left:
        _choices(data, seeking)
    with centre:
        st.html(fiches.heading(data.perimeter(seeking.territoire).name, found.places, found.everything))
        places_map.show(data, seeking)
        st.html(fiches.rows(found.places, seeking))
    with right:
        if seeking.lieu:
            card.show(seeking, found)
        else:
            _figures(data, seeking, found)


def _choices(data: Atlas, seeking: Seeking) -> None:
    components.territory_search(
        data.perimeter(seeking.territoire).name,
        lambda chosen: state.propose(seeking, territoire=chosen, lieu=""),
    )
    known = lieux.choices(data, seeking)
    st.session_state["cherche"] = seeking.cherche
    st.text_input(
        say("Chercher un lieu"),
        key="cherche",
        placeholder=say("nom, commune, type…"),
        on_change=lambda: state.propose(seeking, cherche=st.session_state["cherche"].strip(), lieu=""),
    )
    _choice(seeking, "type", {EVERY: say("Tous"), **{one: one for one in known.types}}, say("Type"))
    states = {key: f"{say(one.label)} ({known.openings[key]})" for key, one in OPENINGS.items()}
    _choice(seeking, "ouverture", {EVERY: say("Tous"), **states}, say("Ouverture"))
    st.html(fiches.openings(known.openings))
    narrowed = bool(seeking.label or seeking.source or seeking.depuis or seeking.gare)
    with st.expander(say("Autres filtres"), expanded=narrowed):
        _other_filters(data, seeking, known)
    st.html(f"<section class='jeu'><h2>{say('Couverture')}</h2></section>")
    _choice(seeking, "rayon", {key: say(far.label) for key, far in RADII.items()}, say("À moins de"))
    _choice(seeking, "sites", {n: _sites(n) for n in (0, 1, 3, 5, 10, MOST_SITES)}, say("Lieux à ouvrir"))
    if seeking.sites:
        _choice(seeking, "candidats", {key: say(name) for key, name in CANDIDATES.items()}, say("Où chercher"))
    st.html(fiches.files(seeking))


def _other_filters(data: Atlas, seeking: Seeking, known: Choices) -> None:
    if known.labels:
        _choice(seeking, "label", {EVERY: say("Tous"), **{one: one for one in known.labels}}, say("Label"))
    _choice(seeking, "source", {EVERY: say("Toutes"), **known.lists}, say("Liste"))
    if known.years:
        since = {0: say("Toujours"), **{year: say("Depuis {year}", year=year) for year in known.years}}
        _choice(seeking, "depuis", since, say("Vérifié"))
    if covering.near_stations(data, seeking.territoire) is not None:
        st.session_state["gare"] = seeking.gare
        st.toggle(
            say("À moins de 500 m d’une gare"),
            key="gare",
            on_change=lambda: state.propose(seeking, gare=st.session_state["gare"]),
        )


def _sites(count: int) -> str:
    return say("aucun") if not count else counted(count, "{count} lieu", "{count} lieux", count=count)


def _choice(seeking: Seeking, field: str, labels: dict, title: str) -> None:  # type: ignore[type-arg] # keys as the field
    current = getattr(seeking, field)
    options = list(dict.fromkeys([*labels, current]))
    st.session_state[field] = current
    st.selectbox(
        title,
        options,
        format_func=lambda one: labels.get(one, str(one)),
        key=field,
        on_change=lambda: state.propose(seeking, **{field: st.session_state[field]}),
    )


def _figures(data: Atlas, seeking: Seeking, found: Found) -> None:
    st.html(nearness.reach(covering.covered(data, seeking)))
    if (plan := covering.planned(data, seeking)) is not None:
        st.html(nearness.plan(plan))
    if (near := covering.near_stations(data, seeking.territoire)) is not None:
        st.html(nearness.stations(near))
    st.html(fiches.summary(found.places, lieux.choices(data, seeking).lists))
    if not found.places.empty:
        st.html(fiches.communes(lieux.by_commune(found.places)))
    deciding.show(lieux.to_decide(data, seeking, found.merged), found.merged)
