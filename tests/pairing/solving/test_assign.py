from dataclasses import replace

import numpy as np
import pytest

from growtogether_desktop.pairing.solving import assign as door
from growtogether_desktop.pairing.solving.assign import assign
from growtogether_desktop.pairing.solving.certificate import NotOptimal, Proof, check
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Cancelled, Instance

EMPTY = np.empty(0, np.int64)


def cohort(rows, columns, seats=3, waiting=None):
    """Fits as of people who want a few of many skills, and nobody waits if it can be avoided."""
    chance = np.random.default_rng(rows)
    scores = chance.integers(0, 4, (rows, 6)) @ chance.integers(0, 6, (6, columns))
    worst = -(int(scores.max()) * rows + 1)
    return Instance(
        scores.astype(np.int16),
        np.full(columns, seats),
        np.full(rows, worst if waiting is None else waiting),
    )


def test_nobody_is_assigned_to_nobody():
    solution = assign(Instance(np.empty((0, 3), np.int16), np.array([1, 2, 3]), EMPTY))

    assert solution.assigned.tolist() == []
    assert solution.prices.tolist() == [0, 0, 0]


@pytest.mark.parametrize("rows", [1, 2_000])
def test_without_columns_everybody_waits(rows):
    solution = assign(Instance(np.empty((rows, 0), np.int16), EMPTY, np.full(rows, -7)))

    assert (solution.assigned == NOBODY).all()


@pytest.mark.parametrize("rows", [4, 2_000])
def test_without_seats_everybody_waits(rows):
    instance = replace(cohort(rows, 500), seats=np.zeros(500, np.int64))

    assert (assign(instance).assigned == NOBODY).all()


@pytest.mark.parametrize("rows", [4, 2_000])
def test_when_all_is_impossible_everybody_waits(rows):
    instance = Instance(np.full((rows, 500), IMPOSSIBLE, np.int16), np.ones(500, np.int64), np.full(rows, -(10**9)))

    assert (assign(instance).assigned == NOBODY).all()


@pytest.mark.parametrize("rows", [60, 900])
def test_as_many_as_there_are_seats_have_one_when_waiting_is_the_worst(rows):
    instance = cohort(rows, rows // 6, seats=5)

    solution = assign(instance)

    assert (solution.assigned != NOBODY).sum() == rows // 6 * 5


@pytest.mark.parametrize("rows", [60, 900])
def test_those_with_priority_do_not_wait(rows):
    instance = cohort(rows, rows // 6, seats=5)
    first = np.arange(rows) % 3 == 0

    solution = assign(replace(instance, waiting=instance.waiting * (1 + first)))

    assert (solution.assigned[first] != NOBODY).all()
    assert (solution.assigned != NOBODY).sum() == rows // 6 * 5


@pytest.mark.parametrize("rows", [60, 900])
def test_who_is_worth_more_waiting_waits(rows):
    instance = cohort(rows, rows // 2, waiting=10_000)

    assert (assign(instance).assigned == NOBODY).all()


@pytest.mark.parametrize("rows", [60, 900])
def test_the_same_instance_gives_the_same_plan(rows):
    first, second = assign(cohort(rows, rows // 3)), assign(cohort(rows, rows // 3))

    assert first.assigned.tolist() == second.assigned.tolist()
    assert first.prices.tolist() == second.prices.tolist()


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64])
def test_any_kind_of_whole_number_gives_the_same_total(kind):
    instance = cohort(900, 300)

    solution = assign(replace(instance, scores=instance.scores.astype(kind)))

    assert solution.total(instance) == assign(instance).total(instance)


def test_cohorts_are_solved_in_blocks_too(in_blocks):
    instance = cohort(900, 300)

    solution = assign(in_blocks(instance))

    assert solution.total(instance) == assign(instance).total(instance)
    assert check(instance, solution).proven


def test_scores_stay_as_they_are():
    instance = cohort(900, 300)
    before = instance.scores.copy()

    assign(instance)

    assert (instance.scores == before).all()


@pytest.mark.parametrize("rows", [60, 900])
def test_progress_goes_from_nothing_to_all(in_blocks, rows):
    told, told_in_blocks = [], []

    assign(cohort(rows, 300), told.append)
    assign(in_blocks(cohort(rows, 300)), told_in_blocks.append)

    assert told == sorted(told)
    assert told_in_blocks == sorted(told_in_blocks)
    assert (told[0], told[-1], told_in_blocks[0], told_in_blocks[-1]) == (0, 1, 0, 1)


@pytest.mark.parametrize("rows", [60, 900])
def test_solving_ends_when_nobody_wants_the_answer(rows):
    def enough(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        assign(cohort(rows, 300), enough)


def test_nothing_unproven_leaves(monkeypatch):
    monkeypatch.setattr(door, "check", lambda instance, solution, progress: Proof(41, 42))

    with pytest.raises(NotOptimal, match="41"):
        assign(cohort(60, 20))
