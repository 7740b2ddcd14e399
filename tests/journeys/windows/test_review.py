"""A review from window to window: a folder handed in, a remark written without the hub, an answer."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QApplication

from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.features.reviews.pane.remark_card import RemarkCard
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.ui.code_view import CodeView
from tests.journeys.windows.pairs import two_at_their_windows
from tests.journeys.windows.seats import CONTROL, PATIENCE_S, SHIFT, Key

DOMAIN = Path(__file__).parents[3] / "growtogether_desktop" / "domain"
RANKS = tuple((DOMAIN / "ranks.py").read_text().splitlines())


def writing():
    return isinstance(QApplication.focusWidget(), WordsEdit)


def in_code():
    return isinstance(QApplication.focusWidget(), CodeView)


async def test_a_remark_written_without_the_hub_arrives_at_its_lines_and_is_answered(running_hub, seat):
    malika, timur = await two_at_their_windows(running_hub, seat)

    # Timur hands in a folder of real code.
    await timur.keys("Ctrl+2")
    await timur.click("Hand in work…")
    await timur.click("Choose a folder…")
    await timur.choose_file(DOMAIN)
    await timur.click("Hand in to Malika Karimova")
    await timur.until(lambda: timur.workspace.state.phase == "in_step" and not timur.workspace.state.waiting)

    # Malika's window has it by itself, with its files.
    await malika.turn_to()
    await malika.reads("domain")
    await malika.keys("Ctrl+2")
    await malika.reads("By Timur Aliyev, for Malika Karimova")
    await malika.press(Key.Key_Return)
    await malika.until(in_code)
    (iteration,) = await malika.workspace.see_all(Iteration)
    tree = await malika.workspace.tree(iteration.tree)
    assert tree is not None
    async with asyncio.timeout(PATIENCE_S):
        while await malika.workspace.lacking(file.sha for file in tree.files):
            await malika.rest()

    # The train leaves: three lines are remarked on by keyboard alone.
    running_hub.stop()
    for _file in range([file.path for file in tree.files].index("ranks.py")):
        await malika.press(Key.Key_BracketRight)
    await malika.until(lambda: malika.seen(CodeView)[0].text.lines[0] == RANKS[0])
    for _line in range(9):
        await malika.press(Key.Key_Down)
    for _line in range(3):
        await malika.press(Key.Key_Down, SHIFT)
    await malika.press(Key.Key_C)
    await malika.until(writing)
    await malika.type("Why not plain numbers?")
    await malika.press(Key.Key_Return, CONTROL)
    await malika.until(in_code)
    await malika.press(Key.Key_P)
    await malika.until(writing)
    await malika.type("One question.")
    await malika.press(Key.Key_Return, CONTROL)
    await malika.reads("Offline since")
    await malika.reads("2 changes waiting")
    (thread,) = await malika.workspace.see_all(Thread)
    assert (thread.anchor.path, thread.anchor.first, thread.anchor.last) == ("ranks.py", 10, 12)

    # The hub is back, and everything goes by itself.
    running_hub.start()
    await malika.until(lambda: malika.workspace.state.phase == "in_step" and not malika.workspace.state.waiting)
    await timur.turn_to()
    await timur.reads("One question.")
    await timur.press(Key.Key_Period)
    await timur.until(lambda: timur.seen(RemarkCard))
    await timur.reads("Why not plain numbers?")
    shown = timur.seen(CodeView)[0]
    assert tuple(shown.text.lines[9:12]) == RANKS[9:12]
    await timur.press(Key.Key_A)
    await timur.until(writing)
    await timur.type("Two people may insert at once.")
    await timur.press(Key.Key_Return, CONTROL)
    await timur.until(lambda: not writing())
    await timur.press(Key.Key_R)

    # Malika sees the answer, and that it is settled.
    await malika.turn_to()
    await malika.reads("Resolved by Timur Aliyev")
    (thread,) = await malika.workspace.see_all(Thread)
    assert thread.resolved is not None
    assert [comment.text for comment in thread.comments] == ["Why not plain numbers?", "Two people may insert at once."]
