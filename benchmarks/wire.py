"""What goes through the wire: a relay between the browser and a server of this machine, that counts the bytes."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator

BLOCK = 65_536


class Wire:
    """Bytes that the browser has received, headers included, compressed as they were sent.

    Parameters
    ----------
    to
        Port of the server.
    """

    def __init__(self, to: int) -> None:
        self.to = to
        self.port = 0
        self.received = 0

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.to)
            await asyncio.gather(
                self._copy(reader, up_writer, counted=False), self._copy(up_reader, writer, counted=True)
            )

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while block := await reader.read(BLOCK):
                if counted:
                    self.received += len(block)
                writer.write(block)
                await writer.drain()
        writer.close()

    async def serve(self, ready: threading.Event) -> None:
        """Relay until cancelled.

        Parameters
        ----------
        ready
            Set once the port is known.
        """
        server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()


@contextlib.contextmanager
def tapped(port: int) -> Iterator[Wire]:
    """Yield a wire to a port of this machine, in a thread of its own.

    Parameters
    ----------
    port
        Of the server.
    """
    wire, ready, loop = Wire(port), threading.Event(), asyncio.new_event_loop()
    task = loop.create_task(wire.serve(ready))

    def run() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(task)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield wire
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(5)
