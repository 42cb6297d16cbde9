"""How the territories of a view are drawn, by address: fetched compressed, and kept by the browser for ever."""

from dataclasses import replace
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import kept
from citeoscope.maps import Asset
from citeoscope.view import View, parse_view
from dashboard.carte import canvas
from dashboard.web import assets

BAD_REQUEST: Final = 400


async def painted(request: Request) -> Response:
    """Answer what a view paints: the outlines it is drawn on, a class for each of them, colours, words, discs."""
    try:
        view, problems = parse_view(request.query_params, atlas())
        if problems:
            return JSONResponse({"erreur": " ".join(problems)}, status_code=BAD_REQUEST)
        body = await anyio.to_thread.run_sync(lambda: painting_of(atlas(), view).gzipped)
    except CiteoscopeError as error:
        return JSONResponse({"erreur": str(error)}, status_code=503)
    return assets.forever(body)


def painting_of(data: Atlas, view: View) -> Asset:
    """Return what a view paints, whatever is laid over it."""
    return _painting(data, canvas.plain(view))


@kept(maxsize=128)
def _painting(data: Atlas, view: View) -> Asset:
    return Asset("peinture", replace(canvas.picture(data, view), paint_url=None).paint(), ())
