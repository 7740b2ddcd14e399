"""One person's desktop without its window: the product's workspace and postman, driven by hand.

The postman is a coroutine; between its requests, and where it pauses, anything may happen. So one
seed is one story, with neither threads nor an event loop.
"""

import os
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.hub.service import Caller
from growtogether_desktop.store.ballast import Ballast
from growtogether_desktop.store.database import Cache
from growtogether_desktop.store.kinds import catch_up
from growtogether_desktop.sync.exchange import take_in
from growtogether_desktop.sync.postman import Postman
from growtogether_desktop.wire.codec import Unknown, load_posted
from growtogether_desktop.wire.protocol import Asked, Delivery
from growtogether_desktop.workspace.workspace import Workspace
from tests.faults import world
from tests.faults.fate import Fate
from tests.faults.machine import Crash, Machine, Picture

OPENING, ACTING, MEETING = 8, 16, 70
"""Statements that such work may take."""


class Desk:
    """What survives a crash (`machine`), and what does not."""

    def __init__(self, fate: Fate, caller: Caller, machine: Machine) -> None:
        self.caller = caller
        self.machine = machine
        self.name = caller.device
        self.posted: dict[ChangeId, Posted] = {}
        """What this desk has acknowledged to its person, and not withdrawn."""
        self.written: dict[ChangeId, bytes] = {}
        """The very words of what was asked for since the story began."""
        self.perished: set[ChangeId] = set()
        """What went with a disk; it may have reached the hub before."""
        self.skew = timedelta(0)
        self.program = world.NEW
        self._fate = fate
        self._backup: tuple[Picture, frozenset[ChangeId]] | None = None
        self.start()

    def start(self) -> None:
        """Begin with nothing but what is on the disk."""
        self.machine.free()  # the program does not open on a full disk
        self.machine.fuse = self._fate.fuse(self._fate.weather.desk_crashes, OPENING)
        try:
            with world.speaking(self.program), self.machine.engine.begin() as db:
                catch_up(db)
        except Unknown:  # as the product: it does not open, changes nothing, and asks for the later program
            self._fate.note(f"{self.name} does not open with the old program")
            self.program = world.NEW
            return self.start()
        except Crash:
            self._fate.fault(f"{self.name} crashes while it opens")
            return self.start()
        self.machine.fuse = 0
        self._background = _Inline()
        cache = Cache(self.machine.engine, self.machine.engine, Ballast(Path(os.devnull)))
        self.workspace = Workspace(self.caller.actor, self.name, cache, self._background, self.clock)
        self._postman = Postman(self.workspace, _Wire())
        self.errand: Coroutine[Any, Any, None] | None = None
        """The round that is under way."""
        self.paused = False
        return None

    def install(self, program: world.Program) -> None:
        """Another version over the same disk."""
        self.program = program
        self.start()

    @contextmanager
    def _at_risk(self, statements: int) -> Iterator[None]:
        """Within, the power may go; then the program begins anew."""
        self.machine.fuse = self._fate.fuse(self._fate.weather.desk_crashes, statements)
        try:
            with world.speaking(self.program):
                yield
        except Crash:
            self._fate.fault(f"{self.name} crashes")
            self.start()
        self.machine.fuse = 0

    def clock(self) -> datetime:
        return self._fate.now + self.skew

    # --- rounds with the hub ------------------------------------------------------------------

    def set_out(self) -> Asked | None:
        """Begin a round; gives the first request, if it comes to that."""
        self.errand = self._postman.round()
        return self.resume(None)

    def resume(self, value: Delivery | Problem | None) -> Asked | None:
        """Let the postman go on until the next request, a pause, or the end."""
        assert self.errand is not None
        fate = self._fate
        self.paused = False
        self._background.pausing = lambda: fate.chance(fate.weather.pauses)
        met: _Parcel | _Pause | None = None
        with self._at_risk(MEETING):
            try:
                met = self.errand.throw(value) if isinstance(value, Problem) else self.errand.send(value)
            except (StopIteration, Problem):
                self.errand = None
        self._background.pausing = lambda: False
        self.paused = isinstance(met, _Pause)
        return met.asked if isinstance(met, _Parcel) else None

    def hear_again(self, asked: Asked, delivery: Delivery) -> None:
        """As if a second window of the program had asked, and its answer came late."""
        now = self.clock().timestamp()
        with self._at_risk(MEETING), suppress(Problem):
            _at_once(self.workspace.write(lambda db: take_in(db, self.caller.actor.id, asked, delivery, now)))

    # --- what the person does -----------------------------------------------------------------

    def act(self, what: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Do it in one go; what is committed counts, whatever comes after."""
        before = self.waiting()
        with self._at_risk(ACTING):
            try:
                _at_once(what())
            except Problem as problem:
                self._fate.note(f"{self.name}: {problem}")
        after = self.waiting()
        for id in [id for id in before if id not in after]:
            self._fate.note(f"{self.name} withdraws {id}")
            del self.posted[id]
        for id in [id for id in after if id not in before]:
            self.posted[id], self.written[id] = self.read(after[id]), after[id]
            self._fate.note(f"{self.name} asks for {id} {self.posted[id].change}")

    def waiting(self) -> dict[ChangeId, bytes]:
        return dict(self.machine.look("SELECT id, body FROM outbox ORDER BY position"))

    def see_all(self, kind: type[Any], parent: str | None = None) -> tuple[Any, ...]:
        with world.speaking(self.program):
            return tuple(_at_once(self.workspace.see_all(kind, parent)))

    def read(self, body: bytes) -> Posted:
        """As the newer program does, whichever wrote it: an older one may have lost sight of a part."""
        with world.speaking(world.NEW):
            return load_posted(body)

    # --- the years ----------------------------------------------------------------------------

    def back_up(self) -> None:
        self._backup = (self.machine.picture(), frozenset(self.posted))

    def restore(self) -> bool:
        """The disk is lost; what was written since the backup is gone, unless the hub has it."""
        if self._backup is None:
            return False
        picture, posted_then = self._backup
        self.perished |= self.posted.keys() - posted_then
        self.machine.become(picture)
        self.start()
        self.posted |= {id: self.read(body) for id, body in self.waiting().items()}
        self.written |= self.waiting()
        return True

    def sign_in_anew(self) -> None:
        """The hub gives this computer another id than it had."""
        self.caller = Caller(self.caller.actor, world.second_id(self.caller.device))
        self.start()


class _Parcel:
    """A request on its way; whoever drives the coroutine sends the delivery or throws the trouble."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def __await__(self) -> Generator["_Parcel", Delivery, Delivery]:
        return (yield self)


class _Pause:
    """Between two jobs of the store thread: somebody else's may come first."""

    def __await__(self) -> Generator["_Pause", None, None]:
        yield self


class _Inline(Background):
    """Runs here what the store thread would run there; with pauses while the postman is at work."""

    def __init__(self) -> None:
        self.pausing: Callable[[], bool] = lambda: False

    async def store(self, work: Callable[[], Any]) -> Any:
        if self.pausing():
            await _Pause()
        return work()

    read = store


class _Wire:
    """The way to the hub, as the postman knows it."""

    bytes_up = 0
    bytes_down = 0

    async def exchange(self, asked: Asked) -> Delivery:
        return await _Parcel(asked)

    async def put_blob(self, sha: str, content: bytes) -> None:
        raise AssertionError("nobody has files here")

    async def get_blob(self, sha: str, size: int) -> bytes:
        raise AssertionError("nobody has files here")

    async def poke(self) -> None:
        raise AssertionError("nobody listens here")


def _at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that waits for nobody."""
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("it waits")
