"""A field for words or code that grows with what is typed."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.ui import theme

_LINES = 3
"""So high is an empty editor."""
_MOST_LINES = 14


class WordsEdit(QPlainTextEdit):
    """Grows with what is typed; Ctrl Enter is done, Escape turns away."""

    def __init__(self, name: str, placeholder: str = "", code: bool = False) -> None:
        super().__init__()
        self.done: Signal[None] = Signal()
        self.left: Signal[None] = Signal()
        self.grown: Signal[None] = Signal()
        self.unfocused: Signal[None] = Signal()
        self._code = code
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self._grow())
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.done.emit(None)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words take other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.unfocused.emit(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_code"):
            self._fit()

    def _fit(self) -> None:
        if self._code:
            self.setFont(theme.current().code_font())
        self._grow()

    def _grow(self) -> None:
        line = self._line_height()
        lines = min(max(round(self.document().size().height()), 1 if self._code else _LINES), _MOST_LINES)
        high = round(lines * line + 2 * self.document().documentMargin()) + 2 * theme.current().px(6) + 4
        if high != self.height():
            self.setFixedHeight(high)
            self.grown.emit(None)

    def _line_height(self) -> float:
        first = self.document().firstBlock()
        high = self.document().documentLayout().blockBoundingRect(first).height() / max(first.layout().lineCount(), 1)
        return max(high, QFontMetricsF(self.document().defaultFont()).height())
