"""Labels. All of them show plain text, so that nothing a person wrote is ever taken for markup."""

from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Role = Literal["body", "strong", "heading", "title", "section", "muted", "aside", "figure", "complaint"]
"""body 13 · strong 13 medium · heading 13 semibold · title 16 semibold · section 12 semibold, muted ·
muted 13 · aside 12, muted · figure 18 semibold · complaint 12, the colour of what must change."""


class Words(QLabel):
    """Words in one of the roles; `wraps` for whole sentences."""

    def __init__(self, text: str = "", role: Role = "body", wraps: bool = False) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}
        """By width, until the words or their look change: whatever is laid out asks several times, and for sentences
        that is most of what laying out a page takes."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wraps)
        if wraps:
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Nothing happens when it says so already: Qt would lay out everything around it again."""
        if text != self.text():
            self._heights.clear()
            super().setText(text)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]
        self._heights.clear()
        super().setContentsMargins(left, top, right, bottom)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)

    def can_be_copied(self) -> "Words":
        """Let the person mark and copy it, by mouse and keyboard."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self


class Elided(Words):
    """One line that yields: what does not fit ends in …, and the whole is its tooltip."""

    def __init__(self, text: str = "", role: Role = "body") -> None:
        super().__init__(text, role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self._shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.updateGeometry()
            self._explain()

    def _shown(self) -> str:
        return QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _explain(self) -> None:
        tip(self, "" if self._shown() == self.text() else self.text())


def tip(widget: QWidget, words: str) -> None:
    """Explain a widget in words that are shown as they were written, whatever stands in them."""
    widget.setToolTip(as_tip(words))


def as_tip(words: str) -> str:
    """The words so that Qt shows them as they are: it takes a tag for markup, and opens the file that it names."""
    if "<" not in words and "&" not in words:
        return words
    return f'<p style="white-space: pre-wrap">{escape(words)}</p>'


def hairline() -> QWidget:
    """A line of one pixel between things."""
    line = QWidget()
    line.setObjectName("hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedHeight(1)
    return line
