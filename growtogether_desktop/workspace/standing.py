"""How this desk stands with its hub: what waits, what its copies are worth, and having them anew."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Any

import msgspec
from sqlalchemy import Connection

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.store import outbox, scopes
from growtogether_desktop.store.scopes import Copy
from growtogether_desktop.wire.codec import Unreadable, load, load_posted
from growtogether_desktop.workspace.naming import title_of
from growtogether_desktop.workspace.view import View
from growtogether_desktop.workspace.workspace import Workspace

__all__ = ("Copy", "Found", "compare", "copies", "fetch_anew", "titles", "unsent_as_file", "waiting")

FORMAT = "grow-together outbox 1"


class Found(Enum):
    """What comparing a copy with the hub's has shown."""

    WHOLE = "whole"
    DIFFERENT = "different"
    BEHIND = "behind"
    """News were on their way; they have been asked for, and then it may be compared again."""


async def waiting(workspace: Workspace) -> tuple[Posted, ...]:
    """What the hub has not answered yet, in the order in which it goes up."""
    return await workspace.read(lambda db: tuple(outbox.everything(db)))


async def copies(workspace: Workspace) -> tuple[Copy, ...]:
    """What lies here of every scope."""
    return await workspace.read(scopes.copies)


async def titles(workspace: Workspace, names: Iterable[str]) -> dict[str, str]:
    """What scopes are about, in the words of whoever opened them; "" where that is not known."""

    def look(db: Connection) -> dict[str, str]:
        view = View(db)
        return {name: title_of(view, name) for name in names}

    return await workspace.read(look)


async def compare(workspace: Workspace, scope: str) -> Found:
    """Whether the copy of a scope is what the hub has.

    Raises: Problem, when the hub cannot be asked, or no longer gives this scope to this person.
    """
    if workspace.hub is None:
        raise Problem(say("There is no hub to compare with."), say("Connect to one; then this can be checked."))
    theirs = await workspace.hub.sum_of(scope)
    ours = await workspace.read(lambda db: scopes.sum_here(db, scope))
    if ours is None or ours.head != theirs.head:
        workspace.asked.emit(None)
        return Found.BEHIND
    return Found.WHOLE if ours == theirs else Found.DIFFERENT


async def fetch_anew(workspace: Workspace, scope: str) -> None:
    """Fetch a scope from its beginning; what is here stays in sight until that is through, and what waits, waits."""
    await workspace.write(lambda db: scopes.fetch_anew(db, (scope,)))
    workspace.asked.emit(None)


def unsent_as_file(db: Connection, person: str, name: str, now: datetime) -> bytes:
    """Everything the hub does not have: what waits and what came back, for people to read and for programs.

    JSON in UTF-8. `change` is what would go up, as it would go up; where only a newer
    program understands it, it stands alone.
    """
    waiting, back = outbox.unsent(db)
    letter = {
        "format": FORMAT,
        "person": person,
        "name": name,
        "written": now.isoformat(),
        "waiting": [_entry(body) for body in waiting],
        "came_back": [
            {**_entry(body), "reason": str(load(Message, refusal)), "declined": _iso(at)} for body, refusal, at in back
        ],
    }
    return msgspec.json.format(msgspec.json.encode(letter), indent=1)


def _entry(body: bytes) -> dict[str, Any]:
    try:
        posted = load_posted(body)
    except Unreadable:
        return {"change": msgspec.Raw(body)}
    return {
        "what": posted.change.TITLE,
        "words": posted.change.text,
        "asked": posted.stamp.at.isoformat(),
        "change": msgspec.Raw(body),
    }


def _iso(unix_s: float) -> str:
    return datetime.fromtimestamp(unix_s).astimezone().isoformat()
