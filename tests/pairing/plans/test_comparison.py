"""Two plans side by side say who moves and what it brings."""

from dataclasses import replace

from growtogether_desktop.domain.cohorts import Policy, Rules, Weights
from growtogether_desktop.pairing.plans.comparison import Move, Standing, compare, under
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, plan_by, score


def test_who_moves_is_told(mentee, mentor):
    malika, aziz = mentor("Malika", "Go"), mentor("Aziz", "Rust")
    ali, vali = mentee("Ali", "Go"), mentee("Vali", "Rust")
    before = best_plan([ali, vali], [malika, aziz])
    after = best_plan([replace(ali, pinned_to=aziz.id), vali], [malika, aziz])

    comparison = compare(before, after)

    assert set(comparison.moves) == {Move(ali.id, malika.id, aziz.id), Move(vali.id, aziz.id, malika.id)}
    assert comparison.before == Standing(2, before.total, before.lowest)
    assert comparison.after == Standing(2, after.total, after.lowest)
    assert comparison.after.points < comparison.before.points


def test_nobody_moves_to_the_same_plan(mentee, mentor):
    plan = best_plan([mentee("Ali")], [mentor("Malika")])

    assert compare(plan, plan).moves == ()


def test_plans_by_other_weights_are_judged_by_the_first_ones(mentee, mentor):
    people, mentors = [mentee("Ali", "Go", level=1)], [mentor("Malika", "Go", level=2), mentor("Aziz", "Rust", level=3)]
    scored = score(people, mentors, Rules(), Situation())
    here = plan_by(scored, Rules())

    other, most = under(scored, Rules(), [Rules(weights=Weights(0, 0, 0, 0, 100, 0)), Rules(policy=Policy.MOST)])

    column = {mentor.id: at for at, mentor in enumerate(scored.mentors)}
    assert compare(here, other).after.points == int(scored.points[0, column[other.pairs[0].mentor]])
    assert compare(here, most).moves == ()
