"""How what the server sends goes out."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from uvicorn import Config
from uvicorn.server import ServerState

from dashboard.web.sending import Prompt


def test_a_connection_sends_without_waiting_even_on_a_socket_that_names_no_protocol():
    async def delay():
        made = asyncio.get_running_loop().create_future()

        class Watched(Prompt):
            def connection_made(self, transport):
                super().connection_made(transport)
                made.set_result(transport)

        def protocol():
            return Watched(config=Config(app=None), server_state=ServerState(), app_state={})

        listening = socket.socket()  # as Streamlit binds it
        listening.bind(("127.0.0.1", 0))
        async with await asyncio.get_running_loop().create_server(protocol, sock=listening) as server:
            _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            connected = (await made).get_extra_info("socket")
            told = connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            (await made).close()
        return not told

    with ThreadPoolExecutor(1) as pool:  # the browser of other tests has a loop in this thread
        assert pool.submit(asyncio.run, delay()).result() is False
