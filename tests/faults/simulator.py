"""Seeded misfortune for the exchange: four real desks, a real hub, and everything that may come between.

Everything that decides is the product's own: `Workspace`, `Postman`, `exchange` and `HubService`, on
SQLite in memory. Only the world is played: the network, the clocks, crashes, backups, and people.
A coroutine of the postman is driven by hand, from one request to the next, so that one seed is one
story, down to the byte.

    python -m tests.faults.simulator --seed 7 [--count 100] [--mutant NAME] [--verbose]
"""

import argparse
import logging
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event, insert

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.domain.projects import (
    AddCard,
    Card,
    EditCard,
    JoinProject,
    MoveCard,
    Project,
    RemoveCard,
    StartProject,
    in_order,
)
from growtogether_desktop.domain.ranks import rank_between
from growtogether_desktop.hub import upkeep
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.service import Caller, HubService, open_public_scope
from growtogether_desktop.store import tables
from growtogether_desktop.store.database import Cache, open_in_memory
from growtogether_desktop.sync import exchange, postman
from growtogether_desktop.sync.postman import Postman
from growtogether_desktop.sync.troubles import HubTrouble, Unreachable
from growtogether_desktop.wire.codec import Unreadable, dump, load, load_posted
from growtogether_desktop.wire.protocol import Asked, Delivery
from growtogether_desktop.workspace import workspace
from growtogether_desktop.workspace.workspace import Workspace
from tests.faults import world
from tests.faults.oracle import Violation, judge
from tests.faults.world import CALLERS, DOORS, PEOPLE, AddNote, Admit, EditNote, Note, RemoveNote, Room, StartRoom

STEPS = 90
ROUNDS = 3
"""Within so many rounds of good weather every outbox is empty."""
REQUESTS = 3
"""A desk that is in step says so within so many requests."""
DAWN = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Crash(Exception):
    """The power is gone."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How often what goes wrong."""

    name: str
    lost: float
    twice: float
    torn: float
    desk_crashes: float
    hub_crashes: float


CALM = Weather("calm", 0.0, 0.0, 0.0, 0.0, 0.0)
WEATHERS = (
    Weather("mild", 0.02, 0.02, 0.01, 0.01, 0.01),
    Weather("lossy", 0.25, 0.20, 0.10, 0.01, 0.01),
    Weather("crashy", 0.05, 0.05, 0.02, 0.20, 0.15),
    Weather("storm", 0.25, 0.25, 0.15, 0.15, 0.15),
)


Picture = sqlite3.Connection
"""A copy of a database as it stood."""


class Machine:
    """A database in memory that can be photographed, brought back, and have its power cut at any statement."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.fuse = 0
        with engine.connect() as db:
            self._file: Any = db.connection.driver_connection
        event.listen(engine, "before_cursor_execute", self._burn)

    def look(self, query: str) -> list[Any]:
        """What stands there, read past everybody."""
        return list(self._file.execute(query))

    def picture(self) -> Picture:
        picture = sqlite3.connect(":memory:")
        self._file.backup(picture)
        return picture

    def become(self, picture: Picture) -> None:
        picture.backup(self._file)

    def _burn(self, *_: object) -> None:
        if self.fuse:
            self.fuse -= 1
            if not self.fuse:
                raise Crash


class Parcel:
    """A request on its way; whoever drives the coroutine sends the delivery or throws the trouble."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def __await__(self) -> Generator["Parcel", Delivery, Delivery]:
        return (yield self)


class Pause:
    """Between two jobs of the store thread: somebody else's may come first."""

    def __await__(self) -> Generator["Pause", None, None]:
        yield self


class Inline(Background):
    """Runs what the store thread would, here; with pauses while the postman is at work."""

    def __init__(self) -> None:
        self.pausing: Callable[[], bool] = lambda: False

    async def store(self, work: Callable[[], Any]) -> Any:
        if self.pausing():
            await Pause()
        return work()

    read = store


class Wire:
    """A desk's way to the hub, as the postman knows it."""

    bytes_up = 0
    bytes_down = 0

    async def exchange(self, asked: Asked) -> Delivery:
        return await Parcel(asked)

    async def put_blob(self, sha: str, content: bytes) -> None: ...

    async def get_blob(self, sha: str, size: int) -> bytes:
        raise AssertionError("nobody has files here")

    async def poke(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Message:
    """Something in the network."""

    desk: "Desk"
    caller: Caller
    errand: object
    """The round that waits for it; None for a copy nobody waits for."""
    asked: bytes
    delivery: bytes | None = None


class Desk:
    """One person's desktop: what survives a crash (`machine`), and what does not."""

    def __init__(self, sim: "Simulation", caller: Caller, machine: Machine) -> None:
        self.sim = sim
        self.caller = caller
        self.machine = machine
        self.posted: dict[ChangeId, Posted] = {}
        """What this desk has acknowledged to its person, and not withdrawn."""
        self.perished: set[ChangeId] = set()
        """What went with a disk: it may have reached the hub before."""
        self.backup: Picture | None = None
        self.name = caller.device
        self.skew = timedelta(0)
        self.start()

    def start(self) -> None:
        """Begin with nothing but what is on the disk."""
        self.machine.fuse = 0
        self.background = Inline()
        cache = Cache(self.machine.engine, self.machine.engine)
        self.workspace = Workspace(self.caller.actor, self.name, cache, self.background, self._clock)
        self.postman = Postman(self.workspace, Wire())
        self.errand: Coroutine[Any, Any, None] | None = None
        self.paused = False

    def set_out(self) -> None:
        """Begin a round with the hub."""
        self.errand = self.postman.round()
        self.resume(None)

    def resume(self, value: Delivery | Problem | None) -> None:
        """Let the postman go on until the next request or pause, or the end."""
        assert self.errand is not None
        sim = self.sim
        self.paused = False
        self.machine.fuse = sim.fuse(sim.weather.desk_crashes)
        self.background.pausing = lambda: sim.chance(sim.pauses)
        try:
            met = self.errand.throw(value) if isinstance(value, Problem) else self.errand.send(value)
        except StopIteration:
            self.errand = None
        except Problem:
            self.errand = None
        except Crash:
            sim.note(f"{self.name} crashes")
            self.start()
        else:
            if isinstance(met, Parcel):
                sim.network.append(Message(self, self.caller, self.errand, dump(met.asked)))
            else:
                self.paused = True
        finally:
            self.machine.fuse = 0
            self.background.pausing = lambda: False

    def act(self, what: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Something the person does, in one go; what is committed counts, whatever comes after."""
        before = self.waiting()
        self.machine.fuse = self.sim.fuse(self.sim.weather.desk_crashes)
        try:
            at_once(what())
        except Problem as problem:
            self.sim.note(f"{self.name}: {problem}")
        except Crash:
            self.sim.note(f"{self.name} crashes")
            self.start()
        self.machine.fuse = 0
        after = self.waiting()
        for id in [id for id in before if id not in after]:
            self.sim.note(f"{self.name} withdraws {id}")
            del self.posted[id]
        for id in [id for id in after if id not in before]:
            self.posted[id] = load_posted(after[id])
            self.sim.note(f"{self.name} asks {id} {self.posted[id].change}")

    def back_up(self) -> None:
        self.backup = self.machine.picture()
        self.posted_then = frozenset(self.posted)

    def restore(self) -> None:
        """The disk is lost; what was written since the backup is gone, unless the hub has it."""
        assert self.backup is not None
        self.perished |= self.posted.keys() - self.posted_then
        self.machine.become(self.backup)
        self.start()
        for id, body in self.waiting().items():
            self.posted[id] = load_posted(body)

    def sign_in_anew(self) -> None:
        """The hub gives this computer another id than it had."""
        self.caller = Caller(self.caller.actor, world.second_id(self.caller.device))
        self.start()

    def waiting(self) -> dict[ChangeId, bytes]:
        return dict(self.machine.look("SELECT id, body FROM outbox ORDER BY position"))

    def see_all(self, kind: type[Any]) -> tuple[Any, ...]:
        return at_once(self.workspace.see_all(kind))

    def _clock(self) -> datetime:
        return self.sim.now + self.skew


class Hub:
    """The one hub, with backups of other days."""

    def __init__(self, sim: "Simulation", machine: Machine) -> None:
        self.machine = machine
        self.backups: list[Picture] = []
        self.untold = False
        """Whether it was restored, and its epoch still stands as if nothing had happened."""
        self._sim = sim
        self._service = HubService(machine.engine, lambda: sim.now)

    def answer(self, caller: Caller, asked: bytes) -> bytes:
        """Raises: Crash, when the power goes meanwhile."""
        self.machine.fuse = self._sim.fuse(self._sim.weather.hub_crashes)
        try:
            with world.at_the_hub():
                return dump(self._service.exchange(caller, load(Asked, asked)))
        finally:
            self.machine.fuse = 0

    def back_up(self) -> None:
        self.backups = [*self.backups, self.machine.picture()][-3:]

    def restore(self, backup: Picture, *, told: bool) -> None:
        """Go back to how it was. Not `told`: whoever did it forgot to say so."""
        self.machine.become(backup)
        self.untold = not told
        if told:
            upkeep.new_epoch(self.machine.engine, self._sim.now.timestamp())

    def compact(self, keep: int) -> None:
        upkeep.compact(self.machine.engine, keep)

    def members(self) -> dict[str, frozenset[str]]:
        members: dict[str, set[str]] = {}
        for scope, member in self.machine.look("SELECT scope, member FROM membership"):
            members.setdefault(scope, set()).add(member)
        return {scope: frozenset(names) for scope, names in members.items()}


class Simulation:
    """One story."""

    def __init__(self, seed: int, tell: Callable[[str], None] | None = None) -> None:
        self.rng = random.Random(seed)
        self.chance: Callable[[float], bool] = lambda p: self.rng.random() < p
        self.tell = tell
        self.now = DAWN
        self.weather = CALM
        self.pauses = 0.0
        self.network: list[Message] = []
        self.late: list[tuple[Desk, bytes, bytes]] = []
        """Deliveries that may turn up once more."""
        self.ill: set[str] = set()
        """Desks whose pushes the hub breaks on, for a while."""
        self.edits = self.faults = self.restores = 0
        hub, *desks = _machines()
        self.hub = Hub(self, hub)
        self.desks = [Desk(self, caller, machine) for caller, machine in zip(CALLERS, desks, strict=True)]
        self._words = 0

    def open(self) -> None:
        """Everybody begins where every story begins."""
        setting = _setting()
        for machine, picture in zip(_machines(), setting.pictures, strict=True):
            machine.become(picture)
        self.hub.backups = [setting.pictures[0]]
        for desk in self.desks:
            desk.posted = dict(setting.posted.get(desk.name, {}))

    def run(self, steps: int = STEPS) -> None:
        """Raises: Violation."""
        rng = self.rng
        self.open()
        setting = _setting()
        for desk in self.desks:
            desk.skew = timedelta(days=rng.randint(-400, 400))
        if rng.random() < 0.3:
            self.desks[2].machine.become(setting.blank)  # a new computer; its first exchange is still to come
            self.desks[2].posted = {}
        self.weather = rng.choice(WEATHERS)
        self.pauses = rng.choice((0.0, 0.1))
        self.age = rng.random() < 0.6
        self.told = rng.choice((1.0, 1.0, 0.5))
        """How often whoever restores the hub remembers to say so."""
        self.note(f"weather {self.weather.name}")
        for _ in range(steps):
            self.step()
        self.calm_down()

    def step(self) -> None:
        rng = self.rng
        self.now += timedelta(seconds=rng.choice((0, 1, 60)))
        what = rng.random()
        if what < 0.30:
            self.somebody_acts(rng.choice(self.desks))
        elif what < 0.46:
            desk = rng.choice(self.desks)
            if desk.errand is None:
                desk.set_out()
            elif desk.paused:
                desk.resume(None)
        elif what < 0.89:
            if self.network:
                self.deliver(self.network.pop(rng.randrange(len(self.network))))
        elif what < 0.90:
            self.fault("a desk crashes")
            rng.choice(self.desks).start()
        elif what < 0.91:
            self.ill ^= {rng.choice(self.desks).name}
        elif what < 0.93:
            self.note("compaction")
            self.hub.compact(rng.randint(0, 2))
        elif what < 0.94:
            self._deliver_again()
        elif self.age:
            self._age(rng.choice(self.desks))

    def _age(self, desk: Desk) -> None:
        """What happens to computers over the years."""
        rng, what = self.rng, self.rng.random()
        if what < 0.3:
            self.note("the hub is backed up")
            self.hub.back_up()
        elif what < 0.6 and self.hub.backups:
            self.fault("the hub is restored")
            self.restores += 1
            self.now += timedelta(seconds=1)
            self.hub.restore(rng.choice(self.hub.backups), told=rng.random() < self.told)
        elif what < 0.75:
            self.note(f"{desk.name} is backed up")
            desk.back_up()
        elif what < 0.9 and desk.backup is not None:
            self.fault(f"{desk.name} is brought back from its backup")
            desk.restore()
        elif desk.caller.device == desk.name:
            self.fault(f"{desk.name} signs in as another device")
            desk.sign_in_anew()

    # --- the network --------------------------------------------------------------------------

    def deliver(self, message: Message) -> None:
        if message.delivery is None:
            self._deliver_request(message)
        elif message.desk.errand is message.errand:
            self._deliver_answer(message, message.delivery)

    def _deliver_request(self, message: Message) -> None:
        weather, desk = self.weather, message.desk
        if self.chance(weather.lost):
            self.fault("request lost")
            return self._fail(message, _unreachable())
        if self.chance(weather.twice):
            self.fault("request doubled")
            self.network.append(replace(message, errand=None))
        try:
            delivery = self.ask(message)
        except Crash:
            self.fault("the hub crashes")
            return self._fail(message, _unreachable())
        except HubTrouble as trouble:
            self.fault("the hub is ill")
            return self._fail(message, trouble)
        if message.errand is not None:
            self.network.append(replace(message, delivery=delivery))
            self.late = [*self.late, (desk, message.asked, delivery)][-5:]
        return None

    def _deliver_answer(self, message: Message, delivery: bytes) -> None:
        if self.chance(self.weather.lost):
            self.fault("answer lost")
            return self._fail(message, _unreachable())
        if self.chance(self.weather.torn):
            self.fault("answer torn")
            delivery = delivery[: self.rng.randrange(len(delivery))]
        try:
            message.desk.resume(load(Delivery, delivery))
        except Unreadable:
            self._fail(message, HubTrouble(say("The hub says strange things.")))
        return None

    def _deliver_again(self) -> None:
        """Something like a second window on the same cache: a delivery that is long since taken in, or given up."""
        if self.late:
            desk, asked, delivery = self.late[self.rng.randrange(len(self.late))]
            self.note(f"{desk.name} is told again")
            now = (self.now + desk.skew).timestamp()
            with desk.machine.engine.begin() as db:
                exchange.take_in(db, desk.caller.actor.id, load(Asked, asked), load(Delivery, delivery), now)

    def _fail(self, message: Message, trouble: Problem) -> None:
        if message.errand is not None and message.desk.errand is message.errand:
            message.desk.resume(trouble)

    def ask(self, message: Message) -> bytes:
        """The hub's answer. Raises: Crash, HubTrouble, Violation (when it tells somebody what is not theirs)."""
        caller, asked = message.caller, message.asked
        if message.desk.name in self.ill and load(Asked, asked).changes:
            raise HubTrouble(say("The hub has stumbled."))
        delivery = self.hub.answer(caller, asked)
        self.note(f"{caller.device} asks {asked.decode()}\n    gets {delivery.decode()}")
        mine = frozenset(caller.actor.memberships)
        for scope, members in self.hub.members().items():
            if members.isdisjoint(mine) and world.canary(scope).encode() in delivery:
                raise Violation(f"{caller.device} is told what stands in {scope}")
        return delivery

    # --- people -------------------------------------------------------------------------------

    def somebody_acts(self, desk: Desk) -> None:
        rng, workspace = self.rng, desk.workspace
        self.edits += 1
        what = rng.random()
        if what < 0.12:
            return desk.act(workspace.undo)
        if what < 0.16:
            return desk.act(workspace.redo)
        changes = self._wish(desk, what)
        return desk.act(lambda: workspace.do(*changes)) if changes else None

    def _wish(self, desk: Desk, what: float) -> list[Any]:
        """What this person may think of, given what they see."""
        rng = self.rng
        if what < 0.60:
            return self._wish_for_notes(desk, rng.random())
        if what < 0.90:
            return self._wish_for_cards(desk, rng.random())
        rooms = desk.see_all(Room)
        if what < 0.97 and rooms:
            return [Admit(rng.choice(rooms).id, self._some_people())]
        id = self.new_id()
        if what < 0.985:
            return [StartRoom(id, f"Room {world.canary(f'room:{id}')}", (desk.caller.actor.id, *self._some_people()))]
        return [StartProject(id, f"Board {id}", "", ())]

    def _wish_for_notes(self, desk: Desk, what: float) -> list[Any]:
        rng = self.rng
        notes, rooms = desk.see_all(Note), desk.see_all(Room)
        if what < 0.3 and rooms:
            room = rng.choice(rooms)
            count = rng.choice((1, 1, 1, 3))
            return [AddNote(self.new_id(), room.id, self._text(desk, room.scope)) for _ in range(count)]
        if not notes:
            return []
        note = rng.choice(notes)
        if what < 0.7:
            return [EditNote(note.id, self._text(desk, note.scope), note.text)]
        if what < 0.9:
            return [RemoveNote(note.id, note.text)]
        ill = (world.FromTheFuture(note.id), world.Ill(note.id), world.Domino(note.id, self._text(desk, note.scope)))
        return [rng.choice(ill)]

    def _wish_for_cards(self, desk: Desk, what: float) -> list[Any]:
        rng = self.rng
        projects = desk.see_all(Project)
        if not projects:
            return []
        project = rng.choice(projects)
        cards = at_once(desk.workspace.see_all(Card, project.id))
        column = rng.choice(("ideas", "done"))
        if what < 0.3 or not cards:
            rank = self._rank(cards, column)
            return [AddCard(id := self.new_id(), Card(id, project.id, self._text(desk, project.scope), column, rank))]
        card = rng.choice(cards)
        if what < 0.65:
            return [MoveCard(card.id, column, self._rank(cards, column))]
        if what < 0.78:
            words = (self._text(desk, project.scope), "")
            return [EditCard(card.id, *words, (), 0, (card.title, card.detail))]
        if what < 0.9:
            return [RemoveCard(card.id)]
        return [JoinProject(project.id, desk.caller.actor.id)]

    def _rank(self, cards: tuple[Card, ...], column: str) -> str:
        ranks = ["", *(card.rank for card in in_order(cards, column)), ""]
        at = self.rng.randrange(len(ranks) - 1)
        return rank_between(ranks[at], ranks[at + 1], self.rng.choice)

    def _some_people(self) -> tuple[str, ...]:
        return tuple(self.rng.sample(DOORS, self.rng.randint(1, 3)))

    def _text(self, desk: Desk, scope: str) -> str:
        self._words += 1
        return f"{desk.name} {self._words} {world.canary(scope)}"

    # --- the end ------------------------------------------------------------------------------

    def calm_down(self) -> None:
        """Faults stop, everybody meets the hub, and what must be true is checked."""
        for message in self.network:
            if message.delivery is None and self.chance(0.5):
                with suppress(Crash, HubTrouble):
                    self.ask(message)
        self.network.clear()
        self.weather, self.pauses = CALM, 0.0
        self.ill.clear()
        self.note("calm")
        for desk in self.desks:
            if desk.errand is not None:
                desk.start()
        self.now += timedelta(seconds=1)
        if self.hub.untold and self.chance(0.5):
            self.note("somebody remembers to say that the hub was restored")
            self.hub.untold = False
            upkeep.new_epoch(self.hub.machine.engine, self.now.timestamp())
        rounds = 0
        while rounds == 0 or any(desk.waiting() for desk in self.desks):
            rounds += 1
            if rounds > ROUNDS:
                raise Violation(f"after {ROUNDS} rounds there are still changes waiting")
            for desk in self.desks:
                self.meet(desk)
        for desk in self.desks:
            self.meet(desk)
        desk = self.rng.choice(self.desks)
        desk.start()
        if (requests := self.meet(desk)) > REQUESTS:
            raise Violation(f"{desk.name} is in step and still needs {requests} requests")
        judge(self.hub, self.desks)

    def meet(self, desk: Desk) -> int:
        """A whole round with the hub; says how many requests it took."""
        desk.set_out()
        requests = 0
        while desk.errand is not None:
            requests += 1
            if requests > 200:
                raise Violation(f"{desk.name} asks for ever")
            desk.resume(load(Delivery, self.ask(self.network.pop())))
        return requests

    def meet_unheard(self, desk: Desk) -> Message:
        """A round whose changes reach the hub, and whose answer is lost; gives back the request."""
        desk.set_out()
        while True:
            message = self.network.pop()
            delivery = self.ask(message)
            if load(Asked, message.asked).changes:
                desk.start()
                return message
            desk.resume(load(Delivery, delivery))

    # --- chance -------------------------------------------------------------------------------

    def fuse(self, p: float) -> int:
        """After how many statements the power goes; 0 for never."""
        return self.rng.randint(1, 30) if p and self.rng.random() < p else 0

    def new_id(self) -> str:
        return f"{self.rng.getrandbits(64):016x}"

    def note(self, text: str) -> None:
        if self.tell is not None:
            self.tell(text)

    def fault(self, text: str) -> None:
        self.faults += 1
        self.note(text)

    def prepare(self, db: Any, *, push: bool, most: int) -> Asked:
        """As the postman asks for it, in small portions."""
        calm = self.weather is CALM
        portion, page = (100, 50) if calm else (self.rng.randint(1, 5), self.rng.randint(2, 8))
        return exchange.prepare(db, push=push, most=min(most, portion), limit=page)


# --- the stage ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Setting:
    """How every story begins: a board and two rooms, known to everybody who may."""

    pictures: tuple[Picture, ...]
    blank: Picture
    posted: dict[str, dict[ChangeId, Posted]] = field(default_factory=dict)


@cache
def _machines() -> tuple[Machine, ...]:
    """The hub's and the desks'. Made once; every story starts from pictures."""
    hub = open_hub_database("sqlite://")
    tables.hub.create_all(hub)
    with hub.begin() as db:
        db.execute(insert(tables.hub_meta).values(key="epoch", value="1"))
        open_public_scope(db)
        for person in PEOPLE:
            row = {"id": person.id, "login": person.id, "name": person.id, "password": "", "roles": "", "joined": 0.0}
            db.execute(insert(tables.person).values(row))
        for caller in CALLERS:
            for device in (caller.device, world.second_id(caller.device)):
                row = {"id": device, "person": caller.actor.id, "name": device, "seen": 0.0}
                db.execute(insert(tables.device).values(row))
    return (Machine(hub), *(Machine(open_in_memory()) for _ in CALLERS))


@cache
def _setting() -> _Setting:
    sim = Simulation(0)
    with on_stage(sim):
        return _set_up(sim)


def _set_up(sim: Simulation) -> _Setting:
    blank = _machines()[1].picture()
    ann = sim.desks[0]
    project, *rooms = (sim.new_id() for _ in range(3))
    card = Card("", project, f"Card {world.canary(f'project:{project}')}", "ideas", "V")
    ann.act(lambda: ann.workspace.do(StartProject(project, "Board", "", ())))
    ann.act(lambda: ann.workspace.do(AddCard(id := sim.new_id(), Card(id, project, card.title, "ideas", "V"))))
    for room, people in zip(rooms, (("ann", "bek"), DOORS), strict=True):
        started = StartRoom(room, f"Room {world.canary(f'room:{room}')}", people)
        ann.act(lambda started=started: ann.workspace.do(started))
    for desk in (*sim.desks, ann):
        sim.meet(desk)
    return _Setting(tuple(machine.picture() for machine in _machines()), blank, {ann.name: ann.posted})


@contextmanager
def on_stage(sim: Simulation) -> Iterator[None]:
    """Within, the story can be told: what the product draws from chance comes from the seed instead."""
    silent = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with (
            world.spoken(),
            patch.object(workspace, "new_id", sim.new_id),
            patch.object(postman, "prepare", sim.prepare),
        ):
            yield
    finally:
        logging.disable(silent)


def at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that waits for nobody."""
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("it waits")


def _unreachable() -> Unreachable:
    return Unreachable(say("The hub cannot be reached."))


def play(seed: int, steps: int = STEPS, tell: Callable[[str], None] | None = None) -> tuple[Simulation, str]:
    """One story; what went wrong, or ""."""
    sim = Simulation(seed, tell)
    with on_stage(sim):
        try:
            sim.run(steps)
        except Violation as violation:
            return sim, str(violation)
    return sim, ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--mutant", default="")
    parser.add_argument("--verbose", action="store_true")
    told = parser.parse_args()
    tell = (lambda text: sys.stdout.write(text + "\n")) if told.verbose else None
    began = time.perf_counter()
    edits = faults = restores = failures = 0
    for seed in range(told.seed, told.seed + told.count):
        sim, wrong = play(seed, told.steps, tell)
        edits, faults, restores = edits + sim.edits, faults + sim.faults, restores + sim.restores
        if wrong:
            failures += 1
            sys.stdout.write(f"seed {seed}: {wrong}\n")
    took = time.perf_counter() - began
    sys.stdout.write(
        f"{told.count} schedules, {edits} acts, {faults} faults, {restores} restores, {failures} failures, "
        f"{took:.1f} s, {told.count / took * 60:.0f} schedules a minute\n"
    )
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
