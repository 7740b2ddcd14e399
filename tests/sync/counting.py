"""A way to the hub that writes down what passes, to be counted afterwards by somebody else than the desk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class CountingWay:
    """Stands between a desk and its hub, byte for byte."""

    def __init__(self, port: int) -> None:
        self.url = ""
        self._port = port
        self._up: list[bytearray] = []
        self._down: list[bytearray] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["CountingWay"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield self
        server.close()
        await asyncio.gather(*self._tasks)  # both ends hang up when the desk does
        await server.wait_closed()

    @property
    def up(self) -> int:
        """Bytes of bodies, without heads and framing."""
        return sum(_bodies(bytes(passed)) for passed in self._up)

    @property
    def down(self) -> int:
        return sum(_bodies(bytes(passed)) for passed in self._down)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up, down = bytearray(), bytearray()
        self._up.append(up)
        self._down.append(down)
        hub_reader, hub_writer = await asyncio.open_connection("127.0.0.1", self._port)
        for way in ((reader, hub_writer, up), (hub_reader, writer, down)):
            self._tasks.add(asyncio.get_running_loop().create_task(_pass(*way)))


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passed: bytearray) -> None:
    try:
        while some := await reader.read(65_536):
            passed += some
            writer.write(some)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


def _bodies(passed: bytes) -> int:
    """How much of what passed on one connection was body: HTTP/1.1 messages one behind the other."""
    counted = at = 0
    while (end := passed.find(b"\r\n\r\n", at)) >= 0:
        head = passed[at:end].lower()
        at = end + 4
        if b"transfer-encoding: chunked" in head:
            size = -1
            while size and (line := passed.find(b"\r\n", at)) >= 0:
                size = int(passed[at:line], 16)
                counted += min(size, len(passed) - line - 2)
                at = line + 2 + size + 2
        else:
            length = next((line for line in head.split(b"\r\n") if line.startswith(b"content-length:")), b":0")
            counted += int(length.partition(b":")[2])
            at += int(length.partition(b":")[2])
    return counted
