"""The choices beside a portrait, from top to bottom: each proposes another address, and does nothing else."""

from typing import Any, Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.catalogue.profile import profiles
from citeoscope.comparison.peers import holders
from citeoscope.comparison.similar import CRITERIA
from citeoscope.language import phrase, say
from citeoscope.territory.perimeter import Perimeter
from dashboard import components, state
from dashboard.portrait.asking import EVERYTHING, FEWEST, LIKE, MOST, PEERS, Portrait

FOLD: Final = phrase("Chiffres, rang et pairs")
"""What opens the choices that come second, on a narrow screen; a wide one shows them all."""


def choices(data: Atlas, portrait: Portrait) -> None:
    """Offer which territory, which figures, ranked among whom, beside which peers."""
    perimeter = data.perimeter(portrait.territoire)
    components.territory_search(perimeter.name, lambda chosen: state.propose(portrait, territoire=chosen))
    st.html(f"<details class='pli'><summary>{say(FOLD)}</summary></details>")
    with st.container(key="reglages"):
        _settings(data, portrait, perimeter)


def _settings(data: Atlas, portrait: Portrait, perimeter: Perimeter) -> None:
    told = {name: one.label for name, one in profiles().items()}
    first = {"essentiel": told.pop("essentiel")}
    _choice(portrait, "profil", first | told | {EVERYTHING: say("Tous les chiffres")}, say("Chiffres"))
    held = {str(one.level): one.name for one in holders(data, perimeter) if one.level}
    if perimeter.level is None or not held:
        return
    _choice(portrait, "parmi", {"": say("Choix habituel")} | held, say("Rang parmi"))
    _choice(portrait, "pairs", {key: say(name) for key, name in PEERS.items()}, say("Ses pairs"))
    st.session_state["nombre"] = portrait.nombre
    st.slider(
        say("Combien de pairs"),
        FEWEST,
        MOST,
        key="nombre",
        on_change=lambda: state.propose(portrait, nombre=st.session_state["nombre"]),
    )
    if portrait.pairs == LIKE:
        st.session_state["criteres"] = list(portrait.criteres)
        st.pills(
            say("Semblables par"),
            CRITERIA,
            selection_mode="multi",
            format_func=lambda one: data.indicator(one).short,
            key="criteres",
            # Without any criterion nothing is alike: all of them come back.
            on_change=lambda: state.propose(
                portrait, criteres=tuple(one for one in CRITERIA if one in st.session_state["criteres"]) or CRITERIA
            ),
        )


def _choice(portrait: Portrait, field: str, labels: dict[str, str], title: str) -> None:
    current: Any = getattr(portrait, field)
    st.session_state[field] = current if current in labels else next(iter(labels))
    st.selectbox(
        title,
        list(labels),
        format_func=lambda one: labels[one],
        key=field,
        on_change=lambda: state.propose(portrait, **{field: st.session_state[field]}),
    )
