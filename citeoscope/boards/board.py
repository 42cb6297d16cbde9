"""A view as a board: what is written on it and what its map shows, ready to be laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import shapely

from citeoscope.atlas import Atlas
from citeoscope.boards import drawing, names, written
from citeoscope.boards.alt import alternative
from citeoscope.boards.figures import BoardFigure, six_figures
from citeoscope.boards.ground import Ground, Panel, ground_of
from citeoscope.boards.labels import Labelled, place_labels
from citeoscope.boards.overlaid import Overlaid, overlaid
from citeoscope.boards.paper import Paper
from citeoscope.boards.projection import bar
from citeoscope.boards.render import render
from citeoscope.few import are_few
from citeoscope.language import counted, phrase, say, titled
from citeoscope.maps.legend import LegendRow
from citeoscope.maps.portrayal import Portrayal, Square
from citeoscope.numbers import format_number, format_value, french_date
from citeoscope.query.answer import SourceNote
from citeoscope.query.status import Status
from citeoscope.shown import aged, declared, defined, label, portrayal_of, title
from citeoscope.territory.levels import Level
from citeoscope.view import View

OUTLINES: Final = phrase("Contours : IGN ADMIN EXPRESS, 2018, simplifiés ; projection équivalente de Lambert.")
MOST_MARKS: Final = 200
FEW: Final = 3
"""A map of fewer territories says nothing: it is drawn in a wider one, and the territory is outlined on it."""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything of a board.

    Attributes
    ----------
    name
        Of the file: territory, indicator and vintage.
    title, subtitle
        The territory; the indicator, its vintage, its definition.
    figures
        Six of the territory.
    legend
        Title of the legend.
    rows
        Of the legend, every territory counted once.
    square
        Cells of two indicators crossed, `None` otherwise; the rows count them too.
    sizes
        Text and radius in millimetres of the discs of the legend.
    counted
        What the legend counts.
    remarks
        What must be known of the map.
    layers
        On top.
    sources
        One per dataset.
    map, alt
        The map as SVG, and what it shows as sentences.
    map_names
        Names on it.
    map_left
        Where the main panel begins, in millimetres.
    scale
        Length in millimetres and distance of the scale bar.
    insets
        Name, left, top of the small panels.
    link
        Address of the view; may be empty.
    day
        When the board was made, ISO 8601.
    paper
        The sheet.
    """

    name: str
    title: str
    subtitle: str
    figures: tuple[BoardFigure, ...]
    legend: str
    rows: tuple[LegendRow, ...]
    square: Square | None
    sizes: tuple[tuple[str, float], ...]
    counted: str
    remarks: tuple[str, ...]
    layers: tuple[Overlaid, ...]
    sources: tuple[str, ...]
    map: str
    alt: str
    map_names: tuple[names.PlaceName, ...]
    map_left: float
    scale: tuple[float, str]
    insets: tuple[tuple[str, float, float], ...]
    link: str
    day: str
    paper: Paper

    def file(self, suffix: str) -> bytes:
        """Return the board as a file: `pdf`, `png` or `svg`, see `render`."""
        return render(self, suffix)

    def save(self, path: str | Path) -> Path:
        """Write the board to a file.

        Parameters
        ----------
        path
            Its ending, `.pdf`, `.png` or `.svg`, says in which format.

        Returns
        -------
        pathlib.Path
            The same path.

        Raises
        ------
        ExportError
            The ending is none of them.
        """
        where = Path(path)
        where.write_bytes(self.file(where.suffix.lower().removeprefix(".")))
        return where

    def _repr_svg_(self) -> str:
        """Show the board in a notebook."""
        return self.file("svg").decode()


def board_of(data: Atlas, view: View, paper: Paper, *, link: str = "", day: date | None = None) -> Board:
    """Make the board of a view.

    Parameters
    ----------
    data
        The atlas.
    view
        What is on the screen.
    paper
        The sheet, see `paper_of`.
    link
        Address of the view, written on the board; may be empty.
    day
        Written on the board; today when `None`.

    Returns
    -------
    Board
        A territory too small to be a map of its own is drawn outlined in a wider one, and a remark says so.
    """
    made = day or date.today()  # noqa: DTZ011 - the day of whoever makes the board
    shown, where = declared(data, view), data.perimeter(view.territoire)
    drawn = _drawn(data, view)
    on_map = data.perimeter(drawn.territoire)
    ground = ground_of(data, on_map.expression, drawn.niveau, paper)
    portrayal = portrayal_of(data, drawn, ground.codes)
    figures_on = written.texts(data, drawn) if are_few(len(ground.codes)) else {}
    layers, unread = overlaid(data, drawn)
    laid = [
        drawing.Layered(
            one.points[["longitude", "latitude"]].to_numpy(dtype=np.float64), one.layer.color, one.layer.shape
        )
        for one in layers
    ]
    selected = data.geography.names.get((drawn.niveau, drawn.commune), "") if drawn.commune else ""
    figures = six_figures(data, shown.id, where.expression, view.millesime or None, view.beside)
    crossed = data.sources(view.croise) if view.croise else ()
    known = (*data.sources(shown.id, shown.vintage), *crossed, *(note for figure in figures for note in figure.sources))
    told = tuple(say("{layer} : {source}", layer=one.label, source=one.source) for one in layers)
    said = say("{what}, par {noun}", what=label(data, view), noun=drawn.niveau.noun)
    metres = ground.panels[0].project.metres
    return Board(
        name=titled(where.name, label(data, view)),
        title=where.name,
        subtitle=f"{said}. {defined(data, view)}",
        figures=figures,
        legend=title(data, view),
        rows=tuple(row for row in portrayal.rows if row.count or row.pattern is None),
        square=portrayal.square,
        sizes=_sizes(portrayal, shown.unit),
        counted=drawn.niveau.nouns,
        remarks=tuple(
            filter(None, (aged(data, view, made.year), *_remarks(data, view, drawn, ground, portrayal), *unread))
        ),
        layers=layers,
        sources=tuple(
            dict.fromkeys(filter(None, (*(note.text for note in known), *told, _licensed(known), say(OUTLINES))))
        ),
        map=drawing.map_svg(ground, drawing.Drawing(portrayal, laid, drawn.commune), paper),
        alt=alternative(
            label(data, view),
            data.geography.wording(on_map).of,
            portrayal.rows,
            noun=drawn.niveau.noun,
            nouns=drawn.niveau.nouns,
            layers=[(one.label, len(one.points)) for one in layers],
            selected=selected,
        ),
        map_names=_names(data, ground, drawn, paper, laid, portrayal, figures_on),
        map_left=ground.panels[0].box[0],
        scale=bar(metres),
        insets=tuple((_inset(panel, figures_on), panel.box[0], panel.box[1]) for panel in ground.panels[1:]),
        link=link,
        day=made.isoformat(),
        paper=paper,
    )


def _licensed(notes: Sequence[SourceNote]) -> str:
    """Say under which licence figures are taken away, and of which day they are: what it asks to be told."""
    licences = ", ".join(dict.fromkeys(note.licence for note in notes if note.licence))
    if not licences:
        return ""
    first, last = min(note.retrieved_at for note in notes), max(note.retrieved_at for note in notes)
    if first == last:
        return say("Chiffres : {licences}, récupérés le {day}", licences=licences, day=french_date(last))
    return say(
        "Chiffres : {licences}, récupérés du {first} au {last}",
        licences=licences,
        first=french_date(first),
        last=french_date(last),
    )


def _drawn(data: Atlas, view: View) -> View:
    """Return the view that the map draws: of a wider territory around one or two that would fill the frame alone."""
    where = data.perimeter(view.territoire)
    codes = data.territories(where, view.niveau)
    if not codes or len(codes) >= FEW:
        return view
    row = data.geography.communes.loc[where.codes[0]]
    for level in (Level.EPT, Level.EPCI, Level.DEPARTEMENT, Level.REGION):
        code = row[str(level)]
        if not isinstance(code, str):
            continue
        wider = data.perimeter(f"{level}:{code}")
        around = data.territories(wider, view.niveau)
        if len(around) >= FEW and set(codes) <= set(around):
            return replace(view, territoire=wider.expression, commune=view.commune or codes[0])
    return view


def _inset(panel: Panel, figures: Mapping[str, str]) -> str:
    """Name a small panel, with the figure of its only territory where figures are written."""
    if len(panel.codes) == 1 and panel.codes[0] in figures:
        return say("{name} : {figure}", name=panel.name, figure=figures[panel.codes[0]])
    return panel.name


def _remarks(data: Atlas, view: View, drawn: View, ground: Ground, portrayal: Portrayal) -> tuple[str, ...]:
    said = []
    if drawn.territoire != view.territoire:
        said.append(
            say(
                "La carte montre {name} ; le contour noir est celui {of}.",
                name=data.perimeter(drawn.territoire).name,
                of=data.geography.wording(data.perimeter(view.territoire)).of,
            )
        )
    elif told := _outlined(data, view):
        said.append(told)
    said.append(portrayal.remark)
    if ground.bare:
        count = len(ground.bare)
        what = f"{format_number(count)} {drawn.niveau.nouns if count > 1 else drawn.niveau.noun}"
        said.append(
            counted(
                count,
                "{what} n’a pas de contour dans la source et n’est pas dessinée.",
                "{what} n’ont pas de contour dans la source et ne sont pas dessinées.",
                what=what,
            )
        )
    if len(ground.panels) > 1:
        said.append(
            say("Chaque carton a sa propre échelle ; les disques ont partout la même.")
            if portrayal.discs
            else say("Chaque carton a sa propre échelle.")
        )
    return tuple(filter(None, said))


def _outlined(data: Atlas, view: View) -> str:
    """Say which territory is outlined, with its figure; nothing when none is."""
    name = data.geography.names.get((view.niveau, view.commune), "") if view.commune else ""
    if not name:
        return ""
    if view.croise:
        return say("Contour noir : {name}.", name=name)
    shown = declared(data, view)
    values = data.values(shown.id, data.perimeter(view.territoire), view.niveau, shown.vintage)
    rows = values[values["code"].astype(str) == view.commune]
    if rows.empty:
        return ""
    value, status = rows["value"].iloc[0], str(rows["status"].iloc[0])
    figure = format_value(value, shown.unit, shown.decimals) if status == Status.OK.value else Status(status).label
    return say("Contour noir : {name} ({figure}).", name=name, figure=figure)


def _sizes(portrayal: Portrayal, unit: str) -> tuple[tuple[str, float], ...]:
    if portrayal.scale is None:
        return ()
    sizes, scale = portrayal.scale.sizes, portrayal.scale
    radii = scale.radii(np.array(sizes)) * drawing.PIXEL
    texts = (format_value(size, unit, scale.decimals) for size in sizes)
    return tuple(zip(texts, radii.tolist(), strict=True))


def _names(  # noqa: PLR0913, PLR0917 - each one takes room on the map
    data: Atlas,
    ground: Ground,
    view: View,
    paper: Paper,
    laid: list[drawing.Layered],
    portrayal: Portrayal,
    figures: Mapping[str, str],
) -> tuple[names.PlaceName, ...]:
    panel = ground.panels[0]
    marks = [(x - 1.2, y - 1.2, 2.4, 2.4) for one in laid for x, y in panel.project(one.degrees).tolist()]
    # A name moves away from a mark, or it would hide it; where marks crowd there is nowhere to go.
    taken = [(panel.box[0], paper.map_height - 12, 56.0, 12.0), *(marks if len(marks) <= MOST_MARKS else [])]
    if figures:
        radii = drawing.radii_of(portrayal, np.array(list(portrayal.classes), dtype="U1")) * drawing.PIXEL
        discs = [
            (x - r, y - r, 2 * r, 2 * r)
            for (x, y), r in zip(panel.centres.tolist(), radii[: len(panel.codes)].tolist(), strict=True)
            if r
        ]
        return _labels(data, panel, view, paper, figures, [*taken, *discs])
    communes = data.geography.communes
    held = communes.loc[list(data.perimeter(view.territoire).codes)]
    outlines = data.outlines(Level.COMMUNE)
    people = data.read("populations_legales").set_index("code")["pmun"].reindex(held.index)
    order = [code for code in people.sort_values(ascending=False, kind="stable").index if code in outlines.index][:60]
    if not order:
        return ()
    middles = np.array([[*outlines[code].representative_point().coords[0]] for code in order])
    at = panel.project(middles)
    inside = [(code, float(x), float(y)) for code, (x, y) in zip(order, at, strict=True) if x >= panel.box[0]]
    return names.place_names(
        [(str(held.at[code, "name"]), x, y) for code, x, y in inside],
        paper.map_width,
        paper.map_height,
        size=paper.name_size,
        shapes=[shapely.transform(outlines[code], panel.project) for code, _, _ in inside],
        taken=taken,
    )


def _labels(  # noqa: PLR0913, PLR0917 - each one takes room on the map
    data: Atlas, panel: Panel, view: View, paper: Paper, figures: Mapping[str, str], taken: list[names.Box]
) -> tuple[names.PlaceName, ...]:
    """Label every territory of the main panel, the outlined one first, then those that have the least room."""
    called = data.geography.names
    every = [
        (code, Labelled(str(called.get((view.niveau, code), code)), figures.get(code, ""), shape))
        for code, shape in zip(panel.codes, panel.shapes, strict=True)
        if not shape.is_empty
    ]
    every.sort(key=lambda one: (one[0] != view.commune, one[1].shape.area))
    left = [(0.0, 0.0, panel.box[0], paper.map_height)] if panel.box[0] else []
    room = paper.map_width, paper.map_height
    return place_labels([one for _, one in every], *room, size=paper.name_size, taken=[*taken, *left])
