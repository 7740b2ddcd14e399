"""Which languages two people share. Without one they cannot be paired; a second one helps."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Mentee, Mentor

SHARED = (0, 500, 1000)
"""Thousandths for no, one, two or more languages in common."""


def shared(one: Collection[str], other: Collection[str]) -> int:
    """How many languages two people share; who names none speaks whatever the other does."""
    if one and other:
        return len({*one} & {*other})
    return len({*one} | {*other}) or 2


class Tongues:
    """Numbers the sets of languages people speak; a cohort has few of them. It only ever learns more."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self._values = np.zeros((0, 0), np.int32)

    def rows(self, people: Sequence[Mentee | Mentor]) -> NDArray[np.int32]:
        """The number of what each of them speaks."""
        numbers = self._numbers
        return np.array([numbers.setdefault(frozenset(one.languages), len(numbers)) for one in people], np.int32)

    def values(self, mentees: NDArray[np.int32], mentors: NDArray[np.int32]) -> NDArray[np.int32]:
        """What they share, in thousandths: (mentees, mentors); 0 only without a language in common."""
        if len(self._values) < len(self._numbers):
            spoken = tuple(self._numbers)
            rows = [[SHARED[min(shared(one, other), 2)] for other in spoken] for one in spoken]
            self._values = np.array(rows, np.int32)
        return self._values[np.ix_(mentees, mentors)]
