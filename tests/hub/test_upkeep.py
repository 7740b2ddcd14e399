"""What the hub puts in order by itself."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select

from growtogether_desktop.domain.changes import MENTOR, Actor, Change, Posted, Stamp
from growtogether_desktop.domain.ids import ChangeId, DeviceId, PersonId, ProjectId, new_id
from growtogether_desktop.domain.projects import AddCard, Card, MoveCard, RemoveCard, StartProject
from growtogether_desktop.hub.service import Caller, HubService
from growtogether_desktop.hub.upkeep import compact, new_epoch
from growtogether_desktop.store import outbox, tables
from growtogether_desktop.store.database import open_in_memory
from growtogether_desktop.sync.exchange import prepare, take_in
from growtogether_desktop.workspace.view import View

BOARD = ProjectId("bozor")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Desk:
    """One device of a mentor."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.caller = Caller(Actor(PersonId(name), frozenset({MENTOR})), DeviceId(f"{name}'s"))
        self.hub = HubService(engine)
        self.cache = open_in_memory()
        with engine.begin() as db:
            person = {"id": name, "login": name, "name": name, "password": "", "roles": MENTOR, "joined": 0}
            db.execute(insert(tables.person).values(person))
            db.execute(insert(tables.device).values(id=self.caller.device, person=name, name="", seen=0))

    def meet(self, *changes: Change[object]) -> None:
        with self.cache.begin() as db:
            for change in changes:
                outbox.post(db, Posted(ChangeId(new_id()), Stamp(self.caller.actor.id, NOW), change))
        more = True
        while more:
            with self.cache.begin() as db:
                asked = prepare(db, push=True)
            delivery = self.hub.exchange(self.caller, asked)
            with self.cache.begin() as db:
                more = take_in(db, self.caller.actor.id, asked, delivery, 0).more

    def cards(self) -> set[str]:
        with self.cache.begin() as db:
            return {card.id for card in View(db).see_all(Card, BOARD)}


@pytest.fixture
def malika(engine: Engine) -> Desk:
    """A board with three cards, all of them there."""
    desk = Desk(engine, "malika")
    desk.meet(StartProject(BOARD, "Bozor", "", ()))
    desk.meet(*(AddCard(id, Card(id, BOARD, id, "ideas", "V")) for id in ("a", "b", "c")))
    return desk


def tombstones(engine: Engine) -> list[str]:
    shelf = tables.hub_shelf
    with engine.connect() as db:
        return list(db.execute(select(shelf.c.id).where(shelf.c.deleted).order_by(shelf.c.seq)).scalars())


def floor(engine: Engine) -> int:
    with engine.connect() as db:
        return db.execute(select(tables.scope.c.floor).where(tables.scope.c.name == f"project:{BOARD}")).scalar_one()


def test_only_the_newest_tombstones_are_kept(engine: Engine, malika: Desk):
    malika.meet(RemoveCard("a"), RemoveCard("b"), RemoveCard("c"))

    compact(engine, 1)

    assert tombstones(engine) == ["c"]
    assert floor(engine) == 6


def test_few_tombstones_are_left_alone(engine: Engine, malika: Desk):
    malika.meet(RemoveCard("a"), RemoveCard("b"))

    compact(engine, 2)

    assert tombstones(engine) == ["a", "b"]
    assert floor(engine) == 0


def test_a_desktop_that_missed_a_tombstone_loses_the_row_all_the_same(engine: Engine, malika: Desk):
    timur = Desk(engine, "timur")
    timur.meet()
    malika.meet(RemoveCard("a"), RemoveCard("b"))
    compact(engine, 0)

    timur.meet()

    assert timur.cards() == {"c"}


def test_a_card_put_back_after_its_tombstone_went_is_seen_by_everybody(engine: Engine, malika: Desk):
    timur = Desk(engine, "timur")
    malika.meet(MoveCard("a", "ready", "V"), MoveCard("a", "done", "V"))
    malika.meet(MoveCard("a", "ideas", "V"))
    timur.meet()
    malika.meet(RemoveCard("a"))
    compact(engine, 0)
    malika.meet(AddCard("a", Card("a", BOARD, "Back again", "ideas", "V")))

    timur.meet()

    assert timur.cards() == {"a", "b", "c"}


def test_each_epoch_is_a_later_one(engine: Engine):
    first, second = new_epoch(engine, 1_000), new_epoch(engine, 10)

    assert (first, second) == (1_000, 1_001)
    assert HubService(engine).epoch() == second
