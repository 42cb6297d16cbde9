"""How what a session sends is compressed: a choice sends again much of what the last one sent, so it costs little."""

from typing import Any, Final

from uvicorn.config import WS_PROTOCOLS
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

STREAMLIT_ASKS: Final = "websockets-sansio"


class FarSighted(WebSocketsSansIOProtocol):
    """A websocket whose compression remembers 32 kB, the whole of the last choice, instead of the 4 kB of uvicorn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - those of uvicorn, as they come
        super().__init__(*args, **kwargs)
        if self.config.ws_per_message_deflate:
            self.conn.available_extensions = [ServerPerMessageDeflateFactory(compress_settings={"memLevel": 5})]


def remember_more() -> None:
    """Have every websocket of this process remember more; called once, before the server starts."""
    WS_PROTOCOLS[STREAMLIT_ASKS] = f"{__name__}:{FarSighted.__name__}"
