import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.cohorts import Weights
from growtogether_desktop.pairing.score.score import COVERED, Scoring
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE

WEEK = date(2026, 11, 23)
CURVES = ((1500, 1000, 500, 250, 250), (500,) * 5, (0, 0, 500, 500, 500), (1000, 200, 0, 0, 0), (160,) * 5, (0,) * 5)


def score(mentee, mentor, **more):
    return int(Scoring((mentee,), (mentor,), WEEK, **more).matrix()[0, 0])


def test_scores_are_whole_points_of_a_hundred(scoring):
    scores = scoring.matrix()

    assert scores.dtype == np.int16
    assert scores.shape == (40, 30)
    assert set(np.unique(scores)) <= {IMPOSSIBLE, *range(101)}
    assert (scores > 50).any()
    assert (scores == IMPOSSIBLE).any()


def test_people_may_come_in_any_order(cohort, scoring):
    chance = random.Random(3)
    rows, columns = chance.sample(range(40), 40), chance.sample(range(30), 30)

    shuffled = Scoring(
        [cohort[0][row] for row in rows], [cohort[1][c] for c in columns], WEEK, effects=scoring.reader.effects
    )

    np.testing.assert_array_equal(shuffled.matrix(), scoring.matrix()[np.ix_(rows, columns)])


def test_skills_hours_and_languages_may_be_listed_in_any_order(cohort, scoring):
    def turned(person, skills):
        return replace(person, free=person.free[::-1], languages=person.languages[::-1], **skills)

    mentees = [turned(one, {"wants": one.wants[::-1]}) for one in cohort[0]]
    mentors = [turned(one, {"skills": one.skills[::-1]}) for one in cohort[1]]

    again = Scoring(mentees, mentors, WEEK, effects=scoring.reader.effects)

    np.testing.assert_array_equal(again.matrix(), scoring.matrix())


def test_names_and_addresses_change_nothing(cohort, scoring):
    mentees = [
        replace(one, name=other.name, email=f"{n}@x.org")
        for n, (one, other) in enumerate(zip(cohort[0], cohort[0][::-1], strict=True))
    ]
    mentors = [
        replace(one, name=other.name, email=f"{n}@y.org")
        for n, (one, other) in enumerate(zip(cohort[1], cohort[1][::-1], strict=True))
    ]

    renamed = Scoring(mentees, mentors, WEEK, effects=scoring.reader.effects)

    np.testing.assert_array_equal(renamed.matrix(), scoring.matrix())


def test_a_part_of_the_rows_or_a_column_is_the_same_as_in_the_whole(scoring):
    whole = scoring.matrix()

    np.testing.assert_array_equal(scoring.rows(5, 9), whole[5:9])
    np.testing.assert_array_equal(scoring.rows(7, 8), whole[7:8])
    np.testing.assert_array_equal(scoring.column(3), whole[:, 3])
    assert scoring.rows(4, 4).shape == (0, 30)


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Sunʼiy intellekt va oʻyin yaratishni oʻrganmoqchiman",
            "Sun'iy intellekt va o'yin yaratishni o'rganmoqchiman",
            "Sunʼiy intellekt va öyin yaratişni örganmoqçiman",
            "Сунъий интеллект ва ўйин яратишни ўрганмоқчиман",
        ),
        (
            "Maʼlumotlar bazasini loyihalash, gʻoyani dasturga aylantirish",
            "Ma'lumotlar bazasini loyihalash, g'oyani dasturga aylantirish",
            "Maʼlumotlar bazasini loyihalaş, ğoyani dasturga aylantiriş",
            "Маълумотлар базасини лойиҳалаш, ғояни дастурга айлантириш",
        ),
    ],
)
def test_the_four_ways_to_spell_uzbek_score_alike(spellings, cohort, mentee):
    mentees = [mentee(f"spelled {n}", goal=text) for n, text in enumerate(spellings)]

    scores = Scoring(mentees, cohort[1], WEEK).matrix()

    assert len({spelling_key(text) for text in spellings}) == 1
    assert len(np.unique(scores, axis=0)) == 1
    assert len(np.unique(scores)) > 2


def test_without_a_common_language_nobody_is_paired(mentee, mentor):
    assert score(mentee("timur", languages=("uz",)), mentor("jane", languages=("en",))) == IMPOSSIBLE
    assert score(mentee("timur", languages=("uz",)), mentor("jane", languages=("en", "uz"))) != IMPOSSIBLE
    assert score(mentee("timur", languages=("uz",)), mentor("jane")) != IMPOSSIBLE


def test_without_a_joint_hour_nobody_is_paired_who_has_said_when(mentee, mentor):
    morning, evening = ((16, 20),), ((36, 40),)

    assert score(mentee("timur", free=morning), mentor("jane", free=evening)) == IMPOSSIBLE
    assert score(mentee("timur", free=morning), mentor("jane", free=((19, 40),))) == IMPOSSIBLE  # half an hour
    assert score(mentee("timur", free=morning), mentor("jane", free=((18, 40),))) != IMPOSSIBLE
    assert score(mentee("timur", free=morning), mentor("jane")) != IMPOSSIBLE


def test_who_is_ruled_out_is_not_paired(mentee, mentor):
    jane = mentor("jane")
    timur = mentee("timur")

    assert score(replace(timur, forbidden=(jane.id,)), jane) == IMPOSSIBLE
    assert score(timur, jane, vetoed={(timur.id, jane.id)}) == IMPOSSIBLE
    assert score(replace(timur, person=jane.person), jane) == IMPOSSIBLE
    assert score(timur, jane, vetoed={(timur.id, "somebody else")}) != IMPOSSIBLE


def test_the_goal_finds_who_teaches_it(mentee, mentor):
    mentors = (mentor("a", bio="Go and Kubernetes"), mentor("b", bio="Kotlin, Android"), mentor("c", bio="Figma, UX"))

    scores = Scoring(
        (mentee("timur", goal="Научиться делать приложения под Android на Kotlin"),), mentors, WEEK
    ).matrix()

    assert scores[0].argmax() == 1


def test_what_is_known_already_weighs_little(mentee, mentor):
    mentors = (mentor("a", bio="Java"), mentor("b", bio="Kotlin"))
    timur = mentee("timur", goal="I already know Java, I want to learn Kotlin")

    scores = Scoring((timur,), mentors, WEEK).matrix()

    assert scores[0].argmax() == 1


def test_wanted_skills_and_goal_stand_in_for_each_other(mentee, mentor):
    jane = mentor("jane", skills=("Python",), bio="Python")

    assert (
        score(mentee("a", goal="Python"), jane)
        == score(mentee("b", wants=("Python",)), jane)
        == score(mentee("c", wants=("Python",), goal="Python"), jane)
    )


def test_hours_nobody_told_leave_their_points_to_the_rest(mentee, mentor):
    jane = mentor("jane", skills=("Python",), bio="Python", languages=("uz", "ru"))
    timur = mentee("timur", wants=("Python",), goal="Python", languages=("uz", "ru"))

    assert score(timur, jane) == 100
    assert score(replace(timur, free=((0, 48),)), jane) == 94  # she has not told hers
    assert score(replace(timur, free=((0, 48),)), replace(jane, free=((0, 48),))) == 100


def test_a_skill_the_gazetteer_does_not_know_is_found_by_its_name(mentee, mentor):
    mentors = (mentor("a", skills=("Quilting",)), mentor("b", skills=("Origami",)))

    scores = Scoring((mentee("timur", wants=("quilting ",)),), mentors, WEEK).matrix()

    assert scores[0, 0] == 100
    assert scores[0, 1] < 40


@pytest.mark.parametrize(("level", "worth"), [(1, 0), (2, 0.15), (3, 0.3), (4, 0.65), (5, 1)])
def test_two_levels_ahead_are_best(level, worth, mentee, mentor):
    values = Scoring((mentee("timur", ("Go",), level=3),), (mentor("jane", ("Go",), level=level),), WEEK).values(0, 0)

    assert values[2] == 1000 * worth


def test_for_a_career_nobody_is_too_far_ahead(mentee, mentor):
    jane = mentor("jane", bio="Career coach and programming teacher", level=5)
    goals = ("Plan my career", "Learn programming")

    scoring = Scoring([mentee(goal, goal=goal, level=1) for goal in goals], (jane,), WEEK)

    assert [scoring.values(row, 0)[2] for row in (0, 1)] == [1000, 700]


def test_levels_count_only_where_something_wanted_is_covered(mentee, mentor):
    values = Scoring((mentee("timur", ("Quilting",)),), (mentor("jane", ("Origami",)),), WEEK).values(0, 0)

    assert values[1] < COVERED
    assert values[2] == 0


def test_few_answers_say_little_about_a_mentor(mentee, mentor):
    mentors = tuple(map(mentor, ("new", "praised once", "praised often", "blamed often")))
    effects = {mentors[1].person: (1, 1.0), mentors[2].person: (20, 0.9), mentors[3].person: (20, 0.3)}

    scoring = Scoring((mentee("timur"),), mentors, WEEK, effects=effects)

    new, once, often, blamed = (scoring.values(0, column)[5] for column in range(4))
    assert blamed < new < once < often
    assert new == 610  # (1 + 18 + 6) / 41


def test_weights_in_proportion_are_the_same_weights(cohort):
    doubled = Weights(70, 50, 30, 24, 16, 10)

    np.testing.assert_array_equal(Scoring(*cohort, WEEK, doubled).matrix(), Scoring(*cohort, WEEK).matrix())


def test_a_weight_alone_decides_alone(cohort):
    scoring = Scoring(*cohort, WEEK, Weights(0, 0, 0, 0, 100, 0))

    assert set(np.unique(scoring.matrix())) == {IMPOSSIBLE, 50, 100}


def test_learned_curves_bend_the_scores_and_straight_ones_do_not(cohort, scoring):
    straight = [(points * 20,) * 5 for points in (35, 25, 15, 12, 8, 5)]

    same = Scoring(*cohort, WEEK, Weights(1, 1, 1, 1, 1, 1), straight, scoring.reader.effects)
    bent = Scoring(*cohort, WEEK, learned=CURVES)

    np.testing.assert_array_equal(same.matrix(), scoring.matrix())
    assert (bent.matrix() != Scoring(*cohort, WEEK).matrix()).any()
    assert bent.matrix().max() <= 100


def test_an_edited_mentee_is_scored_as_if_from_the_start(cohort, scoring):
    mentees, mentors = cohort
    edited = replace(
        mentees[7], goal=mentees[8].goal + " Docker", wants=("Origami",), free=((5, 50),), languages=("kk",)
    )

    new = scoring.with_mentee(7, edited)

    fresh = Scoring((*mentees[:7], edited, *mentees[8:]), mentors, WEEK, effects=scoring.reader.effects)
    np.testing.assert_array_equal(new.matrix(), fresh.matrix())
    np.testing.assert_array_equal(
        scoring.matrix(), Scoring(mentees, mentors, WEEK, effects=scoring.reader.effects).matrix()
    )


def test_an_edited_mentor_changes_only_their_own_column(cohort, scoring):
    edited = replace(cohort[1][4], bio="Kotlin and Go", skills=("Python", "Origami"), free=(), languages=("uz",))

    new = scoring.with_mentor(4, edited).with_mentee(0, replace(cohort[0][0], wants=("Origami",)))

    whole, before = new.matrix(), scoring.matrix()
    np.testing.assert_array_equal(np.delete(whole[1:], 4, axis=1), np.delete(before[1:], 4, axis=1))
    np.testing.assert_array_equal(new.column(4), whole[:, 4])
    assert new.values(0, 4)[1] == 1000


def test_a_cohort_may_be_empty(mentee, mentor):
    assert Scoring((), (), WEEK).matrix().shape == (0, 0)
    assert Scoring((mentee("timur", goal="Go"),), (), WEEK).matrix().shape == (1, 0)
    assert Scoring((), (mentor("jane", bio="Go"),), WEEK).matrix().shape == (0, 1)


def test_goals_nobody_covers_are_known(mentee, mentor):
    mentees = (
        mentee("a", goal="Learn Go"),
        mentee("b", goal="Ikebana and flower arranging"),
        mentee("c", wants=("Go",)),
        mentee("d"),
    )

    covered = Scoring(mentees, (mentor("jane", ("Go",), bio="Go"),), WEEK).covered(0, 4)

    assert [bool(value >= COVERED) for value in covered] == [True, False, True, True]
