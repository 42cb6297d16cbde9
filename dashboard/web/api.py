"""Figures by address: what the table, the search box, the choice of an indicator and the CSV download read."""

import re
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.exports.csv import to_csv
from citeoscope.indicator_search import search_indicators, without_figures
from citeoscope.language import kept
from citeoscope.maps import is_drawn_by_discs
from citeoscope.numbers import format_value
from citeoscope.query.status import Status
from citeoscope.territory.levels import Level
from citeoscope.view import View, parse_view

BAD_REQUEST: Final = 400
LONGEST_WORDS: Final = 80
LONGEST_NAME: Final = 60
"""Of a territory in the name of a file: that of a drawing may be long."""


async def territories(request: Request) -> Response:
    """Answer the search box: territories by name or code, best first."""
    text = request.query_params.get("q", "")[:80]

    def find() -> list[dict[str, str]]:
        geography = atlas().geography
        found = []
        for expression in geography.search(text, limit=12):
            level, _, code = expression.partition(":")
            found.append(
                {
                    "territoire": expression,
                    "nom": geography.describe(level, code or "FR"),
                    "niveau": Level(level).label,
                }
            )
        return found

    return JSONResponse(await anyio.to_thread.run_sync(find), headers={"Cache-Control": "no-cache"})


async def indicators(request: Request) -> Response:
    """Answer the choice of an indicator: every one, by theme; `absent` says which have no figure where one looks."""
    view, problem = _asked(request)
    if problem:
        return problem
    body = await anyio.to_thread.run_sync(_indicators, atlas(), view if "territoire" in request.query_params else None)
    return Response(body, media_type="application/json", headers={"Cache-Control": "max-age=3600"})


@kept(maxsize=64)
def _indicators(current: Atlas, view: View | None) -> bytes:
    absent = without_figures(current, current.perimeter(view.territoire), view.niveau) if view else {}
    rows = [
        {
            "id": one.id,
            "theme": one.theme,
            "nom": one.label,
            "court": one.short,
            "unite": one.unit,
            "millesime": one.vintage,
            "definition": one.definition,
            "croisable": not is_drawn_by_discs(one),
            "absent": absent.get(one.id, ""),
        }
        for one in current.indicators.values()
    ]
    return bytes(JSONResponse(rows).body)


async def sought(request: Request) -> Response:
    """Answer the words typed in the choice of an indicator: ids, best first, and what must be said above them."""
    text = request.query_params.get("q", "")[:LONGEST_WORDS]

    def find() -> dict[str, object]:
        found = search_indicators(atlas().indicators.values(), text)
        return {"trouves": found.indicators, "dit": found.note}

    try:
        return JSONResponse(await anyio.to_thread.run_sync(find), headers={"Cache-Control": "no-cache"})
    except CiteoscopeError as error:
        return JSONResponse({"erreur": str(error)}, status_code=503)


async def values_json(request: Request) -> Response:
    """Answer the values of a view, in the order of the map's outlines: code, name, value, text, status."""
    view, problem = _asked(request)
    if problem:
        return problem
    current = atlas()
    body = await anyio.to_thread.run_sync(_values, current, view)
    return Response(body, media_type="application/json", headers={"Cache-Control": "max-age=3600"})


async def values_csv(request: Request) -> Response:
    """Answer the values of a view as a spreadsheet."""
    view, problem = _asked(request)
    if problem:
        return problem
    vintage = view.millesime or None
    body = await anyio.to_thread.run_sync(
        lambda: to_csv(
            *(atlas(), view.indicateur, view.territoire, view.niveau, vintage),
            columns=view.beside,
            order=view.tri,
            kept=view.garde,
        )
    )
    year = f"_{view.millesime}" if view.millesime else ""
    where = re.sub(r"[^\w.+-]", "-", view.territoire)[:LONGEST_NAME]
    chosen = "_lignes_choisies" if view.garde else ""
    name = f"citeoscope_{view.indicateur}{year}_{where}_{view.niveau}{chosen}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _asked(request: Request) -> tuple[View, Response | None]:
    try:
        view, problems = parse_view(request.query_params, atlas())
    except CiteoscopeError as error:
        return View(), JSONResponse({"erreur": str(error)}, status_code=503)
    if problems:
        return view, JSONResponse({"erreur": " ".join(problems)}, status_code=BAD_REQUEST)
    return view, None


@kept(maxsize=64)
def _values(current: Atlas, view: View) -> bytes:
    """Write the rows of a view: code, name; value, text and status of the indicator on the map, then of each column."""
    years = {view.indicateur: view.millesime or None}
    told = [_told(current, view, name, years.get(name)) for name in (view.indicateur, *view.beside)]
    perimeter = current.perimeter(view.territoire)
    codes = current.territories(perimeter, view.niveau)
    names = current.geography.names
    rows = [
        [code, names[view.niveau, code], *(cell for column in told for cell in column[rank])]
        for rank, code in enumerate(codes)
    ]
    return bytes(JSONResponse(rows).body)


def _told(current: Atlas, view: View, indicator: str, vintage: str | None) -> list[tuple[float | None, str, str]]:
    declared = current.indicator(indicator)
    frame = current.values(indicator, current.perimeter(view.territoire), view.niveau, vintage)
    return [
        (value, format_value(value, declared.unit, declared.decimals), status)
        if status == Status.OK
        else (None, Status(status).label, status)
        for value, status in zip(frame["value"], frame["status"], strict=True)
    ]
