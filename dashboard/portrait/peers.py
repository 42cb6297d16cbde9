"""The peers of a territory: the nearest or the most similar of its level, with what says so. As HTML, escaped here."""

from collections.abc import Sequence
from html import escape
from typing import Final
from urllib.parse import quote

from citeoscope.atlas import Atlas
from citeoscope.comparison import nearest, similar
from citeoscope.language import in_address, kept, say
from citeoscope.numbers import format_number
from citeoscope.query.status import Status
from dashboard import panels
from dashboard.portrait.asking import LIKE, Portrait

COLUMNS: Final = ("population", "densite", "evolution_population", "revenu_median")
MOST_COMPARED: Final = 5


@kept(512)
def found(data: Atlas, portrait: Portrait) -> tuple[tuple[tuple[str, str, str], ...], str, str]:
    """Return the peers (expression, name, how far or how alike), what they are found on, and why there are none."""
    where = portrait.territoire
    if portrait.pairs == LIKE:
        alike = similar(data, where, portrait.nombre, portrait.criteres)
        rows = tuple((one.expression, one.name, format_number(one.gap, 2)) for one in alike.neighbours)
        return rows, alike.criterion, alike.reason
    near = nearest(data, where, portrait.nombre)
    rows = tuple((one.expression, one.name, one.distance) for one in near.neighbours)
    told = say("Distance à vol d’oiseau entre deux points intérieurs.")
    if near.without:
        told = say("{told} {without} sans contour ne sont pas comptés.", told=told, without=near.without)
    return rows, told, near.reason


def compared(data: Atlas, portrait: Portrait) -> tuple[str, ...]:
    """Return the first peers, to be set side by side."""
    return tuple(one for one, _, _ in found(data, portrait)[0][:MOST_COMPARED])


def section(data: Atlas, portrait: Portrait) -> str:
    """Return the table of the peers."""
    rows, criterion, reason = found(data, portrait)
    if reason:
        return f"<section class='pairs'><h2>{say('Ses pairs')}</h2><p>{escape(reason)}</p></section>"
    perimeter = data.perimeter(portrait.territoire)
    level = perimeter.level
    nouns = level.nouns if level else say("territoires")
    kind = say("plus semblables") if portrait.pairs == LIKE else say("plus proches")
    measure = say("Écart") if portrait.pairs == LIKE else say("Distance")
    heads = "".join(
        f"<th scope='col' class='nombre'>{escape(one.short)} <small>{escape(one.vintage)}</small></th>"
        for one in (data.indicator(name) for name in COLUMNS)
    )
    own = _row(data, (perimeter.expression, perimeter.name, "–"), own=True)
    body = own + "".join(_row(data, one) for one in rows)
    sources = panels.cited(note for name in COLUMNS for note in data.sources(name))
    if portrait.pairs == LIKE:
        criterion = say(
            "{criterion} Un écart de 0 : mêmes chiffres ; de 1 : une dispersion ordinaire.", criterion=criterion
        )
    title = say("Les {count} {nouns} les {kind}", count=len(rows), nouns=nouns, kind=kind)
    return (
        f"<section class='pairs'><h2>{escape(title)}</h2><p class='note'>"
        f"{escape(say('{criterion} Ce n’est ni une note ni un classement.', criterion=criterion))}"
        f"</p><div class='cadre' tabindex='0'><table><caption class='hors-ecran'>{escape(title)}"
        f"</caption><thead><tr><th scope='col'>{say('Territoire')}</th><th scope='col' class='nombre'>"
        f"{measure}</th>{heads}</tr></thead><tbody>{body}</tbody></table></div><p class='note'>"
        f"{escape(sources)}.</p></section>"
    )


def _row(data: Atlas, peer: Sequence[str], *, own: bool = False) -> str:
    expression, name, far = peer
    cells = ""
    for indicator in COLUMNS:
        answer = data.aggregate(indicator, expression)
        look = "nombre" if answer.status is Status.OK else "nombre absent"
        cells += f"<td class='{look}'>{escape(answer.text)}</td>"
    level, _, code = expression.partition(":")
    known = data.geography.describe(level, code) if code and not own else name
    address = in_address(f"./portrait?territoire={quote(expression, safe=':')}")
    link = f"<a href='{escape(address)}' target='_self'>{escape(known)}</a>"
    told = f"<strong>{escape(name)}</strong>" if own else link
    return (
        f"<tr{' class=ici' if own else ''}><th scope='row'>{told}</th><td class='nombre'>{escape(far)}</td>{cells}</tr>"
    )
