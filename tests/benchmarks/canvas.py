"""The code pane, from a thousand to a million real lines, beside Qt's own text widget.

The lines are the standard library's. `first_ms` is main-thread CPU from the bytes' text to the first frame;
`wheel_ms` and `jump_ms` are the 99th percentile of main-thread CPU a frame takes, on a wheel step and on a jump
anywhere, with colours arriving all the time and unreachable objects looked for as the program looks for them;
`memory_ratio` is what showing the file adds, in file sizes. `wrap_*` are the same with lines broken at half the usual
width, `remarks_*` with a remark of two comments after every twentieth line, most of which are made when one comes
near: all that is done between two wheel steps, a 120th of a second apart (`remarks_slice_ms` is the longest the window
is held up by it), and `diff_*` with the version before beside it, every twentieth line changed. `plain` is a bare
QPlainTextEdit, `naive` one with a QSyntaxHighlighter of Pygments tokens; a million lines of the latter take over a
minute, so it is asked for 20,000 at most. `text_ms` is what reading the bytes costs, off the window's thread.
"""

import os
import random
import sys
import sysconfig
import time
from array import array
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pygments.lexers.python import PythonLexer
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit

from growtogether_desktop.domain.changes import Stamp
from growtogether_desktop.domain.threads import Anchor, Comment, Label, Thread
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.pane.remark_card import Asks, RemarkCard, Seen
from growtogether_desktop.shell.collector import Collector
from growtogether_desktop.sourcecode.anchors import Certainty
from growtogether_desktop.sourcecode.comparison import compare
from growtogether_desktop.sourcecode.highlight import Colours
from growtogether_desktop.sourcecode.roles import ENDS, ROLES, SPANS, Role
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_pane import CodePane
from growtogether_desktop.ui.code_view import Block, CodeView

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WHEELS = 400
JUMPS = 200
STEP_S = 1 / 120
NAIVE = 20_000
SIZE = 1100, 800


def run() -> list[dict[str, object]]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.wear(theme.read_theme("light"))
    _open(_text(1_000))[1].close()  # fonts are loaded once,
    _remark().more()  # and how dates are written
    collector = Collector()
    try:
        return [_measure(lines) for lines in SIZES]
    finally:
        collector.stop()


def _measure(lines: int) -> dict[str, object]:
    content = _code(lines)
    began = time.thread_time()
    text = read_text(content)
    read = time.thread_time() - began
    held = _resident()
    first = min(_open(text, close=True)[0] for _ in range(5))
    memory = (_resident() - held + sys.getsizeof(content)) / len(content)
    _, view = _open(text)
    feed = _feed(view)
    wheel, jump = _wheel(view, feed), _jump(view, feed)
    view.close()
    wrap_first, wrap_wheel, wrap_jump = _measure_wrapped(text)
    remarks_wheel, remarks_slice = _measure_remarks(text)
    diff_first, diff_wheel, diff_jump = _measure_diff(text)
    return {
        "lines": lines,
        "text_ms": 1e3 * read,
        "first_ms": 1e3 * first,
        "wheel_ms": 1e3 * wheel,
        "jump_ms": 1e3 * jump,
        "memory_ratio": memory,
        "wrap_first_ms": 1e3 * wrap_first,
        "wrap_wheel_ms": 1e3 * wrap_wheel,
        "wrap_jump_ms": 1e3 * wrap_jump,
        "remarks_wheel_ms": 1e3 * remarks_wheel,
        "remarks_slice_ms": 1e3 * remarks_slice,
        "diff_first_ms": 1e3 * diff_first,
        "diff_wheel_ms": 1e3 * diff_wheel,
        "diff_jump_ms": 1e3 * diff_jump,
        **_plain(content.decode()),
        "naive_ms": 1e3 * _open_plain(content.decode(), naive=True)[0] if lines <= NAIVE else "over a minute",
    }


def _measure_wrapped(text: Text) -> tuple[float, float, float]:
    view = CodeView()
    view.wrap_lines(True)
    view.resize(SIZE[0] // 2, SIZE[1])
    view.show()
    QApplication.processEvents()

    def show() -> None:
        view.show_text(text, "a.py", None)
        view.viewport().grab()

    first, feed = _cpu(show), _feed(view)
    wheel, jump = _wheel(view, feed), _jump(view, feed)
    view.close()
    view.deleteLater()
    return first, wheel, jump


def _measure_remarks(text: Text) -> tuple[float, float]:
    """A wheel step, and the longest without a pause after a jump."""
    _, view = _open(text)
    view.set_blocks([Block(str(line), line, _remark, height=140) for line in range(5, len(text.lines), 20)])
    QApplication.processEvents()
    wheel = _slowest(_rolled_in_time(view) for _ in range(WHEELS))
    slices = []
    for _ in range(JUMPS // 4):
        slices.append(
            _cpu(lambda: view.verticalScrollBar().setValue(_CHANCE.randint(0, view.verticalScrollBar().maximum())))
        )
        while view._later.isActive():  # each time it is due, some more of them are made
            view._later.stop()
            slices.append(_cpu(view._make_more))
        slices.append(_cpu(view.repaint))
        QApplication.processEvents()
    view.close()
    view.deleteLater()
    return wheel, max(slices)


def _remark() -> RemarkCard:
    """Two comments and what can be done about them."""
    words = ("**Reserve** first: `order()` may be called twice.\n\n- [here](https://a.uz)\n- there", "Mended.")
    comments = tuple(Comment(f"c{at}", said, Stamp("m", datetime.now(UTC))) for at, said in enumerate(words))
    thread = Thread("t", "s", 1, Anchor("a.py", 1, 1), Label.ISSUE, True, comments)
    seen = Seen(Remark("a.py", 1, 1, Certainty.EXACT, thread), 1, ("Malika Yusupova", "Timur Karimov"), "", True, False)
    return RemarkCard(seen, _ASKS)


def _measure_diff(new: Text) -> tuple[float, float, float]:
    """Both versions side by side: first frame, wheel, jump."""
    old = read_text("\n".join(words + " #" if at % 20 == 0 else words for at, words in enumerate(new.lines)).encode())
    comparison = compare(old, new)
    pane = CodePane()
    pane.resize(*SIZE)
    pane.show()
    pane.show_text(new, "a.py", None)
    QApplication.processEvents()

    def show() -> None:
        pane.show_comparison(comparison, True, None, None)
        pane.grab()

    first = _cpu(show)
    wheel = _slowest(_rolled(pane.code, _nothing) for _ in range(WHEELS // 4))
    jump = _slowest(_jumped(pane.code, _nothing) for _ in range(JUMPS // 4))
    pane.close()
    pane.deleteLater()
    return first, wheel, jump


def _open(text: Text, close: bool = False) -> tuple[float, CodeView]:
    view = CodeView()
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()

    def show() -> None:
        view.show_text(text, "a.py", None)
        view.viewport().grab()

    took = _cpu(show)
    if close:
        view.close()
    return took, view


def _feed(view: CodeView) -> Callable[[], None]:
    """What hands over the colours of another fifty lines, as the process that reads them does."""
    colours = Colours()
    view.set_colours(colours)
    ends, spans = array(ENDS, range(1, 51)), array(SPANS, [3 << 8 | ROLES.index(Role.KEYWORD)] * 50)
    return lambda: colours._add(len(colours), ends, spans)


def _wheel(view: CodeView, feed: Callable[[], None]) -> float:
    view.verticalScrollBar().setValue(0)
    return _slowest(_rolled(view, feed) for _ in range(WHEELS))


def _jump(view: CodeView, feed: Callable[[], None]) -> float:
    return _slowest(_jumped(view, feed) for _ in range(JUMPS))


def _rolled(view: QAbstractScrollArea, meanwhile: Callable[[], object]) -> float:
    """A wheel step, what happens meanwhile, and the frame that shows it."""
    middle = QPointF(400, 400)
    event = QWheelEvent(
        middle,
        middle,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    return _cpu(lambda: (QApplication.sendEvent(view.viewport(), event), meanwhile(), QApplication.processEvents()))


def _rolled_in_time(view: QAbstractScrollArea) -> float:
    """A wheel step, and whatever is done before a fast screen shows the next one."""
    until = time.monotonic() + STEP_S
    spent = _rolled(view, _nothing)
    while time.monotonic() < until:
        spent += _cpu(QApplication.processEvents)
        time.sleep(STEP_S / 16)
    return spent


def _nothing() -> None:
    pass


def _jumped(view: QAbstractScrollArea, meanwhile: Callable[[], object]) -> float:
    bar = view.verticalScrollBar()
    at = _CHANCE.randint(0, max(bar.maximum(), 1))
    return _cpu(lambda: (bar.setValue(at), meanwhile(), QApplication.processEvents()))


_CHANCE = random.Random(7)
_ASKS = Asks(*[lambda *asked: None] * 8)


def _slowest(times: Iterator[float]) -> float:
    """The 99th percentile."""
    ordered = sorted(times)
    return ordered[int(len(ordered) * 0.99) - 1]


def _plain(words: str) -> dict[str, object]:
    first, edit = _open_plain(words, naive=False)
    edit.show()
    wheel = _slowest(_rolled(edit, _nothing) for _ in range(WHEELS // 4))
    jump = _slowest(_jumped(edit, _nothing) for _ in range(JUMPS // 4))
    edit.close()
    return {"plain_ms": 1e3 * first, "plain_wheel_ms": 1e3 * wheel, "plain_jump_ms": 1e3 * jump}


def _open_plain(words: str, naive: bool) -> tuple[float, QPlainTextEdit]:
    edit = QPlainTextEdit()
    edit.setFont(theme.current().code_font())
    edit.resize(*SIZE)
    edit.show()
    QApplication.processEvents()
    highlighter = _Naive(edit.document()) if naive else None

    def show() -> None:
        edit.setPlainText(words)
        if highlighter is not None:
            highlighter.rehighlight()
        edit.viewport().grab()

    took = _cpu(show)
    edit.close()
    return took, edit


class _Naive(QSyntaxHighlighter):
    """What one writes first: every line is lexed on the window's thread."""

    def highlightBlock(self, text: str) -> None:
        look = QTextCharFormat()
        for at, _kind, value in PythonLexer().get_tokens_unprocessed(text):
            self.setFormat(at, len(value), look)


def _cpu(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def _resident() -> int:
    """Bytes of this process that are in memory."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _text(lines: int) -> Text:
    return read_text(_code(lines))


def _code(lines: int) -> bytes:
    found: list[str] = []
    for file in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        found += file.read_text(encoding="utf-8", errors="replace").split("\n")
    while len(found) < lines:
        found += found
    return "\n".join(found[:lines]).encode()
