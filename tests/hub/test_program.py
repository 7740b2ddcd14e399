"""The hub as a program: how it starts, what it says when it cannot, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine

from tests.hubs import ROOT, RunningHub

END_S = 2.0


def run(*arguments: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "growtogether_desktop.hub", *arguments],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def in_one_sentence_of_advice(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


# --- starting -----------------------------------------------------------------------------------


def test_the_first_coordinator_is_invited_until_there_is_one(running_hub: RunningHub):
    first = running_hub.invitation
    running_hub.stop()
    running_hub.start()
    again = running_hub.invitation
    assert first
    assert again
    assert first != again

    assert running_hub.coordinator.tokens.roles == ("coordinator",)
    running_hub.stop()
    running_hub.start()

    assert running_hub.invitation is None


def test_it_says_one_line_on_standard_output_and_no_more(running_hub: RunningHub):
    httpx.get(f"{running_hub.url}/health")
    assert running_hub.process is not None
    assert running_hub.process.stdout is not None

    running_hub.process.send_signal(signal.SIGTERM)

    assert running_hub.process.stdout.read() == b""


def test_the_programme_has_its_name(tmp_path: Path):
    with closing(RunningHub(tmp_path / "hub")) as hub:
        hub.start("--programme", "Kelajak 2026")

        answer = httpx.get(f"{hub.url}/health")

    assert answer.json()["programme"] == "Kelajak 2026"


def test_somebody_is_invited_on_the_command_line(running_hub: RunningHub):
    code = running_hub.run("invite", "--role", "mentor", "--name", "Malika Karimova").stdout.strip()

    tokens = running_hub.take_up(code, "malika").tokens

    assert (tokens.name, tokens.roles) == ("Malika Karimova", ("mentor",))


def test_options_count_before_and_after_the_task(tmp_path: Path):
    before = run("--data", str(tmp_path / "before"), "migrate")
    after = run("migrate", "--data", str(tmp_path / "after"))

    assert (before.returncode, after.returncode) == (0, 0)
    assert (tmp_path / "before" / "hub.sqlite").exists()
    assert (tmp_path / "after" / "hub.sqlite").exists()


def test_only_its_owner_reads_a_new_data_folder(running_hub: RunningHub, tmp_path: Path):
    run("--data", str(tmp_path / "new"), "migrate")

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_small_answer_is_not_held_back(running_hub: RunningHub):
    """Two small packets wait for each other for 40 ms unless the connection is told not to."""
    with httpx.Client() as http:
        times = sorted(http.get(f"{running_hub.url}/health").elapsed.total_seconds() for _ in range(60))

    assert times[30] < 0.03


# --- not starting -------------------------------------------------------------------------------


def test_a_port_in_use_is_said(running_hub: RunningHub, tmp_path: Path):
    said = in_one_sentence_of_advice(run("--data", str(tmp_path / "second"), "--port", str(running_hub.port)))

    assert str(running_hub.port) in said
    assert "--port" in said


def test_an_address_of_another_computer_is_said(tmp_path: Path):
    said = in_one_sentence_of_advice(run("--data", str(tmp_path), "--host", "203.0.113.7"))

    assert "--host" in said


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")

    said = in_one_sentence_of_advice(run("--data", str(tmp_path / "file" / "hub")))

    assert "--data" in said


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a folder nobody can write, not even root")
def test_a_folder_that_cannot_be_written_is_said():
    said = in_one_sentence_of_advice(run("--data", "/proc/sys"))

    assert "--data" in said


def test_a_database_of_a_newer_version_is_said(running_hub: RunningHub):
    running_hub.stop()
    engine = create_engine(f"sqlite:///{running_hub.data / 'hub.sqlite'}")
    with engine.begin() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()

    said = in_one_sentence_of_advice(run("--data", str(running_hub.data)))

    assert "newer version" in said


def test_an_unreachable_database_is_said_without_its_password():
    with closing(socket.create_server(("127.0.0.1", 0))) as nobody:
        port = nobody.getsockname()[1]

    said = in_one_sentence_of_advice(run("--database", f"postgresql://hub:hush-hush@127.0.0.1:{port}/hub"))

    assert str(port) in said
    assert "--database" in said
    assert "hush-hush" not in said


@pytest.mark.parametrize("url", ["mysql://root@localhost/hub", "nonsense", "postgresql", ""])
def test_an_address_of_no_database_is_said(url: str):
    assert "postgresql+psycopg://" in in_one_sentence_of_advice(run("--database", url))


@pytest.mark.parametrize("absent", ["litestar", "uvicorn", "alembic"])
def test_what_is_not_installed_is_said(tmp_path: Path, absent: str):
    (tmp_path / f"{absent}.py").write_text(f"raise ModuleNotFoundError('no {absent}', name='{absent}')")

    where = ("--data", str(tmp_path / "hub"))  # whoever runs this may have a hub where hubs are usually kept
    said = in_one_sentence_of_advice(run(*where, "migrate", env={**os.environ, "PYTHONPATH": str(tmp_path)}))

    assert absent in said
    assert "pip install 'grow-together[hub]'" in said


def test_a_missing_driver_is_said(tmp_path: Path):
    (tmp_path / "psycopg.py").write_text("raise ModuleNotFoundError('no psycopg', name='psycopg')")
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}

    said = in_one_sentence_of_advice(run("migrate", "--database", "postgresql://hub@localhost/hub", env=env))

    assert "pip install 'grow-together[hub]'" in said


# --- ending -------------------------------------------------------------------------------------


def test_it_ends_at_once_when_nobody_is_there(running_hub: RunningHub):
    assert running_hub.stop() < 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_time_whatever_is_going_on(running_hub: RunningHub, number: signal.Signals):
    member = running_hub.coordinator
    access = f"Authorization: Bearer {member.tokens.access}\r\nHost: hub\r\n"
    listeners = [_asked(running_hub.port, f"GET /events HTTP/1.1\r\n{access}\r\n") for _ in range(20)]
    for listener in listeners:
        assert b"200" in listener.recv(1_000)
    # One has said half of what it wanted; another waits for a lock that does not come.
    hanging = _asked(running_hub.port, f"POST /exchange HTTP/1.1\r\n{access}Content-Length: 1000\r\n\r\n{{")
    engine = create_engine(f"sqlite:///{running_hub.data / 'hub.sqlite'}")
    with engine.connect() as db:
        db.exec_driver_sql("BEGIN IMMEDIATE")
        waiting = _asked(running_hub.port, f"DELETE /session HTTP/1.1\r\n{access}\r\n")
        time.sleep(0.3)
        assert running_hub.process is not None
        began = time.monotonic()

        running_hub.process.send_signal(number)
        running_hub.process.wait(timeout=10)

        assert time.monotonic() - began < END_S
    assert running_hub.process.returncode == 0
    engine.dispose()
    for connection in (*listeners, hanging, waiting):
        connection.close()


def test_it_ends_with_its_standard_input_when_told_to(running_hub: RunningHub):
    assert running_hub.process is not None
    assert running_hub.process.stdin is not None
    assert httpx.get(f"{running_hub.url}/health").is_success

    running_hub.process.stdin.close()

    assert running_hub.process.wait(timeout=END_S) == 0


def test_it_outlives_its_standard_input_unless_told(tmp_path: Path):
    command = [sys.executable, "-m", "growtogether_desktop.hub", "--data", str(tmp_path / "hub"), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as hub:
        assert hub.stdout is not None
        url = json.loads(hub.stdout.readline())["listening"]
        time.sleep(0.3)

        answer = httpx.get(f"{url}/health")

        hub.terminate()
    assert answer.is_success


def test_it_ends_with_whoever_hosts_it_however_that_ends(tmp_path: Path):
    hosting = (
        "import asyncio, sys, pathlib\n"
        "from growtogether_desktop.base.background import Background\n"
        "from growtogether_desktop.sync.hosting import HostedHub\n"
        "async def host():\n"
        "    hub = HostedHub(pathlib.Path(sys.argv[1]), 'Bozor', Background())\n"
        "    await hub.start()\n"
        "    print(hub.address, flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(host())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hosting, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as host:
        assert host.stdout is not None
        address = host.stdout.readline().strip()
        assert httpx.get(f"{address}/health").is_success

        host.kill()

    until = time.monotonic() + END_S
    while time.monotonic() < until and _answers(address):
        time.sleep(0.05)
    assert not _answers(address)


def _asked(port: int, request: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    connection.sendall(request.encode())
    return connection


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=1).is_success
    except httpx.TransportError:
        return False
