"""A board that two people move cards on, one by keyboard and one by mouse, both without the hub."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from growtogether_desktop.domain.projects import AddCard, Card, JoinProject, StartProject
from growtogether_desktop.features.projects.pane.column import CardList
from tests.journeys.windows.pairs import two_at_their_windows
from tests.journeys.windows.seats import ALT, Key

NAMES = ("Ideas", "Ready", "Building", "In review", "Done")


def cards(seat, column):
    """The list of a column that one sees."""
    return next(one for one in seat.seen(CardList) if one.accessibleName().startswith(NAMES[column]))


def board(seat):
    """The titles in every column; nothing before the board is there."""
    there = len(seat.seen(CardList)) == len(NAMES)
    return [[row.card.title for row in cards(seat, column).rows.rows] for column in range(len(NAMES) if there else 0)]


async def drag(seat, column, title, to):
    """By mouse, onto the middle of another column."""
    source, target = cards(seat, column), cards(seat, to).viewport()
    (at,) = [n for n, row in enumerate(source.rows.rows) if row.card.title == title]
    start = source.visualRect(source.rows.index(at, 0)).center()
    end = source.viewport().mapFromGlobal(target.mapToGlobal(target.rect().center()))
    QTest.mousePress(source.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(source.viewport(), start + QPoint(0, 30))
    QTest.mouseMove(source.viewport(), end)
    QTest.mouseRelease(source.viewport(), Qt.MouseButton.LeftButton, pos=end)
    await seat.rest()


async def test_a_board_moved_apart_meets_itself_and_undo_works_before_and_after(running_hub, seat):
    malika, timur = await two_at_their_windows(running_hub, seat)
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ("Python",)))
    for at, id in enumerate(("map", "bus", "login")):
        await malika.workspace.do(AddCard(id, Card(id, "bozor", id, "ideas", f"{at + 1}V")))
    await malika.until(lambda: not malika.workspace.state.waiting)
    await timur.meet()
    await timur.workspace.do(JoinProject("bozor", timur.workspace.me.id))
    await timur.until(lambda: not timur.workspace.state.waiting)
    for one in (malika, timur):
        await one.turn_to()
        await one.keys("Ctrl+3")
        await one.reads("Open board")
        await one.press(Key.Key_Return)
        await one.until(lambda one=one: board(one)[:1] == [["map", "bus", "login"]])

    # Without the hub, Malika moves by keyboard and Timur by mouse.
    running_hub.stop()
    await malika.turn_to()
    await malika.press(Key.Key_Right, ALT)
    await malika.press(Key.Key_Right, ALT)
    await malika.until(lambda: board(malika)[2] == ["map"])
    await timur.turn_to()
    await drag(timur, 0, "map", 4)
    await timur.until(lambda: board(timur)[4] == ["map"])
    await drag(timur, 0, "bus", 2)
    await timur.until(lambda: board(timur)[2] == ["bus"])

    # Undone before it ever left.
    await timur.keys("Ctrl+Z")
    await timur.until(lambda: board(timur)[0] == ["bus", "login"])

    # They meet, and see the same.
    running_hub.start()
    await malika.until(lambda: not malika.workspace.state.waiting)
    await timur.until(lambda: not timur.workspace.state.waiting)
    await malika.until(lambda: board(malika) == board(timur))
    assert board(malika)[0] == ["bus", "login"]
    assert sum(map(len, board(malika))) == 3
    there = board(malika)

    # Undone after it has been seen by both.
    await timur.keys("Ctrl+Z")
    await timur.until(lambda: not timur.workspace.state.waiting and board(timur) != there)
    await malika.until(lambda: board(malika) == board(timur))
    assert "map" in board(malika)[0]

    # In another language it is still the board one sees.
    await timur.keys("Ctrl+K")
    await timur.type("Ozbek")
    await timur.press(Key.Key_Return)
    await timur.reads("Loyihalar")
    await timur.until(lambda: len(timur.seen(CardList)) == len(NAMES))
