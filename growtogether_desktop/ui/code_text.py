"""The same code as plain text, for screen readers: remarks are lines among the others."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_blocks import Block
from growtogether_desktop.ui.code_gutter import SIGNS
from growtogether_desktop.ui.code_sheet import Sheet

MOST = 20_000
"""Rows that are shown around the cursor; Qt's text takes seconds for a million."""


class CodeText(QWidget):
    """Read-only; what one types in stands beneath."""

    placeChanged = Signal(int, int, int)
    """Line and column of the cursor, both from 1, and how many lines are selected."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._blocks: tuple[Block, ...] = ()
        self._widgets: dict[str, QWidget] = {}
        self._first = 1
        self._rows: list[int] = []
        """The row of every line of text; a remark has that of the line above it."""
        self._indent = 0
        self._path = ""
        self.edit = QPlainTextEdit()
        self.edit.setReadOnly(True)
        self.edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.edit.cursorPositionChanged.connect(self._tell)
        self._beneath = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.edit, 1)
        box.addLayout(self._beneath)
        self.setFocusProxy(self.edit)

    def show_sheet(self, sheet: Sheet, path: str, row: int) -> None:
        """Show these rows, with the cursor in one of them."""
        self._sheet, self._path = sheet, path
        self._indent = 2 if sheet.compares else 0
        self._first = min(max(row - MOST // 2, 1), max(len(sheet.lines) - MOST + 1, 1))
        self._write(row)

    @property
    def row(self) -> int:
        """Of the cursor."""
        return self._row_at(self.edit.textCursor().blockNumber())

    @property
    def line(self) -> int:
        """Of the cursor, in the text."""
        return self._sheet.line_of(self.row) if self._sheet is not None else 1

    def selected(self) -> tuple[int, int, int, int]:
        """(first line, last line, 0, 0) of the selection, else of the cursor's line."""
        assert self._sheet is not None, "there is a text"
        cursor, document = self.edit.textCursor(), self.edit.document()
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        first, last = (self._row_at(document.findBlock(at).blockNumber()) for at in ends)
        return self._sheet.line_of(first), self._sheet.line_of(last), 0, 0

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Say what can be said among the lines; what one types in stands beneath."""
        typed = {block.key: block for block in blocks if not block.said}
        for key in self._widgets.keys() - typed.keys():
            self._widgets.pop(key).deleteLater()
        for key in typed.keys() - self._widgets.keys():
            widget = self._widgets[key] = typed[key].whole()
            self._beneath.addWidget(widget)
            widget.show()
        said = tuple(block for block in blocks if block.said)
        before, self._blocks = self._blocks, said
        if self._sheet is not None and [(b.after, b.said) for b in said] != [(b.after, b.said) for b in before]:
            self._write(self.row)

    def block(self, key: str) -> QWidget | None:
        return self._widgets.get(key)

    def reveal(self, key: str) -> None:
        """Give the keyboard to what one types in, or put the cursor on what was said."""
        if (widget := self._widgets.get(key)) is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        block = next((block for block in self._blocks if block.key == key), None)
        if block is not None and self._sheet is not None:
            self.go_to_row(self._sheet.row_of(block.after))
            self.edit.moveCursor(QTextCursor.MoveOperation.NextBlock)
            self.edit.setFocus()

    def go_to_row(self, row: int) -> None:
        at = max(bisect_right(self._rows, row - 1), 0)
        cursor = QTextCursor(self.edit.document().findBlockByNumber(at))
        self.edit.setTextCursor(cursor)

    def _write(self, row: int) -> None:
        """Write everything anew."""
        sheet = self._sheet
        assert sheet is not None, "there is something to write"
        said: dict[int, list[str]] = {}
        for block in self._blocks:
            said.setdefault(sheet.row_of(block.after), []).extend(block.said.splitlines())
        words: list[str] = []
        self._rows = []
        last = min(self._first + MOST - 1, len(sheet.lines))
        for at in range(self._first, last + 1):
            words.append(self._row_words(sheet, at))
            words += [f"» {remark}" for remark in said.get(at, ())]
            self._rows += [at] * (1 + len(said.get(at, ())))
        self.edit.blockSignals(True)
        self.edit.setFont(theme.current().code_font())
        self.edit.setPlainText("\n".join(words))
        self.edit.blockSignals(False)
        name = say("Code of {path} as text", path=self._path)
        if last - self._first + 1 < len(sheet.lines):
            name = say("Code of {path} as text, rows {first} to {last}", path=self._path, first=self._first, last=last)
        self.edit.setAccessibleName(str(name))
        self.go_to_row(row)
        self._tell()

    def _row_words(self, sheet: Sheet, at: int) -> str:
        row = sheet.row(at)
        if row.folded:
            return str(say_n("… {n} unchanged line", "… {n} unchanged lines", row.folded))
        sign = f"{SIGNS.get(row.ground, ' ')} " if self._indent else ""
        return sign + sheet.lines[at - 1]

    def _row_at(self, number: int) -> int:
        return self._rows[min(max(number, 0), len(self._rows) - 1)] if self._rows else 1

    def _tell(self) -> None:
        if self._sheet is None or not self._rows:
            return
        cursor = self.edit.textCursor()
        first, last, *_columns = self.selected()
        column = max(cursor.positionInBlock() - self._indent, 0)
        self.edit.setAccessibleDescription(_("Line {line}").format(line=self.line))
        self.placeChanged.emit(self.line, column + 1, last - first + 1 if cursor.hasSelection() else 0)
