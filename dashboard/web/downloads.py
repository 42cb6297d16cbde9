"""The datasets by address: files for a perimeter, their dictionary, their defects, and the catalogue of all."""

from functools import lru_cache
from typing import Any, Final

import anyio.to_thread
import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from citeoscope import dcat
from citeoscope.atlas import Atlas, atlas
from citeoscope.errors import CiteoscopeError, ExportError, UnknownDatasetError, UnknownTerritoryError
from citeoscope.exports.cells import neutralise
from citeoscope.exports.extract import extract
from citeoscope.exports.formats import export, form
from citeoscope.exports.sizes import sizes
from citeoscope.exports.tables import dictionary_csv
from citeoscope.freshness import staleness
from citeoscope.lineage import manifests
from dashboard.address import territory_of

NOT_FOUND: Final = 404
BAD_REQUEST: Final = 400
UNAVAILABLE: Final = 503

JSON_LD: Final = "application/ld+json"
FRESH: Final = {"Cache-Control": "no-cache"}
AT_ONCE: Final = anyio.CapacityLimiter(2)
"""Files written at the same time: a file of the whole of France must not hold up the pages."""


async def file(request: Request) -> Response:
    """Answer a dataset for a perimeter, in the format of the address; the whole of France unless told."""
    name, _, suffix = request.path_params["file"].rpartition(".")
    try:
        data = atlas()
        if suffix == "jsonld":
            node = dcat.dataset_node(manifests(data.store), _known(data, name), staleness(data.store, name))
            return JSONResponse(node, media_type=JSON_LD, headers=FRESH)
        form(suffix)
        territory = territory_of(request.query_params, data, "france")
        # The data, not the clock, makes the file: a browser that has it is told so.
        mark = f'"{data.store.version}"'
        _known(data, name)
        if request.headers.get("if-none-match") == mark:
            return Response(status_code=304, headers=FRESH | {"ETag": mark})
        made = await anyio.to_thread.run_sync(export, data, name, territory, suffix, limiter=AT_ONCE)
    except CiteoscopeError as error:
        return _refused(error)
    headers = FRESH | {"ETag": mark, "Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=made.media_type, headers=headers)


async def file_sizes(request: Request) -> Response:
    """Answer the number of rows of a dataset in a perimeter, and the size of its file in each format."""
    try:
        data = atlas()
        territory = territory_of(request.query_params, data, "france")
        body = await anyio.to_thread.run_sync(_sizes, data, request.path_params["dataset"], territory, limiter=AT_ONCE)
    except CiteoscopeError as error:
        return _refused(error)
    return JSONResponse(body, headers={"Cache-Control": "max-age=3600"})


async def columns(request: Request) -> Response:
    """Answer what the columns of a dataset mean."""
    dataset = request.path_params["dataset"]
    try:
        content = await anyio.to_thread.run_sync(lambda: dictionary_csv(extract(atlas(), dataset, "france")))
    except CiteoscopeError as error:
        return _refused(error)
    return _csv(content, f"{dataset}_dictionnaire.csv")


async def defects(request: Request) -> Response:
    """Answer what was found wrong in a dataset, one row each; kind by kind for data stored before rows were kept."""
    dataset = request.path_params["dataset"]
    try:
        table = await anyio.to_thread.run_sync(lambda: defects_table(atlas(), dataset))
    except CiteoscopeError as error:
        return _refused(error)
    text = table.map(lambda cell: neutralise(cell) if isinstance(cell, str) else cell)
    return _csv(text.to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig"), f"{dataset}_defauts.csv")


async def catalogue(_request: Request) -> Response:
    """Answer the catalogue of all datasets, for open-data portals."""
    try:
        store = atlas().store
    except CiteoscopeError as error:
        return _refused(error)
    stale = {dataset: why for dataset in store.datasets if (why := staleness(store, dataset))}
    return JSONResponse(dcat.catalogue(manifests(store), stale), media_type=JSON_LD, headers=FRESH)


def defects_table(data: Atlas, dataset: str) -> pd.DataFrame:
    """Return the defects of a dataset under French headings.

    Parameters
    ----------
    data
        The atlas.
    dataset
        Dataset id.

    Returns
    -------
    pandas.DataFrame
        `ligne, colonne, règle, valeur, constat, nombre`; `ligne` counts from 1 for the header of the published file.

    Raises
    ------
    UnknownDatasetError
        There is no such dataset.
    """
    found = data.store.findings(dataset)
    if found.empty:
        rows = [defect.model_dump() for defect in data.store.manifest(dataset).defects]
        found = pd.DataFrame(rows, columns=["row", "column", "rule", "value", "message", "count"])
    else:
        found = found.assign(count=1)
    french = {
        "row": "ligne",
        "column": "colonne",
        "rule": "règle",
        "value": "valeur",
        "message": "constat",
        "count": "nombre",
    }
    return found[list(french)].rename(columns=french).astype({"ligne": "Int64"})


def _known(data: Atlas, dataset: str) -> str:
    return data.store.manifest(dataset).dataset


@lru_cache(maxsize=256)
def _sizes(data: Atlas, dataset: str, territory: str) -> dict[str, Any]:
    taken = extract(data, dataset, territory)
    measured = sizes(data, taken)
    return {
        "lignes": len(taken.rows),
        "formats": {name: {"octets": size.size, "exact": size.exact} for name, size in measured.items()},
    }


def _csv(content: bytes, name: str) -> Response:
    headers = FRESH | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _refused(error: CiteoscopeError) -> Response:
    if isinstance(error, UnknownTerritoryError):
        status = BAD_REQUEST
    elif isinstance(error, (UnknownDatasetError, ExportError)):
        status = NOT_FOUND
    else:
        status = UNAVAILABLE
    return JSONResponse({"erreur": str(error)}, status_code=status, headers=FRESH)
