"""The best plan is the same whoever is asked and however people are called, and wishes are kept in it."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, score
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, Cancelled
from tests.pairing.conftest import make_mentee, make_mentor
from tests.pairing.plans.cohorts import SKILLS, cohorts

few = settings(deadline=None, max_examples=20)


@pytest.mark.parametrize("policy", Policy)
@given(cohorts(), st.randoms())
@few
def test_the_order_of_the_roster_does_not_change_the_plan(policy, cohort, chance):
    mentees, mentors = cohort
    shuffled = chance.sample(mentees, len(mentees)), chance.sample(mentors, len(mentors))

    assert outcome(*shuffled, policy) == outcome(mentees, mentors, policy)


@pytest.mark.parametrize("policy", Policy)
@given(cohorts())
@few
def test_new_names_do_not_change_the_plan(policy, cohort):
    mentees, mentors = cohort
    renamed = [replace(m, name=m.name[::-1]) for m in mentees], [replace(m, name=m.name[::-1]) for m in mentors]

    assert outcome(*renamed, policy) == outcome(mentees, mentors, policy)


def outcome(mentees, mentors, policy):
    """The pairs, or that wishes contradict each other."""
    try:
        return best_plan(mentees, mentors, Rules(policy=policy)).pairs
    except Problem:
        return None


@given(cohorts())
@few
def test_pins_and_bans_are_kept_and_nobody_is_lost(cohort):
    mentees, mentors = cohort
    try:
        plan = best_plan(mentees, mentors)
    except Problem:
        return
    paired = {pair.mentee: pair.mentor for pair in plan.pairs}
    scored = score(mentees, mentors, Rules(), Situation())
    possible = {
        (mentee.id, mentor.id)
        for row, mentee in enumerate(scored.mentees)
        for column, mentor in enumerate(scored.mentors)
        if scored.points[row, column] != IMPOSSIBLE
    }

    assert all(paired[m.id] == m.pinned_to for m in mentees if m.pinned_to)
    assert {*paired.items()} <= possible
    assert all(m.least <= list(paired.values()).count(m.id) <= m.capacity for m in mentors)
    assert all(paired.get(m.id) == paired.get(other) for m in mentees for other in m.together)
    assert not any(
        m.id in paired and paired[m.id] == paired.get(other) for m in mentees for other in m.apart if other != m.id
    )
    assert sorted([*paired, *(waiting.mentee for waiting in plan.unplaced)]) == sorted(m.id for m in mentees)


@given(cohorts(wishes=False))
@few
def test_one_more_seat_with_a_helper_places_one_more_mentee(cohort):
    mentees, mentors = cohort
    try:
        plan = best_plan(mentees, mentors)
    except Problem:
        return

    for helper in {helper for waiting in plan.unplaced for helper in waiting.helpers}:
        roomier = [replace(m, capacity=m.capacity + (m.id == helper)) for m in mentors]
        assert len(best_plan(mentees, roomier).pairs) == len(plan.pairs) + 1


def test_a_plan_can_be_accounted_for(mentee, mentor):
    mentees = [mentee("Timur", "Go", level=2), mentee("Lola", "Rust", level=2)]
    mentors = [mentor("Malika", "Go", capacity=2), mentor("Aziz", "Rust", capacity=1)]
    ticks = itertools.count(10)

    plan = best_plan(mentees, mentors, clock=lambda: next(ticks))

    assert {(pair.mentee, pair.mentor, pair.reasons) for pair in plan.pairs} == {
        (mentees[0].id, mentors[0].id, ("Go",)),
        (mentees[1].id, mentors[1].id, ("Rust",)),
    }
    first, second = (pair.fit for pair in plan.pairs)
    assert (plan.total, plan.mean, plan.lowest) == (first + second, (first + second) / 2, min(first, second))
    assert (plan.seats, plan.seconds, plan.proven) == (3, 1, True)
    assert {*plan.runners_up} == {mentors[0].id, mentors[1].id}


def test_more_people_placed_outweighs_any_fit(mentee, mentor):
    malika, aziz = mentor("Malika", "Go", languages=("uz", "ru")), mentor("Aziz", "COBOL", languages=("ru",))
    timur, lola = mentee("Timur", "Go", languages=("uz", "ru")), mentee("Lola", "Ada", languages=("uz",))

    plan = best_plan([timur, lola], [malika, aziz])

    assert {(pair.mentee, pair.mentor) for pair in plan.pairs} == {(timur.id, aziz.id), (lola.id, malika.id)}


def test_no_mentees_make_an_empty_plan(mentor):
    plan = best_plan([], [mentor("Malika")])

    assert (plan.pairs, plan.unplaced, plan.mean, plan.lowest) == ((), (), 0.0, 0)


@pytest.mark.parametrize("seats", [[0], [0, 0]])
def test_without_any_seat_the_coordinator_is_told_what_to_do(mentee, mentor, seats):
    mentors = [mentor(f"Mentor {n}", capacity=capacity) for n, capacity in enumerate(seats)]

    with pytest.raises(Problem, match=r"No mentor has a seat\. Give Mentor . 1 more seat\."):
        best_plan([mentee("Timur")], mentors)


def test_more_pins_than_seats_are_told_with_names(mentee, mentor):
    malika = mentor("Malika", capacity=1)
    pinned = [mentee(name, pinned_to=malika.id) for name in ("Timur", "Lola")]

    with pytest.raises(
        Problem, match=r"Malika has 1 seat, but more mentees are pinned to it: (Timur, Lola|Lola, Timur)\."
    ):
        best_plan(pinned, [malika, mentor("Aziz", capacity=5)])


@pytest.mark.parametrize("wish", ["forbidden", "language"])
def test_a_pin_on_an_impossible_pair_is_told_with_names(mentee, mentor, wish):
    malika = mentor("Malika", languages=("ru",))
    timur = mentee("Timur", pinned_to=malika.id)
    timur = replace(timur, **({"forbidden": (malika.id,)} if wish == "forbidden" else {"languages": ("uz",)}))

    with pytest.raises(Problem, match="Timur is pinned to Malika"):
        best_plan([timur], [malika])


def test_a_pin_to_somebody_who_left_is_told(mentee, mentor):
    with pytest.raises(Problem, match="Timur is pinned to a mentor who has left"):
        best_plan([mentee("Timur", pinned_to=mentor("Malika").id)], [mentor("Aziz")])


def test_progress_runs_from_nothing_to_everything(mentee, mentor):
    told = []

    best_plan([mentee("Timur")], [mentor("Malika")], progress=told.append)

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_whoever_is_asked_may_cancel(mentee, mentor):
    def no_more(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        best_plan([mentee("Timur")], [mentor("Malika")], progress=no_more)


def test_a_large_cohort_is_placed_up_to_its_seats():
    chance = random.Random(7)
    mentors = [make_mentor(f"{n}", " ".join(chance.sample(SKILLS, 3)), capacity=2) for n in range(100)]
    mentees = [make_mentee(f"{n}", " ".join(chance.sample(SKILLS, 2))) for n in range(250)]

    plan = best_plan(mentees, mentors)

    assert (len(plan.pairs), len(plan.unplaced)) == (200, 50)
    assert plan.proven
