"""Everything a feature may do to the world: see, search, do, undo, draft. It works without network."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Actor, Aggregate, Change, Ref, Returned
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.store import carried, drafts, outbox, shelf
from growtogether_desktop.store.database import Cache
from growtogether_desktop.store.troubles import DiskFull, while_working
from growtogether_desktop.wire.codec import Unreadable, dump, load
from growtogether_desktop.workspace.files import Basket, blobs
from growtogether_desktop.workspace.history import Done, Gesture, History, title_of
from growtogether_desktop.workspace.lock import Lock
from growtogether_desktop.workspace.posting import Posting
from growtogether_desktop.workspace.services import HubDesk
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.view import View

A = TypeVar("A", bound=Aggregate)
T = TypeVar("T")


class Workspace:
    """A person's desk. Features get this and nothing else."""

    def __init__(
        self, me: Actor, my_name: str, cache: Cache, background: Background, clock: Callable[[], datetime]
    ) -> None:
        self.me = me
        self.my_name = my_name
        self.background = background
        self.history = History()
        self.touched: Signal[frozenset[Ref]] = Signal()
        """Aggregates that may look different now."""
        self.state = SyncState()
        self.state_changed: Signal[SyncState] = Signal()
        self.asked: Signal[None] = Signal()
        """Something went into the outbox: a good moment for an exchange."""
        self.clock = clock
        self.hub: HubDesk | None = None
        """What can be asked of the hub directly; None for a desk without one."""
        self.lock: Lock | None = None
        """What keeps it closed to others; None for a desk that is open to everybody, as the demo's."""
        self._cache = cache

    # --- seeing -------------------------------------------------------------------------------

    async def see(self, kind: type[A], id: str) -> A | None:
        """One aggregate as it is, plus what waits in the outbox."""
        return await self.look(lambda desk: desk.see(kind, id))

    async def see_all(self, kind: type[A], parent: str | None = None) -> tuple[A, ...]:
        """Every aggregate of a kind, by id; only the children of `parent` when given."""
        return await self.look(lambda desk: desk.see_all(kind, parent))

    async def look(self, work: Callable[[View], T]) -> T:
        """What `work` makes of what there is, in one snapshot and off the window's thread.

        For whoever needs a number, not the things: thousands of them would be taken apart on the window's thread again.
        """
        return await self.read(lambda db: work(View(db)))

    async def search(self, kind: type[A], words: str, limit: int = 200) -> tuple[A, ...]:
        """What begins with every word typed, in any spelling: one's own unsent work first, then best first."""

        def find(db: Connection) -> tuple[A, ...]:
            ours = dict.fromkeys(outbox.subjects(db, kind.KIND))  # the index knows them as the hub does, or not at all
            both = ours | dict.fromkeys(shelf.search(db, kind.KIND, words, limit))
            seen = View(db).see_some(kind, both)
            return tuple(one for one in seen if one.id not in ours or shelf.says(one.words, words))[:limit]

        return await self.read(find)

    async def waiting(self, kind: type[A]) -> frozenset[str]:
        """Ids of a kind with changes the hub has not answered yet."""
        return await self.read(lambda db: frozenset(outbox.subjects(db, kind.KIND)))

    async def came_by_file(self, kind: type[A]) -> frozenset[str]:
        """Ids of a kind that somebody's file has told something about which the hub has not brought yet."""
        return await self.read(lambda db: frozenset(r.id for r in carried.subjects(db) if r.kind == kind.KIND))

    # --- doing --------------------------------------------------------------------------------

    async def do(self, *changes: Change[Any], title: Message | None = None) -> None:
        """Ask for changes: they show at once and go up at the next exchange, all or none of them here.

        Several are one gesture, undone together. If one of them has no inverse the gesture cannot
        be undone, so confirm it with the person first.

        Raises: Problem, when the rules say no already here; nothing is asked for then.
        """

        def work(db: Connection) -> tuple[frozenset[Ref], tuple[Done, ...]]:
            posting = Posting(db, self.me, self.clock)
            asked = posting.ask_all(changes)
            posting.write()
            refs = frozenset(posted.change.ref for posted, _inverse in asked)
            return refs, tuple(Done(posted, inverse) for posted, inverse in asked if inverse is not None)

        touched, steps = await self._keep(work)
        self.touched.emit(touched)
        await self._announce()
        if len(steps) == len(changes):
            self.history.record(Gesture(title or title_of(changes[0]), steps))
        else:
            self.history.forget()

    async def undo(self) -> None:
        """Take the last gesture back: withdraw what never left, ask for the inverse of what did.

        Raises: Problem, when it cannot be any more (somebody has answered).
        """
        if (gesture := self.history.step_back()) is not None:
            self.history.undone(replace(gesture, steps=await self._reverse(gesture)))

    async def redo(self) -> None:
        """Do the last undone gesture again.

        Raises: Problem, when it cannot be any more.
        """
        if (gesture := self.history.step_forward()) is not None:
            self.history.redone(replace(gesture, steps=await self._reverse(gesture)))

    async def _reverse(self, gesture: Gesture) -> tuple[Done, ...]:
        """Turn a gesture round; what comes back turns it round again."""

        def work(db: Connection) -> tuple[frozenset[Ref], tuple[Done, ...]]:
            posting = Posting(db, self.me, self.clock)
            turned = posting.turn_round(gesture.steps[::-1])
            posting.write()
            return frozenset(step.posted.change.ref for step in gesture.steps), turned

        touched, turned = await self._keep(work)
        self.touched.emit(touched)
        await self._announce()
        return turned

    # --- returned mail ------------------------------------------------------------------------

    async def returned(self) -> tuple[Returned, ...]:
        """Changes the hub declined, newest first, until they are dismissed."""
        return await self.read(lambda db: tuple(outbox.all_returned(db)))

    async def dismiss(self, returned: Returned) -> None:
        await self._keep(lambda db: outbox.dismiss(db, returned.posted.id))
        await self._announce()

    # --- drafts -------------------------------------------------------------------------------

    async def keep_draft(self, place: str, draft: object) -> None:
        """Keep what is being written; durable when this returns. `draft` is a frozen value or a str."""
        now = self.clock().timestamp()
        await self._keep(lambda db: drafts.keep(db, place, dump(draft), now))

    async def forget_draft(self, place: str) -> None:
        await self._keep(lambda db: drafts.forget(db, place))

    async def drafts(self, prefix: str, kind: type[T]) -> dict[str, T]:
        """Drafts of a kind by place, for places that begin with `prefix`, oldest first.

        What only another version of the program can read is not among them, and stays where it is.
        """
        found = await self.read(lambda db: drafts.under(db, prefix))
        readable: dict[str, T] = {}
        for place, body in found.items():
            with suppress(Unreadable):
                readable[place] = load(kind, body)
        return readable

    # --- files --------------------------------------------------------------------------------

    async def keep_files(self, take: Callable[[Callable[[bytes], str]], T]) -> T:
        """Run `take` in the background; what it is given keeps one content and says its sha256.

        What is kept stays loose, and on this desk, until a change refers to it; then it goes up before
        that change. It is written a few megabytes at a time, so that drafts never wait behind a big
        folder. Cancelling ends it at the next content; `drop_loose_files` throws away what came in.
        """
        basket = Basket(self._keep_loose)

        def work() -> T:
            taken = take(basket.keep)
            basket.empty()
            return taken

        await self.drop_loose_files()
        try:
            return await self.background.compute(work)
        except asyncio.CancelledError:
            basket.closed = True
            raise

    def _keep_loose(self, contents: list[bytes]) -> None:
        def work(db: Connection) -> None:
            for content in contents:
                blobs.keep(db, content)

        self.write_from_compute(work)

    async def drop_loose_files(self) -> None:
        """Throw away files that were kept and that nothing refers to."""
        await self.write(blobs.drop_loose)

    async def lacking_files(self) -> dict[str, int]:
        """How many files are still on their way, by scope; scopes that have all of theirs are left out."""
        return await self.read(blobs.lacking)

    async def lacking(self, shas: Iterable[str]) -> frozenset[str]:
        """Which of these contents are not here yet."""
        return await self.read(lambda db: blobs.without(db, shas))

    async def tree(self, sha: str) -> Tree | None:
        """A list of files; None while it is still on its way."""
        content = await self.file(sha)
        return None if content is None else load(Tree, content)

    async def file(self, sha: str) -> bytes | None:
        """The content of a file; None while it is still on its way."""
        return await self.read(lambda db: blobs.get(db, sha))

    # --- the desk itself ----------------------------------------------------------------------

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on the read-only connection, in one snapshot."""
        return await self.background.read(lambda: _in_transaction(self._cache.reading, work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the store thread; it is durable when this returns.

        Raises: Problem, when the disk is full (DiskFull), cannot be written or is damaged; nothing was changed then.
        """
        return await self.background.store(lambda: _in_transaction(self._cache.writing, work))

    async def _keep(self, work: Callable[[Connection], T]) -> T:
        """`write` for what a person has done or written: when the disk is full, it may have the last reserve."""
        try:
            return await self.write(work)
        except DiskFull:
            if not await self.background.store(self._cache.ballast.drop):
                raise
        kept = await self.write(work)
        self.background.problems.emit(
            Problem(
                say("The disk is full; this was saved in the last room there was."),
                say("Free some space before you write on."),
            )
        )
        return kept

    def write_from_compute(self, work: Callable[[Connection], T]) -> T:
        """`write` for work that runs on a compute thread, which waits here; never call it on the window's."""
        return self.background.store_from_compute(lambda: _in_transaction(self._cache.writing, work))

    def read_from_compute(self, work: Callable[[Connection], T]) -> T:
        """`read` for work that runs on a compute thread, which waits here; never call it on the window's."""
        return self.background.read_from_compute(lambda: _in_transaction(self._cache.reading, work))

    async def refresh_state(self) -> None:
        """Count what waits and what came back, and announce it."""
        waiting, returned = await self.read(outbox.counts)
        self.set_state(replace(self.state, waiting=waiting, returned=returned))

    def set_state(self, state: SyncState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    async def _announce(self) -> None:
        await self.refresh_state()
        self.asked.emit(None)


def _in_transaction(engine: Engine, work: Callable[[Connection], T]) -> T:
    try:
        with engine.begin() as db:
            return work(db)
    except DatabaseError as trouble:
        problem = while_working(trouble)
        if problem is None:
            raise
        raise problem from trouble
