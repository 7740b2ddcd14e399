"""A card on its way under the mouse: its picture follows, a line shows where it would land, edges scroll."""

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget

from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.features.projects.pane.column import CardList
from growtogether_desktop.ui import theme

_EDGE = 36
"""So near to an edge the board begins to scroll."""
_SCROLL_MS = 16
_SCROLL_PX = 12


class _Picture(QWidget):
    """What the mouse carries."""

    def __init__(self, over: QWidget, picture: QPixmap) -> None:
        super().__init__(over)
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(picture.deviceIndependentSize().toSize())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(0.9)
        painter.drawPixmap(QRectF(self.rect()), self._picture, QRectF(self._picture.rect()))


class _Line(QWidget):
    """Where it would land; above the picture, so that one sees it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lie_at(self, cards: CardList, gap: int) -> None:
        inset, high = theme.current().px(4), theme.current().px(4)
        corner = cards.viewport().mapTo(self._over, QPoint(inset, cards.gap_y(gap) - high // 2))
        self.setGeometry(corner.x(), corner.y(), cards.viewport().width() - 2 * inset, high)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().accent)
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)


class Drag:
    """From the first pixel to the last. Not Qt's own: that one runs a loop inside the loop."""

    def __init__(self, board: QScrollArea, lists: list[CardList], source: CardList, card: CardId, at: QPoint) -> None:
        """`at` is where the mouse took the card, on the screen."""
        self.target: tuple[int, int] | None = None
        """Column and gap where it would land."""
        self._board = board
        self._lists = lists
        self._source = source
        self._at = at
        picture, corner = source.picture(card)
        self._grip = at - source.viewport().mapToGlobal(corner)
        self._picture = _Picture(board, picture)
        self._picture.show()
        self._line = _Line(board)
        source.fade(card)
        source.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._rolling = QTimer(board, interval=_SCROLL_MS)
        self._rolling.timeout.connect(self._roll)
        self._rolling.start()

    def move_to(self, at: QPoint) -> None:
        self._at = at
        self._picture.move(self._board.mapFromGlobal(at - self._grip))
        self._picture.raise_()
        self._aim()

    def end(self) -> None:
        self._rolling.stop()
        self._rolling.deleteLater()
        for widget in (self._picture, self._line):
            widget.hide()
            widget.deleteLater()
        self._source.fade(None)
        self._source.viewport().unsetCursor()

    def _aim(self) -> None:
        self.target = self._target()
        if self.target is None:
            self._line.hide()
        else:
            self._line.lie_at(self._lists[self.target[0]], self.target[1])

    def _target(self) -> tuple[int, int] | None:
        if not self._board.rect().contains(self._board.mapFromGlobal(self._at)):
            return None
        for at, cards in enumerate(self._lists):
            here = cards.viewport().mapFromGlobal(self._at)
            if -4 <= here.x() < cards.viewport().width() + 4:
                return at, cards.gap_at(here.y())
        return None

    def _roll(self) -> None:
        edge, step = theme.current().px(_EDGE), theme.current().px(_SCROLL_PX)
        here = self._board.mapFromGlobal(self._at)
        rolled = _roll_bar(self._board.horizontalScrollBar(), here.x(), self._board.width(), edge, step)
        if self.target is not None:
            cards = self._lists[self.target[0]]
            y = cards.viewport().mapFromGlobal(self._at).y()
            rolled |= _roll_bar(cards.verticalScrollBar(), y, cards.viewport().height(), edge, step)
        if rolled:
            self._aim()


def _roll_bar(bar: QScrollBar, at: int, long: int, edge: int, step: int) -> bool:
    before = bar.value()
    if at < edge:
        bar.setValue(before - step)
    elif at > long - edge:
        bar.setValue(before + step)
    return bar.value() != before
