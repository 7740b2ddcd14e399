"""The plan on the desk answers as if it had been solved anew every time."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.plan import Situation, plan_by, score
from growtogether_desktop.pairing.plans.policy import NO_PAIRS
from growtogether_desktop.pairing.plans.prices import Brief, more_waiting, shifts_between
from growtogether_desktop.pairing.plans.rescoring import rescored
from tests.pairing.conftest import make_mentee, make_mentor
from tests.pairing.plans.cohorts import cohorts, situations

SIMPLE = list(Policy)


def on_the_desk(mentees, mentors, policy=Policy.MOST):
    rules = Rules(policy=policy)
    return Desk(plan_by(score(mentees, mentors, rules, Situation()), rules))


def solved(mentees, mentors, rules):
    return plan_by(score(mentees, mentors, rules, Situation()), rules)


def worth(plan):
    """In points, as the policy counts them."""
    return plan.total if plan.basis.rules.policy == Policy.LEXIMIN else plan.total + plan.besides


def lowest(plan):
    """The lowest fit of those nobody pinned, as the floor policy promises it; None where it promises nothing."""
    floor = plan.basis.found.worth[1]
    return floor if floor < NO_PAIRS else None


@pytest.mark.parametrize(
    ("policy", "wishes"), [*((policy, False) for policy in Policy), *((policy, True) for policy in Policy)]
)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_every_price_is_what_the_act_then_costs(policy, wishes, data):
    mentees, mentors = data.draw(cohorts(wishes=wishes, least=True))
    situation = data.draw(situations(mentees, mentors))
    rules = Rules(policy=policy)
    try:
        desk = Desk(plan_by(score(mentees, mentors, rules, situation), rules))
    except Problem:
        return
    every = desk.every_pin()
    for mentee in desk.scored.mentees:
        choices = {choice.mentor: choice for choice in desk.choices(MenteeId(mentee.id))}
        for mentor in desk.scored.mentors:
            price = desk.price(MenteeId(mentee.id), mentor.id)
            pinned = [replace(one, pinned_to=mentor.id) if one.id == mentee.id else one for one in mentees]
            try:
                after = plan_by(score(pinned, mentors, rules, situation), rules)
            except Problem:
                assert price is None
                assert every is None or every.choice(mentee.id, mentor.id) in ("never", "unknown")
                assert mentor.id not in choices
                continue
            told = worth(after) - worth(desk.plan), len(desk.plan.pairs) - len(after.pairs)
            falls = 0
            if policy == Policy.FLOOR and lowest(after) is not None and lowest(desk.plan) is not None:
                falls = lowest(desk.plan) - lowest(after)
            assert (price.gain, price.waits, price.falls) == (*told, falls)
            if every is not None:
                cell = every.choice(mentee.id, mentor.id)
                assert cell == "unknown" or (cell.lost, cell.falls) == (price.lost, price.falls)
            if desk.assigned().get(mentee.id) != mentor.id:
                choice = choices[mentor.id]
                assert (choice.lost, choice.falls) == (price.lost, price.falls)
            moved = {shift.mentee: shift.after for shift in price.shifts}
            assert moved.get(mentee.id, desk.assigned().get(mentee.id)) == mentor.id
            assert more_waiting(price.shifts) == price.waits


@pytest.mark.parametrize("policy", SIMPLE)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_one_more_seat_is_worth_what_it_then_brings(policy, data):
    mentees, mentors = data.draw(cohorts(wishes=False, least=True))
    try:
        desk = on_the_desk(mentees, mentors, policy)
    except Problem:
        return
    values = desk.seat_values()
    for mentor in mentors:
        roomy = [replace(one, capacity=one.capacity + 1) if one.id == mentor.id else one for one in mentors]
        after = solved(mentees, roomy, desk.rules)
        brings = worth(after) - worth(desk.plan), len(after.pairs) - len(desk.plan.pairs)
        value = values.get(mentor.id)
        told = (value.points, value.placed) if value is not None else (0, 0)
        assert (value is not None and value.who is not None) == bool(told[1])
        if value is not None and value.who is not None:
            first = [replace(one, priority=one.priority + 1) if one.id == value.who else one for one in mentees]
            assert value.who in {one.mentee for one in desk.plan.unplaced}
            assert value.who in {one.mentee for one in solved(first, roomy, desk.rules).pairs}
        if value is not None or brings[1] or brings[0] > 0:
            assert told == brings


@pytest.mark.parametrize("policy", SIMPLE)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_pin_that_was_priced_moves_whom_the_price_said(policy, data):
    mentees, mentors = data.draw(cohorts(wishes=False, least=True))
    try:
        desk = on_the_desk(mentees, mentors, policy)
    except Problem:
        return
    free = [mentee for mentee in desk.scored.mentees if mentee.pinned_to is None]
    if not free:
        return
    mentee, mentor = data.draw(st.sampled_from(free)), data.draw(st.sampled_from(mentors))
    price, before = desk.price(mentee.id, mentor.id), desk.plan
    if price is None:
        return
    pinned = [replace(one, pinned_to=mentor.id) if one.id == mentee.id else one for one in mentees]
    scored = score(pinned, mentors, desk.rules, Situation())

    at_once = desk.follow(scored, desk.rules)
    settled = desk.settle(plan_by(scored, desk.rules))

    if at_once is None and any(one.least for one in mentors):
        return  # whether a pin fills what was wanted is seen by solving
    assert {*shifts_between(before, at_once)} == {*price.shifts}
    assert shifts_between(at_once, settled) == ()


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(SIMPLE))
def test_whatever_changes_is_followed_to_a_plan_as_good_as_one_solved_anew(data, policy):
    mentees, mentors = data.draw(cohorts(wishes=False))
    try:
        desk = on_the_desk(mentees, mentors, policy)
    except Problem:
        return
    rules = desk.rules
    for _ in range(3):
        mentees, mentors = changed(data, mentees, mentors)
        scored = rescored(desk.scored, rules, mentees, mentors, rules, Situation())
        assert (scored.points == score(mentees, mentors, rules, Situation()).points).all()
        try:
            proven = plan_by(scored, rules)
        except Problem:
            return
        at_once = desk.follow(scored, rules)
        exact = at_once is not None and policy in (Policy.MOST, Policy.LEXIMIN)  # others may find another floor, or sum
        if exact:
            assert (len(at_once.pairs), at_once.total) == (len(proven.pairs), proven.total)
        if exact and policy == Policy.LEXIMIN:
            assert sorted(pair.fit for pair in at_once.pairs) == sorted(pair.fit for pair in proven.pairs)
        kept = desk.settle(proven)
        assert kept.basis.found.worth == proven.basis.found.worth
        assert len(kept.pairs) == len(proven.pairs)
        if exact:
            assert shifts_between(at_once, kept) == ()


@pytest.mark.parametrize("policy", Policy)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_foreseen_without_solving_is_what_solving_finds(policy, data):
    mentees, mentors = data.draw(cohorts(wishes=False, least=True))
    situation, rules = data.draw(situations(mentees, mentors)), Rules(policy=policy)
    try:
        desk = Desk(plan_by(score(mentees, mentors, rules, situation), rules))
    except Problem:
        return
    for _ in range(2):
        mentees, mentors = changed(data, mentees, mentors)
        scored = rescored(desk.scored, rules, mentees, mentors, rules, situation)
        try:
            foreseen, proven = desk.foresee(scored, rules), plan_by(scored, rules)
        except Problem:
            return

        followed = desk.follow(scored, rules) is not None
        settled = Brief.of(desk.settle(proven), desk.floor)

        assert foreseen is None or in_any_order(foreseen) == in_any_order(settled)
        if policy != Policy.FLOOR:
            assert (foreseen is not None) == followed


def in_any_order(brief):
    return replace(brief, fits=sorted(brief.fits))


def test_that_somebody_leaves_is_foreseen_with_the_floor_where_it_was_and_not_where_it_rises():
    malika, bekzod = make_mentor("malika", "Python"), make_mentor("bekzod", "Go")
    fits, barely = make_mentee("timur", "Python"), make_mentee("lola", "Go SQL Rust Java")
    desk = on_the_desk([fits, barely], [malika, bekzod], Policy.FLOOR)

    def foreseen(mentees):
        return desk.foresee(
            rescored(desk.scored, desk.rules, mentees, [malika, bekzod], desk.rules, Situation()), desk.rules
        )

    assert foreseen([barely]).floor == desk.floor
    assert foreseen([fits]) is None


def late(people):
    """The name of somebody who is not among them; people are known by their names here."""
    names = {person.name for person in people}
    return next(name for name in map("late {}".format, count()) if name not in names)


def changed(data, mentees, mentors):
    """The roster after somebody came, left, was pinned or forbidden, or got another seat."""
    mentees, mentors = list(mentees), list(mentors)
    what = data.draw(st.sampled_from(["join", "leave", "pin", "lift", "forbid", "seat", "level", "mentor", "gone"]))
    if what == "join":
        mentees.append(make_mentee(late(mentees), data.draw(st.sampled_from(["Go", "SQL Rust"]))))
    elif what == "mentor":
        mentors.append(make_mentor(late(mentors), "Go Rust"))
    elif what == "gone" and len(mentors) > 1:
        gone = mentors.pop(data.draw(st.integers(0, len(mentors) - 1)))
        mentees = [replace(one, pinned_to=None) if one.pinned_to == gone.id else one for one in mentees]
    elif what == "seat":
        at = data.draw(st.integers(0, len(mentors) - 1))
        mentors[at] = replace(mentors[at], capacity=data.draw(st.integers(0, 3)))
    elif mentees:
        at = data.draw(st.integers(0, len(mentees) - 1))
        id = data.draw(st.sampled_from([mentor.id for mentor in mentors]))
        if what == "leave":
            del mentees[at]
        elif what == "pin":
            mentees[at] = replace(mentees[at], pinned_to=id, forbidden=())
        elif what == "lift":
            mentees[at] = replace(mentees[at], pinned_to=None)
        elif what == "forbid":
            mentees[at] = replace(mentees[at], pinned_to=None, forbidden=(id,))
        elif what == "level":
            mentees[at] = replace(mentees[at], level=data.draw(st.integers(1, 5)))
    return mentees, mentors


def test_an_override_says_who_moves_and_what_it_costs():
    malika, bekzod = make_mentor("malika", "Python SQL"), make_mentor("bekzod", "Kotlin SQL")
    timur, lola = make_mentee("timur", "Python"), make_mentee("lola", "Kotlin")
    desk = on_the_desk([timur, lola], [malika, bekzod])

    price = desk.price(timur.id, bekzod.id)

    assert price is not None
    assert price.gain < 0
    assert price.waits == 0
    assert {(shift.mentee, shift.after) for shift in price.shifts} == {(timur.id, bekzod.id), (lola.id, malika.id)}


def test_the_value_of_a_seat_says_who_would_be_placed():
    two = [make_mentee("timur", "Python"), make_mentee("lola", "Python")]
    desk = on_the_desk(two, [make_mentor("malika", "Python")])

    (value,) = desk.seat_values().values()

    (waiting,) = desk.plan.unplaced
    assert value.placed == 1
    assert value.who == waiting.mentee
    assert value.points == desk.fit(desk.scored.mentees[0].id, desk.scored.mentors[0].id)


def test_equally_good_and_second_best_are_told_for_everybody():
    malika, bekzod = make_mentor("malika", "Python"), make_mentor("bekzod", "Python")
    timur = make_mentee("timur", "Python")
    desk = on_the_desk([timur], [malika, bekzod])

    assert desk.tied() == {timur.id}
    (cheapest,) = desk.runners_up().values()
    assert cheapest.equal


def test_with_leximin_every_mentor_costs_what_the_lowest_fits_lose():
    malika, bekzod = make_mentor("malika", "Python"), make_mentor("bekzod", "Kotlin")
    timur = make_mentee("timur", "Python")
    desk = on_the_desk([timur], [malika, bekzod], Policy.LEXIMIN)

    (choice,) = desk.choices(timur.id)

    assert desk.lives
    assert choice.mentor == bekzod.id
    assert choice.lost.points == desk.fit(timur.id, malika.id) - desk.fit(timur.id, bekzod.id)
    assert desk.price(timur.id, bekzod.id).lost == choice.lost
