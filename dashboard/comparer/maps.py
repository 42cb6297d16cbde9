"""The small maps of a comparison: communes in the same classes, one legend, each a picture by address."""

import gzip
from dataclasses import dataclass
from html import escape
from typing import Final

import anyio.to_thread
import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from citeoscope.atlas import Atlas, atlas
from citeoscope.boards.sketch import STEP, Sketch
from citeoscope.catalogue.indicator import Indicator
from citeoscope.comparison.peers import holders
from citeoscope.errors import CiteoscopeError, MapError
from citeoscope.language import counted, kept, say
from citeoscope.maps import Breaks, Classing, encode, interval_texts, legend, legend_html, palette
from citeoscope.maps.classes import NON_VALUES
from citeoscope.numbers import format_number, format_value
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter
from dashboard import panels
from dashboard.comparer import read
from dashboard.comparer.asking import Comparing, parse_comparing

WIDTH, HEIGHT = 330, 280


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The maps of a comparison: what each shows, and the classes they share."""

    declared: Indicator
    shown: tuple[Perimeter, ...]
    figures: tuple[pd.DataFrame, ...]
    breaks: Breaks
    colors: tuple[str, ...]


@kept(32)
def sheet(data: Atlas, comparing: Comparing) -> Sheet:
    """Return what the maps show.

    Parameters
    ----------
    data
        The atlas.
    comparing
        What is on the screen.

    Returns
    -------
    Sheet
        Communes of each territory; those of the narrowest territory that holds it for a commune, alone on its map
        otherwise. The classes are found on all of them together.
    """
    declared = data.indicator(comparing.carte)
    shown = tuple(_around(data, one) for one in read.members(data, comparing))
    values = tuple(data.values(declared.id, one) for one in shown)
    together = pd.concat(values).drop_duplicates("code")
    classing = Classing(decimals=declared.decimals, pivot=declared.pivot, count=declared.kind == "rate")
    breaks = classing.breaks(together["value"])
    return Sheet(declared, shown, values, breaks, palette(breaks.size, breaks.below))


def _around(data: Atlas, perimeter: Perimeter) -> Perimeter:
    if perimeter.level is not Level.COMMUNE:
        return perimeter
    return holders(data, perimeter)[0]


def picture(data: Atlas, comparing: Comparing, place: int) -> bytes:
    """Draw the map of one territory.

    Parameters
    ----------
    data
        The atlas.
    comparing
        What is on the screen.
    place
        Of the territory among those compared, from 0.

    Returns
    -------
    bytes
        SVG.

    Raises
    ------
    MapError
        None of its communes has an outline.
    """
    drawn = sheet(data, comparing)
    values, member = drawn.figures[place], read.members(data, comparing)[place]
    outlines = data.outlines(Level.COMMUNE).reindex(values["code"]).to_numpy()
    try:
        sketch = Sketch.of(outlines, WIDTH, HEIGHT)
    except ValueError as error:
        raise MapError(str(error)) from error
    marks = pd.Series(list(encode(values["code"].tolist(), values, drawn.breaks)))
    paths = {f"c{mark}": sketch.surface(outlines[(marks == mark).to_numpy()]) for mark in sorted(marks.unique())}
    style = "".join(f".c{rank}{{fill:{color}}}" for rank, color in enumerate(drawn.colors)) + _ABSENT
    if member.level is Level.COMMUNE:
        own = data.outlines(Level.COMMUNE).reindex(list(member.codes)).to_numpy()
        paths["choisi"] = sketch.outline(own)
    return sketch.svg(paths, style, defs=_PATTERNS)


_S: Final = STEP
_PATTERNS: Final = (
    f'<pattern id="s" width="{5 * _S}" height="{5 * _S}" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect class="f" width="{5 * _S}" height="{5 * _S}"/>'
    f'<rect class="t" width="{1.4 * _S}" height="{5 * _S}"/></pattern>'
    f'<pattern id="m" width="{5 * _S}" height="{5 * _S}" patternUnits="userSpaceOnUse">'
    f'<rect class="f" width="{5 * _S}" height="{5 * _S}"/><circle class="t" cx="{2 * _S}" cy="{2 * _S}" r="{_S}"/>'
    f'</pattern><pattern id="a" width="{5 * _S}" height="{5 * _S}" patternUnits="userSpaceOnUse">'
    f'<rect class="f" width="{5 * _S}" height="{5 * _S}"/><rect class="t" width="{_S}" height="{5 * _S}"/>'
    f'<rect class="t" width="{5 * _S}" height="{_S}"/></pattern>'
)
_ABSENT: Final = (
    ".f{fill:#dcdfe2}.t{fill:#737c85}.cs{fill:url(#s)}.cm{fill:url(#m)}.ca{fill:url(#a)}.cn{fill:#dcdfe2}"
    ".choisi{fill:none;stroke:#14181c;stroke-width:2.5}"
    "@media(prefers-color-scheme:dark){.f,.cn{fill:#3a4249}.t{fill:#87919a}.choisi{stroke:#fff}}"
)


@kept(128)
def section(data: Atlas, comparing: Comparing) -> str:
    """Return the maps, their one legend, and their table, as HTML."""
    drawn = sheet(data, comparing)
    declared = drawn.declared
    members = read.members(data, comparing)
    maps = "".join(_map(data, comparing, place, one) for place, one in enumerate(members))
    together = pd.concat(drawn.figures).drop_duplicates("code")
    told = encode(together["code"].tolist(), together, drawn.breaks)
    rows = legend(drawn.breaks, told, unit=declared.unit, palette=drawn.colors)
    title = f"{declared.short} ({', '.join(filter(None, (declared.unit, declared.vintage)))})"
    note = say(
        "Les mêmes classes sur chaque carte. {cited}. Contours IGN simplifiés.",
        cited=panels.cited(data.sources(declared.id)),
    )
    key = legend_html(rows, title=title, territories="communes", note=note)
    return (
        f"<section class='comparaison petites'><div class='cartes-jumelles'>{maps}</div>{key}"
        f"{_table(drawn, members)}</section>"
    )


def _map(data: Atlas, comparing: Comparing, place: int, one: Perimeter) -> str:
    drawn = sheet(data, comparing)
    known = drawn.figures[place]["value"].dropna()
    said = say("{declared}, {name}, par commune", declared=drawn.declared.label, name=drawn.shown[place].name)
    if len(known):
        unit, decimals = drawn.declared.unit, drawn.declared.decimals
        low, high = (format_value(end, unit, decimals) for end in (known.min(), known.max()))
        said = say("{said} : de {low} à {high}", said=said, low=low, high=high)
    address = f"./api/v1/comparaison.svg?{comparing.query}&place={place}&version={data.store.version}"
    around = f" {say('(contour), dans {name}', name=drawn.shown[place].name)}" if one.level is Level.COMMUNE else ""
    communes = len(drawn.figures[place])
    counted_here = counted(communes, "{count} commune", "{count} communes", count=format_number(communes))
    return (
        f"<figure><img src='{escape(address, quote=True)}' width='{WIDTH}' height='{HEIGHT}' loading='lazy' "
        f"alt='{escape(said, quote=True)}'><figcaption><strong>{escape(one.name)}</strong>{escape(around)} · "
        f"{counted_here}</figcaption></figure>"
    )


def _table(drawn: Sheet, members: tuple[Perimeter, ...]) -> str:
    """Return how many communes of each map are in each class."""
    marks = [encode(values["code"].tolist(), values, drawn.breaks) for values in drawn.figures]
    texts = {str(rank): text for rank, text in enumerate(interval_texts(drawn.breaks, drawn.declared.unit))}
    texts |= {letter: status.label for letter, status in NON_VALUES.items() if any(letter in one for one in marks)}
    head = "".join(f"<th scope='col' class='nombre'>{escape(one.name)}</th>" for one in members)
    lines = "".join(
        f"<tr><th scope='row'>{escape(text)}</th>"
        + "".join(f"<td class='nombre'>{format_number(one.count(mark))}</td>" for one in marks)
        + "</tr>"
        for mark, text in texts.items()
    )
    return (
        f"<details><summary>{say('Voir en tableau')}</summary><div class='cadre' tabindex='0'><table>"
        f"<caption class='note'>{say('Communes de chaque carte, par classe')}</caption><thead><tr>"
        f"<th scope='col'>{say('Classe')}</th>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
        "</details>"
    )


@kept(128)
def _compressed(data: Atlas, comparing: Comparing, place: int) -> bytes:
    return gzip.compress(picture(data, comparing, place), compresslevel=6, mtime=0)


async def served(request: Request) -> Response:
    """Answer the map of one territory by address."""
    place = request.query_params.get("place", "0")
    try:
        data = atlas()
        comparing, _ = parse_comparing(request.query_params, data)
        if not place.isdecimal() or int(place[:3]) >= len(comparing.members):
            raise MapError(say("Carte inconnue."))
        body = await anyio.to_thread.run_sync(_compressed, data, comparing, int(place))
    except CiteoscopeError as error:
        return PlainTextResponse(str(error), status_code=400)
    # All of France is two megabytes of figures, a seventh of that once compressed.
    headers = {"Cache-Control": "public, max-age=86400", "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(body, media_type="image/svg+xml", headers=headers)
