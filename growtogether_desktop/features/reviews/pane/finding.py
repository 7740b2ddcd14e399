"""The strip in which one looks for words, with what was found in all files; and the one that asks for a line."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.reviews.model.finding import Finding
from growtogether_desktop.features.reviews.pane.key_strip import ENTER, KeyStrip
from growtogether_desktop.sourcecode.finding import Hit
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.words import Words, hairline

Start = Callable[[Coroutine[Any, Any, Any], str], Any]
_PAUSE_MS = 150
"""After the last letter, before anything is looked for."""
_HIGH = 176
_LISTED = 500


class FindStrip(KeyStrip):
    """Enter goes to the next place, Shift Enter to the one before, Escape back to the code."""

    def __init__(self, finding: Finding, start: Start) -> None:
        super().__init__()
        self.stepped: Signal[int] = Signal()
        """1: to the next place, -1: to the one before."""
        self.chosen: Signal[Hit] = Signal()
        self._finding = finding
        self._start = start
        self._wanted = 0
        """A step that was asked for before anything was found."""
        self._words = QLineEdit()
        self._words.setPlaceholderText(_("Find"))
        self._words.setAccessibleName(_("Find"))
        self._everywhere = QCheckBox(_("In all files"))
        self._count = Words("", "aside")
        self._list = QListWidget()
        self._list.setAccessibleName(_("What was found"))
        self._list.setFont(theme.current().code_font(12))
        self._list.setFixedHeight(theme.current().px(_HIGH))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._words.textChanged.connect(lambda words: self._pause.start())
        self._everywhere.toggled.connect(lambda on: self._look())
        self._list.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._list.currentItemChanged.connect(lambda item, before: self._show_current(item))
        self._unlisten = finding.changed.connect(lambda nothing: self._show())
        self._lay_out()
        for widget in (self._words, self._everywhere, self._list):
            widget.installEventFilter(self)
        self.lead_to(self._words)
        self.hide()

    def open(self, words: str, everywhere: bool) -> None:
        """Look for these words, or for those of the last time."""
        self.show()
        self._everywhere.setChecked(everywhere)
        if words:
            self._words.setText(words)
        self._words.selectAll()
        self._words.setFocus()
        self._look()

    def close_(self) -> None:
        self._pause.stop()
        self._finding.forget()
        super().close_()

    def _take(self, watched: QObject, event: QKeyEvent) -> bool:
        if watched is self._words and event.key() in ENTER:
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif watched is self._words and event.key() == Qt.Key.Key_Down and self._list.isVisible():
            self._list.setFocus()
            self._list.setCurrentRow(max(self._list.currentRow(), 0))
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        """Go there, as soon as it is known where that is."""
        if self._pause.isActive() or self._finding.busy:
            self._wanted = step
            if self._pause.isActive():
                self._look()
            return
        self.stepped.emit(step)

    def _look(self) -> None:
        self._pause.stop()
        self._start(self._finding.look(self._words.text(), self._everywhere.isChecked()), "")

    def _show(self) -> None:
        finding = self._finding
        if not finding.busy and self._wanted:
            step, self._wanted = self._wanted, 0
            self.stepped.emit(step)
        count = say_n("{n} place", "{n} places", len(finding.hits))
        if finding.more:
            count = say("the first {n} places", n=len(finding.hits))
        self._count.setText(str(count) if finding.words else "")
        self._list.setVisible(finding.everywhere and bool(finding.hits))
        self._list.blockSignals(True)
        self._list.clear()
        for hit in finding.hits[:_LISTED] if finding.everywhere else ():
            item = QListWidgetItem(f"{hit.path}:{hit.line}   {hit.words}")
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self._list.addItem(item)
        self._list.blockSignals(False)

    def _show_current(self, item: QListWidgetItem | None) -> None:
        """Walking through the list shows the places; the keyboard stays in it."""
        if item is not None and self._list.hasFocus():
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
            self._list.setFocus()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(self._words, 1)
        line.addWidget(self._everywhere)
        line.addWidget(self._count)
        for icon, name, step in (("chevron-up", _("Previous place"), -1), ("chevron-down", _("Next place"), 1)):
            line.addWidget(Button(icon=icon, kind="quiet", name=name, run=partial(self.stepped.emit, step)))
        line.addWidget(Button(icon="x", kind="quiet", name=_("Stop finding"), run=self.close_))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(line)
        found = QHBoxLayout()
        found.setContentsMargins(8, 0, 8, 0)
        found.addWidget(self._list)
        box.addLayout(found)
        box.addWidget(hairline())


class LineStrip(KeyStrip):
    """Asks for a line; Enter goes there, Escape back."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[int] = Signal()
        self._line = QLineEdit()
        self._line.setAccessibleName(_("Go to line"))
        self._line.setFixedWidth(theme.current().px(120))
        self._lines = Words("", "aside")
        self._line.installEventFilter(self)
        line = QHBoxLayout()
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(Words(_("Go to line"), "muted"))
        line.addWidget(self._line)
        line.addWidget(self._lines, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(line)
        box.addWidget(hairline())
        self.lead_to(self._line)
        self.hide()

    def open(self, line: int, lines: int) -> None:
        self._line.setValidator(QIntValidator(1, max(lines, 1), self._line))
        self._line.setText(str(line))
        self._line.selectAll()
        self._lines.setText(str(say("of {lines}", lines=lines)))
        self.show()
        self._line.setFocus()

    def _take(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() not in ENTER:
            return False
        if self._line.hasAcceptableInput():
            self.close_()
            self.chosen.emit(int(self._line.text()))
        return True
