"""Pokes: hints to those who listen that a scope of theirs has moved. The truth is in the exchange.

What has moved gathers while the last of it is handed out, so that a busy minute costs few looks at
the memberships. A hint that is lost costs a minute's delay: desktops ask anyway.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from http import HTTPStatus

from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.ids import DeviceId
from growtogether_desktop.hub.database import for_reading
from growtogether_desktop.hub.people import Known
from growtogether_desktop.hub.service import Moved
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.store.tables import membership
from growtogether_desktop.wire.codec import dump

log = logging.getLogger(__name__)

HEARTBEAT_S = 25.0
LOOK_S = 1.0
"""How often we look whose heartbeat is due, and whose access token has ended."""
AT_ONCE = 500
WOKEN_AT_ONCE = 10
"""So many listeners are told before whoever else wants something of the hub has a turn."""


class _Listener:
    """One open stream. It costs a task that waits until the device hangs up, and nothing else while nothing moves:
    thousands may listen."""

    def __init__(self, known: Known, send: Send, now: float) -> None:
        stream = asyncio.current_task()
        assert stream is not None
        self.device = known.caller.device
        self.members = known.caller.actor.memberships
        self.until = known.until
        self.hints: dict[str, int] = {}
        self.told_at = now
        self.ended = False
        self._send = send
        self._stream = stream
        self._telling = True  # nothing before the beginning

    async def begin(self) -> None:
        await self._send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": _HEADERS})
        # Whatever moved before we were listening: one look is cheaper than missing it.
        await self.write(_event({}))
        self._telling = False
        if self.hints:
            await self.tell(self.told_at)

    def end(self) -> None:
        if not self.ended:
            self.ended = True
            self._stream.cancel()

    async def tell(self, now: float) -> None:
        """Send the hints there are; those that come while the device is slow to read go out together."""
        if self._telling or self.ended:
            return
        self._telling = True
        self.told_at = now
        try:
            await self.write(_event(self._taken()) if self.hints else b":\n\n")
            while self.hints and not self.ended:
                await self.write(_event(self._taken()))
        finally:
            self._telling = False

    async def write(self, words: bytes, more: bool = True) -> None:
        await self._send({"type": "http.response.body", "body": words, "more_body": more})

    def _taken(self) -> dict[str, int]:
        hints, self.hints = self.hints, {}
        return hints


class Pokes:
    def __init__(self, engine: Engine, threads: Threads, background: Background, clock: Callable[[], float]) -> None:
        self._reading = for_reading(engine)
        self._threads = threads
        self._background = background
        self._clock = clock
        self._open: set[_Listener] = set()
        self._listeners: dict[str, set[_Listener]] = defaultdict(set)
        """By the names under which an audience may mean them."""
        self._moved: dict[str, tuple[int, DeviceId | None]] = {}
        """Scope → its head, and the one device that knows already."""
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def hint(self, moved: Moved) -> None:
        """Something has moved; may be said on any thread."""
        self._loop.call_soon_threadsafe(self._gather, moved)

    def stream(self, known: Known) -> ASGIApp:
        """Server-sent events for one device, until its access token ends."""

        async def stream(scope: Scope, receive: Receive, send: Send) -> None:
            await self._listen(known, receive, send)

        return stream

    async def _listen(self, known: Known, receive: Receive, send: Send) -> None:
        listener = _Listener(known, send, self._clock())
        self._open.add(listener)
        for member in listener.members:
            self._listeners[member].add(listener)
        try:
            await listener.begin()
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            if not listener.ended:
                raise
            await listener.write(b"", more=False)
        finally:
            self._open.discard(listener)
            for member in listener.members:
                self._listeners[member].discard(listener)
                if not self._listeners[member]:
                    del self._listeners[member]

    async def run(self) -> None:
        """Hand out hints until cancelled."""
        while True:
            try:
                await self._next_round()
            except DBAPIError as trouble:
                log.warning("hints are lost: %s", type(trouble.orig).__name__)

    async def keep_open(self) -> None:
        """Send heartbeats, and end the streams whose access token has ended, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            now = self._clock()
            for listener in self._open:
                if now >= listener.until:
                    listener.end()
                elif now - listener.told_at >= HEARTBEAT_S:
                    self._tell(listener)

    def hang_up(self, *devices: DeviceId) -> None:
        """End the streams of these devices."""
        self._end(listener for listener in self._open if listener.device in devices)

    def close(self) -> None:
        """End all streams."""
        self._end(self._open)

    def _gather(self, moved: Moved) -> None:
        for name, head in moved.heads.items():
            _, by = self._moved.get(name, (0, moved.by))
            self._moved[name] = (head, by if by == moved.by else None)
        self._woken.set()

    async def _next_round(self) -> None:
        await self._woken.wait()
        self._woken.clear()
        moved, self._moved = self._moved, {}
        if moved and self._listeners:
            await self._hand_out(moved)

    async def _hand_out(self, moved: dict[str, tuple[int, DeviceId | None]]) -> None:
        woken = 0
        for name, member in await self._threads.read(lambda: self._members_of(sorted(moved))):
            head, by = moved[name]
            for listener in tuple(self._listeners.get(member, ())):
                if listener.device != by:
                    listener.hints[name] = head
                    self._tell(listener)
                    woken += 1
                    if woken % WOKEN_AT_ONCE == 0:
                        await asyncio.sleep(0)

    def _tell(self, listener: _Listener) -> None:
        self._background.spawn(listener.tell(self._clock()), "tell a listener")

    def _end(self, listeners: Iterable[_Listener]) -> None:
        for listener in listeners:
            listener.end()

    def _members_of(self, names: list[str]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        with self._reading.connect() as db:
            for start in range(0, len(names), AT_ONCE):
                some = membership.c.scope.in_(names[start : start + AT_ONCE])
                found += [(row.scope, row.member) for row in db.execute(select(membership).where(some))]
        return found


_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


def _event(hints: dict[str, int]) -> bytes:
    return b"data: " + dump(hints) + b"\n\n"
