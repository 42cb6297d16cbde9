"""A person's session without a browser: the websocket of Streamlit, and the paint that its map then fetches."""

import asyncio
import contextlib
import json
import urllib.request
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
    address
        `127.0.0.1:8501`.
    """

    def __init__(self, socket: websockets.ClientConnection, address: str) -> None:
        self.socket = socket
        self.address = address
        self.fragment = ""
        """The fragment that holds the map: what a choice runs again."""
        self.paint = ""
        """Where what is painted is."""

    async def ask(self, params: dict[str, str]) -> None:
        """Ask for a view, as a change of address does, and wait until all that the map paints has come.

        Parameters
        ----------
        params
            Of the address.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(params)
        if self.fragment:
            asked.rerun_script.fragment_id = self.fragment
        await self.socket.send(asked.SerializeToString())
        painted = self.paint
        async for frame in self.socket:
            message = ForwardMsg()
            message.ParseFromString(frame)
            self._read(message)
            if message.WhichOneof("type") == "script_finished":
                break
        if self.paint != painted:
            await asyncio.to_thread(self._fetch, self.paint)

    def _read(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        if element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name == MAP:
            self.fragment = message.delta.fragment_id
            self.paint = json.loads(element.bidi_component.json)["peinture"]["paint"]

    def _fetch(self, address: str) -> None:
        asked = urllib.request.Request(f"http://{self.address}{address}", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            answer.read()


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
        yield Session(socket, address)
