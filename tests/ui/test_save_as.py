"""Where things are saved: under a name that can be, where the last one was saved, with the ending they need."""

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from growtogether_desktop.ui.save_as import begin_in, file_name, last_folder, save_as


@pytest.fixture
def asked(qtbot, tmp_path):
    """Asks where to save something; the dialog, and what was saved so far."""
    parent, saved = QWidget(), []
    qtbot.addWidget(parent)
    begin_in(tmp_path)

    def ask() -> tuple[QFileDialog, list[object]]:
        save_as(parent, "Save it", "Plan: a/b", "csv", saved.append)
        return parent.findChildren(QFileDialog)[-1], saved

    yield ask
    begin_in(tmp_path / "gone")


def test_the_dialog_holds_nothing_up_and_offers_a_name_that_every_system_takes(asked, tmp_path):
    dialog, _saved = asked()

    assert dialog.isVisible()
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.directory().absolutePath() == str(tmp_path)
    assert [name.rpartition("/")[2] for name in dialog.selectedFiles()] == ["Plan_ a_b.csv"]
    assert dialog.defaultSuffix() == "csv"


def test_the_next_thing_is_saved_where_the_last_one_was(asked, tmp_path):
    (elsewhere := tmp_path / "elsewhere").mkdir()
    dialog, saved = asked()

    dialog.fileSelected.emit(str(elsewhere / "plan.csv"))
    again, _saved = asked()

    assert saved == [elsewhere / "plan.csv"]
    assert again.directory().absolutePath() == str(elsewhere)


def test_a_folder_that_is_gone_is_not_begun_in(asked, tmp_path):
    begin_in(tmp_path / "gone")

    assert last_folder().is_dir()


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b:c?", "a_b_c.md"), ("..", "Grow-Together.md"), ("Oʻyin", "Oʻyin.md"), ("x" * 300, "x" * 80 + ".md")],
)
def test_a_title_becomes_a_name_that_every_system_takes(title, name):
    assert file_name(title, "md") == name
