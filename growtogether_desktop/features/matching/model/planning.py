"""What a coordinator looks at: the best plan for who has no mentor yet, beside who has been told already.

All of it runs in the background: the roster in, a proposal out. A change is followed at once where that can
be (`Planner.follow`); the proof comes after it (`Planner.settle`).
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.spelling import search_key, spelling_key
from growtogether_desktop.domain.changes import MENTEE
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, Rules, mentor_id
from growtogether_desktop.domain.engagements import AnotherMentor, Engagement
from growtogether_desktop.domain.ids import MenteeId, MentorId, PersonId
from growtogether_desktop.domain.outcomes import Outcome, effects
from growtogether_desktop.domain.proposals import Proposal as Question
from growtogether_desktop.domain.proposals import what_they_say
from growtogether_desktop.features.matching.model.improving import improvements
from growtogether_desktop.features.matching.model.views import Improvement, Loss, MatrixView
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.plan import Plan, Scored, Situation, plan_by, score
from growtogether_desktop.pairing.plans.prices import Choice, Price, SeatValue, Shift, shifts_between
from growtogether_desktop.pairing.plans.rescoring import rescored
from growtogether_desktop.pairing.plans.shortage import Shortage, WayOut, shortages, ways_out
from growtogether_desktop.pairing.plans.waiting import Unplaced
from growtogether_desktop.pairing.score.why import Why, explain
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress

Standing = Literal["told", "pinned", "proposed", "waits", "open"]
"""told: published, so it stays · pinned or proposed: as the plan has it · waits: the plan has no seat for them ·
open: there is no plan."""

Opinion = Literal["", "first", "ranked", "vetoed"]
"""What the mentee has answered: this mentor first of all, or among those ranked; "vetoed": rather not with somebody."""

HELPERS = 5
"""So many mentors are named whose seat would help."""


@dataclass(frozen=True, slots=True)
class People:
    """A cohort: the roster with its wishes, the engagements that have come of it, and what everybody says."""

    mentors: tuple[Mentor, ...] = ()
    mentees: tuple[Mentee, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    questions: tuple[Question, ...] = ()
    returned: tuple[AnotherMentor, ...] = ()
    """Who has asked for another mentor, and why."""
    outcomes: tuple[Outcome, ...] = ()
    """How earlier pairs went, of every cohort; an answer that may not teach is left out."""

    @property
    def seats(self) -> int:
        return sum(mentor.capacity for mentor in self.mentors)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One mentee and where the plan puts them."""

    mentee: Mentee
    standing: Standing
    mentor: MentorId | None = None
    mentor_name: str = ""
    fit: int = -1
    """0 to 100; −1 without a mentor."""
    reasons: tuple[str, ...] = ()
    unplaced: Unplaced | None = None
    told: Engagement | None = None
    tied: bool = False
    """The plan would be worth as much with another mentor for this mentee."""
    runner_up: str = ""
    """The name of the cheapest other mentor."""
    loss: int | None = None
    """What the plan would lose with the runner-up; None where nobody has worked it out."""
    opinion: Opinion = ""
    returned: AnotherMentor | None = None
    """This mentee has asked for another mentor."""
    found_by: str = ""
    """Names and skills as a search key."""
    in_order: str = ""
    """The mentee's name as it is sorted."""
    mentor_in_order: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A proposal in numbers."""

    placed: int = 0
    total: int = 0
    lowest: int = 0
    seats_free: int = 0
    fits: tuple[int, ...] = ()
    standings: Mapping[Standing, int] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        return self.total / self.placed if self.placed else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A plan as people look at it."""

    people: People
    open: People
    """Those the plan is for: mentees not told of a mentor yet, mentors with the seats still open."""
    rules: Rules
    plan: Plan
    rows: tuple[PlanRow, ...]
    """One for each mentee: those who came back, then by name; whoever has no mentor comes last."""
    by_mentee: Mapping[str, PlanRow]
    mentors: Mapping[str, Mentor]
    """As the roster has them, by id."""
    scored: Scored | None
    """Points of everybody the plan is for; None while nobody is."""
    figures: Figures
    seat_values: Mapping[MentorId, SeatValue] = field(default_factory=dict)
    """Of a settled plan: only the proof says how high its lowest fit is."""
    trouble: Problem | None = None
    """Why there is no plan."""
    settled: bool = True
    """False while the proof of a plan that followed a change is still being made."""

    @property
    def waiting(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in self.rows if row.standing == "waits")

    @property
    def proven(self) -> bool:
        return self.settled and self.trouble is None and bool(self.plan.pairs) and self.plan.proven


@dataclass(frozen=True, slots=True)
class Lack:
    """What there is too little of, whatever the plan, and the cheapest ways to place whoever is left over."""

    shortages: tuple[Shortage, ...] = ()
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What a change did to the plan."""

    shifts: tuple[Shift, ...]
    gain: int
    waits: int


@dataclass(frozen=True, slots=True)
class Other:
    """What would come of it if a mentee went to another mentor."""

    mentor: Mentor
    choice: Choice
    found_by: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one mentee's place in the plan."""

    row: PlanRow
    mentor: Mentor | None
    """The one of the plan, or another one who is looked at; None while the mentee waits, and for a mentor who has
    left the roster since."""
    forbidden: tuple[Mentor, ...] = ()
    helpers: tuple[Mentor, ...] = ()
    """One more seat with any of them places one mentee more; without a plan, the mentor this one is pinned to."""
    why: Why | None = None
    improvements: tuple[Improvement, ...] = ()
    """What would make the two fit better."""
    others: tuple[Other, ...] | None = None
    """Every other mentor, the cheapest first; None while they are being weighed, or when nobody can in time."""
    weighed: bool = False

    @property
    def planned(self) -> bool:
        """Whether the mentor is the one of the plan, or there is none."""
        return self.mentor is None or self.mentor.id == self.row.mentor


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """All pairs, and who the rows and columns are."""

    view: MatrixView
    mentees: tuple[MenteeId, ...]
    mentors: tuple[MentorId, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What is to be planned: the people and the rules of a cohort."""

    cohort: Cohort | None
    people: People

    @property
    def rules(self) -> Rules:
        return self.cohort.rules if self.cohort is not None else Rules()


class Planner:
    """Keeps a plan and follows the roster. Its methods run in the background, one at a time but for `solve`."""

    def __init__(self) -> None:
        self.proposal: Proposal | None = None
        self.desk: Desk | None = None
        self._order: Order | None = None

    def forget(self) -> None:
        """Another cohort is in front."""
        self.proposal = self.desk = self._order = None

    def begin(self, order: Order) -> "Work | None":
        """What there is to be solved for this order; None when the plan is as it should be already."""
        known = self._order
        settled = self.proposal is not None and self.proposal.settled
        if known is not None and settled and (known.people, known.rules) == (order.people, order.rules):
            return None
        work = Work.of(order)
        work.before = self.desk.plan if self.desk is not None else None
        return work

    def follow(self, work: "Work") -> tuple[Proposal, News | None] | None:
        """The plan as it follows a change, at once; None where it has to be solved anew."""
        if self.desk is None or self.proposal is None or not work.open.mentees or self.proposal.trouble is not None:
            return None
        scored = rescored(
            self.desk.scored, self.desk.rules, work.open.mentees, work.open.mentors, work.rules, work.situation
        )
        if scored is None:
            return None
        work.scored = scored
        try:
            plan = self.desk.follow(scored, work.rules)
        except Problem:
            return None  # solving says it again, and stays
        if plan is None:
            return None
        self.proposal = _proposal(work, plan, self.desk, settled=False)
        self._order = work.order
        return self.proposal, _news(work.before, plan)

    def settle(self, work: "Work", solved: "Plan | Problem") -> tuple[Proposal, News | None]:
        """The plan with its proof, or why there is none."""
        trouble: Problem | None = None
        if isinstance(solved, Problem):
            plan, trouble, self.desk = Plan((), (), work.open.seats, 0.0), solved, None
        elif solved.basis is None:
            plan, self.desk = solved, None
        elif self.desk is None:
            self.desk = Desk(solved)
            plan = solved
        else:
            plan = self.desk.settle(solved)
        news = _news(work.before, plan) if trouble is None else None
        self.proposal = _proposal(work, plan, self.desk, settled=True, trouble=trouble)
        self._order = work.order
        return self.proposal, news

    def explain(self, explanation: Explanation, progress: Progress) -> Explanation:
        """The pair taken apart, and what every other mentor would cost.

        Raises: whatever `progress` raises.
        """
        proposal, row = self.proposal, explanation.row
        if proposal is None or proposal.scored is None or row.told is not None:
            return replace(explanation, weighed=True)
        scored = proposal.scored
        rows = {mentee.id: at for at, mentee in enumerate(scored.mentees)}
        columns = {mentor.id: at for at, mentor in enumerate(scored.mentors)}
        if row.mentee.id not in rows:
            return replace(explanation, weighed=True)
        at = rows[row.mentee.id]
        if explanation.mentor is not None and explanation.mentor.id in columns:
            column = columns[explanation.mentor.id]
            why = explain(scored.scoring, at, column)
            explanation = replace(explanation, why=why, improvements=improvements(scored.scoring, at, column))
        if row.unplaced is not None:
            helping = [columns[id] for id in row.unplaced.helpers if id in columns]
            best = sorted(helping, key=lambda column: -int(scored.points[at, column]))[:HELPERS]
            helpers = (proposal.mentors.get(scored.mentors[column].id) for column in best)
            explanation = replace(explanation, helpers=tuple(one for one in helpers if one is not None))
        if self.desk is None:
            choices = tuple(
                Choice(MentorId(mentor.id), fit, 0)
                for mentor, fit in zip(scored.mentors, scored.points[at].tolist(), strict=True)
                if fit != IMPOSSIBLE and mentor.id != row.mentor
            )
            return replace(explanation, others=_others(proposal, choices), weighed=True)
        found = self.desk.choices(MenteeId(row.mentee.id), progress)
        return replace(explanation, others=None if found is None else _others(proposal, found), weighed=True)

    def pairs(self) -> Pairs | None:
        """All pairs of those the plan is for, by name."""
        proposal, desk = self.proposal, self.desk
        if proposal is None or (scored := proposal.scored) is None:
            return None
        rows = sorted(range(len(scored.mentees)), key=lambda row: spelling_key(scored.mentees[row].name))
        columns = sorted(range(len(scored.mentors)), key=lambda column: spelling_key(scored.mentors[column].name))
        losses = desk.every_loss() if desk is not None else None
        mentors = tuple(MentorId(scored.mentors[column].id) for column in columns)
        mentees = tuple(MenteeId(scored.mentees[row].id) for row in rows)
        place = {mentor: at for at, mentor in enumerate(mentors)}
        here = {pair.mentee: place[pair.mentor] for pair in proposal.plan.pairs}

        def loss(row: int, column: int) -> Loss | None:
            if losses is None or desk is None:
                return None
            worth = int(losses[rows[row], columns[column]])
            return Loss(None) if worth == IMPOSSIBLE else Loss(*desk.in_points(worth))

        view = MatrixView(
            tuple(scored.mentees[row].name for row in rows),
            tuple(scored.mentors[column].name for column in columns),
            tuple(here.get(mentee, NOBODY) for mentee in mentees),
            lambda row, column: int(scored.points[rows[row], columns[column]]),
            loss,
        )
        return Pairs(view, mentees, mentors)

    def price(self, mentee: str, mentor: str, progress: Progress) -> Price | None:
        """What it would do to the plan to bring the two together; None where they cannot be.

        Raises: whatever `progress` raises.
        """
        desk = self.desk
        if desk is None or MenteeId(mentee) not in desk.people or MentorId(mentor) not in desk.people:
            return None
        return desk.price(MenteeId(mentee), MentorId(mentor), progress)


@dataclass(slots=True, eq=False)
class Work:
    """An order on its way to becoming a plan."""

    order: Order
    open: People
    told: Mapping[PersonId, Engagement]
    rules: Rules
    situation: Situation
    scored: Scored | None = None
    before: Plan | None = None
    """The plan there was when it was ordered."""

    @classmethod
    def of(cls, order: Order) -> "Work":
        people = order.people
        told = _told(people.engagements)
        taken = Counter(engagement.mentor for engagement in told.values())
        still_open = People(
            tuple(_with_seats_left(mentor, taken[mentor.person]) for mentor in people.mentors),
            tuple(mentee for mentee in people.mentees if mentee.person not in told),
        )
        answers = what_they_say(people.questions)
        situation = Situation(effects=effects(people.outcomes), answers=answers)
        if order.cohort is not None:
            situation = replace(situation, week=order.cohort.started.date())
        return cls(order, still_open, told, order.rules, situation)

    def weigh(self, progress: Progress) -> None:
        """Work out the points of all pairs, if nobody has.

        Raises: whatever `progress` raises.
        """
        progress(0.0)
        if self.scored is None and self.open.mentees:
            self.scored = score(self.open.mentees, self.open.mentors, self.rules, self.situation)

    def lack(self) -> Lack:
        """What is short once points are worked out; that takes no plan."""
        return Lack(shortages(self.scored), ways_out(self.scored)) if self.scored is not None else Lack()

    def solve(self, progress: Progress) -> "Plan | Problem":
        """The best plan, or why there is none. Changes nothing but what is known of points.

        Raises: whatever `progress` raises.
        """
        began = time.perf_counter()
        self.weigh(progress)
        if self.scored is None:
            return Plan((), (), self.open.seats, 0.0)
        progress(0.2)
        try:
            plan = plan_by(self.scored, self.rules, lambda done: progress(0.2 + 0.8 * done))
        except Problem as problem:
            return problem
        return replace(plan, seconds=time.perf_counter() - began)


def begun(proposal: Proposal, row: PlanRow, beside: str = "") -> Explanation:
    """What is known of a mentee's place without working anything out; or of the mentee `beside` another mentor."""
    mentors = proposal.mentors
    mentor = mentors.get(row.mentor) if row.mentor is not None else None
    banned = tuple(mentors[id] for id in row.mentee.forbidden if id in mentors)
    helpers = (mentor,) if proposal.trouble is not None and mentor is not None else ()
    return Explanation(row, mentors.get(beside, mentor), banned, helpers)


def _others(proposal: Proposal, choices: Iterable[Choice]) -> tuple[Other, ...]:
    mentors = proposal.mentors
    return tuple(
        Other(mentors[one.mentor], one, search_key(mentors[one.mentor].name))
        for one in choices
        if one.mentor in mentors
    )


def _news(before: Plan | None, after: Plan) -> News | None:
    if before is None:
        return None
    shifts = shifts_between(before, after)
    waits = len(after.unplaced) - len(before.unplaced)
    return News(shifts, after.total + after.besides - before.total - before.besides, waits)


def _with_seats_left(mentor: Mentor, taken: int) -> Mentor:
    if not taken:
        return mentor
    return replace(mentor, capacity=max(mentor.capacity - taken, 0), least=max(mentor.least - taken, 0))


def _told(engagements: Iterable[Engagement]) -> dict[PersonId, Engagement]:
    """The newest engagement of every mentee who has one."""
    current = (one for one in engagements if not one.ended)
    return {one.mentee: one for one in sorted(current, key=lambda one: one.began)}


def _proposal(work: Work, plan: Plan, desk: Desk | None, settled: bool, trouble: Problem | None = None) -> Proposal:
    people = work.order.people
    mentors: Mapping[str, Mentor] = {mentor.id: mentor for mentor in people.mentors}
    rows = _rows(work, plan, desk, mentors)
    return Proposal(
        people,
        work.open,
        work.rules,
        plan,
        rows,
        {row.mentee.id: row for row in rows},
        mentors,
        work.scored,
        _figures(rows, plan),
        desk.seat_values() if desk is not None and settled else {},
        trouble,
        settled,
    )


def _figures(rows: tuple[PlanRow, ...], plan: Plan) -> Figures:
    fits = tuple(row.fit for row in rows if row.mentor is not None)
    standings: Mapping[Standing, int] = Counter(row.standing for row in rows)
    return Figures(len(fits), sum(fits), min(fits, default=0), plan.seats - len(plan.pairs), fits, standings)


def _rows(work: Work, plan: Plan, desk: Desk | None, mentors: Mapping[str, Mentor]) -> tuple[PlanRow, ...]:
    pairs = {pair.mentee: pair for pair in plan.pairs}
    unplaced = {one.mentee: one for one in plan.unplaced}
    tied = desk.tied() if desk is not None else frozenset()
    seconds = desk.runners_up() if desk is not None else {}
    ranks = {one.place: one.opinion for one in work.order.people.questions if one.side == MENTEE and one.opinion}
    back = {one.mentee: one for one in work.order.people.returned if one.mentee not in work.told}

    def place(mentee: Mentee) -> PlanRow:
        id = MenteeId(mentee.id)
        pinned = mentors.get(mentee.pinned_to or "")
        if (engagement := work.told.get(mentee.person)) is not None:
            mentor = mentor_id(engagement.mentor, engagement.cohort)
            name, fit, reasons = engagement.mentor_name, engagement.fit, engagement.reasons
            return PlanRow(mentee, "told", mentor, name, fit, reasons, told=engagement)
        if (pair := pairs.get(id)) is not None:
            standing: Standing = "proposed" if mentee.pinned_to is None else "pinned"
            second, loss = seconds.get(id, (None, None))
            return PlanRow(
                mentee,
                standing,
                pair.mentor,
                mentors[pair.mentor].name,
                pair.fit,
                pair.reasons,
                tied=id in tied,
                runner_up=mentors[second].name if second is not None else "",
                loss=loss,
            )
        if id in unplaced:
            return PlanRow(mentee, "waits", unplaced=unplaced[id])
        if pinned is not None:
            return PlanRow(mentee, "pinned", MentorId(pinned.id), pinned.name, _fit(work, mentee, pinned))
        return PlanRow(mentee, "open")

    def findable(row: PlanRow) -> PlanRow:
        mentee = row.mentee
        opinion: Opinion = ""
        if (said := ranks.get(mentee.id)) is not None and row.mentor is not None:
            first = bool(said.order) and said.order[0] == row.mentor
            opinion = "first" if first else "ranked" if row.mentor in said.order else "vetoed" if said.vetoed else ""
        return replace(
            row,
            opinion=opinion,
            returned=back.get(mentee.person),
            found_by=search_key(" ".join((mentee.name, row.mentor_name, *mentee.wants))),
            in_order=spelling_key(mentee.name),
            mentor_in_order=spelling_key(row.mentor_name),
        )

    rows = [findable(place(mentee)) for mentee in work.order.people.mentees]
    return tuple(sorted(rows, key=lambda row: (row.returned is None, row.mentor is None, row.in_order, row.mentee.id)))


def _fit(work: Work, mentee: Mentee, mentor: Mentor) -> int:
    """As it would be if they could be a pair."""
    if work.scored is None:
        return 0
    rows = [one.id for one in work.scored.mentees]
    columns = [one.id for one in work.scored.mentors]
    return max(int(work.scored.points[rows.index(mentee.id), columns.index(mentor.id)]), 0)
