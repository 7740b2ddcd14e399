"""The page where work is handed in: dropped, pasted, from git, and all of it by keyboard."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.features.reviews.model.drafts import HandInDraft
from tests.sourcecode.repositories import BLOB, Repo

Key = Qt.Key


@pytest.fixture
async def page(shop, open_pane, rest):
    pane = await open_pane(shop.mentee)
    pane.do("hand_in")
    await rest()
    return pane


def press(key, times=1):
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget(), key)


def tab_to(name):
    """On with Tab until the keyboard is where this is written."""
    for _ in range(30):
        here = QApplication.focusWidget()
        if name in (here.accessibleName(), here.text() if isinstance(here, QPushButton) else ""):
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def words_on(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def copy(words="", urls=()):
    data = QMimeData()
    if words:
        data.setText(words)
    data.setUrls([QUrl.fromLocalFile(str(url)) for url in urls])
    QApplication.clipboard().setMimeData(data)


def drop(pane, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, action, button = QPointF(40, 40), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where.toPoint(), action, data, button, none)
    QApplication.sendEvent(pane, entering)
    QApplication.sendEvent(pane, QDropEvent(where, action, data, button, none))
    return entering.isAccepted()


def came_in(pane):
    return [file.path for file in pane._hand_in.model.taken.files]


def working_copy(folder):
    """A commit of one file, and another file that is not committed."""
    repo = Repo(folder)
    repo.commit((b"100644", b"basket.py", repo.put(BLOB, b"1\n")), words=b"Sum the basket\n")
    (folder / "basket.py").write_bytes(b"2\n")
    (folder / "scratch.py").write_bytes(b"3\n")
    return folder


async def test_several_files_and_folders_are_dropped_at_once(page, shop, tmp_path, rest):
    (tmp_path / "notes.md").write_text("Notes\n")

    accepted = drop(page, shop.folder, tmp_path / "notes.md")
    await rest()

    assert accepted
    assert came_in(page) == ["notes.md", "shop/README.md", "shop/bot/menu.py", "shop/bot/orders.py"]
    assert "shop and 1 more" in words_on(page)


async def test_copied_files_are_pasted_together(page, shop, rest):
    copy(urls=[shop.folder / "README.md", shop.folder / "bot" / "menu.py"])

    page.do("paste")
    await rest()

    assert came_in(page) == ["README.md", "menu.py"]


async def test_pasted_code_gets_its_name_and_is_handed_in_by_keyboard(page, shop, rest):
    copy("let cart = [];\n")

    page.do("paste")
    await rest()
    chosen = QApplication.focusWidget().selectedText()
    QTest.keyClicks(QApplication.focusWidget(), "basket")
    press(Key.Key_End)
    press(Key.Key_Backspace, times=2)
    QTest.keyClicks(QApplication.focusWidget(), "js")
    press(Key.Key_Return)
    await rest()
    tab_to("Hand in to Malika Karimova")
    press(Key.Key_Space)
    await rest()

    assert chosen == "pasted"
    (iteration,) = await shop.mentee.workspace.see_all(Iteration)
    tree = await shop.mentee.workspace.tree(iteration.tree)
    assert [file.path for file in tree.files] == ["basket.js"]
    assert page.head.title.text() == "basket"


@pytest.mark.parametrize(
    ("name", "why"),
    [("a/../b.py", "Its path leads out of the work."), (".env", "It may hold passwords or keys, which stay with you.")],
)
async def test_a_name_that_cannot_be_is_said_beside_its_field(page, rest, name, why):
    copy("x = 1\n")
    page.do("paste")
    await rest()

    page._hand_in._file_name.selectAll()
    QTest.keyClicks(QApplication.focusWidget(), name)
    press(Key.Key_Return)
    await rest()

    assert page._hand_in._name_field.complaint == why


async def test_the_last_commit_is_chosen_by_keyboard_and_chosen_again_the_next_time(page, shop, tmp_path, rest):
    page._hand_in.take(working_copy(tmp_path / "basket"))
    await rest()
    as_they_are = came_in(page)

    tab_to("From git")
    press(Key.Key_Down)
    await rest()
    committed = came_in(page)
    again = type(page._hand_in.model)(shop.mentee.workspace)
    await again.load()
    await again.take(working_copy(tmp_path / "other"))

    assert "Sum the basket" in page._hand_in._of_git.currentText()
    assert as_they_are == ["basket.py", "scratch.py"]
    assert committed == ["basket.py"]
    assert [file.path for file in again.taken.files] == ["basket.py"]


async def test_a_folder_without_git_asks_nothing_about_it(page, shop, rest):
    page._hand_in.take(shop.folder)
    await rest()

    assert not page._hand_in._of_git_field.isVisible()


async def test_files_with_characters_that_nobody_sees_are_named(page, shop, rest):
    (shop.folder / "bot" / "menu.py").write_text("ADMIN = 'a\u202e'\n")

    page._hand_in.take(shop.folder)
    await rest()

    assert page._hand_in.model.taken.hiding == ("bot/menu.py",)
    assert "Characters that nobody sees" in words_on(page)


async def test_a_patch_is_handed_in_by_keyboard_as_the_next_iteration(handed_in, open_pane, rest, tmp_path):
    patch = tmp_path / "better.patch"
    patch.write_text("--- a/README.md\n+++ b/README.md\n@@ -1 +1,2 @@\n # Shop\n+Now with stock.\n")
    pane = await open_pane(handed_in.mentee)
    pane.do("hand_in")
    await rest()
    await pane._hand_in.model.keep(HandInDraft(submission=handed_in.submission))
    copy(urls=[patch])

    pane.do("paste")
    await rest()
    tab_to("Hand in to Malika Karimova")
    press(Key.Key_Space)
    await rest()

    numbers = [i.number for i in await handed_in.mentee.workspace.see_all(Iteration, handed_in.submission)]
    assert sorted(numbers) == [1, 2]
