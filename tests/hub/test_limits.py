"""How often somebody may ask."""

import pytest

from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.limits import MOST_KEYS, Buckets


class Now:
    s = 0.0

    def __call__(self) -> float:
        return self.s


def test_after_a_burst_one_has_to_wait():
    now = Now()
    buckets = Buckets(3, 0.5, now)
    for _ in range(3):
        buckets.take("malika")

    with pytest.raises(Declined) as slow:
        buckets.take("malika")

    assert slow.value.retry_after_s == 2
    now.s += slow.value.retry_after_s
    buckets.take("malika")


def test_what_is_given_back_does_not_count():
    buckets = Buckets(2, 0.1, Now())
    for _ in range(5):
        buckets.take("malika")
        buckets.give_back("malika")

    buckets.take("malika")
    buckets.take("malika")

    with pytest.raises(Declined):
        buckets.take("malika")


def test_one_who_asks_too_often_holds_up_nobody_else():
    buckets = Buckets(1, 0.1, Now())
    buckets.take("malika")

    buckets.take("timur")

    with pytest.raises(Declined):
        buckets.take("malika")


def test_a_bucket_holds_no_more_than_the_burst():
    now = Now()
    buckets = Buckets(2, 1, now)
    buckets.take("malika")
    now.s += 1_000

    buckets.take("malika")
    buckets.take("malika")

    with pytest.raises(Declined):
        buckets.take("malika")


def test_many_keys_do_not_fill_the_memory_and_the_latest_are_remembered():
    buckets = Buckets(1, 0.001, Now())
    for number in range(3 * MOST_KEYS):
        buckets.take(str(number))

    with pytest.raises(Declined):
        buckets.take(str(3 * MOST_KEYS - 1))
    buckets.take("0")
