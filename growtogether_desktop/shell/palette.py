"""The command palette (Ctrl K): every page and everything to do, by a few letters."""

import re

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from growtogether_desktop.base.actions import Action, Actions
from growtogether_desktop.base.i18n import _
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.words import Words, hairline

_SHOWN = 10


def keys(shortcut: str) -> str:
    """A shortcut as people say it: "Ctrl K"."""
    said = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return re.sub(r"\+(?=.)", " ", said)  # the last one may be the key itself


class Palette(QWidget):
    """Lies over the window while it is open; Esc, or a click beside it, closes it."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._over = window
        self._actions = actions
        self._before: QWidget | None = None
        self._found = _Found(self)
        self._line = QLineEdit()
        self._line.setProperty("kind", "palette")
        self._line.setPlaceholderText(_("What would you like to do?"))
        self._line.setAccessibleName(_("Search"))
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._search)
        self._list = QListView()
        self._list.setAccessibleName(_("What can be done"))
        self._list.setModel(self._found)
        self._list.setItemDelegate(_Line(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._do)
        self._nothing = Words(_("Nothing is called that."), "muted")
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._sheet = QFrame(self)
        self._sheet.setObjectName("sheet")
        shadow = QGraphicsDropShadowEffect(self._sheet)
        shade = QColor(theme.current().shade)
        shade.setAlpha(70)
        shadow.setColor(shade)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        self._sheet.setGraphicsEffect(shadow)
        box = QVBoxLayout(self._sheet)
        box.setContentsMargins(8, 4, 8, 8)
        box.setSpacing(4)
        box.addWidget(self._line)
        box.addWidget(hairline())
        box.addWidget(self._list)
        box.addWidget(self._nothing)
        self.hide()

    def open(self) -> None:
        self._before = self.window().focusWidget()
        self.show()
        self._line.clear()
        self._search("")
        self.raise_()
        self._line.setFocus()

    def close_(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def _search(self, words: str) -> None:
        self._found.show_actions(self._actions.find(words))
        self._list.setCurrentIndex(self._found.index(0, 0))
        some = self._found.rowCount() > 0
        self._list.setVisible(some)
        self._nothing.setVisible(not some)
        self._place()

    def _do(self, index: QModelIndex) -> None:
        action = self._found.action(index)
        self.close_()
        if action is not None:
            action.run()

    def _step(self, by: int) -> None:
        count = self._found.rowCount()
        if count:
            self._list.setCurrentIndex(self._found.index((self._list.currentIndex().row() + by) % count, 0))

    def _place(self) -> None:
        look = theme.current()
        window = self._over
        self.setGeometry(window.rect())
        rows = min(self._found.rowCount(), _SHOWN)
        self._list.setFixedHeight(max(rows, 1) * look.px(34))
        wide = min(look.px(560), window.width() - look.px(32))
        self._sheet.adjustSize()
        self._sheet.setFixedWidth(wide)
        self._sheet.adjustSize()
        self._sheet.move((window.width() - wide) // 2, look.px(88))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_()
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._do(self._list.currentIndex())
                case Qt.Key.Key_Down:
                    self._step(1)
                case Qt.Key.Key_Up:
                    self._step(-1)
                case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                    pass  # there is nowhere else to go while this is open
                case _:
                    return False
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.close_()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(theme.current().shade)
        veil.setAlpha(40)
        QPainter(self).fillRect(self.rect(), veil)


class _Found(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions: tuple[Action, ...] = ()

    def show_actions(self, actions: tuple[Action, ...]) -> None:
        self.beginResetModel()
        self._actions = actions
        self.endResetModel()

    def action(self, index: QModelIndex | QPersistentModelIndex) -> Action | None:
        return self._actions[index.row()] if index.isValid() else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._actions)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        action = self.action(index)
        return _(action.title) if action is not None and role == Qt.ItemDataRole.DisplayRole else None


class _Line(QStyledItemDelegate):
    """Title, the menu it lives in, and its keys."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        action = model.action(index) if isinstance(model, _Found) else None
        if action is None:
            return
        look = theme.current()
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.selection if option.state & QStyle.StateFlag.State_Selected else look.hover)
            painter.drawRoundedRect(rect, look.px(6), look.px(6))
        inner = rect.adjusted(look.px(12), 0, -look.px(12), 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        small = look.font(12)
        painter.setFont(small)
        painter.setPen(look.muted)
        painter.drawText(inner, right, keys(action.shortcut))
        inner.setRight(inner.right() - look.px(104))
        painter.drawText(inner, right, _(action.menu))
        inner.setRight(inner.right() - QFontMetricsF(small).horizontalAdvance(_(action.menu)) - look.px(12))
        font = look.font(13, QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(look.text)
        title = QFontMetricsF(font).elidedText(_(action.title), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(200), theme.current().px(34))
