"""The web application around the pages: the data by address, and the shell of every page in its language."""

import re
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from citeoscope.language import DEFAULT, PARAMETER, current, parse_language, say, speaking
from dashboard.carte import glimpse, painting
from dashboard.comparer import files, maps
from dashboard.portrait import situation
from dashboard.tiers_lieux import found
from dashboard.web import api, assets, boards, downloads, places, protection, warming
from dashboard.web.ahead import links

STYLES: Final = tuple(
    f"{name}.css".encode()
    for name in (
        "leaflet",
        "carte",
        "gestes",
        "citeoscope",
        "donnees",
        "couches",
        "planche",
        "tiers-lieux",
        "portrait",
        "acces",
        "etroit",
    )
)
SCRIPTS: Final = (b"francais.js", b"connexion.js", b"acces.js")

FRENCH_FILES: Final = (".csv", ".xlsx", ".gpkg", ".geojson", ".parquet", ".jsonld")
"""What leaves as a file to be worked on keeps the French names of its columns."""


def _scripts() -> tuple[bytes, ...]:
    """Return the scripts of every page; Streamlit’s own words are English already, where that is what is read."""
    return tuple(name for name in SCRIPTS if current() == DEFAULT or name != b"francais.js")


def shell() -> tuple[tuple[bytes, bytes], ...]:
    """Return what is replaced in the page of Streamlit, in the language of the context."""
    without_scripts = say(
        "Citéoscope a besoin de JavaScript pour afficher ses pages. Sans lui, les mêmes données se lisent par adresse :"
    )
    catalogue = say("catalogue des jeux de données")
    noscript = f'<noscript><p>{without_scripts} <a href="./api/v1/catalogue.jsonld">{catalogue}</a>.</p></noscript>'
    return (
        (rb'<html lang="en">', f'<html lang="{current()}">'.encode()),
        (rb"<title>Streamlit</title>", "<title>Citéoscope</title>".encode()),
        (rb"(?s)<noscript>.*?</noscript>", noscript.encode()),
        # An inline script for crawlers, and the address of an interface that is not served: neither is of use here.
        (rb"(?s)<script>.*?</script>", b""),
        (rb'<link rel="service-desc"[^>]*>', b""),
        (
            rb"</head>",
            b"".join(b'<link rel="stylesheet" href="./api/v1/statique/%s">' % name for name in STYLES)
            + b"".join(b'<script type="module" src="./api/v1/statique/%s"></script>' % name for name in _scripts())
            + b"</head>",
        ),
    )


def routes() -> list[Route]:
    """Return the addresses served beside the pages."""
    return [
        Route("/carte", _home),
        Route("/api/v1/statique/{name:path}", assets.static_file),
        Route("/api/v1/langue/en.json", assets.texts),
        Route("/api/v1/contours/{version}/{level}/{key}.json", assets.outlines),
        Route("/api/v1/points/{version}/{layer}.json", assets.points),
        Route("/api/v1/peinture/{version}.json", painting.painted),
        Route("/api/v1/apercu/{version}.json", glimpse.glimpsed),
        Route("/api/v1/territoires.json", api.territories),
        Route("/api/v1/adresses.json", places.addresses, methods=["POST"]),
        Route("/api/v1/perimetre.json", places.perimeter),
        Route("/api/v1/indicateurs.json", api.indicators),
        Route("/api/v1/indicateurs/cherches.json", api.sought),
        Route("/api/v1/lieux/{version}/{what}.json", found.points),
        Route("/api/v1/lieux.{suffix}", found.file),
        Route("/api/v1/comparaison.svg", maps.served),
        Route("/api/v1/comparaison.csv", files.served),
        Route("/api/v1/situation.svg", situation.served),
        Route("/api/v1/valeurs.json", api.values_json),
        Route("/api/v1/valeurs.csv", api.values_csv),
        Route("/api/v1/vues.{suffix}", boards.file),
        Route("/api/v1/catalogue.jsonld", downloads.catalogue),
        Route("/api/v1/donnees/{dataset}/defauts.csv", downloads.defects),
        Route("/api/v1/donnees/{dataset}/dictionnaire.csv", downloads.columns),
        Route("/api/v1/donnees/{dataset}/tailles.json", downloads.file_sizes),
        Route("/api/v1/donnees/{file}", downloads.file),
        Route("/api/{rest:path}", _unknown),
    ]


async def _home(request: Request) -> Response:
    """Answer the name of the map by its address, the bare one: Streamlit would say that no page has this name."""
    return RedirectResponse("./" + (f"?{request.url.query}" if request.url.query else ""))


async def _unknown(_request: Request) -> Response:
    """Answer an address that means nothing: Streamlit would give its page for it."""
    said = say("Aucune donnée à cette adresse. Les jeux de données sont dans api/v1/catalogue.jsonld.")
    return JSONResponse({"erreur": said}, status_code=assets.NOT_FOUND)


def middleware() -> list[Middleware]:
    """Return what stands between a browser and every address."""
    return [Middleware(protection.SecurityHeaders), Middleware(Spoken), Middleware(Shell)]


@asynccontextmanager
async def warm_up(_app: Any) -> AsyncGenerator[dict[str, Any], None]:  # noqa: ANN401 - Streamlit's own type is not public
    """Read the data in the background as long as the server runs, so that no visitor waits for it."""
    stopped = threading.Event()
    threading.Thread(target=warming.keep_warm, args=(stopped,), daemon=True).start()
    yield {}
    stopped.set()


class Spoken:
    """Answers each request in the language that its address asks for.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak the language of the address for the time of the answer."""
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(PARAMETER, [""])
        wanted = DEFAULT if scope.get("path", "").endswith(FRENCH_FILES) else parse_language(asked[0])
        with speaking(wanted):
            await self.app(scope, receive, send)


class Shell:
    """Turns Streamlit's English page shell into the product's: language, title, style sheet.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite pages; let everything else through untouched."""
        if scope["type"] != "http" or not _is_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        # Asked without compression, the shell can be rewritten as it is.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def rewrite(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = bytes(body)
            for english, ours in shell():
                page = re.sub(english, ours, page, count=1)
            ahead = await links(scope["path"].strip("/"), scope.get("query_string", b"").decode("latin-1"))
            page = page.replace(b"</head>", ahead + b"</head>", 1)
            kept = [(name, value) for name, value in start["headers"] if name not in (b"content-length", b"etag")]
            start["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
            await send(start)
            await send({"type": "http.response.body", "body": page})

        await self.app({**scope, "headers": headers}, receive, rewrite)


def _is_page(path: str) -> bool:
    first = path.strip("/").split("/")[0]
    return first not in {"_stcore", "api", "static", "component", "media", "app"} and "." not in path
