"""What waits for the hub, in the order in which it goes up; what says the same about the same stands there once."""

from dataclasses import dataclass

from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.workspace import mail, standing
from growtogether_desktop.workspace.mail import About
from growtogether_desktop.workspace.workspace import Workspace

SHOWN = 50
"""So many lines are listed; after days without network there may be thousands."""


@dataclass(frozen=True, slots=True)
class Waiting:
    posted: Posted
    """The last of them."""
    times: int
    about: About


@dataclass(frozen=True, slots=True)
class Queue:
    lines: tuple[Waiting, ...] = ()
    more: int = 0
    """Lines that are not listed."""


async def load_queue(workspace: Workspace) -> Queue:
    same: dict[object, list[Posted]] = {}
    for posted in await standing.waiting(workspace):
        change = posted.change
        same.setdefault((change.ref, change.KIND, change.text), []).append(posted)
    listed = list(same.values())[:SHOWN]
    about = await mail.about(workspace, [asked[-1] for asked in listed])
    lines = tuple(Waiting(asked[-1], len(asked), about[asked[-1].id]) for asked in listed)
    return Queue(lines, len(same) - len(listed))
