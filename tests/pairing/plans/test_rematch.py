"""Nobody changes mentor who need not, and what more changes bring is known."""

import itertools
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, plan_by, score
from growtogether_desktop.pairing.plans.rematch import changes, fewest_changes, frontier
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from tests.pairing.plans.cohorts import cohorts


def matched_before(data, mentees, mentors):
    """A cohort, and who was with whom before."""
    assume(mentees)
    before = data.draw(st.dictionaries(st.sampled_from(mentees), st.sampled_from(mentors)))
    situation = Situation(before={mentee.id: mentor.id for mentee, mentor in before.items()})
    return score(mentees, mentors, Rules(), situation)


def every_plan(scored):
    """Mentee row to mentor column, or −1, however bad."""
    rows, columns = scored.points.shape
    for plan in itertools.product(range(-1, columns), repeat=rows):
        free = all(column < 0 or scored.points[row, column] != IMPOSSIBLE for row, column in enumerate(plan))
        if free and all(plan.count(column) <= scored.mentors[column].capacity for column in range(columns)):
            yield plan


@given(st.data(), cohorts(wishes=False, most=4))
@settings(deadline=None, max_examples=40)
def test_no_plan_for_as_many_people_changes_fewer(data, cohort):
    mentees, mentors = cohort
    scored = matched_before(data, [replace(mentee, pinned_to=None, priority=0) for mentee in mentees], mentors)

    choice = fewest_changes(scored, Rules())

    column = {mentor.id: at for at, mentor in enumerate(scored.mentors)}
    was = [column[scored.situation.before[m.id]] if m.id in scored.situation.before else None for m in scored.mentees]
    best = max(
        (sum(at >= 0 for at in plan), -sum(old is not None and old != new for old, new in zip(was, plan, strict=True)))
        for plan in every_plan(scored)
    )
    assert (len(choice.plan.pairs), -choice.changes) == best


@given(st.data(), cohorts())
@settings(deadline=None, max_examples=30)
def test_the_more_a_kept_pair_is_worth_the_fewer_change(data, cohort):
    scored = matched_before(data, *cohort)
    try:
        choices = frontier(scored, Rules(policy=Policy.MOST), [0, 2, 5, 10, 1000])
    except Problem:
        assume(False)

    told = [choice.changes for choice in choices]
    points = [choice.plan.total for choice in choices]
    assert [choice.keep for choice in choices] == [0, 2, 5, 10, 1000]
    assert told == sorted(told, reverse=True)
    assert points == sorted(points, reverse=True)
    assert all(choice.plan.proven for choice in choices)


def test_a_plan_made_again_changes_nobody(mentee, mentor):
    people = [mentee(name, skill) for name, skill in (("Ali", "Go"), ("Vali", "Rust"), ("Guli", "SQL"))]
    mentors = [mentor("Malika", "Go"), mentor("Aziz", "Rust SQL", capacity=2)]
    before = {pair.mentee: pair.mentor for pair in best_plan(people, mentors).pairs}
    scored = score(people, mentors, Rules(), Situation(before=before))

    assert changes(scored, plan_by(scored, Rules())) == 0


def test_who_has_left_is_no_change(mentee, mentor):
    ali, malika = mentee("Ali"), mentor("Malika")
    scored = score([ali], [malika], Rules(), Situation(before={mentee("Vali").id: malika.id, ali.id: malika.id}))

    assert fewest_changes(scored, Rules()).changes == 0
