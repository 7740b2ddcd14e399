"""The hub's log: who was let in, what was refused, one line for each, and nothing in it that somebody has typed."""

import json
import re
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from growtogether_desktop.hub.watch import AT_ONCE
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import RefreshAsked, SignInAsked, Tokens
from tests.hubs import PASSWORD, ROOT, RunningHub, code

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARNING|ERROR) +[\w.]+: .+")
FORGED = "2026-01-01T00:00:00.000Z ERROR   forged: line"


@pytest.fixture
def verbose(tmp_path: Path) -> Iterator[RunningHub]:
    """A hub that logs as much as it can."""
    hub = RunningHub(tmp_path / "hub")
    hub.start("--verbose")
    yield hub
    hub.close()


def lines(hub: RunningHub) -> list[str]:
    """The log, each line looked at: it is a record, and none that somebody has made up."""
    said = hub.said().splitlines()
    assert [line for line in said if not LINE.fullmatch(line) or line.startswith(FORGED[:20])] == []
    return [line.partition(": ")[2] for line in said]


def test_who_is_let_in_is_noted_with_the_way_and_the_place(running_hub: RunningHub):
    invited = running_hub.coordinator.tokens
    asked = dump(SignInAsked("coordinator", PASSWORD, "tablet"))
    signed_in = load(Tokens, httpx.post(f"{running_hub.url}/session", content=asked).content)
    asked = dump(RefreshAsked(signed_in.refresh))
    httpx.post(f"{running_hub.url}/session/refresh", content=asked, headers={"X-Forwarded-For": "203.0.113.7"})

    assert invited.person not in running_hub.said()  # that could not be forgotten there
    assert lines(running_hub) == [
        f"let in by POST /accounts: device {invited.device}, from 127.0.0.1",
        f"let in by POST /session: device {signed_in.device}, from 127.0.0.1",
        f"let in by POST /session/refresh: device {signed_in.device}, from 203.0.113.7",
    ]


def test_every_way_in_is_noted():
    routes = [file.read_text("utf-8") for file in (ROOT / "growtogether_desktop" / "hub").glob("*.py")]
    ways = re.findall(r"async def \w+\(request.+-> Tokens:\n(?:.+\n)+", "\n".join(routes))

    assert len(ways) >= 4
    assert [way for way in ways if "watch.let_in(request, " not in way] == []


def test_what_is_refused_is_noted_with_the_route_and_whoever_asked(running_hub: RunningHub):
    mentee = running_hub.join("mentee")
    before = len(lines(running_hub))

    running_hub.desk_for(mentee.tokens).ask("GET", "/accounts")
    mentee.ask("GET", "/scopes/review:another's/sum")
    mentee.ask("POST", "/exchange", content=b"{")
    mentee.ask("DELETE", "/health")
    httpx.get(f"{running_hub.url}/devices")
    httpx.get(f"{running_hub.url}/devices", headers={"Authorization": "Bearer gt_access_made-up"})
    httpx.post(f"{running_hub.url}/session", content=dump(SignInAsked("nobody at all", PASSWORD, "laptop")))
    httpx.post(f"{running_hub.url}/session/refresh", content=dump(RefreshAsked("made up")))
    httpx.get(f"{running_hub.url}/.env")

    by = f"by device {mentee.tokens.device}, from 127.0.0.1"
    nobody = "by nobody known, from 127.0.0.1"
    assert lines(running_hub)[before:] == [
        f"refused: 403 forbidden, GET /accounts, {by}",
        f"refused: 404 not_found, GET /scopes/{{name}}/sum, {by}",
        f"refused: 400 unreadable, POST /exchange, {by}",
        f"refused: 405 not_allowed, no route, {nobody}",
        f"refused: 401 unauthorised, GET /devices, {nobody}",
        f"refused: 401 unauthorised, GET /devices, {nobody}",
        f"refused: 403 sign_in, POST /session, {nobody}",
        f"refused: 401 unauthorised, POST /session/refresh, {nobody}",
        f"refused: 404 not_found, no route, {nobody}",
    ]


def test_a_flood_is_noted_and_does_not_fill_the_disk(running_hub: RunningHub):
    with httpx.Client(base_url=running_hub.url) as http:
        for _ in range(5 * AT_ONCE):
            http.get("/devices")
        http.get("/devices", headers={"X-Forwarded-For": "203.0.113.7"})

    said = lines(running_hub)
    counted = [int(more[1]) for line in said if (more := re.fullmatch(r"refused: (\d+) more, .*", line))]
    assert len(said) < 2 * AT_ONCE
    assert counted
    assert len(said) - len(counted) + sum(counted) == 5 * AT_ONCE + 1


@pytest.mark.parametrize(
    "path",
    [
        f"/%0A{FORGED.replace(' ', '%20')}",
        f"/%0d%0a{FORGED.replace(' ', '%20')}?secret=hush",
        "/%1b%5B2J%E2%80%A8forged",
        "/blobs/%0Aforged/parts",
        "/scopes/%0Aforged/sum",
    ],
)
def test_a_path_forges_no_line(verbose: RunningHub, path: str):
    access = f"Authorization: Bearer {verbose.coordinator.tokens.access}\r\n"
    for headers in ("", access):
        with socket.create_connection(("127.0.0.1", verbose.port)) as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: hub\r\n{headers}Connection: close\r\n\r\n".encode())
            assert line.recv(100).startswith(b"HTTP/1.1 4")

    assert len(lines(verbose)) > 2


def test_a_login_a_header_and_a_method_forge_no_line(verbose: RunningHub):
    hostile = f"hush-hush\n{FORGED}"
    answer = httpx.post(f"{verbose.url}/session", content=dump(SignInAsked(hostile, hostile, hostile)))
    assert code(answer) == "sign_in"
    httpx.post(f"{verbose.url}/session/refresh", content=json.dumps({"refresh": hostile}))
    httpx.get(f"{verbose.url}/devices", headers={"X-Forwarded-For": f"\x85{FORGED}".encode("latin1")})
    httpx.request("HUSH-HUSH", f"{verbose.url}/devices", headers={"User-Agent": hostile.replace("\n", "")})

    assert not [line for line in lines(verbose) if "hush-hush" in line]


def test_a_hub_that_fails_tells_its_log_and_nobody_else(running_hub: RunningHub):
    """A number that is none, in the database: the hub's own mistake as far as it knows."""
    with sqlite3.connect(running_hub.data / "hub.sqlite") as db:
        db.execute("UPDATE meta SET value = 'inside' WHERE key = 'epoch'")
    db.close()

    answer = httpx.get(f"{running_hub.url}/health")

    assert (answer.status_code, code(answer)) == (500, "bug")
    assert not re.search(r"inside|Error|Trace|growtogether|\.py", answer.text + str(answer.headers))
    (failed,) = lines(running_hub)
    assert failed.startswith("GET /health failed\\nTraceback")
    assert "ValueError" in failed
    assert httpx.get(f"{running_hub.url}/devices").status_code == 401
