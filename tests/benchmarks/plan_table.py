"""The plan of 10,000 mentees as a table, on the page a coordinator has: what each thing done costs the window's thread.

What is done sets off slices of the window's loop, up to and with the drawing. `median_ms` and `longest_ms` are
processor time of the window's thread for the longest slice of each time. A frame has 16 ms.
"""

import asyncio
import gc
import os
import statistics
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from qasync import QEventLoop

from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.features.matching.pane.matching import MatchingPane
from growtogether_desktop.shell.collector import Collector
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.table import RowsTable
from tests.benchmarks._large import enrolment
from tests.benchmarks.loop import ticking
from tests.desks import Desk, Programme

MENTEES, MENTORS = 10_000, 200
TIMES = 20
REST_S = 0.06
"""So long is waited for all slices that come of one thing done."""


def run() -> list[dict[str, object]]:
    qt = QApplication.instance() or QApplication([])
    QApplication.setQuitOnLastWindowClosed(False)
    theme.wear(theme.read_theme("light"))
    collector = Collector()
    gc.freeze()
    try:
        with TemporaryDirectory() as folder, asyncio.Runner(loop_factory=lambda: QEventLoop(qt)) as runner:
            return runner.run(_measure(Path(folder)))
    finally:
        collector.stop()


async def _measure(folder: Path) -> list[dict[str, object]]:
    programme = Programme(folder)
    kamron = programme.desk("kamron", COORDINATOR)
    page = await _open(kamron)
    rows = await _plan(page)
    await _bring(kamron, page, folder / "roster.csv")
    rows += await _roster(page)
    page.close()
    await programme.close()
    return rows


async def _open(kamron: Desk) -> MatchingPane:
    await kamron.workspace.do(*enrolment(MENTEES, MENTORS, (45, 50, 55)))
    page = MatchingPane(kamron.workspace)
    page.resize(1440 - 208, 900 - 28)
    page.show()
    await _settle(kamron)
    return page


async def _bring(kamron: Desk, page: MatchingPane, file: Path) -> None:
    """The same people as a file."""
    await asyncio.to_thread(file.write_text, _as_csv(page), encoding="utf-8")
    page.bringing.bring(file)
    await _settle(kamron)
    assert len(page.roster.rows) == MENTEES


async def _plan(page: MatchingPane) -> list[dict[str, object]]:
    proposal, table = page.model.proposal, page.plan.table
    assert proposal is not None
    assert len(proposal.rows) == MENTEES
    find = page.plan.findChild(QLineEdit)
    assert find is not None
    return [
        _row("plan, told anew", await _times(lambda: _tell_anew(page))),
        *await _table("plan", table),
        _row("plan, find", await _times(*(_typing(find, words) for words in ("a", "az", "aziz", "")))),
    ]


async def _roster(page: MatchingPane) -> list[dict[str, object]]:
    return [
        _row("roster, told anew", await _times(page.incoming.show_roster)),
        *await _table("roster", page.incoming.people),
    ]


async def _table(name: str, table: RowsTable[Any]) -> list[dict[str, object]]:
    header, viewport = table.horizontalHeader(), table.viewport()
    table.setSortingEnabled(True)
    ends = (_pressing(table, key) for key in (Qt.Key.Key_End, Qt.Key.Key_Home))
    orders = [(column, order) for column in range(header.count()) for order in Qt.SortOrder]
    return [
        _row(f"{name}, whole repaint", await _times(viewport.update)),
        _row(f"{name}, wheel", await _times(lambda: _wheel(viewport))),
        _row(f"{name}, page down", await _times(lambda: _press(table, Qt.Key.Key_PageDown))),
        _row(f"{name}, end and home", await _times(*ends)),
        _row(f"{name}, sort", await _times(*(_sorting(table, column, order) for column, order in orders))),
    ]


def _row(what: str, slices: list[float]) -> dict[str, object]:
    return {
        "done": what,
        "times": len(slices),
        "median_ms": statistics.median(slices),
        "longest_ms": max(slices),
    }


async def _times(*done: Callable[[], object]) -> list[float]:
    """The longest slice of each time, in milliseconds; things are done one after the other, in turn."""
    slices = []
    for at in range(max(TIMES, 2 * len(done))):
        ticks = await ticking(partial(_do, done[at % len(done)]))
        slices.append(max(ticks.own))
    return slices


async def _do(done: Callable[[], object]) -> None:
    done()
    await asyncio.sleep(REST_S)


def _tell_anew(page: MatchingPane) -> None:
    """The same plan, as one that is new."""
    assert page.model.proposal is not None
    page.model.proposal = replace(page.model.proposal)
    page.model.changed.emit(None)


def _typing(find: QLineEdit, words: str) -> Callable[[], object]:
    return lambda: find.setText(words)


def _pressing(table: RowsTable[Any], key: Qt.Key) -> Callable[[], object]:
    return lambda: _press(table, key)


def _sorting(table: RowsTable[Any], column: int, order: Qt.SortOrder) -> Callable[[], object]:
    return lambda: table.sortByColumn(column, order)


def _press(table: RowsTable[Any], key: Qt.Key) -> None:
    QApplication.sendEvent(table, QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def _wheel(viewport: QWidget) -> None:
    middle = QPointF(viewport.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(viewport.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, wheel)


def _as_csv(page: MatchingPane) -> str:
    people = page.model.people.mentees
    lines = (f"{one.name},mentee,{one.person}@example.org,{'; '.join(one.wants)}," for one in people)
    return "\n".join(("Name,Role,E-mail,Wants,Skills", *lines))


async def _settle(desk: Desk) -> None:
    for _turn in range(5):
        await desk.background.settled()
        await asyncio.sleep(0.05)
