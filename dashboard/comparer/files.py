"""The table of a comparison by address, as a spreadsheet."""

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError
from citeoscope.exports.cells import figure, neutralise
from citeoscope.query.status import Status
from dashboard.comparer import read
from dashboard.comparer.asking import Comparing, parse_comparing

FRENCH = {
    "territory": "territoire",
    "name": "nom",
    "indicator": "indicateur",
    "label": "libelle",
    "value": "valeur",
    "lower_bound": "au_moins",
    "status": "statut",
    "unit": "unite",
    "vintage": "millesime",
    "coverage": "couverture",
    "reason": "remarque",
    "sources": "source",
}


def to_csv(data: Atlas, comparing: Comparing) -> bytes:
    """Write a comparison.

    Parameters
    ----------
    data
        The atlas.
    comparing
        What is compared.

    Returns
    -------
    bytes
        French CSV (semicolon, decimal comma, UTF-8 with BOM): a row per territory and indicator, its value (empty when
        there is none), its status in words, unit, vintage, source.
    """
    frame = read.told(data, comparing).frame
    decimals = [data.indicator(name).decimals for name in frame["indicator"]]
    frame["value"] = [figure(value, most) for value, most in zip(frame["value"], decimals, strict=True)]
    frame["label"] = [data.indicator(name).label for name in frame["indicator"]]
    frame["status"] = [Status(status).label for status in frame["status"]]
    for column in ("name", "label", "reason", "sources"):
        frame[column] = frame[column].map(neutralise)
    text: str = (
        frame[list(FRENCH)].rename(columns=FRENCH).to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    )
    return text.encode("utf-8-sig")


async def served(request: Request) -> Response:
    """Answer the table of a comparison."""
    try:
        data = atlas()
        comparing, problems = parse_comparing(request.query_params, data)
        if problems:
            return JSONResponse({"erreur": " ".join(problems)}, status_code=400)
        body = await anyio.to_thread.run_sync(to_csv, data, comparing)
    except CiteoscopeError as error:
        return JSONResponse({"erreur": str(error)}, status_code=503)
    headers = {"Content-Disposition": 'attachment; filename="citeoscope_comparaison.csv"', "Cache-Control": "no-cache"}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
