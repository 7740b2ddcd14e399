"""Nobody finds a better plan, and the coordinator's wishes are kept in it."""

import gzip
import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.pairing.assignment import Cancelled, assign, best_pairs
from growtogether_desktop.pairing.fit import fit_matrix, possible_pairs
from growtogether_desktop.pairing.waiting import NOBODY
from tests.pairing.conftest import make_mentee, make_mentor

SKILLS = ["Go", "Rust", "SQL", "Python", "Java", "React"]


@st.composite
def problems(draw):
    """Fits, possible pairs and seats of a cohort small enough to try everything."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    cells = st.lists(st.integers(0, 9), min_size=rows * columns, max_size=rows * columns)
    fits = np.array(draw(cells)).reshape(rows, columns)
    possible = np.array(draw(cells)).reshape(rows, columns) > draw(st.integers(-1, 8))
    return fits, possible, np.array(draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns)))


@st.composite
def cohorts(draw):
    """Mentees with wishes and mentors with seats."""
    skills = st.lists(st.sampled_from(SKILLS), min_size=1, max_size=4).map(" ".join)
    languages = st.sampled_from([(), ("uz",), ("ru",), ("uz", "ru")])
    mentors = [
        make_mentor(f"mentor {n}", draw(skills), capacity=draw(st.integers(1, 3)), languages=draw(languages))
        for n in range(draw(st.integers(1, 5)))
    ]
    ids = [mentor.id for mentor in mentors]
    mentees = [
        make_mentee(
            f"mentee {n}",
            draw(skills),
            languages=draw(languages),
            pinned_to=draw(st.one_of(st.none(), st.none(), st.sampled_from(ids))),
            forbidden=tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))),
        )
        for n in range(draw(st.integers(0, 8)))
    ]
    return mentees, mentors


def worth(assigned, fits):
    """Most people first, then most fit."""
    placed = [(row, column) for row, column in enumerate(assigned) if column != NOBODY]
    return len(placed), sum(int(fits[pair]) for pair in placed)


def every_assignment(possible, seats):
    for assigned in itertools.product(range(NOBODY, len(seats)), repeat=len(possible)):
        if all(column == NOBODY or possible[row, column] for row, column in enumerate(assigned)) and all(
            assigned.count(column) <= seats[column] for column in range(len(seats))
        ):
            yield assigned


@given(problems())
def test_no_other_assignment_is_better(problem):
    fits, possible, seats = problem

    assigned = tuple(assign(fits, possible, seats).tolist())

    assert assigned in set(every_assignment(possible, seats))
    assert worth(assigned, fits) == max(worth(other, fits) for other in every_assignment(possible, seats))


@pytest.mark.parametrize(("size", "least_cost"), [(100, 305), (200, 475), (300, 626), (400, 804)])
def test_the_known_best_of_the_or_library_is_found(matching_data, size, least_cost):
    numbers = gzip.decompress((matching_data / "orlib" / f"assign{size}.txt.gz").read_bytes()).split()
    costs = np.array(numbers[1:], int).reshape(size, size)

    assigned = assign(100 - costs, np.ones_like(costs, bool), np.ones(size, int))

    assert costs[np.arange(size), assigned].sum() == least_cost
    assert sorted(assigned) == list(range(size))


@given(cohorts(), st.randoms())
def test_the_order_of_the_roster_does_not_change_the_plan(cohort, chance):
    mentees, mentors = cohort
    shuffled = chance.sample(mentees, len(mentees)), chance.sample(mentors, len(mentors))

    assert outcome(*shuffled) == outcome(mentees, mentors)


@given(cohorts())
def test_new_names_do_not_change_the_plan(cohort):
    mentees, mentors = cohort
    renamed = [replace(m, name=m.name[::-1]) for m in mentees], [replace(m, name=m.name[::-1]) for m in mentors]

    assert outcome(*renamed) == outcome(mentees, mentors)


def outcome(mentees, mentors):
    """The pairs, or that the pins cannot be kept."""
    try:
        return best_pairs(mentees, mentors).pairs
    except Problem:
        return None


@given(cohorts())
def test_pins_and_bans_are_kept_and_nobody_is_lost(cohort):
    mentees, mentors = cohort
    try:
        plan = best_pairs(mentees, mentors)
    except Problem:
        return
    paired = {pair.mentee: pair.mentor for pair in plan.pairs}
    possible = possible_pairs(mentees, mentors)
    column = {mentor.id: n for n, mentor in enumerate(mentors)}

    assert all(paired[m.id] == m.pinned_to for m in mentees if m.pinned_to)
    assert all(possible[row, column[paired[m.id]]] for row, m in enumerate(mentees) if m.id in paired)
    assert all(list(paired.values()).count(m.id) <= m.capacity for m in mentors)
    assert sorted([*paired, *(waiting.mentee for waiting in plan.unplaced)]) == sorted(m.id for m in mentees)


@given(cohorts())
def test_one_more_seat_with_a_helper_places_one_more_mentee(cohort):
    mentees, mentors = cohort
    try:
        plan = best_pairs(mentees, mentors)
    except Problem:
        return

    for helper in {helper for waiting in plan.unplaced for helper in waiting.helpers}:
        roomier = [replace(m, capacity=m.capacity + (m.id == helper)) for m in mentors]
        assert len(best_pairs(mentees, roomier).pairs) == len(plan.pairs) + 1


def test_a_plan_can_be_accounted_for(mentee, mentor):
    mentees = [mentee("Timur", "Go", level=2), mentee("Lola", "Rust", level=2)]
    mentors = [mentor("Malika", "Go", capacity=2), mentor("Aziz", "Rust", capacity=1)]
    ticks = itertools.count(10)

    plan = best_pairs(mentees, mentors, clock=lambda: next(ticks))

    assert {(pair.mentee, pair.mentor, pair.fit, pair.reasons) for pair in plan.pairs} == {
        (mentees[0].id, mentors[0].id, 100, ("Go",)),
        (mentees[1].id, mentors[1].id, 100, ("Rust",)),
    }
    assert (plan.total, plan.mean, plan.lowest, plan.seats, plan.seconds) == (200, 100.0, 100, 3, 1)


def test_more_people_placed_outweighs_any_fit(mentee, mentor):
    malika, aziz = mentor("Malika", "Go", languages=("uz", "ru")), mentor("Aziz", "COBOL", languages=("ru",))
    timur, lola = mentee("Timur", "Go", languages=("uz", "ru")), mentee("Lola", "Ada", languages=("uz",))

    plan = best_pairs([timur, lola], [malika, aziz])

    assert {(pair.mentee, pair.mentor) for pair in plan.pairs} == {(timur.id, aziz.id), (lola.id, malika.id)}


def test_no_mentees_make_an_empty_plan(mentor):
    plan = best_pairs([], [mentor("Malika")])

    assert (plan.pairs, plan.unplaced, plan.mean, plan.lowest) == ((), (), 0.0, 0)


@pytest.mark.parametrize("seats", [[], [0], [0, 0]])
def test_without_any_seat_the_coordinator_is_told_what_to_do(mentee, mentor, seats):
    mentors = [mentor(f"{n}", capacity=capacity) for n, capacity in enumerate(seats)]

    with pytest.raises(Problem, match=r"No mentor has a seat\. Give a mentor at least one seat"):
        best_pairs([mentee("Timur")], mentors)


def test_more_pins_than_seats_are_told_with_names(mentee, mentor):
    malika = mentor("Malika", capacity=1)
    pinned = [mentee(name, pinned_to=malika.id) for name in ("Timur", "Lola")]

    with pytest.raises(
        Problem, match=r"Malika has 1 seat, but more mentees are pinned to it: (Timur, Lola|Lola, Timur)\."
    ):
        best_pairs(pinned, [malika, mentor("Aziz", capacity=5)])


@pytest.mark.parametrize("wish", ["forbidden", "language"])
def test_a_pin_on_an_impossible_pair_is_told_with_names(mentee, mentor, wish):
    malika = mentor("Malika", languages=("ru",))
    timur = mentee("Timur", pinned_to=malika.id)
    timur = replace(timur, **({"forbidden": (malika.id,)} if wish == "forbidden" else {"languages": ("uz",)}))

    with pytest.raises(Problem, match="Timur is pinned to Malika"):
        best_pairs([timur], [malika])


def test_a_pin_to_somebody_who_left_is_told(mentee, mentor):
    with pytest.raises(Problem, match="Timur is pinned to a mentor who has left"):
        best_pairs([mentee("Timur", pinned_to=mentor("Malika").id)], [mentor("Aziz")])


def test_progress_runs_from_nothing_to_everything(mentee, mentor):
    told = []

    best_pairs([mentee("Timur")], [mentor("Malika")], told.append)

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_whoever_is_asked_may_cancel(mentee, mentor):
    def no_more(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        best_pairs([mentee("Timur")], [mentor("Malika")], no_more)


def test_a_large_cohort_is_placed_up_to_its_seats():
    chance = random.Random(7)
    mentors = [make_mentor(f"{n}", " ".join(chance.sample(SKILLS, 3)), capacity=2) for n in range(100)]
    mentees = [make_mentee(f"{n}", " ".join(chance.sample(SKILLS, 2))) for n in range(250)]

    plan = best_pairs(mentees, mentors)

    assert (len(plan.pairs), len(plan.unplaced)) == (200, 50)
    assert plan.total <= np.sort(fit_matrix(mentees, mentors).max(axis=1))[-200:].sum()
