import gzip

import numpy as np
import pytest

from growtogether_desktop.pairing.solving import lazy, phases
from growtogether_desktop.pairing.solving.certificate import check, prices_of
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, Cancelled, Instance, Solution
from growtogether_desktop.pairing.solving.lazy import assign_in_blocks
from growtogether_desktop.pairing.solving.scaling import assign_in_rounds, rounds_for
from growtogether_desktop.pairing.solving.seats import assign_seats

OPTIMA = {"assign100": 305, "assign200": 475, "assign300": 626, "assign400": 804}


@pytest.mark.parametrize("seed", range(150))
def test_every_engine_finds_the_best_and_proves_it(problem, in_blocks, best_total, monkeypatch, seed):
    instance = problem(seed)
    monkeypatch.setattr(lazy, "LISTED", 1 + seed % 7)
    monkeypatch.setattr(lazy, "NEARER", 1 + seed % 3)
    monkeypatch.setattr(lazy, "SAMPLE", 2 + seed % 11)
    monkeypatch.setattr(lazy, "BLOCK", 1 + seed % 97)
    monkeypatch.setattr(phases, "TIES", 2 + seed % 5)

    seated = assign_seats(instance)
    solutions = Solution(seated, prices_of(instance, seated)), assign_in_rounds(instance)
    proofs = [check(instance, solution) for solution in solutions]
    large = in_blocks(instance)
    proofs.append(check(large, assign_in_blocks(large)))

    best = best_total(instance)
    assert [(proof.total, proof.bound) for proof in proofs] == [(best, best)] * 3


@pytest.mark.parametrize("name", OPTIMA)
def test_the_optima_of_the_or_library_are_reached(matching_data, in_blocks, name):
    numbers = np.array(gzip.decompress((matching_data / "orlib" / f"{name}.txt.gz").read_bytes()).split(), np.int64)
    size, costs = int(numbers[0]), numbers[1:].reshape(int(numbers[0]), -1)
    dearest = int(costs.max())
    everybody = np.full(size, -dearest * size - 1)
    instance = Instance((dearest - costs).astype(np.int16), np.ones(size, np.int64), everybody)

    seated = assign_seats(instance)
    solutions = Solution(seated, prices_of(instance, seated)), assign_in_rounds(instance)
    solutions += (assign_in_blocks(in_blocks(instance)),)

    for proof in (check(instance, solution) for solution in solutions):
        assert dearest * size - proof.total == OPTIMA[name]
        assert proof.proven


@pytest.mark.parametrize("seed", range(3))
def test_some_hundred_rows_with_hardly_any_difference_are_solved(in_blocks, best_total, seed):
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, 3, (400, 90)).astype(np.int16)
    instance = Instance(scores, chance.integers(0, 6, 90), np.full(400, -1_000))
    large = in_blocks(instance)

    totals = [check(instance, assign_in_rounds(instance)).total, check(large, assign_in_blocks(large)).total]

    assert totals == [best_total(instance)] * 2


@pytest.mark.parametrize("row", range(2))
def test_the_one_row_that_may_have_the_last_seat_gets_it_however_many_are_as_good(best_total, row):
    scores = np.full((41, 41), 10, np.int16)
    scores[np.arange(41) != row, 40] = IMPOSSIBLE
    instance = Instance(scores, np.ones(41, np.int64), np.full(41, -10_000))

    assert check(instance, assign_in_rounds(instance)).total == best_total(instance)


@pytest.mark.parametrize("greatest", [2**14 - 1, 2**14, 2**30 - 1])
@pytest.mark.parametrize("waits", [0, -1, -(10**6)])
def test_the_greatest_that_a_type_holds_meets_the_impossible(in_blocks, best_total, greatest, waits):
    scores = np.array([[IMPOSSIBLE, greatest], [greatest, IMPOSSIBLE], [IMPOSSIBLE, IMPOSSIBLE], [IMPOSSIBLE, 1]])
    instance = Instance(scores, np.array([1, 1]), np.array([waits, waits - greatest, waits, waits + 1 - greatest]))
    large = in_blocks(instance)

    seated = assign_seats(instance)
    proofs = [
        check(instance, Solution(seated, prices_of(instance, seated))),
        check(instance, assign_in_rounds(instance)),
    ]
    proofs.append(check(large, assign_in_blocks(large)))

    assert [(proof.total, proof.bound) for proof in proofs] == [(best_total(instance),) * 2] * 3


def test_scores_beyond_32_bits_are_solved_in_blocks_too(in_blocks):
    instance = Instance(np.array([[1 << 40, (1 << 40) + 1], [0, 1 << 39]]), np.ones(2, np.int64), np.zeros(2, np.int64))
    large = in_blocks(instance)

    proof = check(large, assign_in_blocks(large))

    assert (proof.total, proof.bound) == ((1 << 40) + (1 << 39), (1 << 40) + (1 << 39))


def test_the_last_round_leaves_nothing_away():
    assert [rounds_for(greatest) for greatest in (0, 31, 100, 5_000)] == [[0], [0], [2, 0], [8, 5, 2, 0]]


def test_scores_are_asked_for_three_times_at_most(in_blocks):
    chance = np.random.default_rng(1)
    skills = chance.integers(0, 3, (2_000, 8)) @ chance.integers(0, 3, (8, 600))
    instance = in_blocks(Instance(skills.astype(np.int16), np.full(600, 4), np.full(2_000, -100_000)))

    assign_in_blocks(instance)

    assert instance.scores.asked <= 3 * 2_000


def test_rows_that_are_alike_are_asked_for_once(in_blocks):
    instance = in_blocks(Instance(np.full((500, 7), 5, np.int16), np.full(7, 100), np.zeros(500, np.int64)))

    solution = assign_in_blocks(instance)

    assert instance.scores.asked == 1
    assert (np.bincount(solution.assigned, minlength=7) <= 100).all()
    assert (solution.assigned >= 0).all()


def test_rows_that_are_alike_may_wait_at_different_prices(in_blocks):
    instance = in_blocks(Instance(np.full((4, 1), 5, np.int16), np.array([2]), np.array([-1, -9, -1, -9])))

    assert assign_in_blocks(instance).assigned.tolist() == [-1, 0, -1, 0]


@pytest.mark.parametrize("engine", [assign_in_rounds, assign_in_blocks])
def test_whoever_does_not_want_the_answer_any_more_need_not_wait(in_blocks, engine):
    chance = np.random.default_rng(1)
    instance = Instance(chance.integers(0, 100, (300, 100)).astype(np.int16), np.full(100, 3), np.zeros(300, np.int64))
    told = []

    def enough(done):
        told.append(done)
        if done > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        engine(in_blocks(instance) if engine is assign_in_blocks else instance, enough)

    assert told == sorted(told)
    assert len(told) > 3
