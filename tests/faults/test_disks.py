"""Disks that are really full, or damaged: it is said, and nothing that was kept is lost."""

import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.store.ballast import NAME, SIZE, Ballast
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.workspace.workspace import Workspace
from tests.desks import KEY


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of twelve megabytes in memory; only root may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"NOT TRIED, a real full disk: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Take every byte that is left."""
    filling = disk / "films.mkv"
    with suppress(OSError), filling.open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    return filling


@asynccontextmanager
async def desk_on(disk: Path) -> AsyncIterator[Workspace]:
    background = Background()
    cache = open_cache(disk / "cache.sqlite", KEY)
    try:
        yield Workspace(Actor(PersonId("malika")), "Malika", cache, background, lambda: datetime.now(UTC))
    finally:
        await background.close()
        cache.close()


def card(id: str, detail: str = "") -> AddCard:
    return AddCard(id, Card(id, "bozor", f"Card {id}", "ideas", "V", detail))


async def test_what_is_written_on_a_full_disk_is_saved_in_the_room_that_was_kept_and_the_person_is_told(
    small_disk: Path,
) -> None:
    async with desk_on(small_disk) as desk:
        told: list[Problem] = []
        desk.background.problems.connect(told.append)
        await desk.do(StartProject("bozor", "Bozor", "A market", ()))
        fill(small_disk)

        await desk.do(card("a", "words " * 20_000))
        await desk.keep_draft("card/b", "words " * 20_000)

        assert [one.id for one in await desk.see_all(Card, "bozor")] == ["a"]
        assert ["last room" in str(problem.what) for problem in told] == [True]
        assert not (small_disk / NAME).exists()


async def test_when_the_room_that_was_kept_is_used_up_nothing_is_lost_and_it_goes_on_as_soon_as_there_is_some(
    small_disk: Path,
) -> None:
    kept: list[str] = []
    async with desk_on(small_disk) as desk:
        await desk.do(StartProject("bozor", "Bozor", "A market", ()))
        filling = fill(small_disk)

        async def write_on() -> None:
            for at in range(1_000):
                await desk.do(card(f"c{at}", "words " * 20_000))
                kept.append(f"c{at}")

        with pytest.raises(Problem, match="disk is full; this was not saved"):
            await write_on()
        assert len(kept) >= 8
        assert {one.id for one in await desk.see_all(Card, "bozor")} == {*kept}

        filling.unlink()
        await desk.do(card("last"))

    async with desk_on(small_disk) as desk:
        assert {one.id for one in await desk.see_all(Card, "bozor")} == {*kept, "last"}


async def test_a_desk_opens_on_a_full_disk_and_still_has_room_to_write(small_disk: Path) -> None:
    async with desk_on(small_disk) as desk:
        await desk.do(StartProject("bozor", "Bozor", "A market", ()))
    fill(small_disk)

    async with desk_on(small_disk) as desk:
        await desk.do(card("a"))

        assert [one.id for one in await desk.see_all(Card, "bozor")] == ["a"]


async def test_a_desk_on_a_disk_that_became_read_only_says_so_and_loses_nothing(small_disk: Path) -> None:
    async with desk_on(small_disk) as desk:
        await desk.do(StartProject("bozor", "Bozor", "A market", ()), card("a"))

    remount(small_disk, "ro")
    with pytest.raises(Problem, match=f"folder {small_disk} cannot be written"):
        async with desk_on(small_disk):
            pass
    remount(small_disk, "rw")

    async with desk_on(small_disk) as desk:
        assert [one.id for one in await desk.see_all(Card, "bozor")] == ["a"]


def test_room_is_kept_once_and_given_back_once(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path)

    ballast.lay()
    ballast.lay()

    assert os.stat(tmp_path / NAME).st_blocks * 512 >= SIZE
    assert ballast.drop()
    assert not ballast.drop()


def test_a_disk_without_room_to_spare_keeps_none(small_disk: Path) -> None:
    fill(small_disk)

    Ballast(small_disk).lay()

    assert not (small_disk / NAME).exists()


async def test_a_damaged_page_is_said_and_is_no_bug(tmp_path: Path) -> None:
    async with desk_on(tmp_path) as desk:
        await desk.do(StartProject("bozor", "Bozor", "A market", ()))
        await desk.do(*(card(f"c{at}", "words " * 600) for at in range(60)))
    damaged = bytearray((tmp_path / "cache.sqlite").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "cache.sqlite").write_bytes(damaged)

    async with desk_on(tmp_path) as desk:
        with pytest.raises(Problem, match="damaged and cannot be read") as told:
            await desk.see_all(Card, "bozor")

    assert "save what the hub does not have" in str(told.value.advice)


def test_whoever_still_reads_a_desk_that_was_wiped_makes_no_new_one(tmp_path: Path) -> None:
    cache = open_cache(tmp_path / "cache.sqlite", KEY)
    cache.close()
    for file in tmp_path.iterdir():
        file.unlink()

    with pytest.raises(DatabaseError, match="unable to open"):
        cache.reading.connect()

    assert [*tmp_path.iterdir()] == []
