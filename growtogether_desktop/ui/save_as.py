"""Asking where to save something: it begins where the last thing was saved, under a name that every system takes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_FOLDER = "folder last saved to"
"""A property of the application, which has one such folder as it has one look; the shell writes it down."""
_NOWHERE = frozenset('/\\:*?"<>|')
"""Characters that some system takes in no name."""
_LONGEST = 80


def save_as(parent: QWidget | None, title: str, called: str, ending: str, save: Callable[[Path], object]) -> None:
    """Ask for a file that ends in `.ending`, and `save` there unless the person thinks better of it."""
    dialog = QFileDialog(parent, title, str(last_folder() / file_name(called, ending)))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen(path: str) -> None:
        begin_in(Path(path).parent)
        save(Path(path))

    dialog.fileSelected.connect(chosen)
    dialog.open()


def last_folder() -> Path:
    """Where the last thing was saved, if that is still there; else where this person's files are."""
    app = QCoreApplication.instance()
    folder = app.property(_FOLDER) if app is not None else None
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()


def begin_in(folder: Path) -> None:
    """The next thing is likely to be saved there too."""
    if (app := QCoreApplication.instance()) is not None:
        app.setProperty(_FOLDER, str(folder))


def file_name(called: str, ending: str) -> str:
    """What something is called as a file may be called on every system."""
    plain = "".join("_" if c in _NOWHERE or not c.isprintable() else c for c in called).strip(" ._")
    return f"{plain[:_LONGEST].strip() or 'Grow-Together'}.{ending}"
