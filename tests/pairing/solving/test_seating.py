import numpy as np
import pytest

from growtogether_desktop.pairing.solving.seating import Seating


def everything(seating):
    """All pairs of groups and columns, the idle and the waiting room among them."""
    groups, columns = np.divmod(np.arange(len(seating.left) * len(seating.free)), len(seating.free))
    return groups, columns


def test_when_all_may_sit_anywhere_all_are_seated_and_all_seats_taken():
    seating = Seating(members=np.array([3, 1]), seats=np.array([2, 0, 9]))

    seated = seating.seat(*everything(seating))

    assert seated == seating.seated()[2].sum()
    assert not seating.left.any()
    assert not seating.free.any()


def test_who_sits_moves_on_for_somebody_who_has_no_other_seat():
    seating = Seating(members=np.array([1, 1]), seats=np.array([1, 1]))
    seating.seat(np.array([0]), np.array([0]))

    assert seating.seat(np.array([0, 0, 1]), np.array([0, 1, 0])) == 1

    groups, columns, amounts = seating.seated()
    assert groups.tolist() == [0, 1]
    assert columns.tolist() == [1, 0]
    assert amounts.tolist() == [1, 1]


@pytest.mark.parametrize("seed", range(200))
def test_nobody_is_left_who_could_have_been_seated(seed):
    chance = np.random.default_rng(seed)
    seating = Seating(members=np.ones(60, np.int64), seats=chance.integers(0, 4, 30))
    groups, columns = everything(seating)

    for share in (0.05, 0.05, 0.1, 0.1, 0.1, 0.2):
        sits = seating.seated()
        possible = (chance.random(len(groups)) < share) | np.isin(groups * 100 + columns, sits[0] * 100 + sits[1])
        seating.seat(groups[possible], columns[possible])

        assert seating.seat(groups[possible], columns[possible]) == 0


def test_holders_are_those_who_sit_in_a_column():
    seating = Seating(members=np.array([2, 1, 1]), seats=np.array([1, 3]))
    seating.seat(np.array([0, 0, 1]), np.array([0, 1, 1]))

    assert seating.holders(np.array([1])).tolist() == [0, 1]
    assert seating.holders(np.array([0, 1])).tolist() == [0, 0, 1]
    assert seating.held_by(0).tolist() == [0, 1]
