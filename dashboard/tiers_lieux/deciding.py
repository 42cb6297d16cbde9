"""The places that may be one, group by group: a person decides of a whole group at once."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from citeoscope.errors import CiteoscopeError
from citeoscope.language import say
from citeoscope.places.doubts import Doubt
from citeoscope.places.merged import Merged
from citeoscope.settings import settings
from dashboard.tiers_lieux import fiches
from pipelines.lists.decide import decide_group

MOST_GROUPS: Final = 5
PAIR: Final = 2


def show(groups: Sequence[Doubt], whole: Merged) -> None:
    """Show the groups to decide of, most alike first.

    Parameters
    ----------
    groups
        Those of the territory on screen.
    whole
        The places brought together.
    """
    if not groups:
        return
    shown = groups[:MOST_GROUPS]
    rows = whole.places[whole.places["id"].isin({place for one in shown for place in one.places})]
    places = {str(one["id"]): one for one in rows.to_dict("records")}
    with st.expander(say("Doublons à trancher ({count})", count=len(groups))):
        for group in shown:
            st.html(fiches.doubt(group, places))
            _choices(group, [str(places[one]["nom"]) for one in group.places])


def _choices(group: Doubt, names: Sequence[str]) -> None:
    key = "|".join(group.places)
    same = list(range(len(names)))
    if len(names) > PAIR:
        same = st.multiselect(
            say("Sont un seul lieu"),
            same,
            default=same,
            format_func=lambda rank: names[rank],
            key=f"ensemble-{key}",
            help=say("Ceux que vous retirez sont d’autres lieux."),
        )
    one, apart = st.columns(2)
    two = len(names) == PAIR
    with one:
        label = say("Le même lieu") if two else say("Un seul lieu")
        st.button(label, key=f"same-{key}", on_click=_decided, args=(group, same), width="stretch")
    with apart:
        label = say("Deux lieux") if two else say("Tous différents")
        st.button(label, key=f"apart-{key}", on_click=_decided, args=(group, ()), width="stretch")


def _decided(group: Doubt, same: Sequence[int]) -> None:
    try:
        decide_group(settings().local, group.members, same)
    except CiteoscopeError as error:
        st.session_state["refus"] = str(error)
