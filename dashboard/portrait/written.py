"""The texts of a portrait, kept by version of the data and territory: a second reader does not wait for them."""

from typing import TYPE_CHECKING

from citeoscope.atlas import Atlas
from citeoscope.language import kept, say, titled
from dashboard import panels
from dashboard.portrait import cards, head, peers, read, situation
from dashboard.portrait.asking import Portrait

if TYPE_CHECKING:
    from citeoscope.query.answer import SourceNote


@kept(256)
def top(data: Atlas, portrait: Portrait) -> str:
    """Return the head of a portrait: name, facts, situation, paragraph, links."""
    perimeter = data.perimeter(portrait.territoire)
    return (
        "<div class='portrait-haut'><div>"
        f"{head.heading(data, perimeter)}{head.summary(data, perimeter)}{head.facts(data, perimeter)}"
        f"{head.links(perimeter, peers.compared(data, portrait))}</div>"
        f"{situation.figure(data, portrait.territoire)}</div>"
    )


@kept(256)
def figures(data: Atlas, portrait: Portrait) -> str:
    """Return the key figures, theme by theme, and how to read them."""
    shown = read.themes(data, portrait)
    told = say(
        "Les barres partent de zéro ; pour un nombre, elles disent la part de chaque "
        "territoire plus large. Rang 1 : le chiffre le plus élevé, que ce soit bien ou non. "
        "Centile : la part des territoires dont le chiffre est plus bas."
    )
    return (
        f"<div class='portrait-themes'>{cards.themes(data.perimeter(portrait.territoire), shown)}</div>"
        f"<p class='note'>{told}</p>"
    )


@kept(256)
def sources(data: Atlas, portrait: Portrait) -> str:
    """Return every source of the portrait, and every caveat with the figure it is about."""
    notes: dict[str, SourceNote] = {}
    caveats: dict[str, None] = {}
    for _, names in read.dimensions(data, portrait.profil):
        for name in names:
            notes |= {note.dataset: note for note in data.sources(name)}
            declared = data.indicator(name)
            caveats |= dict.fromkeys(titled(declared.short, text) for text in declared.caveats)
    for shown in read.evolutions(data, portrait.territoire):
        for note in (note for _, answers in shown.lines for answer in answers for note in answer.sources):
            notes.setdefault(note.dataset, note)
    return panels.sources(notes.values(), tuple(caveats))
