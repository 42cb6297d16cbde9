"""Evolution charts of a portrait: lines in time drawn by Altair with French numbers, their table, their sentence."""

from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from citeoscope.atlas import Atlas
from citeoscope.catalogue.indicator import Indicator
from citeoscope.language import DEFAULT, current, kept, say, titled
from citeoscope.numbers import MINUS, NARROW, format_value
from citeoscope.query.change import Change
from citeoscope.query.status import Status
from dashboard import panels
from dashboard.portrait import read
from dashboard.portrait.read import Evolution

if TYPE_CHECKING:
    import altair as alt

HEIGHT: Final = 230
ACCENT, GREY, PALE = "#0b7d89", "#7a868c", "#a9b2b6"
DASHES: Final = ([1, 0], [6, 3], [2, 2])
SHAPES: Final = ("circle", "square", "triangle-up")
FRENCH: Final = {"decimal": ",", "thousands": NARROW, "grouping": [3], "currency": ["", "\u00a0€"], "minus": MINUS}
ENGLISH: Final = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""], "minus": MINUS}


def show(data: Atlas, territory: str) -> None:
    """Show the charts of a territory side by side, each with its sentence and its table."""
    shown = _evolutions(data, territory)
    st.html(f"<h2 class='portrait-titre'>{say('Évolution')}</h2>")
    if not shown:
        st.html(f"<p class='note'>{say('Aucun chiffre n’est publié ici pour plusieurs années.')}</p>")
    with st.container(key="evolutions"):
        columns = st.columns(max(len(shown), 1), gap="medium")
    for column, one in zip(columns, shown, strict=False):
        with column:
            st.html(caption(one))
            st.altair_chart(_chart(data, territory, one.title), width="stretch", key=f"evolution-{one.title}")
            st.html(table(one))
    st.html(two_dates(data, territory))


@kept(128)
def _evolutions(data: Atlas, territory: str) -> tuple[Evolution, ...]:
    return read.evolutions(data, territory)


@kept(128)
def _chart(data: Atlas, territory: str, title: str) -> "alt.LayerChart":
    return chart(next(one for one in _evolutions(data, territory) if one.title == title))


def chart(shown: Evolution) -> "alt.LayerChart":
    """Draw an evolution.

    Parameters
    ----------
    shown
        Its lines.

    Returns
    -------
    altair.LayerChart
        A line and its points per series, told apart by dash, shape and the name at its end; a year without a figure
        breaks the line.
    """
    import altair as alt  # noqa: PLC0415 - as long to import as a page to draw: only a portrait pays for it

    names = [name for name, _ in shown.lines]
    rows: list[dict[str, Any]] = [
        {"serie": name, "annee": int(one.vintage), "valeur": one.value, "texte": one.text}
        for name, answers in shown.lines
        for one in answers
    ]
    years = sorted({row["annee"] for row in rows})
    scale = alt.Scale(domain=names, range=[ACCENT, GREY, PALE][: len(names)])
    base = alt.Chart({"values": rows}).encode(
        x=alt.X(
            "annee:Q",
            title=None,
            axis=alt.Axis(format="d", values=_few(years), grid=False, aria=False),
            scale=alt.Scale(domain=[years[0], years[-1]], nice=False, padding=12),
        ),
        y=alt.Y(
            "valeur:Q",
            title=None,
            axis=alt.Axis(format=f",.{min(shown.declared.decimals, 1)}f", tickCount=4, aria=False),
            scale=alt.Scale(zero=False, nice=True),
        ),
        color=alt.Color("serie:N", scale=scale, legend=None, sort=names),
        tooltip=[
            alt.Tooltip("serie:N", title=say("Série")),
            alt.Tooltip("annee:Q", title=say("Année"), format="d"),
            alt.Tooltip("texte:N", title=say("Chiffre")),
        ],
    )
    dash = alt.StrokeDash("serie:N", scale=alt.Scale(domain=names, range=list(DASHES[: len(names)])), legend=None)
    shape = alt.Shape("serie:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])), legend=None)
    line = base.mark_line(strokeWidth=2, aria=False).encode(strokeDash=dash)
    points = base.mark_point(size=45, filled=True, opacity=1, aria=False).encode(shape=shape)
    drawn: alt.LayerChart = alt.LayerChart(layer=[line, points], height=HEIGHT)
    drawn.config = alt.Config(locale={"number": FRENCH if current() == DEFAULT else ENGLISH}, aria=False)
    return drawn


def _few(years: list[int]) -> list[int]:
    """Keep the years that can be written under a narrow chart: the first, the last, and some between."""
    least = max((years[-1] - years[0]) / 6, 1)
    kept = [years[-1]]
    for year in reversed(years[:-1]):
        if kept[-1] - year >= least and (year == years[0] or year - years[0] >= least):
            kept.append(year)
    return sorted({years[0], *kept})


def caption(shown: Evolution) -> str:
    """Return the title of a chart, what it says in words, and which line is which."""
    told = " ".join(_told(name, change) for name, change in shown.changes)
    keys = ""
    if len(shown.lines) > 1:
        marks = ("plein", "tirets", "points")
        keys = "".join(
            f"<li><span class='trait {mark}'></span>{escape(name)}</li>"
            for mark, (name, _) in zip(marks, shown.lines, strict=False)
        )
        keys = f"<ul class='cle'>{keys}</ul>"
    return f"<section class='evolution'><h3>{escape(shown.title)}</h3><p>{escape(told)}</p>{keys}</section>"


def _told(name: str, change: Change) -> str:
    if change.difference is None:
        return titled(name, change.reason)
    percent = ""
    if change.percent is not None:
        sign = "+" if change.percent > 0 else ""
        percent = f" ({sign}{format_value(change.percent, '%', 1)})"
    told = say(
        "{name}, de {first} à {last} : {change}{percent}.",
        name=name,
        first=change.first,
        last=change.last,
        change=change.text,
        percent=percent,
    )
    return f"{told} {change.reason}" if change.reason else told


def table(shown: Evolution) -> str:
    """Return the table twin of a chart, folded, with its source."""
    head = "".join(f"<th scope='col' class='nombre'>{escape(name)}</th>" for name, _ in shown.lines)
    rows = ""
    for place, answer in enumerate(shown.lines[0][1]):
        cells = "".join(
            f"<td class='nombre{'' if one.status is Status.OK else ' absent'}'>{escape(one.text)}</td>"
            for one in (answers[place] for _, answers in shown.lines)
        )
        rows += f"<tr><th scope='row'>{escape(answer.vintage)}</th>{cells}</tr>"
    notes = panels.cited(note for _, told in shown.lines for one in told for note in one.sources)
    said = say("{notes}. Dans les limites de communes d’aujourd’hui ; l’axe vertical ne part pas de zéro.", notes=notes)
    return (
        f"<section class='evolution'><details><summary>{say('Voir en tableau')}</summary>"
        f"<div class='cadre' tabindex='0'><table><caption class='hors-ecran'>{escape(shown.title)}"
        f"</caption><thead><tr><th scope='col'>{say('Année')}</th>{head}</tr></thead><tbody>{rows}"
        f"</tbody></table></div></details><p class='note'>{escape(said)}</p></section>"
    )


def two_dates(data: Atlas, territory: str) -> str:
    """Return what changed for the indicators that have two vintages, as sentences."""
    items = "".join(_dated(one, change) for one, change in _two_dates(data, territory))
    if not items:
        return ""
    note = say("D’une date à l’autre, sur les mêmes communes, dans leurs limites d’aujourd’hui.")
    return f"<section class='evolution'><ul class='dates'>{items}</ul><p class='note'>{note}</p></section>"


@kept(128)
def _two_dates(data: Atlas, territory: str) -> tuple[tuple[Indicator, Change], ...]:
    return read.two_dates(data, territory)


def _dated(declared: Indicator, change: Change) -> str:
    look: Any = "" if change.status is Status.OK else " class='absent'"
    return f"<li{look}>{escape(_told(declared.label, change))}</li>"
