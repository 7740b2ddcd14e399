"""How many points each feature can bring a mentee, when some things are not known.

What somebody leaves blank is neither held against them nor rewarded:

- A goal and a list of wanted skills stand in for each other: where only one is told, it counts in the
  place of the other too.
- Free hours that a mentee has not told, and effects where no mentor has any, bring no points; what is
  known shares theirs in proportion. So the most is 100 for everybody.
- Where it is the mentor who left something blank, or a mentee who told neither goal nor skills, the
  feature counts half: nobody can know, and others are not to lose by it.
"""

from collections.abc import Sequence
from dataclasses import astuple
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Weights
from growtogether_desktop.pairing.score.facts import FULL
from growtogether_desktop.pairing.score.shares import shared_out

MOST = 100
FEATURES = 6
GOAL, STACK, GAP, AVAILABILITY, LANGUAGE, PAST = range(FEATURES)
"""In the order of `Weights`."""

RAMPS = 5
"""A learned feature rises in so many steps of equal width, each with a slope of its own."""


class Budget:
    """Weights as the coordinator sets them, or as outcomes have taught (see `Rules.learned`)."""

    def __init__(self, weights: Weights, learned: Sequence[Sequence[int]] = (), effects: bool = False) -> None:
        self._weights = tuple(sum(ramps) for ramps in learned) if learned else astuple(weights)
        self._effects = effects
        self.curves = tuple(_curve(ramps) for ramps in learned) if learned else (None,) * FEATURES
        """For each feature, what each thousandth is worth, in thousandths; None is just itself."""

    def most(self, hours: NDArray[np.bool_]) -> NDArray[np.int32]:
        """By whether each mentee has told free hours, the most points of each feature: (mentees, FEATURES).

        Rows add up to MOST.
        """
        return np.array([self._most(told=False), self._most(told=True)], np.int32)[hours.astype(np.int8)]

    def _most(self, told: bool) -> list[int]:
        weights = list(self._weights)
        if not told:
            weights[AVAILABILITY] = 0
        if not self._effects:
            weights[PAST] = 0
        return shared_out(MOST, weights if any(weights) else self._weights)


def _curve(ramps: Sequence[int]) -> NDArray[np.int32] | None:
    """A rising line through the sums of the ramps; None when it is straight."""
    if len({*ramps}) == 1:
        return None
    heights = [0, *accumulate(ramps)]
    width = FULL // RAMPS
    steps = (divmod(value, width) for value in range(FULL + 1))
    exact = [heights[whole] * width + (ramps[whole] * rest if rest else 0) for whole, rest in steps]
    return np.array([(2 * FULL * one + exact[-1]) // (2 * exact[-1]) for one in exact], np.int32)
