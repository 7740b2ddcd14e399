from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.pairing.score.shares import shared_out

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)


@given(st.integers(0, 5_000), WEIGHTS)
def test_shares_add_up_and_none_is_off_by_a_whole(total, weights):
    parts = shared_out(total, weights)

    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


def test_without_weights_there_is_nothing_to_share():
    assert shared_out(10, [0, 0]) == [0, 0]
    assert shared_out(10, []) == []
