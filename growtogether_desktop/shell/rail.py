"""The rail on the left: who I am, the pages with their counts, search and preferences."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QVBoxLayout

from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.mark_paint import paint_avatar
from growtogether_desktop.ui.words import tip

WIDTH = 208


class Rail(QFrame):
    """Built anew when the language changes; counts come in later."""

    def __init__(self, name: str, role: str, menu: Callable[["PersonButton"], object], menu_words: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._pages: dict[str, PageButton] = {}
        self._group = QButtonGroup(self)
        self.person = PersonButton(name, role, menu_words)
        self.person.clicked.connect(lambda checked=False: menu(self.person))
        self._top = QVBoxLayout()
        self._top.setSpacing(1)
        self._bottom = QVBoxLayout()
        self._bottom.setSpacing(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 10, 8, 10)
        box.setSpacing(0)
        box.addWidget(self.person)
        box.addSpacing(8)
        box.addLayout(self._top)
        box.addStretch(1)
        box.addLayout(self._bottom)
        self._fit()

    def add_page(self, id_: str, title: str, icon: str, go: Callable[[], object], at_bottom: bool = False) -> None:
        button = PageButton(title, icon)
        button.setCheckable(True)
        button.clicked.connect(lambda checked=False: go())
        self._group.addButton(button)
        self._pages[id_] = button
        (self._bottom if at_bottom else self._top).addWidget(button)

    def add_door(self, title: str, icon: str, keys: str, go: Callable[[], object]) -> None:
        """Something that is no page: the palette. Its keys stand where a page has its count."""
        button = PageButton(title, icon, keys)
        button.clicked.connect(lambda checked=False: go())
        self._bottom.addWidget(button)

    def mark(self, id_: str) -> None:
        """The page in front; none for an unknown id."""
        self._group.setExclusive(False)
        for page, button in self._pages.items():
            button.setChecked(page == id_)
        self._group.setExclusive(True)

    def count(self, id_: str, number: int) -> None:
        if id_ in self._pages:
            self._pages[id_].say_behind(str(number) if number else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.current().px(WIDTH))


class _Quiet(QPushButton):
    """A button that lies flat on the rail: a ground when it matters, a ring when it has focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _paint_ground(self, painter: QPainter) -> None:
        look = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = look.selection if self.isChecked() else look.hover if self.underMouse() else look.surface
        painter.setBrush(ground)
        inset = 1 if self.hasFocus() else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), look.px(6), look.px(6))


class PageButton(_Quiet):
    """Icon, title, and behind them a count or the keys."""

    def __init__(self, title: str, icon: str, behind: str = "") -> None:
        super().__init__()
        self.setText(title)
        self._icon = icon
        self.say_behind(behind)

    def say_behind(self, behind: str) -> None:
        self._behind = behind
        self.setAccessibleName(f"{self.text()}, {behind}" if behind else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(120), theme.current().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        self._paint_ground(painter)
        here = self.isChecked()
        colour = look.accent if here else look.text
        icons.paint(
            painter, self._icon, look.accent if here else look.muted, QRectF(look.px(8), 0, look.px(16), self.height())
        )
        inner = QRectF(self.rect()).adjusted(look.px(34), 0, -look.px(8), 0)
        if self._behind:
            small = look.font(12, QFont.Weight.Medium)
            painter.setFont(small)
            painter.setPen(look.muted)
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._behind)
            inner.setRight(inner.right() - QFontMetrics(small).horizontalAdvance(self._behind) - look.px(8))
        font = look.font(13, QFont.Weight.DemiBold if here else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class PersonButton(_Quiet):
    """Who I am here; a click opens the menus."""

    def __init__(self, name: str, role: str, menu_words: str) -> None:
        super().__init__()
        self.setText(name)
        self._role = role
        self.setAccessibleName(f"{name}, {role}. {menu_words}")
        tip(self, menu_words)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(120), theme.current().px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        self._paint_ground(painter)
        side = look.px(28)
        paint_avatar(painter, QRectF(look.px(8), (self.height() - side) / 2, side, side), self.text())
        inner = QRectF(self.rect()).adjusted(look.px(46), look.px(5), -look.px(26), -look.px(5))
        half = inner.height() / 2
        bold = look.font(13, QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(look.text)
        name = QFontMetrics(bold).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), half), Qt.AlignmentFlag.AlignVCenter, name)
        small = look.font(12)
        painter.setFont(small)
        painter.setPen(look.muted)
        role = QFontMetrics(small).elidedText(self._role, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(
            QRectF(inner.left(), inner.top() + half, inner.width(), half), Qt.AlignmentFlag.AlignVCenter, role
        )
        icons.paint(
            painter, "chevron-down", look.muted, QRectF(self.width() - look.px(22), 0, look.px(14), self.height())
        )
