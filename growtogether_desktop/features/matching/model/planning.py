"""The plan of a cohort, kept: found once, then following whatever changes.

All of it runs in the background: the roster in, a proposal out. A change is followed at once where that can
be (`Planner.follow`); the proof comes after it (`Planner.settle`).
"""

from collections.abc import Callable

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.features.matching.model.explaining import explained
from growtogether_desktop.features.matching.model.plan_rows import proposal_of
from growtogether_desktop.features.matching.model.proposal import Explanation, News, Order, Pairs, Proposal
from growtogether_desktop.features.matching.model.views import Loss, MatrixView
from growtogether_desktop.features.matching.model.working import Work
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.plan import Plan
from growtogether_desktop.pairing.plans.prices import Price, shifts_between
from growtogether_desktop.pairing.plans.rescoring import rescored
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Progress


class Planner:
    """Keeps a plan and follows the roster. Its methods run in the background, one at a time but for `solve`."""

    def __init__(self) -> None:
        self.proposal: Proposal | None = None
        self.desk: Desk | None = None
        self._order: Order | None = None

    def forget(self) -> None:
        """Another cohort is in front."""
        self.proposal = self.desk = self._order = None

    def begin(self, order: Order) -> Work | None:
        """What there is to be solved for this order; None when the plan is as it should be already."""
        known = self._order
        settled = self.proposal is not None and self.proposal.settled
        if known is not None and settled and (known.people, known.rules) == (order.people, order.rules):
            return None
        work = Work.of(order)
        work.before = self.desk.plan if self.desk is not None else None
        return work

    def follow(self, work: Work) -> tuple[Proposal, News | None] | None:
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
        self.proposal = proposal_of(work, plan, self.desk, settled=False)
        self._order = work.order
        return self.proposal, _news(work.before, plan)

    def settle(self, work: Work, solved: Plan | Problem) -> tuple[Proposal, News | None]:
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
        self.proposal = proposal_of(work, plan, self.desk, settled=True, trouble=trouble)
        self._order = work.order
        return self.proposal, news

    def explain(self, explanation: Explanation, tell: Callable[[Explanation], None], progress: Progress) -> Explanation:
        """The pair taken apart, and what every other mentor would cost; `tell` hears what is known so far.

        Raises: whatever `progress` raises.
        """
        return explained(explanation, self.proposal, self.desk, tell, progress)

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


def _news(before: Plan | None, after: Plan) -> News | None:
    if before is None:
        return None
    shifts = shifts_between(before, after)
    waits = len(after.unplaced) - len(before.unplaced)
    return News(shifts, after.total + after.besides - before.total - before.besides, waits)
