import random

from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.domain.ranks import DIGITS, rank_between

pick = random.Random(1).choice
ours = st.text(DIGITS, max_size=9).map(lambda digits: digits + "V")
"""Keys as this program makes them: they never end in a zero."""


@given(ours, ours)
def test_a_key_stands_strictly_between_its_neighbours(one, other):
    low, high = sorted((one, other))

    key = rank_between(low, high, pick)

    assert low < key
    assert key < high or low == high


@given(ours)
def test_there_is_room_at_both_ends(key):
    assert rank_between("", key, pick) < key < rank_between(key, "", pick)


@given(st.lists(st.integers(0, 10), max_size=60))
def test_any_drags_keep_all_cards_in_the_order_seen(drags):
    seen = ["V"]

    for at in drags:
        at = min(at, len(seen))
        below, above = (seen[at - 1] if at else ""), (seen[at] if at < len(seen) else "")
        seen.insert(at, rank_between(below, above, pick))

    assert sorted(seen) == seen
    assert len(set(seen)) == len(seen)


@given(st.text(max_size=8), st.text(max_size=8))
def test_whatever_a_stranger_wrote_gets_an_answer(before, after):
    key = rank_between(before, after, pick)

    assert set(key) <= set(DIGITS)
    assert not key.endswith("0")


@given(ours)
def test_behind_a_card_with_the_same_key_is_behind_it(key):
    assert rank_between(key, key, pick) > key


def test_ten_thousand_cards_at_the_end_have_short_keys():
    keys = [rank_between("", "", pick)]

    for _ in range(10_000):
        keys.append(rank_between(keys[-1], "", pick))

    assert sorted(keys) == keys
    assert max(map(len, keys)) <= 10


def test_ten_thousand_cards_on_top_have_short_keys():
    keys = [rank_between("", "", pick)]

    for _ in range(10_000):
        keys.append(rank_between("", keys[-1], pick))

    assert sorted(keys, reverse=True) == keys
    assert max(map(len, keys)) <= 10


def test_the_same_gap_may_be_filled_a_hundred_times():
    high = rank_between("V", "", pick)

    for _ in range(100):
        high = rank_between("V", high, pick)

    assert len(high) < 40


def test_two_desktops_choose_different_keys_in_the_same_gap():
    assert rank_between("V", "W", random.Random(1).choice) != rank_between("V", "W", random.Random(2).choice)
