"""Colours: how they arrive after a jump, whether they are Pygments' own, and what every lexer does with hostile text.

Beside them a plain `QSyntaxHighlighter` that asks Pygments about each line, on the window's thread, for a twentieth
of the file. `own_ms` is processor time of the window's thread, `longest_ms` its longest without a pause. The files
are grown from the standard library. Hangs are given up after a quarter of the usual patience, and hostile lines are
shorter than in the tests, so that the run takes minutes.
"""

import asyncio
import os
import statistics
import sysconfig
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from math import inf
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pygments.lexers import PythonLexer, find_lexer_class, get_all_lexers
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication

from growtogether_desktop.base.background import Background
from growtogether_desktop.sourcecode.highlight import PATIENCE_S, Colouring, Colours, Highlighter
from growtogether_desktop.sourcecode.highlight_worker import Reading
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.sourcecode.tokens import can_resume, role_of, tokens
from growtogether_desktop.sourcecode.walk import START, Walk
from tests.sourcecode.hostile_words import COMMON, made_for

SIZES = 1_000_000, 3_000_000, 5_000_000
SIGHT = 60
"""Lines in sight after a jump."""
JUMPS = 60
COMMON_COLUMNS = 400
"""Of what hurts many lexers, so much of each line is asked of all: with all of it six hundred of them take an hour."""
RESUMED = 24_000
"""Characters of real code in which lexers are begun anywhere."""
PART = 20
"""The naive one is asked for so small a part."""


def run() -> list[dict[str, object]]:
    QApplication.instance() or QApplication([])
    rows = [asyncio.run(_jumping(size)) for size in SIZES]
    rows.append(_naive(SIZES[0] // PART))
    rows.append(_resumed())
    rows.append(asyncio.run(_hostile()))
    titles = list(dict.fromkeys(title for row in rows for title in row))
    return [{title: row.get(title, "") for title in titles} for row in rows]


async def _jumping(size: int) -> dict[str, object]:
    """Jump about in a file while it is being read; then compare all of it with Pygments."""
    background, text, dice = Background(), read_text(_code(size).encode()), Random(size)
    highlighter = Highlighter(background)
    highlighter.warm()
    await background.settled()
    colours = highlighter.colour(text, "a.py")
    await _coming(colours, [1])
    waits: list[float] = []
    guesses: dict[int, object] = {}

    async def jump_about() -> None:
        while colours.state is Colouring.WORKING and len(waits) < JUMPS:
            line = dice.randrange(1, len(text.lines) - SIGHT)
            began = time.perf_counter()
            missing = [at for at in range(line, line + SIGHT) if not _known(colours, at)]
            await _coming(colours, missing)
            waits.append((time.perf_counter() - began) * 1000)
            guesses.update((at, colours.of(at)) for at in range(line, line + SIGHT) if colours.provisional(at))
            await asyncio.sleep(0.02)
        if colours.state is Colouring.WORKING:
            settled = asyncio.Event()
            colours.settled.connect(lambda _: settled.set())
            await settled.wait()

    own, longest = await _slices(jump_about)
    right = sum(colours.of(line) == guess for line, guess in guesses.items())
    highlighter.close()
    await background.close()
    waits.sort()
    return {
        "what": f"jumps in {size / 1e6:g} MB",
        "identical_%": 100 * _identical(colours, text),
        "jump_ms_p50": statistics.median(waits),
        "jump_ms_p95": waits[int(len(waits) * 0.95)],
        "worker_cpu_ms_p95": _guess_cost(text, dice),
        "guesses_right_%": 100 * right / max(len(guesses), 1),
        "own_ms": own,
        "longest_ms": longest,
    }


def _guess_cost(text: Text, dice: Random) -> float:
    """Processor time the worker needs for what is in sight after a jump: what a computer without other work waits."""
    asked = {"name": "a.py", "language": "", "at": START}
    reading, costs = Reading(asked, "\n".join(text.lines) + "\n"), []
    for _ in range(JUMPS):
        line = dice.randrange(len(text.lines) - SIGHT)
        began = time.process_time()
        reading.guess(line, line + SIGHT)
        costs.append((time.process_time() - began) * 1000)
    return sorted(costs)[int(JUMPS * 0.95)]


def _known(colours: Colours, line: int) -> bool:
    colours.of(line)
    return line <= len(colours) or colours.provisional(line)


async def _coming(colours: Colours, lines: list[int]) -> None:
    """Wait until all of them have colours of some kind."""
    missing = set(lines)
    here = asyncio.Event()

    def take(span: tuple[int, int]) -> None:
        missing.difference_update(range(span[0], span[1] + 1))
        if not missing:
            here.set()

    stop = colours.arrived.connect(take)
    if missing:
        await here.wait()
    stop()


async def _slices(work: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """Milliseconds of this thread's processor time while `work` is done: all, and the longest without a pause."""
    loop, longest, began = asyncio.get_running_loop(), 0.0, time.thread_time()
    at = began
    done = False

    def tick() -> None:
        nonlocal at, longest
        now = time.thread_time()
        longest, at = max(longest, now - at), now
        if not done:
            loop.call_later(0.001, tick)

    tick()
    await work()
    done = True
    return (time.thread_time() - began) * 1000, longest * 1000


def _identical(colours: Colours, text: Text) -> float:
    """The share of lines that have the colours of Pygments, from the whole file at once."""
    walk: list[list[tuple[int, int, str]]] = [[]]
    for _, token, value in PythonLexer().get_tokens_unprocessed("\n".join(text.lines) + "\n"):
        role = role_of(token)
        for number, part in enumerate(value.split("\n")):
            if number:
                walk.append([])
            line = walk[-1]
            column = line[-1][0] + line[-1][1] if line else 0
            line.append((column, len(part), role or ""))
    same = sum(_joined(line) == list(colours.of(at)) for at, line in enumerate(walk[:-1], 1))
    return same / len(text.lines)


def _joined(pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without what is plain; what has the same role and touches is one."""
    spans: list[tuple[int, int, str]] = []
    for column, length, role in pieces:
        if not role or not length:
            continue
        if spans and spans[-1][2] == role and spans[-1][0] + spans[-1][1] == column:
            spans[-1] = spans[-1][0], spans[-1][1] + length, role
        else:
            spans.append((column, length, role))
    return spans


class _Naive(QSyntaxHighlighter):
    """As it is usually done."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.lines: list[list[tuple[int, int, str]]] = []
        self._look = QTextCharFormat()
        self._look.setForeground(QColor("red"))
        self._lexer = PythonLexer(stripnl=False)

    def highlightBlock(self, text: str) -> None:
        pieces = []
        for index, token, value in self._lexer.get_tokens_unprocessed(text + "\n"):
            if role := role_of(token):
                self.setFormat(index, len(value), self._look)
                pieces.append((index, len(value.rstrip("\n")), str(role)))
        self.lines.append(_joined(pieces))


def _naive(size: int) -> dict[str, object]:
    code = _code(size)
    document = QTextDocument(code)
    naive = _Naive(document)
    began = time.thread_time()
    naive.rehighlight()
    own = (time.thread_time() - began) * 1000
    walk = Walk(PythonLexer(), code)
    walk.go(inf)
    colours = Colours()
    colours._add(0, walk.ends, walk.spans)
    same = sum(list(colours.of(at)) == line for at, line in enumerate(naive.lines[-len(walk.ends) - 1 :], 1))
    return {
        "what": f"naive, {size / 1e6:g} MB",
        "identical_%": 100 * min(same / len(walk.ends), 1),
        "own_ms": own,
        "longest_ms": own,
    }


def _resumed() -> dict[str, object]:
    """Every lexer that can begin anywhere, begun at each of its snapshots in real code."""
    code, same, places = _code(RESUMED), 0, 0
    lexers = [lexer for lexer in _lexers() if can_resume(lexer)]
    for lexer in lexers:
        walk = Walk(lexer, code)
        walk.go(time.monotonic() + PATIENCE_S)
        reach = walk.snapshots[-1].position
        whole = _until(lexer.get_tokens_unprocessed(code), 0, reach)
        for at in walk.snapshots[1:]:
            again = _until(tokens(lexer, code, at.position, at.stack), at.position, reach)
            same += again == [token for token in whole if token[0] >= at.position]
            places += 1
    return {"what": f"{len(lexers)} lexers begun at {places} places", "identical_%": 100 * same / places}


def _until(found: object, position: int, reach: int) -> list[object]:
    """What was found up to there; places are counted anew, for what some lexers say of them is wrong."""
    taken = []
    for token in found:  # type: ignore[attr-defined]
        if position >= reach:
            break
        if token[2]:
            taken.append((position, *token[1:3]))
        position += len(token[2])
    return taken


def _lexers() -> list[object]:
    return [find_lexer_class(name)() for name, *_ in get_all_lexers(plugins=False)]


async def _hostile() -> dict[str, object]:
    """Hostile text for every lexer, while the window's loop ticks."""
    background = Background()
    highlighter = Highlighter(background, patience_s=PATIENCE_S / 4)
    ends: Counter[Colouring] = Counter()
    texts = await background.compute(_hostile_texts)

    async def colour_all() -> None:
        for alias, words in texts:
            colours = highlighter.colour(words, "", alias)
            settled = asyncio.Event()
            colours.settled.connect(lambda _, settled=settled: settled.set())
            if colours.state is Colouring.WORKING:
                await settled.wait()
            ends[colours.state] += 1

    own, longest = await _slices(colour_all)
    highlighter.close()
    await background.close()
    assert sum(ends.values()) == len(texts)
    what = f"{len(texts)} hostile texts: {ends[Colouring.DONE]} coloured, {ends[Colouring.GAVE_UP]} given up"
    return {"what": what, "own_ms": own, "longest_ms": longest}


def _hostile_texts() -> list[tuple[str, Text]]:
    common = read_text("\n".join(line[:COMMON_COLUMNS] for line in COMMON.split("\n")).encode())
    texts = []
    for lexer in _lexers():
        if alias := next(iter(lexer.aliases), ""):  # type: ignore[attr-defined]
            texts += [(alias, common), (alias, read_text(made_for(lexer).encode()))]
    return texts


def _code(size: int) -> str:
    parts: list[str] = []
    for file in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        parts.append(file.read_text(encoding="utf-8", errors="replace").replace("\r", ""))
    whole = "".join(parts)
    return (whole * (size // len(whole) + 1))[:size].encode("ascii", "replace").decode().rpartition("\n")[0] + "\n"
