"""How long the programme keeps what it keeps; the coordinators' to choose, and everybody's to read."""

from dataclasses import dataclass, replace
from typing import Final

from growtogether_desktop.base.i18n import N_, Message, say
from growtogether_desktop.domain.changes import PUBLIC, Actor, Aggregate, Change, Sight, Stamp, aggregate, change
from growtogether_desktop.domain.leaving import Leaving

KEEPING: Final = "keeping"
"""The id of the one setting of the programme."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Days, each within its range."""

    wait: int = 7
    """Between the wish to be erased and the day when it is done: until then it can be taken back."""
    work: int = 3 * 365
    """How long finished work and its reviews are kept after the last word in them."""
    names: int = 3 * 365
    """How long the audit says who did something; what was done stays for ever."""
    sent: int = 14
    """How long a desk keeps what the hub has answered, in case the hub comes back from a backup."""
    returned: int = 365
    """How long a desk keeps what the hub declined and nobody has looked at."""


RANGES: Final = {
    "wait": (1, 30),
    "work": (180, 3650),
    "names": (90, 3650),
    "sent": (7, 90),
    "returned": (30, 3650),
}


@aggregate("keeping")
class Keeping(Aggregate):
    """The programme's periods, once somebody has chosen other than the usual ones."""

    periods: Periods

    @property
    def scope(self) -> str:
        return PUBLIC

    def without(self, leaving: Leaving, sight: Sight) -> "Keeping":
        return self


def periods_of(sight: Sight) -> Periods:
    """What holds in the programme."""
    return periods_in(sight.see(Keeping, KEEPING))


def periods_in(chosen: Keeping | None) -> Periods:
    """What holds where these were chosen; the usual ones where nobody has chosen."""
    return Periods() if chosen is None else chosen.periods


def _refusal(subject: str, periods: Periods, actor: Actor) -> Message | None:
    if not actor.coordinates:
        return say("Only coordinators say how long things are kept.")
    if subject != KEEPING:
        return say("The programme has one answer to how long things are kept.")
    for name, (least, most) in RANGES.items():
        if not least <= getattr(periods, name) <= most:
            return say("That is kept from {least} to {most} days.", least=least, most=most)
    return None


@change("keeping.set", of=Keeping, title=N_("Say how long things are kept"), creates=True)
class SetKeeping(Change[Keeping]):
    subject: str
    periods: Periods

    def apply(self, before: Keeping | None, stamp: Stamp) -> Keeping:
        return Keeping(self.subject, self.periods)

    def refusal(self, before: Keeping | None, actor: Actor, sight: Sight) -> Message | None:
        return _refusal(self.subject, self.periods, actor)

    def inverse(self, before: Keeping | None) -> "ResetKeeping":
        return ResetKeeping(self.subject)


@change("keeping.change", of=Keeping, title=N_("Say how long things are kept"))
class ChangeKeeping(Change[Keeping]):
    subject: str
    periods: Periods

    def apply(self, before: Keeping | None, stamp: Stamp) -> Keeping | None:
        return before and replace(before, periods=self.periods)

    def refusal(self, before: Keeping | None, actor: Actor, sight: Sight) -> Message | None:
        return _refusal(self.subject, self.periods, actor)

    def inverse(self, before: Keeping | None) -> "ChangeKeeping | None":
        return None if before is None else ChangeKeeping(self.subject, before.periods)


@change("keeping.reset", of=Keeping, title=N_("Keep things as long as usual"))
class ResetKeeping(Change[Keeping]):
    subject: str

    def apply(self, before: Keeping | None, stamp: Stamp) -> None:
        return None

    def refusal(self, before: Keeping | None, actor: Actor, sight: Sight) -> Message | None:
        return _refusal(self.subject, Periods(), actor)

    def inverse(self, before: Keeping | None) -> SetKeeping | None:
        return None if before is None else SetKeeping(self.subject, before.periods)
