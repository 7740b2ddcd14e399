"""Colours for code, found by a process of its own and handed over as they come.

Some lexers hang for hours on a few kilobytes of hostile text, and a hanging regular expression
cannot be interrupted. So a process reads, one slice of a file per request; when a slice takes too
long, the process is ended, a new one goes on with the other files, and this one stays plain.
"""

import asyncio
import json
import logging
import subprocess
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Any, NamedTuple

from pygments.lexers import get_all_lexers

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.sourcecode.highlight_worker import ENDS, READY, ROLES, SPANS, Role
from growtogether_desktop.sourcecode.text import Text

__all__ = ["MOST_BYTES", "Colouring", "Colours", "Highlighter", "Role", "Span", "languages"]

log = logging.getLogger(__name__)

MOST_BYTES = 5_000_000
"""Larger files stay plain until a person chooses a language for them."""
PATIENCE_S = 2.0
"""So long may a slice take; one is meant to take a hundredth of it."""
SECOND_CHANCE = 4
"""Times the patience, for a file whose first try took too long: the computer may just have been busy."""
START_S = 30.0
"""So long may the process take to begin: a busy or slow computer is no lexer that hangs."""
# By path and isolated: by module name, Python would first look for it in the folder we were started from.
WORKER = (sys.executable, "-I", str(Path(__file__).with_name("highlight_worker.py")))


class Span(NamedTuple):
    """Columns of a line that have one role. Between spans everything is plain."""

    column: int
    length: int
    role: Role


class Colouring(Enum):
    """How far the colours of a file are."""

    WORKING = auto()
    DONE = auto()
    PLAIN = auto()
    """Nobody knows the language."""
    TOO_LARGE = auto()
    """Plain until a person chooses a language."""
    GAVE_UP = auto()
    """It took too long; from some line on everything is plain."""


class Colours:
    """The colours of one file, as far as they are known."""

    def __init__(self) -> None:
        self.arrived: Signal[tuple[int, int]] = Signal()
        """(first, last) line of what has become known."""
        self.settled: Signal[Colouring] = Signal()
        self.state = Colouring.WORKING
        self.language = ""
        """Its name in the list of languages; "" as long as it is not known."""
        self._ends = array("Q")
        self._spans = array(SPANS)

    def __len__(self) -> int:
        """How many lines are known, from the first on."""
        return len(self._ends)

    def of(self, line: int, first: int = 0, after: int = 1 << 31) -> tuple[Span, ...]:
        """The spans of a line (from 1) that touch columns `first` up to `after`; none when they are not known."""
        if not 1 <= line <= len(self._ends):
            return ()
        begins, ends = self._ends[line - 2] if line > 1 else 0, self._ends[line - 1]
        begins = max(bisect_right(self._spans, first << 32 | 0xFFFFFFFF, begins, ends) - 1, begins)
        ends = bisect_left(self._spans, after << 32, begins, ends)
        spans = (Span(word >> 32, word >> 8 & 0xFFFFFF, ROLES[word & 0xFF]) for word in self._spans[begins:ends])
        return tuple(span for span in spans if span.column + span.length > first)

    def _add(self, before: int, ends: "array[int]", spans: "array[int]") -> None:
        """Take lines after the first `before` ones; what is known already stays as it is."""
        known = len(self) - before
        if known >= len(ends):
            return
        begins = ends[known - 1] if known else 0
        base = len(self._spans) - begins
        self._spans.extend(spans[begins:])
        self._ends.extend(base + end for end in ends[known:])
        self.arrived.emit((before + known + 1, before + len(ends)))

    def _settle(self, state: Colouring) -> None:
        self.state = state
        self.settled.emit(state)


class _Reading:
    """A file that waits for its colours."""

    def __init__(self, number: int, text: Text, name: str, language: str) -> None:
        self.number = number
        self.colours = Colours()
        self.lines = 0
        """So many were read by the process that runs now."""
        self.begun = False
        self.doubted = False
        """Whether a process was ended over it before."""
        self._text = text
        self._name = name
        self._language = language

    def request(self, forget: Sequence[int]) -> bytes:
        request: dict[str, Any] = {"number": self.number, "forget": forget}
        if not self.begun:
            text = "\n".join(self._text.lines) + "\n"
            request |= {"name": self._name, "language": self._language, "text": text}
        return json.dumps(request).encode()

    def start_over(self) -> None:
        self.begun = False
        self.lines = 0

    def take(self, answer: bytes) -> bool:
        """Hand over what the answer brings; whether there is more to ask for."""
        head, _, body = answer.partition(b"\n")
        header = json.loads(head)
        ends, spans = array(ENDS), array(SPANS)
        cut = header["lines"] * ends.itemsize
        ends.frombytes(body[:cut])
        spans.frombytes(body[cut:])
        self.begun = True
        self.colours.language = header["language"]
        self.colours._add(self.lines, ends, spans)
        self.lines += len(ends)
        if not header["more"]:
            self.colours._settle(Colouring.DONE if self.colours.language else Colouring.PLAIN)
        return bool(header["more"])


class Highlighter:
    """Finds colours, the newest file first. Call it within a running event loop."""

    def __init__(self, background: Background, worker: Sequence[str] = WORKER, patience_s: float = PATIENCE_S) -> None:
        self._background = background
        self._worker = worker
        self._patience_s = patience_s
        self._readings: list[_Reading] = []  # the last is read first
        self._forget: list[int] = []
        self._count = 0
        self._process: _Process | None = None
        self._busy: asyncio.Task[Any] | None = None

    def colour(self, text: Text, name: str, language: str = "") -> Colours:
        """Colours that fill up from now on; `language` is an alias from `languages()` that a person chose."""
        self._count += 1
        reading = _Reading(self._count, text, name, language)
        if text.binary:
            reading.colours._settle(Colouring.PLAIN)
        elif text.size > MOST_BYTES and not language:
            reading.colours._settle(Colouring.TOO_LARGE)
        else:
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
            self._busy = self._background.spawn(self._read(), "colours")

    async def _read(self) -> None:
        while self._readings:
            reading = self._readings[-1]
            try:
                answer = await self._ask(reading)
            except _Ended:
                self._process = None
                for other in self._readings:
                    other.start_over()
                self._doubt(reading)
                continue
            if reading in self._readings and not reading.take(answer):
                self._drop(reading)

    def _doubt(self, reading: _Reading) -> None:
        """It took too long: it gets one more chance, behind all others, and then stays plain."""
        if not reading.doubted and reading in self._readings:
            reading.doubted = True
            self._readings.remove(reading)
            self._readings.insert(0, reading)
            return
        log.warning("colours of a file were given up after %d lines", len(reading.colours))
        self._drop(reading)
        reading.colours._settle(Colouring.GAVE_UP)

    async def _ask(self, reading: _Reading) -> bytes:
        """The next piece. Raises: _Ended, also when the process had to be ended because it took too long."""
        loop = asyncio.get_running_loop()
        process = self._process = self._process or _Process(self._worker)
        forget, self._forget = self._forget, []
        watchdog: list[asyncio.TimerHandle] = []

        def watch(patience_s: float) -> None:
            while watchdog:
                watchdog.pop().cancel()
            watchdog.append(loop.call_later(patience_s, process.end))

        def ask() -> bytes:
            # Neither waiting for this thread nor starting the process is held against the lexer.
            loop.call_soon_threadsafe(watch, START_S)
            process.start()
            loop.call_soon_threadsafe(watch, self._patience_s * (SECOND_CHANCE if reading.doubted else 1))
            return process.ask(reading.request(forget))

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


def languages() -> tuple[tuple[str, str], ...]:
    """(alias, name) of every language there are colours for, by name."""
    known = [(aliases[0], name) for name, aliases, _, _ in get_all_lexers(plugins=False) if aliases]
    return tuple(sorted(known, key=lambda language: language[1].casefold()))


class _Ended(Exception):
    """The process is no more: ended by us, or of itself."""


class _Process:
    """The worker. One request at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._popen: subprocess.Popen[bytes] | None = None
        self._asking = False
        self._over = False

    def start(self) -> None:
        """Return when it is ready. Blocks. Raises: _Ended."""
        if self._popen is None:
            self._guarded(self._launch)

    def ask(self, request: bytes) -> bytes:
        """The answer. Blocks. Raises: _Ended."""
        return self._guarded(lambda: self._exchange(request))

    def _guarded(self, work: Callable[[], bytes]) -> bytes:
        """What the process says to `work`; the end of the process when it says nothing."""
        self._asking = True
        try:
            answer = b"" if self._over else work()
        except (OSError, ValueError):  # the pipe is broken, or closed by `end`
            answer = b""
        self._asking = False
        if not answer:
            self.end()
            raise _Ended
        return answer

    def end(self) -> None:
        """End it now; a request under way then raises _Ended."""
        self._over = True
        if self._popen:
            self._popen.kill()
        if not self._asking:
            popen, self._popen = self._popen, None
            if popen:
                popen.communicate()  # closes the pipes and waits

    def _exchange(self, request: bytes) -> bytes:
        """The answer; b"" when the process ends before it has given a whole one."""
        popen = self._popen
        assert popen
        assert popen.stdin
        assert popen.stdout
        popen.stdin.write(len(request).to_bytes(4, "big") + request)
        popen.stdin.flush()
        size = int.from_bytes(popen.stdout.read(4), "big")
        answer = popen.stdout.read(size)
        return answer if len(answer) == size else b""

    def _launch(self) -> bytes:
        popen = self._popen = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        if self._over:  # ended while it was starting
            return b""
        assert popen.stdout
        return popen.stdout.read(len(READY))
