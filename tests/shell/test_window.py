import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.shell.last_look import TITLE_BAR
from growtogether_desktop.shell.rail import PageButton
from growtogether_desktop.shell.status import StatusBar
from growtogether_desktop.shell.window import Window
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words
from growtogether_desktop.workspace.history import Gesture
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.workspace import Workspace
from tests.shell.pages import FEATURES, DeskPane, MakeWindow


def pane(window: Window) -> DeskPane:
    (stack,) = window.centralWidget().findChildren(QStackedWidget)
    shown = stack.currentWidget()
    assert isinstance(shown, DeskPane)
    return shown


def status(window: Window) -> list[str]:
    QApplication.processEvents()  # what is new in a layout is shown by an event
    (bar,) = window.centralWidget().findChildren(StatusBar)
    said = (*bar.findChildren(Words), *bar.findChildren(QPushButton))
    return [widget.text() for widget in said if widget.isVisible() and widget.text()]


def notices(window: Window) -> list[str]:
    QApplication.processEvents()  # what is new in a layout is shown by an event
    return [notice.accessibleName() for notice in window.findChildren(Notice) if notice.isVisible()]


def pages(window: Window) -> list[str]:
    return [button.text() for button in window.findChildren(PageButton)]


async def test_the_rail_shows_the_pages_of_my_roles(window: Window) -> None:
    assert pages(window) == ["Home", "Reviews", "Search", "Preferences"]


async def test_a_page_is_built_when_it_is_first_opened(window: Window) -> None:
    assert len(window.findChildren(DeskPane)) == 1

    window.go("reviews")

    assert len(window.findChildren(DeskPane)) == 2


async def test_counts_come_into_the_rail(window: Window) -> None:
    (reviews,) = (button for button in window.findChildren(PageButton) if button.text() == "Reviews")

    await asyncio.sleep(0.01)

    assert reviews.accessibleName() == "Reviews, 2"


async def test_a_window_that_went_while_it_was_counting_is_not_told(
    qtbot: QtBot, workspace: Workspace, settings: SettingsFile, tmp_path: Path
) -> None:
    bugs: list[BaseException] = []
    workspace.background.bugs.connect(bugs.append)
    counted = asyncio.Event()

    async def count(workspace: Workspace) -> int:
        await counted.wait()
        return 1

    window = Window(workspace, settings, tmp_path, tuple(replace(feature, count=count) for feature in FEATURES))
    window.show()
    await asyncio.sleep(0)

    window.close()
    delete(window)
    counted.set()
    await workspace.background.settled()

    assert bugs == []


async def test_a_thing_is_shown_on_the_page_that_can_show_it(window: Window) -> None:
    thread = Ref("thread", "1")

    pane(window).wanted.emit(thread)

    assert pane(window).shown == [thread]


async def test_what_no_page_can_show_changes_nothing(window: Window) -> None:
    before = pane(window)

    window.show_thing(Ref("comet", "1"))

    assert pane(window) is before


async def test_a_problem_stays_until_it_is_dismissed_and_is_said_once(window: Window, workspace: Workspace) -> None:
    full = Problem(say("The disk is full."), say("Free some space."))

    workspace.background.problems.emit(full)
    workspace.background.problems.emit(full)
    said = notices(window)
    window.notices.dismiss(("The disk is full.", "Free some space."))

    assert said == ["The disk is full. Free some space."]
    assert notices(window) == []


async def test_only_three_notices_stand_at_once(window: Window) -> None:
    for at in range(5):
        window.show_problem(Problem(say("Trouble {at}", at=at)))

    assert sorted(notices(window)) == ["Trouble 2", "Trouble 3", "Trouble 4"]


async def test_the_demo_says_that_nothing_leaves(window: Window, workspace: Workspace) -> None:
    workspace.set_state(SyncState("demo"))
    in_demo = notices(window)
    workspace.set_state(SyncState("in_step"))

    assert in_demo == ["Demo programme: nothing here leaves this computer."]
    assert notices(window) == []


async def test_the_status_bar_tells_the_truth(window: Window, workspace: Workspace) -> None:
    since = datetime.now(UTC) - timedelta(days=2)

    workspace.set_state(SyncState("offline", since, waiting=9, returned=1, bytes_up=2100, bytes_down=14_000))

    said = status(window)
    assert any(words.startswith("Offline since") and words.endswith("9 changes waiting") for words in said)
    assert "1 came back" in said
    assert any("2.1\u00a0KB up" in words for words in said)


async def test_undo_is_offered_with_its_name_and_done_by_its_keys(window: Window, workspace: Workspace) -> None:
    without = status(window)
    workspace.history.record(Gesture(say("Move card"), ()))
    offered = status(window)

    window._run("edit.undo")
    await workspace.background.settled()

    assert not any("Undo" in words for words in without)
    assert any(words.startswith("Undo: Move card") for words in offered)
    assert workspace.history.undo_title is None
    assert workspace.history.redo_title == say("Move card")


async def test_running_work_shows_its_progress_and_can_be_cancelled(window: Window, qtbot: QtBot) -> None:
    progress: Signal[float] = Signal()

    task = pane(window).start(asyncio.sleep(60), "Reading cohort.xlsx", progress)
    progress.emit(0.4)
    said = status(window)
    bar = next(bar for bar in window.findChildren(QProgressBar) if bar.isVisible())
    shown = bar.value()
    cancel = next(b for b in window.findChildren(QPushButton) if b.text() == "Cancel" and b.isVisible())
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    await asyncio.sleep(0.01)

    assert "Reading cohort.xlsx" in said
    assert shown == 40
    assert task.cancelled()
    assert "Reading cohort.xlsx" not in status(window)


async def test_a_note_belongs_to_the_page_in_front(window: Window) -> None:
    pane(window).say_note(draft="Draft saved")
    here = status(window)
    window.go("reviews")

    assert "Draft saved" in here
    assert "Draft saved" not in status(window)


async def test_a_language_is_switched_without_a_new_start(window: Window, settings: SettingsFile) -> None:
    window.show_thing(Ref("thread", "1"))
    before = pane(window)

    settings.save(language="ru")

    assert before.left
    assert pane(window) is not before
    assert pane(window).shown == [Ref("thread", "1")]
    assert "Русский" in status(window)


async def test_a_theme_is_switched_without_a_new_start(window: Window, settings: SettingsFile) -> None:
    window._run("view.contrast")

    assert theme.current().name == "contrast"
    assert settings.settings.theme == "contrast"


async def test_words_grow_step_by_step_and_stop(window: Window, settings: SettingsFile) -> None:
    for _ in range(20):
        window._run("view.larger")
    largest = settings.settings.zoom
    window._run("view.usual")

    assert (largest, settings.settings.zoom) == (160, 100)


async def test_the_window_comes_back_as_it_was_left(window: Window, open_window: MakeWindow) -> None:
    window.resize(1111, 777)
    window.go("reviews")
    window.close()

    again = open_window()

    assert again.page == "reviews"


async def test_closing_lets_pages_keep_what_was_being_written(window: Window) -> None:
    front = pane(window)
    closed: list[QWidget] = []
    window.closed.connect(closed.append)

    window.close()

    assert front.left
    assert closed == [window]


async def test_every_shortcut_is_heard_by_the_window(window: Window) -> None:
    heard = {key.shortcut().toString() for key in window.actions()}
    wanted = {action.shortcut for action in window.actions_ if action.shortcut}

    assert {QShortcut(keys, window).key().toString() for keys in wanted} == heard


async def test_what_makes_no_sense_now_is_not_done(window: Window, workspace: Workspace) -> None:
    window._run("edit.redo")
    await asyncio.sleep(0.01)

    assert workspace.history.undo_title is None


async def test_menus_open_from_the_name(window: Window, qtbot: QtBot) -> None:
    window._run("help.menus")

    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [entry.text() for entry in menu.actions()] == ["Go", "Edit", "Home", "View", "Help"]
    menu.close()


async def test_a_screen_reader_can_press_a_page_and_hears_where_one_is(window: Window) -> None:
    heard = {button.text(): QAccessible.queryAccessibleInterface(button) for button in window.findChildren(PageButton)}

    assert heard["Search"].role() == QAccessible.Role.Button
    assert heard["Home"].state().checked
    assert not heard["Reviews"].state().checked


async def test_a_command_is_done_by_its_page_while_that_is_in_front(window: Window) -> None:
    greet = window.actions_["home.greet"]

    window.go("reviews")
    greet.run()
    assert not greet.enabled()

    window.go("home")
    greet.run()
    assert greet.enabled()
    assert pane(window).greeted == 1
    assert greet.menu == "Home"


async def test_a_first_window_leaves_the_status_bar_on_the_screen(
    workspace: Workspace, settings: SettingsFile, tmp_path: Path, qtbot: QtBot
) -> None:
    window = Window(workspace, settings, tmp_path, FEATURES)
    qtbot.addWidget(window)

    assert window.height() + TITLE_BAR <= window.screen().availableSize().height()
