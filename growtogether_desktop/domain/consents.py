"""What people allow the programme beyond what it cannot do without: for which purpose, since when.

Only what exists in the program is asked for. Each purpose says what holds until somebody has been asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    HUB,
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
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.leaving import Leaving


class Use(StrEnum):
    """What something is allowed for: a purpose, as the law calls it."""

    DIRECTORY = "directory"
    """What one says of oneself, skills and languages stand in the directory of the programme."""
    LEARNING = "learning"
    """What one answers to how it went teaches how others are paired."""
    LISTS = "lists"
    """One's e-mail address stands in lists of pairs that coordinators save as files."""


UNTIL_ASKED: Final[Mapping[Use, bool]] = {
    Use.DIRECTORY: True,  # people have written it themselves, to be read
    Use.LEARNING: False,  # nobody expects that of an answer
    Use.LISTS: True,  # the programme has the address from the person, to write to them
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What stood in the directory before somebody withdrew it."""

    headline: str
    skills: tuple[tuple[str, int], ...]
    languages: tuple[str, ...]


@aggregate("consent")
class Consent(Aggregate):
    """One person's answer about one purpose; the person and the coordinators read it."""

    person: PersonId
    use: Use
    given: bool
    since: datetime
    hidden: Hidden | None = None
    """Put back into the directory once it is allowed again."""

    @property
    def scope(self) -> str:
        return between_us(self.person)

    @property
    def audience(self) -> frozenset[str]:
        return COORDINATORS | {self.person}

    def without(self, leaving: Leaving, sight: Sight) -> "Consent | None":
        return None if leaving.is_(self.person) else self


def consent_id(use: Use, person: str) -> str:
    return f"{use.value}/{person}"


def allowed(use: Use, person: str, consents: Mapping[str, Consent]) -> bool:
    """Whether something may be done with what is known of somebody; `consents` are all there are, by id."""
    return _allowed(use, consents.get(consent_id(use, person)))


def allows(sight: Sight, use: Use, person: str) -> bool:
    """The same, for whoever sees one thing at a time."""
    return _allowed(use, sight.see(Consent, consent_id(use, person)))


def _allowed(use: Use, known: Consent | None) -> bool:
    return UNTIL_ASKED[use] if known is None else known.given


def _own_only(person: str, actor: Actor) -> Message | None:
    return None if actor.id == person else say("People answer for themselves what they allow.")


@change("consent.answer", of=Consent, title=N_("Say what is allowed"), creates=True)
class AnswerConsent(Change[Consent]):
    subject: str
    use: Use
    given: bool

    def apply(self, before: Consent | None, stamp: Stamp) -> Consent:
        return Consent(self.subject, stamp.by, self.use, self.given, stamp.at)

    def refusal(self, before: Consent | None, actor: Actor, sight: Sight) -> Message | None:
        return _own_only(self.subject.removeprefix(f"{self.use.value}/"), actor)

    def inverse(self, before: Consent | None) -> "ForgetConsent":
        return ForgetConsent(self.subject)


@change("consent.revise", of=Consent, title=N_("Say what is allowed"))
class ReviseConsent(Change[Consent]):
    subject: str
    given: bool
    since: datetime | None = None
    """As it was before; None for now."""

    def apply(self, before: Consent | None, stamp: Stamp) -> Consent | None:
        return before and replace(before, given=self.given, since=self.since or stamp.at)

    def refusal(self, before: Consent | None, actor: Actor, sight: Sight) -> Message | None:
        return None if before is None else _own_only(before.person, actor)

    def inverse(self, before: Consent | None) -> "ReviseConsent | None":
        return None if before is None else ReviseConsent(self.subject, before.given, before.since)


@change("consent.forget", of=Consent, title=N_("Leave it as it was before"))
class ForgetConsent(Change[Consent]):
    """Takes a first answer back."""

    subject: str

    def apply(self, before: Consent | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Consent | None, actor: Actor, sight: Sight) -> Message | None:
        return None if before is None else _own_only(before.person, actor)

    def inverse(self, before: Consent | None) -> AnswerConsent | None:
        return None


@change("consent.hide", of=Consent, title=N_("Hide profile"))
class KeepHidden(Change[Consent]):
    """Follows from what is no longer allowed, or is again; the hub asks for it."""

    subject: str
    hidden: Hidden | None

    def apply(self, before: Consent | None, stamp: Stamp) -> Consent | None:
        return before and replace(before, hidden=self.hidden)

    def refusal(self, before: Consent | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("The hub keeps what is not shown.")


def saying(known: Consent | None, person: PersonId, use: Use, *, given: bool) -> AnswerConsent | ReviseConsent:
    """The change by which somebody allows a use of what is known of them, or no longer does."""
    id = consent_id(use, person)
    return AnswerConsent(id, use, given) if known is None else ReviseConsent(id, given)
