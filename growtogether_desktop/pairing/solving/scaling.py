"""The engine for thousands of rows: the problem is solved roughly first, then finer and finer.

The more levels of scores there are, the more phases the Hungarian method needs. Solved without the last
bits of scores and waiting worths, there are few levels; the prices, times what was left away, are nearly
right for the next round, and few phases are left. Whatever the prices to start with, the last round works
with the scores as they are: the plan is as exact as without.

Source: Gabow and Tarjan 1989 (scaling of costs; here with phases of exact shortest ways in each scale).
"""

import numpy as np

from growtogether_desktop.pairing.solving.hungarian import run_phases
from growtogether_desktop.pairing.solving.instance import Instance, Progress, Solution

ROUGHEST = 32
"""The first round sees about so many levels of scores."""
STEP = 3
"""So many bits more in every further round."""


def assign_in_rounds(instance: Instance, progress: Progress = lambda done: None) -> Solution:
    """The plan worth the most, and its prices. Raises whatever `progress` raises."""
    rounds = rounds_for(int(instance.scores.max(initial=0)))
    prices = np.zeros(len(instance.seats) + 1, np.int64)
    for number, coarse in enumerate(rounds):
        prices <<= (rounds[number - 1] - coarse) if number else 0

        def tell(done: float, number: int = number) -> None:
            progress((number + done) / len(rounds))

        assigned, prices = run_phases(instance, coarse, prices, tell)
        prices -= prices.min()
    return Solution(assigned, prices[:-1] - prices[-1])


def rounds_for(greatest: int) -> list[int]:
    """How many bits are left away in each round; the last is 0. `greatest` is the highest score."""
    roughest = (greatest // ROUGHEST).bit_length()
    return [*range(roughest, 0, -STEP), 0]
