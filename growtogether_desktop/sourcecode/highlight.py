"""Colours for code, found by a process of its own and handed over as they come.

Some lexers hang for hours on a few kilobytes of hostile text, and a hanging regular expression
cannot be interrupted. So a process reads, one slice of a file per request; when a slice takes too
long, the process is ended, a new one goes on where the last slices ended, and this file stays plain.
Lines that somebody looks at before their turn are coloured first, as if they stood alone, and
corrected when their turn comes.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pygments.lexers import get_all_lexers

from growtogether_desktop.base.background import Background
from growtogether_desktop.sourcecode.colours import Colouring, Colours, Span
from growtogether_desktop.sourcecode.highlight_process import WORKER, Answer, Ended, WorkerProcess
from growtogether_desktop.sourcecode.roles import Role
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.sourcecode.walk import START

__all__ = ["MOST_BYTES", "Colouring", "Colours", "Highlighter", "Role", "Span", "languages"]

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_BYTES = 5_000_000
"""Larger files stay plain until a person chooses a language for them."""
PATIENCE_S = 2.0
"""So long may a slice take; one is meant to take a hundredth of it."""
SECOND_CHANCE = 4
"""Times the patience, for a file whose first try took too long: the computer may just have been busy."""
START_S = 30.0
"""So long may the process take to begin: a busy or slow computer is no lexer that hangs."""
NEAR = 200
"""Lines: what is so near below what is certain has its turn soon, and is not guessed."""
_MARGIN = 5
"""Lines that are guessed above and below those looked at."""

Lines = tuple[int, int]
"""First and last, from 1."""


class _Reading:
    """A file that waits for its colours."""

    def __init__(self, number: int, text: Text, name: str, language: str) -> None:
        self.number = number
        self.colours = Colours()
        self.begun = False
        """Whether the process that runs now knows it."""
        self.doubted = False
        """Whether a process was ended over it before."""
        self._at: Sequence[Any] = START
        """Where the lexer can begin again."""
        self._wishes: dict[int, None] = {}
        """Lines that somebody looks at, the newest last."""
        self._guessing = True
        self._text = text
        self._name = name
        self._language = language

    def wish(self, line: int) -> None:
        if self._guessing and line <= len(self._text.lines):
            self._wishes.pop(line, None)
            self._wishes[line] = None

    def wished(self) -> Lines | None:
        """Lines that should be guessed now: those looked at last."""
        self._wishes = {line: None for line in self._wishes if line > len(self.colours) + NEAR}
        if not self._wishes:
            return None
        newest = next(reversed(self._wishes))
        group = [line for line in self._wishes if abs(line - newest) <= NEAR]
        return max(min(group) - _MARGIN, 1), min(max(group) + _MARGIN, len(self._text.lines))

    def introduction(self) -> bytes:
        """What a process has to know of it first. Blocks for a large text."""
        asked = {"number": self.number, "forget": (), "name": self._name, "language": self._language, "at": self._at}
        text = "\n".join(self._text.lines) + "\n"
        return json.dumps(asked).encode() + b"\n" + text.encode("utf-8", "surrogatepass")

    def request(self, forget: Sequence[int], look: Lines | None) -> bytes:
        lines = (look[0] - 1, look[1] - 1) if look else None
        return json.dumps({"number": self.number, "forget": forget, "look": lines}).encode()

    def take(self, answer: Answer) -> bool:
        """Hand over the next lines; whether there is more to ask for."""
        self._at = answer.at
        self.colours.language = answer.language or self.colours.language
        self.colours._add(answer.first, answer.ends, answer.spans)
        if not answer.more:
            self.colours._settle(self._state_after(answer))
        return answer.more

    def take_guess(self, look: Lines, answer: Answer) -> None:
        """Hand over lines that somebody looks at; where nothing came, nothing is asked again."""
        if answer.broken:
            self.stop_guessing()
            return
        self.colours.language = answer.language or self.colours.language
        guessed = answer.first + len(answer.ends)
        last = guessed if answer.ends else look[1]
        for line in range(look[0], last + 1):
            self._wishes.pop(line, None)
        self.colours._guess(answer.first, answer.ends, answer.spans)

    def stop_guessing(self) -> None:
        """Its lexer does not bear to begin in the middle."""
        self._guessing = False
        self._wishes.clear()

    def _state_after(self, answer: Answer) -> Colouring:
        if answer.broken:
            return Colouring.GAVE_UP
        return Colouring.DONE if answer.language else Colouring.PLAIN


class Highlighter:
    """Finds colours: of lines that are looked at first, then of the newest file. Lives in a running event loop."""

    def __init__(self, background: Background, worker: Sequence[str] = WORKER, patience_s: float = PATIENCE_S) -> None:
        self._background = background
        self._worker = worker
        self._patience_s = patience_s
        self._readings: list[_Reading] = []  # the last is read first
        self._forget: list[int] = []
        self._count = 0
        self._process: WorkerProcess | None = None
        self._busy: asyncio.Task[Any] | None = None

    def warm(self) -> None:
        """Have the process ready before there is something to colour."""
        self._carry_on()

    def colour(self, text: Text, name: str, language: str = "") -> Colours:
        """Colours that fill up from now on; `language` is an alias from `languages()` that a person chose."""
        self._count += 1
        reading = _Reading(self._count, text, name, language)
        if text.binary:
            reading.colours._settle(Colouring.PLAIN)
        elif text.size > MOST_BYTES and not language:
            reading.colours._settle(Colouring.TOO_LARGE)
        else:
            reading.colours.missed.connect(reading.wish)
            self._readings.append(reading)
            self._carry_on()
        return reading.colours

    def hasten(self, colours: Colours) -> None:
        """Somebody looks at this file again: it goes first."""
        self._readings.sort(key=lambda reading: reading.colours is colours)

    def cancel(self, colours: Colours) -> None:
        """Nobody needs the rest; it stays plain."""
        for reading in self._readings:
            if reading.colours is colours:
                self._drop(reading)

    def close(self) -> None:
        self._readings.clear()
        if self._busy:
            self._busy.cancel()
        if self._process:
            self._process.end()

    def _carry_on(self) -> None:
        if self._busy is None or self._busy.done():
            self._busy = self._background.spawn(self._work(), "colours")

    async def _work(self) -> None:
        await self._begin()
        while self._readings:
            for reading in reversed(self._readings):
                if look := reading.wished():
                    await self._look(reading, look)
                    break
            else:
                await self._read(self._readings[-1])

    async def _begin(self) -> None:
        """A process that is ready, where that is possible; else the first file hears of it."""
        try:
            await self._in_time(_nothing, _nothing, START_S)
        except Ended:
            self._process = None

    async def _read(self, reading: _Reading) -> None:
        """The next slice of a file."""
        try:
            answer = await self._ask(reading, None)
        except Ended:
            self._process_ended()
            self._doubt(reading)
            return
        if reading in self._readings and not reading.take(answer):
            self._drop(reading)

    async def _look(self, reading: _Reading, look: Lines) -> None:
        """Lines of a file that somebody looks at."""
        try:
            answer = await self._ask(reading, look)
        except Ended:
            self._process_ended()
            reading.stop_guessing()
            return
        if reading in self._readings:
            reading.take_guess(look, answer)

    def _process_ended(self) -> None:
        self._process = None
        for reading in self._readings:
            reading.begun = False

    def _doubt(self, reading: _Reading) -> None:
        """It took too long: it gets one more chance, behind all others, and then stays plain."""
        if reading not in self._readings:
            return
        if not reading.doubted:
            reading.doubted = True
            self._readings.remove(reading)
            self._readings.insert(0, reading)
            return
        log.warning("colours of a file were given up after %d lines", len(reading.colours))
        self._drop(reading)
        reading.colours._settle(Colouring.GAVE_UP)

    async def _ask(self, reading: _Reading, look: Lines | None) -> Answer:
        """What the worker says. Raises: Ended, also when it had to be ended because it took too long."""
        forget, self._forget = self._forget, []
        patience_s = self._patience_s * (SECOND_CHANCE if reading.doubted and not look else 1)

        def introduce(process: WorkerProcess) -> None:
            if not reading.begun:
                process.ask(reading.introduction())
                reading.begun = True

        return await self._in_time(introduce, lambda process: process.ask(reading.request(forget, look)), patience_s)

    async def _in_time(
        self, prepare: Callable[[WorkerProcess], object], work: Callable[[WorkerProcess], T], patience_s: float
    ) -> T:
        """What `work` has of a process that is ready and prepared for it. Raises: Ended."""
        loop = asyncio.get_running_loop()
        process = self._process = self._process or WorkerProcess(self._worker)
        watchdog: list[asyncio.TimerHandle] = []

        def watch(patience_s: float) -> None:
            while watchdog:
                watchdog.pop().cancel()
            watchdog.append(loop.call_later(patience_s, process.end))

        def ask() -> T:
            # Neither waiting for this thread nor starting the process and taking in a text is held against the lexer.
            loop.call_soon_threadsafe(watch, START_S)
            process.start()
            prepare(process)
            loop.call_soon_threadsafe(watch, patience_s)
            return work(process)

        try:
            return await self._background.compute(ask)
        except asyncio.CancelledError:
            process.end()
            raise
        finally:
            for timer in watchdog:
                timer.cancel()

    def _drop(self, reading: _Reading) -> None:
        self._readings = [other for other in self._readings if other is not reading]
        self._forget.append(reading.number)


def _nothing(process: WorkerProcess) -> None:
    """The process need only be there."""


def languages() -> tuple[tuple[str, str], ...]:
    """(alias, name) of every language there are colours for, by name."""
    known = [(aliases[0], name) for name, aliases, _, _ in get_all_lexers(plugins=False) if aliases]
    return tuple(sorted(known, key=lambda language: language[1].casefold()))
