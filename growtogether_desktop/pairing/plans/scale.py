"""How a plan that follows changes counts: people, points and whose seats are empty, all in one whole number.

A policy's steps are problems one after the other; one number says as much, and what is lost can be told in points and
people again. By leximin it has a digit for each fit, so long that none of them overflows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.prices import Lost, Weaker
from growtogether_desktop.pairing.plans.question import FULL, Matrix
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.exchanges import Integers, parts
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY

_STEP = 4
"""A priority more counts for so many people: then what is left of the count says how many people it were."""
_FITS = FULL + 1


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of one cohort; they hold while nobody is worth more than `top` and no more than `most` are there."""

    policy: Policy
    top: int
    most: int

    @property
    def one(self) -> int:
        """More than all points together."""
        if self.policy == Policy.LEXIMIN:
            return 1 << 8 * self._digit * _FITS
        if self.policy == Policy.SUM:
            return (self.top + 1) * self._point * self.most
        return self.top * self.most + 1

    @property
    def long(self) -> bool:
        """Whether numbers are as long as they need to be; otherwise 64 bits hold them."""
        return self.policy == Policy.LEXIMIN

    @property
    def _point(self) -> int:
        """By the sum, people count among equal sums: less than a point, however many they are."""
        return 2 * self.most + 1 if self.policy == Policy.SUM else 1

    @property
    def _digit(self) -> int:
        """Bytes for the number of pairs of one fit, with its sign."""
        return 2 if self.most < 1 << 15 else 4

    def of(self, asked: Asked) -> Matrix:
        """(mentees, mentors): what counts for a pair, before it is `pairs`; by leximin fits alone do."""
        return asked.points if self.policy == Policy.LEXIMIN else asked.worth

    def pairs(self, worth: Matrix) -> Integers:
        """What pairs are worth; IMPOSSIBLE stays."""
        if self.policy == Policy.LEXIMIN:
            table = _worth_of_fits(self._digit)
            counted: Integers = np.empty(worth.shape, np.object_)
            for some in parts(len(worth), worth[:1].size):  # whoever makes them holds the interpreter meanwhile
                counted[some] = table[worth[some]]
            return counted
        if self.policy != Policy.SUM:
            return worth
        counted = worth.astype(np.int32 if (self.top + 1) * self._point < 2**31 else np.int64) * self._point + 1
        return np.where(worth == IMPOSSIBLE, IMPOSSIBLE, counted)

    def waiting(self, priorities: Iterable[int]) -> Integers:
        """(rows,): what it is worth that each waits.

        Who can be seated at once is a matroid: any weights in the order of priority give the same people.
        """
        ranks = [*priorities]
        rank = {priority: at for at, priority in enumerate(sorted({0, *ranks}))}
        # By leximin a pair brings `one` itself.
        usual, step = {Policy.SUM: (0, 1), Policy.LEXIMIN: (0, _STEP)}.get(self.policy, (1, _STEP))
        kind: Any = np.object_ if self.policy == Policy.LEXIMIN else np.int64
        return np.array([-self.one * (usual + step * rank[one]) for one in ranks], kind)

    def loss(self, asked: Asked, before: NDArray[np.int64], after: NDArray[np.int64]) -> Lost:
        """What is lost from one plan to the other, both (mentees,): columns or NOBODY."""
        moved = np.flatnonzero(before != after)
        crowded, priorities = asked.groups or asked.rivals, [one.priority for one in asked.mentees]
        waiting = (self._waiting_if_crowded(priorities) if crowded else self.waiting(priorities))[moved]

        def worth(assigned: NDArray[np.int64]) -> int:
            placed = np.flatnonzero(assigned[moved] != NOBODY)
            pairs = self.pairs(self.of(asked)[moved[placed], assigned[moved[placed]]].astype(np.int64))
            return int(sum(pairs.tolist())) + int(sum(waiting[assigned[moved] == NOBODY].tolist()))

        waits = int(np.count_nonzero(after == NOBODY)) - int(np.count_nonzero(before == NOBODY))
        return replace(self.told(worth(before) - worth(after)), waits=waits)

    def _waiting_if_crowded(self, priorities: list[int]) -> Integers:
        """The same as `waiting` where some have to be with or without others: who can be seated at once is no matroid
        then, and everybody counts for more than all below together (see `question.weights`)."""
        usual = 0 if self.policy == Policy.SUM else 1
        ladder, below = {0: usual}, usual * priorities.count(0)
        for priority in sorted({*priorities} - {0}):
            ladder[priority] = 1 + below
            below += ladder[priority] * priorities.count(priority)
        carried = 1 if self.policy == Policy.LEXIMIN else 0
        return np.array([self.one * (carried - ladder[one]) for one in priorities], np.object_)

    def quiet(self, losses: Integers) -> NDArray[np.bool_]:
        """Where nobody more waits, and nobody who comes first."""
        quiet: NDArray[np.bool_] = losses < self.one // 2
        if self.policy == Policy.SUM:
            quiet &= (losses + self.most) % self._point <= self.most
        return quiet

    def told(self, loss: int) -> Lost:
        """What is lost, in points and people."""
        if self.policy == Policy.LEXIMIN:
            return self._told_by_fits(loss)
        people = (loss + self.one // 2) // self.one
        left = loss - people * self.one
        if self.policy != Policy.SUM:
            waits = (people + 1) % _STEP - 1
            return Lost(left, waits, people, toll=loss)
        points = (left + self.most) // self._point
        return Lost(points, left - points * self._point, people, toll=loss)

    def _told_by_fits(self, loss: int) -> Lost:
        """The digits are how many more pairs there are of each fit."""
        half = 1 << 8 * self._digit - 1
        people, digits = divmod(loss + _worth_of_halves(self._digit), self.one)
        said = np.frombuffer(digits.to_bytes(self._digit * _FITS, "big"), f">u{self._digit}").astype(np.int64) - half
        other, waits = np.flatnonzero(said), -int(said.sum())
        weaker = Weaker(int(other[0]), int(said[other[0]])) if len(other) else None
        return Lost(-int(said @ np.arange(_FITS)), waits, people, weaker, loss)


@cache
def _worth_of_fits(digit: int) -> NDArray[Any]:
    """(fits + 1,): what a pair of each fit is worth, each in memory once; the last is IMPOSSIBLE."""
    one = 1 << 8 * digit * _FITS
    return np.array([*(one - (1 << 8 * digit * (FULL - fit)) for fit in range(_FITS)), IMPOSSIBLE], np.object_)


@cache
def _worth_of_halves(digit: int) -> int:
    """Half of what a digit can say, in every digit: added, it makes all of them 0 or more."""
    return sum(1 << 8 * digit * (at + 1) - 1 for at in range(_FITS))
