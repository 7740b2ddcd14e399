"""Cards with rows, as on the home page; and strips of facts."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Elided, Words, hairline


class Card(QFrame):
    """A white plane with round corners; with a title it is a list of rows beneath a hairline."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)
        self.title = Words(title, "heading")
        self.title.setContentsMargins(14, 0, 14, 0)
        self.title.setFixedHeight(theme.current().px(40))
        if title:
            self.setAccessibleName(title)
            self._box.addWidget(self.title)
            self._box.addWidget(hairline())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._box.addLayout(self._rows)
        self._box.addStretch(1)

    def show_rows(self, *rows: QWidget) -> None:
        """Replace what the card lists."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old not in rows:
                old.hide()
                old.deleteLater()
        for row in rows:
            if self._rows.count():
                self._rows.addWidget(hairline())
            self._rows.addWidget(row)

    def add(self, widget: QWidget, margin: int = 14) -> None:
        """Put something else than a row into the card."""
        added = QWidget()
        line = QHBoxLayout(added)
        line.setContentsMargins(margin, 8, margin, 8)
        line.addWidget(widget)
        self._rows.addWidget(added)


class CardRow(QPushButton):
    """A line with its aside beneath, something before and something after; a click opens it when it can be."""

    def __init__(
        self,
        line: str,
        aside: str = "",
        before: QWidget | None = None,
        after: QWidget | None = None,
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._opens = run is not None
        self.setProperty("kind", "row")
        self.setAccessibleName(f"{line}. {aside}" if aside else line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if run else Qt.FocusPolicy.NoFocus)
        if run is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda checked=False: run())
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Elided(line, "strong"))
        if aside:
            texts.addWidget(Elided(aside, "aside"))
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(14, 9, 14, 9)
        self._box.setSpacing(8)
        if before is not None:
            self._box.addWidget(before)
        self._box.addLayout(texts, 1)
        if after is not None:
            self._box.addWidget(after)

    def sizeHint(self) -> QSize:
        return self._box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._box.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._opens:
            return
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), look.selection if self.isDown() else look.hover)
        if self.hasFocus():
            painter.setPen(QPen(look.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class CardAside(Words):
    """What a card says in the place of a row: that there is none, or that there are more."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "muted", wraps=True)
        self.setContentsMargins(14, 9, 14, 9)


class Fact(QWidget):
    """A figure and the words beneath it."""

    def __init__(self, figure: str, words: str, tone: Tone | None = None) -> None:
        super().__init__()
        self._tone = tone
        self.figure = Words(figure, "figure")
        self.words = Words(words, "aside")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(2)
        box.addWidget(self.figure)
        box.addWidget(self.words)
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        if self._tone is not None and hasattr(self, "figure"):
            self.figure.setStyleSheet(f"color: {theme.current().ink(self._tone).name()}")


class Facts(QFrame):
    """A strip of facts with hairlines between them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("facts")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_facts(self, *facts: QWidget) -> None:
        """Replace the facts; what stands behind the last one (a chart) gets the room that is left."""
        while (item := self._line.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old not in facts:
                old.hide()
                old.deleteLater()
        for fact in facts:
            self._line.addWidget(fact)
            self._line.addWidget(upright())
        self._line.addStretch(1)


def upright() -> QWidget:
    """A hairline that stands."""
    line = QWidget()
    line.setObjectName("upright")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedWidth(1)
    return line
