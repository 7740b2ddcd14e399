"""What no hub has: changes that wait, returned mail, drafts and files, in one zip, and the way back onto a desk.

It is an export (see `wire.export`) of a desk that has heard nothing yet, so the program's first window opens
it too. Beside it lies the same to be read by people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
from sqlalchemy import Connection, insert, select

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.changes import Posted, Ref
from growtogether_desktop.store import meta, outbox, tables
from growtogether_desktop.wire.codec import Unreadable, dump, load, load_posted
from growtogether_desktop.wire.export import FORMAT, About, Draft, Held, Parts, Returned, read_export, write_export
from growtogether_desktop.workspace.files import blobs
from growtogether_desktop.workspace.standing import unsent_as_file
from growtogether_desktop.workspace.workspace import Workspace

_TAKEN = "taken_back/"
FOR_PEOPLE = "unsent.json"


@dataclass(frozen=True, slots=True)
class TakenBack:
    changes: int
    """That wait here now, and did not before."""
    returned: int
    drafts: int
    left: int
    """Drafts that stay in the file alone: something else is being written in their place here."""


async def save_unsent(workspace: Workspace, path: Path) -> None:
    """Write everything the hub does not have. Raises: Problem, when it cannot be written; what was there stays."""

    def write() -> None:
        read = workspace.read_from_compute
        address = workspace.hub.address if workspace.hub is not None else ""
        roles = tuple(sorted(workspace.me.roles))
        about = About(FORMAT, workspace.me.id, workspace.my_name, roles, address, workspace.clock())
        files = read(_files)
        told = read(lambda db: unsent_as_file(db, workspace.me.id, workspace.my_name, about.made))

        def contents() -> Iterator[bytes]:
            for sha in dict.fromkeys(held.sha for held in files):
                if (content := read(partial(blobs.get, sha=sha))) is not None:
                    yield content

        waiting, back, drafts = read(_words)
        write_export(path, Parts(about, (), waiting, back, drafts, (), files, contents()), {FOR_PEOPLE: told})

    await workspace.background.compute(write)


async def take_back(workspace: Workspace, path: Path) -> TakenBack:
    """Put everything from such a file onto this desk; a second time there is nothing left to do.

    Raises: Problem, when it is somebody else's, or cannot be read; nothing was taken then.
    """

    def take() -> tuple[TakenBack, frozenset[Ref]]:
        with read_export(path) as parts:
            if parts.about.person != workspace.me.id:
                raise Problem(
                    say("This file is {name}'s.", name=parts.about.name),
                    say("What somebody has not sent goes onto a desk of their own."),
                )
            return workspace.write_from_compute(lambda db: _take(db, parts))

    taken, touched = await workspace.background.compute(take)
    workspace.touched.emit(touched)
    await workspace.refresh_state()
    workspace.asked.emit(None)
    return taken


def _words(db: Connection) -> tuple[list[msgspec.Raw], list[Returned], list[Draft]]:
    waiting, back = outbox.unsent(db)
    rows = db.execute(select(tables.drafts).order_by(tables.drafts.c.at)).all()
    return (
        [msgspec.Raw(body) for body in waiting],
        [Returned(msgspec.Raw(body), load(Message, refusal), at) for body, refusal, at in reversed(back)],
        [Draft(row.place, row.at, msgspec.Raw(row.body)) for row in rows],
    )


def _files(db: Connection) -> tuple[Held, ...]:
    ref = tables.desk_blob_ref
    rows = db.execute(select(ref).where(ref.c.sha.in_(select(tables.upload.c.sha)))).all()
    return tuple(Held(row.sha, row.scope, row.size, row.tree, unsent=True) for row in rows)


def _take(db: Connection, parts: Parts) -> tuple[TakenBack, frozenset[Ref]]:
    key = _TAKEN + parts.about.made.isoformat()
    before = bool(meta.get(db, key))
    new: list[Posted] = []
    for body in parts.outbox:
        posted = load_posted(bytes(body))
        if not before and not outbox.knows(db, posted.id):
            outbox.post_as_written(db, bytes(body))
            new.append(posted)
    returned = 0 if before else sum(_put_returned(db, one) for one in parts.returned)
    drafts = left = 0
    for draft in parts.drafts:
        here = db.execute(select(tables.drafts.c.body).where(tables.drafts.c.place == draft.place)).scalar()
        if here is None and not before:
            row = {"place": draft.place, "body": bytes(draft.body), "at": draft.at}
            db.execute(insert(tables.drafts).values(row))
            drafts += 1
        elif here is not None and here != bytes(draft.body):
            left += 1
    if new:
        _put_files(db, parts)
    meta.put(db, key, "1")
    return TakenBack(len(new), returned, drafts, left), frozenset(posted.change.ref for posted in new)


def _put_returned(db: Connection, one: Returned) -> bool:
    posted = load_posted(bytes(one.change))
    if outbox.knows(db, posted.id):
        return False
    row = {"id": posted.id, "body": bytes(one.change), "refusal": dump(one.reason), "at": one.at}
    db.execute(insert(tables.returned).values(row))
    return True


def _put_files(db: Connection, parts: Parts) -> None:
    """They go up again before the changes that need them; what the hub has by now, it only says again."""
    for content in parts.blobs:
        blobs.keep(db, content)
    for held in parts.files:
        if not blobs.has(db, held.sha):
            raise Unreadable(held.sha)
        blobs.refer(db, held.scope, held.sha, held.size, tree=held.tree)
        db.execute(insert(tables.upload).prefix_with("OR IGNORE").values(sha=held.sha))
