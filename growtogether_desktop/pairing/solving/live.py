"""A plan that stays the best there is while a coordinator changes things, and that says who moves and what it costs.

Every edit is one shortest path, or one for each seat that comes or goes (see `following`). `Live.price` tells what
edits would do and does none of them.
"""

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.solving.edits import Contradiction, Edit, Outcome
from growtogether_desktop.pairing.solving.exchanges import ABSENT, Arrangement, Exchanges, Move
from growtogether_desktop.pairing.solving.following import Step
from growtogether_desktop.pairing.solving.instance import Instance, Progress, Solution
from growtogether_desktop.pairing.solving.losses import WhatIf


class Live:
    """The plan as it stands, always the best under all edits so far. One thread at a time."""

    def __init__(
        self,
        instance: Instance,
        assigned: NDArray[np.int64],
        pinned: NDArray[np.bool_] | None = None,
        least: NDArray[np.int64] | None = None,
        progress: Progress = lambda done: None,
    ) -> None:
        """From a plan that is the best there is, given what is `pinned` (rows,) and what columns take at `least`
        (columns,), pinned rows among them. It works on copies.

        Raises: NotOptimal, if some moves would better the plan; whatever `progress` raises.
        """
        self._now = Arrangement.of(instance, assigned, pinned, least).copy()
        self._exchanges = Exchanges(self._now, progress)
        self._total = self._now.total()
        self._done: list[Step] = []

    @property
    def assigned(self) -> NDArray[np.int64]:
        """(rows,): the column of each row, NOBODY, or ABSENT."""
        return self._now.assigned.copy()

    @property
    def pinned(self) -> NDArray[np.bool_]:
        """(rows,): who is pinned where they are."""
        return self._now.pinned.copy()

    @property
    def total(self) -> int:
        """The scores of all pairs, pinned ones too, and the worth of all who wait."""
        return self._total

    @property
    def exchanges(self) -> Exchanges:
        """What moves cost now, for questions of one's own; it goes along with every edit."""
        return self._exchanges

    @property
    def what_if(self) -> WhatIf:
        """Questions about the plan as it is now; ask anew after an edit."""
        return WhatIf(self._exchanges)

    def free(self) -> tuple[NDArray[np.int64], Instance, Solution]:
        """The rows nobody pinned, the instance they are with the seats that are left, and their plan with its prices.

        `certificate.check` proves it. A pin is no part of it: a pinned pair is not the best there is, it is given.
        """
        now = self._now
        rows = np.flatnonzero((now.assigned != ABSENT) & ~now.pinned)
        held = now.assigned[now.pinned & (now.assigned >= 0)]
        left = now.seats - np.bincount(held, minlength=len(now.seats))
        instance = Instance(now.scores[rows], seats=left, waiting=now.waiting[rows])
        return rows, instance, Solution(now.assigned[rows], self.what_if.seat_gains())

    def do(self, *edits: Edit) -> Outcome:
        """Follow the edits, one after the other, as one step for `undo`.

        Raises: Contradiction, and then nothing has been done.
        """
        total = self._total
        step = Step(self._now, self._exchanges)
        try:
            for edit in edits:
                step.follow(edit)
        except Contradiction:
            step.take_back()
            raise
        self._done.append(step)
        self._total = self._now.total()
        return Outcome(_moves(step.assigned, self._now.assigned), self._total - total)

    def price(self, *edits: Edit) -> Outcome:
        """What `do` would answer. The plan stays as it is, but only once this has returned.

        Raises: Contradiction.
        """
        outcome = self.do(*edits)
        self.undo()
        return outcome

    def undo(self) -> Outcome:
        """Everything is exactly as it was before the last `do`, of which there is one."""
        after, total = self._now.assigned, self._total
        self._done.pop().take_back()
        self._total = self._now.total()
        return Outcome(_moves(after, self._now.assigned), self._total - total)


def _moves(before: NDArray[np.int64], after: NDArray[np.int64]) -> tuple[Move, ...]:
    """Who is elsewhere; a row that is not in one of them is ABSENT there."""
    rows = max(len(before), len(after))
    origin, target = (np.pad(one, (0, rows - len(one)), constant_values=ABSENT) for one in (before, after))
    moved = np.flatnonzero(origin != target)
    return tuple(Move(row, int(origin[row]), int(target[row])) for row in moved.tolist())
