"""A plan on the desk: who moves at every change, what it costs, what else there is; at once and exactly.

Where a policy looks at nothing but who is placed and at points (above a floor), the plan lives: questions are paths
(`living_prices`), and changes are followed. Leximin, groups and rivals need a search (`searched`).
"""

from collections.abc import Container, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.engagements import Pair
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.floors import NEVER, UNKNOWN
from growtogether_desktop.pairing.plans.layout import edits_between, lay_out, relaid
from growtogether_desktop.pairing.plans.living import Living, alive, simple
from growtogether_desktop.pairing.plans.living_prices import LivingPrices
from growtogether_desktop.pairing.plans.plan import Basis, Plan, Scored, asked_by, reasons
from growtogether_desktop.pairing.plans.policy import worth_of
from growtogether_desktop.pairing.plans.prices import Choice, Price, SeatValue
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.scale import Scale
from growtogether_desktop.pairing.plans.searched import SearchedPrices, Tell
from growtogether_desktop.pairing.plans.solving_again import price_by_solving
from growtogether_desktop.pairing.plans.waiting import waiting_list
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.edits import Contradiction
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress

FEW = 40
"""So many edits are followed one by one; more, and the plan is solved anew."""
ROOM = 256
"""So many mentees may join before it has to be counted anew how much it weighs that somebody waits."""


class Desk:
    """A plan that can be asked what if, and that follows a roster as it changes. One thread at a time."""

    def __init__(self, plan: Plan) -> None:
        assert plan.basis is not None
        self._take(plan, plan.basis)

    def _take(self, plan: Plan, basis: Basis) -> None:
        self.plan = plan
        self.rules, self.scored, self.asked = basis.rules, basis.scored, basis.asked
        self.floor = basis.found.worth[1] if basis.rules.policy == Policy.FLOOR else 0
        self._assigned = basis.assigned
        self._index()
        self._living: Living | None = None
        self._prices: LivingPrices | SearchedPrices
        if not simple(self.asked, self.rules):
            self._prices = SearchedPrices(plan, basis)
        else:
            scale = Scale(self.rules.policy, self.asked.top, len(self.asked.mentees) + ROOM)
            laid = lay_out(self.asked, scale, self.floor, tuple(self._at), tuple(self._by))
            live = alive(laid, self._assigned)
            self._live_as(Living(self.asked, self.rules.policy, scale, laid, live, self.floor))

    def _live_as(self, living: Living) -> None:
        self._living, self._prices = living, LivingPrices(living, self._price_by_solving)

    def _index(self) -> None:
        self._at = {MenteeId(one.id): at for at, one in enumerate(self.scored.mentees)}
        self._by = {MentorId(one.id): at for at, one in enumerate(self.scored.mentors)}

    # --- asking -----------------------------------------------------------------------------------

    @property
    def people(self) -> Container[str]:
        """Ids of everybody the plan is for."""
        return self._at.keys() | self._by.keys()

    @property
    def lives(self) -> bool:
        """Whether every question is answered at once and changes are followed, however large the cohort is."""
        return self._living is not None

    def fit(self, mentee: MenteeId, mentor: MentorId) -> int:
        """0 to 100, or IMPOSSIBLE."""
        return int(self.scored.points[self._at[mentee], self._by[mentor]])

    def assigned(self) -> Mapping[MenteeId, MentorId]:
        """Who is with whom now."""
        if self._living is not None:
            return self._living.assigned()
        mentees, mentors = tuple(self._at), tuple(self._by)
        return {mentees[at]: mentors[self._assigned[at]] for at in np.flatnonzero(self._assigned != NOBODY).tolist()}

    def choices(
        self, mentee: MenteeId, progress: Progress = lambda done: None, tell: Tell = lambda some: None
    ) -> tuple[Choice, ...] | None:
        """Every other mentor this mentee could go to, the cheapest first; None where that cannot be said exactly.

        Each costs what `price` says. Where it takes a while, `tell` gets those who are known, again and again.
        Raises: whatever `progress` raises.
        """
        if isinstance(self._prices, LivingPrices):
            return self._prices.choices(mentee, progress)
        return self._prices.choices(mentee, progress, tell)

    def price(self, mentee: MenteeId, mentor: MentorId, progress: Progress = lambda done: None) -> Price | None:
        """What pinning the mentee to the mentor does; None where that cannot be. Raises: whatever `progress` raises."""
        return self._prices.price(mentee, mentor, progress)

    def tied(self) -> frozenset[MenteeId]:
        """Mentees who could have another mentor, or one at all, with the plan worth as much."""
        return self._prices.tied() if isinstance(self._prices, LivingPrices) else frozenset()

    def seat_values(self, progress: Progress = lambda done: None) -> Mapping[MentorId, SeatValue]:
        """What one more seat would bring, for mentors where it would bring anything.

        Mentors with fewer seats than they want mentees are left out: they would want one more with it.
        """
        return self._prices.seat_values(progress) if isinstance(self._prices, LivingPrices) else {}

    def every_loss(self, progress: Progress = lambda done: None) -> NDArray[np.int64] | None:
        """(mentees, mentors): what the plan loses by each pair, or IMPOSSIBLE; None for a cohort that is too large.

        `in_points` says what the numbers are. Raises: whatever `progress` raises.
        """
        return self._prices.every_loss(progress) if isinstance(self._prices, LivingPrices) else None

    def runners_up(self) -> Mapping[MenteeId, tuple[MentorId, int]]:
        """For each mentee with a mentor the cheapest other one that lets nobody wait and the lowest fit stand, and
        the loss; empty for a cohort that is too large."""
        return self._prices.runners_up() if isinstance(self._prices, LivingPrices) else {}

    def in_points(self, loss: int) -> tuple[int, int]:
        """A loss of `every_loss` in points, and how many more people wait."""
        assert self._living is not None
        return self._living.scale.told(loss)

    def _price_by_solving(self, mentee: MenteeId, mentor: MentorId, progress: Progress) -> Price | None:
        pin = self._at[mentee], mentor
        return price_by_solving(self.plan, self.scored, self.rules, self.floor, pin, progress)

    # --- following --------------------------------------------------------------------------------

    def follow(self, scored: Scored, rules: Rules) -> Plan | None:
        """The plan after the roster has changed, at once and not proven yet; None where it has to be solved anew.

        Raises: Problem, as `plan_by`.
        """
        living, asked = self._living, asked_by(scored, rules)
        if living is None or rules != self.rules or not simple(asked, rules):
            return None
        scale = living.scale
        if asked.top > scale.top or len(asked.mentees) > scale.most:
            return None
        known = self._floor_of_pin(living, asked)
        if known in (NEVER, UNKNOWN):
            return None
        floor = self.floor if known is None else known
        was = living.laid_at(floor)
        live = living.at_floor(floor, lambda done: None)
        laid = relaid(was, asked, scale, floor)
        edits = edits_between(was, laid)
        wanted = laid.least[: len(was.least)]
        if len(edits) > FEW or (wanted != was.least).any() or laid.least[len(was.least) :].any():
            return None
        waiting = np.count_nonzero(live.assigned == NOBODY)
        try:
            live.do(*edits)
        except (Contradiction, NotOptimal):
            return None
        if self.floor and known is None and np.count_nonzero(live.assigned == NOBODY) > waiting:
            live.undo()  # rather than let somebody wait the policy lowers the floor
            return None
        self.scored, self.asked, self.floor = scored, asked, floor
        self._index()
        self._live_as(Living(asked, rules.policy, scale, laid, live, floor))
        seats = sum(mentor.capacity for mentor in asked.mentors)
        self.plan = self._told(Plan((), (), seats, 0.0))
        return self.plan

    def _floor_of_pin(self, living: Living, asked: Asked) -> int | None:
        """The floor when nothing has changed but one pin, as its price has said; None where more or else has."""
        was = self.asked
        alike = (was.mentors, was.extra, len(was.mentees)) == (asked.mentors, asked.extra, len(asked.mentees))
        if self.rules.policy != Policy.FLOOR or not alike or not np.array_equal(was.points, asked.points):
            return None
        changed = [pair for pair in zip(was.mentees, asked.mentees, strict=True) if pair[0] != pair[1]]
        if len(changed) != 1:
            return None
        ((before, now),) = changed
        if now.pinned_to is None or replace(before, pinned_to=now.pinned_to) != now:
            return None
        try:
            floors = living.floors_of_pins(living.row[MenteeId(now.id)], lambda done: None)
        except NotOptimal:
            return None
        return int(floors[living.column[now.pinned_to]])

    def settle(self, proven: Plan) -> Plan:
        """The proven plan for what the desk has followed; everybody stays where they are if that is as good."""
        basis = proven.basis
        assert basis is not None
        asked, here = basis.asked, self.assigned()
        column = {MentorId(one.id): at for at, one in enumerate(asked.mentors)}
        known = [column.get(here.get(MenteeId(one.id), MentorId("")), NOBODY) for one in asked.mentees]
        free = np.array(known, np.int64)[asked.free]
        as_good = self._living is not None and simple(asked, basis.rules) and _can_be(asked.question, free)
        if as_good and worth_of(asked.question, basis.rules.policy, free) == basis.found.worth:
            basis = replace(basis, found=replace(basis.found, assigned=free))
            before = self.plan
            self._take(proven, basis)
            self.plan = before
            proven = self._told(replace(proven, basis=basis))
        else:
            self._take(proven, basis)
        self.plan = proven
        return proven

    def _told(self, plan: Plan) -> Plan:
        """The plan with everybody where they are now; pairs that stay are taken over."""
        asked, here = self.asked, self.assigned()
        known = {pair.mentee: pair for pair in self.plan.pairs}
        assigned = np.full(len(asked.mentees), NOBODY)
        pairs, runners_up = [], []
        for mentee, at in self._at.items():
            if (mentor := here.get(mentee)) is None:
                continue
            assigned[at] = column = self._by[mentor]
            fit = int(asked.points[at, column])
            pair = known.get(mentee)
            if pair is None or (pair.mentor, pair.fit) != (mentor, fit):
                pair = Pair(mentor, mentee, fit, reasons(self.scored.scoring, at, column))
            pairs.append(pair)
            runners_up.append(self._second_best(at, column))
        unplaced = waiting_list(self.scored.barriers, asked, assigned)
        besides = asked.besides(assigned)
        return replace(plan, pairs=tuple(pairs), unplaced=unplaced, runners_up=tuple(runners_up), besides=besides)

    def _second_best(self, at: int, column: int) -> MentorId | None:
        others = self.asked.points[at].copy()
        others[column] = IMPOSSIBLE
        second = int(others.argmax())
        return MentorId(self.asked.mentors[second].id) if others[second] != IMPOSSIBLE else None


def _can_be(question: Question, assigned: NDArray[np.int64]) -> bool:
    """Whether everybody's place is possible, and nobody has more than their seats or less than they want."""
    placed = np.flatnonzero(assigned != NOBODY)
    taken = np.bincount(assigned[placed], minlength=len(question.seats))
    within = (question.least <= taken) & (taken <= question.seats)
    return bool(question.possible[placed, assigned[placed]].all() and within.all())
