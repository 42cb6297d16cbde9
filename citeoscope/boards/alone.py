"""The map of a view as one HTML file that opens without a network, from an e-mail."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Final

import geopandas as gpd
import shapely

from citeoscope.atlas import Atlas
from citeoscope.boards.address import printed
from citeoscope.boards.overlaid import overlaid
from citeoscope.crossed import texts_of
from citeoscope.errors import MapError
from citeoscope.language import current, say
from citeoscope.maps.choropleth import ATTRIBUTION, assembled, texts
from citeoscope.maps.geometry import COMMUNE_QUANTUM, encode_points
from citeoscope.maps.picture import Overlay
from citeoscope.numbers import format_number, french_date
from citeoscope.query.status import Status
from citeoscope.shown import aged, crossed_of, declared, defined, label, portrayal_of
from citeoscope.territory.geography import fold
from citeoscope.view import View

MANY: Final = 5000
"""With more territories, outlines are generalised: eleven megabytes are too many for an e-mail."""
LISTED: Final = 2000
"""With more territories, the table of their figures would weigh more than the map."""
COARSE: Final = 1e-3
"""In degrees: 111 m."""


def map_page(data: Atlas, view: View, *, link: str = "", day: date | None = None) -> bytes:
    """Write the map of a view, with everything it shows inside.

    Parameters
    ----------
    data
        The atlas.
    view
        What is shown.
    link
        Address of the view, written under the legend as on a board: see `printed`; may be empty.
    day
        Written under the legend; today when `None`.

    Returns
    -------
    bytes
        A page in UTF-8: outlines, figures, layers, legend, sources and Leaflet.

    Raises
    ------
    MapError
        No territory of the view has an outline.
    """
    shown, where = declared(data, view), data.perimeter(view.territoire)
    frame = data.select(shown.id, where, view.niveau, shown.vintage)
    if frame.geometry.isna().all():
        raise MapError(
            say("Aucun contour à dessiner : {name}. Choisissez un autre découpage ou territoire.", name=where.name)
        )
    quantum = COMMUNE_QUANTUM
    if len(frame) > MANY:
        frame, quantum = frame.set_geometry(_generalised(frame)), COARSE
    portrayal = portrayal_of(data, view, frame["code"].astype(str).tolist())
    title = f"{label(data, view)} · {where.name}"
    layers, unread = overlaid(data, view)
    overlays = [
        (
            Overlay(one.layer.id, one.layer.label, f"points-{one.layer.id}", one.layer.color, one.layer.shape),
            encode_points(one.layer.id, one.points),
        )
        for one in layers
    ]
    told = [
        say(
            "{layer} : {count} ({source}).",
            layer=one.label,
            count=format_number(len(one.points)),
            source=one.source,
        )
        for one in layers
    ]
    notes = [*data.sources(shown.id, shown.vintage), *(data.sources(view.croise) if view.croise else ())]
    cited = " ; ".join(dict.fromkeys(note.text for note in notes))
    made = day or date.today()  # noqa: DTZ011 - the day of whoever makes the page
    signed = f"{say('Citéoscope, le {day}', day=french_date(made.isoformat()))}."
    address, _ = printed(link)
    said = (defined(data, view), aged(data, view, made.year), *told, *unread, say("Sources : {cited}.", cited=cited))
    note = " ".join(filter(None, (*said, signed, address)))
    values = texts_of(crossed_of(data, view)) if view.croise else texts(frame, shown.unit, shown.decimals)
    legend = portrayal.legend(title=title, territories=view.niveau.nouns, note=note)
    page = assembled(
        frame,
        portrayal,
        title=title,
        legend=legend + _table(data, view, frame, values),
        values=values,
        overlays=overlays,
        selected=view.commune,
        attribution=ATTRIBUTION,
        quantum=quantum,
    )
    return page.get_root().render().replace("<html>", f'<html lang="{current()}">', 1).encode()


def _table(data: Atlas, view: View, frame: gpd.GeoDataFrame, values: Mapping[str, str]) -> str:
    """Return the twin of the map: each territory and its figure by name, the whole first; nothing of too many."""
    if len(frame) > LISTED:
        return ""
    rows = frame[["code", "name", "status"]].astype(str).sort_values("name", key=lambda names: names.map(fold))
    told = [
        (name, values.get(code) or Status(status).label)
        for code, name, status in rows.itertuples(index=False, name=None)
    ]
    whole = data.aggregate(view.indicateur, data.perimeter(view.territoire), declared(data, view).vintage)
    if not view.croise and len(told) > 1 and whole.status is Status.OK:
        told.insert(0, (data.perimeter(view.territoire).name, whole.text))
    body = "".join(f"<tr><th scope='row'>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in told)
    summary = say("Tableau des chiffres")
    return f"<details class='citeoscope-tableau'><summary>{summary}</summary><table>{body}</table></details>"


def _generalised(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    shapes = frame.geometry.to_numpy()
    drawn = ~shapely.is_missing(shapes)
    shapes[drawn] = shapely.coverage_simplify(shapes[drawn], 5 * COARSE)
    return gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)
