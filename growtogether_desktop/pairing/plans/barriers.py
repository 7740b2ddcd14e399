"""What stands between a mentee and a mentor who cannot be a pair."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.score.score import Scoring


class Barrier(Enum):
    """The easiest to overcome first."""

    BANNED = auto()
    """By a coordinator."""
    HOUR = auto()
    """No free hour in common."""
    LANGUAGE = auto()
    SAID = auto()
    """One of them has ruled the other out."""
    SELF = auto()
    """It is one person."""


@dataclass(frozen=True, eq=False)  # without slots: what follows from it is worked out once
class Barriers:
    """Of a cohort."""

    scoring: Scoring
    vetoed: Collection[tuple[MenteeId, MentorId]]

    def between(self, row: int, column: int) -> tuple[Barrier, ...]:
        """Everything that keeps the two apart; nothing where they can be a pair."""
        mentee, mentor = self.scoring.mentees[row], self.scoring.mentors[column]
        there = {
            Barrier.BANNED: mentor.id in mentee.forbidden,
            Barrier.HOUR: bool(mentee.free and mentor.free) and not self.scoring.starts(row, column),
            Barrier.LANGUAGE: not speak(mentee, mentor),
            Barrier.SAID: (MenteeId(mentee.id), MentorId(mentor.id)) in self.vetoed,
            Barrier.SELF: mentee.person == mentor.person,
        }
        return tuple(barrier for barrier, holds in there.items() if holds)

    def alike(self, row: int) -> object:
        """The same for mentees from whom the same things keep every mentor, as `first` tells them."""
        mentee = self.scoring.mentees[row]
        return mentee.languages, mentee.forbidden, mentee.person if self._has_own_will(mentee) else ""

    def _has_own_will(self, mentee: Mentee) -> bool:
        """Whether somebody has ruled out somebody, or the mentee is a mentor too."""
        return MenteeId(mentee.id) in self._vetoing or mentee.person in self._teaching

    @cached_property
    def _vetoing(self) -> frozenset[MenteeId]:
        return frozenset(mentee for mentee, _mentor in self.vetoed)

    @cached_property
    def _teaching(self) -> frozenset[str]:
        return frozenset(mentor.person for mentor in self.scoring.mentors)

    def first(self, row: int, column: int) -> Barrier:
        """What keeps two apart who cannot be a pair. Quicker than `between`: if it is nothing else, it is the hour."""
        mentee, mentor = self.scoring.mentees[row], self.scoring.mentors[column]
        if mentee.person == mentor.person:
            return Barrier.SELF
        if mentor.id in mentee.forbidden:
            return Barrier.BANNED
        if (MenteeId(mentee.id), MentorId(mentor.id)) in self.vetoed:
            return Barrier.SAID
        return Barrier.HOUR if speak(mentee, mentor) else Barrier.LANGUAGE


def speak(mentee: Mentee, mentor: Mentor) -> bool:
    """Whether they have a language in common; who names none speaks whatever the other does."""
    return not mentee.languages or not mentor.languages or not {*mentee.languages}.isdisjoint(mentor.languages)
