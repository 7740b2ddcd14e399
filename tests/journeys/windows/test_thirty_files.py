"""Thirty files reviewed by keyboard alone, two keys an act at most; the review goes by hand and loses nothing."""

import asyncio
import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from growtogether_desktop.domain.reviews import Review, Verdict
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import Label, Thread
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.ui.code_view import CodeView
from growtogether_desktop.ui.form import Number
from tests.journeys.windows.pairs import two_at_their_windows
from tests.journeys.windows.seats import PATIENCE_S, Seat

OURS = Path(__file__).parents[3] / "growtogether_desktop"
FILES = 30
MOST_KEYS = 2


class Hands:
    """A mentor without a mouse. Words are typed; anything else is an act, and an act is one or two keys."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    async def act(self, keys: str) -> None:
        """ "Ctrl+R, J" is two keys."""
        sequence = QKeySequence(keys)
        assert 0 < sequence.count() <= MOST_KEYS
        QTest.keySequence(self.seat.focus, sequence)
        await self.seat.rest()

    async def write(self, words: str) -> None:
        await self.seat.until(lambda: isinstance(QApplication.focusWidget(), WordsEdit))
        await self.seat.type(words)

    async def in_code(self) -> None:
        await self.seat.until(lambda: isinstance(QApplication.focusWidget(), CodeView))

    async def remark(self, label: str, words: str) -> None:
        """At the cursor: begin it, give it its label, write it, close it."""
        await self.act("C")
        await self.act(f"Alt+{label}")
        await self.write(words)
        await self.act("Ctrl+Return")
        await self.in_code()


def thirty(folder: Path) -> Path:
    sources = sorted(file for name in ("domain", "sourcecode") for file in (OURS / name).glob("*.py"))
    for file in sources[:FILES]:
        there = folder / file.parent.name
        there.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, there)
    return folder


async def everything(seat: Seat, submission: str) -> list[object]:
    """All that is said about the work, to the letter."""
    found: list[object] = [await seat.workspace.see(Submission, submission)]
    for kind in (Iteration, Thread, Review):
        found += sorted(await seat.workspace.see_all(kind, submission), key=lambda one: one.id)
    return found


async def menu(seat: Seat) -> QMenu:
    await seat.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    popped = QApplication.activePopupWidget()
    assert isinstance(popped, QMenu)
    return popped


async def test_thirty_files_are_reviewed_by_keys_and_nothing_is_lost_on_the_way(running_hub, seat, tmp_path):
    malika, timur = await two_at_their_windows(running_hub, seat)
    hands = Hands(malika)

    # Timur hands in thirty files of real code.
    await timur.keys("Ctrl+2")
    await timur.click("Hand in work…")
    await timur.click("Choose a folder…")
    await timur.choose_file(thirty(tmp_path / "thirty"))
    await timur.click("Hand in to Malika Karimova")
    await timur.until(lambda: timur.workspace.state.phase == "in_step" and not timur.workspace.state.waiting)
    await malika.turn_to()
    await malika.until(lambda: malika.workspace.state.phase == "in_step")
    await hands.act("Ctrl+2")
    await malika.reads("By Timur Aliyev, for Malika Karimova")
    async with asyncio.timeout(PATIENCE_S):
        while await malika.workspace.lacking_files():
            await malika.rest()

    # The queue: claimed, given back, claimed for today, opened.
    await hands.act("Ctrl+R, J")
    await malika.reads("Promised by")
    await hands.act("Ctrl+R, Z")
    await malika.until(lambda: "Promised by" not in malika.words())
    await hands.act("Q")
    await malika.reads("Promised by")
    await hands.act("Return")
    await hands.in_code()
    (work,) = await malika.workspace.see_all(Submission)

    # Every file is turned to and ticked; some get a remark of every kind.
    labels = {1: "I", 4: "S", 7: "Q", 10: "P", 13: "N", 16: "T", 19: "D", 22: "H"}
    for number in range(FILES):
        await hands.in_code()
        if number in labels:
            await hands.act("Down")
            await hands.act("Shift+Down")
            await hands.remark(labels[number], f"**Remark** {number}: why is it so?")
        await hands.act("V")
        if number + 1 < FILES:
            await hands.act("]")
    await malika.reads(f"{FILES} of {FILES} files read")

    # One of them blocks, suggests other lines and says where to learn.
    await hands.act("C")
    await hands.act("Alt+I")
    await hands.act("Alt+B")
    await hands.write("Two people may do this at once.")
    await hands.act("Alt+L")
    await hands.write("https://docs.python.org/3/library/asyncio-sync.html Locks")
    await hands.act("Alt+E")
    await malika.until(lambda: isinstance(QApplication.focusWidget(), WordsEdit))
    await hands.act("Ctrl+A")
    await hands.write("with lock:")
    await hands.act("Ctrl+Return")
    await hands.in_code()

    # Notes on the whole file and on the whole work.
    await hands.act("F")
    await hands.write("One subject, well told.")
    await hands.act("Ctrl+Return")
    await hands.in_code()
    await hands.act("W")
    await hands.write("It reads like a book.")
    await hands.act("Ctrl+Return")

    # The hub is out of reach from here on: points, a verdict, a summary; out it goes.
    running_hub.stop()
    await hands.act("P")
    await hands.write("Nearly there.")
    await hands.act("Alt+R")
    await hands.act("Tab")
    await malika.until(lambda: isinstance(QApplication.focusWidget(), Number))
    await hands.act("3")
    await hands.act("Tab")
    await hands.act("4")
    await hands.act("Ctrl+Return")
    await malika.reads("Verdicts")

    # A review file, by keys again, and on to Timur's desk.
    letter = tmp_path / "shop.gtreview"
    await hands.act("Ctrl+Shift+S")
    forms = await menu(malika)
    QTest.keyClick(forms, Qt.Key.Key_Up)
    QTest.keyClick(forms, Qt.Key.Key_Return)
    await malika.choose_file(letter)
    await malika.until(letter.exists)
    await timur.turn_to()
    await timur.keys("Ctrl+2")
    await timur.keys("Ctrl+R, 5")
    await timur.choose_file(letter)
    await timur.reads("changes came in")
    said = await everything(malika, work.id)
    carried = await everything(timur, work.id)
    threads = [one for one in said if isinstance(one, Thread)]
    (review,) = [one for one in said if isinstance(one, Review)]

    assert carried == said
    assert {thread.label for thread in threads} == set(Label)
    assert len(threads) == len(labels) + 3
    assert [bool(one.suggestion and one.links and one.blocking) for one in threads].count(True) == 1
    assert (review.verdict, [score.points for score in review.scores]) == (Verdict.CHANGES_REQUESTED, [3, 4])

    # The hub is back: the same is there once, with its clock.
    running_hub.start()
    for one in (malika, timur):
        in_step = lambda one=one: one.workspace.state.phase == "in_step" and not one.workspace.state.waiting  # noqa: E731
        await one.until(in_step, seconds=60)
    confirmed = await everything(timur, work.id)
    assert len(confirmed) == len(said)
    assert [one.id for one in confirmed] == [one.id for one in said]
