"""Hubs and desktops of different versions: who is served, what is said to the others, and that nothing is lost."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.ids import CardId, PersonId, ProjectId
from growtogether_desktop.domain.projects import AddCard, Card, JoinProject, Project, StartProject
from growtogether_desktop.store import kinds, shelf, tables
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.sync.account import utc_now
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.sync.postman import Postman
from growtogether_desktop.sync.troubles import HubTrouble
from growtogether_desktop.wire.protocol import PROTOCOL
from growtogether_desktop.workspace.workspace import Workspace
from tests.desks import KEY
from tests.hub.to_come import GiveStar, Star, later_program
from tests.hubs import Member, RunningHub

THIS, NEXT, AFTER_NEXT = PROTOCOL, PROTOCOL + 1, PROTOCOL + 2
BOZOR = ProjectId("bozor")


class UpdatedHub(RunningHub):
    """A hub that is updated between two starts."""

    def update(self, speaks: int) -> None:
        self.stop()
        if speaks == THIS:
            self.MODULE = RunningHub.MODULE
            self.start()
        else:
            self.MODULE = "tests.hub.to_come"
            self.start(str(speaks))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[UpdatedHub]:
    running = UpdatedHub(tmp_path / "hub")
    running.start()
    yield running
    running.close()


@pytest.fixture
def two(hub: UpdatedHub) -> tuple[Member, Member]:
    """Two people of one project."""
    malika, timur = hub.join("malika", "mentor"), hub.join("timur", "mentee")
    malika.do(StartProject(BOZOR, "Bozor", "A market", ()))
    malika.meet()
    timur.meet()
    timur.do(JoinProject(BOZOR, timur.me))
    timur.meet()
    return malika, timur


class Desk:
    """Somebody's real desktop without its window."""

    def __init__(self, hub: RunningHub, member: Member, folder: Path) -> None:
        self.background = Background()
        self.cache = open_cache(folder / "cache.sqlite", KEY)
        me = Actor(PersonId(member.me), frozenset(member.tokens.roles))
        self.workspace = Workspace(me, "Malika", self.cache, self.background, utc_now)
        self.http = HttpHub(hub.url, member.tokens)
        self.postman = Postman(self.workspace, self.http)

    async def close(self) -> None:
        await self.http.close()
        await self.background.close()
        self.cache.close()


@pytest.fixture
async def desk(hub: UpdatedHub, tmp_path: Path) -> AsyncIterator[Desk]:
    malika = await asyncio.to_thread(hub.join, "malika", "mentor")
    opened = Desk(hub, malika, tmp_path)
    await opened.postman.round()
    await opened.workspace.do(StartProject(BOZOR, "Bozor", "A market", ()))
    yield opened
    await opened.close()


def card(id: str) -> AddCard:
    return AddCard(CardId(id), Card(CardId(id), BOZOR, f"Card {id}", "ideas", "V"))


def stars_on_shelf(member: Member) -> list[Any]:
    with member.desk.begin() as db:
        return db.execute(tables.shelf.select().where(tables.shelf.c.kind == Star.KIND)).all()


def test_a_hub_of_the_next_protocol_serves_desktops_of_this_one(hub: UpdatedHub, two: tuple[Member, Member]):
    malika, timur = two
    malika.do(card("before"))
    hub.update(NEXT)

    malika.do(card("after"))
    assert malika.meet() == 0
    with later_program(NEXT):
        timur.do(GiveStar("star", BOZOR, "Chiroyli bozor"))
        assert timur.meet() == 0
        assert {one.id for one in timur.see_all(Card, BOZOR)} == {"before", "after"}

    malika.meet()
    malika.do(card("last"))
    assert malika.meet() == 0
    assert [one.id for one in malika.see_all(Card, BOZOR)] == ["after", "before", "last"]
    (kept,) = stars_on_shelf(malika)
    assert b"Chiroyli bozor" in kept.body
    with malika.desk.begin() as db:
        assert shelf.search(db, Star.KIND, "bozor", 9) == []


def test_what_was_kept_raw_is_shown_and_found_after_the_update(hub: UpdatedHub, two: tuple[Member, Member]):
    malika, timur = two
    hub.update(NEXT)
    with later_program(NEXT):
        timur.do(GiveStar("star", BOZOR, "Chiroyli bozor"))
        timur.meet()
    malika.meet()
    malika.do(card("waits"))

    with later_program(NEXT):
        with malika.desk.begin() as db:
            kinds.catch_up(db)  # as every start does
        assert malika.meet() == 0

        assert malika.see(Star, "star") == Star("star", BOZOR, "Chiroyli bozor")
        with malika.desk.begin() as db:
            assert shelf.search(db, Star.KIND, "bozor", 9) == ["star"]
        timur.meet()
        assert [one.id for one in timur.see_all(Card, BOZOR)] == ["waits"]


def test_a_change_that_the_hub_is_too_old_for_comes_back_with_its_words(hub: UpdatedHub, two: tuple[Member, Member]):
    malika, _ = two

    with later_program(THIS):  # its protocol is the same; only a kind is new
        malika.do(GiveStar("star", BOZOR, "Chiroyli bozor"), card("beside"))
        assert malika.meet() == 1

    assert [one.id for one in malika.see_all(Card, BOZOR)] == ["beside"]
    with malika.desk.begin() as db:
        (back,) = db.execute(tables.returned.select()).all()
    assert b"Chiroyli bozor" in back.body
    assert b"does not understand" in back.refusal


@pytest.mark.parametrize(
    ("hub_speaks", "desktop_speaks", "said"),
    [(AFTER_NEXT, THIS, "hub is newer than this program"), (THIS, NEXT, "hub is older than this program")],
)
async def test_whoever_cannot_be_served_is_told_who_must_update_and_loses_nothing(
    hub: UpdatedHub, desk: Desk, hub_speaks: int, desktop_speaks: int, said: str
):
    with later_program(desktop_speaks) if desktop_speaks != THIS else nullcontext():
        await asyncio.to_thread(hub.update, hub_speaks)

        with pytest.raises(HubTrouble, match=said):
            await desk.postman.round()
        with pytest.raises(HubTrouble, match=said):
            await desk.http.health()

        state = desk.workspace.state
        assert (state.phase, state.waiting, state.returned) == ("offline", 1, 0)
        assert said in str(state.reason)
        assert [one.title for one in await desk.workspace.see_all(Project)] == ["Bozor"]

    with later_program(NEXT):
        await asyncio.to_thread(hub.update, NEXT)
        await desk.postman.round()
        assert (desk.workspace.state.phase, desk.workspace.state.waiting) == ("in_step", 0)
        assert await desk.workspace.waiting(Project) == frozenset()
