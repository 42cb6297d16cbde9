"""The choices of a comparison, from top to bottom: each proposes another address, and does nothing else."""

from typing import Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.comparison import nearest, similar
from citeoscope.comparison.peers import alone, holders
from citeoscope.language import phrase, say
from citeoscope.maps import is_drawn_by_discs
from dashboard import components, state
from dashboard.comparer.asking import MOST, Comparing

FOLD: Final = phrase("Choisir les indicateurs")
"""What opens the choices that come second, on a narrow screen; a wide one shows them all."""


def choices(data: Atlas, comparing: Comparing) -> None:
    """Offer which territories, which indicators, and the one of the maps."""
    components.territory_search(
        say("Ajouter un territoire"), lambda chosen: _show(comparing, (*comparing.members, chosen))
    )
    st.session_state["compares"] = list(comparing.members)
    st.pills(
        say("Comparés (touchez pour retirer)"),
        list(comparing.members),
        selection_mode="multi",
        format_func=lambda one: data.perimeter(one).name,
        wrap=True,
        key="compares",
        # The last one stays: a comparison of nothing has no page.
        on_change=lambda: _show(comparing, tuple(st.session_state["compares"]) or comparing.members),
    )
    _shortcuts(data, comparing)
    st.html(f"<details class='pli'><summary>{say(FOLD)}</summary></details>")
    with st.container(key="reglages"):
        _indicators(data, comparing)


def _indicators(data: Atlas, comparing: Comparing) -> None:
    components.indicator_choice(
        {"id": comparing.carte, "nom": say("Ajouter un indicateur"), "version": data.store.version},
        lambda chosen: state.propose(comparing, indicateurs=tuple(dict.fromkeys((*comparing.indicateurs, chosen)))),
    )
    st.session_state["lignes"] = list(comparing.indicateurs)
    st.pills(
        say("Indicateurs (touchez pour retirer)"),
        list(comparing.indicateurs),
        selection_mode="multi",
        format_func=lambda one: data.indicator(one).short,
        wrap=True,
        key="lignes",
        on_change=lambda: state.propose(
            comparing, indicateurs=tuple(st.session_state["lignes"]) or comparing.indicateurs
        ),
    )


def _shortcuts(data: Atlas, comparing: Comparing) -> None:
    """Offer the peers of the first territory, and the territories that hold it."""
    first = data.perimeter(comparing.territoire)
    with st.container(horizontal=True, key="raccourcis"):
        if not alone(first):
            st.button(
                say("Mes voisins"),
                on_click=lambda: _peers(data, comparing, "voisins"),
                help=say("Les plus proches de {name}, de même niveau", name=first.name),
            )
            st.button(
                say("Mes semblables"),
                on_click=lambda: _peers(data, comparing, "semblables"),
                help=say("Ceux qui lui ressemblent le plus, par la population, la densité et son évolution"),
            )
        if holders(data, first):
            st.button(
                say("Plus large"),
                on_click=lambda: _peers(data, comparing, "larges"),
                help=say("Ceux qui le contiennent"),
            )


def _peers(data: Atlas, comparing: Comparing, kind: str) -> None:
    first = data.perimeter(comparing.territoire)
    if kind == "larges":
        found = [one.expression for one in holders(data, first)]
    elif kind == "voisins":
        found = [one.expression for one in nearest(data, first, MOST - 1).neighbours]
    else:
        found = [one.expression for one in similar(data, first, MOST - 1).neighbours]
    _show(comparing, (comparing.territoire, *found))


def _show(comparing: Comparing, members: tuple[str, ...]) -> None:
    told = comparing.of(members)
    state.propose(comparing, territoire=told.territoire, avec=told.avec)


def chart_choice(data: Atlas, comparing: Comparing) -> None:
    """Offer the indicator of the maps: rates alone, for the area of a commune would speak louder than its count."""
    offered = [name for name in comparing.indicateurs if not is_drawn_by_discs(data.indicator(name))]
    options = list(dict.fromkeys([*offered, comparing.carte]))
    st.session_state["carte-jumelle"] = comparing.carte
    st.selectbox(
        say("Indicateur des cartes"),
        options,
        format_func=lambda one: data.indicator(one).label,
        key="carte-jumelle",
        on_change=lambda: state.propose(comparing, carte=st.session_state["carte-jumelle"]),
    )
