"""The one door to solving: it chooses the engine, and nothing leaves it without its proof."""

from dataclasses import replace

from growtogether_desktop.pairing.solving.blocks import LargeInstance
from growtogether_desktop.pairing.solving.certificate import NotOptimal, check, prices_of
from growtogether_desktop.pairing.solving.instance import Instance, Progress, Solution
from growtogether_desktop.pairing.solving.lazy import assign_in_blocks
from growtogether_desktop.pairing.solving.scaling import assign_in_rounds
from growtogether_desktop.pairing.solving.seats import assign_seats

SMALL = 350_000
"""Up to so many pairs of a row and a seat, some 600 rows with a seat each, the reference is the fastest."""
SOLVING = 0.9
"""The part of the work that is not proving, about."""


def assign(instance: Instance | LargeInstance, progress: Progress = lambda done: None) -> Solution:
    """The plan worth the most, with prices that prove it; the same for the same instance, always.

    For an `Instance` the prices are the greatest that prove it. Nothing is converted to anything that rounds.

    Raises: whatever `progress` raises; NotOptimal, should an engine ever be wrong.
    """
    solution = _solve(instance, lambda done: progress(SOLVING * done))
    proof = check(instance, solution, lambda done: progress(SOLVING + (1 - SOLVING) * done))
    if not proof.proven:
        raise NotOptimal(f"a plan worth {proof.total} may be worth {proof.bound}")
    progress(1.0)
    return solution


def _solve(instance: Instance | LargeInstance, progress: Progress) -> Solution:
    if isinstance(instance, LargeInstance):
        return replace(assign_in_blocks(instance, progress), engine="blocks")
    rows = len(instance.waiting)
    pairs = rows * int(instance.seats.clip(max=rows).sum())
    if pairs <= SMALL:
        engine, assigned = "seats", assign_seats(instance, progress)
    else:
        engine, assigned = "rounds", assign_in_rounds(instance, progress).assigned
    return Solution(assigned, prices_of(instance, assigned), engine)
