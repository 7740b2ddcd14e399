"""A plan on the desk: who moves at every change, what it costs, what else there is; at once and exactly.

Where nobody minds with whom they are, the plan lives: questions are paths (`living_prices`), and changes are followed.
Groups and rivals need a search (`searched`).
"""

from collections.abc import Callable, Container, Mapping
from copy import copy
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.engagements import Pair
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.floors import NEVER, UNKNOWN
from growtogether_desktop.pairing.plans.layout import edits_between, lay_out, relaid
from growtogether_desktop.pairing.plans.living import Living, alive, simple
from growtogether_desktop.pairing.plans.living_prices import EveryPin, LivingPrices
from growtogether_desktop.pairing.plans.plan import Basis, Plan, Scored, asked_by, reasons
from growtogether_desktop.pairing.plans.policy import worth_of
from growtogether_desktop.pairing.plans.prices import Brief, Choice, Price, SeatValue
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.scale import Scale
from growtogether_desktop.pairing.plans.searched import SearchedPrices, Tell
from growtogether_desktop.pairing.plans.solving_again import SolvingAgain
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

    def __init__(self, plan: Plan, progress: Progress = lambda done: None) -> None:
        """Raises: whatever `progress` raises."""
        assert plan.basis is not None
        self._take(plan, plan.basis, progress)

    def _take(self, plan: Plan, basis: Basis, progress: Progress) -> None:
        """All is made ready before anything is another: whoever ends it half-way is left with what there was."""
        asked, policy = basis.asked, basis.rules.policy
        floor = basis.found.worth[1] if policy == Policy.FLOOR else 0
        scale = Scale(policy, asked.top, len(asked.mentees) + ROOM)
        again = SolvingAgain(plan, asked, basis.scored, basis.rules, floor, scale)
        living: Living | None = None
        prices: LivingPrices | SearchedPrices = SearchedPrices(basis, again)
        if simple(asked):
            ids = tuple(MenteeId(one.id) for one in asked.mentees), tuple(MentorId(one.id) for one in asked.mentors)
            laid = lay_out(asked, scale, floor, *ids)
            living = Living(asked, policy, scale, laid, alive(laid, scale, basis.assigned, progress), floor)
            prices = LivingPrices(living, again)
        self.plan = plan
        self.rules, self.scored, self.asked, self.floor = basis.rules, basis.scored, asked, floor
        self._assigned = basis.assigned
        self._index()
        self._again = again
        self._living, self._prices = living, prices

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

    def tied(self, progress: Progress = lambda done: None) -> frozenset[MenteeId] | None:
        """Mentees who could have another mentor, or one at all, with the plan worth as much; None where that takes
        `is_tied` for each. Raises: whatever `progress` raises."""
        return self._prices.tied(progress)

    def is_tied(self, mentee: MenteeId, progress: Progress = lambda done: None) -> bool | None:
        """Whether this one could; None where nobody can say. Raises: whatever `progress` raises."""
        if isinstance(self._prices, LivingPrices):
            return mentee in self._prices.tied(progress)
        return self._prices.is_tied(mentee, progress)

    def seat_values(self, progress: Progress = lambda done: None) -> Mapping[MentorId, SeatValue] | None:
        """What one more seat would bring, for mentors where it would bring anything; None where that takes
        `seat_value` for each.

        Mentors with fewer seats than they want mentees are left out: they would want one more with it.
        Raises: whatever `progress` raises.
        """
        return self._prices.seat_values(progress)

    def seat_value(self, mentor: MentorId, progress: Progress = lambda done: None) -> SeatValue | None:
        """What one more seat with this mentor would bring; None where there would be no plan at all.

        Raises: whatever `progress` raises.
        """
        return self._again.seat(self._by[mentor], progress)

    def every_pin(self, progress: Progress = lambda done: None) -> EveryPin | None:
        """What every pair would cost, looked up at once; None for a cohort that is too large, and where that takes
        `choices` for each mentee. Raises: whatever `progress` raises."""
        return self._prices.every_pin(progress) if isinstance(self._prices, LivingPrices) else None

    def runners_up(self, progress: Progress = lambda done: None) -> Mapping[MenteeId, Choice | None]:
        """For mentees with a mentor the cheapest other one that lets nobody wait and the lowest fit stand, or None.

        Whoever is left out takes `choices`: all where the cohort is too large or has wishes to be together or apart.
        Raises: whatever `progress` raises.
        """
        return self._prices.runners_up(progress) if isinstance(self._prices, LivingPrices) else {}

    # --- following --------------------------------------------------------------------------------

    def follow(self, scored: Scored, rules: Rules) -> Plan | None:
        """The plan after the roster has changed, at once and not proven yet; None where it has to be solved anew.

        Raises: Problem, as `plan_by`.
        """
        if self._follow(scored, rules) is None or (living := self._living) is None:
            return None
        seats = sum(mentor.capacity for mentor in self.asked.mentors)
        self.plan = self._told(Plan((), (), seats, 0.0))
        self._again = SolvingAgain(self.plan, self.asked, scored, rules, self.floor, living.scale)
        self._prices = LivingPrices(living, self._again)
        return self.plan

    def foresee(self, scored: Scored, rules: Rules, solve: Callable[[], Plan] | None = None) -> Brief | None:
        """The plan that there would be once the roster is this one, followed and proven.

        None where only solving tells and nobody says how to, or that proves nothing. The desk stays as it is, but only
        once this has returned.

        Raises: Problem, as `plan_by`; whatever `solve` raises.
        """
        trial = copy(self)
        certain = trial._follow(scored, rules)
        followed = trial._living if certain is not None else None
        try:
            if certain is None or not certain():
                proven = solve() if solve is not None else None
                if proven is None or not proven.proven or proven.basis is None:
                    return None
                return Brief.of(trial.settle(proven), trial.floor)
            return trial._brief()
        finally:
            if followed is not None:
                followed.live.undo()

    def _follow(self, scored: Scored, rules: Rules) -> Callable[[], bool] | None:
        """Follow, and say how to find out whether the proof can find nothing better; None where it has to be solved."""
        living, asked = self._living, asked_by(scored, rules)
        if living is None or rules != self.rules or not simple(asked):
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
        edits = edits_between(was, laid, scale)
        wanted = laid.least[: len(was.least)]
        if len(edits) > FEW or (wanted != was.least).any() or laid.least[len(was.least) :].any():
            return None
        waiting = np.count_nonzero(live.assigned == NOBODY)
        try:
            live.do(*edits)
        except (Contradiction, NotOptimal):
            return None
        now = Living(asked, rules.policy, scale, laid, live, floor)
        certain = cache(lambda: known is not None or living.keeps_floor(edits, now))
        if self.floor and np.count_nonzero(live.assigned == NOBODY) > waiting and not certain():
            live.undo()  # rather than let somebody wait the policy lowers the floor
            return None
        self.scored, self.asked, self.floor = scored, asked, floor
        self._index()
        self._living = now
        return certain

    def _brief(self) -> Brief:
        """Without the reasons of whoever waits, for which one would have to look at everybody."""
        here, assigned = self.assigned(), np.full(len(self.asked.mentees), NOBODY)
        rows = [self._at[mentee] for mentee in here]
        assigned[rows] = [self._by[mentor] for mentor in here.values()]
        fits = self.asked.points[rows, assigned[rows]].tolist()
        return Brief(here, fits, self.asked.besides(assigned), len(assigned) - len(here), self.floor)

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

    def settle(self, proven: Plan, progress: Progress = lambda done: None) -> Plan:
        """The proven plan for what the desk has followed; everybody stays where they are if that is as good.

        Raises: whatever `progress` raises, and then the desk is as it was.
        """
        basis = proven.basis
        assert basis is not None
        asked, here = basis.asked, self.assigned()
        column = {MentorId(one.id): at for at, one in enumerate(asked.mentors)}
        known = [column.get(here.get(MenteeId(one.id), MentorId("")), NOBODY) for one in asked.mentees]
        free = np.array(known, np.int64)[asked.free]
        as_good = self._living is not None and simple(asked) and _can_be(asked.question, free)
        if as_good and worth_of(asked.question, basis.rules.policy, free) == basis.found.worth:
            basis = replace(basis, found=replace(basis.found, assigned=free))
            before = self.plan
            self._take(replace(proven, basis=basis, pairs=before.pairs), basis, progress)
            proven = self._told(replace(proven, basis=basis))
            self.plan = proven
            self._again = replace(self._again, plan=proven)
            if self._living is not None:
                self._prices = LivingPrices(self._living, self._again)
        else:
            self._take(proven, basis, progress)
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
