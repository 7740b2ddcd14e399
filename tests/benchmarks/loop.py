"""The window's loop while the desk is busy: how long it works without a pause, and how long a tick waits.

A window over a real desk ticks as fast as it may. `own_ms` is the processor time its thread has spent
between two ticks, `busy_ms` that of all threads together, `gap_ms` what the clock says. What is in `gap_ms` beyond
`busy_ms`, other programs have taken.
"""

import asyncio
import gc
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.demo.programme import DEMO
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.features.matching.pane.cohort_menu import CohortMenu
from growtogether_desktop.features.matching.pane.matching import MatchingPane
from growtogether_desktop.shell.collector import Collector
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.window import Window
from growtogether_desktop.wire.protocol import PUSH_CHANGES
from tests.benchmarks._large import roster_file
from tests.hubs import RunningHub
from tests.journeys.people import Person

ROWS = 5_000
MENTEES, MENTORS = 5_000, 1_500
TICK_MS = 2


@dataclass
class Ticks:
    """What lay between one tick and the next, in milliseconds."""

    own: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    gap: list[float] = field(default_factory=list)

    def row(self, what: str) -> dict[str, object]:
        gaps = sorted(self.gap)
        return {
            "while": what,
            "ticks": len(gaps),
            "seconds": sum(gaps) / 1000,
            "own_ms_longest": max(self.own),
            "busy_ms_longest": max(self.busy),
            "gap_ms_p99": gaps[int(len(gaps) * 0.99)],
            "gap_ms_longest": gaps[-1],
        }


def run() -> list[dict[str, object]]:
    qt = QApplication.instance() or QApplication([])
    QApplication.setQuitOnLastWindowClosed(False)  # as the program does: it ends by itself
    collector = Collector()
    gc.freeze()
    try:
        with TemporaryDirectory() as folder, asyncio.Runner(loop_factory=lambda: QEventLoop(qt)) as runner:
            return runner.run(_measure(Path(folder)))
    finally:
        collector.stop()


async def _measure(folder: Path) -> list[dict[str, object]]:
    hub = RunningHub(folder / "hub")
    hub.start()
    try:
        _fill(hub)
        code = hub.invite("Kamron", "coordinator").code
        kamron = await Person(folder, "kamron").join(hub, code)
        settings = SettingsFile(folder / "settings.toml")
        settings.save(language="en", theme="light")
        window = Window(kamron.workspace, settings, folder, FEATURES)
        window.resize(1440, 900)
        window.show()
        await _settle(kamron)
        rows = [(await ticking(lambda: asyncio.sleep(1))).row("nothing")]
        rows.append((await ticking(kamron.meet)).row(f"first sync of {ROWS} rows"))
        window.go("matching")
        await _settle(kamron)
        (page,) = window.findChildren(MatchingPane)
        file = DEMO / "cohort_2026.csv"
        rows.append((await ticking(lambda: _bring(kamron, page, file))).row("import of the cohort"))
        rows.append((await ticking(lambda: _enrol(kamron, page, "Spring 2026"))).row("enrolment and solve"))
        rows += await _large(kamron, page, roster_file(folder / "large.csv", MENTEES, MENTORS, (2, 3, 4, 5)))
        window.close()
        await kamron.leave()
    finally:
        hub.close()
    return rows


def _fill(hub: RunningHub) -> None:
    member = hub.coordinator
    member.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    for at in range(ROWS):
        member.do(AddCard(f"card-{at}", Card(f"card-{at}", "bozor", f"Card {at}", "ready", f"{at:06}V")))
    for _exchange in range(-(-(ROWS + 1) // PUSH_CHANGES)):
        member.meet()


async def _bring(kamron: Person, page: MatchingPane, file: Path) -> None:
    page.bringing.bring(file)
    await _settle(kamron)


async def _enrol(kamron: Person, page: MatchingPane, title: str) -> None:
    page.incoming.title.setText(title)
    page.heading.enrol.click()
    await _settle(kamron)
    assert page.model.proposal is not None


async def _large(kamron: Person, page: MatchingPane, file: Path) -> list[dict[str, object]]:
    """A cohort of 5,000 × 1,500: its file, its plan, the plan looked at again, and a pin that is followed."""
    first = page.model.cohort
    assert first is not None
    what = f"{MENTEES} × {MENTORS}"
    await _start_another(kamron, page)
    rows = [(await ticking(lambda: _bring(kamron, page, file))).row(f"import of {what}")]
    rows.append((await ticking(lambda: _enrol(kamron, page, "Large"))).row(f"enrolment and plan of {what}"))
    large = page.model.cohort
    assert large is not None
    await _choose(kamron, page, first.id)
    rows.append((await ticking(lambda: _choose(kamron, page, large.id))).row(f"plan of {what}"))
    proposal = page.model.proposal
    assert proposal is not None
    assert proposal.proven
    assert len(proposal.rows) == MENTEES
    first_row, last = proposal.rows[0], proposal.rows[-1]
    page.plan.go_to(first_row.mentee.id)
    await _settle(kamron)
    (mentor,) = (one for one in proposal.people.mentors if one.id == last.mentor)
    rows.append((await ticking(lambda: _pin(kamron, page, first_row.mentee, mentor))).row(f"pin in {what}"))
    assert page.model.row_of(first_row.mentee.id).mentor == mentor.id  # type: ignore[union-attr]
    return rows


async def _start_another(kamron: Person, page: MatchingPane) -> None:
    (menu,) = page.findChildren(CohortMenu)
    menu.aboutToShow.emit()
    (another,) = (one for one in menu.actions() if one.text() == "Start another cohort…")
    another.trigger()
    await _settle(kamron)


async def _choose(kamron: Person, page: MatchingPane, cohort: str) -> None:
    page.model.choose_cohort(cohort)
    await _settle(kamron)


async def _pin(kamron: Person, page: MatchingPane, mentee: Mentee, mentor: Mentor) -> None:
    await page.model.wishes.pin((mentee, mentor))
    await _settle(kamron)


async def _settle(person: Person) -> None:
    for _turn in range(5):
        await person.background.settled()
        await asyncio.sleep(0.05)


async def ticking(work: Callable[[], Awaitable[object]]) -> Ticks:
    """Tick on the window's loop while `work` is done."""
    ticks, timer = Ticks(), QTimer()
    last = _clocks()

    def tick() -> None:
        nonlocal last
        now = _clocks()
        for passed, clock, before in zip((ticks.gap, ticks.own, ticks.busy), now, last, strict=True):
            passed.append((clock - before) * 1000)
        last = now

    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    await work()
    timer.stop()
    return ticks


def _clocks() -> tuple[float, float, float]:
    return time.perf_counter(), time.thread_time(), time.process_time()
