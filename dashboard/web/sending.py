"""How what the server sends goes out: at once, and compressed with a memory long enough for a choice to cost little."""

import asyncio
import socket
from typing import Any, Final, cast

from uvicorn.config import HTTP_PROTOCOLS, WS_PROTOCOLS
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

BY_DEFAULT: Final = "auto"
STREAMLIT_ASKS: Final = "websockets-sansio"


# Which of its protocols it is, uvicorn decides when it is imported.
class Prompt(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """A connection that sends at once.

    The socket that Streamlit binds names no protocol: asyncio does not recognise TCP, and leaves Nagle's algorithm on.
    A small message then waits until the one before is acknowledged, up to 40 ms. A websocket keeps its connection.
    """

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send without waiting for what was sent before to be acknowledged."""
        connected = cast("socket.socket", transport.get_extra_info("socket"))
        if connected.family in {socket.AF_INET, socket.AF_INET6}:
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(cast("asyncio.Transport", transport))


class FarSighted(WebSocketsSansIOProtocol):
    """A websocket whose compression remembers 32 kB, the whole of the last choice, instead of the 4 kB of uvicorn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - those of uvicorn, as they come
        super().__init__(*args, **kwargs)
        if self.config.ws_per_message_deflate:
            self.conn.available_extensions = [ServerPerMessageDeflateFactory(compress_settings={"memLevel": 5})]


def prepare() -> None:
    """Have every connection of this process send so; called once, before the server starts."""
    HTTP_PROTOCOLS[BY_DEFAULT] = f"{__name__}:{Prompt.__name__}"
    WS_PROTOCOLS[STREAMLIT_ASKS] = f"{__name__}:{FarSighted.__name__}"
