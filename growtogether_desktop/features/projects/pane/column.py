"""One column of a board: its heading, a line for a new card, and its cards."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.features.projects.model.board import CardRow, ColumnRows
from growtogether_desktop.features.projects.pane.card_delegate import GAP, CardDelegate, card_rect
from growtogether_desktop.features.projects.pane.words import count, spoken
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.words import Elided, Words

_NARROWEST = 168
_WIDEST = 320
_CARD: tuple[Column[CardRow], ...] = (Column(N_("Card"), lambda row: Cell(spoken(row))),)


class CardList(QListView):
    """The cards, from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[CardId] = Signal()
        """The card a person has turned to."""
        self.rows: RowsModel[CardRow] = RowsModel(_CARD, lambda row: row.id, self)
        self._told = False
        """It is we who mark a card, not the person."""
        self._painter = CardDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._announce)

    def show_cards(self, cards: tuple[CardRow, ...]) -> None:
        """Show these; the list stays scrolled where it is."""
        if cards == self.rows.rows:
            return
        bar = self.verticalScrollBar()
        scrolled = bar.value()
        self.rows.show_rows(cards)
        self.doItemsLayout()
        bar.setValue(scrolled)

    def stand_on(self, card: CardId | None) -> None:
        """Mark this card; None, or one that is not here, marks none."""
        index = self.rows.place(card)
        self._told = True
        self.setAutoScroll(False)  # whoever has scrolled away stays there
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if not index.isValid():
            self.selectionModel().clear()
        self.setAutoScroll(True)
        self._told = False

    def card_at(self, at: QPoint) -> CardId | None:
        row = self.rows.row(self.indexAt(at))
        return None if row is None else row.id

    def picture(self, card: CardId) -> tuple[QPixmap, QPoint]:
        """The card as it looks, and its corner in the viewport."""
        rect = card_rect(self.visualRect(self.rows.place(card)))
        return self.viewport().grab(rect), rect.topLeft()

    # --- dragging over it ---

    def gap_at(self, y: int) -> int:
        """The gap nearest to a height in the viewport: 0 is above the first card."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, y))
        if not index.isValid():
            return 0 if y < 0 else len(self.rows.rows)
        return index.row() + (y > self.visualRect(index).center().y())

    def behind_of(self, gap: int, dragged: CardId) -> CardId | None:
        """The card above a gap, not counting the dragged one."""
        above = [row.id for row in self.rows.rows[:gap] if row.id != dragged]
        return above[-1] if above else None

    def gap_y(self, gap: int) -> int:
        """The height of a gap in the viewport."""
        last = len(self.rows.rows) - 1
        if last < 0:
            y = theme.current().px(GAP) // 2
        elif gap <= last:
            y = self.visualRect(self.rows.index(gap, 0)).top()
        else:
            y = self.visualRect(self.rows.index(last, 0)).bottom() + 1
        return min(max(y, 2), self.viewport().height() - 2)

    def fade(self, card: CardId | None) -> None:
        self._painter.dragged = card
        self.viewport().update()

    # --- Qt's side ---

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.window)
        painter.end()
        super().paintEvent(event)
        if not self.rows.rows and self.hasFocus():
            self._paint_empty()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # titles wrap otherwise now

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _announce(self, current: QModelIndex) -> None:
        row = self.rows.row(current)
        if row is not None and not self._told:
            self.chosen.emit(row.id)

    def _paint_empty(self) -> None:
        """Somebody stands in a column without cards: show where."""
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent, 2))
        rect = self.viewport().rect().adjusted(3, 4, -3, 0)
        rect.setHeight(look.px(56))
        painter.drawRoundedRect(rect, look.px(8), look.px(8))
        painter.setPen(look.muted)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _("No cards"))


class NewCardLine(QLineEdit):
    """Type a title, Enter adds the card and waits for the next, Esc goes back."""

    def __init__(self) -> None:
        super().__init__()
        self.given_up: Signal[None] = Signal()
        self.deserted: Signal[None] = Signal()
        """Somebody has turned away and left nothing behind."""
        self.setPlaceholderText(_("What is to be done?"))
        self.setAccessibleName(_("Title of the new card"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit(None)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        elsewhere = event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if elsewhere and not self.text():
            self.deserted.emit(None)


class ColumnView(QWidget):
    def __init__(self, id: str) -> None:
        super().__init__()
        self.id = id
        self.wants_new: Signal[str] = Signal()
        """Somebody wants to add a card here."""
        self.cards = CardList()
        self.line = NewCardLine()
        self._open_line = QWidget()
        self._open_line.hide()
        self._title = Elided("", "heading")
        self._count = Words("", "muted")
        self._crowd = Pill("", "waiting")
        self._add = Button(icon="plus", kind="quiet", name=_("Add card"), run=lambda: self.wants_new.emit(self.id))
        self._heading = QWidget()
        heading = QHBoxLayout(self._heading)
        heading.setContentsMargins(6, 0, 2, 0)
        heading.setSpacing(8)
        for widget in (self._title, self._count, self._crowd):
            heading.addWidget(widget)
        heading.addStretch(1)
        heading.addWidget(self._add)
        line = QHBoxLayout(self._open_line)
        line.setContentsMargins(3, 4, 3, 4)
        line.addWidget(self.line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._heading)
        box.addWidget(self._open_line)
        box.addWidget(self.cards, 1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        look = theme.current()
        self._heading.setFixedHeight(look.px(30))
        self.setMinimumWidth(look.px(_NARROWEST))
        self.setMaximumWidth(look.px(_WIDEST))

    def open_line(self, open_: bool) -> None:
        self._open_line.setVisible(open_)

    def show_column(self, column: ColumnRows, may_write: bool) -> None:
        title, words = _(column.title), count(column)
        self._title.setText(title)
        self._count.setText(words)
        self._count.setVisible(bool(words) and not column.crowded)
        self._crowd.say(words, "waiting")
        self._crowd.setVisible(column.crowded)
        self._add.setVisible(may_write)
        self._add.setAccessibleName(str(say("Add card to {column}", column=title)))
        self.cards.setAccessibleName(f"{title}, {words}" if words else title)
        self.cards.show_cards(column.cards)
