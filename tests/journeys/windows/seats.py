"""What a person does at a window, and what they see there."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.window import Window
from growtogether_desktop.ui.markdown import Marked
from growtogether_desktop.ui.notice import Notice
from tests.journeys.people import Person

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PATIENCE_S = 15.0


class Seat(Person):
    """Somebody at their computer, with a window and the postman at work behind it."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder, name)
        self._folder = folder / f"{name}'s folder"
        self._window: Window | None = None
        self._round: asyncio.Task[None] | None = None

    @property
    def window(self) -> Window:
        assert self._window is not None
        return self._window

    async def open_window(self) -> "Seat":
        self._folder.mkdir()
        settings = SettingsFile(self._folder / "settings.toml")
        settings.save(language="en", theme="light")
        self._window = Window(self.workspace, settings, self._folder, FEATURES)
        self._window.resize(1440, 900)
        self._window.show()
        assert self._connection is not None
        self._round = self.background.spawn(self._connection.postman.run(), name="postman")
        await self.turn_to()
        await self.until(lambda: self.workspace.state.phase == "in_step")
        return self

    async def leave(self) -> None:
        if self._window is not None:
            self._window.close()
        await super().leave()
        if self._window is not None:
            self._window.deleteLater()

    async def turn_to(self) -> None:
        """The keyboard is at this window now."""
        self.window.activateWindow()
        await self.until(self.window.isActiveWindow)

    # --- waiting ---

    async def until(self, holds: Callable[[], object], seconds: float = PATIENCE_S) -> None:
        """Wait until something is so, while every window lives."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():  # noqa: ASYNC110 - a person looks, and looks again
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"{self.name} waits in vain; on the screen: {self.words()}") from None

    async def rest(self) -> None:
        """Wait until what was begun is done and on the screen; the postman's round is never done."""
        for _ in range(3):  # what is shown may ask for more
            await asyncio.sleep(0.004)
            others = {asyncio.current_task(), self._round}
            if begun := self.background._tasks - others:
                await asyncio.wait(begun, timeout=PATIENCE_S)

    async def reads(self, words: str) -> None:
        """Wait until these words are on the screen."""
        await self.until(lambda: words in self.words())

    # --- what they see ---

    def words(self, within: QWidget | None = None) -> str:
        texts = [label.text() for label in self.seen(QLabel, within)]
        texts += [marked.text for marked in self.seen(Marked, within)]
        said = [notice.accessibleName() for notice in self.seen(Notice, within)]
        return "\n".join((*texts, *said, *(button.text() for button in self.seen(QAbstractButton, within))))

    def seen(self, kind: type[W], within: QWidget | None = None) -> list[W]:
        return [one for one in (within or self.window).findChildren(kind) if one.isVisible()]

    def buttons(self, words: str, within: QWidget | None = None) -> list[QAbstractButton]:
        """The buttons one can press that are called so."""
        seen = self.seen(QAbstractButton, within)
        return [one for one in seen if words in (one.text(), one.accessibleName()) and one.isEnabled()]

    # --- what they do ---

    async def click(self, words: str, within: QWidget | None = None) -> None:
        await self.until(lambda: self.buttons(words, within))
        QTest.mouseClick(self.buttons(words, within)[0], Qt.MouseButton.LeftButton)
        await self.rest()

    async def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key, wherever the keyboard is."""
        QTest.keyClick(self.focus, key, modifier)
        await self.rest()

    async def keys(self, sequence: str) -> None:
        QTest.keySequence(self.focus, QKeySequence(sequence))
        await self.rest()

    async def type(self, words: str) -> None:
        QTest.keyClicks(self.focus, words)
        await self.rest()

    async def choose_file(self, path: Path) -> None:
        """Answer the dialog that asks for a file or a folder, by its name."""
        await self.until(lambda: self.seen(QFileDialog))
        await self.rest()  # nobody types into it before it is there to be seen
        (dialog,) = self.seen(QFileDialog)
        (line,) = self.seen(QLineEdit, dialog)
        line.setFocus()
        line.clear()
        QTest.keyClicks(line, str(path))
        QTest.keyClick(line, Key.Key_Return)
        await self.until(lambda: not self.seen(QFileDialog))
        await self.turn_to()  # which a desktop does by itself when a dialog is gone

    @property
    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused
