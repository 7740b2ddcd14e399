"""What a change to a plan costs, in the words of whoever asks: points, people who wait, the lowest fit, who moves.

Points are those of the fits and what ranks and earlier mentors count besides; by leximin these do not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.plan import Plan
from growtogether_desktop.pairing.plans.policy import NO_PAIRS


@dataclass(frozen=True, slots=True)
class Shift:
    """One mentee goes from one mentor to another; None is the waiting list, or not to be there."""

    mentee: MenteeId
    before: MentorId | None
    after: MentorId | None


@dataclass(frozen=True, slots=True)
class Price:
    """What a change does to the plan."""

    gain: int
    """Points more; mostly below 0."""
    waits: int
    """So many more mentees wait."""
    shifts: tuple[Shift, ...]
    falls: int = 0
    """So much lower is the lowest fit that the policy can promise everybody else; below 0 where it is higher."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the plan would lose if a mentee went to this mentor."""

    mentor: MentorId
    fit: int
    loss: int
    waits: int = 0
    """So many more mentees would wait."""
    below: bool = False
    """The fit is below the floor of the plan."""
    falls: int = 0
    """As in `Price`."""

    @property
    def dearness(self) -> tuple[int, bool, int, int, int, str]:
        """The cheapest first, as the policies count."""
        return self.waits, self.below, self.falls, self.loss, -self.fit, self.mentor


@dataclass(frozen=True, slots=True)
class SeatValue:
    """What one more seat would bring."""

    points: int
    placed: int
    """So many more mentees would have a mentor."""
    who: MenteeId | None = None
    """Who comes off the waiting list for it; of several as good, one."""


def choice(mentor: MentorId, fit: int, floor: int, price: tuple[int, int, int]) -> Choice:
    """`price` is what is lost, how many wait more and how far the lowest fit falls; `floor` is that of the plan."""
    loss, waits, falls = price
    return Choice(mentor, fit, loss, waits, floor < NO_PAIRS and fit < floor, falls)


def cheapest_first(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda one: one.dearness))


def falling(before: int, after: int) -> int:
    """How far a floor falls; 0 where there are no pairs to have a lowest fit."""
    return before - after if NO_PAIRS not in (before, after) else 0


def shifts_between(before: Plan, after: Plan) -> tuple[Shift, ...]:
    """Everybody who is elsewhere in the second plan."""
    was = {pair.mentee: pair.mentor for pair in before.pairs}
    now = {pair.mentee: pair.mentor for pair in after.pairs}
    ids = dict.fromkeys((*was, *now))
    return tuple(Shift(id, was.get(id), now.get(id)) for id in ids if was.get(id) != now.get(id))


def more_waiting(shifts: tuple[Shift, ...]) -> int:
    return sum((shift.after is None) - (shift.before is None) for shift in shifts)
