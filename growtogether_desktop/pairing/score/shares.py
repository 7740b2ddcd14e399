"""Whole numbers that add up: sharing out a total so that no point is lost or invented."""

from collections.abc import Sequence


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """The total, shared in proportion to the weights, in whole numbers that add up to it exactly.

    What rounding down leaves goes to those who lost most by it, then to the first (largest remainder).
    Without any weight nobody gets anything.
    """
    of = sum(weights)
    if not of:
        return [0] * len(weights)
    parts = [total * weight // of for weight in weights]
    lost = sorted(range(len(weights)), key=lambda at: -(total * weights[at] % of))
    for at in lost[: total - sum(parts)]:
        parts[at] += 1
    return parts
