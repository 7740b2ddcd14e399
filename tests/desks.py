"""Desktops without windows, and a hub in the same process: real code and real files, no sockets."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, insert

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import EVERYONE, PUBLIC, Actor
from growtogether_desktop.domain.directory import OpenProfile, Profile
from growtogether_desktop.domain.ids import DeviceId, PersonId
from growtogether_desktop.hub import declined
from growtogether_desktop.hub.database import blobs, open_hub_database
from growtogether_desktop.hub.files import Files
from growtogether_desktop.hub.service import Caller, HubService, set_members
from growtogether_desktop.store import tables
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.sync.postman import Postman
from growtogether_desktop.sync.troubles import Declined, Unreachable
from growtogether_desktop.wire.codec import dump, load
from growtogether_desktop.wire.protocol import PART_BYTES, Asked, Delivery, Sum
from growtogether_desktop.workspace.workspace import Workspace

KEY = bytes(range(32))


class Clock:
    """Time that moves a second whenever somebody looks."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Wire:
    """One desktop's way to the hub of its programme, which a test may cut."""

    def __init__(self, programme: "Programme", caller: Caller) -> None:
        self.address = "https://hub.example"
        self.bytes_up = 0
        self.bytes_down = 0
        self.cut = False
        self.requests = 0
        self._programme = programme
        self._caller = caller

    async def exchange(self, asked: Asked) -> Delivery:
        self._check()
        self.requests += 1
        answer = self._programme.service.exchange(self._caller, load(Asked, dump(asked)))
        return load(Delivery, dump(answer))

    async def put_blob(self, sha: str, content: bytes) -> None:
        self._check()
        with self._programme.engine.begin() as db:
            blobs.keep(db, content)
            row = {"sha": sha, "person": self._caller.actor.id}
            db.execute(insert(tables.blob_owner).prefix_with("OR IGNORE").values(row))

    async def get_blob(self, sha: str, size: int) -> bytes:
        self._check()
        parts = range(max(1, -(-size // PART_BYTES)))
        try:
            return b"".join(self._programme.files.read_part(self._caller.actor, sha, number) for number in parts)
        except declined.Declined as no:
            raise Declined(no.what) from no

    async def sum_of(self, scope: str) -> Sum:
        self._check()
        found = self._programme.service.sum(self._caller.actor, scope)
        if found is None:
            raise Declined(say("That is not there."))
        return found

    async def poke(self) -> None:
        raise Unreachable(say("This wire has no bell."))

    def _check(self) -> None:
        if self.cut:
            raise Unreachable(say("The hub cannot be reached."))


def new_hub(engine: Engine) -> None:
    """What an empty hub begins with, but for the history of its tables."""
    tables.hub.create_all(engine)
    with engine.begin() as db:
        db.execute(insert(tables.hub_meta).values(key="epoch", value="1"))
        set_members(db, PUBLIC, frozenset({EVERYONE}))


class Desk:
    """One person's desktop without its window."""

    def __init__(self, programme: "Programme", me: Actor, name: str, device: str) -> None:
        self.background = Background()
        self.bugs: list[BaseException] = []
        self.background.bugs.connect(self.bugs.append)
        self.cache = open_cache(programme.folder / f"{device}.sqlite", KEY)
        self.workspace = Workspace(me, name, self.cache, self.background, programme.clock)
        self.wire = Wire(programme, Caller(me, DeviceId(device)))
        self.postman = Postman(self.workspace, self.wire)

    async def meet(self) -> None:
        """One round with the hub."""
        await self.postman.round()

    async def close(self) -> None:
        await self.background.close()
        self.cache.close()


class Programme:
    """A hub and its people; `desk()` gives somebody a desktop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.engine = open_hub_database("sqlite://")
        new_hub(self.engine)
        self.files = Files(self.engine)
        self.service = HubService(self.engine, self.clock)
        self.desks: list[Desk] = []
        self._people: set[str] = set()

    def desk(self, name: str, *roles: str, person: str = "") -> Desk:
        """A desktop for the person called `name`; a second one for the same name is another device of theirs."""
        me = Actor(PersonId(person or name), frozenset(roles))
        device = f"{name}-{len(self.desks)}"
        with self.engine.begin() as db:
            if me.id not in self._people:
                row = {
                    "id": me.id,
                    "login": name,
                    "name": name,
                    "password": "",
                    "roles": " ".join(roles),
                    "joined": 0.0,
                }
                db.execute(insert(tables.person).values(row))
            db.execute(insert(tables.device).values(id=device, person=me.id, name=device, seen=0.0))
        if me.id not in self._people:
            self._people.add(me.id)
            self.service.ask([OpenProfile(me.id, Profile(me.id, name))])
        self.desks.append(Desk(self, me, name, device))
        return self.desks[-1]

    async def close(self) -> None:
        for desk in self.desks:
            await desk.close()
        self.engine.dispose()
        assert [desk.bugs for desk in self.desks if desk.bugs] == []


MakeDesk = Callable[..., Desk]
