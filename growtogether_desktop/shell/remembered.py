"""How the window was when it was last closed: size, page, splitters, and where things were saved."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QWidget

from growtogether_desktop.ui.save_as import begin_in, last_folder
from growtogether_desktop.ui.splitter import Splitter


class Remembered:
    """Kept in an .ini beside the settings: the program writes it, nobody needs to."""

    def __init__(self, path: Path) -> None:
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def page(self) -> str:
        """The page that was in front; empty on the first run."""
        return str(self._kept.value("page", ""))

    def keep_page(self, page: str) -> None:
        self._kept.setValue("page", page)

    def restore_folder(self) -> None:
        """Begin saving where the last thing was saved."""
        if folder := str(self._kept.value("folder", "")):
            begin_in(Path(folder))

    def keep_folder(self) -> None:
        self._kept.setValue("folder", str(last_folder()))

    def restore_window(self, window: QMainWindow) -> bool:
        """Give the window back its place; False when there is none to give."""
        kept = self._kept.value("geometry")
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)

    def keep_window(self, window: QMainWindow) -> None:
        self._kept.setValue("geometry", window.saveGeometry())

    def restore_splitters(self, page: str, widget: QWidget) -> None:
        for splitter in widget.findChildren(Splitter):
            kept = self._kept.value(_place(page, splitter))
            if isinstance(kept, QByteArray):
                splitter.restoreState(kept)
                splitter.setHandleWidth(1)

    def keep_splitters(self, page: str, widget: QWidget) -> None:
        for splitter in widget.findChildren(Splitter):
            if splitter.count() > 1:
                self._kept.setValue(_place(page, splitter), splitter.saveState())


def _place(page: str, splitter: Splitter) -> str:
    return f"splitters/{page}/{splitter.objectName()}"
