"""A hub in this process, over SQLite or PostgreSQL, and people who speak to it without HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import Connection, Engine, select

from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.erasures import AskErasure
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.domain.keeping import Periods
from growtogether_desktop.hub.erasing import Erasing
from growtogether_desktop.hub.files import Files
from growtogether_desktop.hub.people import People
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.store import tables
from growtogether_desktop.store.database import open_in_memory
from growtogether_desktop.wire.protocol import AccountAsked, Asked, Delivery, Invitation, InvitationAsked, Tokens
from tests.desks import Clock
from tests.hubs import PASSWORD, Member


class InsideHub:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = datetime(2026, 3, 1, tzinfo=UTC)
        self.service = HubService(engine, self.clock)
        self.people = People(engine, self.service, lambda: self.now.timestamp())
        self.files = Files(engine)
        first = self.people.first_invitation()
        assert first is not None
        self.coordinator = self.take_up(first.code, "coordinator")

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def invite(self, name: str, *roles: str, person: str = "", email: str = "") -> Invitation:
        asked = InvitationAsked(name, roles or ("mentee",), person, email)
        return self.people.invite(self.coordinator.me, [asked])[0]

    def take_up(self, code: str, login: str) -> "InsideMember":
        return InsideMember(self, self.people.take_up(AccountAsked(code, login, PASSWORD, "a computer")))

    def erasing(self) -> Erasing:
        """As a hub has it that has just started."""
        return Erasing(self.engine, self.service, self.clock)

    def erase(self, who: "InsideMember", **asked: Any) -> None:
        """Somebody asks for it, and the days pass."""
        self.wish(who, **asked)
        erasing = self.erasing()
        while erasing.step().more:
            pass

    def wish(self, who: "InsideMember", **asked: Any) -> None:
        who.do(AskErasure(who.me, who.tokens.name, Periods().wait, **asked))
        assert who.meet() == 0
        self.now += timedelta(days=Periods().wait)

    def everything(self) -> bytes:
        """All the hub's database holds, in whatever table."""
        with self.engine.connect() as db:
            return b"\n".join(_told(db, table.name) for table in tables.hub.sorted_tables)


class InsideMember(Member):
    def __init__(self, hub: InsideHub, tokens: Tokens) -> None:
        self.hub = hub
        self.tokens = tokens
        self.me = PersonId(tokens.person)
        self.desk = open_in_memory()
        self.clock = Clock()
        self.caller = Caller(Actor(self.me, frozenset(tokens.roles)), DeviceId(tokens.device))

    def exchange(self, asked: Asked) -> Delivery:
        return self.hub.service.exchange(self.caller, asked)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Only files are sent here."""
        sha = path.split("/")[2]
        if method == "PUT":
            self.hub.files.put_part(self.caller.actor, sha, 0, more["content"], self.hub.now.timestamp())
        else:
            self.hub.files.complete(self.caller.actor, sha)
        return httpx.Response(204)


def _told(db: Connection, table: str) -> bytes:
    rows = db.execute(select(tables.hub.tables[table])).all()
    return b"\n".join(b"\t".join(_bytes(value) for value in row) for row in rows)


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
