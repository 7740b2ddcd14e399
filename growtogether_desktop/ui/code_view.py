"""The code pane: any number of lines, colours that come later, and remarks between the lines.

Only the rows in sight are shaped and painted, so a million lines open like a thousand. What stands
between the rows are widgets of whoever uses the pane.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui import code_keys as keys
from growtogether_desktop.ui import code_place as places
from growtogether_desktop.ui.code_blocks import Block
from growtogether_desktop.ui.code_canvas import CodeCanvas
from growtogether_desktop.ui.code_gutter import Mark
from growtogether_desktop.ui.code_keys import KEY
from growtogether_desktop.ui.code_place import Place, Selection

__all__ = ["Block", "CodeView", "Mark", "Place"]


class CodeView(CodeCanvas):
    """Shows a text, lets a person walk and select in it, and asks for a remark where they want one."""

    commentAsked = Signal(int, int, int, int)
    """First and last line, first and last column, as in `Anchor`."""

    def __init__(self) -> None:
        super().__init__()
        self._dragging = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Code"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def _ask(self) -> None:
        self.commentAsked.emit(*self.selected())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._lines and (self._moved_by(event) or self._done_by(event))):
            super().keyPressEvent(event)

    def _moved_by(self, event: QKeyEvent) -> bool:
        for chord, move, extending in keys.MOVES:
            if event.matches(chord):
                self._move(move, extending)
                return True
        page = max(self.viewport().height() // self._look.row - 1, 1)
        for chord, pages, lines, extending in keys.LINE_MOVES:
            if event.matches(chord):
                self._move_lines(pages * page + lines, extending)
                return True
        return False

    def _done_by(self, event: QKeyEvent) -> bool:
        chord = event.modifiers().value, event.key()
        if event.matches(KEY.Copy):
            self.copy()
        elif event.matches(KEY.SelectAll):
            self._select_all()
        elif event.matches(KEY.Cancel) and not self._selection.empty:
            self._select(Selection(self._selection.cursor, self._selection.cursor))
        elif event.matches(KEY.ZoomIn):
            self.set_zoom(self.zoom + 10)
        elif event.matches(KEY.ZoomOut):
            self.set_zoom(self.zoom - 10)
        elif chord == keys.AS_IT_WAS:
            self.set_zoom(100)
        elif chord[1] in keys.OPENING and not chord[0] and self._open(self._selection.cursor.line):
            pass
        elif chord in keys.ASKING or (event.text() in keys.ASKING_LETTERS and not event.modifiers().value):
            self._ask()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._lines:
            super().mousePressEvent(event)
            return
        extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        at = self._place_at(event.position())
        if self._open(at.line):
            return
        if event.position().x() >= self._gutter:
            self._dragging = "text"
            self._select(self._selection.moved(at, extending))
            return
        self._dragging = "plus" if event.position().x() < self._margin.plus_right else "numbers"
        self._select(places.whole_lines(self._lines, self._selection.begin.line if extending else at.line, at.line))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._lines:
            return
        at = self._place_at(event.position())
        if self._dragging == "text":
            self._select(self._selection.moved(at, extending=True))
        elif self._dragging:
            self._select(places.whole_lines(self._lines, self._selection.begin.line, at.line))
        in_gutter = event.position().x() < self._gutter
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if in_gutter else Qt.CursorShape.IBeamCursor)
        on_row = 0 <= event.position().y() - self._top(at.line) < self._heights.height(at.line)
        self._hover(at.line if on_row else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragging = self._dragging, ""
        if dragged == "plus":
            self._ask()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (
            event.button() == Qt.MouseButton.LeftButton
            and event.position().x() >= self._margin.plus_right
            and self._lines
        ):
            self._ask()

    def _hover(self, line: int) -> None:
        if line != self._hovered:
            self._hovered = line
            self.viewport().update(0, 0, self._gutter, self.viewport().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.set_zoom(self.zoom + (10 if event.angleDelta().y() > 0 else -10))
        else:
            super().wheelEvent(event)

    # What Qt tells

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(0)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
