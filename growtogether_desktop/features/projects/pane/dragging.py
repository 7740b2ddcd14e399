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
        painter.setOpacity(0.85)
        painter.drawPixmap(QRectF(self.rect()), self._picture, QRectF(self._picture.rect()))


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
        self._picture.hide()
        self._picture.deleteLater()
        self._source.fade(None)
        self._source.viewport().unsetCursor()
        for cards in self._lists:
            cards.show_gap(None)

    def _aim(self) -> None:
        inside = self._board.rect().contains(self._board.mapFromGlobal(self._at))
        self.target = None
        for at, cards in enumerate(self._lists):
            here = cards.viewport().mapFromGlobal(self._at)
            aimed = inside and self.target is None and -4 <= here.x() < cards.viewport().width() + 4
            gap = cards.gap_at(here.y()) if aimed else None
            cards.show_gap(gap)
            if gap is not None:
                self.target = (at, gap)

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
