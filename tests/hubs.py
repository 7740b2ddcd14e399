"""A real hub in a process of its own, and people who speak to it over loopback."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, TypeVar

import httpx

from growtogether_desktop.domain.changes import Aggregate, Change, Posted, Stamp
from growtogether_desktop.domain.ids import ChangeId, PersonId, new_id
from growtogether_desktop.store import outbox
from growtogether_desktop.store.database import open_in_memory
from growtogether_desktop.sync.exchange import TakenIn, prepare, take_in
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import (
    AccountAsked,
    Asked,
    Delivery,
    Invitation,
    InvitationAsked,
    Tokens,
    Trouble,
)
from growtogether_desktop.workspace.view import View
from tests.desks import Clock

A = TypeVar("A", bound=Aggregate)
ROOT = Path(__file__).parents[1]
PASSWORD = "five quiet green lamps"


class RunningHub:
    """`python -m growtogether_desktop.hub` over a folder or a database. It does not outlive the tests."""

    MODULE = "growtogether_desktop.hub"
    PYTHON = (sys.executable,)
    ROOT = ROOT

    def __init__(self, data: Path, database: str = "") -> None:
        self.data = data
        self.where = ["--database", database] if database else ["--data", str(data)]
        self.port = 0
        self.url = ""
        self.invitation: str | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.members: list[Member] = []
        self._coordinator: Member | None = None

    def start(self, *arguments: str) -> None:
        """Start it, on the port it had before; wait until it listens."""
        where = [*self.where, "--port", str(self.port), "--until-stdin-closes"]
        command = [*self.PYTHON, "-m", self.MODULE, *where, *arguments]
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                command, cwd=self.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, (self.data / "said.txt").read_text()
        ready = json.loads(line)
        self.url, self.invitation = ready["listening"], ready["invitation"]
        self.port = int(self.url.rpartition(":")[2])

    def stop(self) -> float:
        """Ask it to end, and wait; returns how many seconds that took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=10)
        took = time.monotonic() - began
        assert self.process.returncode == 0
        self._let_go()
        return took

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self._let_go()

    def close(self) -> None:
        for member in self.members:
            member.close()
        if self.process is not None:
            self.kill()

    def said(self) -> str:
        """What it has said on standard error so far."""
        return (self.data / "said.txt").read_text()

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Another task over the same database."""
        command = [sys.executable, "-m", "growtogether_desktop.hub", *self.where, *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    @property
    def coordinator(self) -> "Member":
        """The first person of the hub."""
        if self._coordinator is None:
            assert self.invitation is not None
            self._coordinator = self.take_up(self.invitation, "coordinator")
        return self._coordinator

    def invite(self, name: str, *roles: str, person: str = "") -> Invitation:
        asked = (InvitationAsked(name, roles or ("mentee",), person),)
        answer = self.coordinator.ask("POST", "/invitations", content=dump(asked))
        return load(tuple[Invitation, ...], answer.content)[0]

    def join(self, name: str, *roles: str) -> "Member":
        """Somebody new, signed in; there may be several of a name."""
        return self.take_up(self.invite(name, *roles).code, f"{name}.{len(self.members)}")

    def take_up(self, code: str, login: str) -> "Member":
        asked = AccountAsked(code, login, PASSWORD, f"{login}'s computer")
        answer = httpx.post(f"{self.url}/accounts", content=dump(asked))
        assert answer.is_success, answer.text
        return self.desk_for(load(Tokens, answer.content))

    def desk_for(self, tokens: Tokens) -> "Member":
        self.members.append(Member(self, tokens))
        return self.members[-1]

    def _let_go(self) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process = None


class Member:
    """Somebody at a desk without window, encryption or threads; what they ask for goes through HTTP."""

    def __init__(self, hub: RunningHub, tokens: Tokens) -> None:
        self.tokens = tokens
        self.me = PersonId(tokens.person)
        self.http = httpx.Client(base_url=hub.url, timeout=20)
        self.desk = open_in_memory()
        self.clock = Clock()

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens.access}", **more.pop("headers", {})}
        return self.http.request(method, path, headers=headers, **more)

    def do(self, *changes: Change[Any]) -> None:
        with self.desk.begin() as db:
            for change in changes:
                outbox.post(db, Posted(ChangeId(new_id()), Stamp(self.me, self.clock()), change))

    def meet(self) -> int:
        """Exchange until there is no more to say; returns how many changes were declined."""
        returned = 0
        while True:
            asked = self.prepared()
            taken = self.believe(asked, self.exchange(asked))
            returned += taken.returned
            if not taken.more:
                return returned

    def prepared(self) -> Asked:
        with self.desk.begin() as db:
            return prepare(db, push=True)

    def exchange(self, asked: Asked) -> Delivery:
        answer = self.ask("POST", "/exchange", content=dump(asked))
        assert answer.is_success, answer.text
        return load(Delivery, answer.content)

    def believe(self, asked: Asked, delivery: Delivery) -> TakenIn:
        with self.desk.begin() as db:
            return take_in(db, self.me, asked, delivery, time.time())

    def see(self, kind: type[A], id: str) -> A | None:
        with self.desk.begin() as db:
            return View(db).see(kind, id)

    def see_all(self, kind: type[A], parent: str | None = None) -> tuple[A, ...]:
        with self.desk.begin() as db:
            return View(db).see_all(kind, parent)

    def close(self) -> None:
        self.http.close()
        self.desk.dispose()


def code(answer: httpx.Response) -> str:
    """The code of the trouble that was answered."""
    return load(Trouble, answer.content).code
