"""The head of a portrait, as HTML: what the territory is, what it is in, and one paragraph that says it. Pure texts."""

from html import escape
from typing import Final
from urllib.parse import quote

from citeoscope.atlas import Atlas
from citeoscope.comparison import tell
from citeoscope.comparison.peers import holders
from citeoscope.language import in_address, say
from citeoscope.numbers import NARROW, format_number
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, parse
from dashboard import panels
from dashboard.panels import KeyFigure

FACTS: Final = ("population", "superficie", "densite")
SAID: Final = ("population", "evolution_population", "revenu_median", "emplois_pour_100_actifs")


def link(perimeter: Perimeter) -> str:
    """Return the name of a territory, linked to its portrait."""
    address = in_address(f"./portrait?territoire={quote(perimeter.expression, safe=':')}")
    return f"<a href='{escape(address)}' target='_self'>{escape(perimeter.name)}</a>"


def heading(data: Atlas, perimeter: Perimeter) -> str:
    """Return the name of the territory, and links to those it is in."""
    code = f", code {parse(perimeter.expression)[0].code}" if perimeter.level not in {None, Level.FRANCE} else ""
    kind = perimeter.level.label if perimeter.level else say("Périmètre composé")
    inside = " · ".join(map(link, holders(data, perimeter)))
    held = f" · {say('dans {inside}', inside=inside)}" if inside else ""
    return (
        f"<header class='titre portrait-tete'>{panels.heading(perimeter.name)}"
        f"<p>{escape(kind)}{escape(code)}{held}</p></header>"
    )


def facts(data: Atlas, perimeter: Perimeter) -> str:
    """Return population, surface, density and number of communes, each with its source and vintage."""
    figures = [KeyFigure.of(data.indicator(name), data.aggregate(name, perimeter)) for name in FACTS]
    if len(perimeter) > 1:
        figures.append(
            KeyFigure(say("Communes"), format_number(len(perimeter)), say("Insee, code officiel géographique 2026"))
        )
    return panels.key_figures(perimeter.name, figures)


def summary(data: Atlas, perimeter: Perimeter) -> str:
    """Return one paragraph written from the numbers."""
    told = " ".join(
        tell(data, name, perimeter)
        for name in SAID
        if name == "population" or data.aggregate(name, perimeter).status is Status.OK
    )
    return f"<p class='resume'>{escape(told)}</p>"


def links(perimeter: Perimeter, peers: tuple[str, ...]) -> str:
    """Return where to go from here: the map, the comparison with the peers, the data."""
    here = quote(perimeter.expression, safe=":")
    level = Level.COMMUNE if perimeter.level in {None, Level.COMMUNE} or len(perimeter) < _MOST_COMMUNES else Level.EPCI
    others = "&avec=" + ",".join(quote(one, safe=":") for one in peers) if peers else ""
    wanted = (
        (say("Voir sur la carte"), in_address(f"./?territoire={here}&indicateur=population&niveau={level}")),
        (say("Comparer avec ses pairs"), in_address(f"./comparer?territoire={here}{others}")),
        (say("Ses données à télécharger"), in_address(f"./donnees?territoire={here}")),
    )
    items = "".join(f"<a href='{escape(url, quote=True)}' target='_self'>{label}</a>" for label, url in wanted)
    said = say("Pour l’imprimer ou en faire un PDF : Ctrl{narrow}+{narrow}P.", narrow=NARROW)
    return (
        f"<nav class='portrait-liens' aria-label='{say('À partir d’ici')}'>{items}<span class='note'>"
        f"{said}</span></nav>"
    )


_MOST_COMMUNES: Final = 2_000
