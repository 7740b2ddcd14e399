"""Carries changes up and rows down, whenever there is a hub to talk to.

A round never holds the window up: requests run on the hub's line, pages are taken in on the store
thread, and only the news (`touched`, `state`) arrives on the caller's loop. After a failure the
postman knocks with empty hands first, so that changes nobody has seen can still be withdrawn.
"""

import asyncio
import hashlib
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Connection, delete, select

from growtogether_desktop.base.background import side_by_side
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.store import outbox
from growtogether_desktop.store.tables import upload
from growtogether_desktop.sync.exchange import TakenIn, blobs, hold_back, prepare, take_in
from growtogether_desktop.sync.troubles import Declined, HubTrouble, SignedOut
from growtogether_desktop.wire.codec import Unreadable
from growtogether_desktop.wire.protocol import PUSH_CHANGES, Hub
from growtogether_desktop.workspace.state import Phase
from growtogether_desktop.workspace.workspace import Workspace

log = logging.getLogger(__name__)

FIRST_RETRY_S = 2.0
AT_ONCE = 6
"""Files that travel side by side."""
SPREAD = 0.2
"""Waiting times vary by a fifth, so that desktops do not all knock at once."""
_UPLOADS = select(upload.c.sha)
BLOB = "blob"
"""The kind of a `Ref` that says: this content has arrived."""


class LiveHub(Hub, Protocol):
    """A hub that can also hint at news, and counts the bytes."""

    bytes_up: int
    bytes_down: int

    async def poke(self) -> None: ...


class Postman:
    def __init__(self, workspace: Workspace, hub: LiveHub, poll_s: Callable[[], float] = lambda: 60.0) -> None:
        self._workspace = workspace
        self._hub = hub
        self._poll_s = poll_s
        self.signed_out: Signal[SignedOut] = Signal()
        """The hub no longer knows this computer; `run` has ended, until somebody signs in again."""
        self._knocked = False
        self._listen_again = FIRST_RETRY_S
        self._last: Phase = "never"
        self._wanted = asyncio.Event()
        self._round = asyncio.Lock()
        self._running: asyncio.Task[Any] | None = None
        workspace.asked.connect(lambda _: self._wanted.set())

    async def run(self) -> None:
        """Exchange whenever something waits, the hub hints at news, or `poll_s` has passed."""
        self._running = asyncio.current_task()
        poke: asyncio.Task[None] | None = None
        retry = FIRST_RETRY_S
        try:
            while True:
                self._wanted.clear()
                try:
                    await self.round()
                    pause, retry = _about(self._poll_s()), FIRST_RETRY_S
                except SignedOut as problem:
                    self.signed_out.emit(problem)
                    return
                except Problem as problem:
                    log.info("no exchange: %s", type(problem).__name__)
                    put_off = problem.retry_after_s if isinstance(problem, HubTrouble) else 0
                    pause, retry = _about(retry), min(retry * 2, self._poll_s())
                    self._expect(put_off + pause, put_off=put_off > 0)
                    await asyncio.sleep(put_off)  # as long as the hub wants, however much there is to say
                    self._expect(pause)
                if self._knocked and (poke is None or poke.done()):
                    poke = asyncio.get_running_loop().create_task(self._listen(), name="listen for pokes")
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._wanted.wait()
        finally:
            if poke is not None:
                poke.cancel()

    def stop(self) -> None:
        """End `run`, wherever it is."""
        if self._running is not None:
            self._running.cancel()

    async def round(self) -> None:
        """Bring everything up and down that there is.

        Raises: Problem, when the hub is out of reach, broken, or has signed us out. What was declined
        is no problem of the round: it is in the tray of returned mail.
        """
        async with self._round:
            await self._tell("syncing")
            try:
                await self._rounds()
            except Problem as problem:
                self._knocked = False
                await self._tell("offline", problem.what)
                raise
            await self._tell("in_step")

    async def _rounds(self) -> None:
        if not self._knocked:
            while (await self._exchange(push=False)).more:
                pass
            self._knocked = True
        await self._send_files()
        while await self._push():
            pass
        await self._fetch_files()

    async def _push(self) -> bool:
        """One exchange with what may go up; whether there is more to say at once, on either side."""
        most, waiting = await self._workspace.read(lambda db: (hold_back(db, _missing_uploads(db)), outbox.count(db)))
        try:
            taken = await self._exchange(push=most > 0, most=most)
        except (HubTrouble, Declined):
            # Whatever is wrong with what we bring, it must not keep us from what the others brought.
            while waiting and (await self._exchange(push=False)).more:
                pass
            raise
        return taken.more or 0 < await self._workspace.read(outbox.count) < waiting

    async def _exchange(self, *, push: bool, most: int = PUSH_CHANGES) -> TakenIn:
        workspace = self._workspace
        asked = await workspace.write(lambda db: prepare(db, push=push, most=most))
        delivery = await self._hub.exchange(asked)
        now = workspace.clock().timestamp()
        taken = await workspace.write(lambda db: take_in(db, workspace.me.id, asked, delivery, now))
        if taken.touched:
            workspace.touched.emit(taken.touched)
        if taken.returned:
            await workspace.refresh_state()
        return taken

    async def _send_files(self) -> None:
        await side_by_side(self._send_file, sorted(await self._workspace.read(_missing_uploads)), AT_ONCE)

    async def _send_file(self, sha: str) -> None:
        content = await self._workspace.file(sha)
        if content is not None:
            try:
                await self._hub.put_blob(sha, content)
            except Declined:
                # The change that needs it goes up all the same, and comes back with the hub's reason.
                log.warning("the hub does not take blob %s", sha)
        await self._workspace.write(partial(_sent_file, sha=sha))

    async def _fetch_files(self) -> None:
        """Bring the files this person should have at hand; a list of files says which come next."""
        tried: set[str] = set()
        while wanted := [m for m in await self._workspace.read(blobs.missing) if m[0] not in tried]:
            tried |= {sha for sha, _, _ in wanted}
            await side_by_side(self._fetch_file, wanted, AT_ONCE)

    async def _fetch_file(self, wanted: tuple[str, int, bool]) -> None:
        sha, size, tree = wanted
        try:
            content = await self._hub.get_blob(sha, size)
        except Declined:
            log.warning("the hub does not have blob %s", sha)
            return
        await self._workspace.write(partial(_keep_file, sha=sha, content=content, tree=tree))
        self._workspace.touched.emit(frozenset({Ref(BLOB, sha)}))

    async def _listen(self) -> None:
        """Hear hints while the line stands, and see how we stand soon after it broke.

        Ever less soon while it breaks at once: some networks let no line stand.
        """
        began = asyncio.get_running_loop().time()
        with suppress(Problem):
            while True:
                await self._hub.poke()
                self._wanted.set()
        if asyncio.get_running_loop().time() - began > self._poll_s():
            self._listen_again = FIRST_RETRY_S
        await asyncio.sleep(_about(self._listen_again))
        self._listen_again = min(self._listen_again * 2, self._poll_s())
        self._wanted.set()

    async def _tell(self, phase: Phase, reason: Message | None = None) -> None:
        """Say how we stand; `since` moves when we fall offline, and with every exchange that succeeds."""
        workspace = self._workspace
        since = workspace.state.since
        if phase == "in_step" or (phase == "offline" and self._last != "offline"):
            since = workspace.clock()
        if phase != "syncing":
            self._last = phase
        told = replace(workspace.state, phase=phase, since=since, bytes_up=self._hub.bytes_up)
        told = replace(told, bytes_down=self._hub.bytes_down, next_try=None, put_off=False)
        # Why it was offline is true until the try has shown something else.
        workspace.set_state(told if phase == "syncing" else replace(told, reason=reason))
        await workspace.refresh_state()

    def _expect(self, seconds: float, *, put_off: bool = False) -> None:
        """Say when it is tried again."""
        workspace = self._workspace
        next_try = workspace.clock() + timedelta(seconds=seconds)
        workspace.set_state(replace(workspace.state, next_try=next_try, put_off=put_off))


def _about(seconds: float) -> float:
    return seconds * random.uniform(1 - SPREAD, 1 + SPREAD)


def _missing_uploads(db: Connection) -> frozenset[str]:
    return frozenset(db.execute(_UPLOADS).scalars())


def _sent_file(db: Connection, *, sha: str) -> None:
    db.execute(delete(upload).where(upload.c.sha == sha))


def _keep_file(db: Connection, sha: str, content: bytes, *, tree: bool) -> None:
    """Shelve a content that has come, if it is what it should be."""
    if hashlib.sha256(content).hexdigest() != sha:
        raise HubTrouble(say("A file arrived damaged."), say("It is fetched again at the next exchange."))
    blobs.keep(db, content)
    if not tree:
        return
    for scope in blobs.scopes_of(db, sha):
        try:
            blobs.refer_tree(db, scope, sha)
        except Unreadable:
            log.warning("blob %s is no list of files", sha)
