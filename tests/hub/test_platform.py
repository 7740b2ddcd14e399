"""Signing in through a parent platform: a real provider over loopback, well-behaved and hostile."""

import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import asdict

from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import Health, PlatformAsked, Tokens
from tests.hub.provider import CLIENT, SECRET
from tests.hub.providers import Provider
from tests.hubs import PASSWORD, Member, RunningHub, code

_tests = count(1)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with closing(Provider()) as running:
        yield running


@pytest.fixture(scope="module")
def running(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningHub, list[str]]]:
    folder = tmp_path_factory.mktemp("hub")
    (folder / "secret").write_text(SECRET + "\n")
    known = ["--oidc-issuer", provider.issuer, "--oidc-client-id", CLIENT, "--oidc-secret-file", str(folder / "secret")]
    with closing(RunningHub(folder)) as hub:
        hub.start(*known)
        yield hub, known


@pytest.fixture
def hub(running: tuple[RunningHub, list[str]]) -> RunningHub:
    """Started anew now and then: after sixty sign-ins from one address it asks everybody to wait."""
    hub, known = running
    if next(_tests) % 12 == 0:
        hub.stop()
        hub.start(*known)
    return hub


@pytest.fixture(autouse=True)
def well_behaved(provider: Provider) -> None:
    provider.be()


def come_in(hub: RunningHub, asked: PlatformAsked) -> httpx.Response:
    return httpx.post(f"{hub.url}/session/platform", content=dump(asked))


def joined(hub: RunningHub, provider: Provider, subject: str) -> Tokens:
    """Somebody who has come in by a code."""
    provider.be(sub=subject, email=None)
    answer = come_in(hub, provider.browse(invitation=hub.invite(subject, "mentor").code))
    assert answer.is_success, answer.text
    provider.be()
    return load(Tokens, answer.content)


# --- as it should be ----------------------------------------------------------------------------


def test_the_hub_says_where_browsers_go(hub: RunningHub, provider: Provider):
    until = time.monotonic() + 10
    while (health := load(Health, httpx.get(f"{hub.url}/health").content)).platform is None:
        assert time.monotonic() < until
        time.sleep(0.05)

    assert health.platform.authorize == f"{provider.issuer}/authorize"
    assert (health.platform.issuer, health.platform.client) == (provider.issuer, CLIENT)


def test_an_invitations_code_lets_a_newcomer_in(hub: RunningHub, provider: Provider):
    tokens = joined(hub, provider, "newcomer")

    assert (tokens.name, tokens.roles) == ("newcomer", ("mentor",))
    assert hub.desk_for(tokens).ask("GET", "/devices").is_success


def test_an_invitation_to_a_verified_address_needs_no_code(hub: RunningHub, provider: Provider):
    asked = [{"name": "Zarina", "roles": ["mentee"], "email": "Zarina@Example.uz"}]
    assert hub.coordinator.ask("POST", "/invitations", content=dump(asked)).is_success
    provider.be(sub="zarina", email="zarina@example.uz")

    tokens = load(Tokens, come_in(hub, provider.browse()).content)

    assert tokens.name == "Zarina"


def test_an_address_nobody_has_verified_lets_nobody_in(hub: RunningHub, provider: Provider):
    asked = [{"name": "Timur", "roles": ["coordinator"], "email": "timur@example.uz"}]
    assert hub.coordinator.ask("POST", "/invitations", content=dump(asked)).is_success

    for unverified in (False, "true", "yes"):
        provider.be(sub="a stranger", email="timur@example.uz", email_verified=unverified)
        answer = come_in(hub, provider.browse())
        assert (answer.status_code, code(answer)) == (403, "not_invited")


def test_a_login_that_looks_like_an_address_is_not_taken_for_it(hub: RunningHub, provider: Provider):
    """Else whoever had taken somebody's address for a login would be let in with them, by a password of theirs."""
    hub.take_up(hub.invite("Mallory").code, "nodira@example.uz")
    provider.be(sub="nodira", email="nodira@example.uz")

    answer = come_in(hub, provider.browse())

    assert (answer.status_code, code(answer)) == (403, "not_invited")


def test_somebody_known_comes_in_on_the_same_account_and_device_again(hub: RunningHub, provider: Provider):
    first = joined(hub, provider, "known")
    provider.be(sub="known", email="another@example.uz")

    again = load(Tokens, come_in(hub, provider.browse(known_as=first.device)).content)

    assert (again.person, again.device) == (first.person, first.device)


def test_an_account_without_password_has_no_password(hub: RunningHub, provider: Provider):
    provider.be(sub="no password", email="olim@example.uz")
    assert come_in(hub, provider.browse(invitation=hub.invite("Olim").code)).is_success

    for guess in ("", "nobody has this password", PASSWORD):
        asked = {"login": "olim@example.uz", "password": guess, "device": "laptop"}
        answer = httpx.post(f"{hub.url}/session", content=dump(asked))
        assert (answer.status_code, code(answer)) == (403, "sign_in")


def link(member: Member, provider: Provider, password: str = PASSWORD) -> httpx.Response:
    return member.ask("PUT", "/account/platform", content=dump(asdict(provider.browse()) | {"password": password}))


def test_an_account_is_linked_by_nobody_who_does_not_know_its_password(hub: RunningHub, provider: Provider):
    aziza = hub.join("aziza")
    provider.be(sub="a passer-by")

    answer = link(aziza, provider, "is it this one")

    assert (answer.status_code, code(answer)) == (403, "old_password")
    assert code(come_in(hub, provider.browse())) == "not_invited"


def test_whoever_has_no_password_links_no_further_way_in(hub: RunningHub, provider: Provider):
    guest = hub.desk_for(joined(hub, provider, "without a password"))
    provider.be(sub="another one")

    answer = link(guest, provider, "")

    assert (answer.status_code, code(answer)) == (409, "no_password")


def test_whoever_has_no_password_signs_a_lost_computer_out(hub: RunningHub, provider: Provider):
    here = hub.desk_for(joined(hub, provider, "forgetful"))
    provider.be(sub="forgetful")
    lost = hub.desk_for(load(Tokens, come_in(hub, provider.browse()).content))

    assert here.ask("POST", f"/devices/{lost.tokens.device}/revoke", content=b"{}").status_code == 204

    assert code(lost.ask("GET", "/devices")) == "revoked"


def test_an_account_is_linked_by_whoever_is_signed_in_to_it(hub: RunningHub, provider: Provider):
    malika = hub.join("malika", "mentor")
    provider.be(sub="linked")
    assert link(malika, provider).status_code == 204

    tokens = load(Tokens, come_in(hub, provider.browse()).content)

    assert tokens.person == malika.tokens.person


def test_an_identity_belongs_to_one_account(hub: RunningHub, provider: Provider):
    joined(hub, provider, "taken")
    timur = hub.join("timur")
    provider.be(sub="taken")

    answer = link(timur, provider)

    assert (answer.status_code, code(answer)) == (409, "has_account")


def test_a_hub_without_platform_offers_none(running_hub: RunningHub, provider: Provider):
    health = load(Health, httpx.get(f"{running_hub.url}/health").content)
    answer = come_in(running_hub, provider.browse())

    assert health.platform is None
    assert (answer.status_code, code(answer)) == (404, "not_found")


# --- hostile ------------------------------------------------------------------------------------

NOW = time.time()
HOSTILE: dict[str, dict[str, Any]] = {
    "a nonce of another sign-in": {"nonce": "replayed"},
    "no nonce": {"nonce": ""},
    "another client's token": {"aud": "another-client"},
    "a token for several, not for us": {"aud": ["another-client", "and-another"]},
    "a token for several, issued to another": {"aud": [CLIENT, "another"], "azp": "another"},
    "a token for several, issued to nobody": {"aud": [CLIENT, "another"]},
    "another issuer": {"iss": "https://another.example"},
    "the issuer with a slash": {"iss": "http://127.0.0.1/"},
    "no signature": {"alg": "none"},
    "the public key as a secret": {"alg": "HS256"},
    "another issuer's key": {"key": "others"},
    "a key too short to trust": {"key": "short"},
    "changed on the way": {"afterwards": {"sub": "coordinator"}},
    "long over": {"exp": NOW - 3_600},
    "from tomorrow": {"iat": NOW + 86_400},
    "not yet good": {"nbf": NOW + 86_400},
    "nobody": {"sub": ""},
    "a name no database keeps": {"sub": "a\x00b"},
    "no number where one belongs": {"exp": "never"},
    "a refusal": {"status": 400},
}


@pytest.mark.parametrize("mood", HOSTILE.values(), ids=list(HOSTILE))
def test_a_word_that_is_not_the_platforms_to_us_now_lets_nobody_in(
    hub: RunningHub, provider: Provider, mood: dict[str, Any]
):
    invitation = hub.invite("Hostile").code
    provider.be(**{"sub": f"hostile {mood}", **mood})

    answer = come_in(hub, provider.browse(invitation=invitation))

    assert (answer.status_code, code(answer)) == (403, "platform")
    provider.be(sub=f"honest {mood}", email=None)
    assert come_in(hub, provider.browse(invitation=invitation)).is_success


def test_a_code_is_good_once(hub: RunningHub, provider: Provider):
    joined(hub, provider, "twice")
    provider.be(sub="twice")
    asked = provider.browse()
    assert come_in(hub, asked).is_success

    answer = come_in(hub, asked)

    assert (answer.status_code, code(answer)) == (403, "platform")


@pytest.mark.parametrize("stolen", [{"verifier": "a" * 64}, {"redirect": "http://127.0.0.1:49153/signed-in"}])
def test_a_stolen_code_is_no_use_without_what_it_was_asked_with(
    hub: RunningHub, provider: Provider, stolen: dict[str, str]
):
    answer = come_in(hub, provider.browse(**stolen))

    assert (answer.status_code, code(answer)) == (403, "platform")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/signed-in",
        "http://127.0.0.1.evil.example:80/signed-in",
        "http://127.0.0.1:80@evil.example/signed-in",
        "http://127.0.0.1:49152/other",
        "http://127.0.0.1:49152/signed-in\n",
        "http://127.0.0.1/signed-in",
    ],
)
def test_a_browser_that_came_back_elsewhere_is_not_believed(hub: RunningHub, provider: Provider, elsewhere: str):
    provider.be(careless=True)

    answer = come_in(hub, provider.browse(redirect=elsewhere))

    assert (answer.status_code, code(answer)) == (403, "platform")


def test_a_platform_with_troubles_of_its_own_is_told_apart_from_a_refusal(hub: RunningHub, provider: Provider):
    provider.be(status=500)

    answer = come_in(hub, provider.browse())

    assert (answer.status_code, code(answer)) == (503, "platform")
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("issuer", ["https://another.example", "{own}/", "{own}/tenant"])
def test_a_platform_that_describes_itself_as_another_is_not_offered(provider: Provider, tmp_path: Path, issuer: str):
    provider.be(issuer=issuer.format(own=provider.issuer))
    with closing(RunningHub(tmp_path)) as hub:
        hub.start("--oidc-issuer", provider.issuer, "--oidc-client-id", CLIENT)

        answer = come_in(hub, provider.browse())

        assert (answer.status_code, code(answer)) == (503, "platform")
        assert load(Health, httpx.get(f"{hub.url}/health").content).platform is None
        assert "describes itself as another" in hub.said()


def test_what_the_platform_says_stays_out_of_the_log(hub: RunningHub, provider: Provider):
    asked = provider.browse(verifier="b" * 64)
    come_in(hub, asked)

    assert not [secret for secret in (asked.code, asked.verifier, asked.nonce, SECRET, "eyJ") if secret in hub.said()]


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["--oidc-issuer", "https://platform.example"], "--oidc-client-id"),
        (["--oidc-client-id", "hub"], "--oidc-issuer"),
        (["--oidc-issuer", "http://platform.example", "--oidc-client-id", "hub"], "https://"),
        (["--oidc-issuer", "https://p.example", "--oidc-client-id", "hub", "--oidc-secret-file", "/none"], "/none"),
    ],
)
def test_a_platform_half_told_is_said(tmp_path: Path, arguments: list[str], advice: str):
    said = RunningHub(tmp_path).run(*arguments, "migrate")

    assert said.returncode == 2
    assert advice in said.stderr
