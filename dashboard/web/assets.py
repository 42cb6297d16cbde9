"""Outlines, points and scripts by address: each address changes with its content, so a browser keeps them for ever."""

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import anyio.to_thread
import geopandas as gpd
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

import citeoscope
from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.language import in_address, kept, say
from citeoscope.language.catalogue import scripts_texts
from citeoscope.layers import LAYERS
from citeoscope.layers import points as layer_points
from citeoscope.maps import Asset, encode_outlines, encode_points, static_files
from citeoscope.places.everywhere import places_stamp
from citeoscope.settings import settings
from citeoscope.territory.levels import Level
from dashboard.components import STATIC

FOR_EVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
ANY_REGION: Final = "france"
NOT_FOUND: Final = 404

TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@lru_cache(maxsize=64)
def outline_asset(data: Atlas, level: Level, key: str) -> Asset:
    """Return the outlines of the communes of a region, or of all territories of a level above.

    Parameters
    ----------
    data
        The atlas.
    level
        Level of the outlines.
    key
        Region code for communes, `france` for the other levels.

    Returns
    -------
    Asset

    Raises
    ------
    KeyError
        There is no such region.
    """
    outlines = data.outlines(level)
    if level is Level.COMMUNE:
        communes = data.geography.communes
        codes = communes.index[communes["region"] == key]
        outlines = outlines[outlines.index.isin(codes)]
    if outlines.empty:
        raise KeyError(key)
    names = data.geography.names
    frame = gpd.GeoDataFrame(
        {"code": outlines.index, "name": [names[level, code] for code in outlines.index]},
        geometry=outlines.to_numpy(),
        crs="EPSG:4326",
    )
    return encode_outlines(f"{level}-{key}", frame)


@kept(maxsize=32)
def points_asset(data: Atlas, layer: str, _stamp: int = 0) -> Asset:
    """Return the points of a layer."""
    drawn = layer_points(data, layer, settings().local, fan=False)
    return encode_points(layer, drawn, tuple(LAYERS[layer].fields))


def current_points(data: Atlas, layer: str) -> Asset:
    """Return the points of a layer as its lists are now: a local list that was edited is read again."""
    return points_asset(data, layer, places_stamp(settings().local) if LAYERS[layer].local else 0)


def outlines_url(asset: Asset, level: Level, key: str) -> str:
    """Return the address of outlines."""
    return f"{root()}/api/v1/contours/{asset.sha}/{level}/{key}.json"


def points_url(asset: Asset, layer: str) -> str:
    """Return the address of points."""
    return in_address(f"{root()}/api/v1/points/{asset.sha}/{layer}.json")


def paint_url(data: Atlas, query: str) -> str:
    """Return the address of what a view paints; it changes with the data and with the code that classes them."""
    return f"{root()}/api/v1/peinture/{data.store.version}-{_recipe()}.json?{query}"


def glimpse_url(data: Atlas, query: str) -> str:
    """Return the address of what a view shows first; it changes with the data and with the code that writes it."""
    return f"{root()}/api/v1/apercu/{data.store.version}-{_recipe()}.json?{query}"


@cache
def _recipe() -> str:
    folders = (Path(citeoscope.__file__).parent, STATIC.parent)
    files = sorted(path for folder in folders for kind in ("py", "toml") for path in folder.rglob(f"*.{kind}"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def root() -> str:
    """Return the path under which the app is served: empty unless a proxy gives it one."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


async def outlines(request: Request) -> Response:
    """Answer the outlines of a level, whatever version is asked: the address only makes caches forget the old ones."""
    level, key = request.path_params["level"], request.path_params["key"]
    try:
        asset = await anyio.to_thread.run_sync(lambda: outline_asset(atlas(), Level(level), key))
        body = await anyio.to_thread.run_sync(lambda: asset.gzipped)
    except (CiteoscopeError, KeyError, ValueError):
        return PlainTextResponse(say("Contours inconnus."), status_code=NOT_FOUND)
    return forever(body)


async def points(request: Request) -> Response:
    """Answer the points of a layer."""
    layer = request.path_params["layer"]
    if layer not in LAYERS:
        return PlainTextResponse(say("Couche inconnue."), status_code=NOT_FOUND)
    try:
        asset = await anyio.to_thread.run_sync(lambda: current_points(atlas(), layer))
        body = await anyio.to_thread.run_sync(lambda: asset.gzipped)
    except CiteoscopeError as error:
        return PlainTextResponse(str(error), status_code=503)
    return forever(body)


def forever(gzipped: bytes) -> Response:
    """Answer JSON whose address changes with its content."""
    headers = {**FOR_EVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(gzipped, media_type="application/json", headers=headers)


async def texts(_request: Request) -> Response:
    """Answer the English texts of the scripts."""
    return JSONResponse(scripts_texts(), headers={"Cache-Control": "max-age=3600"})


async def static_file(request: Request) -> Response:
    """Answer a script or a style sheet of the map or of the page."""
    name = request.path_params["name"]
    own = {path.name: path for path in STATIC.iterdir()}
    if name in own:
        body = own[name].read_bytes()
    elif name in static_files():
        body = static_files()[name]
    else:
        return PlainTextResponse(say("Fichier inconnu."), status_code=NOT_FOUND)
    kind = TYPES["." + name.rsplit(".", 1)[1]]
    return Response(body, media_type=kind, headers={"Cache-Control": "public, max-age=3600"})
