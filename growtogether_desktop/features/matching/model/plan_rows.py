"""A plan as rows: one for each mentee, with all that is shown, searched and sorted by."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.spelling import search_key, spelling_key
from growtogether_desktop.domain.changes import MENTEE
from growtogether_desktop.domain.cohorts import Mentee, Mentor, mentor_id
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.features.matching.model.proposal import Figures, Opinion, PlanRow, Proposal, Standing
from growtogether_desktop.features.matching.model.working import Work
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.plan import Plan
from growtogether_desktop.pairing.plans.prices import Choice
from growtogether_desktop.pairing.solving.instance import Progress, part


def proposal_of(
    work: Work,
    plan: Plan,
    desk: Desk | None,
    settled: bool,
    trouble: Problem | None = None,
    progress: Progress = lambda done: None,
) -> Proposal:
    """The plan with a row for everybody, and its figures. Raises: whatever `progress` raises."""
    people = work.order.people
    mentors: Mapping[str, Mentor] = {mentor.id: mentor for mentor in people.mentors}
    tied = desk.tied(part(progress, 0.0, 0.4)) if desk is not None else frozenset()
    seconds = desk.runners_up(part(progress, 0.4, 0.8)) if desk is not None else {}
    rows = _rows(work, plan, tied or frozenset(), seconds, mentors)
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
        desk.seat_values(part(progress, 0.8, 1.0)) if desk is not None and settled else {},
        tied is not None,
        trouble,
        settled,
    )


def _figures(rows: tuple[PlanRow, ...], plan: Plan) -> Figures:
    fits = tuple(row.fit for row in rows if row.mentor is not None)
    standings: Mapping[Standing, int] = Counter(row.standing for row in rows)
    return Figures(len(fits), sum(fits), min(fits, default=0), plan.seats - len(plan.pairs), fits, standings)


def _rows(
    work: Work,
    plan: Plan,
    tied: Container[MenteeId],
    seconds: Mapping[MenteeId, Choice | None],
    mentors: Mapping[str, Mentor],
) -> tuple[PlanRow, ...]:
    pairs = {pair.mentee: pair for pair in plan.pairs}
    unplaced = {one.mentee: one for one in plan.unplaced}
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
            second = seconds.get(id)
            return PlanRow(
                mentee,
                standing,
                pair.mentor,
                mentors[pair.mentor].name,
                pair.fit,
                pair.reasons,
                tied=id in tied,
                runner_up=mentors[second.mentor].name if second is not None else "",
                loss=second,
                weighed=id in seconds,
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
            wants_in_order=", ".join(mentee.wants).casefold(),
            reasons_in_order=", ".join(row.reasons).casefold(),
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
