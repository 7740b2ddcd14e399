"""What pins cost where somebody is to be with or without somebody else (see `weighing`)."""

from collections.abc import Callable, Iterator
from itertools import chain

import numpy as np

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.plan import Basis, asked_by
from growtogether_desktop.pairing.plans.policy import answer
from growtogether_desktop.pairing.plans.prices import (
    Choice,
    Lost,
    Price,
    Shift,
    cheapest_first,
    choice,
    falling,
)
from growtogether_desktop.pairing.plans.solving_again import SolvingAgain, pinned
from growtogether_desktop.pairing.plans.weighing import Reached, Weighing
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress

Tell = Callable[[tuple[Choice, ...]], None]
"""Is told the choices that are known so far."""


class SearchedPrices:
    """What pins to a plan by such a policy cost. One thread at a time."""

    def __init__(self, basis: Basis, again: SolvingAgain) -> None:
        self._again, self._asked, self._scored, self._rules = again, basis.asked, basis.scored, basis.rules
        found, policy = basis.found, basis.rules.policy
        self._floor, self._scale, self._proven = again.floor, again.scale, found.proven
        self._assigned = basis.assigned
        self._at = {MenteeId(one.id): at for at, one in enumerate(basis.scored.mentees)}
        self._by = {MentorId(one.id): at for at, one in enumerate(basis.scored.mentors)}
        self._weighing = Weighing(basis.asked.question, policy, found.loose, found.assigned, found.proven)
        self._lifted: tuple[MenteeId, Asked, Weighing] | None = None

    def choices(self, mentee: MenteeId, progress: Progress, tell: Tell) -> tuple[Choice, ...] | None:
        """As `Desk.choices`."""
        if not self._proven:
            return None
        here, at = int(self._assigned[self._at[mentee]]), self._at[mentee]
        group = [at, *(one for group in self._asked.groups if at in group for one in group if one != at)]
        found: list[Choice] = []
        for some in self._weighed(mentee, None, progress):
            if found:
                tell(cheapest_first(found))
            for mentor, price in some:
                if self._by[mentor] != here and price is not None:
                    fits = self._scored.points[group, self._by[mentor]].tolist()
                    found.append(choice(mentor, fits, self._floor, price.lost, price.falls))
        return cheapest_first(found)

    def price(self, mentee: MenteeId, mentor: MentorId, progress: Progress) -> Price | None:
        """As `Desk.price`."""
        if self._scored.points[self._at[mentee], self._by[mentor]] == IMPOSSIBLE:
            return None
        if not self._proven:
            return self._again.price(self._at[mentee], mentor, progress)
        return dict(chain.from_iterable(self._weighed(mentee, mentor, progress))).get(mentor)

    def tied(self, progress: Progress) -> None:
        """As `Desk.tied`."""

    def is_tied(self, mentee: MenteeId, progress: Progress) -> bool | None:
        """As `Desk.is_tied`."""
        at = self._at[mentee]
        if self._asked.pinned[at] != NOBODY:
            return False
        if not self._proven:
            return None
        return self._weighing.tied(int(np.flatnonzero(self._asked.free == at)[0]), progress)

    def seat_values(self, progress: Progress) -> None:
        """As `Desk.seat_values`."""

    def _weighed(
        self, mentee: MenteeId, mentor: MentorId | None, progress: Progress
    ) -> Iterator[list[tuple[MentorId, Price | None]]]:
        """What it costs to pin the mentee to every mentor that is possible, or to this one; some at a time."""
        try:
            asked, weighing = self._without_pin(mentee, progress)
        except Problem:
            return  # who pinned them together has to let them go
        at = self._at[mentee]
        if asked.pinned[at] != NOBODY:
            yield [(MentorId(asked.mentors[asked.pinned[at]].id), Price(Lost(), ()))]
            return
        columns = None if mentor is None else np.array([self._by[mentor]])
        row, left = int(np.flatnonzero(asked.free == at)[0]), []
        for some in weighing.weigh(row, columns, progress):
            known = [(MentorId(asked.mentors[column].id), reached) for column, reached in some]
            left += [other for other, reached in known if reached is None]
            yield [(other, self._price_of(asked, reached)) for other, reached in known if reached is not None]
        for other in left:
            yield [(other, self._again.price(at, other, progress))]

    def _without_pin(self, mentee: MenteeId, progress: Progress) -> tuple[Asked, Weighing]:
        """The question if this mentee had no pin, though somebody together with them may; and how it is weighed."""
        at = self._at[mentee]
        if self._asked.pinned[at] == NOBODY:
            return self._asked, self._weighing
        if self._lifted is None or self._lifted[0] != mentee:
            asked = asked_by(pinned(self._scored, at, None), self._rules)
            loose = answer(asked.question, self._rules.policy, progress)
            here = self._assigned[asked.free]
            self._lifted = mentee, asked, Weighing(asked.question, self._rules.policy, loose, here, best=False)
        return self._lifted[1:]

    def _price_of(self, asked: Asked, reached: Reached) -> Price:
        before, after = self._assigned, asked.pinned.copy()
        after[asked.free] = reached.assigned
        mentors = (*(MentorId(one.id) for one in asked.mentors), None)
        moved = np.flatnonzero(before != after).tolist()
        shifts = tuple(Shift(MenteeId(asked.mentees[at].id), mentors[before[at]], mentors[after[at]]) for at in moved)
        return Price(self._scale.loss(asked, before, after), shifts, falling(self._floor, reached.floor))
