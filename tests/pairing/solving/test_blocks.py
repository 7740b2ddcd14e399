import numpy as np
import pytest

from growtogether_desktop.pairing.solving.blocks import pieces, roomy, sink_impossible, thin_out
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE


def test_pieces_are_all_rows_in_order():
    parts = list(pieces(np.arange(10, 20), columns=3, scores=13))

    assert [len(part) for part in parts] == [4, 4, 2]
    assert np.concatenate(parts).tolist() == list(range(10, 20))


def test_a_row_wider_than_a_piece_is_a_piece():
    assert [part.tolist() for part in pieces(np.arange(2), columns=100, scores=1)] == [[0], [1]]


@pytest.mark.parametrize(
    ("greatest", "kind"),
    [(100, np.int16), (2**14 - 2, np.int16), (2**14 - 1, np.int32), (2**30, np.int64), (2**53, np.int64)],
)
def test_scores_have_two_bits_to_spare(greatest, kind):
    scores = np.array([[0, IMPOSSIBLE, greatest]])

    assert roomy(scores).dtype == kind
    assert roomy(scores).tolist() == scores.tolist()


def test_scores_with_room_are_not_copied():
    scores = np.array([[3]], np.int16)

    assert roomy(scores) is scores


def test_scores_beyond_all_types_are_refused():
    with pytest.raises(OverflowError):
        roomy(np.array([[2**62]]))


@pytest.mark.parametrize("kind", [np.int16, np.int32, np.int64])
def test_what_is_impossible_sinks_and_all_else_stays(kind):
    scores = np.array([0, 1, 2 ** (np.iinfo(kind).bits - 2) - 1, IMPOSSIBLE], kind)
    before = scores.tolist()

    sink_impossible(scores)

    assert scores[:3].tolist() == before[:3]
    assert scores[3] == -(2 ** (np.iinfo(kind).bits - 2)) - 1


def test_a_row_keeps_no_more_than_it_may_and_rows_keep_different_ones():
    rows = np.repeat([0, 1, 3], [9, 9, 2])

    kept = thin_out(rows, 3)

    assert np.bincount(rows[kept]).tolist() == [3, 3, 0, 2]
    assert kept[:9].tolist() != kept[9:18].tolist()
