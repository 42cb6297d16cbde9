"""The small map that situates a territory, as SVG: its outline, in that of the région or of France."""

from functools import lru_cache
from html import escape
from typing import Final
from urllib.parse import quote

import anyio.to_thread
import numpy as np
import shapely
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from citeoscope.atlas import Atlas, atlas
from citeoscope.boards.sketch import STEP, Shapes, Sketch
from citeoscope.errors import CiteoscopeError, MapError
from citeoscope.language import in_address, say
from citeoscope.territory.levels import Level
from citeoscope.territory.perimeter import Perimeter, parse
from citeoscope.view import DEFAULT
from dashboard.address import territory_of

STYLE: Final = (
    ".autour{fill:#e9ecec;stroke:#aeb7ba;stroke-width:.8}.ici{fill:#0b7d89}"
    ".repere{fill:none;stroke:#0b7d89;stroke-width:8}"
    "@media(prefers-color-scheme:dark){.autour{fill:#262d33;stroke:#55606a}.ici{fill:#38a5b0}.repere{stroke:#38a5b0}}"
)
WIDTH, HEIGHT = 260, 220
SMALL: Final = 14
"""In pixels: a territory under that size is circled, or nobody would find it."""


def figure(data: Atlas, territory: str) -> str:
    """Return the map as HTML: its picture by address, and its text."""
    perimeter = data.perimeter(territory)
    if outline(data, perimeter) is None:
        return f"<p class='note'>{say('Contour absent de la source : ce territoire n’est pas dessiné.')}</p>"
    _, where = _around(data, perimeter)
    said = (
        perimeter.name
        if perimeter.name == where
        else say("{perimeter}, à sa place sur la carte : {where}", perimeter=perimeter.name, where=where)
    )
    address = in_address(f"./api/v1/situation.svg?territoire={quote(territory, safe=':')}&version={data.store.version}")
    return (
        f"<figure class='situation'><img src='{escape(address, quote=True)}' width='{WIDTH}' height='"
        f"{HEIGHT}' alt='{escape(said, quote=True)}'><figcaption class='note'>"
        f"{say('{where} · contours IGN simplifiés', where=escape(where))}</figcaption></figure>"
    )


@lru_cache(maxsize=128)
def picture(data: Atlas, territory: str) -> bytes:
    """Draw the map.

    Parameters
    ----------
    data
        The atlas.
    territory
        Perimeter expression.

    Returns
    -------
    bytes
        SVG of `WIDTH` by `HEIGHT` pixels, readable on a light and on a dark page.

    Raises
    ------
    MapError
        The territory has no outline.
    """
    perimeter = data.perimeter(territory)
    own = outline(data, perimeter)
    if own is None:
        raise MapError(say("« {perimeter} » n’a pas de contour publié.", perimeter=perimeter.name))
    around, _ = _around(data, perimeter)
    sketch = Sketch.of(around, WIDTH, HEIGHT)
    here = np.array([own], dtype=object)
    mark = ""
    west, north, east, south = shapely.total_bounds(sketch.placed(here))
    if max(east - west, south - north) < SMALL:
        x, y = ((west + east) / 2 * STEP, (north + south) / 2 * STEP)
        mark = f'<circle class="repere" cx="{x:.0f}" cy="{y:.0f}" r="{SMALL * STEP}"/>'
    return sketch.svg({"autour": sketch.outline(around), "ici": sketch.outline(here)}, STYLE, mark)


async def served(request: Request) -> Response:
    """Answer the map of a territory by address."""
    try:
        data = atlas()
        territory = territory_of(request.query_params, data, DEFAULT.territoire)
        body = await anyio.to_thread.run_sync(picture, data, territory)
    except CiteoscopeError as error:
        return PlainTextResponse(str(error), status_code=400)
    return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


def outline(data: Atlas, perimeter: Perimeter) -> shapely.Geometry | None:
    """Return the outline of a territory, or of its communes together; `None` where no source has it."""
    if perimeter.level is not None:
        code = "FR" if perimeter.level is Level.FRANCE else parse(perimeter.expression)[0].code
        shape = data.outlines(perimeter.level).get(code)
        return shape if isinstance(shape, shapely.Geometry) else None
    parts = data.outlines(Level.COMMUNE).reindex(list(perimeter.codes)).dropna()
    return shapely.union_all(parts.to_numpy()) if len(parts) else None


def _around(data: Atlas, perimeter: Perimeter) -> tuple[Shapes, str]:
    """Return what is drawn around a territory: the départements of its région, or the régions of France."""
    communes = data.geography.communes.loc[list(perimeter.codes)]
    regions = communes["region"].unique()
    if len(regions) == 1 and perimeter.level is not Level.REGION:
        inside = data.geography.communes
        codes = inside.loc[inside["region"] == regions[0], "departement"].unique()
        shapes = data.outlines(Level.DEPARTEMENT).reindex(codes).dropna().to_numpy()
        return shapes, data.geography.names[Level.REGION, regions[0]]
    every = data.outlines(Level.REGION).dropna()
    mainland = every.drop([code for code in every.index if code < "10"])
    if set(regions) <= set(mainland.index) or len(regions) > 1:
        return mainland.to_numpy(), "France"
    return every.reindex(regions).to_numpy(), data.geography.names[Level.REGION, regions[0]]
