"""What came of a mentor's earlier pairs: (n · mean + 4 · prior) / (n + 4), so that few answers say little."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Mentor
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.pairing.score.facts import FULL

_AS_MANY = 4
"""The prior counts like so many answers."""
_NOBODY_KNOWS = 0.5

Effects = Mapping[PersonId, tuple[int, float]]
"""Of how many answers, and their mean, 0 to 1 (see `domain.outcomes.effects`)."""


def prior(effects: Effects) -> float:
    """The mean of all answers: a mentor nobody has spoken about yet is taken for an average one."""
    answers = sum(n for n, _ in effects.values())
    return math.fsum(n * mean for n, mean in effects.values()) / answers if answers else _NOBODY_KNOWS


def past_values(mentors: Sequence[Mentor], effects: Effects) -> NDArray[np.int32]:
    """In thousandths, for each mentor."""
    usual = prior(effects)
    known = [effects.get(mentor.person, (0, usual)) for mentor in mentors]
    return np.array([round(FULL * (n * mean + _AS_MANY * usual) / (n + _AS_MANY)) for n, mean in known], np.int32)
