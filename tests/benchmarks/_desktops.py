"""Desktops that keep nothing and cost little, so that a hub meets many of them: what they say and hear is real."""

import asyncio
import http.client
import time
from collections.abc import Iterable

import msgspec

from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.wire.codec import dump, dump_posted, load
from growtogether_desktop.wire.protocol import PROTOCOL, Asked, Cursor, Delivery, Sent, Tokens

AT_ONCE = 50
"""Ears that go to the hub together."""
KEPT_OPEN_S = 4
"""The hub hangs up soon after."""


class Desktop:
    """Knows where it stands, and goes through exchanges as the protocol wants them."""

    def __init__(self, port: int, tokens: Tokens) -> None:
        self.device = tokens.device
        self._signed = {"Authorization": f"Bearer {tokens.access}", "Content-Type": "application/json"}
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._spoke = 0.0
        self._epoch = self._last = 0
        self._cursors: dict[str, Cursor] = {}

    def catch_up(self) -> None:
        """Read everything there is."""
        while self.exchange(()).more:
            pass

    def exchange(self, changes: Iterable[Posted]) -> Delivery:
        """One request; none of the changes may come back."""
        sent = tuple(
            Sent(self._last + at, one.id, msgspec.Raw(dump_posted(one))) for at, one in enumerate(changes, start=1)
        )
        asked = dump(Asked(PROTOCOL, self._epoch, self._last, sent, self._cursors))
        if time.monotonic() - self._spoke > KEPT_OPEN_S:
            self._line.close()  # the next request opens it again
        self._line.request("POST", "/exchange", asked, self._signed)
        answer = self._line.getresponse()
        body = answer.read()
        self._spoke = time.monotonic()
        assert answer.status == http.client.OK, body
        delivery = load(Delivery, body)
        assert [one.refusal for one in delivery.answers] == [None] * len(sent)
        self._epoch, self._last = delivery.epoch, delivery.last
        self._cursors |= delivery.cursors
        for name in delivery.revoked:
            del self._cursors[name]
        return delivery

    def close(self) -> None:
        self._line.close()


class Ear(asyncio.Protocol):
    """A desktop that only listens."""

    def __init__(self, access: str) -> None:
        self._asked = f"GET /events HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {access}\r\n\r\n".encode()
        self.open = asyncio.get_running_loop().create_future()
        self._hint = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.line = transport
        transport.write(self._asked)

    def data_received(self, data: bytes) -> None:
        if b"data: {}" in data and not self.open.done():
            self.open.set_result(None)
        if b'data: {"' in data and not self._hint.done():
            self._hint.set_result(time.perf_counter())

    def next_hint(self) -> "asyncio.Future[float]":
        """When the next hint has come, by `time.perf_counter`."""
        self._hint = asyncio.get_running_loop().create_future()
        return self._hint

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(exc or ConnectionError("the hub hung up"))


async def listen(port: int, accesses: list[str]) -> list[Ear]:
    """So many desktops listening at the hub."""
    loop = asyncio.get_running_loop()
    ears: list[Ear] = []
    for start in range(0, len(accesses), AT_ONCE):
        new = [Ear(access) for access in accesses[start : start + AT_ONCE]]
        for ear in new:
            await loop.create_connection(lambda ear=ear: ear, "127.0.0.1", port)  # type: ignore[misc] # of this turn
        await asyncio.gather(*(ear.open for ear in new))
        ears += new
    return ears
