"""A plan on the desk: who moves at every change, what it costs, what else there is; at once and exactly.

Where a policy looks at nothing but who is placed and at points (above a floor), every question is a
shortest path (see `solving.losses`, `solving.edits`, and `floors` for how high the floor is afterwards).
Leximin, groups and rivals need a search: see `weighing`.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.engagements import Pair
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.floors import NEVER, UNKNOWN, FloorPrices, Ground
from growtogether_desktop.pairing.plans.layout import edits_between, lay_out, relaid, spread
from growtogether_desktop.pairing.plans.plan import Basis, Plan, Scored, asked_by, plan_by, reasons
from growtogether_desktop.pairing.plans.policy import NO_PAIRS, answer, points_from, worth_of
from growtogether_desktop.pairing.plans.prices import Choice, Price, SeatValue, Shift, more_waiting, shifts_between
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.scale import Scale
from growtogether_desktop.pairing.plans.waiting import waiting_list
from growtogether_desktop.pairing.plans.weighing import Reached, Weighing
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.edits import Contradiction, Edit, Live, Pin, RowChanges, Unpin
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Progress
from growtogether_desktop.pairing.solving.losses import UNREACHABLE

FEW = 40
"""So many edits are followed one by one; more, and the plan is solved anew."""
ALL_LOSSES = 260
"""With so many mentors at most, the loss of every pair is worked out beforehand."""
ROOM = 256
"""So many mentees may join before it has to be counted anew how much it weighs that somebody waits."""

Tell = Callable[[tuple[Choice, ...]], None]


class Desk:
    """A plan that can be asked what if, and that follows a roster as it changes. One thread at a time."""

    def __init__(self, plan: Plan) -> None:
        assert plan.basis is not None
        self._take(plan, plan.basis)

    def _take(self, plan: Plan, basis: Basis) -> None:
        self.plan = plan
        self.rules, self.scored, self.asked = basis.rules, basis.scored, basis.asked
        self.floor = basis.found.worth[1] if basis.rules.policy == Policy.FLOOR else 0
        self._scale = Scale(self.rules.policy, self.asked.top, len(self.scored.mentees) + ROOM)
        mentees = tuple(MenteeId(one.id) for one in self.scored.mentees)
        mentors = tuple(MentorId(one.id) for one in self.scored.mentors)
        self._laid = lay_out(self.asked, self._scale, self.floor, mentees, mentors)
        self._index()
        self._assigned = basis.assigned
        self._live = self._alive(self.floor, self._assigned) if _is_simple(self.asked, self.rules) else None
        found = basis.found
        self._weighing = Weighing(self.asked.question, self.rules.policy, found.loose, found.assigned, found.proven)
        self._lifted: tuple[MenteeId, Asked, Weighing] | None = None

    def _alive(self, floor: int, assigned: NDArray[np.int64]) -> Live:
        """A plan that is the best from this floor up, ready to be asked. Raises: NotOptimal, if it is not."""
        laid = self._laid
        if floor != self.floor:
            laid = lay_out(self.asked, self._scale, floor, laid.mentees, laid.mentors)
        instance = Instance(laid.scores, laid.seats, laid.waiting)
        return Live(instance, assigned, laid.pins != NOBODY, laid.least)

    def _index(self) -> None:
        """Where people stand in the live plan, and where in the table of points."""
        self._row = {id: row for row, id in enumerate(self._laid.mentees)}
        self._column = {id: column for column, id in enumerate(self._laid.mentors)}
        self._at = {MenteeId(one.id): at for at, one in enumerate(self.scored.mentees)}
        self._by = {MentorId(one.id): at for at, one in enumerate(self.scored.mentors)}
        self._floors: FloorPrices | None = None
        self._other_floors: dict[int, Live] = {}

    # --- asking -----------------------------------------------------------------------------------

    @property
    def people(self) -> Container[str]:
        """Ids of everybody the plan is for."""
        return self._at.keys() | self._by.keys()

    @property
    def lives(self) -> bool:
        """Whether every question is answered at once and changes are followed, however large the cohort is."""
        return self._live is not None

    def fit(self, mentee: MenteeId, mentor: MentorId) -> int:
        """0 to 100, or IMPOSSIBLE."""
        return int(self.scored.points[self._at[mentee], self._by[mentor]])

    def assigned(self) -> Mapping[MenteeId, MentorId]:
        """Who is with whom now."""
        assigned = self._assigned if self._live is None else self._live.assigned
        placed = np.flatnonzero(assigned >= 0).tolist()
        return {self._laid.mentees[row]: self._laid.mentors[assigned[row]] for row in placed}

    def choices(
        self, mentee: MenteeId, progress: Progress = lambda done: None, tell: Tell = lambda some: None
    ) -> tuple[Choice, ...] | None:
        """Every other mentor this mentee could go to, the cheapest first; None where that cannot be said exactly.

        Each costs what `price` says. Where it takes a while, `tell` gets those who are known, again and again.
        Raises: whatever `progress` raises.
        """
        if self._live is None:
            return self._choices_by_weighing(mentee, progress, tell)
        live, row, worth = self._live, self._row[mentee], self._worth_of(mentee)
        try:
            floors = self._floors_of_pins(row, progress)
        except NotOptimal:
            return None  # somebody could be placed by a lower floor, which the proof will find
        here, counted = int(live.assigned[row]), self._scale.pairs(worth)
        found = []
        for floor in np.unique(floors[(worth != IMPOSSIBLE) & (floors != NEVER)]).tolist():
            columns = np.flatnonzero((floors == floor) & (worth != IMPOSSIBLE))
            others = None if floor == UNKNOWN else self._at_floor(live, floor, progress).what_if.others(row)
            for column in columns[columns != here].tolist():
                if others is None:
                    if (price := self._price_by_solving(mentee, self._laid.mentors[column], progress)) is not None:
                        found.append(self._choice(mentee, column, -price.gain, price.waits, price.falls))
                elif others[column] != UNREACHABLE:
                    loss = self._scale.told(live.total - int(others[column] + counted[column]))
                    found.append(self._choice(mentee, column, *loss, self._falls(floor)))
        return _cheapest_first(found)

    def price(self, mentee: MenteeId, mentor: MentorId, progress: Progress = lambda done: None) -> Price | None:
        """What pinning the mentee to the mentor does; None where that cannot be. Raises: whatever `progress` raises."""
        if self._live is None:
            return self._price_by_weighing(mentee, mentor, progress)
        row, column = self._row[mentee], self._column[mentor]
        try:
            floor = int(self._floors_of_pins(row, progress)[column])
        except NotOptimal:
            floor = UNKNOWN
        worth = self._scale.pairs(self._worth_of(mentee))
        if worth[column] == IMPOSSIBLE or floor == NEVER:
            return None
        if floor == UNKNOWN:
            return self._price_by_solving(mentee, mentor, progress)
        here, total = self._live.assigned, self._live.total
        live = self._at_floor(self._live, floor, progress)
        lifted: tuple[Edit, ...] = (Unpin(row),) if live.pinned[row] else ()
        only = np.where(np.arange(len(worth)) == column, worth, IMPOSSIBLE)
        try:
            live.do(*lifted, RowChanges(row, only, int(self._laid.waiting[row])), Pin(row, column))
        except Contradiction:
            return None
        shifts, loss = self._shifts(here, live.assigned), total - live.total
        live.undo()
        return Price(-self._scale.told(loss)[0], more_waiting(shifts), shifts, self._falls(floor))

    def tied(self) -> frozenset[MenteeId]:
        """Mentees who could have another mentor, or one at all, with the plan worth as much."""
        if self._live is None:
            return frozenset()
        return frozenset(self._laid.mentees[row] for row in np.flatnonzero(self._live.what_if.equally_good()).tolist())

    def seat_values(self, progress: Progress = lambda done: None) -> Mapping[MentorId, SeatValue]:
        """What one more seat would bring, for mentors where it would bring anything.

        Mentors with fewer seats than they want mentees are left out: they would want one more with it.
        """
        live = self._live
        if live is None:
            return {}
        try:
            floors = self._floors_of_seats(progress)
        except NotOptimal:
            return {}
        gains = np.zeros(len(floors), np.int64)
        for floor in np.unique(floors).tolist():
            totals = self._at_floor(live, floor, progress).what_if.with_a_seat()
            gains[floors == floor] = totals[floors == floor] - live.total
        found = {}
        wanting = {mentor.id for mentor in self.asked.mentors if mentor.least > mentor.capacity}
        for column in np.flatnonzero(gains).tolist():
            if self._laid.mentors[column] in wanting:
                continue
            points, waits = self._scale.told(-int(gains[column]))
            if waits < 0 or (waits == 0 and points < 0):
                found[self._laid.mentors[column]] = SeatValue(-points, -waits)
        return found

    def every_loss(self, progress: Progress = lambda done: None) -> NDArray[np.int64] | None:
        """(mentees, mentors): what the plan loses by each pair, or IMPOSSIBLE; None for a cohort that is too large.

        `in_points` says what the numbers are. Raises: whatever `progress` raises.
        """
        if (every := self._every_floor(progress)) is None or self._live is None:
            return None
        floors, worth = every
        losses = np.full(floors.shape, IMPOSSIBLE, np.int64)
        if (floors == UNKNOWN).any():
            return None
        for floor in np.unique(floors[floors != NEVER]).tolist():
            others = self._at_floor(self._live, floor, progress).what_if.every_others()
            there = (floors == floor) & (others != UNREACHABLE)
            losses[there] = self._live.total - (others + worth)[there]
        return self._of_people(losses)

    def runners_up(self) -> Mapping[MenteeId, tuple[MentorId, int]]:
        """For each mentee with a mentor the cheapest other one that lets nobody wait and the lowest fit stand, and
        the loss; empty for a cohort that is too large."""
        if (every := self._every_floor(lambda done: None)) is None or self._live is None:
            return {}
        floors, worth = every
        dear = self._scale.one
        others = self._live.what_if.every_others()
        stands = (floors == self.floor) & (others != UNREACHABLE)
        losses = np.where(stands, self._live.total - (others + worth), dear)
        assigned = self._live.assigned
        placed = np.flatnonzero(assigned >= 0)
        losses[placed, assigned[placed]] = dear
        cheapest = losses.argmin(axis=1)
        found = {}
        for row in placed.tolist():
            points, waits = self._scale.told(int(losses[row, cheapest[row]]))
            if losses[row, cheapest[row]] < dear // 2 and not waits:
                found[self._laid.mentees[row]] = self._laid.mentors[cheapest[row]], points
        return found

    def in_points(self, loss: int) -> tuple[int, int]:
        """A loss in points, and how many more people wait."""
        return self._scale.told(loss)

    # --- following --------------------------------------------------------------------------------

    def follow(self, scored: Scored, rules: Rules) -> Plan | None:
        """The plan after the roster has changed, at once and not proven yet; None where it has to be solved anew.

        Raises: Problem, as `plan_by`.
        """
        live, asked = self._live, asked_by(scored, rules)
        if live is None or rules != self.rules or not _is_simple(asked, rules):
            return None
        if asked.top > self._scale.top or len(asked.mentees) > self._scale.most:
            return None
        known = self._floor_of_pin(asked)
        if known in (NEVER, UNKNOWN):
            return None
        floor = self.floor if known is None else known
        live = self._at_floor(live, floor, lambda done: None)
        was = self._laid
        if floor != self.floor:
            was = lay_out(self.asked, self._scale, floor, was.mentees, was.mentors)
        laid = relaid(was, asked, self._scale, floor)
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
        self.scored, self.asked, self._laid, self._live, self.floor = scored, asked, laid, live, floor
        self._index()
        seats = sum(mentor.capacity for mentor in asked.mentors)
        self.plan = self._told(Plan((), (), seats, 0.0))
        return self.plan

    def _floor_of_pin(self, asked: Asked) -> int | None:
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
            floors = self._floors_of_pins(self._row[MenteeId(now.id)], lambda done: None)
        except NotOptimal:
            return None
        return int(floors[self._column[now.pinned_to]])

    def settle(self, proven: Plan) -> Plan:
        """The proven plan for what the desk has followed; everybody stays where they are if that is as good."""
        basis = proven.basis
        assert basis is not None
        asked, here = basis.asked, self.assigned()
        column = {MentorId(one.id): at for at, one in enumerate(asked.mentors)}
        known = [column.get(here.get(MenteeId(one.id), MentorId("")), NOBODY) for one in asked.mentees]
        free = np.array(known, np.int64)[asked.free]
        as_good = self._live is not None and _is_simple(asked, basis.rules) and _can_be(asked.question, free)
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

    # --- floors -----------------------------------------------------------------------------------

    def _floors_of_pins(self, row: int, progress: Progress) -> NDArray[np.int64]:
        if self.rules.policy != Policy.FLOOR:
            return np.zeros(len(self._laid.mentors), np.int64)
        return self._floor_prices().pins(row, progress)

    def _floors_of_seats(self, progress: Progress) -> NDArray[np.int64]:
        if self.rules.policy != Policy.FLOOR:
            return np.zeros(len(self._laid.mentors), np.int64)
        return self._floor_prices().seats(progress)

    def _every_floor(self, progress: Progress) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """(rows, columns) of the live plan: the floor with each pair, or NEVER, and what the pair itself is worth."""
        laid, asked = self._laid, self.asked
        if self._live is None or len(laid.mentors) > ALL_LOSSES:
            return None
        worth = spread(asked, self._scale.pairs(asked.worth), laid.mentees, laid.mentors).astype(np.int64)
        floors = np.zeros(worth.shape, np.int64)
        if self.rules.policy == Policy.FLOOR:
            try:
                floors = self._floor_prices().every_pin(progress)
            except NotOptimal:
                return None
        floors[worth == IMPOSSIBLE] = NEVER
        return floors, worth

    def _floor_prices(self) -> FloorPrices:
        """Raises: NotOptimal, where the plan has been followed and somebody could be placed by a lower floor."""
        if self._floors is None:
            assert self._live is not None
            laid, question = self._laid, self.asked.question
            levels = np.full(self.asked.points.shape, IMPOSSIBLE, np.int8)
            levels[self.asked.free] = question.levels
            everybody = spread(self.asked, levels, laid.mentees, laid.mentors)
            waiting = laid.waiting // self._scale.one
            ground = Ground(
                self.floor, everybody, waiting, laid.seats, laid.least, self._live.assigned, self._live.pinned
            )
            self._floors = FloorPrices(ground)
        return self._floors

    def _at_floor(self, live: Live, floor: int, progress: Progress) -> Live:
        """The best plan from this floor up, with whoever is pinned now, ready to be asked."""
        if floor == self.floor or self.rules.policy != Policy.FLOOR:
            return live
        if floor not in self._other_floors:
            here = self._assigned_of_asked(live)
            free = self.asked.free
            here[free] = points_from(self.asked.question, floor, here[free], progress)
            self._other_floors[floor] = self._alive(floor, self._laid_out(here))
        return self._other_floors[floor]

    def _falls(self, floor: int) -> int:
        return self.floor - floor if NO_PAIRS not in (floor, self.floor) else 0

    # --- inside -----------------------------------------------------------------------------------

    def _assigned_of_asked(self, live: Live) -> NDArray[np.int64]:
        """(mentees,): as the live plan has them, by the columns of what was asked."""
        by = np.array([self._by.get(id, NOBODY) for id in self._laid.mentors] + [NOBODY], np.int64)
        rows = [self._row[mentee] for mentee in self._at]
        return np.where(live.assigned[rows] >= 0, by[live.assigned[rows]], NOBODY)

    def _laid_out(self, assigned: NDArray[np.int64]) -> NDArray[np.int64]:
        """(rows,): the other way round; whoever has left is absent."""
        assert self._live is not None
        column = np.array([self._column[mentor] for mentor in self._by] + [NOBODY], np.int64)
        laid = self._live.assigned
        laid[[self._row[mentee] for mentee in self._at]] = column[assigned]
        return laid

    def _of_people(self, laid: NDArray[np.int64]) -> NDArray[np.int64]:
        """(mentees, mentors) of a table of the live plan."""
        rows = [self._row[mentee] for mentee in self._at]
        columns = [self._column[mentor] for mentor in self._by]
        return laid[np.ix_(rows, columns)]

    def _worth_of(self, mentee: MenteeId) -> NDArray[np.int64]:
        """(columns,): what each mentor is worth to the mentee, below the floor too; or IMPOSSIBLE."""
        worth = np.full(len(self._laid.mentors), IMPOSSIBLE, np.int64)
        worth[[self._column[mentor] for mentor in self._by]] = self.asked.worth[self._at[mentee]]
        return worth

    def _choice(self, mentee: MenteeId, column: int, loss: int, waits: int, falls: int) -> Choice:
        mentor = self._laid.mentors[column]
        fit = self.fit(mentee, mentor)
        return Choice(mentor, fit, loss, waits, self.floor < NO_PAIRS and fit < self.floor, falls)

    def _shifts(self, before: NDArray[np.int64], after: NDArray[np.int64]) -> tuple[Shift, ...]:
        mentors = (*self._laid.mentors, None)
        rows = np.flatnonzero(before != after).tolist()
        return tuple(Shift(self._laid.mentees[row], mentors[before[row]], mentors[after[row]]) for row in rows)

    def _price_by_solving(self, mentee: MenteeId, mentor: MentorId, progress: Progress) -> Price | None:
        if self.fit(mentee, mentor) == IMPOSSIBLE:
            return None
        try:
            after = plan_by(_pinned(self.scored, self._at[mentee], mentor), self.rules, progress)
        except Problem:
            return None
        shifts = shifts_between(self.plan, after)
        gain = after.total - self.plan.total
        if self.rules.policy != Policy.LEXIMIN:
            gain += after.besides - self.plan.besides
        assert after.basis is not None
        falls = self._falls(after.basis.found.worth[1]) if self.rules.policy == Policy.FLOOR else 0
        return Price(gain, more_waiting(shifts), shifts, falls)

    def _price_by_weighing(self, mentee: MenteeId, mentor: MentorId, progress: Progress) -> Price | None:
        if not self.plan.proven:
            return self._price_by_solving(mentee, mentor, progress)
        return dict(chain.from_iterable(self._weighed(mentee, mentor, progress))).get(mentor)

    def _choices_by_weighing(self, mentee: MenteeId, progress: Progress, tell: Tell) -> tuple[Choice, ...] | None:
        if not self.plan.proven:
            return None
        here = self.assigned().get(mentee)
        found: list[Choice] = []
        for some in self._weighed(mentee, None, progress):
            if found:
                tell(_cheapest_first(found))
            for mentor, price in some:
                if mentor != here and price is not None:
                    found.append(self._choice(mentee, self._column[mentor], -price.gain, price.waits, price.falls))
        return _cheapest_first(found)

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
            yield [(MentorId(asked.mentors[asked.pinned[at]].id), Price(0, 0, ()))]
            return
        columns = None if mentor is None else np.array([self._by[mentor]])
        row, left = int(np.flatnonzero(asked.free == at)[0]), []
        for some in weighing.weigh(row, columns, progress):
            known = [(MentorId(asked.mentors[column].id), reached) for column, reached in some]
            left += [other for other, reached in known if reached is None]
            yield [(other, self._price_of(asked, reached)) for other, reached in known if reached is not None]
        for other in left:
            yield [(other, self._price_by_solving(mentee, other, progress))]

    def _without_pin(self, mentee: MenteeId, progress: Progress) -> tuple[Asked, Weighing]:
        """The question if this mentee had no pin, though somebody together with them may; and how it is weighed."""
        at = self._at[mentee]
        if self.asked.pinned[at] == NOBODY:
            return self.asked, self._weighing
        if self._lifted is None or self._lifted[0] != mentee:
            asked = asked_by(_pinned(self.scored, at, None), self.rules)
            loose = answer(asked.question, self.rules.policy, progress)
            here = self._assigned[asked.free]
            self._lifted = mentee, asked, Weighing(asked.question, self.rules.policy, loose, here, best=False)
        return self._lifted[1:]

    def _price_of(self, asked: Asked, reached: Reached) -> Price:
        before, after = self._assigned, asked.pinned.copy()
        after[asked.free] = reached.assigned
        worth = asked.points if self.rules.policy == Policy.LEXIMIN else asked.worth
        gain, shifts = 0, []
        for at in np.flatnonzero(before != after).tolist():
            was, now = (None if column == NOBODY else column for column in (int(before[at]), int(after[at])))
            gain += 0 if now is None else int(worth[at, now])
            gain -= 0 if was is None else int(worth[at, was])
            them = (None if column is None else MentorId(asked.mentors[column].id) for column in (was, now))
            shifts.append(Shift(MenteeId(asked.mentees[at].id), *them))
        return Price(gain, more_waiting(tuple(shifts)), tuple(shifts), self._falls(reached.floor))


def _cheapest_first(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda one: one.dearness))


def _pinned(scored: Scored, row: int, mentor: MentorId | None) -> Scored:
    mentee = replace(scored.mentees[row], pinned_to=mentor)
    return replace(scored, scoring=scored.scoring.with_mentee(row, mentee))


def _is_simple(asked: Asked, rules: Rules) -> bool:
    """Whether only points count, and who is placed."""
    return rules.policy != Policy.LEXIMIN and not (asked.groups or asked.rivals)


def _can_be(question: Question, assigned: NDArray[np.int64]) -> bool:
    """Whether everybody's place is possible, and nobody has more than their seats or less than they want."""
    placed = np.flatnonzero(assigned != NOBODY)
    taken = np.bincount(assigned[placed], minlength=len(question.seats))
    within = (question.least <= taken) & (taken <= question.seats)
    return bool(question.possible[placed, assigned[placed]].all() and within.all())
