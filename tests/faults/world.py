"""Who plays, and with what: three people at four desks, boards, and rooms whose doors open and close.

Projects and cards are the product's. Rooms and notes exist only here: a room's audience changes, so
that access is given and taken away, and a note's text is only overwritten by who has seen it. Some
changes are ill on purpose: one that this hub is too old for, one whose rules break, one whose
consequences do.

Some desks run an older program, which knows no stickers and no moods of notes (`OLD`), or go back to it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from unittest.mock import patch

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
    mood: str = ""

    @property
    def scope(self) -> str:
        return f"room:{self.room}"

    @property
    def parent(self) -> str:
        return self.room

    @property
    def words(self) -> str:
        return self.text


@aggregate("sim.sticker")
class Sticker(Aggregate):
    """What an older program has never heard of."""

    room: str
    motto: str

    @property
    def scope(self) -> str:
        return f"room:{self.room}"

    @property
    def parent(self) -> str:
        return self.room

    @property
    def words(self) -> str:
        return self.motto


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
    mood: str = ""

    def apply(self, before: Note | None, stamp: Stamp) -> Note:
        return Note(self.subject, self.room, self.words, stamp.by, self.mood)

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
        return None if before is None else NOW.add_note(self.subject, before.room, before.text, before.mood)


@change("sim.sticker.put", of=Sticker, title="Put sticker", creates=True)
class PutSticker(Change[Sticker]):
    subject: str
    room: str
    motto: str

    def apply(self, before: Sticker | None, stamp: Stamp) -> Sticker:
        return Sticker(self.subject, self.room, self.motto)

    def inverse(self, before: Sticker | None) -> "PeelSticker":
        return PeelSticker(self.subject)

    @property
    def text(self) -> str:
        return self.motto


@change("sim.sticker.peel", of=Sticker, title="Peel sticker")
class PeelSticker(Change[Sticker]):
    subject: str

    def apply(self, before: Sticker | None, stamp: Stamp) -> None:
        return None

    def inverse(self, before: Sticker | None) -> PutSticker | None:
        return None if before is None else PutSticker(self.subject, before.room, before.motto)


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
        if at_hub():
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


def welcome_id(room: str) -> str:
    return f"{room}-welcome"


def _welcome(done: StartRoom, after: Room, sight: Sight) -> tuple[Change[Note], ...]:
    return (AddNote(welcome_id(done.subject), done.subject, f"Welcome {canary(after.scope)}"),)


def _topple(done: Domino, after: Note, sight: Sight) -> tuple[Change[Note], ...]:
    return (Domino(done.subject, f"half {canary(after.scope)}"), Ill(done.subject))


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """What one version of the program knows."""

    name: str
    aggregates: tuple[type[Any], ...]
    changes: tuple[type[Any], ...]
    note: type[Any]
    add_note: Callable[..., Any]


def _without_mood(subject: str, room: str, words: str, mood: str = "") -> "OldAddNote":
    return OldAddNote(subject, room, words)


_SHARED = (StartRoom, DropRoom, Admit, EditNote, RemoveNote, Ill, Domino)
_STICKERS = (PutSticker, PeelSticker)
NEW = Program("new", (Room, Note, Sticker), (*_SHARED, AddNote, *_STICKERS, FromTheFuture), Note, AddNote)
AT_HUB = Program("hub", (Room, Note, Sticker), (*_SHARED, AddNote, *_STICKERS), Note, AddNote)


@aggregate("sim.note")
class OldNote(Aggregate):
    """As it was before notes had moods."""

    room: str
    text: str
    by: str
    mood = ""

    @property
    def scope(self) -> str:
        return f"room:{self.room}"

    @property
    def parent(self) -> str:
        return self.room

    @property
    def words(self) -> str:
        return self.text


@change("sim.note.add", of=OldNote, title="Add note", creates=True)
class OldAddNote(Change[OldNote]):
    subject: str
    room: str
    words: str

    def apply(self, before: OldNote | None, stamp: Stamp) -> OldNote:
        return OldNote(self.subject, self.room, self.words, stamp.by)

    def inverse(self, before: OldNote | None) -> RemoveNote:
        return RemoveNote(self.subject, self.words)

    @property
    def text(self) -> str:
        return self.words


OLD = Program("old", (Room, OldNote), (*_SHARED, OldAddNote), OldNote, _without_mood)


SILENT = Program("none", (), (), Note, AddNote)


class _Now:
    """Which program runs."""

    program = SILENT

    def add_note(self, *fields: str) -> Any:
        return self.program.add_note(*fields)


NOW = _Now()


def at_hub() -> bool:
    return NOW.program is AT_HUB


def _speak(program: Program) -> None:
    before, NOW.program = NOW.program, program
    for registry, unlearned, learned in _lessons(before, program):
        for kind in unlearned:
            registry.pop(kind)
        registry.update(learned)


@cache
def _lessons(before: Program, now: Program) -> tuple[tuple[dict[str, Any], list[str], dict[str, type[Any]]], ...]:
    """What one program must forget and learn to be the other: of each registry."""
    pairs = ((AGGREGATES, before.aggregates, now.aggregates), (CHANGES, before.changes, now.changes))
    return tuple(
        (
            registry,
            [kind.KIND for kind in then if kind not in after],
            {kind.KIND: kind for kind in after if kind not in then},
        )
        for registry, then, after in pairs
    )


for _kind in (*NEW.aggregates, *OLD.aggregates):  # other tests must not meet them
    AGGREGATES.pop(_kind.KIND, None)
for _kind in (*NEW.changes, *OLD.changes):
    CHANGES.pop(_kind.KIND, None)


@contextmanager
def speaking(program: Program) -> Iterator[None]:
    """Within, the code runs in this version of the program."""
    before = NOW.program
    if before is program:
        yield
        return
    _speak(program)
    try:
        yield
    finally:
        _speak(before)


@contextmanager
def spoken() -> Iterator[None]:
    """Within, both programs know rooms and notes."""
    follow = {StartRoom: _welcome, Domino: _topple}
    with patch.dict(reactions._REACTIONS, follow), speaking(NEW):
        yield
