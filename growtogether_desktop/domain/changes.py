"""What a change is: the one unit of doing, undoing, syncing and refusing.

A desktop appends changes to its outbox and shows the world as if they had been accepted. The hub
applies the same code for real, and its answer wins. Changes go up; aggregates come down.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar, cast, dataclass_transform

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.ids import ChangeId, PersonId
from growtogether_desktop.domain.leaving import Leaving

EVERYONE = "everyone"
"""In an audience: every person with an account."""
PUBLIC = "public"
"""The scope that everyone belongs to from the start."""
COORDINATOR = "coordinator"
MENTOR = "mentor"
MENTEE = "mentee"


def between_us(person: PersonId) -> str:
    """The scope of what is between one person and the coordinators, whatever it is about."""
    return f"user:{person}"


def all_with_role(role: str) -> str:
    """In an audience: whoever holds this role, now or later."""
    return f"role:{role}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, and in which roles."""

    id: PersonId
    roles: frozenset[str] = frozenset()

    @property
    def coordinates(self) -> bool:
        return COORDINATOR in self.roles

    @property
    def memberships(self) -> tuple[str, ...]:
        """Every name under which an audience may mean this person."""
        return (self.id, EVERYONE, *(all_with_role(role) for role in sorted(self.roles)))


HUB = Actor(PersonId("hub"), frozenset({"hub"}))
"""Who asks when a reaction does."""


class Ref(NamedTuple):
    """Points at one aggregate: ("thread", "0192f3…"). A page of the hub's is thousands of them, hence a tuple."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The least that must be consistent at once. It names its scope: whoever belongs there may read it."""

    KIND: ClassVar[str]
    id: str

    @property
    def ref(self) -> Ref:
        return Ref(self.KIND, self.id)

    @property
    def scope(self) -> str:
        """Unit of permission and of order. By default an aggregate opens one of its own."""
        return f"{self.KIND}:{self.id}"

    @property
    def audience(self) -> frozenset[str] | None:
        """Who belongs to the scope this aggregate opens; None when it lives in another's."""
        return None

    @property
    def parent(self) -> str:
        """The id of what it is shown with: a thread's submission, a card's project; "" for none."""
        return ""

    def called(self, sight: "Sight") -> str:
        """What people call it, so that they know which one it is; "" for what has no name, as there is only one."""
        return ""

    @property
    def words(self) -> str:
        """What a search finds it by."""
        return ""

    @property
    def trees(self) -> tuple[str, ...]:
        """sha256 of the file lists (see `domain.trees`) that come with it."""
        return ()

    def keeps_files_for(self, person: PersonId) -> bool:
        """Whether this person's desktop should have the files of `trees` at hand without network."""
        return False

    def without(self, leaving: Leaving, sight: "Sight") -> "Aggregate | None":
        """What is left once somebody has left the programme: None when it was theirs alone.

        Their words and name are taken out here; their id is in `domain.erasing`. `sight` shows what
        stood in the same scope before.
        """
        raise NotImplementedError

    @property
    def kept_until(self) -> datetime | None:
        """Until when the law wants it kept (UTC), whoever leaves; None for what it does not care about."""
        return None


A = TypeVar("A", bound=Aggregate)
C = TypeVar("C", bound="Change[Any]")


class Sight(Protocol):
    """A look at other aggregates, for a refusal that needs one. It never writes."""

    def see(self, kind: type[A], id: str) -> A | None: ...


def name_of(sight: Sight, kind: type[A], id: str) -> str:
    """What people call the one with this id; "" when it is not there."""
    one = sight.see(kind, id)
    return "" if one is None else one.called(sight)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did it and when (UTC). On the hub, the hub's clock."""

    by: PersonId
    at: datetime


class Change(ABC, Generic[A]):
    """Asks for one aggregate to become another. Declare subclasses with `@change`."""

    __slots__ = ()
    KIND: ClassVar[str]
    OF: ClassVar[type[Aggregate]]
    TITLE: ClassVar[str]
    CREATES: ClassVar[bool]
    subject: str

    @abstractmethod
    def apply(self, before: A | None, stamp: Stamp) -> A | None:
        """The aggregate after this change; None when it is deleted by it.

        Pure and total: the same inputs give the same answer on both sides, and a change that has
        lost its sense (its comment is gone) gives back `before`.
        """

    def refusal(self, before: A | None, actor: Actor, sight: Sight) -> Message | None:
        """Why this may not happen, in words for the person; None when it may."""
        return None

    def inverse(self, before: A | None) -> "Change[A] | None":
        """The change that takes this one back, or None when it cannot be: then it is confirmed first."""
        return None

    def seeing(self, before: A | None) -> "Change[A]":
        """This change, asked for by somebody who sees `before`: words are not overwritten unseen."""
        return self

    def conflict(self, now: A) -> "Conflict | None":
        """How this change, once declined, clashes with what stands there `now`; None when it does not."""
        return None

    @property
    def text(self) -> str:
        """The words the person wrote, kept for them when the hub declines."""
        return ""

    @property
    def ref(self) -> Ref:
        return Ref(self.OF.KIND, self.subject)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people have rewritten one thing without seeing each other's words; a person says which stay."""

    mine: str
    theirs: str
    keep_mine: Change[Any]
    keep_both: Change[Any] | None = None
    """None where two cannot stand beside each other."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A change in its envelope. The id is what logs call it, from desktop to hub to desktop."""

    id: ChangeId
    stamp: Stamp
    change: Change[Any]


@dataclass(frozen=True, slots=True)
class Returned:
    """A change the hub declined, and why: it waits in a tray until its author has seen it."""

    posted: Posted
    refusal: Message
    at: float
    """Unix seconds."""


AGGREGATES: dict[str, type[Aggregate]] = {}
CHANGES: dict[str, type[Change[Any]]] = {}


@dataclass_transform(frozen_default=True)
def aggregate(kind: str) -> Callable[[type[A]], type[A]]:
    """Declare an aggregate: a frozen dataclass that disk and wire know as `kind`."""

    def declare(cls: type[A]) -> type[A]:
        declared = dataclass(frozen=True, slots=True)(cls)
        declared.KIND = kind
        AGGREGATES[kind] = declared
        return declared

    return declare


@dataclass_transform(frozen_default=True)
def change(kind: str, of: type[Aggregate], title: str, *, creates: bool = False) -> Callable[[type[C]], type[C]]:
    """Declare a change: a frozen dataclass that the wire knows as `kind` and menus as `title`.

    Only a change declared with `creates` makes an aggregate where there was none.
    """

    def declare(cls: type[C]) -> type[C]:
        declared = cast("type[C]", dataclass(frozen=True, slots=True)(cls))
        declared.KIND, declared.OF, declared.TITLE, declared.CREATES = kind, of, title, creates
        CHANGES[kind] = declared
        return declared

    return declare


def objection(change: Change[A], before: A | None, actor: Actor, sight: Sight) -> Message | None:
    """Why `change` may not happen; the one gate on both sides."""
    if change.CREATES and before is not None:
        return say("That exists already.")
    if not change.CREATES and before is None:
        return say("That is no longer there.")
    return change.refusal(before, actor, sight)


def perform(change: Change[A], before: A | None, stamp: Stamp) -> A | None:
    """`change.apply`, kept from raising the dead: only a create creates, and only what is not there."""
    if (before is None) == change.CREATES:
        return change.apply(before, stamp)
    return before


def fold(confirmed: A | None, pending: Iterable[Posted]) -> A | None:
    """What to show: what the hub told us, plus what we have asked for since."""
    now = confirmed
    for posted in pending:
        now = perform(cast("Change[A]", posted.change), now, posted.stamp)
    return now
