"""The one place where threads and tasks are started.

Five crossings, and no sixth: `store` (one thread for writes, so statements never overlap),
`read` (one thread for the read-only connection), `compute` (a small pool for numpy and files),
`beside` (a thread for each call that may hang) and `Line` (one thread with an event loop of its own,
for sync). Nothing here knows Qt: the desktop
brings qasync's loop, tests bring asyncio's.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from growtogether_desktop.base import manners
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.memory import put_aside_if_many
from growtogether_desktop.base.signal import Signal

log = logging.getLogger(__name__)
T = TypeVar("T")

TURN_S = 0.0005
"""A thread that computes lets the window's thread in after so long; by itself Python waits ten times as long,
and a page that is drawn asks to be let in dozens of times."""


class Background:
    """Runs blocking work elsewhere and coroutines here, and loses no exception."""

    def __init__(self) -> None:
        sys.setswitchinterval(TURN_S)
        self.problems: Signal[Problem] = Signal()
        self.bugs: Signal[BaseException] = Signal()
        self._store = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._read = ThreadPoolExecutor(max_workers=1, thread_name_prefix="read")
        self._compute = ThreadPoolExecutor(max_workers=2, thread_name_prefix="compute")
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    async def store(self, work: Callable[[], T]) -> T:
        """Run a database write on the store thread, after everything asked for before it.

        Whoever waits may be cancelled; the write is not: what a person typed is kept at the last moment too.
        """
        return await asyncio.shield(_elsewhere(self._store, work))

    def store_from_compute(self, work: Callable[[], T]) -> T:
        """The same for work that runs on a compute thread, which waits here; never call it on the window's."""
        return self._store.submit(work).result()

    async def read(self, work: Callable[[], T]) -> T:
        """Run a database read; a long write does not hold it up."""
        return await _elsewhere(self._read, work)

    def read_from_compute(self, work: Callable[[], T]) -> T:
        """The same for work that runs on a compute thread, which waits here; never call it on the window's."""
        return self._read.submit(work).result()

    async def compute(self, work: Callable[[], T]) -> T:
        """Run number crunching or file reading, so that the window keeps painting."""

        def when_nothing_is_shown() -> T:
            manners.stand_back()
            return work()

        return await _elsewhere(self._compute, when_nothing_is_shown)

    async def beside(self, work: Callable[[], T]) -> T:
        """Run what may hang for minutes, on a thread of its own; whoever waits may give up.

        It keeps nobody from computing, and does not hold up the end of the program.
        """
        return await asyncio.wrap_future(_on_a_thread_of_its_own(work))

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> "asyncio.Task[Any]":
        """Start a task that outlives its caller; trouble in it reaches a surface."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._settle)
        return task

    @property
    def idle(self) -> bool:
        """Whether nothing that was spawned is still running."""
        return not self._tasks - {asyncio.current_task()}

    async def settled(self) -> None:
        """Return when nothing that was spawned is running any more, nor what it has spawned."""
        while not self.idle:
            await asyncio.wait(self._tasks - {asyncio.current_task()})

    async def close(self) -> None:
        """Cancel what is running, wait for it, then let the threads go."""
        self._closing = True
        tasks = self._tasks - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._compute.shutdown(cancel_futures=True)
        self._read.shutdown(cancel_futures=True)
        self._store.shutdown()

    def _settle(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if task.cancelled() or (trouble := task.exception()) is None:
            return
        if isinstance(trouble, Problem):
            self.problems.emit(trouble)
        elif not self._closing:
            log.error("a bug in %s", task.get_name(), exc_info=trouble)
            self.bugs.emit(trouble)


class Line:
    """An event loop on a thread of its own: sync lives there and never holds up the window."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Await `work`, which runs over there; cancelling here cancels there."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def close(self) -> None:
        """Stop the loop and wait for the thread; what still ran there is cancelled."""
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(timeout=5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()


async def side_by_side(work: Callable[[T], Awaitable[None]], items: Iterable[T], at_once: int) -> None:
    """`work` on every item, so many at once: for small things that each wait for the network.

    The first trouble ends the rest, and is raised.
    """
    items = tuple(items)
    if not items:
        return
    waiting = iter(items)

    async def one_after_another() -> None:
        for item in waiting:
            await work(item)

    tasks = [asyncio.ensure_future(one_after_another()) for _ in range(min(at_once, len(items)))]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns, if it does so in time; blocks the caller for `seconds` at most.

    For calls into the system that may never come back: a locked keyring on D-Bus. The thread is
    left to itself then, and does not hold up the end of the program.

    Raises: TimeoutError, and whatever `work` raises.
    """
    return _on_a_thread_of_its_own(work).result(timeout=seconds)


async def _elsewhere(pool: Executor, work: Callable[[], T]) -> T:
    def bring() -> T:
        brought = work()
        put_aside_if_many()
        return brought

    return await asyncio.wrap_future(pool.submit(bring))


def _on_a_thread_of_its_own(work: Callable[[], T]) -> "Future[T]":
    answer: Future[T] = Future()
    answer.set_running_or_notify_cancel()  # whoever gives up waiting leaves the thread to itself

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as trouble:  # noqa: BLE001 - handed over, not swallowed
            answer.set_exception(trouble)

    threading.Thread(target=run, daemon=True, name="may hang").start()
    return answer


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
