"""Taking along everything one's desk holds, and making a desk of it again."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, Select, insert, select

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.store import outbox, shelf, tables
from growtogether_desktop.store.database import Cache
from growtogether_desktop.wire import protocol
from growtogether_desktop.wire.codec import dump, load, load_posted
from growtogether_desktop.wire.export import (
    FORMAT,
    About,
    Carried,
    Draft,
    Held,
    Parts,
    Returned,
    Shelved,
    read_export,
    write_export,
)
from growtogether_desktop.wire.protocol import AUDIT_ROWS, Record
from growtogether_desktop.workspace.files import blobs
from growtogether_desktop.workspace.workspace import Workspace

T = TypeVar("T")

PAGE = 500
"""Rows in one reading."""


async def save_export(workspace: Workspace, path: Path, progress: Signal[float]) -> bool:
    """Write everything this desk holds. Cancelling leaves what was there.

    What only the hub keeps is in it where the hub answers; says whether it is. Raises: Problem, when the
    file cannot be written.
    """
    about = About(
        FORMAT,
        workspace.me.id,
        workspace.my_name,
        tuple(sorted(workspace.me.roles)),
        workspace.hub.address if workspace.hub is not None else "",
        workspace.clock(),
    )
    record = await _record(workspace)
    loop = asyncio.get_running_loop()
    desk = _Desk(workspace, lambda share: loop.call_soon_threadsafe(progress.emit, share))
    try:
        await workspace.background.compute(lambda: write_export(path, desk.parts(about, record)))
    except asyncio.CancelledError:
        desk.wanted = False
        raise
    return record is not None


async def _record(workspace: Workspace) -> Record | None:
    """What the hub keeps of this person, with every page of the log; None when it does not answer."""
    if workspace.hub is None:
        return None
    try:
        record = page = await workspace.hub.record()
        while len(page.log) == AUDIT_ROWS:
            page = await workspace.hub.record(page.log[-1].entry)
            record = msgspec.structs.replace(record, log=(*record.log, *page.log))
    except Problem:
        return None
    return record


class _Desk:
    """A desk read a page at a time from a compute thread, so that nobody else's reading waits for long."""

    def __init__(self, workspace: Workspace, progress: Callable[[float], object]) -> None:
        self.wanted = True
        self._workspace = workspace
        self._progress = progress

    def parts(self, about: About, record: Record | None) -> Parts:
        waiting, back = self._read(outbox.unsent)
        return Parts(
            about,
            self._shelf(),
            (msgspec.Raw(body) for body in waiting),
            (Returned(msgspec.Raw(body), load(Message, refusal), at) for body, refusal, at in reversed(back)),
            (Draft(r.place, r.at, msgspec.Raw(r.body)) for r in self._rows(select(tables.drafts))),
            (_carried(r) for r in self._rows(select(tables.carried).order_by(tables.carried.c.position))),
            self._files(),
            self._contents(),
            record,
        )

    def _shelf(self) -> Iterator[Shelved]:
        columns = tables.shelf.c
        last = 0
        while page := self._rows(select(tables.shelf).where(columns.row > last).order_by(columns.row).limit(PAGE)):
            last = page[-1].row
            yield from (Shelved(r.kind, r.id, r.scope, r.parent, r.seq, msgspec.Raw(r.body)) for r in page)

    def _files(self) -> Iterator[Held]:
        unsent = {row.sha for row in self._rows(select(tables.upload))}
        held = self._rows(select(tables.desk_blob_ref))
        return (Held(r.sha, r.scope, r.size, r.tree, r.sha in unsent) for r in held)

    def _contents(self) -> Iterator[bytes]:
        shas = [row.sha for row in self._rows(select(tables.desk_blob.c.sha))]
        for at, sha in enumerate(shas):
            self._progress(at / len(shas))
            content = self._read(partial(blobs.get, sha=sha))
            if content is not None:
                yield content

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        return self._read(lambda db: db.execute(query).all())

    def _read(self, work: Callable[[Connection], T]) -> T:
        if not self.wanted:
            raise asyncio.CancelledError
        return self._workspace.read_from_compute(work)


def restore(cache: Cache, path: Path) -> About:
    """Fill an empty cache with an export; whatever its hub has beyond that comes at the first exchange.

    What was asked for goes up again under its own id, so nothing happens twice. For the store thread.
    Raises: Problem, and nothing is there then.
    """
    with cache.writing.begin() as db, read_export(path) as parts:
        _restore_shelf(db, parts)
        for body in parts.outbox:
            outbox.post_as_written(db, bytes(body))
        for one in parts.returned:
            posted = load_posted(bytes(one.change))
            row = {"id": posted.id, "body": bytes(one.change), "refusal": dump(one.reason), "at": one.at}
            db.execute(insert(tables.returned).values(row))
        for draft in parts.drafts:
            db.execute(insert(tables.drafts).values(place=draft.place, body=bytes(draft.body), at=draft.at))
        for change in parts.carried:
            db.execute(insert(tables.carried).values({**msgspec.structs.asdict(change), "body": bytes(change.body)}))
        for held in parts.files:
            blobs.refer(db, held.scope, held.sha, held.size, tree=held.tree)
            if held.unsent:
                db.execute(insert(tables.upload).prefix_with("OR IGNORE").values(sha=held.sha))
        for content in parts.blobs:
            blobs.keep(db, content)
        return parts.about


def _restore_shelf(db: Connection, parts: Parts) -> None:
    """Each scope is then fetched anew beside what is here; what is no longer this person's goes at that exchange."""
    page: list[protocol.Row] = []
    scopes: dict[str, int] = {}
    for one in parts.shelf:
        scopes[one.scope] = 0
        page.append(protocol.Row(one.kind, one.id, one.scope, one.parent, one.seq, deleted=False, body=one.body))
        if len(page) == PAGE:
            shelf.take_in(db, page, scopes)
            page.clear()
    shelf.take_in(db, page, scopes)
    if scopes:
        anew = {"seq": 0, "floor": 0, "generation": 1, "sweeping": True}
        db.execute(insert(tables.cursor), [{"scope": scope, **anew} for scope in scopes])


def _carried(row: Row[Any]) -> Carried:
    body = msgspec.Raw(row.body)
    return Carried(row.id, row.asked, row.scope, row.kind, row.subject, row.seq, body, row.at, row.done)
