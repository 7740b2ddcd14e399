"""A plan on the desk: who moves at every change, what it costs, what else there is; at once and exactly.

Where a policy looks at nothing but who is placed and at points (above a floor), every question is a
shortest path (see `solving.losses` and `solving.edits`). Leximin, least numbers, groups and rivals need
the whole search: then a small cohort is solved again for every question, and of a large one it stays open.
"""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Mentee, Mentor, Policy, Rules
from growtogether_desktop.domain.engagements import Pair
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.plan import Basis, Plan, Scored, Situation, asked_by, plan_by, reasons, score
from growtogether_desktop.pairing.plans.policy import worth_of
from growtogether_desktop.pairing.plans.question import Question, weights
from growtogether_desktop.pairing.plans.waiting import waiting_list
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.certificate import NotOptimal
from growtogether_desktop.pairing.solving.edits import (
    ColumnChanges,
    ColumnJoins,
    Contradiction,
    Edit,
    Live,
    Pin,
    RowChanges,
    RowJoins,
    RowLeaves,
    Seats,
    Unpin,
)
from growtogether_desktop.pairing.solving.exchanges import Move
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Instance, Progress

FEW = 40
"""So many edits are followed one by one; more, and the plan is solved anew."""
ALL_LOSSES = 260
"""With so many mentors at most, the loss of every pair is worked out beforehand."""
SOLVED_AGAIN = 200_000
"""So many possible pairs at most are solved anew for one question."""
BEST = 8
"""Where questions are answered by solving anew, so many mentors are asked about: those who fit best."""
ROOM = 256
"""So many mentees may join before it has to be counted anew how much it weighs that somebody waits."""

_GONE = MenteeId("")


@dataclass(frozen=True, slots=True)
class Shift:
    """One mentee goes from one mentor to another; None is the waiting list, or not to be there."""

    mentee: MenteeId
    before: MentorId | None
    after: MentorId | None


@dataclass(frozen=True, slots=True)
class Price:
    """What a change does to the plan."""

    gain: int
    """Points more; mostly below 0."""
    waits: int
    """So many more mentees wait."""
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the plan would lose if a mentee went to this mentor."""

    mentor: MentorId
    fit: int
    loss: int
    waits: int = 0
    """So many more mentees would wait."""
    below: bool = False
    """The fit is below the floor of the plan."""


@dataclass(frozen=True, slots=True)
class SeatValue:
    """What one more seat would bring."""

    points: int
    placed: int
    """So many more mentees would have a mentor."""


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """A roster in the order of the live plan: whoever came later stands last, whoever has left keeps a place."""

    mentees: tuple[MenteeId, ...]
    """By row; _GONE where somebody has left."""
    mentors: tuple[MentorId, ...]
    scores: NDArray[np.int16]
    waiting: NDArray[np.int64]
    seats: NDArray[np.int64]
    pins: NDArray[np.int64]
    """(rows,): a column, or NOBODY."""


class Desk:
    """A plan that can be asked what if, and that follows a roster as it changes. One thread at a time."""

    def __init__(self, plan: Plan) -> None:
        assert plan.basis is not None
        self._take(plan, plan.basis)

    def _take(self, plan: Plan, basis: Basis) -> None:
        self.plan = plan
        self.rules, self.scored, self.asked = basis.rules, basis.scored, basis.asked
        self.floor = _floor(basis)
        self._top = self.asked.question.top
        self._most = len(self.scored.mentees) + ROOM
        self._one = self._top * self._most + 1
        mentees = tuple(MenteeId(one.id) for one in self.scored.mentees)
        self._laid = self._lay_out(self.asked, mentees, tuple(MentorId(one.id) for one in self.scored.mentors))
        self._index()
        self._assigned = basis.assigned
        self._live: Live | None = None
        if _is_simple(self.asked, self.rules):
            instance = Instance(self._laid.scores, self._laid.seats, self._laid.waiting)
            self._live = Live(instance, self._assigned, self.asked.pinned != NOBODY)

    def _index(self) -> None:
        """Where people stand in the live plan, and where in the table of points."""
        self._row = {id: row for row, id in enumerate(self._laid.mentees)}
        self._column = {id: column for column, id in enumerate(self._laid.mentors)}
        self._at = {MenteeId(one.id): at for at, one in enumerate(self.scored.mentees)}
        self._by = {MentorId(one.id): at for at, one in enumerate(self.scored.mentors)}

    # --- asking -----------------------------------------------------------------------------------

    @property
    def people(self) -> Container[str]:
        """Ids of everybody the plan is for."""
        return self._at.keys() | self._by.keys()

    @property
    def lives(self) -> bool:
        """Whether every question is answered at once, however large the cohort is."""
        return self._live is not None

    def fit(self, mentee: MenteeId, mentor: MentorId) -> int:
        """0 to 100, or IMPOSSIBLE."""
        return int(self.scored.points[self._at[mentee], self._by[mentor]])

    def assigned(self) -> Mapping[MenteeId, MentorId]:
        """Who is with whom now."""
        assigned = self._assigned if self._live is None else self._live.assigned
        placed = np.flatnonzero(assigned >= 0).tolist()
        return {self._laid.mentees[row]: self._laid.mentors[assigned[row]] for row in placed}

    def choices(self, mentee: MenteeId, progress: Progress = lambda done: None) -> tuple[Choice, ...] | None:
        """Every other mentor this mentee could go to, the cheapest first; None where that would take too long.

        Raises: whatever `progress` raises.
        """
        if self._live is None:
            return self._choices_by_solving(mentee, progress)
        points, found = self.scored.points[self._at[mentee]], []
        for column, loss in self._losses(self._live, mentee).items():
            mentor = self._laid.mentors[column]
            fit = int(points[self._by[mentor]])
            found.append(Choice(mentor, fit, *self.in_points(loss), below=fit < self.floor))
        found.sort(key=_dearness)
        if self.floor:  # rather than let somebody wait the policy lowers the floor
            lowered = [at for at, one in enumerate(found) if one.waits > 0][:BEST]
            for at in lowered:
                progress(0.0)
                if (price := self._price_by_solving(mentee, found[at].mentor)) is not None:
                    found[at] = replace(found[at], loss=-price.gain, waits=price.waits)
        return tuple(sorted(found, key=_dearness))

    def price(self, mentee: MenteeId, mentor: MentorId) -> Price | None:
        """What pinning the mentee to the mentor would do; None where that cannot be, or takes too long to know.

        By the default policy the floor is taken to stay, unless somebody had to wait for that.
        """
        if self._live is None:
            return self._price_by_solving(mentee, mentor)
        live, row, column = self._live, self._row[mentee], self._column[mentor]
        worth = self._worth_of(mentee)
        if worth[column] == IMPOSSIBLE:
            return None
        lifted: tuple[Edit, ...] = (Unpin(row),) if live.pinned[row] else ()
        there = RowChanges(row, _only(worth, column), int(self._laid.waiting[row]))
        try:
            outcome = live.price(*lifted, there, Pin(row, column))
        except Contradiction:
            return None
        shifts = tuple(self._shift(move) for move in outcome.moves)
        price = Price(self.in_points(outcome.gain)[0], _more_waiting(shifts), shifts)
        if price.waits > 0 and self.floor:  # rather than let somebody wait the policy lowers the floor
            return self._price_by_solving(mentee, mentor) or price
        return price

    def tied(self) -> frozenset[MenteeId]:
        """Mentees who could have another mentor, or one at all, with the plan worth as much."""
        if self._live is None:
            return frozenset()
        return frozenset(self._laid.mentees[row] for row in np.flatnonzero(self._live.what_if.equally_good()).tolist())

    def seat_values(self) -> Mapping[MentorId, SeatValue]:
        """What one more seat would bring, for mentors where it would bring anything."""
        if self._live is None:
            return {}
        gains = enumerate(self._live.what_if.seat_gains().tolist())
        return {self._laid.mentors[column]: SeatValue(*self.in_points(gain)) for column, gain in gains if gain > 0}

    def every_loss(self) -> NDArray[np.int64] | None:
        """(mentees, mentors): what the plan loses by each pair, or IMPOSSIBLE; None for a cohort that is too large."""
        if self._live is None or len(self._laid.mentors) > ALL_LOSSES:
            return None
        rows = [self._row[MenteeId(one.id)] for one in self.scored.mentees]
        columns = [self._column[MentorId(one.id)] for one in self.scored.mentors]
        every: NDArray[np.int64] = self._live.what_if.every_loss()[0][np.ix_(rows, columns)]
        return every

    def runners_up(self) -> Mapping[MenteeId, tuple[MentorId, int]]:
        """For each mentee with a mentor the cheapest other one and the loss; empty for a cohort that is too large."""
        losses = self.every_loss()
        placed = [(self._at[mentee], self._by[mentor]) for mentee, mentor in self.assigned().items()]
        if losses is None or not placed:
            return {}
        losses[losses == IMPOSSIBLE] = self._one
        rows, columns = np.array(placed).T
        losses[rows, columns] = self._one
        cheapest = losses.argmin(axis=1)
        found = {}
        for row in rows.tolist():
            column = int(cheapest[row])
            if (loss := int(losses[row, column])) < self._one // 2:
                mentee, mentor = self.scored.mentees[row], self.scored.mentors[column]
                found[MenteeId(mentee.id)] = MentorId(mentor.id), loss
        return found

    # --- following --------------------------------------------------------------------------------

    def follow(self, scored: Scored, rules: Rules) -> Plan | None:
        """The plan after the roster has changed, at once and not proven yet; None where it has to be solved anew.

        Raises: Problem, as `plan_by`.
        """
        live, asked = self._live, asked_by(scored, rules)
        if live is None or rules != self.rules or not _is_simple(asked, rules):
            return None
        if asked.question.top > self._top or len(asked.mentees) > self._most:
            return None
        laid = self._lay(asked)
        edits = self._edits(laid)
        if len(edits) > FEW:
            return None
        waiting = np.count_nonzero(live.assigned == NOBODY)
        try:
            live.do(*edits)
        except (Contradiction, NotOptimal):
            return None
        if self.floor and np.count_nonzero(live.assigned == NOBODY) > waiting:
            live.undo()  # rather than let somebody wait the policy lowers the floor
            return None
        self.scored, self.asked, self._laid = scored, asked, laid
        self._index()
        seats = sum(mentor.capacity for mentor in asked.mentors)
        self.plan = self._told(Plan((), (), seats, 0.0))
        return self.plan

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

    def _lay(self, asked: Asked) -> _Laid:
        was = self._laid
        mentees = [MenteeId(one.id) for one in asked.mentees]
        mentors = [MentorId(one.id) for one in asked.mentors]
        there, offered = set(mentees), set(mentors)
        rows = tuple(id if id in there else _GONE for id in was.mentees)
        columns = (*was.mentors, *(id for id in mentors if id not in self._column))
        laid = self._lay_out(asked, (*rows, *(id for id in mentees if id not in self._row)), columns)
        old = laid.scores[: len(was.mentees), : len(was.mentors)]
        left = [row for row, id in enumerate(rows) if id == _GONE]
        old[left] = was.scores[left]
        gone = [column for column, id in enumerate(was.mentors) if id not in offered]
        old[:, gone] = was.scores[:, gone]
        return laid

    def _lay_out(self, asked: Asked, mentees: tuple[MenteeId, ...], mentors: tuple[MentorId, ...]) -> _Laid:
        at = {MenteeId(one.id): row for row, one in enumerate(asked.mentees)}
        by = {MentorId(one.id): column for column, one in enumerate(asked.mentors)}
        rows = [row for row, id in enumerate(mentees) if id in at]
        columns = [column for column, id in enumerate(mentors) if id in by]
        from_rows, from_columns = [at[mentees[row]] for row in rows], [by[mentors[column]] for column in columns]
        shape = len(mentees), len(mentors)
        scores = np.full(shape, IMPOSSIBLE, np.int16)
        scores[np.ix_(rows, columns)] = self._worth(asked)[np.ix_(from_rows, from_columns)]
        waiting, seats = np.zeros(shape[0], np.int64), np.zeros(shape[1], np.int64)
        waiting[rows] = self._waiting(asked)[from_rows]
        seats[columns] = [asked.mentors[column].capacity for column in from_columns]
        place = np.full(len(asked.mentors) + 1, NOBODY)  # the last is for NOBODY
        place[from_columns] = columns
        pins = np.full(shape[0], NOBODY)
        pins[rows] = place[asked.pinned[from_rows]]
        return _Laid(mentees, mentors, scores, waiting, seats, pins)

    def _worth(self, asked: Asked) -> NDArray[np.int16]:
        """(mentees, mentors): points and what counts besides, from the floor up; who is pinned has one place."""
        question = asked.question
        scores = np.full(asked.points.shape, IMPOSSIBLE, np.int16)
        allowed = question.possible & (question.levels >= self.floor)
        scores[asked.free] = np.where(allowed, question.worth, IMPOSSIBLE)
        held = np.flatnonzero(asked.pinned != NOBODY)
        scores[held, asked.pinned[held]] = asked.points[held, asked.pinned[held]]
        return scores

    def _waiting(self, asked: Asked) -> NDArray[np.int64]:
        """(mentees,): what it is worth that each waits."""
        priority = np.array([one.priority for one in asked.mentees], np.int64)
        everybody = replace(asked.question, priority=priority)
        usual = 0 if self.rules.policy == Policy.SUM else 1
        return np.array([-self._one * weight for weight in weights(everybody, usual)], np.int64)

    def _edits(self, laid: _Laid) -> list[Edit]:
        """What leads from the plan as it is to the roster as it is laid out: what frees first, what binds last."""
        was = self._laid
        rows, columns = len(was.mentees), len(was.mentors)
        left = [row for row in range(rows) if laid.mentees[row] != was.mentees[row]]
        stays = np.array([row for row in range(rows) if laid.mentees[row] != _GONE], np.int64)
        more = np.flatnonzero(laid.seats[:columns] > was.seats).tolist()
        fewer = np.flatnonzero(laid.seats[:columns] < was.seats).tolist()
        lifted = stays[(was.pins[stays] != NOBODY) & (was.pins[stays] != laid.pins[stays])].tolist()
        before = np.full(len(laid.mentees), NOBODY)
        before[:rows] = was.pins
        pins = np.flatnonzero((laid.pins != NOBODY) & (laid.pins != before)).tolist()
        changed = laid.scores[stays, :columns] != was.scores[stays]
        others = laid.waiting[stays] != was.waiting[stays]
        their_rows = stays[changed.any(axis=1) | others].tolist()
        their_columns = np.flatnonzero(changed.any(axis=0)).tolist()
        edits: list[Edit] = [RowLeaves(row) for row in left]
        edits += [Unpin(row) for row in lifted]
        edits += [Seats(column, int(laid.seats[column])) for column in more]
        edits += [
            ColumnJoins(laid.scores[:rows, column], int(laid.seats[column]))
            for column in range(columns, len(laid.mentors))
        ]
        if len(their_columns) < len(their_rows) and not others.any():
            edits += [ColumnChanges(column, laid.scores[:rows, column]) for column in their_columns]
        else:
            edits += [RowChanges(row, laid.scores[row], int(laid.waiting[row])) for row in their_rows]
        edits += [RowJoins(laid.scores[row], int(laid.waiting[row])) for row in range(rows, len(laid.mentees))]
        edits += [Pin(row, int(laid.pins[row])) for row in pins]
        return edits + [Seats(column, int(laid.seats[column])) for column in fewer]

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
        unplaced = waiting_list(asked.mentees, asked.mentors, asked.choices, assigned)
        return replace(plan, pairs=tuple(pairs), unplaced=unplaced, runners_up=tuple(runners_up))

    def _second_best(self, at: int, column: int) -> MentorId | None:
        others = self.asked.points[at].copy()
        others[column] = IMPOSSIBLE
        second = int(others.argmax())
        return MentorId(self.asked.mentors[second].id) if others[second] != IMPOSSIBLE else None

    # --- inside -----------------------------------------------------------------------------------

    def _losses(self, live: Live, mentee: MenteeId) -> dict[int, int]:
        """Column → what the plan loses with this mentee there; below the floor too, and whatever pin there is."""
        row = self._row[mentee]
        here = int(live.assigned[row])
        worth = self._worth_of(mentee)
        held: tuple[Edit, ...] = () if live.pinned[row] else (Pin(row, here),)
        if here != NOBODY and worth[here] == IMPOSSIBLE:
            worth[here] = self._laid.scores[row, here]
        live.do(*held, RowChanges(row, worth, int(self._laid.waiting[row])))
        found = live.what_if.losses(row)
        live.undo()
        base = found.waits if here == NOBODY else int(found.columns[here])
        there = np.flatnonzero((found.columns != IMPOSSIBLE) & (worth != IMPOSSIBLE)).tolist()
        return {column: int(found.columns[column]) - base for column in there if column != here}

    def _worth_of(self, mentee: MenteeId) -> NDArray[np.int64]:
        """(columns,): what each mentor is worth to the mentee, below the floor too; or IMPOSSIBLE."""
        asked, at = self.asked, self._at[mentee]
        worth = np.full(len(self._laid.mentors), IMPOSSIBLE, np.int64)
        place = [self._column[MentorId(one.id)] for one in asked.mentors]
        worth[place] = asked.points[at]
        for row, column, more in asked.question.extra:
            if asked.free[row] == at and worth[place[column]] != IMPOSSIBLE:
                worth[place[column]] += more
        return worth

    def _shift(self, move: Move) -> Shift:
        return Shift(self._laid.mentees[move.row], self._mentor(move.origin), self._mentor(move.target))

    def _mentor(self, column: int) -> MentorId | None:
        return self._laid.mentors[column] if column >= 0 else None

    def in_points(self, worth: int) -> tuple[int, int]:
        """Points, and how many people they come with."""
        people = round(worth / self._one)
        return worth - people * self._one, people

    def _price_by_solving(self, mentee: MenteeId, mentor: MentorId) -> Price | None:
        if self.scored.points.size > SOLVED_AGAIN or self.fit(mentee, mentor) == IMPOSSIBLE:
            return None
        try:
            after = plan_by(_pinned(self.scored, self._at[mentee], mentor), self.rules)
        except Problem:
            return None
        shifts = shifts_between(self.plan, after)
        return Price(after.total - self.plan.total, _more_waiting(shifts), shifts)

    def _choices_by_solving(self, mentee: MenteeId, progress: Progress) -> tuple[Choice, ...] | None:
        if self.scored.points.size > SOLVED_AGAIN:
            return None
        points, here, found = self.scored.points[self._at[mentee]], self.assigned().get(mentee), []
        for column in np.argsort(-points, kind="stable")[: BEST + 1].tolist():
            progress(0.0)
            mentor = MentorId(self.scored.mentors[column].id)
            if mentor != here and (price := self._price_by_solving(mentee, mentor)) is not None:
                found.append(Choice(mentor, int(points[column]), -price.gain, price.waits))
        return tuple(sorted(found, key=_dearness))


def shifts_between(before: Plan, after: Plan) -> tuple[Shift, ...]:
    """Everybody who is elsewhere in the second plan."""
    was = {pair.mentee: pair.mentor for pair in before.pairs}
    now = {pair.mentee: pair.mentor for pair in after.pairs}
    ids = dict.fromkeys((*was, *now))
    return tuple(Shift(id, was.get(id), now.get(id)) for id in ids if was.get(id) != now.get(id))


def rescored(
    before: Scored, then: Rules, mentees: Collection[Mentee], mentors: Collection[Mentor], rules: Rules, now: Situation
) -> Scored | None:
    """The points for a roster of which a few have changed; None where more than that has, in a large cohort.

    `then` are the rules that `before` was worked out by.
    """
    rows = sorted(mentees, key=lambda one: one.id)
    columns = sorted(mentors, key=lambda one: one.id)
    was = before.situation
    alike = (
        (rules.weights, rules.learned, now.week, now.effects, now.answers.vetoed)
        == (then.weights, then.learned, was.week, was.effects, was.answers.vetoed)
        and [one.id for one in rows] == [one.id for one in before.mentees]
        and [_counting(one) for one in columns] == [_counting(one) for one in before.mentors]
    )
    changed = [at for at, (one, old) in enumerate(zip(rows, before.mentees, strict=False)) if one != old]
    if not alike or len(changed) > FEW:
        small = len(rows) * len(columns) <= SOLVED_AGAIN
        return score(rows, columns, rules, now) if small else None
    scoring, points = before.scoring, before.points.copy()
    for at in changed:
        scoring = scoring.with_mentee(at, rows[at])
        points[at] = scoring.rows(at, at + 1)[0]
    for at, (one, old) in enumerate(zip(columns, before.mentors, strict=True)):
        if one != old:
            scoring = scoring.with_mentor(at, one)
    return Scored(scoring, points, now)


def _counting(mentor: Mentor) -> Mentor:
    """What of a mentor counts for anybody's points."""
    return replace(mentor, name="", email="", capacity=1, least=0)


def _pinned(scored: Scored, row: int, mentor: MentorId) -> Scored:
    mentee = replace(scored.mentees[row], pinned_to=mentor)
    return replace(scored, scoring=scored.scoring.with_mentee(row, mentee))


def _is_simple(asked: Asked, rules: Rules) -> bool:
    """Whether only points count, and who is placed."""
    return rules.policy != Policy.LEXIMIN and not (asked.groups or asked.rivals or asked.question.least.any())


def _floor(basis: Basis) -> int:
    """The fit below which nobody is placed but by a pin."""
    return basis.found.worth[1] if basis.rules.policy == Policy.FLOOR else 0


def _can_be(question: Question, assigned: NDArray[np.int64]) -> bool:
    """Whether everybody's place is possible, and nobody has more than their seats."""
    placed = np.flatnonzero(assigned != NOBODY)
    taken = np.bincount(assigned[placed], minlength=len(question.seats))
    return bool(question.possible[placed, assigned[placed]].all() and (taken <= question.seats).all())


def _only(worth: NDArray[np.int64], column: int) -> NDArray[np.int64]:
    only = np.full_like(worth, IMPOSSIBLE)
    only[column] = worth[column]
    return only


def _more_waiting(shifts: tuple[Shift, ...]) -> int:
    return sum((shift.after is None) - (shift.before is None) for shift in shifts)


def _dearness(choice: Choice) -> tuple[int, bool, int, int, str]:
    return choice.waits, choice.below, choice.loss, -choice.fit, choice.mentor
