"""Page «Comparer»: two to six territories side by side, in a table, on dot plots and on small maps."""

import streamlit as st

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import say, titled
from dashboard import panels, state
from dashboard.comparer import maps, table
from dashboard.comparer.asking import Comparing
from dashboard.comparer.choices import chart_choice, choices


def render() -> None:
    """Draw the page for the territories that the address asks for."""
    try:
        data = atlas()
    except CiteoscopeError as error:
        st.html(panels.message(str(error), grave=True))
        return
    comparing, problems = state.current_comparing(data)
    for problem in problems:
        st.html(panels.message(problem))
    left, right = st.columns([2.1, 9.6], gap="medium")
    with left, st.container(key="comparer-choix"):
        choices(data, comparing)
    with right:
        _compared(data, comparing)


def _compared(data: Atlas, comparing: Comparing) -> None:
    names = [data.perimeter(one).name for one in comparing.members]
    said = say(
        "Les mêmes chiffres, côte à côte. Rien n’est noté ni classé : un chiffre plus haut n’est pas un jugement."
    )
    st.html(panels.page_title(", ".join(names), said))
    if not comparing.avec:
        st.html(
            panels.message(
                say("Ajoutez un territoire par la recherche, ou prenez ses voisins, ses semblables ou plus large.")
            )
        )
    st.html(table.table(data, comparing))
    st.html(f"<h2 class='portrait-titre'>{say('Sur les mêmes cartes')}</h2>")
    chart_choice(data, comparing)
    st.html(maps.section(data, comparing))
    st.html(f"<h2 class='portrait-titre'>{say('Chacun parmi les territoires de son niveau')}</h2>")
    st.html(table.plots(data, comparing))
    notes = {note.dataset: note for name in comparing.indicateurs for note in data.sources(name)}
    caveats = {
        titled(data.indicator(name).short, text): None
        for name in comparing.indicateurs
        for text in data.indicator(name).caveats
    }
    st.html(panels.sources(notes.values(), tuple(caveats)))
