"""What the widgets of the page are shown of a proposal."""

from collections import Counter
from datetime import datetime

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.changes import MENTEE
from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.features.matching.model.proposal import Explanation, PlanRow, Proposal
from growtogether_desktop.features.matching.model.views import (
    ComparisonView,
    FitsView,
    Load,
    LoadView,
    Mark,
    MoveView,
    PlanView,
    ReportRow,
    ReportView,
    ReportWaiting,
    RunnerUp,
    WhyView,
)
from growtogether_desktop.pairing.plans.plan import Plan, Scored
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

POLICIES: dict[Policy, Message] = {
    Policy.FLOOR: say("Nobody gets a bad match, then the best sum"),
    Policy.MOST: say("As many people as possible, then the best sum"),
    Policy.SUM: say("The best sum, whoever waits for it"),
    Policy.LEXIMIN: say("The weakest matches as good as can be, one by one"),
}


def why_view(proposal: Proposal, explanation: Explanation) -> WhyView:
    """Everything about one mentee's place."""
    row, mentor, planned = explanation.row, explanation.mentor, explanation.planned
    waits = row.unplaced.reason if row.unplaced is not None and planned else None
    others = explanation.others or ()
    cheapest = next((one for one in others if one.choice.quiet), None)
    runner_up = None
    if cheapest is not None and mentor is not None and planned and proposal.trouble is None:
        runner_up = RunnerUp(cheapest.mentor.name, cheapest.choice.fit, cheapest.choice)
    return WhyView(
        row.mentee,
        mentor,
        explanation.why,
        marks(row, explanation.tied) if planned else (Mark(say("not in the plan")),),
        waits,
        explanation.improvements,
        runner_up,
        _says(proposal, explanation, of_mentee=True),
        _says(proposal, explanation, of_mentee=False),
    )


def marks(row: PlanRow, tied: bool) -> tuple[Mark, ...]:
    found = []
    if row.told is not None:
        found.append(Mark(say("told on {day}", day=day(row.told.began)), "resolved"))
    if row.standing == "pinned":
        found.append(Mark(say("pinned"), "information"))
    if row.tied or tied:
        found.append(Mark(say("equally good with somebody else"), "plain"))
    if row.returned is not None:
        found.append(Mark(say("asked for another mentor"), "waiting"))
    return tuple(found)


def fits_view(proposal: Proposal) -> FitsView:
    return FitsView.of(proposal.figures.fits)


def load_view(proposal: Proposal) -> LoadView:
    """The mentors of a cohort, by name, with all their seats."""
    used = Counter(row.mentor for row in proposal.rows if row.mentor is not None)
    loads = (
        Load(MentorId(one.id), one.name, used[MentorId(one.id)], one.capacity, one.least)
        for one in proposal.people.mentors
    )
    return LoadView(tuple(sorted(loads, key=lambda one: (-one.used, one.name))))


def plan_view(title: str, plan: Plan, judge: Scored | None = None) -> PlanView:
    """The figures of a plan; by the points of `judge`, where plans of different rules are compared."""
    fits = [pair.fit for pair in plan.pairs]
    if judge is not None:
        rows = {one.id: at for at, one in enumerate(judge.mentees)}
        columns = {one.id: at for at, one in enumerate(judge.mentors)}
        fits = [max(int(judge.points[rows[pair.mentee], columns[pair.mentor]]), 0) for pair in plan.pairs]
    placed, waiting = len(plan.pairs), len(plan.unplaced)
    return PlanView(title, sum(fits), min(fits, default=0), placed, waiting, FitsView.of(fits))


def comparison_view(first: str, before: Plan, second: str, after: Plan) -> ComparisonView:
    """Two plans of one cohort, both by the points of the first."""
    assert before.basis is not None
    scored = before.basis.scored
    mentees = {MenteeId(one.id): (at, one.name) for at, one in enumerate(scored.mentees)}
    mentors = {MentorId(one.id): (at, one.name) for at, one in enumerate(scored.mentors)}
    was = {pair.mentee: pair.mentor for pair in before.pairs}
    now = {pair.mentee: pair.mentor for pair in after.pairs}

    def end(mentee: MenteeId, mentor: MentorId | None) -> tuple[str, int]:
        if mentor is None:
            return "", IMPOSSIBLE
        column, name = mentors[mentor]
        return name, int(scored.points[mentees[mentee][0], column])

    moves = []
    for mentee in sorted(was.keys() | now.keys()):
        if was.get(mentee) != now.get(mentee):
            (left, fit), (came, fit_after) = end(mentee, was.get(mentee)), end(mentee, now.get(mentee))
            moves.append(MoveView(mentee, mentees[mentee][1], left, came, fit, fit_after))
    return ComparisonView(plan_view(first, before, scored), plan_view(second, after, scored), tuple(moves))


def report_view(cohort: str, made: datetime, proposal: Proposal) -> ReportView:
    """Everybody's pairs to be printed: those that were told, and those that are proposed."""
    placed, figures = [row for row in proposal.rows if row.mentor is not None], proposal.figures
    waiting = len(proposal.rows) - figures.placed
    return ReportView(
        cohort,
        made,
        PlanView("", figures.total, figures.lowest, figures.placed, waiting, FitsView.of(figures.fits)),
        figures.seats_free,
        POLICIES[proposal.rules.policy],
        proof(proposal),
        proposal.proven,
        tuple(ReportRow(row.mentee.name, row.mentor_name, row.fit, ", ".join(row.reasons)) for row in placed),
        tuple(ReportWaiting(row.mentee.name, row.unplaced.reason) for row in proposal.rows if row.unplaced is not None),
    )


def proof(proposal: Proposal) -> Message:
    """Whether a better plan can exist, in plain words."""
    if proposal.proven:
        return say("Proven: by these rules and points no better plan exists.")
    if proposal.trouble is not None:
        return proposal.trouble.what
    if not proposal.settled:
        return say("The proof is being made.")
    if not proposal.plan.pairs:
        return say("Nobody new is proposed: what stands here has been told already.")
    return say("A very good plan, but not proven: the wishes to be together or apart leave too much to try.")


def _says(proposal: Proposal, explanation: Explanation, of_mentee: bool) -> tuple[Message, ...]:
    """What one side has answered about the pair."""
    mentee, mentor = explanation.row.mentee.id, explanation.mentor.id if explanation.mentor is not None else ""
    if not mentor:
        return ()
    asked, about = (mentee, mentor) if of_mentee else (mentor, mentee)
    for question in proposal.people.questions:
        if question.place != asked or (question.side == MENTEE) != of_mentee or question.opinion is None:
            continue
        opinion = question.opinion
        said = []
        if about in opinion.order:
            place = opinion.order.index(about) + 1
            said.append(say("{name} ranks this pair {place}.", name=question.name, place=place))
        if about in opinion.vetoed:
            said.append(say("{name} would rather not.", name=question.name))
        if opinion.note:
            said.append(say("{name} writes: “{note}”", name=question.name, note=opinion.note))
        return tuple(said)
    return ()
