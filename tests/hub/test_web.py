"""The hub over HTTP: tokens, the one shape of an error, and what is refused before anybody reads it."""

import json
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.hub.house import JSON_DEPTH, too_deep
from growtogether_desktop.hub.web import JSON_BYTES
from growtogether_desktop.hub.working import EXCHANGE_BYTES
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import PROTOCOL, Device, Health, SignInAsked, Tokens, Trouble
from tests.hubs import PASSWORD, Member, RunningHub, code


@pytest.fixture(scope="module")
def hub(either_hub: RunningHub) -> RunningHub:
    return either_hub


@pytest.fixture(scope="module")
def malika(hub: RunningHub) -> Member:
    return hub.take_up(hub.invite("malika", "mentor").code, "malika")


def asked(**other: object) -> bytes:
    return json.dumps({"protocol": PROTOCOL, "epoch": 1, "after": 0, "changes": [], "cursors": {}, **other}).encode()


def test_anybody_may_ask_how_the_hub_is(hub: RunningHub):
    health = load(Health, httpx.get(f"{hub.url}/health").content)

    assert health.protocols == (PROTOCOL,)
    assert health.epoch == 1


def test_a_wrong_password_is_declined_in_words(hub: RunningHub, malika: Member):
    answer = httpx.post(f"{hub.url}/session", content=dump(SignInAsked("malika", "not her password", "laptop")))

    assert (answer.status_code, code(answer)) == (403, "sign_in")
    assert "login" in str(load(Trouble, answer.content).what)


def test_guessing_passwords_is_slowed_down(hub: RunningHub):
    hub.take_up(hub.invite("guessed").code, "guessed")
    guess = dump(SignInAsked("guessed", "is it this one", "laptop"))

    answers = [httpx.post(f"{hub.url}/session", content=guess) for _ in range(11)]

    assert [a.status_code for a in answers] == [403] * 10 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_tokens_are_renewed(hub: RunningHub, malika: Member):
    signed_in = httpx.post(f"{hub.url}/session", content=dump(SignInAsked("malika", PASSWORD, "tablet")))
    tablet = hub.desk_for(load(Tokens, signed_in.content))

    renewed = httpx.post(f"{hub.url}/session/refresh", content=dump({"refresh": tablet.tokens.refresh}))

    assert hub.desk_for(load(Tokens, renewed.content)).ask("GET", "/devices").is_success


def revoke(member: Member, device: Member, password: str) -> httpx.Response:
    """As somebody does who has lost a computer."""
    return member.ask("POST", f"/devices/{device.tokens.device}/revoke", content=dump({"password": password}))


def test_other_computers_are_signed_out_by_whoever_knows_the_password(hub: RunningHub):
    aziz = hub.take_up(hub.invite("Aziz").code, "aziz")
    signed_in = httpx.post(f"{hub.url}/session", content=dump(SignInAsked("aziz", PASSWORD, "tablet")))
    tablet = hub.desk_for(load(Tokens, signed_in.content))

    for without in (aziz.ask("DELETE", f"/devices/{tablet.tokens.device}"), revoke(aziz, tablet, "a guess")):
        assert not without.is_success
    assert tablet.ask("GET", "/devices").is_success
    assert revoke(aziz, tablet, PASSWORD).status_code == 204

    assert code(tablet.ask("GET", "/devices")) == "revoked"


def test_guessing_at_an_unlocked_desk_is_slowed_down(hub: RunningHub):
    guest = hub.join("guessing")

    answers = [revoke(guest, guest, "is it this one") for _ in range(11)]

    assert [one.status_code for one in answers] == [403] * 10 + [429]


def test_a_revoked_device_learns_it_at_its_next_call(hub: RunningHub, malika: Member):
    signed_in = httpx.post(f"{hub.url}/session", content=dump(SignInAsked("malika", PASSWORD, "lost phone")))
    phone = hub.desk_for(load(Tokens, signed_in.content))
    assert phone.ask("GET", "/devices").is_success

    assert revoke(malika, phone, PASSWORD).status_code == 204

    answer = phone.ask("POST", "/exchange", content=asked())
    assert (answer.status_code, code(answer)) == (401, "revoked")
    renewal = httpx.post(f"{hub.url}/session/refresh", content=dump({"refresh": phone.tokens.refresh}))
    assert (renewal.status_code, code(renewal)) == (401, "revoked")
    mine = load(tuple[Device, ...], malika.ask("GET", "/devices").content)
    assert {d.name: d.revoked for d in mine}["lost phone"]


def test_signing_out_is_for_good(hub: RunningHub):
    guest = hub.join("guest")

    assert guest.ask("DELETE", "/session").status_code == 204

    assert guest.ask("GET", "/devices").status_code == 401


def test_a_roster_is_invited_at_once_and_in_its_order(hub: RunningHub):
    roster = [{"name": f"Mentee {n}", "roles": ["mentee"]} for n in range(300)]

    answer = hub.coordinator.ask("POST", "/invitations", content=dump(roster))

    assert [one["name"] for one in answer.json()] == [one["name"] for one in roster]
    assert len({one["code"] for one in answer.json()}) == 300


def test_a_body_does_not_say_who_it_is(hub: RunningHub, malika: Member):
    zarina = hub.join("zarina")
    zarina.me = malika.me

    zarina.do(StartProject("as-malika", "Bozor", "A market", ()))
    zarina.meet()
    malika.meet()

    answer = malika.ask("POST", "/exchange", content=asked())
    rows = {row["id"]: row for row in answer.json()["rows"]}
    assert rows["as-malika"]["body"]["owner"] == zarina.tokens.person


@pytest.mark.parametrize("protocol", [PROTOCOL - 1, PROTOCOL + 1, 99])
def test_another_protocol_is_told_so_whatever_it_looks_like(hub: RunningHub, malika: Member, protocol: int):
    answer = malika.ask("POST", "/exchange", content=dump({"protocol": protocol, "cursors": "of the future"}))

    assert (answer.status_code, code(answer)) == (426, "protocol")


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b'{"protocol": 1}',
        b'{"protocol": "1", "epoch": 1, "after": 0, "changes": [], "cursors": {}}',
        asked(changes=[{"n": "one", "id": "a", "posted": {}}]),
        asked(cursors={"public": [1]}),
        asked(changes=[{"n": 1, "id": "a"}]),
        asked(changes=[{"n": 1, "id": "a\x00b", "posted": {}}]),
        asked(changes=[{"n": 1, "id": "a" * 101, "posted": {}}]),
        b'{"protocol": 1, "epoch": 1, "after": 0, "changes": [], "cursors": {}, "x": "\\ud800"}',
        b'{"protocol": 1, "epoch": 1, "after": 0, "changes": [], "cursors": {}, "x": ' + b"[" * 100_000,
        asked(changes=[{"n": 1, "id": "a", "posted": {"a": json.loads("[" * JSON_DEPTH + "]" * JSON_DEPTH)}}]),
    ],
)
def test_rubbish_is_not_understood_and_harms_nobody(hub: RunningHub, malika: Member, rubbish: bytes):
    answer = malika.ask("POST", "/exchange", content=rubbish)

    assert (answer.status_code, code(answer)) == (400, "unreadable")
    assert malika.meet() == 0


@pytest.mark.parametrize("n", [0, -1, -(2**70), 2**62, 2**63, 2**70])
def test_odd_numbers_in_a_journal_harm_nobody(hub: RunningHub, malika: Member, n: int):
    answer = malika.ask("POST", "/exchange", content=asked(changes=[{"n": n, "id": str(n), "posted": {}}]))

    assert answer.status_code in (200, 400)
    assert malika.meet() == 0


@pytest.mark.parametrize(("seq", "floor"), [(-5, 0), (2**62, 0), (2**70, -(2**70)), (0, 2**70)])
def test_odd_cursors_harm_nobody(hub: RunningHub, malika: Member, seq: int, floor: int):
    answer = malika.ask("POST", "/exchange", content=asked(cursors={"public": [seq, floor], "no\x00where": [1, 0]}))

    assert answer.status_code in (200, 400)
    assert malika.meet() == 0


@pytest.mark.parametrize(
    ("method", "path", "size"),
    [
        ("POST", "/exchange", EXCHANGE_BYTES + 1),
        ("POST", "/invitations", JSON_BYTES + 1),
        ("PUT", f"/blobs/{'0' * 64}/parts/0", 4 * 1024 * 1024 + 1),
    ],
)
@pytest.mark.parametrize("announced", [True, False])
def test_too_much_at_once_is_refused(hub: RunningHub, method: str, path: str, size: int, announced: bool):
    content = b" " * size

    answer = hub.coordinator.ask(method, path, content=content if announced else iter([content]))

    assert (answer.status_code, code(answer)) == (413, "too_large")


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("GET", "/"), ("GET", "/devices/x/y")])
def test_what_is_not_there_is_said_in_our_shape(hub: RunningHub, malika: Member, method: str, path: str):
    answer = malika.ask(method, path)

    assert (answer.status_code, code(answer)) == (404, "not_found")


def test_a_wrong_method_is_said_in_our_shape(hub: RunningHub, malika: Member):
    answer = malika.ask("GET", "/exchange")

    assert (answer.status_code, code(answer)) == (405, "not_allowed")


def test_words_and_secrets_stay_out_of_the_log_however_much_it_says(tmp_path: Path):
    with closing(RunningHub(tmp_path / "hub")) as hub:
        hub.start("--verbose")
        malika = hub.join("malika", "mentor")
        malika.do(StartProject("secret", "Canary", "Canary", ()), StartProject("secret", "Canary", "Canary", ()))
        assert malika.meet() == 1
        malika.ask("POST", "/exchange", content=b'{"protocol": 1, "Canary": ')

        said = hub.said()

    assert "POST /exchange" in said
    assert not [word for word in ("Canary", "gt_", PASSWORD, "Traceback") if word in said]


@pytest.mark.parametrize("depth", [1, JSON_DEPTH, JSON_DEPTH + 1, 5_000])
def test_depth_is_counted_in_brackets_of_both_kinds(depth: int):
    half = depth // 2
    mixed = b'[{"a":' * half + b"[" * (depth % 2) + b"1" + b"]" * (depth % 2) + b"}]" * half

    assert too_deep(mixed) == (depth > JSON_DEPTH)


@pytest.mark.parametrize(
    "text", [b'"[[[["', b'"\\"[[[["', b'["\\\\", "[[["]', b'"[[', b"", b'["' + b"\\\\" * 999 + b'"]']
)
def test_brackets_in_texts_are_no_depth(text: bytes):
    assert not too_deep(text)


def test_what_a_route_may_answer_stands_in_the_description_of_the_interface(running_hub: RunningHub):
    described = running_hub.coordinator.ask("GET", "/schema").json()
    routes = [route for path in described["paths"].values() for route in path.values()]

    assert len(routes) > 20
    for route in routes:
        answers = route["responses"]
        assert {"400", "401", "403", "404", "409", "422", "429", "503"} <= answers.keys()
        assert answers["404"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Trouble"}


def test_a_method_there_is_not_names_those_there_are(running_hub: RunningHub):
    answer = running_hub.coordinator.ask("PATCH", "/devices")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, OPTIONS")
