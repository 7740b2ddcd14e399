"""The directory: what everyone in the programme may know of a person."""

from dataclasses import dataclass, replace

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import (
    HUB,
    PUBLIC,
    Actor,
    Aggregate,
    Change,
    Conflict,
    Sight,
    Stamp,
    aggregate,
    change,
)
from growtogether_desktop.domain.consents import Use, allows
from growtogether_desktop.domain.leaving import Leaving


@dataclass(frozen=True, slots=True)
class Skill:
    name: str
    level: int
    """1 (beginner) to 5 (expert), by Dreyfus."""


@aggregate("profile")
class Profile(Aggregate):
    """The public part of a person; its id is the person's."""

    name: str
    headline: str = ""
    skills: tuple[Skill, ...] = ()
    languages: tuple[str, ...] = ()
    """Languages spoken, as ISO 639-1 codes."""
    capacity: int = 0
    """Mentees taken at once; 0 for whoever does not mentor."""

    def called(self, sight: Sight) -> str:
        return self.name

    @property
    def scope(self) -> str:
        return PUBLIC

    @property
    def words(self) -> str:
        return " ".join((self.name, self.headline, *(skill.name for skill in self.skills)))

    @property
    def tells(self) -> bool:
        """Whether it says more than a name."""
        return bool(self.headline or self.skills or self.languages)

    def without(self, leaving: Leaving, sight: Sight) -> "Profile | None":
        return None if leaving.is_(self.id) else self


@change("profile.open", of=Profile, title=N_("Open profile"), creates=True)
class OpenProfile(Change[Profile]):
    """Follows from a new account or an enrolled mentor; the hub asks for it."""

    subject: str
    profile: Profile

    def apply(self, before: Profile | None, stamp: Stamp) -> Profile:
        return replace(self.profile, id=self.subject)

    def refusal(self, before: Profile | None, actor: Actor, sight: Sight) -> Message | None:
        return None if actor == HUB else say("A profile opens with an account.")


@change("profile.revise", of=Profile, title=N_("Change profile"))
class ReviseProfile(Change[Profile]):
    """A profile as somebody wants it. It carries the one they saw, so that nobody's words are overwritten unseen."""

    subject: str
    profile: Profile
    seen: Profile | None = None
    """None from a program that did not tell yet."""

    def apply(self, before: Profile | None, stamp: Stamp) -> Profile | None:
        return before and self._wanted

    def refusal(self, before: Profile | None, actor: Actor, sight: Sight) -> Message | None:
        if not self.profile.name.strip():
            return say("A profile needs a name.")
        if actor == HUB:
            return None
        if actor.id != self.subject and not actor.coordinates:
            return say("Only the person and the coordinators change a profile.")
        if self.profile.tells and not allows(sight, Use.DIRECTORY, self.subject):
            return say("This profile is not shown to everybody. Whose it is can allow that on the privacy page.")
        if before is not None and self.seen not in (None, before):
            return say("This profile has been changed elsewhere meanwhile; your words are kept for you.")
        return None

    def inverse(self, before: Profile | None) -> "ReviseProfile | None":
        return None if before is None else ReviseProfile(self.subject, before, self._wanted)

    def conflict(self, now: Profile) -> Conflict | None:
        if now in (self.seen, self._wanted):
            return None
        return Conflict(self.text, _in_lines(now), replace(self, seen=now))

    @property
    def text(self) -> str:
        return _in_lines(self.profile)

    @property
    def _wanted(self) -> Profile:
        return replace(self.profile, id=self.subject)


def _in_lines(profile: Profile) -> str:
    """A profile as its owner would read it out."""
    skills = ", ".join(f"{skill.name} {skill.level}" for skill in profile.skills)
    return "\n".join(line for line in (profile.name, profile.headline, skills) if line)
