"""A view as a file, by address: its board as PDF, PNG or SVG, its map as a page that opens alone."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from citeoscope.atlas import Atlas, atlas
from citeoscope.boards import SUFFIXES, Board, board_of, map_page, paper_of
from citeoscope.errors import CiteoscopeError, ExportError
from citeoscope.language import current, kept, say
from citeoscope.local import local_stamp
from citeoscope.settings import settings
from citeoscope.territory.articles import APOSTROPHE
from citeoscope.territory.geography import fold
from citeoscope.view import View, parse_view

NOT_FOUND: Final = 404
BAD_REQUEST: Final = 400
UNAVAILABLE: Final = 503
PAGE: Final = "html"
TYPES: Final = SUFFIXES | {PAGE: "text/html; charset=utf-8"}
FRESH: Final = {"Cache-Control": "no-cache"}
AT_ONCE: Final = anyio.CapacityLimiter(2)
"""Boards made at the same time: that of the whole of France must not hold up the pages."""


async def file(request: Request) -> Response:
    """Answer the board of the view that the address asks for, as the file that its ending asks for."""
    suffix = request.path_params["suffix"]
    try:
        data = await anyio.to_thread.run_sync(atlas)
        if suffix not in TYPES:
            known = ", ".join(TYPES)
            told = say(
                "Format inconnu : « {suffix} ». Formats d’une vue : {suffixes}.", suffix=suffix[:40], suffixes=known
            )
            return _refused(told, NOT_FOUND)
        view, problems = parse_view(request.query_params, data)
        if problems:  # a file of another view than the one asked for would mislead
            return _refused(" ".join(problems), BAD_REQUEST)
        paper = request.query_params.get("format", "a4")
        paper_of(paper)
        mark = f'"{data.store.version}-{date.today().isoformat()}"'  # noqa: DTZ011 - the day is written on the board
        asked = (data, view, paper, page_address(request, view))
        content = await anyio.to_thread.run_sync(board_file, *asked, suffix, limiter=AT_ONCE)
    except ExportError as error:
        return _refused(str(error), BAD_REQUEST)
    except CiteoscopeError as error:
        return _refused(str(error), UNAVAILABLE)
    name = file_name(data, view, "" if suffix == PAGE else paper)
    # A page of ours opened here would meet the policy of the data, which runs nothing: it is only saved.
    shown = "inline" if suffix != PAGE and request.query_params.get("voir") == "oui" else "attachment"
    headers = FRESH | {
        "ETag": mark,
        "Content-Disposition": f'{shown}; filename="{name}.{suffix}"',
    }
    return Response(content, media_type=TYPES[suffix], headers=headers)


def page_address(request: Request, view: View) -> str:
    """Return the address of a view on this server, as whoever asks reaches it."""
    return f"{str(request.base_url).rstrip('/')}/?{view.query}"


def file_name(data: Atlas, view: View, paper: str) -> str:
    """Return a name that says what is in the file: territory, indicator, vintage and format, in plain letters."""
    where = fold(data.perimeter(view.territoire).name.replace(APOSTROPHE, " "))
    vintage = view.millesime or data.indicator(view.indicateur).vintage
    parts = (where[:60], view.indicateur, view.croise, vintage, paper)
    return "_".join(["citeoscope", *(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts if part)])


def board(data: Atlas, view: View, paper: str) -> Board:
    """Return the board of a view, made once a day for as long as the data stay the same; no address is on it."""
    return _board(data, view, paper, date.today(), _stamp())  # noqa: DTZ011


def board_file(data: Atlas, view: View, paper: str, link: str, suffix: str) -> bytes:
    """Return the board of a view as a file, kept for the next one who asks."""
    return _file(data, view, paper, link, suffix, date.today(), _stamp())  # noqa: DTZ011


def _stamp() -> tuple[str, int]:
    """Return what else a board is made of: the language it is said in, the local lists."""
    return current(), local_stamp(settings().local)


@kept(maxsize=16)
def _board(data: Atlas, view: View, paper: str, day: date, _more: tuple[str, int]) -> Board:
    return board_of(data, view, paper_of(paper), day=day)


@kept(maxsize=24)
def _file(  # noqa: PLR0913, PLR0917 - what a file depends on
    data: Atlas, view: View, paper: str, link: str, suffix: str, day: date, more: tuple[str, int]
) -> bytes:
    if suffix == PAGE:
        return map_page(data, view, link=link, day=day)
    return replace(_board(data, view, paper, day, more), link=link).file(suffix)


def _refused(text: str, status: int) -> Response:
    return JSONResponse({"erreur": text}, status_code=status, headers=FRESH)
