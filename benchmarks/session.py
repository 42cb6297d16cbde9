"""A person's session without a browser: the websocket of Streamlit, its messages, and what each of them weighs."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MAP = "citeoscope.carte"


class Session:
    """A page opened by its address.

    Parameters
    ----------
    socket
        Connected websocket.
    """

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.weights: list[tuple[str, int]] = []
        """What each message of the last run carried, and its bytes."""
        self.fragment = ""
        """The fragment that holds the map: what a choice runs again."""

    async def run(self, params: dict[str, str], *, whole: bool = True) -> None:
        """Ask for a view, as a change of address does, and wait for the end of the run.

        Parameters
        ----------
        params
            Of the address.
        whole
            Whether the whole page is run, or the fragment that holds the map, as after a choice on it.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(params)
        if not whole:
            asked.rerun_script.fragment_id = self.fragment
        await self.socket.send(asked.SerializeToString())
        self.weights = []
        async for frame in self.socket:
            message = ForwardMsg()
            message.ParseFromString(frame)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                kind = element.WhichOneof("type")
                if kind == "bidi_component":
                    kind = element.bidi_component.component_name
                    if kind == MAP:
                        self.fragment = message.delta.fragment_id
            self.weights.append((kind, len(frame)))
            if kind == "script_finished":
                return


@contextlib.asynccontextmanager
async def opened(address: str) -> AsyncIterator[Session]:
    """Open a session.

    Parameters
    ----------
    address
        `127.0.0.1:8501`.
    """
    url = f"ws://{address}/_stcore/stream"
    async with websockets.connect(url, subprotocols=["streamlit"], max_size=None, origin=f"http://{address}") as socket:
        yield Session(socket)


async def weigh(address: str, *views: dict[str, str]) -> list[list[tuple[str, int]]]:
    """Return what each view sends, one after the other in one session; the first is the whole page."""
    found = []
    async with opened(address) as session:
        for rank, view in enumerate(views):
            await asyncio.wait_for(session.run(view, whole=rank == 0), 120)
            found.append(session.weights)
    return found
