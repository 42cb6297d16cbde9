"""What a choice shows first, by address: map, legend and title, painted in the browser before the page is written."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import kept
from citeoscope.maps import Asset
from citeoscope.view import View
from dashboard.carte import canvas, painting, read
from dashboard.carte.opening import opened_view
from dashboard.web import assets

FOLLOWED_BY_ZOOM: Final = ("niveau", "zoom")
"""What an address leaves out, so that another territory opens on its own level."""


def glimpse_url(data: Atlas, view: View, *, opening: bool = False) -> str:
    """Return the address of what a view shows first.

    Parameters
    ----------
    data
        The atlas.
    view
        Any of its texts may be a word that the browser replaces.
    opening
        Whether its level is that which its territory opens on.
    """
    left_out = FOLLOWED_BY_ZOOM if opening else ()
    asked = {name: text for name, text in _first(view).params().items() if name not in left_out}
    return assets.glimpse_url(data, urlencode(asked, safe=":,"))


def _first(view: View) -> View:
    """Return a view without what is neither on the map, nor in its legend and title."""
    return replace(view, colonnes=(), tri="", garde=(), couches=(), filtres=())


async def glimpsed(request: Request) -> Response:
    """Answer what a view shows first; its layers of points, that no choice of this kind changes, are not in it."""
    try:
        view, problems = opened_view(request.query_params, atlas())
        if problems:
            return JSONResponse({"erreur": " ".join(problems)}, status_code=painting.BAD_REQUEST)
        body = await anyio.to_thread.run_sync(lambda: _body(atlas(), _first(view)).gzipped)
    except CiteoscopeError as error:
        return JSONResponse({"erreur": str(error)}, status_code=503)
    return assets.forever(body)


@kept(maxsize=128)
def _body(data: Atlas, view: View) -> Asset:
    told = {
        "carte": canvas.drawn(data, view).payload(),
        "peinture": painting.painting_of(data, view).body,
        "legende": canvas.legend_of(data, view),
        "titre": read.heading(data, view),
    }
    return Asset("apercu", told, ())
