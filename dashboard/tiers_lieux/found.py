"""The places found, by address: points for the map, files to take away."""

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from citeoscope.atlas import atlas
from citeoscope.errors import CiteoscopeError, ExportError
from citeoscope.language import say
from citeoscope.maps import encode_points
from citeoscope.places.files import MEDIA, write
from dashboard.tiers_lieux import covering, lieux
from dashboard.tiers_lieux.seeking import parse_seeking
from dashboard.web.assets import FOR_EVER

BAD_REQUEST, NOT_FOUND, UNAVAILABLE = 400, 404, 503
SITES, PLACES = "sites", "lieux"


async def points(request: Request) -> Response:
    """Answer the places found, or the sites where to open, as the points of a layer."""
    what = request.path_params["what"]
    if what not in {SITES, PLACES}:
        return PlainTextResponse(say("Points inconnus."), status_code=NOT_FOUND)

    def encoded() -> bytes:
        data = atlas()
        seeking, problems = parse_seeking(request.query_params, data)
        if problems:
            raise ExportError(" ".join(problems))
        frame = lieux.points(data, seeking) if what == PLACES else covering.site_points(data, seeking)
        return encode_points(what, frame).gzipped

    try:
        body = await anyio.to_thread.run_sync(encoded)
    except ExportError as error:
        return PlainTextResponse(str(error), status_code=BAD_REQUEST)
    except CiteoscopeError as error:
        return PlainTextResponse(str(error), status_code=UNAVAILABLE)
    headers = {**FOR_EVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(body, media_type="application/json", headers=headers)


async def file(request: Request) -> Response:
    """Answer the places found as a file."""
    suffix = request.path_params["suffix"]

    def written() -> bytes:
        data = atlas()
        seeking, problems = parse_seeking(request.query_params, data)
        if problems:
            raise ExportError(" ".join(problems))
        return write(lieux.found(data, seeking).places, suffix)

    try:
        body = await anyio.to_thread.run_sync(written)
    except ExportError as error:
        return PlainTextResponse(str(error), status_code=BAD_REQUEST)
    except CiteoscopeError as error:
        return PlainTextResponse(str(error), status_code=UNAVAILABLE)
    headers = {
        "Content-Disposition": f'attachment; filename="citeoscope_tiers-lieux.{suffix}"',
        "Cache-Control": "no-cache",
    }
    return Response(body, media_type=MEDIA[suffix], headers=headers)
