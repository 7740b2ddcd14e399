"""Files that go with a task, which is a card of a board: what work begins with, and one way it can be done.

Whoever reads the board may have the starter. A solution opens a scope of its own: mentors and
coordinators read it, and a mentee from the moment their own work on the task is accepted.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    HUB,
    MENTOR,
    Actor,
    Aggregate,
    Change,
    Sight,
    Stamp,
    aggregate,
    all_with_role,
    change,
    name_of,
)
from growtogether_desktop.domain.cohorts import COORDINATORS
from growtogether_desktop.domain.ids import CardId, PersonId, ProjectId
from growtogether_desktop.domain.leaving import Leaving
from growtogether_desktop.domain.projects import Card

GUIDES = COORDINATORS | {all_with_role(MENTOR)}
"""Whoever guides work on tasks: they give these files, and read all of them."""
MOST_BYTES = 5_000_000
"""A starter comes to every desk of the programme."""


class Purpose(StrEnum):
    STARTER = "starter"
    """What everybody's work begins with."""
    SOLUTION = "solution"
    """One way to do it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was given."""

    tree: str
    """sha256 of the list of files (`domain.trees`)."""
    files: int
    size: int
    """Bytes of all files."""


@aggregate("task_files")
class TaskFiles(Aggregate):
    card: CardId
    project: ProjectId
    purpose: Purpose
    content: Content
    readers: tuple[PersonId, ...] = ()
    """Mentees who may read the solution, in the order in which their work was accepted."""

    def called(self, sight: Sight) -> str:
        return name_of(sight, Card, self.card)

    @property
    def scope(self) -> str:
        return f"project:{self.project}" if self.purpose is Purpose.STARTER else f"solution:{self.card}"

    @property
    def audience(self) -> frozenset[str] | None:
        return None if self.purpose is Purpose.STARTER else GUIDES | frozenset(self.readers)

    @property
    def parent(self) -> str:
        return self.card

    @property
    def trees(self) -> tuple[str, ...]:
        return (self.content.tree,)

    def keeps_files_for(self, person: PersonId) -> bool:
        return True  # they are compared with work on a train, too

    def without(self, leaving: Leaving, sight: Sight) -> "TaskFiles":
        return replace(self, readers=tuple(one for one in self.readers if not leaving.is_(one)))


def task_files_id(card: CardId, purpose: Purpose) -> str:
    """A task has one starter and one solution."""
    return f"{card}/{purpose.value}"


def guides(actor: Actor) -> bool:
    return actor.coordinates or MENTOR in actor.roles


def _guides_only(actor: Actor) -> Message | None:
    return None if guides(actor) else say("Mentors and coordinators give the files of a task.")


@change("task_files.give", of=TaskFiles, title=N_("Give files with a task"), creates=True)
class GiveFiles(Change[TaskFiles]):
    subject: str
    card: CardId
    project: ProjectId
    purpose: Purpose
    content: Content

    def apply(self, before: TaskFiles | None, stamp: Stamp) -> TaskFiles:
        return TaskFiles(self.subject, self.card, self.project, self.purpose, self.content)

    def refusal(self, before: TaskFiles | None, actor: Actor, sight: Sight) -> Message | None:
        card = sight.see(Card, self.card)
        if card is None or card.project != self.project:
            return say("That task is no longer there.")
        if self.subject != task_files_id(self.card, self.purpose):
            return say("Those files have the place of others.")
        if self.content.size > MOST_BYTES:
            return say("The files of a task are {most} MB at most.", most=MOST_BYTES // 1_000_000)
        return _guides_only(actor)

    def inverse(self, before: TaskFiles | None) -> "TakeBackFiles":
        return TakeBackFiles(self.subject)


@change("task_files.take_back", of=TaskFiles, title=N_("Take back the files of a task"))
class TakeBackFiles(Change[TaskFiles]):
    """There is a way back while no mentee has been let in."""

    subject: str

    def apply(self, before: TaskFiles | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: TaskFiles | None, actor: Actor, sight: Sight) -> Message | None:
        return _guides_only(actor)

    def inverse(self, before: TaskFiles | None) -> GiveFiles | None:
        if before is None or before.readers:
            return None
        return GiveFiles(self.subject, before.card, before.project, before.purpose, before.content)


@change("task_files.share", of=TaskFiles, title=N_("Show the solution"))
class ShareSolution(Change[TaskFiles]):
    """Follows from accepted work; the hub asks for it (see `domain.reactions`)."""

    subject: str
    reader: PersonId

    def apply(self, before: TaskFiles | None, stamp: Stamp) -> TaskFiles | None:
        if before is None or self.reader in before.readers:
            return before
        return replace(before, readers=(*before.readers, self.reader))

    def refusal(self, before: TaskFiles | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("A solution is shown to whoever's own work on the task is accepted.")
