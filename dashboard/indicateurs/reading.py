"""The texts of the page «Indicateurs», as HTML: every name and figure is escaped here."""

from html import escape
from itertools import groupby
from urllib.parse import quote

from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison import beside, tell
from citeoscope.language import say
from citeoscope.query.answer import Answer
from citeoscope.query.status import Status
from citeoscope.view import View
from dashboard import panels
from dashboard.panels import KeyFigure


def heading(declared: Indicator) -> str:
    """Return the head of the page: theme, name of the indicator."""
    vintage = f" · {declared.vintage}"
    return (
        f'<header class="titre jeu-page"><h1>{escape(declared.label)}</h1>'
        f"<p>{escape(declared.theme)}{escape(vintage)}</p></header>"
    )


def sentences(said: list[tuple[str, str]], caveats: tuple[str, ...]) -> str:
    """Return what to know of an indicator, to be read aloud."""
    parts = "".join(f"<h2>{escape(title)}</h2><p>{escape(text)}</p>" for title, text in said)
    items = "".join(f"<li>{escape(caveat)}</li>" for caveat in caveats)
    beware = f"<h2>{say('À savoir')}</h2><ul>{items}</ul>" if items else ""
    return f'<section class="jeu lecture">{parts}{beware}</section>'


def here(data: Atlas, view: View) -> str:
    """Return the figure of the territory on screen."""
    where = data.perimeter(view.territoire)
    answer = data.aggregate(view.indicateur, where)
    figure = KeyFigure.of(data.indicator(view.indicateur), answer)
    head = f'<section class="jeu"><h2>{escape(where.name)}</h2></section>'
    return head + panels.key_figures(where.name, [figure])


def compared(data: Atlas, view: View) -> str:
    """Return the sentence of the territory on screen, and its figure beside those of the territories that hold it."""
    said = tell(data, view.indicateur, view.territoire)
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.perimeter.name)}</th>{_cell(one.answer)}</tr>"
        for one in beside(data, view.indicateur, view.territoire)
    )
    return (
        '<section class="jeu"><h2>'
        f"{say('Ici, et plus largement')}</h2><p>{escape(said)}</p>"
        f'<div class="cadre"><table><tbody>{rows}</tbody></table></div></section>'
    )


def series(data: Atlas, view: View) -> str:
    """Return every vintage for the territory on screen, and what changed since the first one; empty without series."""
    declared = data.indicator(view.indicateur)
    if len(declared.vintages) == 1:
        return ""
    where = data.perimeter(view.territoire)
    answers = data.series(view.indicateur, where)
    rows = "".join(f"<tr><th scope='row'>{escape(one.vintage)}</th>{_cell(one)}</tr>" for one in answers)
    change = data.change(view.indicateur, where, declared.vintages[0], declared.vintages[-1])
    told = say(
        "De {first} à {last} : {change}. {reason}",
        first=change.first,
        last=change.last,
        change=change.text,
        reason=change.reason,
    )
    return (
        '<section class="jeu"><h2>'
        f"{say('{where}, année par année', where=escape(where.name))}</h2><p>{escape(told)}</p>"
        '<div class="cadre"><table><caption class="note">'
        f"{say('Dans les limites de communes d’aujourd’hui.')}</caption><thead><tr><th scope='col'>"
        f"{say('Année')}</th><th scope='col' class='nombre'>{escape(declared.short)}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _cell(answer: Answer) -> str:
    look = "nombre" if answer.status is Status.OK else "nombre absent"
    note = f" <small>{escape(answer.reason)}</small>" if answer.reason else ""
    return f"<td class='{look}'>{escape(answer.text)}{note}</td>"


def themes(data: Atlas, view: View) -> str:
    """Return every indicator as a link, by theme: the theme on screen is open."""
    current = data.indicator(view.indicateur).theme
    groups = []
    for theme, members in groupby(data.indicators.values(), key=lambda one: one.theme):
        links = "".join(_link(one, view) for one in members)
        opened = " open" if theme == current else ""
        groups.append(f"<details{opened}><summary>{escape(theme)}</summary><ul>{links}</ul></details>")
    count = len(data.indicators)
    return (
        '<nav class="jeu themes" aria-label="'
        f"{say('Les {count} indicateurs, par thème', count=count)}"
        f'">{"".join(groups)}</nav>'
    )


def _link(one: Indicator, view: View) -> str:
    here_now = ' aria-current="page"' if one.id == view.indicateur else ""
    address = f"./indicateurs?territoire={quote(view.territoire)}&indicateur={one.id}"
    return f'<li><a href="{escape(address)}" target="_self"{here_now}>{escape(one.short)}</a></li>'


def links(view: View) -> str:
    """Return where to see the indicator on the map."""
    address = f"./?territoire={quote(view.territoire)}&indicateur={view.indicateur}&niveau={view.niveau}"
    return (
        f'<section class="jeu"><p><a href="{escape(address)}" target="_self">'
        f"{say('Voir sur la carte')}</a></p></section>"
    )
