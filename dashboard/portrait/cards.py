"""The key figures of a portrait, theme by theme, as HTML: each beside wider territories. Pure."""

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote

from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison.standing import Standing, ordinal
from citeoscope.language import enumerated, in_address, say
from citeoscope.numbers import format_number, format_value
from citeoscope.query.answer import Answer
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, parse
from dashboard import panels
from dashboard.portrait.read import Figure, Theme

_SMALLEST_SHARE: Final = 0.1
_WHOLE: Final = 100


def themes(perimeter: Perimeter, shown: Iterable[Theme]) -> str:
    """Return every theme as a section of cards."""
    return "".join(_theme(perimeter, one) for one in shown if one.figures or one.uncovered)


def _theme(perimeter: Perimeter, theme: Theme) -> str:
    cards = "".join(_card(perimeter, one) for one in theme.figures)
    outside = ""
    if theme.uncovered:
        told = enumerated(
            say("{short} (publié pour : {scope_label})", short=one.short, scope_label=one.scope_label)
            for one in theme.uncovered
        )
        outside = f"<p class='note'>{say('Sans donnée ici : {told}.', told=escape(told))}</p>"
    name = escape(theme.label)
    return (
        f"<section class='theme-portrait' aria-label='{escape(theme.label, quote=True)}'><h2>{name}</h2>"
        f"<div class='cartes'>{cards}</div>{outside}</section>"
    )


def _card(perimeter: Perimeter, figure: Figure) -> str:
    declared, own = figure.declared, figure.own
    look = "" if own.status is Status.OK else f" absent {own.status}"
    return (
        f"<article class='carte-chiffre'><h3>{escape(declared.label)}</h3>"
        f"<p class='valeur{look}'>{escape(own.text)}</p>{_rank(figure.standing)}"
        f"{_compared(perimeter, figure)}{_foot(perimeter, figure)}</article>"
    )


def _rank(place: Standing | None) -> str:
    if place is None or place.rank is None or not (place.level and place.wording) or place.count < 2:  # noqa: PLR2004
        return ""
    among = say("de France") if place.among == Level.FRANCE else place.wording.of
    centile = min(max(int(place.percentile or 0), 1), 99)  # the highest of all is still not above itself
    told = say(
        "{rank} ex æquo sur {count} {nouns} {among} · centile {centile}"
        if place.ties
        else "{rank} sur {count} {nouns} {among} · centile {centile}",
        rank=ordinal(place.rank, place.level),
        count=format_number(place.count),
        nouns=place.level.nouns,
        among=among,
        centile=centile,
    )
    return f"<p class='rang'>{escape(told)}</p>"


def _compared(perimeter: Perimeter, figure: Figure) -> str:
    if not figure.wider:
        return ""
    if figure.declared.adds_up or figure.declared.kind == "count":
        body, said = (
            _shares(figure),
            say("{declared} : part dans les territoires plus larges", declared=figure.declared.label),
        )
    else:
        body, said = (
            _bars(perimeter, figure),
            say("{declared} : {perimeter} et plus largement", declared=figure.declared.label, perimeter=perimeter.name),
        )
    # Without `colgroup` the hidden caption is the first row of a fixed table: equal columns, too narrow for a unit.
    columns = "<colgroup><col class='nom'><col><col class='dit'></colgroup>"
    caption = f"<caption class='hors-ecran'>{escape(said)}</caption>"
    return f"<table class='barres'>{caption}{columns}<tbody>{body}</tbody></table>"


def _bars(perimeter: Perimeter, figure: Figure) -> str:
    rows = ((perimeter, figure.own), *figure.wider)
    known = [answer.value for _, answer in rows if answer.value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = (high - low) or 1.0
    return "".join(
        _row(one.name, _bar(answer, low, span), answer, "ici" if one is perimeter else "") for one, answer in rows
    )


def _bar(answer: Answer, low: float, span: float) -> str:
    if answer.value is None:
        return f"<span class='sans {answer.status}'></span>"
    start, end = sorted((-low / span * _WHOLE, (answer.value - low) / span * _WHOLE))
    return f"<span style='left:{start:.1f}%;width:{end - start:.1f}%'></span>"


def _row(name: str, bar: str, answer: Answer, look: str) -> str:
    state = "" if answer.status is Status.OK else " class='absent'"
    title = f" title='{escape(answer.reason, quote=True)}'" if answer.reason else ""
    return (
        f"<tr class='{look}'><th scope='row'>{escape(name)}</th><td class='barre'><div>{bar}</div></td>"
        f"<td{state}{title}>{panels.narrow(answer.text)}</td></tr>"
    )


def _shares(figure: Figure) -> str:
    """Set a count beside totals: the part it is of each."""
    rows = []
    for one, answer in figure.wider:
        part = _part(figure.declared, figure.own, answer)
        bar = "" if part is None else f"<span style='left:0;width:{part:.2f}%'></span>"
        told = answer.text
        if part is not None:
            told = say("{part} des {whole}", part=_percent(part), whole=answer.text)
        state = " class='absent'" if answer.status is not Status.OK else ""
        rows.append(
            f"<tr><th scope='row'>{escape(one.name)}</th><td class='barre part'><div>{bar}</div></td>"
            f"<td{state}>{escape(told)}</td></tr>"
        )
    return "".join(rows)


def _part(declared: Indicator, own: Answer, whole: Answer) -> float | None:
    """Return the percentage of a total; `None` where there is none to tell: nothing here, not known, or a balance."""
    if own.value is None or whole.value is None or own.left_out or whole.left_out or declared.pivot is not None:
        return None
    return own.value / whole.value * _WHOLE if 0 < own.value <= whole.value else None


def _percent(part: float) -> str:
    if 0 < part < _SMALLEST_SHARE:
        return say("moins de {smallest_share}", smallest_share=format_value(_SMALLEST_SHARE, "%", 1))
    return format_value(part, "%", 1 if part < 10 else 0)  # noqa: PLR2004 - two digits say enough


def _foot(perimeter: Perimeter, figure: Figure) -> str:
    declared, own = figure.declared, figure.own
    told = " · ".join(
        filter(None, (f"{panels.cited(own.sources)}, {declared.vintage}", panels.alerts(own.sources), own.reason))
    )
    caveats = "".join(f"<li>{escape(text)}</li>" for text in (declared.definition, *declared.caveats))
    return (
        f"<p class='note'>{escape(told)}</p><details><summary>{say('À savoir')}</summary><ul>{caveats}"
        f"</ul><p><a href='{escape(on_the_map(perimeter, figure), quote=True)}' target='_self'>"
        f"{say('Sur la carte')}</a> · <a href='./indicateurs?territoire="
        f"{quote(perimeter.expression, safe=':')}&amp;indicateur={declared.id}' target='_self'>"
        f"{say('Lire cet indicateur')}</a></p></details>"
    )


def on_the_map(perimeter: Perimeter, figure: Figure) -> str:
    """Return the address of the map of a figure; a commune is shown among its neighbours, for alone it says nothing."""
    name = figure.declared.id
    if perimeter.level is Level.COMMUNE and figure.wider:
        around = figure.wider[0][0].expression
        code = parse(perimeter.expression)[0].code
        return in_address(f"./?territoire={around}&indicateur={name}&niveau=commune&commune={code}")
    level = Level.COMMUNE if len(perimeter) < 2_000 else Level.EPCI  # noqa: PLR2004 - beyond, EPCI are read faster
    return in_address(f"./?territoire={quote(perimeter.expression, safe=':')}&indicateur={name}&niveau={level}")
