"""Work elsewhere, tasks that are held, and no exception lost."""

import asyncio
import gc
import threading

import pytest

from growtogether_desktop.base.background import Background, Line, side_by_side, within
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.memory import MANY


@pytest.fixture
async def background():
    made = Background()
    yield made
    await made.close()


async def test_a_write_survives_whoever_waited_for_it(background):
    written = []
    hold = threading.Event()
    first = background.spawn(background.store(lambda: hold.wait(5)), "slow")
    second = background.spawn(background.store(lambda: written.append("kept")), "draft")
    await asyncio.sleep(0)

    second.cancel()
    hold.set()
    await first
    await background.close()

    assert written == ["kept"]


async def test_trouble_reaches_a_surface(background):
    problems, bugs = [], []
    background.problems.connect(problems.append)
    background.bugs.connect(bugs.append)

    async def problem():
        raise Problem(say("No network."))

    async def bug():
        raise ZeroDivisionError

    background.spawn(problem(), "problem")
    background.spawn(bug(), "bug")
    await background.settled()
    await asyncio.sleep(0)

    assert [str(p) for p in problems] == ["No network."]
    assert [type(b) for b in bugs] == [ZeroDivisionError]


async def test_side_by_side_does_everything_and_no_more_at_once_than_asked():
    running, most, done = 0, 0, []

    async def work(item):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        done.append(item)

    await side_by_side(work, range(20), 3)

    assert sorted(done) == list(range(20))
    assert most == 3


async def test_the_first_trouble_ends_the_rest():
    done = []

    async def work(item):
        await asyncio.sleep(0.001 * item)
        if item == 2:
            raise Problem(say("Enough."))
        done.append(item)

    with pytest.raises(Problem):
        await side_by_side(work, range(1, 1000), 2)
    assert len(done) < 5


def test_a_call_that_never_comes_back_is_left():
    hangs = threading.Event()

    with pytest.raises(TimeoutError):
        within(0.05, lambda: hangs.wait(5))
    hangs.set()
    assert within(5, lambda: 42) == 42


async def test_a_line_has_a_loop_of_its_own():
    line = Line("test")

    async def where():
        return threading.get_ident()

    assert await line.run(where()) != threading.get_ident()
    line.close()


async def test_thousands_that_are_brought_are_not_looked_through_for_circles(background):
    before = gc.get_freeze_count()

    brought = await background.read(lambda: [[] for _ in range(2 * MANY)])

    assert gc.get_freeze_count() - before >= len(brought)
