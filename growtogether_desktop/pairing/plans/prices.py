"""What a change to a plan costs, in the words of whoever asks: points, people who wait, the lowest fit, who moves.

Points are those of the fits and what ranks and earlier mentors count besides; by leximin these do not count.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
class Weaker:
    """By leximin: the lowest fit of which there is another number of pairs than before. Below it nothing is other."""

    fit: int
    more: int
    """So many more; below 0 for fewer."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What a plan loses from its floor up, by all that its policy counts."""

    points: int = 0
    """Below 0 where points are gained because something else is lost."""
    waits: int = 0
    """So many more mentees wait."""
    people: int = 0
    """The same as the policy counts: with nobody more waiting it is above 0 where somebody who comes first does."""
    weaker: Weaker | None = None
    """None by other policies than leximin, and where all fits are as they were."""
    toll: int = field(default=0, repr=False)  # it may have hundreds of digits
    """All of it in one number, to be compared with others; 0 where the plan is worth as much."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a change does to the plan."""

    lost: Lost
    shifts: tuple[Shift, ...]
    falls: int = 0
    """So much lower is the lowest fit that the policy can promise everybody else; below 0 where it is higher."""

    @property
    def gain(self) -> int:
        """Points more; mostly below 0."""
        return -self.lost.points

    @property
    def waits(self) -> int:
        return self.lost.waits


@dataclass(frozen=True, slots=True)
class Choice:
    """What the plan would lose if a mentee went to this mentor."""

    mentor: MentorId
    fit: int
    lost: Lost
    below: bool = False
    """The fit, or that of somebody who goes along, is below the floor of the plan."""
    falls: int = 0
    """As in `Price`."""

    @property
    def equal(self) -> bool:
        """Whether the plan would be worth as much."""
        return not (self.lost.toll or self.below or self.falls)

    @property
    def plain(self) -> bool:
        """Whether points are all that is lost."""
        lost = self.lost
        return lost.points > 0 and not (lost.waits or lost.people > 0 or lost.weaker or self.below or self.falls)

    @property
    def dearness(self) -> tuple[int, bool, int, int, int, str]:
        """The cheapest first, as the policies count."""
        lost = self.lost
        return max(lost.waits, lost.people, 0), self.below, self.falls, lost.toll, -self.fit, self.mentor

    @property
    def quiet(self) -> bool:
        """Whether nobody more waits, nobody who comes first, and the lowest fit stands."""
        return self.lost.waits <= 0 and self.lost.people <= 0 and self.falls <= 0


@dataclass(frozen=True, slots=True)
class SeatValue:
    """What one more seat would bring."""

    lost: Lost
    """Nothing but the opposite, mostly."""
    who: MenteeId | None = None
    """Who comes off the waiting list for it; of several as good, one."""
    rises: int = 0
    """So much higher is the lowest fit that the policy can promise."""

    @property
    def points(self) -> int:
        return -self.lost.points

    @property
    def placed(self) -> int:
        """So many more mentees would have a mentor."""
        return -self.lost.waits

    @property
    def dearness(self) -> tuple[int, int, int]:
        """Whose seat is worth most comes first, as the policies count."""
        return self.lost.people, -self.rises, self.lost.toll


def choice(mentor: MentorId, fits: Sequence[int], floor: int, lost: Lost, falls: int) -> Choice:
    """`fits` are those of the mentee and of all who go along; `floor` is that of the plan."""
    return Choice(mentor, fits[0], lost, floor < NO_PAIRS and min(fits) < floor, falls)


def cheapest_first(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda one: one.dearness))


def falling(before: int, after: int) -> int:
    """How far a floor falls; 0 where there are no pairs to have a lowest fit."""
    return before - after if NO_PAIRS not in (before, after) else 0


def weaker_of(before: Iterable[int], after: Iterable[int]) -> Weaker | None:
    """What has become of the fits of some pairs, as leximin looks at it."""
    was, now = Counter(before), Counter(after)
    return next((Weaker(fit, now[fit] - was[fit]) for fit in sorted(was | now) if now[fit] != was[fit]), None)


@dataclass(frozen=True, slots=True)
class Brief:
    """A plan in brief: what of it is compared with another."""

    mentors: Mapping[MenteeId, MentorId]
    fits: Sequence[int]
    besides: int
    waiting: int
    floor: int
    """The lowest fit that it promises, if its policy does."""

    @classmethod
    def of(cls, plan: Plan, floor: int) -> "Brief":
        mentors = {pair.mentee: pair.mentor for pair in plan.pairs}
        return cls(mentors, [pair.fit for pair in plan.pairs], plan.besides, len(plan.unplaced), floor)

    @property
    def points(self) -> int:
        return sum(self.fits) + self.besides


def shifts_between(before: Plan, after: Plan) -> tuple[Shift, ...]:
    """Everybody who is elsewhere in the second plan."""
    return shifts_to(Brief.of(before, 0), Brief.of(after, 0))


def shifts_to(before: Brief, after: Brief) -> tuple[Shift, ...]:
    """The same of plans in brief."""
    was, now = before.mentors, after.mentors
    ids = dict.fromkeys((*was, *now))
    return tuple(Shift(id, was.get(id), now.get(id)) for id in ids if was.get(id) != now.get(id))


def more_waiting(shifts: tuple[Shift, ...]) -> int:
    return sum((shift.after is None) - (shift.before is None) for shift in shifts)
