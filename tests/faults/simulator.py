"""Seeded misfortune for the exchange: four real desks, a real hub, and everything that may come between.

Everything that decides is the product's own: `Workspace`, `Postman`, `exchange` and `HubService`, on
SQLite in memory. Only the world is played: network, clocks, crashes, backups, and people.

    python -m tests.faults 7                              tells what happens with seed 7
    python -m tests.faults 0 --count 100 [--mutant NAME]  counts
"""

import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, insert
from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.domain.ids import ChangeId
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.hub.database import open_hub_database
from growtogether_desktop.hub.service import Caller
from growtogether_desktop.store import tables
from growtogether_desktop.store.database import open_in_memory
from growtogether_desktop.sync import exchange, postman
from growtogether_desktop.sync.troubles import HubTrouble, Unreachable
from growtogether_desktop.wire.codec import Unreadable, dump, load
from growtogether_desktop.wire.protocol import Asked, Delivery
from growtogether_desktop.workspace import posting
from tests.desks import new_hub
from tests.faults import people, world
from tests.faults.desk import Desk
from tests.faults.fate import Fate
from tests.faults.headquarters import Headquarters
from tests.faults.machine import Crash, Machine, Picture, Road
from tests.faults.oracle import Violation, judge, nothing_vanished
from tests.faults.weather import CALM, Weather, weather
from tests.faults.world import CALLERS, DOORS, PEOPLE, StartRoom

STEPS = 90
ROUNDS = 3
"""Within so many rounds of good weather every outbox is empty."""
REQUESTS = 3
"""A desk that is in step says so within so many requests."""
LATE = 8
"""Deliveries that may turn up once more."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something in the network."""

    desk: Desk
    caller: Caller
    errand: object
    """The round that waits for it; None for a copy nobody waits for."""
    asked: bytes
    delivery: bytes | None = None


class Simulation:
    """One story."""

    def __init__(self, seed: int, tell: Callable[[str], None] | None = None, road: Road = Road.CORE) -> None:
        self.fate = Fate(seed, tell)
        self.acts = self.restores = 0
        for machine in _machines():
            machine.take(road)
        hub, *desks = _machines()
        self.hub = Headquarters(self.fate, hub)
        self.desks = [Desk(self.fate, caller, machine) for caller, machine in zip(CALLERS, desks, strict=True)]
        self._network: list[Message] = []
        self._late: list[Message] = []
        self._stumbling: set[str] = set()
        """Desks whose pushes the hub breaks on, for a while."""

    def open(self) -> None:
        """Everybody begins where every story begins."""
        setting = _setting()
        for machine, picture in zip(_machines(), setting.pictures, strict=True):
            machine.become(picture)
        self.hub.backups = [setting.pictures[0]]
        for desk in self.desks:
            desk.posted = dict(setting.posted.get(desk.name, {}))

    def run(self, steps: int = STEPS, in_weather: Weather | None = None) -> None:
        """Raises: Violation."""
        rng = self.fate.rng
        self.open()
        for machine in (self.hub, *self.desks):
            machine.skew = _some_days(rng)
        for desk in (self.desks[1], self.desks[3]):
            if rng.random() < 0.5:
                desk.install(world.OLD)
        if rng.random() < 0.3:
            self.desks[2].machine.become(_setting().blank)  # a new computer; its first exchange is still to come
        self.fate.weather = in_weather or weather(rng)
        self.fate.note(str(self.fate.weather))
        for _ in range(steps):
            self.step()
        self.calm_down()

    def step(self) -> None:
        fate, rng = self.fate, self.fate.rng
        fate.time_passes(rng.choice((0, 1, 60)))
        desk = rng.choice(self.desks)
        what = rng.random()
        if what < 0.32:
            self.acts += 1
            people.act(desk, fate)
        elif what < 0.49:
            self._go_on(desk)
        elif what < 0.96:
            if self._network:
                self._deliver(self._network.pop(rng.randrange(len(self._network))))
        elif what < 0.98:
            fate.fault(f"{desk.name} crashes")
            desk.start()
        else:
            self._stumbling ^= {desk.name}
        if fate.chance(fate.weather.late):
            self._deliver_again()
        if fate.chance(fate.weather.compacts):
            fate.note("the hub forgets tombstones")
            with suppress(Crash, DatabaseError):  # its disk may be full
                self.hub.compact(rng.randint(0, 2))
        if fate.chance(fate.weather.ages):
            self._age(desk)
        if fate.chance(fate.weather.jumps):
            fate.fault(f"the clock of {desk.name} or the hub jumps")
            rng.choice((self.hub, desk)).skew = _some_days(rng)
        if desk.program is world.OLD and fate.chance(fate.weather.upgrades):
            fate.note(f"{desk.name} gets the new program")
            desk.install(world.NEW)
        elif desk.program is world.NEW and fate.chance(fate.weather.downgrades):
            fate.fault(f"{desk.name} goes back to the old program")
            desk.install(world.OLD)
        self._fill_disks(desk)

    def _fill_disks(self, desk: Desk) -> None:
        fate = self.fate
        for machine in (self.hub.machine, *(desk.machine for desk in self.desks)):
            if machine.full and fate.chance(0.1):
                machine.free()
        if fate.chance(fate.weather.fills):
            fate.fault(f"the disk of {desk.name} or the hub is full")
            fate.rng.choice((self.hub.machine, desk.machine)).fill()

    # --- the network --------------------------------------------------------------------------

    def _go_on(self, desk: Desk) -> None:
        if desk.errand is None:
            self._send(desk, desk.set_out())
        elif desk.paused:
            self._resume(desk, None)

    def _resume(self, desk: Desk, value: Delivery | Problem | None) -> None:
        if self.fate.weather.ages:  # the hub may have been restored since it answered
            self._send(desk, desk.resume(value))
            return
        waiting = desk.waiting()
        self._send(desk, desk.resume(value))
        if settled := waiting.keys() - desk.waiting().keys():
            nothing_vanished(self.hub, desk, settled)

    def _send(self, desk: Desk, asked: Asked | None) -> None:
        if asked is not None:
            self._network.append(Message(desk, desk.caller, desk.errand, _with_more(dump(asked))))

    def _deliver(self, message: Message) -> None:
        if message.delivery is None:
            self._deliver_request(message)
        elif message.errand is message.desk.errand:
            self._deliver_answer(message, message.delivery)

    def _deliver_request(self, message: Message) -> None:
        fate = self.fate
        if fate.chance(fate.weather.lost):
            fate.fault("a request is lost")
            self._fail(message, _unreachable())
            return
        if fate.chance(fate.weather.twice):
            fate.fault("a request is doubled")
            self._network.append(replace(message, errand=None))
        if fate.chance(fate.weather.torn):
            fate.fault("a request is torn")
            with suppress(Unreadable):
                self.hub.answer(message.caller, message.asked[: fate.rng.randrange(len(message.asked))])
                raise Violation("half a request is understood")
            self._fail(message, HubTrouble(say("The hub does not understand.")))
            return
        try:
            answered = replace(message, delivery=self.ask(message))
        except Crash:
            fate.fault("the hub crashes")
            self._fail(message, _unreachable())
        except HubTrouble as trouble:
            fate.fault("the hub stumbles")
            self._fail(message, trouble)
        except DatabaseError:
            self._fail(message, HubTrouble(say("The disk of the hub is full.")))
        else:
            self._late = [*self._late, answered][-LATE:]
            if message.errand is not None:
                self._network.append(answered)

    def _deliver_answer(self, message: Message, delivery: bytes) -> None:
        fate = self.fate
        if fate.chance(fate.weather.lost):
            fate.fault("an answer is lost")
            self._fail(message, _unreachable())
            return
        if fate.chance(fate.weather.torn):
            fate.fault("an answer is torn")
            delivery = delivery[: fate.rng.randrange(len(delivery))]
        try:
            self.hand_over(message.desk, delivery)
        except Unreadable:
            self._fail(message, HubTrouble(say("The hub says strange things.")))

    def _deliver_again(self) -> None:
        """A delivery that was taken in long ago, or given up."""
        if self._late:
            message = self.fate.rng.choice(self._late)
            assert message.delivery is not None
            self.fate.fault(f"{message.desk.name} is told again")
            message.desk.hear_again(load(Asked, message.asked), load(Delivery, message.delivery))

    def _fail(self, message: Message, trouble: Problem) -> None:
        if message.errand is not None and message.errand is message.desk.errand:
            self._resume(message.desk, trouble)

    def ask(self, message: Message) -> bytes:
        """The hub's answer. Raises: Crash, HubTrouble, Violation (when it tells somebody what is not theirs)."""
        caller, asked = message.caller, message.asked
        if message.desk.name in self._stumbling and load(Asked, asked).changes:
            raise HubTrouble(say("The hub has stumbled."))
        delivery = _with_more(self.hub.answer(caller, asked))
        self.fate.note(f"{caller.device} asks {asked.decode()}\n    gets {delivery.decode()}")
        mine = frozenset(caller.actor.memberships)
        for scope, members in self.hub.members().items():
            if members.isdisjoint(mine) and world.canary(scope).encode() in delivery:
                raise Violation(f"{caller.device} is told what stands in {scope}")
        return delivery

    # --- the years ----------------------------------------------------------------------------

    def _age(self, desk: Desk) -> None:
        """What happens to computers in time."""
        fate, what = self.fate, self.fate.rng.random()
        if what < 0.25:
            fate.note("the hub is backed up")
            self.hub.back_up()
        elif what < 0.55:
            fate.fault("the hub is restored")
            self.restores += 1
            self.hub.restore(fate.rng.choice(self.hub.backups))
            if not fate.chance(fate.weather.untold):
                with suppress(Crash):
                    self.hub.tell_the_desks()
        elif what < 0.7:
            fate.note(f"{desk.name} is backed up")
            desk.back_up()
        elif what < 0.9:
            if desk.restore():
                fate.fault(f"{desk.name} is brought back from its backup")
        elif desk.caller.device == desk.name:
            fate.fault(f"{desk.name} signs in as another device")
            desk.sign_in_anew()

    # --- the end ------------------------------------------------------------------------------

    def calm_down(self) -> None:
        """Faults stop, everybody meets the hub, and what must be true is checked."""
        for message in self._network:
            if message.delivery is None and self.fate.chance(0.5):
                with suppress(Crash, HubTrouble, DatabaseError):
                    self.ask(message)
        self._network.clear()
        self._stumbling.clear()
        for one in (self.hub, *self.desks):
            one.machine.free()
        for desk in self.desks:
            if desk.program is world.OLD and self.fate.weather.upgrades and self.fate.chance(0.5):
                self.fate.note(f"{desk.name} gets the new program")
                desk.install(world.NEW)
        self.fate.weather = CALM
        self.fate.note("calm")
        for desk in self.desks:
            if desk.errand is not None:
                desk.start()
        if self.hub.untold and self.fate.chance(0.5):
            self.fate.note("somebody remembers to say that the hub was restored")
            self.hub.tell_the_desks()
        rounds = 0
        met: dict[str, object] = {}
        while rounds == 0 or any(desk.waiting() for desk in self.desks):
            rounds += 1
            if rounds > ROUNDS:
                raise Violation(f"after {ROUNDS} rounds there are still changes waiting")
            for desk in self.desks:
                self.meet(desk)
                met[desk.name] = self.hub.stands()
        for desk in self.desks:
            if met[desk.name] != self.hub.stands():
                self.meet(desk)
        desk = self.fate.rng.choice(self.desks)
        desk.start()
        if (requests := self.meet(desk)) > REQUESTS:
            raise Violation(f"{desk.name} is in step and still needs {requests} requests")
        judge(self.hub, self.desks)

    def meet(self, desk: Desk) -> int:
        """A whole round with the hub; says how many requests it took."""
        self._send(desk, desk.set_out())
        requests = 0
        while desk.errand is not None:
            requests += 1
            if requests > 200:
                raise Violation(f"{desk.name} asks for ever")
            self.hand_over(desk, self.ask(self._network.pop()))
        return requests

    def hold(self, desk: Desk, until: Callable[[Asked], object] = lambda asked: asked.changes) -> Message:
        """A round up to such a request, or the one that brings changes; it stays under way."""
        self._send(desk, desk.set_out())
        while not until(load(Asked, (message := self._network.pop()).asked)):
            self.hand_over(desk, self.ask(message))
        return message

    def hand_over(self, desk: Desk, delivery: bytes) -> None:
        self._resume(desk, load(Delivery, delivery))

    def prepare(self, db: Any, *, push: bool, most: int) -> Asked:
        """As the postman asks for it, in small portions."""
        rng, rows = self.fate.rng, self.fate.weather.rows
        if self.fate.weather is CALM:
            return exchange.prepare(db, push=push, most=most, limit=rows)
        return exchange.prepare(db, push=push, most=min(most, rng.randint(1, 5)), limit=rng.randint(1, rows))


def _with_more(message: bytes) -> bytes:
    """As the other side's next version might say it: with something this one has never heard of."""
    return b'{"since_then":{"new":[1]},' + message[1:]


def _some_days(rng: random.Random) -> timedelta:
    return timedelta(days=rng.randint(-400, 400))


# --- the stage ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Setting:
    """How every story begins: a board and two rooms, known to everybody who may."""

    pictures: tuple[Picture, ...]
    blank: Picture
    posted: dict[str, dict[ChangeId, Posted]]


@cache
def _machines() -> tuple[Machine, ...]:
    """The hub's and the desks'. Made once; every story starts from pictures."""
    desks = (Machine(caller.device, open_in_memory) for caller in CALLERS)
    return (Machine("hub", _new_hub), *desks)


def _new_hub(url: str) -> Engine:
    hub = open_hub_database(url)
    new_hub(hub)
    with hub.begin() as db:
        for person in PEOPLE:
            row = {"id": person.id, "login": person.id, "name": person.id, "password": "", "roles": "", "joined": 0.0}
            db.execute(insert(tables.person).values(row))
        for caller in CALLERS:
            for device in (caller.device, world.second_id(caller.device)):
                row = {"id": device, "person": caller.actor.id, "name": device, "seen": 0.0}
                db.execute(insert(tables.device).values(row))
    return hub


@cache
def _setting() -> _Setting:
    sim = Simulation(0)
    with on_stage(sim):
        return _set_up(sim)


def _set_up(sim: Simulation) -> _Setting:
    blank = _machines()[1].picture()
    ann = sim.desks[0]
    project, card, *rooms = (sim.fate.new_id() for _ in range(4))
    title = f"Card {world.canary(f'project:{project}')}"
    ann.act(lambda: ann.workspace.do(StartProject(project, "Board", "", ())))
    ann.act(lambda: ann.workspace.do(AddCard(card, Card(card, project, title, "ideas", "V"))))
    for room, doors in zip(rooms, (("ann", "bek"), DOORS), strict=True):
        started = StartRoom(room, f"Room {world.canary(f'room:{room}')}", doors)
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
            patch.object(posting, "new_id", sim.fate.new_id),
            patch.object(postman, "prepare", sim.prepare),
            patch.object(postman.Postman, "_send_files", _no_files),
            patch.object(postman.Postman, "_fetch_files", _no_files),
        ):
            yield
    finally:
        logging.disable(silent)


async def _no_files(_: object) -> None:
    """Nobody has files here; they travel on tasks of their own, which this stage has not."""


def _unreachable() -> Unreachable:
    return Unreachable(say("The hub cannot be reached."))


def play(
    seed: int,
    steps: int = STEPS,
    in_weather: Weather | None = None,
    tell: Callable[[str], None] | None = None,
    road: Road = Road.EXPRESS,
) -> tuple[Simulation, str]:
    """One story; what went wrong, or ""."""
    sim = Simulation(seed, tell, road)
    with on_stage(sim):
        try:
            sim.run(steps, in_weather)
        except Violation as violation:
            return sim, str(violation)
    return sim, ""
