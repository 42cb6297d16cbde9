"""Page «Tiers-lieux»: where they are, who says so and since when, who lives near one, where to open the next ones."""

from typing import Final, Literal

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.settings import settings
from citeoscope.signals import read_signals
from dashboard import components, panels, state
from dashboard.tiers_lieux import fiches, lieux, nearness, places_map
from dashboard.tiers_lieux.lieux import Found
from dashboard.tiers_lieux.seeking import CANDIDATES, MOST_SITES, RADII, Seeking
from pipelines.lists.decide import decide
from pipelines.lists.signals import report_change

EVERY: Final = ""
MOST_PAIRS: Final = 5


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
        st.html(fiches.heading(data.perimeter(seeking.territoire).name, len(found.places), found.everything))
        places_map.show(data, seeking)
        st.html(fiches.rows(found.places, seeking))
    with right:
        _figures(data, seeking, found)


def _choices(data: Atlas, seeking: Seeking) -> None:
    components.territory_search(
        data.perimeter(seeking.territoire).name,
        lambda chosen: state.propose(seeking, territoire=chosen, lieu=""),
    )
    known = lieux.choices(data, seeking)
    st.session_state["cherche"] = seeking.cherche
    st.text_input(
        "Chercher un lieu",
        key="cherche",
        placeholder="nom, commune, type…",
        on_change=lambda: state.propose(seeking, cherche=st.session_state["cherche"].strip(), lieu=""),
    )
    _choice(seeking, "type", {EVERY: "Tous", **{one: one for one in known.types}}, "Type")
    if known.labels:
        _choice(seeking, "label", {EVERY: "Tous", **{one: one for one in known.labels}}, "Label")
    _choice(seeking, "source", {EVERY: "Toutes", **known.lists}, "Liste")
    if known.years:
        since = {0: "Toujours", **{year: f"Depuis {year}" for year in known.years}}
        _choice(seeking, "depuis", since, "Vérifié")
    if lieux.near_stations(data, seeking.territoire) is not None:
        st.session_state["gare"] = seeking.gare
        st.toggle(
            "À moins de 500 m d’une gare",
            key="gare",
            on_change=lambda: state.propose(seeking, gare=st.session_state["gare"]),
        )
    st.html("<section class='jeu'><h2>Couverture</h2></section>")
    _choice(seeking, "rayon", {key: far.label for key, far in RADII.items()}, "À moins de")
    _choice(seeking, "sites", {n: _sites(n) for n in (0, 1, 3, 5, 10, MOST_SITES)}, "Lieux à ouvrir")
    if seeking.sites:
        _choice(seeking, "candidats", CANDIDATES, "Où chercher")
    st.html(fiches.files(seeking))


def _sites(count: int) -> str:
    return "aucun" if not count else f"{count} lieu{'x' if count > 1 else ''}"


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
    if seeking.lieu:
        _card(seeking, found)
        return
    st.html(fiches.summary(found.places, lieux.choices(data, seeking).lists))
    _doubtful(data, seeking, found)
    st.html(nearness.reach(lieux.covered(data, seeking)))
    if (plan := lieux.planned(data, seeking)) is not None:
        st.html(nearness.plan(plan))
    near = lieux.near_stations(data, seeking.territoire)
    if near is not None:
        st.html(nearness.stations(near))
    if not found.places.empty:
        st.html(fiches.communes(lieux.by_commune(found.places)))


def _doubtful(data: Atlas, seeking: Seeking, found: Found) -> None:
    """Show the rows that may be one place, and let a person decide."""
    pairs = lieux.to_decide(data, seeking, found.merged)
    if pairs.empty:
        return
    with st.expander(f"Doublons à trancher ({len(pairs)})"):
        for pair in pairs.head(MOST_PAIRS).to_dict("records"):
            st.html(fiches.pair(pair))
            same, apart = st.columns(2)
            key = f"{pair['first']}|{pair['second']}"
            with same:
                st.button("Le même lieu", key=f"same-{key}", on_click=_decided, args=(pair, "merge"), width="stretch")
            with apart:
                st.button("Deux lieux", key=f"apart-{key}", on_click=_decided, args=(pair, "apart"), width="stretch")


def _decided(pair: dict[str, str], decision: Literal["merge", "apart"]) -> None:
    try:
        decide(settings().local, pair["first"], pair["second"], decision)
    except CiteoscopeError as error:
        st.session_state["refus"] = str(error)


def _card(seeking: Seeking, found: Found) -> None:
    everything = found.merged.places
    place = everything[everything["id"] == seeking.lieu]
    if place.empty:
        st.html(panels.message("Ce lieu n’est plus dans les listes. Cherchez-le par son nom."))
        return
    one = place.iloc[0].to_dict()
    facts = found.merged.facts
    try:
        signals = read_signals(settings().local)
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        signals = None
    waiting = 0 if signals is None else int(signals["lieu"].isin([one["id"], *one["members"]]).sum())
    st.html(fiches.card(one, facts[facts["place"] == one["id"]], waiting, seeking))
    with st.expander("Signaler un changement"):
        st.text_area(
            "Qu’est-ce qui a changé ?",
            key="signalement",
            placeholder="Fermé, déménagé, nouveau nom… Sans coordonnées de personnes.",
            max_chars=1_000,
        )
        if st.button("Envoyer", key="envoyer"):
            _signal(str(one["id"]), str(one["nom"]))


def _signal(place: str, name: str) -> None:
    try:
        report_change(settings().local, place, name, st.session_state["signalement"])
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
    else:
        st.html(panels.message("Merci : le changement est noté, il sera vérifié par qui tient la liste."))
