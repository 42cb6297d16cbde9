"""The table and the dot plots of a comparison, as HTML: every name and figure is escaped here."""

from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby
from urllib.parse import quote

from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.language import in_address, kept, phrase, say, titled
from citeoscope.numbers import format_number, format_value
from citeoscope.query.answer import Answer
from citeoscope.query.status import Status
from citeoscope.territory.perimeter import Perimeter
from dashboard import panels
from dashboard.comparer import read
from dashboard.comparer.asking import Comparing

LEVELS_DIFFER = phrase(
    "Ces territoires n’ont pas tous le même niveau : les nombres et les totaux se lisent, mais ne se comparent pas ; "
    "seuls les taux, parts et moyennes se comparent."
)


@kept(128)
def table(data: Atlas, comparing: Comparing) -> str:
    """Return the table: indicators down, territories across, counts apart when levels differ."""
    perimeters = read.members(data, comparing)
    same = read.same_level(perimeters)
    shown = read.rows(data, comparing)
    head = "".join(_head(one) for one in perimeters)
    if same:
        body = _grouped(shown)
    else:
        rates = [row for row in shown if not read.is_count(row[0])]
        counts = [row for row in shown if read.is_count(row[0])]
        apart = say("Nombres et totaux : à lire, pas à comparer entre niveaux différents")
        body = _grouped(rates) + (_group(apart, counts) if counts else "")
    note = "" if same else f"<p class='message' role='note'>{escape(say(LEVELS_DIFFER))}</p>"
    return (
        f"<section class='comparaison' aria-label='{say('Tableau comparatif')}'>{note}"
        "<div class='cadre' tabindex='0'><table><caption class='hors-ecran'>"
        f"{say('Les indicateurs de chaque territoire')}</caption><thead><tr><th scope='col'>"
        f"{say('Indicateur')}</th>{head}</tr></thead>{body}</table></div><p>"
        f"<a href='api/v1/comparaison.csv?{escape(comparing.query, quote=True)}' download>"
        f"{say('Télécharger ce tableau (CSV)')}</a></p></section>"
    )


def _head(one: Perimeter) -> str:
    kind = one.level.label if one.level else say("Périmètre composé")
    link = in_address(f"./portrait?territoire={quote(one.expression, safe=':')}")
    return (
        f"<th scope='col' class='nombre'><a href='{escape(link, quote=True)}' target='_self'>{escape(one.name)}</a>"
        f"<small>{escape(kind)}</small></th>"
    )


def _grouped(shown: Iterable[read.Row]) -> str:
    return "".join(_group(theme, list(members)) for theme, members in groupby(shown, key=lambda row: row[0].theme))


def _group(title: str, shown: list[read.Row]) -> str:
    width = len(shown[0][1]) + 1
    lines = "".join(_line(declared, answers) for declared, answers in shown)
    return f"<tbody><tr class='theme'><th colspan='{width}' scope='rowgroup'>{escape(title)}</th></tr>{lines}</tbody>"


def _line(declared: Indicator, answers: tuple[Answer, ...]) -> str:
    sources = panels.cited(answers[0].sources)
    known = " · ".join(
        filter(None, (declared.unit, f"{sources}, {declared.vintage}", panels.alerts(answers[0].sources)))
    )
    cells = "".join(_cell(one) for one in answers)
    return f"<tr><th scope='row'>{escape(declared.label)}<small>{escape(known)}</small></th>{cells}</tr>"


def _cell(answer: Answer) -> str:
    look = "nombre" if answer.status is Status.OK else f"nombre absent {answer.status}"
    note = f"<small>{escape(answer.reason)}</small>" if answer.reason else ""
    return f"<td class='{look}'>{panels.narrow(answer.text)}{note}</td>"


@kept(128)
def plots(data: Atlas, comparing: Comparing) -> str:
    """Return a dot plot per indicator that can be compared: each territory in the spread of its own level."""
    perimeters = read.members(data, comparing)
    same = read.same_level(perimeters)
    drawn = "".join(
        _plot(data, perimeters, declared, answers)
        for declared, answers in read.rows(data, comparing)
        if same or not read.is_count(declared)
    )
    note = say(
        "Point : le territoire. Bande claire : de quoi situer 90 % des territoires de son "
        "niveau en France ; bande foncée : la moitié d’entre eux ; trait : la médiane. Centile "
        ": la part de ceux dont le chiffre est plus bas. Un chiffre plus haut n’est ni mieux "
        "ni moins bien."
    )
    return f"<section class='comparaison'><p class='note'>{note}</p><div class='points'>{drawn}</div></section>"


def _plot(data: Atlas, perimeters: tuple[Perimeter, ...], declared: Indicator, answers: tuple[Answer, ...]) -> str:
    spreads = [read.spread(data, declared.id, one.level) for one in perimeters]
    ends = [mark for one in spreads if one for mark in (one.marks[0], one.marks[-1])]
    known = [one.value for one in answers if one.value is not None]
    low, high = min([*ends, *known], default=0.0), max([*ends, *known], default=1.0)
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return 2 + (value - low) / span * 96

    lines = "".join(
        _dots(data, one, declared, answer, spread, at)
        for one, answer, spread in zip(perimeters, answers, spreads, strict=True)
    )
    title = f"{declared.label} ({declared.vintage})"
    first, last = (format_number(value, declared.decimals) for value in (low, high))
    ends_told = f"<div><span>{first}</span><span>{last}</span></div>"
    scale = f"<tr class='axe'><td></td><td>{ends_told}</td><td></td><td></td></tr>"
    said = _said(perimeters, declared, answers)
    return (
        f"<article class='nuage'><h3>{escape(title)}</h3><p class='note'>{escape(said)}</p><table class='barres'>"
        f"<caption class='hors-ecran'>{escape(title)}</caption><tbody>{lines}{scale}</tbody></table><p class='note'>"
        f"{escape(panels.cited(answers[0].sources))}</p></article>"
    )


def _dots(  # noqa: PLR0913, PLR0917 - what a line of a dot plot is made of
    data: Atlas,
    one: Perimeter,
    declared: Indicator,
    answer: Answer,
    spread: read.Spread | None,
    at: Callable[[float], float],
) -> str:
    marks = ""
    if spread is not None:
        low, first, middle, third, high = (at(mark) for mark in spread.marks)
        marks = (
            f"<span class='bande' style='left:{low:.1f}%;width:{high - low:.1f}%'></span>"
            f"<span class='coeur' style='left:{first:.1f}%;width:{third - first:.1f}%'></span>"
            f"<span class='mediane' style='left:{middle:.1f}%'></span>"
        )
    rank = None if answer.value is None else read.percentile(data, declared.id, one.level, answer.value)
    dot = f"<span class='sans {answer.status}'></span>"
    if answer.value is not None:
        dot = f"<span class='point' style='left:{at(answer.value):.1f}%'></span>"
    state = "" if answer.status is Status.OK else " class='absent'"
    told = say("centile {rank}", rank=rank) if rank is not None else ""
    return (
        f"<tr><th scope='row'>{escape(one.name)}</th><td class='rail'><div>{marks}{dot}</div></td>"
        f"<td{state}>{panels.narrow(answer.text)}</td><td class='centile'>{told}</td></tr>"
    )


def _said(perimeters: tuple[Perimeter, ...], declared: Indicator, answers: tuple[Answer, ...]) -> str:
    """Say a dot plot in one sentence."""
    known = sorted(
        ((answer.value, one.name) for one, answer in zip(perimeters, answers, strict=True) if answer.value is not None)
    )
    if not known:
        return say("Aucun de ces territoires n’a de chiffre.")
    (low, lowest), (high, highest) = known[0], known[-1]
    said = format_value(low, declared.unit, declared.decimals)
    if len(known) == 1:
        return f"{titled(lowest, said)}."
    return say(
        "De {said} ({lowest}) à {high} ({highest}).",
        said=said,
        lowest=lowest,
        high=format_value(high, declared.unit, declared.decimals),
        highest=highest,
    )
