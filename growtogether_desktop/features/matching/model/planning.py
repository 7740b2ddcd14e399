"""The plan of a cohort, kept: found once, then following whatever changes.

All of it runs in the background: the roster in, a proposal out. A change is followed at once where that can
be (`Planner.follow`); the proof comes after it (`Planner.settle`).
"""

import time
from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from typing import Literal

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.features.matching.model.explaining import explained
from growtogether_desktop.features.matching.model.plan_rows import proposal_of
from growtogether_desktop.features.matching.model.proposal import Explanation, News, Order, Pairs, Proposal
from growtogether_desktop.features.matching.model.views import MatrixView
from growtogether_desktop.features.matching.model.wish import Wish
from growtogether_desktop.features.matching.model.working import SETTLED, SOLVED, Work
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.plan import Plan, Scored, plan_by
from growtogether_desktop.pairing.plans.prices import (
    Brief,
    Choice,
    Lost,
    Price,
    SeatValue,
    falling,
    shifts_to,
    weaker_of,
)
from growtogether_desktop.pairing.plans.rescoring import SCORED_ANEW, rescored
from growtogether_desktop.pairing.solving.instance import NOBODY, Progress, part

_READY = 0.85
"""So far one is on the way to the plan when it can be asked."""

_PATIENCE_S = 2.0
"""So long a wish is priced at most; meanwhile nobody else can ask."""


class _TooLong(Exception):
    """Raised where a price takes longer."""


class Planner:
    """Keeps a plan and follows the roster. Its methods run in the background, one at a time but for `solve`."""

    def __init__(self) -> None:
        self.proposal: Proposal | None = None
        self.desk: Desk | None = None
        self._order: Order | None = None
        self._older: Proposal | None = None
        """Whoever holds it last takes it apart, thousands of rows: here, and not on the window's thread."""

    def begin(self, order: Order, shown: Proposal | None) -> Work | None:
        """What there is to be solved for this order; None when the plan that is `shown` is as it should be already.

        While nothing is shown the plan begins anew: another cohort is in front.
        """
        if shown is None:
            self.proposal = self.desk = self._order = None
        known = self._order
        settled = shown is not None and shown is self.proposal and shown.settled
        if known is not None and settled and (known.people, known.rules) == (order.people, order.rules):
            return None
        return self._work(order)

    def _work(self, order: Order) -> Work:
        work = Work.of(order)
        if self.desk is not None:
            work.before, work.floor = self.desk.plan, self.desk.floor
        return work

    def follow(self, work: Work) -> tuple[Proposal, News | None] | None:
        """The plan as it follows a change, at once; None where it has to be solved anew."""
        if self.desk is None or self.proposal is None or not work.open.mentees or self.proposal.trouble is not None:
            return None
        if (scored := _rescore(work, self.desk)) is None:
            return None
        try:
            plan = self.desk.follow(scored, work.rules)
        except Problem:
            return None  # solving says it again, and stays
        if plan is None:
            return None
        proposal = proposal_of(work, plan, self.desk, settled=False)
        self._older, self.proposal, self._order = self.proposal, proposal, work.order
        return proposal, _news(work, Brief.of(plan, self.desk.floor))

    def foresee(self, wish: Wish, progress: Progress) -> News | Problem | None:
        """What will be told once this is asked for, and proven; or why there would be no plan then.

        None where nobody can say it exactly in a short while. Raises: whatever `progress` raises.
        """
        desk, order = self.desk, self._order
        if desk is None or order is None or self.proposal is None or not self.proposal.proven:
            return None
        work = self._work(Order(order.cohort, wish.granted(order.people)))
        if not work.open.mentees:
            return _news(work, Brief({}, (), 0, 0, work.floor))
        large = len(work.open.mentees) * len(work.open.mentors) > SCORED_ANEW
        if large and work.rules.policy == Policy.LEXIMIN:
            return None
        if (scored := _rescore(work, desk)) is None:
            return None
        end = time.monotonic() + _PATIENCE_S

        def patient(done: float) -> None:
            progress(done)
            if time.monotonic() > end:
                raise _TooLong

        try:
            after = desk.foresee(scored, work.rules, None if large else partial(plan_by, scored, work.rules, patient))
        except _TooLong:
            return None
        except Problem as problem:
            return problem
        return _news(work, after) if after is not None else None

    def settle(self, work: Work, solved: Plan | Problem, progress: Progress) -> tuple[Proposal, News | None]:
        """The plan with its proof, or why there is none.

        Raises: whatever `progress` raises; nothing has changed then.
        """
        trouble, desk = None, None
        if isinstance(solved, Problem):
            plan, trouble = Plan((), (), work.open.seats, 0.0), solved
        elif solved.basis is None:
            plan = solved
        elif self.desk is None:
            desk, plan = Desk(solved, part(progress, SOLVED, _READY)), solved
        else:
            desk = copy(self.desk)
            plan = desk.settle(solved, part(progress, SOLVED, _READY))
        news = _news(work, Brief.of(plan, desk.floor if desk is not None else work.floor)) if trouble is None else None
        rest = part(progress, _READY, SETTLED)
        proposal = proposal_of(work, plan, desk, settled=True, trouble=trouble, progress=rest)
        self._older, self.proposal, self.desk, self._order = self.proposal, proposal, desk, work.order
        return proposal, news

    def explain(self, explanation: Explanation, tell: Callable[[Explanation], None], progress: Progress) -> Explanation:
        """The pair taken apart, and what every other mentor would cost; `tell` hears what is known so far.

        Raises: whatever `progress` raises.
        """
        return explained(explanation, self.proposal, self.desk, tell, progress)

    def pairs(self, progress: Progress) -> Pairs | None:
        """All pairs of those the plan is for, by name. Raises: whatever `progress` raises."""
        proposal, desk = self.proposal, self.desk
        if proposal is None or (scored := proposal.scored) is None:
            return None
        rows = sorted(range(len(scored.mentees)), key=lambda row: spelling_key(scored.mentees[row].name))
        columns = sorted(range(len(scored.mentors)), key=lambda column: spelling_key(scored.mentors[column].name))
        every = desk.every_pin(progress) if desk is not None else None
        mentors = tuple(MentorId(scored.mentors[column].id) for column in columns)
        mentees = tuple(MenteeId(scored.mentees[row].id) for row in rows)
        place = {mentor: at for at, mentor in enumerate(mentors)}
        here = {pair.mentee: place[pair.mentor] for pair in proposal.plan.pairs}
        worked_out: dict[MenteeId, Mapping[MentorId, Choice]] = {}

        def loss(row: int, column: int) -> Choice | Literal["never", "unknown"]:
            if here.get(mentees[row]) == column:
                return Choice(mentors[column], int(scored.points[rows[row], columns[column]]), Lost())
            if (others := worked_out.get(mentees[row])) is not None:
                return others.get(mentors[column], "never")
            return every.choice(mentees[row], mentors[column]) if every is not None else "unknown"

        view = MatrixView(
            tuple(scored.mentees[row].name for row in rows),
            tuple(scored.mentors[column].name for column in columns),
            tuple(here.get(mentee, NOBODY) for mentee in mentees),
            lambda row, column: int(scored.points[rows[row], columns[column]]),
            loss,
        )
        return Pairs(view, mentees, mentors, every is not None and every.whole, worked_out)

    def choices(self, mentee: MenteeId, progress: Progress) -> tuple[Choice, ...]:
        """Every other mentor this mentee could go to; none where nobody can say. Raises: whatever `progress` raises."""
        desk = self.desk
        return (desk.choices(mentee, progress) or ()) if desk is not None and mentee in desk.people else ()

    def seat_value(self, mentor: MentorId, progress: Progress) -> SeatValue | None:
        """What one more seat would bring. Raises: whatever `progress` raises."""
        desk = self.desk
        return desk.seat_value(mentor, progress) if desk is not None and mentor in desk.people else None

    def price(self, mentee: str, mentor: str, progress: Progress) -> Price | None:
        """What it would do to the plan to bring the two together; None where they cannot be.

        Raises: whatever `progress` raises.
        """
        desk = self.desk
        if desk is None or MenteeId(mentee) not in desk.people or MentorId(mentor) not in desk.people:
            return None
        return desk.price(MenteeId(mentee), MentorId(mentor), progress)


def _rescore(work: Work, desk: Desk) -> Scored | None:
    """The points of everybody who is open, if few of them are others than on the desk, or few are there."""
    open_ = work.open
    work.scored = rescored(desk.scored, desk.rules, open_.mentees, open_.mentors, work.rules, work.situation)
    return work.scored


def _news(work: Work, after: Brief) -> News | None:
    """What has become of the plan there was; the roster may be another one."""
    if work.before is None:
        return None
    before = Brief.of(work.before, work.floor)
    weaker, falls = None, 0
    if work.rules.policy == Policy.LEXIMIN:
        weaker = weaker_of(before.fits, after.fits)
    elif work.rules.policy == Policy.FLOOR:
        falls = falling(before.floor, after.floor)
    lost = Lost(before.points - after.points, after.waiting - before.waiting, weaker=weaker)
    return News(shifts_to(before, after), lost, falls)
