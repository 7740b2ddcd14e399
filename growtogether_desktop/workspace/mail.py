"""What changes on their way are about, and what is left of those that came back."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from growtogether_desktop.base.i18n import Message
from growtogether_desktop.domain.changes import Actor, Conflict, Posted, Returned, objection
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.store import about as kept_words
from growtogether_desktop.store import outbox
from growtogether_desktop.workspace.naming import is_there, words_and_place
from growtogether_desktop.workspace.view import View
from growtogether_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class About:
    """What a change is about, in the words people have for it."""

    words: str
    """"" when this desk knows none."""
    place: str
    """What it belongs to: the board of a card; "" when it is a place itself."""
    is_there: bool
    """Whether it stands here now; else the words are those of when it was asked for."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """A change that was declined, and what is left of it."""

    returned: Returned
    about: About
    gone: bool
    """What it was to change, or to be part of, is no longer there."""
    objection: Message | None
    """Why it would be declined again; None when it may be asked for again, as far as this desk knows."""
    conflict: Conflict | None
    """Somebody else's words stand there by now."""


async def about(workspace: Workspace, asked: Iterable[Posted]) -> dict[ChangeId, About]:
    """What changes are about, by their ids."""
    changes = tuple(asked)

    def look(db: Connection) -> dict[ChangeId, About]:
        view = View(db)
        then = kept_words.some_of(db, [posted.id for posted in changes])
        return {posted.id: _about(view, posted, then.get(posted.id, ("", ""))) for posted in changes}

    return await workspace.read(look)


async def came_back(workspace: Workspace) -> tuple[CameBack, ...]:
    """What the hub declined, newest first."""

    def look(db: Connection) -> tuple[CameBack, ...]:
        view = View(db)
        back = outbox.all_returned(db)
        then = kept_words.some_of(db, [one.posted.id for one in back])
        return tuple(_came_back(view, workspace.me, one, then.get(one.posted.id, ("", ""))) for one in back)

    return await workspace.read(look)


def _about(view: View, posted: Posted, then: tuple[str, str]) -> About:
    now = view.at(posted.change.ref)
    if now is None:
        return About(*then, is_there=False)
    return About(*words_and_place(view, now), is_there=True)


def _came_back(view: View, me: Actor, returned: Returned, then: tuple[str, str]) -> CameBack:
    posted = returned.posted
    change = posted.change
    now = view.at(change.ref)
    return CameBack(
        returned,
        _about(view, posted, then),
        _is_gone(view, posted) if change.CREATES else now is None,
        objection(change, now, me, view),
        None if now is None else change.conflict(now),
    )


def _is_gone(view: View, posted: Posted) -> bool:
    """Whether what it was to make would stand in a place that is no longer there."""
    made = posted.change.apply(None, posted.stamp)
    return made is not None and made.audience is None and not is_there(view, made.scope)
