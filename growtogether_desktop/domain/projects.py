"""Real projects with a board: cards wander from idea to done, and everybody's moves meet.

A card is an aggregate of its own, so that two people who move two cards never meet at all, and two
who move one are settled by whoever arrives last. Everyone in the programme reads a board; its
members, mentors and coordinators write on it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    EVERYONE,
    MENTOR,
    Actor,
    Aggregate,
    Change,
    Conflict,
    Sight,
    Stamp,
    aggregate,
    change,
)
from growtogether_desktop.domain.ids import PersonId, ProjectId
from growtogether_desktop.domain.leaving import Leaving, has_left


@dataclass(frozen=True, slots=True)
class Column:
    id: str
    title: str
    limit: int = 0
    """Cards that may be in work here at once; 0 for any number. Shown, never enforced."""


COLUMNS = (
    Column("ideas", N_("Ideas")),
    Column("ready", N_("Ready")),
    Column("building", N_("Building"), limit=3),
    Column("review", N_("In review")),
    Column("done", N_("Done")),
)
"""What a new board starts with."""


@aggregate("project")
class Project(Aggregate):
    title: str
    about: str
    stack: tuple[str, ...]
    owner: PersonId
    began: datetime
    members: tuple[PersonId, ...] = ()
    """In the order they joined; the owner is the first."""
    columns: tuple[Column, ...] = COLUMNS

    def called(self, sight: Sight) -> str:
        return self.title

    @property
    def audience(self) -> frozenset[str]:
        return frozenset({EVERYONE})

    @property
    def words(self) -> str:
        return " ".join((self.title, self.about, *self.stack))

    def without(self, leaving: Leaving, sight: Sight) -> "Project | None":
        """A board is its team's, whoever wrote what on it. One without others goes, and its cards with its scope."""
        team = tuple(one for one in self.members if not leaving.is_(one))
        if leaving.is_(self.owner) and not team:
            return None
        owner = team[0] if leaving.is_(self.owner) else self.owner
        return replace(self, owner=owner, members=team)

    def written_by(self, actor: Actor) -> bool:
        return actor.id in self.members or actor.coordinates or MENTOR in actor.roles


@aggregate("card")
class Card(Aggregate):
    project: ProjectId
    title: str
    column: str
    rank: str
    """A key between the neighbours' keys (see `domain.ranks`); equal keys are ordered by id."""
    detail: str = ""
    stack: tuple[str, ...] = ()
    level: int = 0
    """1 (beginner) to 5 (expert); 0 when nobody has said."""
    assignee: PersonId | None = None

    def called(self, sight: Sight) -> str:
        return self.title

    @property
    def scope(self) -> str:
        return f"project:{self.project}"

    @property
    def parent(self) -> str:
        return self.project

    @property
    def words(self) -> str:
        return " ".join((self.title, self.detail, *self.stack))

    def without(self, leaving: Leaving, sight: Sight) -> "Card":
        assignee = None if self.assignee and leaving.is_(self.assignee) else self.assignee
        return replace(self, assignee=assignee)


def in_order(cards: tuple[Card, ...], column: str) -> tuple[Card, ...]:
    """The cards of a column from top to bottom; the same everywhere."""
    return tuple(sorted((c for c in cards if c.column == column), key=lambda c: (c.rank, c.id)))


def _writers_only(project: str, actor: Actor, sight: Sight) -> Message | None:
    found = sight.see(Project, project)
    if found is None:
        return say("That project is no longer there.")
    return None if found.written_by(actor) else say("Join the project first, then its board is yours too.")


@change("project.start", of=Project, title=N_("Start project"), creates=True)
class StartProject(Change[Project]):
    subject: str
    title: str
    about: str
    stack: tuple[str, ...]

    def apply(self, before: Project | None, stamp: Stamp) -> Project:
        return Project(self.subject, self.title, self.about, self.stack, stamp.by, stamp.at, (stamp.by,))

    def refusal(self, before: Project | None, actor: Actor, sight: Sight) -> Message | None:
        return None if self.title.strip() else say("A project needs a name.")

    def inverse(self, before: Project | None) -> "DropProject":
        return DropProject(self.subject)

    @property
    def text(self) -> str:
        return _in_lines(self.title, self.about)


@change("project.drop", of=Project, title=N_("Remove project"))
class DropProject(Change[Project]):
    """Takes back a project started by mistake; once somebody else is in it, it stays."""

    subject: str

    def apply(self, before: Project | None, stamp: Stamp) -> Project | None:
        return before if before is not None and len(before.members) > 1 else None

    def refusal(self, before: Project | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and len(before.members) > 1:
            return say("Others have joined this project; it stays.")
        if before is not None and actor.id != before.owner and not actor.coordinates:
            return say("Only the owner and the coordinators remove a project.")
        return None


@change("project.join", of=Project, title=N_("Join project"))
class JoinProject(Change[Project]):
    subject: str
    person: PersonId
    place: int | None = None
    """Where among the members; None behind them all. Whoever comes back stands where they stood."""

    def apply(self, before: Project | None, stamp: Stamp) -> Project | None:
        if before is None or self.person in before.members:
            return before
        place = len(before.members) if self.place is None else self.place
        return replace(before, members=(*before.members[:place], self.person, *before.members[place:]))

    def refusal(self, before: Project | None, actor: Actor, sight: Sight) -> Message | None:
        if has_left(self.person):
            return say("They have left the programme.")
        return None if actor.id == self.person or actor.coordinates else say("People join for themselves.")

    def inverse(self, before: Project | None) -> "LeaveProject | None":
        return None if before is None or self.person in before.members else LeaveProject(self.subject, self.person)


@change("project.leave", of=Project, title=N_("Leave project"))
class LeaveProject(Change[Project]):
    subject: str
    person: PersonId

    def apply(self, before: Project | None, stamp: Stamp) -> Project | None:
        return before and replace(before, members=tuple(p for p in before.members if p != self.person))

    def refusal(self, before: Project | None, actor: Actor, sight: Sight) -> Message | None:
        if before is not None and self.person == before.owner:
            return say("The owner stays with the project.")
        return None if actor.id == self.person or actor.coordinates else say("People leave for themselves.")

    def inverse(self, before: Project | None) -> JoinProject | None:
        if before is None or before.members.count(self.person) != 1:
            return None
        return JoinProject(self.subject, self.person, before.members.index(self.person))


@change("card.add", of=Card, title=N_("Add card"), creates=True)
class AddCard(Change[Card]):
    subject: str
    card: Card

    def apply(self, before: Card | None, stamp: Stamp) -> Card:
        return replace(self.card, id=self.subject)

    def refusal(self, before: Card | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.card.title.strip():
            return say("A card needs a title.")
        return _writers_only(self.card.project, actor, sight)

    def inverse(self, before: Card | None) -> "RemoveCard":
        return RemoveCard(self.subject)

    @property
    def text(self) -> str:
        return _in_lines(self.card.title, self.card.detail)


@change("card.remove", of=Card, title=N_("Remove card"))
class RemoveCard(Change[Card]):
    subject: str

    def apply(self, before: Card | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Card | None, actor: Actor, sight: Sight) -> Message | None:
        return None if before is None else _writers_only(before.project, actor, sight)

    def inverse(self, before: Card | None) -> AddCard | None:
        return None if before is None else AddCard(self.subject, before)


@change("card.move", of=Card, title=N_("Move card"))
class MoveCard(Change[Card]):
    """Put a card into a column, between the neighbours its new rank was made from."""

    subject: str
    column: str
    rank: str

    def apply(self, before: Card | None, stamp: Stamp) -> Card | None:
        return before and replace(before, column=self.column, rank=self.rank)

    def refusal(self, before: Card | None, actor: Actor, sight: Sight) -> Message | None:
        if before is None:
            return None
        project = sight.see(Project, before.project)
        if project is not None and self.column not in {column.id for column in project.columns}:
            return say("This board has no such column any more.")
        return _writers_only(before.project, actor, sight)

    def inverse(self, before: Card | None) -> "MoveCard | None":
        return None if before is None else MoveCard(self.subject, before.column, before.rank)


@change("card.edit", of=Card, title=N_("Edit card"))
class EditCard(Change[Card]):
    """New words for a card. It carries the words its author saw, so that nobody's are overwritten unseen."""

    subject: str
    title: str
    detail: str
    stack: tuple[str, ...]
    level: int
    seen: tuple[str, str]
    """Title and detail as they were when the author began."""

    def apply(self, before: Card | None, stamp: Stamp) -> Card | None:
        return before and replace(before, title=self.title, detail=self.detail, stack=self.stack, level=self.level)

    def refusal(self, before: Card | None, actor: Actor, sight: Sight) -> Message | None:
        if before is None:
            return None
        if not self.title.strip():
            return say("A card needs a title.")
        if (before.title, before.detail) != self.seen:
            return say("Somebody has changed this card meanwhile; your words are kept for you.")
        return _writers_only(before.project, actor, sight)

    def inverse(self, before: Card | None) -> "EditCard | None":
        return (
            None
            if before is None
            else EditCard(
                self.subject, before.title, before.detail, before.stack, before.level, (self.title, self.detail)
            )
        )

    def conflict(self, now: Card) -> Conflict | None:
        theirs = (now.title, now.detail)
        if theirs in (self.seen, (self.title, self.detail)):
            return None
        mine = replace(self, seen=theirs)
        return Conflict(self.text, _in_lines(*theirs), mine, replace(mine, detail=_beside(theirs, self)))

    @property
    def text(self) -> str:
        return _in_lines(self.title, self.detail)


@change("card.assign", of=Card, title=N_("Assign card"))
class AssignCard(Change[Card]):
    """Who does it. It carries who did before, so that a task is not taken from somebody unseen."""

    subject: str
    assignee: PersonId | None
    seen: PersonId | None

    def apply(self, before: Card | None, stamp: Stamp) -> Card | None:
        return before and replace(before, assignee=self.assignee)

    def refusal(self, before: Card | None, actor: Actor, sight: Sight) -> Message | None:
        if before is None:
            return None
        if self.assignee is not None and has_left(self.assignee):
            return say("They have left the programme.")
        if before.assignee not in (self.seen, self.assignee):
            return say("Somebody else has taken this card meanwhile.")
        return _writers_only(before.project, actor, sight)

    def inverse(self, before: Card | None) -> "AssignCard | None":
        return None if before is None else AssignCard(self.subject, before.assignee, self.assignee)


def _in_lines(title: str, detail: str) -> str:
    return f"{title}\n{detail}".strip()


def _beside(theirs: tuple[str, str], mine: EditCard) -> str:
    """What both have written, theirs first, under my title; what is the same stands there once."""
    title, detail = theirs
    parts = (title if title != mine.title else "", detail, mine.detail if mine.detail != detail else "")
    return "\n\n".join(part for part in parts if part)
