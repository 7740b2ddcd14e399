"""How often somebody may ask."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from growtogether_desktop.hub.declined import Declined
from growtogether_desktop.hub.limits import MOST_KEYS, Buckets
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import RefreshAsked, SignInAsked, Tokens
from tests.hub import hurried
from tests.hubs import PASSWORD, Member, RunningHub, code

OF_DEVICE, OF_ACCOUNT = 5_000 // hurried.SHARE, 10_000 // hurried.SHARE


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


# --- over HTTP: each limit a hundredth of what it is ---------------------------------------------


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    running = RunningHub(tmp_path / "hub")
    running.MODULE = hurried.__name__
    running.start()
    yield running
    running.close()


def statuses(member: Member, times: int) -> list[int]:
    return [member.ask("GET", "/devices").status_code for _ in range(times)]


def at_another_computer(hub: RunningHub) -> Member:
    asked = dump(SignInAsked("coordinator", PASSWORD, "tablet"))
    return hub.desk_for(load(Tokens, httpx.post(f"{hub.url}/session", content=asked).content))


def test_a_device_that_calls_too_often_is_told_to_wait_and_for_how_long(hub: RunningHub):
    nodira = hub.coordinator

    assert statuses(nodira, OF_DEVICE) == [200] * OF_DEVICE
    answer = nodira.ask("GET", "/devices")

    assert (answer.status_code, code(answer)) == (429, "slow_down")
    assert int(answer.headers["Retry-After"]) > 0
    assert statuses(at_another_computer(hub), 1) == [200]


def test_a_person_at_many_computers_is_one_person(hub: RunningHub):
    computers = [hub.coordinator, at_another_computer(hub), at_another_computer(hub)]
    for computer in computers[: OF_ACCOUNT // OF_DEVICE]:
        assert statuses(computer, OF_DEVICE) == [200] * OF_DEVICE

    assert statuses(computers[-1], 1) == [429]


def test_renewals_are_limited_by_address(hub: RunningHub):
    asked = dump(RefreshAsked("made up"))

    answers = [httpx.post(f"{hub.url}/session/refresh", content=asked) for _ in range(OF_DEVICE + 1)]

    assert [answer.status_code for answer in answers] == [401] * OF_DEVICE + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
