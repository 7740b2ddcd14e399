"""Somebody's wish to be erased, and what everybody is told once that has been done.

The wish waits for some days, in which it can be taken back; then the hub carries it out
(`hub.erasing`), or before, when a coordinator has looked at it. For somebody who cannot ask any more, a
coordinator does; then the days pass in any case, and who turns up in them may stay.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    PUBLIC,
    Actor,
    Aggregate,
    Change,
    Sight,
    Stamp,
    aggregate,
    between_us,
    change,
)
from growtogether_desktop.domain.cohorts import COORDINATORS
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.keeping import RANGES, periods_of
from growtogether_desktop.domain.leaving import Leaving

_ID = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


@aggregate("erasure")
class Erasure(Aggregate):
    """A wish that a person be erased; its id is theirs. They and the coordinators read it."""

    name: str
    asked: datetime
    due: datetime
    """When it is carried out (UTC), unless it is taken back."""
    words_stay: bool = False
    """What they wrote about the work of others stays, in nobody's name."""
    agreed: Stamp | None = None
    """The coordinator who has it carried out at once."""
    by: PersonId = PersonId("")
    """The coordinator who asked in their place; "" where they asked themselves."""
    reason: str = ""
    """Why, in the coordinator's words: they read it when they turn up after all."""

    def called(self, sight: Sight) -> str:
        return self.name

    @property
    def scope(self) -> str:
        return between_us(PersonId(self.id))

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.id}

    @property
    def words(self) -> str:
        return self.name

    def without(self, leaving: Leaving, sight: Sight) -> "Erasure | None":
        return None if leaving.is_(self.id) else replace(self, reason=leaving.own(self.by, self.reason))

    def is_due(self, now: datetime) -> bool:
        return self.agreed is not None or self.due <= now


@aggregate("farewell")
class Farewell(Aggregate):
    """Somebody has left; whoever knows their id finds that out, and nobody else learns who.

    Its id is the salted hash of theirs. By it desks find what they have not sent yet, and the hub
    what is sent after all.
    """

    salt: str
    pseudonym: PersonId
    at: datetime
    done: bool = False
    """Everything of theirs is gone at the hub: nothing that comes later takes out any more."""

    @property
    def scope(self) -> str:
        return PUBLIC

    def without(self, leaving: Leaving, sight: Sight) -> "Farewell":
        return self


def farewell_id(salt: str, person: str) -> str:
    return hashlib.sha256(f"{salt} {person}".encode()).hexdigest()


class Gone:
    """Everybody who has left, to be recognised by whoever comes across an id of theirs."""

    def __init__(self, farewells: Iterable[Farewell]) -> None:
        self._farewells = {farewell.id: farewell for farewell in farewells}
        self._salts = {farewell.salt for farewell in self._farewells.values()}

    def named_in(self, text: bytes) -> dict[PersonId, Farewell]:
        """Who of them is named in a text, by the ids found there."""
        if not self._farewells:
            return {}
        ids = {PersonId(id.decode()) for id in _ID.findall(text)}
        covered = ((id, self._farewells.get(farewell_id(salt, id))) for id in ids for salt in self._salts)
        return {id: farewell for id, farewell in covered if farewell is not None}


@change("erasure.ask", of=Erasure, title=N_("Ask to be erased"), creates=True)
class AskErasure(Change[Erasure]):
    """A person confirms it first; until it is carried out they may take it back."""

    subject: str
    name: str
    wait_days: int
    """As the person has read it; it is declined where the programme waits another time by now."""
    words_stay: bool = False

    def apply(self, before: Erasure | None, stamp: Stamp) -> Erasure:
        return Erasure(self.subject, self.name, stamp.at, _due(stamp.at, self.wait_days), self.words_stay)

    def refusal(self, before: Erasure | None, actor: Actor, sight: Sight) -> Message | None:
        if actor.id != self.subject:
            return say("People ask for themselves to be erased.")
        return _waits_otherwise(self.wait_days, sight)


@change("erasure.start", of=Erasure, title=N_("Have somebody erased"), creates=True)
class StartErasure(Change[Erasure]):
    """For somebody who cannot sign in any more. A coordinator confirms it by their name."""

    subject: str
    name: str
    wait_days: int
    """As the coordinator has read it; it is declined where the programme waits another time by now."""
    reason: str
    words_stay: bool = False

    def apply(self, before: Erasure | None, stamp: Stamp) -> Erasure:
        due = _due(stamp.at, self.wait_days)
        return Erasure(self.subject, self.name, stamp.at, due, self.words_stay, None, stamp.by, self.reason)

    def refusal(self, before: Erasure | None, actor: Actor, sight: Sight) -> Message | None:
        if not actor.coordinates:
            return say("Coordinators have somebody else erased.")
        if actor.id == self.subject:
            return say("Ask for yourself on the privacy page.")
        if sight.see(Profile, self.subject) is None:
            return say("Nobody here is known by that any more.")
        if not self.reason.strip():
            return say("Say why: it is read by whoever turns up after all.")
        return _waits_otherwise(self.wait_days, sight)

    @property
    def text(self) -> str:
        return self.reason


@change("erasure.take_back", of=Erasure, title=N_("Stay in the programme"))
class TakeBackErasure(Change[Erasure]):
    subject: str

    def apply(self, before: Erasure | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Erasure | None, actor: Actor, sight: Sight) -> Message | None:
        asked_for_them = before is not None and before.by
        may = actor.id == self.subject or (asked_for_them and actor.coordinates)
        return None if may else say("Only who has asked takes it back.")


@change("erasure.agree", of=Erasure, title=N_("Erase now"))
class CarryOutErasure(Change[Erasure]):
    """Nothing brings anything back afterwards, so a coordinator confirms it first."""

    subject: str

    def apply(self, before: Erasure | None, stamp: Stamp) -> Erasure | None:
        return before and replace(before, agreed=before.agreed or stamp)

    def refusal(self, before: Erasure | None, actor: Actor, sight: Sight) -> Message | None:
        if not actor.coordinates:
            return say("Coordinators have it carried out.")
        if before is not None and before.by:
            return say("They have not asked for it themselves, so they have these days to turn up.")
        return None


def _due(asked: datetime, wait_days: int) -> datetime:
    _, most = RANGES["wait"]
    return asked + timedelta(days=max(0, min(wait_days, most)))


def _waits_otherwise(wait_days: int, sight: Sight) -> Message | None:
    if wait_days == periods_of(sight).wait:
        return None
    return say("The programme gives another time to think by now. Look at it again, then ask.")
