"""Everything else that goes wrong around a desk: it is said in words one can act on, and nothing is lost."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.engagements import OpenEngagement
from growtogether_desktop.domain.projects import AddCard, Card, Project, StartProject
from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.features.reviews.model.drafts import HandInDraft
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.sync.troubles import HubTrouble, SignedOut
from growtogether_desktop.wire.codec import load
from growtogether_desktop.wire.protocol import Asked
from tests.desks import KEY
from tests.hubs import PASSWORD, ROOT, RunningHub
from tests.journeys.people import Person

BROKEN = b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"


def card(id: str, detail: str = "") -> AddCard:
    return AddCard(id, Card(id, "bozor", f"Card {id}", "ideas", "V", detail))


def tell(desk, pragma: str) -> list[tuple]:
    """Make SQLite itself say what a broken disk would make it say."""
    with closing(desk.cache.writing.raw_connection()) as db:
        return db.driver_connection.execute(pragma).fetchall()


async def ids(person) -> set[str]:
    return {one.id for one in await person.workspace.see_all(Card, "bozor")}


# --- the disk ---


def test_a_folder_that_cannot_be_written_is_named():
    with pytest.raises(Problem, match=r"folder /proc cannot be written.*") as told:
        open_cache(Path("/proc/cache.sqlite"), KEY)

    assert "--data" in str(told.value.advice)


async def test_a_cache_that_became_read_only_says_so_and_goes_on_when_it_may(desk):
    malika = desk("malika", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))

    tell(malika, "PRAGMA query_only = ON")
    with pytest.raises(Problem, match="cannot be written; this was not saved"):
        await malika.workspace.do(card("a"))
    assert await ids(malika) == set()
    tell(malika, "PRAGMA query_only = OFF")
    await malika.workspace.do(card("a"))

    await malika.meet()
    assert await ids(malika) == {"a"}


async def test_a_full_disk_is_told_keeps_what_was_kept_and_goes_on_when_there_is_room(desk):
    malika = desk("malika", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    ((pages,),) = tell(malika, "PRAGMA page_count")
    tell(malika, f"PRAGMA max_page_count = {pages + 20}")
    kept: list[str] = []

    async def fill_the_disk() -> None:
        for at in range(100):
            await malika.workspace.do(card(f"c{at}", "words " * 600))
            kept.append(f"c{at}")

    with pytest.raises(Problem, match="disk is full; this was not saved"):
        await fill_the_disk()
    assert len(kept) > 3
    assert await ids(malika) == set(kept)
    with pytest.raises(Problem, match="disk is full"):
        await malika.workspace.keep_draft("card/d", "words " * 40_000)
    tell(malika, "PRAGMA max_page_count = 1000000")
    await malika.workspace.do(card("last"))

    await malika.meet()
    assert malika.workspace.state.waiting == 0
    assert await ids(malika) == {*kept, "last"}


def test_a_second_program_over_one_folder_is_told(tmp_path):
    first = QLockFile(str(tmp_path / "lock"))
    assert first.tryLock(0)

    command = [sys.executable, "-m", "growtogether_desktop", "--data", str(tmp_path)]
    second = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    first.unlock()

    assert second.returncode == 3
    assert f"open already with the folder {tmp_path}" in second.stderr


# --- the network and the hub ---


class Proxy:
    """Stands before the hub: late, and with answers of its own for what it is told to."""

    def __init__(self, hub: RunningHub) -> None:
        self.url = ""
        self.late_s = 0.0
        self.answer: Callable[[bytes, bytes], bytes | None] = lambda head, body: None
        self._port = hub.port

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: (\d+)", head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                await asyncio.sleep(self.late_s)
                own = self.answer(head, body)
                if own is None:
                    return await self._pass_on(head, body, writer)
                writer.write(own)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        finally:
            writer.close()

    async def _pass_on(self, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        answer, ask = await asyncio.open_connection("127.0.0.1", self._port)
        ask.write(re.sub(rb"(?i)connection: keep-alive", b"Connection: close", head) + body)
        while part := await answer.read(65536):
            writer.write(part)
        ask.close()


@asynccontextmanager
async def standing_before(hub: RunningHub) -> AsyncIterator[Proxy]:
    proxy = Proxy(hub)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield proxy
    server.close()
    await server.wait_closed()


def brings_something(head: bytes, body: bytes) -> bool:
    return b"/exchange" in head and load(Asked, body).changes != ()


async def test_a_hub_that_breaks_on_what_we_bring_does_not_keep_us_from_what_others_brought(running_hub, tmp_path):
    kamron = running_hub.coordinator
    kamron.do(StartProject("bozor", "Bozor", "A market", ()))
    kamron.meet()
    async with standing_before(running_hub) as proxy:
        malika = await Person(tmp_path, "malika").join(proxy, running_hub.invite("Malika", "mentor").code)
        await malika.meet()
        kamron.do(card("theirs"))
        kamron.meet()
        await malika.workspace.do(card("mine"))

        proxy.answer = lambda head, body: BROKEN if brings_something(head, body) else None
        with pytest.raises(HubTrouble, match="trouble of its own"):
            await malika.meet()
        assert await ids(malika) == {"mine", "theirs"}
        assert malika.workspace.state.waiting == 1

        proxy.answer = lambda head, body: None
        await malika.meet()
        assert malika.workspace.state.waiting == 0
        await malika.leave()
    kamron.meet()
    assert {one.id for one in kamron.see_all(Card, "bozor")} == {"mine", "theirs"}


async def test_a_slow_hub_does_not_hold_up_the_desk(running_hub, tmp_path):
    async with standing_before(running_hub) as proxy:
        malika = await Person(tmp_path, "malika").join(proxy, running_hub.invite("Malika", "mentor").code)
        await malika.meet()
        proxy.late_s = 0.7
        meeting = malika.background.spawn(malika.meet(), name="meet")
        done = 0

        while not meeting.done():  # the person goes on working meanwhile
            if done == 0:
                await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
            await malika.workspace.do(card(f"c{done}"))
            done += 1
            await asyncio.sleep(0.01)

        assert done > 5
        assert len(await ids(malika)) == done
        await malika.leave()


async def test_a_hub_that_speaks_another_protocol_is_told_and_what_waits_stays(running_hub, tmp_path):
    async with standing_before(running_hub) as proxy:
        malika = await Person(tmp_path, "malika").join(proxy, running_hub.invite("Malika", "mentor").code)
        await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
        proxy.answer = lambda head, body: b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n" + b'{"protocol": 9}'

        with pytest.raises(HubTrouble, match="not a hub we understand"):
            await malika.meet()

        assert malika.workspace.state.waiting == 1
        await malika.leave()


async def test_a_revoked_computer_is_told_clearly_and_what_it_holds_goes_up_after_signing_in(running_hub, tmp_path):
    malika = await Person(tmp_path, "malika").join(running_hub, running_hub.invite("Malika", "mentor").code)
    await malika.meet()
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Person(tmp_path / "elsewhere", "malika")
    await elsewhere.sign_in(running_hub)
    hub = elsewhere._connection.hub
    (lost,) = [device for device in await hub.devices() if not device.this]

    await hub.revoke(lost.id, PASSWORD)
    with pytest.raises(SignedOut) as told:
        await malika.meet()
    assert "signed out" in str(told.value.what).lower()
    assert "not sent is sealed" in str(told.value.advice)
    assert malika.workspace.state.waiting == 1

    await malika._connection.close()
    await malika.sign_in(running_hub)
    await malika.meet()
    assert (malika.workspace.state.waiting, malika.workspace.state.returned) == (0, 0)
    await elsewhere.meet()
    assert len(await elsewhere.workspace.see_all(Project)) == 1
    await malika.leave()
    await elsewhere.leave()


# --- what people hand in ---


async def test_links_stay_behind_and_binaries_arrive_to_the_byte(programme, desk, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody's business")
    work = tmp_path / "work"
    work.mkdir()
    contents = {"photo.png": bytes(range(256)) * 40, "empty.txt": b"", "oʻqish.py": "x = 'gʻisht'\r\n".encode()}
    for name, content in contents.items():
        (work / name).write_bytes(content)
    (work / "link.txt").symlink_to(secret)
    (work / "around").symlink_to(work, target_is_directory=True)
    timur, malika = desk("Timur", "mentee"), desk("Malika", "mentor")
    programme.service.ask([OpenEngagement("e1", "c1", "Spring", "Malika", "Malika", "Timur", "Timur", 90, ())])
    await timur.meet()

    handing_in = HandInModel(timur.workspace)
    await handing_in.load()
    await handing_in.take(work)
    await handing_in.keep(HandInDraft(title="Work"))
    await handing_in.hand_in()
    await timur.meet()
    await malika.meet()

    (iteration,) = await malika.workspace.see_all(Iteration)
    tree = await malika.workspace.tree(iteration.tree)
    assert {file.path: await malika.workspace.file(file.sha) for file in tree.files} == contents
    assert {skipped.path for skipped in iteration.skipped} == {"around", "link.txt"}
