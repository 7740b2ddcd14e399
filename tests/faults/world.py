"""Who plays, and with what: three people at four desks, boards, and rooms whose doors open and close.

Projects and cards are the product's. Rooms and notes exist only here: a room's audience changes, so
that access is given and taken away, and a note's text is only overwritten by who has seen it. Some
changes are ill on purpose: one that this hub is too old for, one whose rules break, one whose
consequences do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain import reactions
from growtogether_desktop.domain.changes import (
    AGGREGATES,
    CHANGES,
    COORDINATOR,
    MENTEE,
    MENTOR,
    Actor,
    Aggregate,
    Change,
    Sight,
    Stamp,
    aggregate,
    all_with_role,
    change,
)
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.hub.service import Caller

ANN = Actor(PersonId("ann"), frozenset({COORDINATOR}))
BEK = Actor(PersonId("bek"), frozenset({MENTOR}))
LOLA = Actor(PersonId("lola"), frozenset({MENTEE}))
PEOPLE = (ANN, BEK, LOLA)
CALLERS = (
    Caller(ANN, DeviceId("ann-desk")),
    Caller(ANN, DeviceId("ann-lap")),
    Caller(BEK, DeviceId("bek-desk")),
    Caller(LOLA, DeviceId("lola-desk")),
)


def second_id(device: DeviceId) -> DeviceId:
    """What the hub calls a computer that signs in anew."""
    return DeviceId(f"{device}-again")


DOORS = ("ann", "bek", "lola", all_with_role(MENTOR), all_with_role(MENTEE))
"""Whom a room may let in."""


def canary(scope: str) -> str:
    """A word that stands in everything written in a scope and nowhere else."""
    return "canary" + scope.replace(":", "").replace("-", "")


@aggregate("sim.room")
class Room(Aggregate):
    title: str
    people: tuple[str, ...]

    @property
    def scope(self) -> str:
        return f"room:{self.id}"

    @property
    def audience(self) -> frozenset[str]:
        return frozenset(self.people)

    @property
    def words(self) -> str:
        return self.title


@aggregate("sim.note")
class Note(Aggregate):
    room: str
    text: str
    by: str

    @property
    def scope(self) -> str:
        return f"room:{self.room}"

    @property
    def parent(self) -> str:
        return self.room

    @property
    def words(self) -> str:
        return self.text


@change("sim.room.start", of=Room, title="Start room", creates=True)
class StartRoom(Change[Room]):
    """The hub hangs a first note into it."""

    subject: str
    title: str
    people: tuple[str, ...]

    def apply(self, before: Room | None, stamp: Stamp) -> Room:
        return Room(self.subject, self.title, self.people)

    def inverse(self, before: Room | None) -> "DropRoom":
        return DropRoom(self.subject)

    @property
    def text(self) -> str:
        return self.title


@change("sim.room.drop", of=Room, title="Drop room")
class DropRoom(Change[Room]):
    subject: str

    def apply(self, before: Room | None, stamp: Stamp) -> None:
        return None

    def inverse(self, before: Room | None) -> StartRoom | None:
        return None if before is None else StartRoom(self.subject, before.title, before.people)


@change("sim.room.admit", of=Room, title="Say who may come in")
class Admit(Change[Room]):
    subject: str
    people: tuple[str, ...]

    def apply(self, before: Room | None, stamp: Stamp) -> Room | None:
        return before and replace(before, people=self.people)

    def refusal(self, before: Room | None, actor: Actor, sight: Sight) -> Message | None:
        return None if self.people else say("Somebody must keep the key.")

    def inverse(self, before: Room | None) -> "Admit | None":
        return None if before is None else Admit(self.subject, before.people)


@change("sim.note.add", of=Note, title="Add note", creates=True)
class AddNote(Change[Note]):
    subject: str
    room: str
    words: str

    def apply(self, before: Note | None, stamp: Stamp) -> Note:
        return Note(self.subject, self.room, self.words, stamp.by)

    def inverse(self, before: Note | None) -> "RemoveNote":
        return RemoveNote(self.subject, self.words)

    @property
    def text(self) -> str:
        return self.words


@change("sim.note.edit", of=Note, title="Edit note")
class EditNote(Change[Note]):
    subject: str
    words: str
    seen: str

    def apply(self, before: Note | None, stamp: Stamp) -> Note | None:
        return before and replace(before, text=self.words, by=stamp.by)

    def refusal(self, before: Note | None, actor: Actor, sight: Sight) -> Message | None:
        return None if before is None or before.text == self.seen else say("Somebody has written here meanwhile.")

    def inverse(self, before: Note | None) -> "EditNote | None":
        return None if before is None else EditNote(self.subject, before.text, self.words)

    @property
    def text(self) -> str:
        return self.words


@change("sim.note.remove", of=Note, title="Remove note")
class RemoveNote(Change[Note]):
    subject: str
    seen: str

    def apply(self, before: Note | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Note | None, actor: Actor, sight: Sight) -> Message | None:
        return None if before is None or before.text == self.seen else say("Somebody has written here meanwhile.")

    def inverse(self, before: Note | None) -> AddNote | None:
        return None if before is None else AddNote(self.subject, before.room, before.text)


@change("sim.note.future", of=Note, title="Colour note")
class FromTheFuture(Change[Note]):
    """The desktop knows it; the hub is older."""

    subject: str

    def apply(self, before: Note | None, stamp: Stamp) -> Note | None:
        return before


@change("sim.note.ill", of=Note, title="Ill")
class Ill(Change[Note]):
    """Its rules break on the hub."""

    subject: str

    def apply(self, before: Note | None, stamp: Stamp) -> Note | None:
        if _Where.at_hub:
            raise ZeroDivisionError
        return before


@change("sim.note.domino", of=Note, title="Domino")
class Domino(Change[Note]):
    """Has an effect of its own, and a consequence that breaks: then neither may happen."""

    subject: str
    words: str

    def apply(self, before: Note | None, stamp: Stamp) -> Note | None:
        return before and replace(before, text=self.words, by=stamp.by)

    @property
    def text(self) -> str:
        return self.words


class _Where:
    at_hub = False


def welcome_id(room: str) -> str:
    return f"{room}-welcome"


def _welcome(done: StartRoom, after: Room, sight: Sight) -> tuple[Change[Note], ...]:
    return (AddNote(welcome_id(done.subject), done.subject, f"Welcome {canary(after.scope)}"),)


def _topple(done: Domino, after: Note, sight: Sight) -> tuple[Change[Note], ...]:
    return (Domino(done.subject, f"half {canary(after.scope)}"), Ill(done.subject))


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    aggregates: tuple[type[Aggregate], ...] = (Room, Note)
    changes: tuple[type[Change[Note]] | type[Change[Room]], ...] = (
        *(StartRoom, DropRoom, Admit, AddNote, EditNote, RemoveNote),
        *(FromTheFuture, Ill, Domino),
    )


_OURS = _Vocabulary()


def _forget() -> None:
    for kind in _OURS.aggregates:
        AGGREGATES.pop(kind.KIND, None)
    for kind in _OURS.changes:
        CHANGES.pop(kind.KIND, None)
    for done in (StartRoom, Domino):
        reactions._REACTIONS.pop(done, None)


_forget()  # other tests must not meet them


@contextmanager
def spoken() -> Iterator[None]:
    """Within, both programs know rooms and notes."""
    if Room.KIND in AGGREGATES:
        yield
        return
    AGGREGATES.update({kind.KIND: kind for kind in _OURS.aggregates})
    CHANGES.update({kind.KIND: kind for kind in _OURS.changes})
    reactions._REACTIONS.update({StartRoom: _welcome, Domino: _topple})
    try:
        yield
    finally:
        _forget()


@contextmanager
def at_the_hub() -> Iterator[None]:
    """Within, the code runs on the hub, which is older than the desktops."""
    del CHANGES[FromTheFuture.KIND]
    _Where.at_hub = True
    try:
        yield
    finally:
        CHANGES[FromTheFuture.KIND] = FromTheFuture
        _Where.at_hub = False
