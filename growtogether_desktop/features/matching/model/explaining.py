"""One mentee's place in the plan, taken apart: why this mentor, what would help, what every other mentor would cost."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.features.matching.model.improving import improvements
from growtogether_desktop.features.matching.model.proposal import Explanation, Other, PlanRow, Proposal
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.prices import Choice, Lost
from growtogether_desktop.pairing.score.why import explain
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, Progress

HELPERS = 5
"""So many mentors are named whose seat would help."""


def begun(proposal: Proposal, row: PlanRow, beside: str = "") -> Explanation:
    """What is known of a mentee's place without working anything out; or of the mentee `beside` another mentor."""
    mentors = proposal.mentors
    mentor = mentors.get(row.mentor) if row.mentor is not None else None
    banned = tuple(mentors[id] for id in row.mentee.forbidden if id in mentors)
    helpers = (mentor,) if proposal.trouble is not None and mentor is not None else ()
    return Explanation(row, mentors.get(beside, mentor), banned, helpers)


def explained(
    explanation: Explanation,
    proposal: Proposal | None,
    desk: Desk | None,
    tell: Callable[[Explanation], None],
    progress: Progress,
) -> Explanation:
    """The pair taken apart, and what every other mentor would cost; `tell` hears what is known so far.

    Raises: whatever `progress` raises.
    """
    row = explanation.row
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
    if desk is None:
        choices = tuple(
            Choice(MentorId(mentor.id), fit, Lost())
            for mentor, fit in zip(scored.mentors, scored.points[at].tolist(), strict=True)
            if fit != IMPOSSIBLE and mentor.id != row.mentor
        )
        unpriced = tuple(replace(one, priced=False) for one in _others(proposal, choices))
        return replace(explanation, others=unpriced, weighed=True)

    def some(choices: tuple[Choice, ...]) -> None:
        tell(replace(explanation, others=_others(proposal, choices), partly=True))

    found = desk.choices(MenteeId(row.mentee.id), progress, some)
    if found is None:
        return replace(explanation, others=None, weighed=True)
    tied = row.tied or (not proposal.weighed and bool(desk.is_tied(MenteeId(row.mentee.id), progress)))
    return replace(explanation, others=_others(proposal, found), tied=tied, weighed=True)


def _others(proposal: Proposal, choices: Iterable[Choice]) -> tuple[Other, ...]:
    mentors = proposal.mentors
    return tuple(
        Other(mentors[one.mentor], one, search_key(mentors[one.mentor].name))
        for one in choices
        if one.mentor in mentors
    )
