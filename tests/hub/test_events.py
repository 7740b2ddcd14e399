"""Hints at news: they reach whom they concern, and nobody else."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, update

from growtogether_desktop.base.background import Background
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.cohorts import StartCohort
from growtogether_desktop.domain.ids import DeviceId, PersonId, ProjectId, new_id
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.hub.database import folder_url, open_hub_database
from growtogether_desktop.hub.events import WOKEN_AT_ONCE, Pokes
from growtogether_desktop.hub.people import Known
from growtogether_desktop.hub.service import Caller, Moved
from growtogether_desktop.hub.threads import Threads
from growtogether_desktop.hub.tokens import digest
from growtogether_desktop.store.tables import token
from tests.hub.streams import Stream, listening
from tests.hubs import RunningHub


def test_what_another_device_changes_is_hinted_at(hub: RunningHub, streams: list[Stream]):
    malika, timur = hub.join("malika", "mentor"), hub.join("timur", "mentor")
    board = ProjectId(new_id())
    stream = listening(timur, streams)

    malika.do(StartProject(board, "Bozor", "", ()), AddCard("c1", Card("c1", board, "A card", "ideas", "V")))
    malika.meet()

    assert stream.next() == {f"project:{board}": 2}


def test_a_device_is_not_told_what_it_did_itself(hub: RunningHub, streams: list[Stream]):
    malika, timur = hub.join("malika", "mentor"), hub.join("timur", "mentor")
    mine, theirs = ProjectId(new_id()), ProjectId(new_id())
    stream = listening(malika, streams)

    malika.do(StartProject(mine, "Mine", "", ()))
    malika.meet()
    timur.do(StartProject(theirs, "Theirs", "", ()))
    timur.meet()

    assert stream.next() == {f"project:{theirs}": 1}


def test_hints_are_for_members_alone(hub: RunningHub, streams: list[Stream]):
    malika = hub.join("malika", "mentor")
    stream = listening(malika, streams)
    board = ProjectId(new_id())

    hub.coordinator.do(StartCohort(new_id(), "Secret"))
    hub.coordinator.meet()
    hub.coordinator.do(StartProject(board, "For everybody", "", ()))
    hub.coordinator.meet()

    assert stream.next() == {f"project:{board}": 1}


def test_a_newcomer_is_hinted_at(hub: RunningHub, streams: list[Stream]):
    stream = listening(hub.coordinator, streams)

    hub.join("zarina")

    assert "public" in stream.next()


def test_everybody_is_told_however_many_they_are(hub: RunningHub, streams: list[Stream]):
    malika, timur = hub.join("malika", "mentor"), hub.join("timur", "mentor")
    board = ProjectId(new_id())
    many = [listening(timur, streams) for _ in range(3 * WOKEN_AT_ONCE + 1)]

    malika.do(StartProject(board, "Bozor", "", ()))
    malika.meet()

    assert [stream.next() for stream in many] == [{f"project:{board}": 1}] * len(many)


def test_signing_out_ends_the_stream(hub: RunningHub, streams: list[Stream]):
    malika = hub.join("malika")
    stream = listening(malika, streams)

    malika.ask("DELETE", "/session")

    assert stream.rest() == []


def test_revoking_a_device_ends_its_stream(hub: RunningHub, streams: list[Stream]):
    malika = hub.join("malika")
    stream = listening(malika, streams)

    malika.ask("DELETE", f"/devices/{malika.tokens.device}")

    assert stream.rest() == []


def test_those_who_hang_up_are_forgotten(hub: RunningHub, streams: list[Stream]):
    timur = hub.join("timur", "mentor")
    gone = Stream(hub.join("malika"))
    gone.close()
    stream = listening(hub.join("zarina"), streams)
    board = ProjectId(new_id())

    timur.do(StartProject(board, "Bozor", "", ()))
    timur.meet()

    assert stream.next() == {f"project:{board}": 1}
    assert "Traceback" not in hub.said()


def test_a_stream_ends_with_its_access_token(hub: RunningHub, streams: list[Stream]):
    malika = hub.join("malika")
    engine = open_hub_database(folder_url(hub.data))
    with engine.begin() as db:
        ends = update(token).where(token.c.hash == digest(malika.tokens.access))
        db.execute(ends.values(until=time.time() + 2))
    engine.dispose()
    stream = listening(malika, streams)

    assert stream.rest() == []


async def test_who_is_slow_to_read_misses_nothing_and_holds_up_nobody(engine: Engine):
    background = Background()
    pokes = Pokes(engine, Threads(one_writer=True), background, time.time)
    slow, quick = Line(), Line()
    handing_out = asyncio.create_task(pokes.run())
    lines = [asyncio.create_task(line.listen(pokes, name)) for line, name in ((slow, "slow"), (quick, "quick"))]
    await until(lambda: slow.said == quick.said == [{}])

    slow.may_go_on.clear()
    for head in range(1, 5):
        pokes.hint(Moved({"public": head}, DeviceId("")))
        await until(lambda head=head: quick.said[-1] == {"public": head})
    said_while_it_was_stuck = len(slow.said)
    slow.may_go_on.set()
    await until(lambda: slow.said[-1] == {"public": 4})

    assert said_while_it_was_stuck == 1
    assert len(slow.said) < len(quick.said)
    pokes.close()
    await asyncio.gather(*lines)
    handing_out.cancel()
    await background.close()


class Line:
    """A line to a device, for the ways of a stream that no real line shows when it is asked to."""

    def __init__(self) -> None:
        self.said: list[dict[str, int]] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self._open = True

    async def listen(self, pokes: Pokes, name: str) -> None:
        known = Known(Caller(Actor(PersonId(name)), DeviceId(name)), time.time() + 60)
        await pokes.stream(known)({}, self._receive, self._send)  # type: ignore[typeddict-item]

    async def _receive(self) -> Any:
        if self._open:
            self._open = False
            return {"type": "http.request"}
        await asyncio.Event().wait()
        raise AssertionError

    async def _send(self, message: Any) -> None:
        await self.may_go_on.wait()
        if message.get("body"):
            self.said.append(json.loads(message["body"][5:]))


async def until(true: Callable[[], bool]) -> None:
    for _try in range(1000):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("in vain")
