"""The board: columns beside each other, one card to stand on, and cards that wander by mouse and by keys."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QWidget

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.features.projects.model.board import CardRow, ColumnRows
from growtogether_desktop.features.projects.pane.column import CardList, ColumnView
from growtogether_desktop.features.projects.pane.dragging import Drag

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_WITH = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Dropped:
    """A card was put right behind another one of a column; on top of it for None."""

    card: CardId
    column: str
    behind: CardId | None


@dataclass(frozen=True, slots=True)
class Stepped:
    card: CardId
    across: int
    down: int


@dataclass(frozen=True, slots=True)
class NewCard:
    column: str
    title: str


class BoardView(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[CardId | None] = Signal()
        """The card one stands on."""
        self.opened: Signal[CardId] = Signal()
        """A card was clicked."""
        self.entered: Signal[CardId] = Signal()
        """Enter: on to what is written there."""
        self.dropped: Signal[Dropped] = Signal()
        self.stepped: Signal[Stepped] = Signal()
        self.removed: Signal[CardId] = Signal()
        self.left: Signal[None] = Signal()
        """Back to where one came from."""
        self.menu_wanted: Signal[QPoint] = Signal()
        """For the chosen card, at a place on the screen."""
        self.added: Signal[NewCard] = Signal()
        self.new_typed: Signal[NewCard] = Signal()
        """Somebody is typing the title of a new card; "" when they gave it up."""
        self.selected: CardId | None = None
        self._place = (0, 0)
        """Column and position of the selected card when it was last shown."""
        self._columns: list[ColumnView] = []
        self._may_write = False
        self._pressed: tuple[CardId, QPoint] | None = None
        self._drag: Drag | None = None
        self._line = QHBoxLayout()
        self._line.setContentsMargins(14, 14, 14, 8)
        self._line.setSpacing(8)
        page = QWidget()
        page.setObjectName("page")
        page.setLayout(self._line)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one stands in a column

    # --- for the page ---

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go on in the column where one stood last (as `ui.leading` has it)."""
        if self._columns:
            self._columns[min(self._place[0], len(self._columns) - 1)].cards.setFocus(reason)

    def show_columns(self, columns: tuple[ColumnRows, ...], may_write: bool) -> None:
        """Show these; who stands on a card goes with it, wherever it has wandered."""
        self._may_write = may_write
        if [view.id for view in self._columns] != [column.id for column in columns]:
            self._build(columns)
        focused = any(view.cards.hasFocus() for view in self._columns)
        for view, column in zip(self._columns, columns, strict=True):
            view.show_column(column, may_write)
        self._find_again(focused)

    def go_to(self, card: CardId) -> None:
        """Stand on this card and bring it into view."""
        for at, view in enumerate(self._columns):
            index = view.cards.rows.place(card)
            if index.isValid():
                self._stand_on(at, index.row())
                self.bring_into_view(card)
                return

    def bring_into_view(self, card: CardId) -> None:
        for view in self._columns:
            index = view.cards.rows.place(card)
            if index.isValid():
                self.ensureWidgetVisible(view, 0, 0)
                view.cards.scrollTo(index)

    def focus(self) -> None:
        """The keys go to the card one stands on, or to the first one."""
        at, position = self._place
        if not self._columns:
            return
        if self.selected is None:
            at = next((at for at, view in enumerate(self._columns) if view.cards.rows.rows), 0)
        self._stand_on(at, position if self.selected is not None else 0)
        self._columns[at].cards.setFocus()

    def open_line(self, column: str = "", words: str = "") -> None:
        """Let a new card be typed on top of a column; "" means the one where one stands."""
        if not self._columns or not self._may_write:
            return
        view = next((view for view in self._columns if view.id == column), self._columns[self._place[0]])
        for other in self._columns:
            other.open_line(other is view)
        if words:
            view.line.setText(words)
        view.line.setFocus()
        self.ensureWidgetVisible(view, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.selected is not None and self._columns:
            self.ensureWidgetVisible(self._columns[self._place[0]], 0, 0)

    def announce(self, words: str) -> None:
        """Let a screen reader say it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # --- columns ---

    def _build(self, columns: tuple[ColumnRows, ...]) -> None:
        self._end_drag()
        while (item := self._line.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._columns = []
        for column in columns:
            view = ColumnView(column.id)
            view.cards.installEventFilter(self)
            view.cards.viewport().installEventFilter(self)
            self._connect(view)
            self._columns.append(view)
            self._line.addWidget(view, 1)
        self._line.addStretch(0)

    def _connect(self, view: ColumnView) -> None:
        view.cards.chosen.connect(self._choose)
        view.wants_new.connect(self.open_line)
        view.line.returnPressed.connect(lambda: self._add(view))
        view.line.textEdited.connect(lambda text: self.new_typed.emit(NewCard(view.id, text)))
        view.line.deserted.connect(lambda nothing: view.open_line(False))
        view.line.given_up.connect(lambda nothing: self._give_up(view))

    def _add(self, view: ColumnView) -> None:
        title = view.line.text().strip()
        if title:
            view.line.clear()
            self.added.emit(NewCard(view.id, title))

    def _give_up(self, view: ColumnView) -> None:
        view.line.clear()
        view.open_line(False)
        view.cards.setFocus()
        self.new_typed.emit(NewCard(view.id, ""))

    # --- standing on a card ---

    def _choose(self, card: CardId) -> None:
        for at, view in enumerate(self._columns):
            index = view.cards.rows.place(card)
            if index.isValid():
                self._stand_on(at, index.row())
                return

    def _stand_on(self, at: int, position: int) -> None:
        rows = self._columns[at].cards.rows.rows
        row: CardRow | None = rows[min(max(position, 0), len(rows) - 1)] if rows else None
        card = row.id if row is not None else None
        self._place = (at, max(min(position, len(rows) - 1), 0))
        for view in self._columns:
            view.cards.stand_on(card)
        if card != self.selected:
            self.selected = card
            self.chosen.emit(card)

    def _find_again(self, focused: bool) -> None:
        if self.selected is None:
            return
        for at, view in enumerate(self._columns):
            index = view.cards.rows.place(self.selected)
            if index.isValid():
                self._stand_on(at, index.row())
                if focused and not view.cards.hasFocus():
                    view.cards.setFocus()
                return
        # It is gone: stand on what has taken its place.
        self._stand_on(*self._place)

    # --- keys ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = next((view for view in self._columns if watched in (view.cards, view.cards.viewport())), None)
        if view is None:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and watched is view.cards:
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _ARROWS and event.modifiers() & _WITH:
                event.accept()  # here they move cards, whatever they do elsewhere
                return True
            return event.type() == QEvent.Type.KeyPress and self._press_key(view.cards, event)
        if isinstance(event, QMouseEvent) and watched is view.cards.viewport():
            return self._handle_mouse(view.cards, event)
        if isinstance(event, QContextMenuEvent) and watched is view.cards.viewport() and self._drag is None:
            self._ask_for_menu(view.cards, event)
            return True
        return super().eventFilter(watched, event)

    def _press_key(self, cards: CardList, event: QKeyEvent) -> bool:
        """Whether the key meant something to the board."""
        key = Qt.Key(event.key())
        if self._drag is not None:
            if key == Qt.Key.Key_Escape:
                self._end_drag()
            return True
        card = self.selected
        if key in _ARROWS and event.modifiers() & _WITH:
            if card is not None and self._may_write:
                self.stepped.emit(Stepped(card, *_ARROWS[key]))
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_across(cards, _ARROWS[key][0])
            return True
        if key == Qt.Key.Key_N and not event.modifiers():
            self.open_line(next(view.id for view in self._columns if view.cards is cards))
            return True
        if key == Qt.Key.Key_Backspace:
            self.left.emit(None)
            return True
        if card is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(card)
            return True
        if card is not None and key == Qt.Key.Key_Delete and self._may_write:
            self.removed.emit(card)
            return True
        return False

    def _go_across(self, cards: CardList, step: int) -> None:
        at = next(at for at, view in enumerate(self._columns) if view.cards is cards) + step
        if 0 <= at < len(self._columns):
            self._stand_on(at, self._place[1])  # first: a list without a place to stand on chooses its first card
            self._columns[at].cards.setFocus()
            self.ensureWidgetVisible(self._columns[at], 0, 0)
            if self.selected is not None:
                self.bring_into_view(self.selected)

    # --- mouse ---

    def _handle_mouse(self, cards: CardList, event: QMouseEvent) -> bool:
        """Whether the mouse was drawing a card along; everything else is the list's own affair."""
        left = Qt.MouseButton.LeftButton
        at = event.globalPosition().toPoint()
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == left:
                card = cards.card_at(event.position().toPoint())
                self._pressed = (card, at) if card is not None else None
                if card is not None:
                    self._choose(card)
                    cards.setFocus(Qt.FocusReason.MouseFocusReason)
                return True
            case QEvent.Type.MouseMove if self._drag is not None:
                self._drag.move_to(at)
                return True
            case QEvent.Type.MouseMove if self._pressed is not None and event.buttons() & left:
                far = (at - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
                if far and self._may_write:
                    card, start = self._pressed
                    self._drag = Drag(self, [view.cards for view in self._columns], cards, card, start)
                    self._drag.move_to(at)
                return True
            case QEvent.Type.MouseButtonRelease if event.button() == left:
                self._let_go(cards, event)
                return True
            case _:
                return False

    def _let_go(self, cards: CardList, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._drag is not None:
            target = self._drag.target
            self._end_drag()
            if target is not None and pressed is not None:
                at, gap = target
                view = self._columns[at]
                self.dropped.emit(Dropped(pressed[0], view.id, view.cards.behind_of(gap, pressed[0])))
        elif pressed is not None and cards.card_at(event.position().toPoint()) == pressed[0]:
            self.opened.emit(pressed[0])

    def _end_drag(self) -> None:
        if self._drag is not None:
            self._drag.end()
            self._drag = None
            self._pressed = None

    def _ask_for_menu(self, cards: CardList, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        card = cards.card_at(event.pos()) if by_mouse else self.selected
        if card is not None:
            self._choose(card)
            rect = cards.visualRect(cards.rows.place(card))
            corner = cards.viewport().mapToGlobal(rect.center())
            self.menu_wanted.emit(event.globalPos() if by_mouse else corner)
