"""Made-up programmes in which we know what helps, so that we can tell whether learning finds it."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from growtogether_desktop.domain.cohorts import Weights
from growtogether_desktop.pairing.score.budget import Budget
from growtogether_desktop.pairing.score.learning import ENOUGH, Rating, learn, ramps_of

PEOPLE = 150
USUAL = np.array([35, 25, 15, 12, 8, 5]) / 100


def pairs(chance):
    """The features of everybody with everybody, 0 to 1: (PEOPLE, PEOPLE, 6)."""
    values = chance.beta(1.2, 3, (PEOPLE, PEOPLE, 6))
    values[..., 2] = chance.choice([0.15, 0.3, 0.65, 1, 0.85], (PEOPLE, PEOPLE))
    values[..., 3] = np.minimum(1, chance.poisson(3, (PEOPLE, PEOPLE)) / 4)
    values[..., 4] = chance.choice([0.5, 1], (PEOPLE, PEOPLE))
    values[..., 5] = np.clip(chance.normal(0.6, 0.12, (1, PEOPLE)), 0, 1)
    return np.round(values, 3)


def as_we_think(values):
    return values @ USUAL


def another_way(values):
    """Some overlap is enough, hours and the mentor's hand decide."""
    overlap = np.minimum(1, values[..., 0] / 0.3)
    return overlap * 0.3 + values[..., 2] * 0.1 + values[..., 3] * 0.35 + values[..., 5] * 0.25


def programme(truth, seed, cohorts=2):
    """Ratings of cohorts that were paired by the usual weights."""
    chance = np.random.default_rng(seed)
    ratings = []
    for cohort in range(cohorts):
        values = pairs(chance)
        met = values[linear_sum_assignment(as_we_think(values), maximize=True)]
        helped = np.clip(0.15 + 0.8 * truth(met) + chance.normal(0, 0.2, PEOPLE), 0, 1)
        effects = (np.round(10 * helped) / 10 + (chance.random(PEOPLE) < helped)) / 2
        ratings += [
            Rating(str(cohort), tuple(map(int, 1000 * one)), effect) for one, effect in zip(met, effects, strict=True)
        ]
    return ratings


def worth(truth, scores, values):
    """What a cohort paired by these scores gets, in truth."""
    return truth(values)[linear_sum_assignment(scores, maximize=True)].mean()


def share_of_the_gap_closed(lesson, seed):
    """Between the usual weights and the truth, in a new cohort; None when the lesson is not adopted."""
    values = pairs(np.random.default_rng(1_000 + seed))
    usual, learned, best = (
        worth(another_way, scores, values)
        for scores in (as_we_think(values), by_lesson(lesson, values), another_way(values))
    )
    return (learned - usual) / (best - usual) if lesson.adopt else None


def by_lesson(lesson, values):
    ratings = [Rating("", tuple(one), 0) for one in (1000 * values.reshape(-1, 6)).astype(int)]
    return (ramps_of(ratings) @ np.ravel(lesson.ramps)).reshape(PEOPLE, PEOPLE)


def test_what_is_learned_pairs_the_next_cohort_better_when_the_weights_are_off():
    closed = [share_of_the_gap_closed(learn(programme(another_way, seed, cohorts=4)), seed) for seed in range(6)]

    adopted = [share for share in closed if share is not None]
    assert len(adopted) >= 4
    assert min(adopted) > 0.43


def test_it_does_no_harm_when_the_weights_are_right():
    for seed in range(6):
        lesson = learn(programme(as_we_think, seed))
        values = pairs(np.random.default_rng(1_000 + seed))
        usual, learned = (
            worth(as_we_think, scores, values) for scores in (as_we_think(values), by_lesson(lesson, values))
        )

        assert not lesson.adopt or learned > usual - 0.01


def test_what_is_learned_never_falls_and_adds_up_to_a_hundred_points():
    lesson = learn(programme(another_way, 1))

    assert len(lesson.ramps) == 6
    assert all(len(ramps) == 5 and min(ramps) >= 0 for ramps in lesson.ramps)
    assert sum(map(sum, lesson.ramps)) == 10_000
    assert sum((lesson.weights.goal, lesson.weights.stack, lesson.weights.gap)) < 75
    assert lesson.weights.availability > 12


def test_few_ratings_are_not_enough():
    lesson = learn(programme(another_way, 1)[:: 2 * PEOPLE // (ENOUGH - 1) + 1])

    assert lesson.ratings < ENOUGH
    assert not lesson.adopt
    assert str(ENOUGH) in str(lesson.why)


def test_one_cohort_is_not_enough():
    lesson = learn(programme(another_way, 1, cohorts=1))

    assert not lesson.adopt
    assert "one cohort" in str(lesson.why)


def turned(ratings, cohort):
    """The ratings, as if everybody in one cohort had answered the opposite."""
    return [Rating(one.cohort, one.values, 1 - one.effect) if one.cohort == cohort else one for one in ratings]


def test_a_cohort_that_answers_the_opposite_teaches_nothing():
    for seed in range(4):
        lesson = learn(turned(programme(as_we_think, seed, cohorts=3), "1"))

        assert not lesson.adopt


def test_who_praises_or_blames_without_looking_teaches_nothing():
    chance = np.random.default_rng(5)
    values, effects = chance.integers(0, 1001, (300, 6)).tolist(), chance.integers(0, 2, 300).tolist()
    ratings = [Rating(str(n % 3), tuple(values[n]), effects[n]) for n in range(300)]

    assert not learn(ratings).adopt


RATINGS = st.lists(
    st.builds(
        Rating,
        st.sampled_from("abcd"),
        st.tuples(*[st.integers(0, 1000)] * 6),
        st.sampled_from((0.0, 0.5, 1.0)),
    ),
    max_size=90,
)


@settings(max_examples=25, deadline=None)
@given(RATINGS)
def test_whatever_is_answered_only_what_foretells_better_is_adopted(ratings):
    lesson = learn(ratings)

    assert sum(map(sum, lesson.ramps)) == 10_000
    assert min(map(min, lesson.ramps)) >= 0
    if lesson.adopt:
        assert lesson.ratings >= ENOUGH
        assert lesson.cohorts > 1
        assert lesson.learned_error < lesson.usual_error


def test_without_ratings_the_weights_in_use_are_what_is_known():
    lesson = learn((), Weights(50, 50, 0, 0, 0, 0))

    assert lesson.weights == Weights(50, 50, 0, 0, 0, 0)
    assert not lesson.adopt


def test_equal_outcomes_teach_nothing():
    lesson = learn([Rating(str(n % 2), (n % 7 * 100, 500, 300, 1000, 500, 600), 0.7) for n in range(80)])

    assert not lesson.adopt
    assert lesson.usual_error == 0


def test_ratings_teach_the_same_in_any_order():
    ratings = programme(another_way, 2)
    shuffled = random.Random(1).sample(ratings, len(ratings))

    assert learn(shuffled) == learn(ratings)


def test_a_budget_takes_what_was_learned():
    lesson = learn(programme(another_way, 3))

    budget = Budget(Weights(), lesson.ramps, effects=True)

    assert budget.most(np.array([True])).sum() == 100
    assert all(
        curve is None or (curve[0] == 0 and curve[-1] == 1000 and (np.diff(curve) >= 0).all())
        for curve in budget.curves
    )
