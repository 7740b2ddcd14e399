"""What the coordinator wants besides points is kept, and what contradicts itself is told in names."""

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Rules
from growtogether_desktop.pairing.plans.plan import best_plan


def mentors_of(plan):
    return {pair.mentee: pair.mentor for pair in plan.pairs}


def test_who_must_be_together_is(mentee, mentor):
    malika, aziz = mentor("Malika", "Go", capacity=2), mentor("Aziz", "Rust", capacity=2)
    ali, vali = mentee("Ali", "Go"), mentee("Vali", "Rust")
    plan = best_plan([ali, mentee("Vali", "Rust", together=(ali.id,))], [malika, aziz])

    assert mentors_of(plan)[ali.id] == mentors_of(plan)[vali.id]


def test_together_counts_through_a_third(mentee, mentor):
    ali, vali = mentee("Ali", "Go"), mentee("Vali", "Rust")
    people = [ali, vali, mentee("Guli", "SQL", together=(ali.id, vali.id))]

    plan = best_plan(people, [mentor("Malika", "Go", capacity=3), mentor("Aziz", "Rust", capacity=2)])

    assert set(mentors_of(plan).values()) == {mentor("Malika").id}


def test_who_must_be_apart_is(mentee, mentor):
    ali = mentee("Ali", "Go")
    vali = mentee("Vali", "Go", apart=(ali.id,))

    plan = best_plan([ali, vali], [mentor("Malika", "Go", capacity=2), mentor("Aziz", "Rust", capacity=2)])

    assert len(set(mentors_of(plan).values())) == 2


def test_rivals_wait_when_there_is_one_mentor(mentee, mentor):
    ali = mentee("Ali", "Go")

    plan = best_plan([ali, mentee("Vali", "Go", apart=(ali.id,))], [mentor("Malika", "Go", capacity=2)])

    assert len(plan.pairs) == 1
    assert "must be apart from" in str(plan.unplaced[0].reason)


def test_a_group_goes_where_one_of_it_is_pinned(mentee, mentor):
    malika = mentor("Malika", "Go", capacity=2)
    ali = mentee("Ali", "Rust", pinned_to=malika.id)

    plan = best_plan([ali, mentee("Vali", "Rust", together=(ali.id,))], [malika, mentor("Aziz", "Rust", capacity=2)])

    assert set(mentors_of(plan).values()) == {malika.id}


def test_a_mentor_has_the_least_they_want(mentee, mentor):
    malika, aziz = mentor("Malika", "Go", capacity=5), mentor("Aziz", "Rust", capacity=5, least=2)
    people = [mentee(f"{n}", "Go") for n in range(4)]

    plan = best_plan(people, [malika, aziz])

    assert sorted(mentors_of(plan).values()).count(aziz.id) == 2


def test_who_has_priority_does_not_wait_while_somebody_else_could(mentee, mentor):
    people = [mentee("Ali", "Go"), mentee("Vali", "SQL", priority=1), mentee("Guli", "SQL", priority=2)]

    plan = best_plan(people, [mentor("Malika", "Go", capacity=2)])

    assert set(mentors_of(plan)) == {people[1].id, people[2].id}


def group(mentee, **more):
    ali = mentee("Ali", **more)
    return [ali, mentee("Vali", together=(ali.id,))]


def test_a_group_without_enough_seats_is_told_in_names(mentee, mentor):
    with pytest.raises(Problem, match=r"Ali, Vali must be together, but no mentor they share has 2 seats\."):
        best_plan(group(mentee), [mentor("Malika"), mentor("Aziz")])


def test_a_group_without_a_common_mentor_is_told_in_names(mentee, mentor):
    ali = mentee("Ali", languages=("uz",))
    vali = mentee("Vali", languages=("ru",), together=(ali.id,))

    with pytest.raises(Problem, match="there is no mentor all of them could go to"):
        best_plan([ali, vali], [mentor("Malika", languages=("uz",)), mentor("Aziz", languages=("ru",))])


def test_a_group_pinned_to_two_mentors_is_told_in_names(mentee, mentor):
    malika, aziz = mentor("Malika", capacity=2), mentor("Aziz", capacity=2)
    ali = mentee("Ali", pinned_to=malika.id)

    with pytest.raises(Problem, match="pinned to different mentors"):
        best_plan([ali, mentee("Vali", pinned_to=aziz.id, together=(ali.id,))], [malika, aziz])


def test_a_group_of_which_one_cannot_follow_a_pin_is_told_in_names(mentee, mentor):
    malika = mentor("Malika", capacity=2)
    ali = mentee("Ali", pinned_to=malika.id)

    with pytest.raises(Problem, match="one is pinned to Malika, but Vali cannot go there"):
        best_plan([ali, mentee("Vali", forbidden=(malika.id,), together=(ali.id,))], [malika, mentor("Aziz")])


def test_together_and_apart_at_once_is_told_in_names(mentee, mentor):
    ali = mentee("Ali")

    with pytest.raises(Problem, match="must be together and apart at once"):
        best_plan([ali, mentee("Vali", together=(ali.id,), apart=(ali.id,))], [mentor("Malika", capacity=2)])


def test_rivals_pinned_to_one_mentor_are_told_in_names(mentee, mentor):
    malika = mentor("Malika", capacity=2)
    ali = mentee("Ali", pinned_to=malika.id)

    with pytest.raises(Problem, match="must be apart, but they are pinned to the same mentor, Malika"):
        best_plan([ali, mentee("Vali", pinned_to=malika.id, apart=(ali.id,))], [malika])


def test_a_least_number_nobody_can_fill_is_told_in_names(mentee, mentor):
    malika = mentor("Malika", capacity=3, least=3, languages=("uz",))
    people = [mentee("Ali", languages=("uz",)), mentee("Vali", languages=("ru",))]

    with pytest.raises(Problem, match="Malika: mentees wanted there at least: 3; who can go there: 1"):
        best_plan(people, [malika, mentor("Aziz")])


def test_least_numbers_that_break_a_group_are_told_in_names(mentee, mentor):
    with pytest.raises(Problem, match="do not go with who must be together") as told:
        best_plan(
            group(mentee),
            [mentor("Malika", capacity=2, least=1), mentor("Aziz", capacity=2, least=1)],
            Rules(),
        )

    assert all(name in str(told.value) for name in ("Malika", "Aziz", "Ali", "Vali"))
