"""The strip in which one chooses the language of a file, when its name does not tell, or tells wrong."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.reviews.pane.key_strip import ENTER, KeyStrip
from growtogether_desktop.sourcecode.highlight import languages
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.words import hairline

_HIGH = 176
_WALKS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class LanguageStrip(KeyStrip):
    """Letters narrow the list, arrows walk through it, Enter chooses, Escape goes back."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[str] = Signal()
        """An alias from `languages()`; "" is what the name of the file says."""
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("Language of the file"))
        self._words.setAccessibleName(_("Language of the file"))
        self._words.textChanged.connect(self._narrow)
        self._words.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Languages"))
        self._list.setFixedHeight(theme.current().px(_HIGH))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its keys are the field's
        self._list.itemClicked.connect(self._choose)
        self._lay_out()
        self.lead_to(self._words)
        self.hide()

    def open(self, now: str) -> None:
        """With the language chosen before, by its alias."""
        if not self._list.count():
            self._fill()
        self._words.clear()
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == now:
                self._list.setCurrentRow(row)
        self.show()
        self._words.setFocus()

    def _take(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in ENTER:
            self._choose(self._list.currentItem())
        elif event.key() in _WALKS:
            QApplication.sendEvent(self._list, event)
        else:
            return False
        return True

    def _fill(self) -> None:
        for alias, name in (("", _("As its name says")), *languages()):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, alias)
            self._list.addItem(item)

    def _narrow(self, words: str) -> None:
        """Show those with these letters; the first that begins with them, else the first, is the current one."""
        sought = words.strip().casefold()
        fitting: list[int] = []
        for row in range(self._list.count()):
            item = self._list.item(row)
            known = f"{item.text()}\n{item.data(Qt.ItemDataRole.UserRole)}".casefold()
            item.setHidden(sought not in known)
            if sought in known:
                fitting.append(row)
        fitting.sort(key=lambda row: not self._list.item(row).text().casefold().startswith(sought))
        self._list.setCurrentRow(fitting[0] if fitting else -1)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.close_()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(self._words, 1)
        line.addWidget(Button(icon="x", kind="quiet", name=_("Leave the language as it is"), run=self.close_))
        found = QHBoxLayout()
        found.setContentsMargins(8, 0, 8, 0)
        found.addWidget(self._list)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(line)
        box.addLayout(found)
        box.addWidget(hairline())
