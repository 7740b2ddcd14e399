"""How a plan that follows changes counts: people, points and whose seats are empty, all in one whole number.

A policy's steps are problems one after the other; where nothing but who is placed and points (above a floor)
count, one number says as much, and what is lost can be told in points and people again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.question import Matrix
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

_STEP = 4
"""A priority more counts for so many people: then what is left of the count says how many people it were."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of one cohort; they hold while nobody is worth more than `top` and no more than `most` are there."""

    policy: Policy
    top: int
    most: int

    @property
    def one(self) -> int:
        """More than all points together."""
        if self.policy == Policy.SUM:
            return (self.top + 1) * self._point * self.most
        return self.top * self.most + 1

    @property
    def _point(self) -> int:
        """By the sum, people count among equal sums: less than a point, however many they are."""
        return 2 * self.most + 1 if self.policy == Policy.SUM else 1

    def pairs(self, worth: Matrix) -> Matrix:
        """What pairs are worth; IMPOSSIBLE stays."""
        if self.policy != Policy.SUM:
            return worth
        counted = worth.astype(np.int32 if (self.top + 1) * self._point < 2**31 else np.int64) * self._point + 1
        return np.where(worth == IMPOSSIBLE, IMPOSSIBLE, counted)

    def waiting(self, priorities: Iterable[int]) -> NDArray[np.int64]:
        """(rows,): what it is worth that each waits.

        Who can be seated at once is a matroid: any weights in the order of priority give the same people.
        """
        ranks = [*priorities]
        rank = {priority: at for at, priority in enumerate(sorted({0, *ranks}))}
        usual, step = (0, 1) if self.policy == Policy.SUM else (1, _STEP)
        return np.array([-self.one * (usual + step * rank[one]) for one in ranks], np.int64)

    def told(self, loss: int) -> tuple[int, int]:
        """What is lost in points, and how many more people wait."""
        people = (loss + self.one // 2) // self.one
        left = loss - people * self.one
        if self.policy != Policy.SUM:
            return left, (people + 1) % _STEP - 1
        points = (left + self.most) // self._point
        return points, left - points * self._point
