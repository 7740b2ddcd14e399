"""How far ahead of a mentee a mentor should be: two Dreyfus levels is best, a peer still helps."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Mentee, Mentor

STEPS = (0, 150, 300, 650, 1000, 850, 700)
"""Thousandths for a mentor 2 or more levels below the mentee, 1 below, at the same level, 1 above, … 4 above."""
CAREER_STEPS = (0, 150, 300, 650, 1000, 1000, 1000)
"""For a goal about one's career: there no mentor is too far ahead."""
_LOWEST, _HIGHEST = -2, 4


def level_values(mentees: NDArray[np.int8], career: NDArray[np.bool_], mentors: NDArray[np.int8]) -> NDArray[np.int32]:
    """What the step from each mentee to each mentor is worth: (mentees, mentors), thousandths."""
    table = np.array((STEPS, CAREER_STEPS), np.int32)
    ahead = np.clip(mentors[None, :] - mentees[:, None], _LOWEST, _HIGHEST) - _LOWEST
    worth: NDArray[np.int32] = table[career.astype(np.int8)[:, None], ahead]
    return worth


def levels_of(people: Sequence[Mentee | Mentor]) -> NDArray[np.int8]:
    return np.array([person.level for person in people], np.int8)
