"""What is short is told before anything is solved, exactly, and with a way out."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.domain.cohorts import Rules
from growtogether_desktop.pairing.plans.at_once import seated
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, score
from growtogether_desktop.pairing.plans.shortage import shortages
from growtogether_desktop.pairing.plans.steps import carried_out
from growtogether_desktop.pairing.plans.ways_out import ways_out
from tests.pairing.plans.cohorts import cohorts


def scored(mentees, mentors):
    return score(mentees, mentors, Rules(), Situation())


def said(mentees, mentors):
    return [str(shortage.words) for shortage in shortages(scored(mentees, mentors))]


def test_more_who_want_a_skill_than_seats_with_it_is_told(mentee, mentor):
    people = [mentee(f"{n}", "Rust") for n in range(7)]

    assert said(people, [mentor("Malika", "Rust", capacity=3), mentor("Aziz", "Go", capacity=9)]) == [
        "Rust: 7 mentees want to learn it; mentors who offer it have 3 seats."
    ]


def test_a_skill_nobody_offers_is_told(mentee, mentor):
    assert said([mentee("Ali", "Rust")], [mentor("Malika", "Go")]) == [
        "Rust: 1 mentee wants to learn it, and no mentor offers it."
    ]


def test_seats_out_of_reach_do_not_count(mentee, mentor):
    people = [mentee("Ali", "Rust", languages=("uz",)), mentee("Vali", "Rust", languages=("uz",))]
    mentors = [mentor("Malika", "Rust", languages=("uz",)), mentor("Aziz", "Rust", languages=("uz", "ru"))]
    forbidden = [replace(one, forbidden=(mentors[1].id,)) for one in people]

    (shortage,) = shortages(scored(forbidden, mentors))

    assert str(shortage.words) == "Rust: 2 mentees want to learn it; only 1 can be with mentors who offer it."
    assert (shortage.seats, shortage.served, shortage.short) == (2, 1, 1)


def test_those_who_speak_one_language_only_are_counted(mentee, mentor):
    people = [mentee(f"{n}", "Go", languages=("kaa",)) for n in range(4)]
    mentors = [
        mentor("Malika", "Go", capacity=2, languages=("kaa", "uz")),
        mentor("Aziz", "Go", capacity=9, languages=("uz",)),
    ]

    assert "4 mentees speak only Kara-Kalpak; mentors who do have 2 seats." in said(people, mentors)


def test_where_seats_are_too_few_for_everybody_it_is_not_put_down_to_languages(mentee, mentor):
    people = [mentee(f"{n}", "Go", languages=("uz",)) for n in range(4)]

    assert "4 mentees; mentors have 2 seats in all." in said(people, [mentor("Malika", "Go", capacity=2)])


def test_who_has_no_hour_with_anybody_is_told(mentee, mentor):
    ali = mentee("Ali", free=((0, 4),))

    assert "Ali has no hour in common with any mentor who shares a language." in said(
        [ali], [mentor("Malika", free=((100, 104),))]
    )


def test_where_there_is_enough_nothing_is_said(mentee, mentor):
    assert said([mentee("Ali", "Go")], [mentor("Malika", "Go")]) == []


def test_the_way_out_names_whose_seats_help_most(mentee, mentor):
    people = [mentee(f"{n}", languages=("ru",)) for n in range(5)]
    mentors = [mentor("Malika", languages=("ru",)), mentor("Aziz", languages=("uz",), capacity=9)]

    (way,) = ways_out(scored(people, mentors))

    assert str(way.words) == "4 more seats with Malika place 4 more mentees."


def test_a_ban_that_leaves_nobody_is_told_as_the_way_out(mentee, mentor):
    malika = mentor("Malika")

    (way,) = ways_out(scored([mentee("Ali", forbidden=(malika.id,))], [malika]))

    assert str(way.words) == "Lift the ban between Ali and Malika."


@given(cohorts(wishes=False))
@settings(deadline=None, max_examples=30)
def test_the_way_out_is_one(cohort):
    mentees = [replace(mentee, pinned_to=None) for mentee in cohort[0]]
    ways = ways_out(scored(mentees, cohort[1]), most=99)
    steps = [step for way in ways for step in way.steps]

    before, after = best_plan(mentees, cohort[1]), best_plan(*carried_out(mentees, cohort[1], steps))

    assert len(after.pairs) == len(before.pairs) + sum(way.places for way in ways if way.in_hand)
    assert all(not one.helpers for one in after.unplaced)


@given(st.integers(1, 6), st.integers(1, 5), st.randoms())
def test_seats_are_counted_exactly(rows, columns, chance):
    possible = np.array([[chance.random() < 0.4 for _ in range(columns)] for _ in range(rows)])
    seats = np.array([chance.randint(0, 3) for _ in range(columns)])

    by_seat = np.repeat(possible, seats, axis=1).astype(int)
    taken = by_seat[linear_sum_assignment(by_seat, maximize=True)].sum()

    assert seated(possible, seats).sum() == taken
