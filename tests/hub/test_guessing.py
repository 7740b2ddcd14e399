"""Somebody guesses at a login for hours: slowed down everywhere, and its owner comes in all the same."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import httpx
import pytest

from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import SignInAsked, Tokens
from tests.hubs import PASSWORD, RunningHub
from tests.journeys.people import Person

OF_ADDRESS, OF_LOGIN = 10, 100
"""What may be tried at once."""

_addresses = (f"10.0.{at // 250}.{at % 250}" for at in count(1))


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    with closing(RunningHub(tmp_path_factory.mktemp("hub"))) as running:
        running.start()
        yield running


@pytest.fixture(scope="module")
def http(hub: RunningHub) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hub.url) as client:
        yield client


def sign_in(http: httpx.Client, asked: SignInAsked, address: str = "") -> httpx.Response:
    """As from that address, or from one of its own: the hub believes the server in front, and here we are it."""
    return http.post("/session", content=dump(asked), headers={"X-Forwarded-For": address or next(_addresses)})


def again(tokens: Tokens, password: str = PASSWORD, login: str = "malika") -> SignInAsked:
    """How a device signs in on which somebody was signed in before."""
    return SignInAsked(login, password, "laptop", tokens.device, tokens.device_key)


def guess(http: httpx.Client, login: str, address: str = "") -> int:
    return sign_in(http, SignInAsked(login, "is it this one", "elsewhere"), address).status_code


def held_up(http: httpx.Client, asked: SignInAsked) -> bool:
    """Whether one waits like everybody else; of three tries one may be let in, for time goes on."""
    return 429 in [sign_in(http, asked).status_code for _ in range(3)]


@pytest.fixture(scope="module")
def known(hub: RunningHub) -> Tokens:
    """How Malika was signed in before strangers began to guess."""
    return hub.take_up(hub.invite("malika").code, "malika").tokens


@pytest.fixture
def malika(known: Tokens, http: httpx.Client) -> Tokens:
    """The same, while strangers guess at her login from everywhere, as fast as they are let."""
    while guess(http, "malika") != 429:
        pass
    return known


def test_whoever_guesses_from_one_address_does_not_keep_the_owner_from_a_new_computer(
    hub: RunningHub, http: httpx.Client
):
    hub.take_up(hub.invite("aziza").code, "aziza")

    guesses = [guess(http, "aziza", "10.9.9.9") for _ in range(OF_ADDRESS + 1)]
    hers = sign_in(http, SignInAsked("aziza", PASSWORD, "a new computer"))

    assert guesses == [403] * OF_ADDRESS + [429]
    assert hers.is_success


def test_whoever_guesses_from_everywhere_is_slowed_down_too(http: httpx.Client):
    answers = [guess(http, "nobody") for _ in range(OF_LOGIN + 5)]

    assert answers[:OF_LOGIN] == [403] * OF_LOGIN
    assert 429 in answers


def test_the_owner_comes_in_from_a_computer_that_is_known_even_beside_the_guesser(malika: Tokens, http: httpx.Client):
    while guess(http, "malika", "10.9.9.8") != 429:
        pass

    assert sign_in(http, again(malika), "10.9.9.8").is_success


def test_a_renewed_token_says_the_same_key(hub: RunningHub):
    tokens = hub.join("olim").tokens

    renewed = httpx.post(f"{hub.url}/session/refresh", content=dump({"refresh": tokens.refresh}))

    assert load(Tokens, renewed.content).device_key == tokens.device_key


@pytest.mark.parametrize("wrong", ["key", "device", "login"])
def test_only_its_own_device_is_known_for_a_login(hub: RunningHub, malika: Tokens, http: httpx.Client, wrong: str):
    mallory = hub.join("mallory").tokens
    asked = {
        "key": SignInAsked("malika", PASSWORD, "x", malika.device, mallory.device_key),
        "device": SignInAsked("malika", PASSWORD, "x", "no such device", malika.device_key),
        "login": again(mallory),
    }[wrong]

    assert held_up(http, asked)


def test_a_device_that_was_taken_off_the_list_is_not_known_any_more(
    hub: RunningHub, malika: Tokens, http: httpx.Client
):
    lost = hub.desk_for(load(Tokens, sign_in(http, again(malika)).content))
    assert lost.ask("DELETE", f"/devices/{lost.tokens.device}").status_code == 204

    assert held_up(http, again(lost.tokens))


def test_whoever_holds_a_known_device_guesses_no_faster(hub: RunningHub, http: httpx.Client):
    tokens = hub.take_up(hub.invite("kamron").code, "kamron").tokens

    answers = [sign_in(http, again(tokens, "is it this one", "kamron")).status_code for _ in range(11)]

    assert answers == [403] * 10 + [429]


async def test_a_desk_shows_that_it_is_known(hub: RunningHub, http: httpx.Client, tmp_path: Path):
    sardor = await Person(tmp_path, "sardor").join(hub, hub.invite("sardor").code)
    while guess(http, "sardor@example.org", "127.0.0.1") != 429:
        pass

    await sardor.sign_in(hub)

    await sardor.leave()
