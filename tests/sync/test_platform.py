"""The browser's way to the platform and back to a port of this computer, with the wrong ones knocking too."""

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.sync import platform as way
from growtogether_desktop.sync.platform import sign_in_by_browser
from growtogether_desktop.wire.protocol import Platform, PlatformAsked

PLATFORM = Platform("https://platform.example", "https://platform.example/authorize", "hub")
Brought = Callable[[dict[str, str]], dict[str, str]]


class Browser:
    """Comes back at once, with whatever it is told to bring."""

    def __init__(self, *visits: Brought) -> None:
        self._visits = visits
        self.answers: list[httpx.Response] = []
        self.question: dict[str, str] = {}
        self._went: asyncio.Task[None] | None = None

    def __call__(self, address: str) -> None:
        self.question = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self._went = asyncio.get_running_loop().create_task(self._come_back())

    async def _come_back(self) -> None:
        async with httpx.AsyncClient() as http:
            for brings in self._visits:
                self.answers.append(await http.get(self.question["redirect_uri"], params=brings(self.question)))


def right(question: dict[str, str]) -> dict[str, str]:
    return {"code": "the code", "state": question["state"], "iss": PLATFORM.issuer}


async def signed_in(browser: Browser) -> PlatformAsked:
    async with asyncio.timeout(10):
        return await sign_in_by_browser(PLATFORM, "laptop", "", browser)


async def test_the_code_comes_back_with_what_it_was_asked_with():
    browser = Browser(right)

    asked = await signed_in(browser)

    assert (asked.code, asked.nonce, asked.redirect) == (
        "the code",
        browser.question["nonce"],
        browser.question["redirect_uri"],
    )
    assert browser.question["code_challenge_method"] == "S256"
    assert asked.verifier not in str(browser.question)
    assert "close this page" in browser.answers[0].text


@pytest.mark.parametrize(
    "wrong",
    [
        lambda question: {"code": "a stranger's", "state": "guessed"},
        lambda question: {"code": "a stranger's"},
        lambda question: {"code": "a stranger's", "state": question["state"], "iss": "https://another.example"},
        lambda question: {"error": "access_denied", "state": "guessed"},
    ],
)
async def test_whoever_knocks_with_anothers_state_is_sent_away_and_does_no_harm(wrong: Brought):
    browser = Browser(wrong, right)

    asked = await signed_in(browser)

    assert asked.code == "the code"
    assert browser.answers[0].status_code == 404


async def test_a_no_of_the_platform_is_told():
    browser = Browser(lambda question: {"error": "access_denied", "state": question["state"]})

    with pytest.raises(Problem, match="did not let you in"):
        await signed_in(browser)


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(way, "PATIENCE_S", 0.05)

    with pytest.raises(Problem, match="Nobody came back"):
        await signed_in(Browser())


async def test_the_port_is_closed_afterwards():
    browser = Browser(right)
    await signed_in(browser)

    async with httpx.AsyncClient() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get(browser.question["redirect_uri"])


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://platform.example/authorize"])
async def test_a_browser_is_sent_nowhere_but_to_a_safe_address(address: str):
    opened: list[str] = []

    with pytest.raises(Problem):
        await sign_in_by_browser(Platform("i", address, "hub"), "laptop", "", opened.append)

    assert opened == []
