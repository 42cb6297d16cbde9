"""What every answer tells the browser to refuse: foreign hosts, frames of other sites, guessed types."""

from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BASE_MAP: Final = "https://data.geopf.fr"
"""The one foreign host: pictures of the optional base map."""

PAGE: Final = (
    "default-src 'self'",
    # Components are modules that the page makes of their text (blob:); the long integers of Streamlit's
    # messages are WebAssembly. No text is evaluated, no inline script runs.
    "script-src 'self' blob: 'wasm-unsafe-eval'",
    # Streamlit writes its styles into the page as it draws.
    "style-src 'self' 'unsafe-inline'",
    f"img-src 'self' data: blob: {BASE_MAP}",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
DATA: Final = ("default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "frame-ancestors 'self'")
"""Of what is served as data: read by a page, saved, or seen alone in a tab; it runs nothing and loads nothing."""

UNUSED: Final = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(path: str, query: bytes = b"") -> str:
    """Return the content security policy of an address.

    Parameters
    ----------
    path
        Path of the address, `/carte`.
    query
        What follows the question mark: the page in its frame (`cadre=oui`) may be shown by any site.

    Returns
    -------
    str
    """
    if "/api/v1/" in path and "/statique/" not in path:
        return "; ".join(DATA)
    framed = parse_qs(query.decode("latin-1")).get("cadre") == ["oui"]
    return "; ".join((*PAGE, "frame-ancestors *" if framed else "frame-ancestors 'self'"))


class SecurityHeaders:
    """Adds the headers to every answer.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add them as the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def protect(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = policy(scope["path"], scope["query_string"])
            await send(message)

        await self.app(scope, receive, protect)
