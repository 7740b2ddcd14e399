"""All pairs of a cohort as a grid: mentees down, mentors across, the better the fit the stronger the ground."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QElapsedTimer,
    QEvent,
    QLine,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QStaticText,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.features.matching.model.views import Loss, MatrixView
from growtogether_desktop.features.matching.pane import heat
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.words import Elided, as_tip, hairline, tip

Index = QModelIndex | QPersistentModelIndex
Figures = Literal["fit", "loss"]

_WIDE, _HIGH = 36, 28
_NAMES, _NAMES_ACROSS = 176, 116
"""Room for the names of mentees, and how high the names of mentors stand."""
_READ = 400
"""So many names are made ready to be searched at a time."""


class Matrix(QWidget):
    """The grid with a search above it, and beneath it a line that says what one stands on.

    Arrows, Home, End and the page keys walk, with Ctrl to the very edge; letters search; the space bar goes to
    the mentor whom the plan has for this mentee; Enter opens the pair.
    """

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[tuple[int, int]] = Signal()
        """Row and column one stands on, whenever they are others."""
        self.opened: Signal[tuple[int, int]] = Signal()
        self._pairs = _Pairs(self)
        self._names: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._keys: dict[str, str] = {}
        self._unread: Iterator[str] = iter(())
        self._reader = QTimer(self)
        self._reader.timeout.connect(self._read_on)
        self._missed = ""
        self.grid = _Grid(self._pairs)
        self.grid.told = self._tell
        self.grid.search = self._search_on
        self.grid.opened = lambda index: self.opened.emit((index.row(), index.column()))
        self.grid.selectionModel().currentChanged.connect(self._stand)
        self._find = QLineEdit()
        self._find.setProperty("kind", "search")
        self._find.setPlaceholderText(_("Find a mentee or a mentor"))
        self._find.setAccessibleName(_("Find a mentee or a mentor"))
        self._find.setClearButtonEnabled(True)
        self._find.textEdited.connect(lambda words: self._search_on(words, again=False))
        self._find.installEventFilter(self)
        self._figures = QButtonGroup(self)
        self._legend = _Legend()
        self._said = Elided("", "muted")
        self._work = QWidget()
        self._nothing = EmptyState(
            "scale",
            _("No pairs to compare yet"),
            _("As soon as there are mentees and mentors, every pair stands here with its fit."),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._work)
        self._lay_out()
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self._find.setFocus,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _lay_out(self) -> None:
        look = theme.current()
        top = QWidget()
        top.setObjectName("surface")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(top)
        line.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
        line.setSpacing(look.px(8))
        self._find.setMinimumWidth(look.px(160))
        self._find.setMaximumWidth(look.px(320))
        line.addWidget(self._find, 2)
        kinds: tuple[tuple[Figures, str, str], ...] = (
            ("fit", _("Fit"), _("Show how well each pair fits")),
            ("loss", _("Loss"), _("Show what the plan loses with each pair")),
        )
        for kind, words, shows in kinds:
            button = Button(words, partial(self.show_figures, kind), "quiet")
            button.setCheckable(True)
            button.setChecked(kind == self.grid.figures)
            tip(button, shows)
            button.setProperty("figures", kind)
            self._figures.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self._legend)
        foot = QWidget()
        foot.setObjectName("surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        said = QHBoxLayout(foot)
        said.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(6))
        said.addWidget(self._said)
        box = QVBoxLayout(self._work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (top, hairline()):
            box.addWidget(widget)
        box.addWidget(self.grid, 1)
        for widget in (hairline(), foot):
            box.addWidget(widget)

    # --- for the page -----------------------------------------------------------------------------

    def show_matrix(self, view: MatrixView | None) -> None:
        """Take over the pairs; None, or a cohort without mentees or mentors, has none. One stays where one stands."""
        empty = view is None or not view.mentees or not view.mentors
        names = None if view is None else (view.mentees, view.mentors)
        row, column = self.current or (0, 0)
        if names == self._names:
            self._pairs.view = view
            self.look_again()
            return
        self._names = names
        self._pairs.show_view(None if empty else view)
        self._stack.setCurrentWidget(self._nothing if empty else self._work)
        if view is not None and not empty:
            self.go_to(min(row, len(view.mentees) - 1), min(column, len(view.mentors) - 1))
            self._unread = chain(view.mentees, view.mentors)
            self._reader.start()

    def look_again(self) -> None:
        """Fits or losses have become others: what is on screen is asked for anew."""
        self.grid.viewport().update()
        self._tell()

    @property
    def current(self) -> tuple[int, int] | None:
        """Row and column one stands on."""
        index = self.grid.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int) -> None:
        """Stand on this pair and bring it into view."""
        index = self._pairs.index(row, column)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)

    def show_figures(self, figures: Figures) -> None:
        """What the cells say: how well they fit, or what they cost."""
        for button in self._figures.buttons():
            button.setChecked(button.property("figures") == figures)
        self.grid.figures = figures
        self.grid.viewport().update()

    @property
    def said(self) -> str:
        """What stands beneath the grid."""
        return self._said.text()

    # --- inside -----------------------------------------------------------------------------------

    def _stand(self, current: QModelIndex, before: QModelIndex) -> None:
        self._missed = ""
        self._tell()
        if current.isValid():
            self.grid.setAccessibleDescription(self._pairs.told(current.row(), current.column()))
            self.chosen.emit((current.row(), current.column()))

    def _tell(self) -> None:
        """Beneath the grid: the pair under the mouse, else the one that one stands on."""
        index = self.grid.hovered if self.grid.hovered.isValid() else self.grid.currentIndex()
        if self._missed:
            self._said.setText(str(say("Nobody here is called “{words}”.", words=self._missed)))
        else:
            self._said.setText(self._pairs.told(index.row(), index.column()) if index.isValid() else "")

    def _search_on(self, words: str, again: bool) -> None:
        """Go to the next whose name has a word that begins like this; `again` leaves out who one stands on."""
        key = search_key(words).strip()
        view = self._pairs.view
        if view is None or not key:
            self._missed = ""
            self._tell()
            return
        row, column = self.current or (0, 0)
        found = self._next(view.mentees, f" {key}", row, again)
        across = self._next(view.mentors, f" {key}", column, again) if found is None else None
        if found is not None:
            self.go_to(found, column)
        elif across is not None:
            self.go_to(row, across)
        self._missed = words if found is None and across is None else ""
        self._tell()

    def _next(self, names: Sequence[str], words: str, here: int, again: bool) -> int | None:
        """The first place from `here` on, and round again, whose name has the words."""
        first = here + again
        order = (*range(first, len(names)), *range(min(first, len(names))))
        return next((at for at in order if words in self._key(names[at])), None)

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = " " + search_key(name)
        return self._keys[name]

    def _read_on(self) -> None:
        """Work out some keys while the window has nothing else to do: all at once would be felt at the first search."""
        some = tuple(islice(self._unread, _READ))
        for name in some:
            self._key(name)
        if not some:
            self._reader.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(self.width() > self._legend.sizeHint().width() + theme.current().px(420))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._find and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search_on(self._find.text(), again=True)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.grid.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self._find.text():
                self._find.clear()
                self._search_on("", again=False)
                return True
        return super().eventFilter(watched, event)


class _Pairs(QAbstractTableModel):
    """The view as Qt wants it: names at the edges, and a sentence for every cell."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view: MatrixView | None = None

    def show_view(self, view: MatrixView | None) -> None:
        self.beginResetModel()
        self.view = view
        self.endResetModel()

    def told(self, row: int, column: int) -> str:
        """Who the two are, how well they fit, and what it would cost."""
        return "" if self.view is None else str(_told(self.view, row, column))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.view is None else len(self.view.mentees)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.view is None else len(self.view.mentors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return _in_role(self.told(index.row(), index.column()), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.view is None:
            return None
        names = self.view.mentors if orientation == Qt.Orientation.Horizontal else self.view.mentees
        return _in_role(str(names[section]), role) if 0 <= section < len(names) else None


def _in_role(words: str, role: int) -> str | None:
    if role == Qt.ItemDataRole.ToolTipRole:
        return as_tip(words)
    return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


def _told(view: MatrixView, row: int, column: int) -> Message:
    two = {"mentee": view.mentees[row], "mentor": view.mentors[column]}
    fit = view.fit(row, column)
    if fit == IMPOSSIBLE:
        return say("{mentee} with {mentor}: not possible.", **two)
    loss = view.loss(row, column)
    if view.assigned[row] == column:
        return say("{mentee} with {mentor}: fit {fit}; the plan has this pair.", **two, fit=fit)
    if loss is None:
        return say("{mentee} with {mentor}: fit {fit}.", **two, fit=fit)
    if loss.points is None:
        return say("{mentee} with {mentor}: fit {fit}; no seat can be made free.", **two, fit=fit)
    if loss.waits > 0:
        return _told_of_waiting(two, fit, loss.points, loss.waits)
    if loss.points == 0:
        return say("{mentee} with {mentor}: fit {fit}; the plan would be equally good.", **two, fit=fit)
    return say_n(
        "{mentee} with {mentor}: fit {fit}; the plan would lose {n} point.",
        "{mentee} with {mentor}: fit {fit}; the plan would lose {n} points.",
        loss.points,
        **two,
        fit=fit,
    )


def _told_of_waiting(two: dict[str, str], fit: int, points: int, waits: int) -> Message:
    told: dict[str, object] = {**two, "fit": fit, "points": say_n("{n} point", "{n} points", abs(points))}
    if points == 0:
        return say_n(
            "{mentee} with {mentor}: fit {fit}; {n} more mentee would wait.",
            "{mentee} with {mentor}: fit {fit}; {n} more mentees would wait.",
            waits,
            **told,
        )
    if points < 0:
        return say_n(
            "{mentee} with {mentor}: fit {fit}; the plan would gain {points}, but {n} more mentee would wait.",
            "{mentee} with {mentor}: fit {fit}; the plan would gain {points}, but {n} more mentees would wait.",
            waits,
            **told,
        )
    return say_n(
        "{mentee} with {mentor}: fit {fit}; the plan would lose {points}, and {n} more mentee would wait.",
        "{mentee} with {mentor}: fit {fit}; the plan would lose {points}, and {n} more mentees would wait.",
        waits,
        **told,
    )


class _Grid(QTableView):
    """Paints what is on screen in one go: a delegate for each cell would be ten times slower."""

    def __init__(self, pairs: _Pairs) -> None:
        super().__init__()
        self.figures: Figures = "fit"
        self.hovered = QPersistentModelIndex()
        self.told: Callable[[], object] = lambda: None
        """Told when the mouse is over another cell."""
        self.search: Callable[[str, bool], object] = lambda words, again: None
        self.opened: Callable[[QModelIndex], object] = lambda index: None
        self._pairs = pairs
        self._typed = ""
        self._since = QElapsedTimer()
        self._written: dict[str, tuple[QStaticText, int, int]] = {}
        self.setAccessibleName(_("All pairs"))
        self.setHorizontalHeader(_Names(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Names(Qt.Orientation.Vertical, self))
        self.setModel(pairs)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened(index))
        corner = self.findChild(QAbstractButton)
        assert corner is not None, "every QTableView has one"
        self._corner = corner
        self._corner.installEventFilter(self)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().surface)
        view = self._pairs.view
        if view is None:
            return
        wide, high = self.horizontalHeader().defaultSectionSize(), self.verticalHeader().defaultSectionSize()
        over, down = self.horizontalHeader().offset(), self.verticalHeader().offset()
        asked = event.rect().translated(over, down)
        columns = range(max(asked.left(), 0) // wide, min(asked.right() // wide + 1, len(view.mentors)))
        rows = range(max(asked.top(), 0) // high, min(asked.bottom() // high + 1, len(view.mentees)))
        look = theme.current()
        grounds = heat.grounds(look)
        painter.setFont(look.font(12))
        painter.setPen(look.text)
        hatched: list[QRect] = []
        own: list[QRect] = []
        waits: list[QRect] = []
        for row in rows:
            assigned, top = view.assigned[row], row * high - down
            for column in columns:
                fit, left = view.fit(row, column), column * wide - over
                if fit == IMPOSSIBLE:
                    hatched.append(QRect(left, top, wide - 1, high - 1))
                    continue
                painter.fillRect(left, top, wide - 1, high - 1, grounds[heat.level_of(fit)])
                loss = view.loss(row, column) if self.figures == "loss" else None
                figure = str(fit) if self.figures == "fit" else _cost(loss)
                text, across, beneath = self._figure(figure, wide, high)
                painter.drawStaticText(left + across, top + beneath, text)
                if loss is not None and loss.waits > 0:
                    waits.append(QRect(left + wide - 1 - look.px(8), top, look.px(8), look.px(8)))
                if column == assigned:
                    own.append(QRect(left, top, wide - 1, high - 1))
        painter.setPen(QPen(look.edge, 1))
        if strokes := [stroke for cell in hatched for stroke in _hatching(cell)]:
            painter.drawLines(strokes)
        for corner in waits:
            _paint_waits(painter, corner)
        painter.setPen(_outline())
        for cell in own:
            painter.drawRect(cell.adjusted(2, 2, -2, -2))
        self._ring(painter)

    def _figure(self, figure: str, wide: int, high: int) -> tuple[QStaticText, int, int]:
        """A figure laid out once for all cells, and where it stands in a cell."""
        made = self._written.get(figure)
        if made is None:
            text = QStaticText(figure)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(font=theme.current().font(12))
            size = text.size()
            made = text, round((wide - 1 - size.width()) / 2), round((high - 1 - size.height()) / 2)
            self._written[figure] = made
        return made

    def _ring(self, painter: QPainter) -> None:
        """Around the cell one stands on, outside the outline of the plan's own pair."""
        index = self.currentIndex()
        if not index.isValid():
            return
        look = theme.current()
        painter.setPen(QPen(look.accent if self.hasFocus() else look.edge, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.visualRect(index).adjusted(0, 0, -1, -1))

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            self.opened(here)
        elif event.key() == Qt.Key.Key_Space and not self._typing and here.isValid() and self._pairs.view is not None:
            if (column := self._pairs.view.assigned[here.row()]) != NOBODY:
                self.setCurrentIndex(self._pairs.index(here.row(), column))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, letters: str) -> None:
        """Letters typed in quick succession are one search; Qt would look for the words of a cell."""
        self._typed = self._typed + letters if self._typing else letters
        self._since.start()
        self.search(self._typed, False)

    @property
    def _typing(self) -> bool:
        return self._since.isValid() and self._since.elapsed() < 2 * QApplication.keyboardInputInterval()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(QPersistentModelIndex(self.indexAt(event.position().toPoint())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPersistentModelIndex())

    def _hover(self, index: QPersistentModelIndex) -> None:
        if index != self.hovered:
            self.hovered = index
            self.horizontalHeader().viewport().update()
            self.verticalHeader().viewport().update()
            self.told()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._corner and event.type() == QEvent.Type.Paint:
            self._name_sides()
            return True
        return super().eventFilter(watched, event)

    def _name_sides(self) -> None:
        """In the corner, which names are whose."""
        look = theme.current()
        painter = QPainter(self._corner)
        painter.fillRect(self._corner.rect(), look.surface)
        painter.setFont(look.font(12, QFont.Weight.DemiBold))
        painter.setPen(look.muted)
        room = self._corner.rect().adjusted(look.px(12), look.px(8), -look.px(8), -look.px(8))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, _("Mentees"))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, _("Mentors"))

    def currentChanged(self, current: Index, before: Index) -> None:
        super().currentChanged(current, before)
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        look = theme.current()
        self._written.clear()
        for header, side in ((self.horizontalHeader(), _WIDE), (self.verticalHeader(), _HIGH)):
            header.setMinimumSectionSize(1)
            header.setDefaultSectionSize(look.px(side))
        self.horizontalHeader().setFixedHeight(look.px(_NAMES_ACROSS))
        self.verticalHeader().setFixedWidth(look.px(_NAMES))


class _Names(QHeaderView):
    """Names at the edge, of mentors from below upwards; those of the cell in question stand out."""

    def __init__(self, side: Qt.Orientation, grid: _Grid) -> None:
        super().__init__(side, grid)
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme.current()
        across = self.orientation() == Qt.Orientation.Horizontal
        index, hovered = self._grid.currentIndex(), self._grid.hovered
        stands = section == (index.column() if across else index.row())
        pointed = section == (hovered.column() if across else hovered.row())
        painter.fillRect(rect, look.selection if stands else look.hover if pointed else look.surface)
        font = look.font(12, QFont.Weight.DemiBold if stands else QFont.Weight.Normal)
        painter.save()
        painter.setFont(font)
        painter.setPen(look.text if stands or pointed else look.muted)
        if across:
            painter.translate(rect.left(), rect.bottom() + 1)
            painter.rotate(-90)
            room = QRectF(look.px(8), 0, rect.height() - look.px(12), rect.width() - 1)
        else:
            room = QRectF(rect).adjusted(look.px(12), 0, -look.px(8), -1)
        name = QFontMetricsF(font).elidedText(
            self.model().headerData(section, self.orientation()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()


class _Legend(QWidget):
    """What the grounds and the outlines of the grid mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)  # where it does not fit the grid hides it

    def sizeHint(self) -> QSize:
        look = theme.current()
        metrics = QFontMetricsF(look.font(12))
        words = sum(metrics.horizontalAdvance(text) for text in ("0", "100", _("in the plan"), _("not possible")))
        return QSize(round(words) + look.px(11 * heat.LEVELS + 2 * 20 + 8 * 8), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font(12))
        gap, wide, high = look.px(8), look.px(20), look.px(16)
        top = (self.height() - high) // 2
        left = self._word(painter, "0", 0) + gap
        for colour in heat.grounds(look):
            painter.fillRect(QRect(left, top, look.px(11), high), colour)
            left += look.px(11)
        left = self._word(painter, "100", left + gap) + 2 * gap
        painter.setPen(_outline())
        painter.drawRect(QRect(left, top, wide, high).adjusted(1, 1, -1, -1))
        left = self._word(painter, _("in the plan"), left + wide + gap) + 2 * gap
        painter.setPen(QPen(look.edge, 1))
        painter.drawLines(_hatching(QRect(left, top, wide, high)))
        self._word(painter, _("not possible"), left + wide + gap)

    def _word(self, painter: QPainter, text: str, left: int) -> int:
        """Write it; where it ends."""
        wide = round(QFontMetricsF(painter.font()).horizontalAdvance(text))
        painter.setPen(theme.current().muted)
        painter.drawText(QRect(left, 0, wide + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return left + wide


def _cost(loss: Loss | None) -> str:
    """A loss within the width of a cell; the whole is told beneath the grid."""
    if loss is None:
        return "…"
    points = loss.points
    if points is None:
        return "—"
    size = str(abs(points)) if abs(points) < 1000 else f"{abs(points) // 1000}k"
    return f"−{size}" if points > 0 else f"+{size}" if points < 0 else size


def _paint_waits(painter: QPainter, corner: QRect) -> None:
    """A mark in the upper right corner of a cell: with this pair somebody more would wait."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().waiting)
    right, bottom = corner.left() + corner.width(), corner.top() + corner.height()
    painter.drawPolygon([corner.topLeft(), QPoint(right, corner.top()), QPoint(right, bottom)])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _hatching(cell: QRect) -> list[QLine]:
    """Strokes from the lower left to the upper right, within the cell."""
    wide, high = cell.width(), cell.height()
    step = theme.current().px(7)
    strokes = []
    for along in range(step, wide + high, step):
        first = QPoint(max(along - high, 0), min(along, high))
        last = QPoint(min(along, wide), max(along - wide, 0))
        strokes.append(QLine(cell.topLeft() + first, cell.topLeft() + last))
    return strokes


def _outline() -> QPen:
    pen = QPen(theme.current().text, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
