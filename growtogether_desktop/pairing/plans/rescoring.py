"""The points of a roster of which a few have changed, without working out those of everybody again."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Rules
from growtogether_desktop.pairing.plans.plan import Scored, Situation, score

FEW = 40
"""So many changed people are scored one by one; more, and everybody is."""
SCORED_ANEW = 200_000
"""So many possible pairs at most are scored anew where more has changed."""


def rescored(
    before: Scored, then: Rules, mentees: Collection[Mentee], mentors: Collection[Mentor], rules: Rules, now: Situation
) -> Scored | None:
    """The points for a roster of which a few have changed; None where more than that has, in a large cohort.

    `then` are the rules that `before` was worked out by.
    """
    rows = sorted(mentees, key=lambda one: one.id)
    columns = sorted(mentors, key=lambda one: one.id)
    was, there = before.situation, {one.id for one in rows}
    stay = [at for at, one in enumerate(before.mentees) if one.id in there]
    old_rows = [before.mentees[at] for at in stay]
    alike = (
        (rules.weights, rules.learned, now.week, now.effects, now.answers.vetoed)
        == (then.weights, then.learned, was.week, was.effects, was.answers.vetoed)
        and [one.id for one in rows] == [one.id for one in old_rows]
        and len(columns) == len(before.mentors)
        and all(
            one == old or _counting(one) == _counting(old) for one, old in zip(columns, before.mentors, strict=True)
        )
    )
    changed = [at for at, (one, old) in enumerate(zip(rows, old_rows, strict=False)) if one != old]
    if not alike or len(changed) > FEW:
        small = len(rows) * len(columns) <= SCORED_ANEW
        return score(rows, columns, rules, now) if small else None
    scoring, points = before.scoring, before.points[stay]
    if len(stay) < len(before.mentees):
        scoring = scoring.only(np.array(stay, np.int64))
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
