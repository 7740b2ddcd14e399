"""What every page is: a head, the work, and perhaps an explanation on the right."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.running import Running
from growtogether_desktop.ui.splitter import Splitter
from growtogether_desktop.ui.words import Elided, Words

T = TypeVar("T")

_DRAWER_BELOW = 1100 - 208
"""Width of a pane under which its explanation becomes a drawer."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the status bar says of the page in front."""

    draft: str = ""
    """"Draft saved"."""
    place: str = ""
    """"Line 43 · 3 lines selected"."""


class Head(QFrame):
    """Title, one line of facts, marks, and at most four buttons, at most one of them filled."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        self.title = Elided("", "title")
        self.facts = Elided("", "muted")
        self._marks = QHBoxLayout()
        self._marks.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 20, 0)
        line.setSpacing(12)
        line.addWidget(self.title)
        line.addWidget(self.facts, 1)
        line.addLayout(self._marks)
        line.addLayout(self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fit()

    def set_words(self, title: str, facts: str = "") -> None:
        self.title.setText(title)
        self.facts.setText(facts)

    def set_marks(self, *marks: QWidget) -> None:
        """Pills or small fields between the facts and the buttons."""
        _fill(self._marks, marks)

    def set_buttons(self, *buttons: Button) -> None:
        """From left to right; the filled one stands last."""
        assert len(buttons) <= 4, "more belongs into a menu"
        assert sum(button.kind == "filled" for button in buttons) <= 1, "there is one thing to do"
        _fill(self._buttons, buttons)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme.current().px(54) + 1)


class Aside(QFrame):
    """The pane on the right that explains the selection: a column that scrolls, and what stays at its foot."""

    def __init__(self, name: str, width: int = 288) -> None:
        """`name` is what a screen reader says; `width` is what it likes to have."""
        super().__init__()
        self.setObjectName("aside")
        self.setAccessibleName(name)
        self.wanted_width = width
        page = QWidget()
        page.setObjectName("surface")
        self.column = QVBoxLayout(page)
        """Put the explanation in here."""
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(8)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = QHBoxLayout()
        """Buttons that act on the selection."""
        self.foot.setContentsMargins(16, 0, 16, 16)
        self.foot.setSpacing(8)
        self.foot.setAlignment(Qt.AlignmentFlag.AlignLeft)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._scroll, 1)
        box.addLayout(self.foot)

    def clear(self) -> None:
        """Empty the column and the foot."""
        _fill(self.column, ())
        _fill(self.foot, ())


class Pane(QWidget):
    """Shows what a model says and asks the model for what the person wants. Decides nothing."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.wanted: Signal[Ref] = Signal()
        """Somebody wants to see this elsewhere in the program; the shell knows where."""
        self.running: Signal[Running] = Signal()
        self.noted: Signal[Note] = Signal()
        self.note = Note()
        self.head = Head()
        self._background = background
        self._unlisten: list[Callable[[], None]] = []
        self._aside: Aside | None = None
        self._split = Splitter("aside-split")
        self._details = Button(icon="panel-right", kind="outlined", name=_("Details"), run=self._toggle_drawer)
        self._details.hide()
        self.head.layout().addWidget(self._details)  # type: ignore[union-attr]  # a head is born with a layout
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addWidget(self._split, 1)
        self.destroyed.connect(partial(_stop_all, self._unlisten))

    # --- what a pane is made of ---

    def set_work(self, work: QWidget) -> None:
        """The work: everything between the rail and the explanation. Once, before `set_aside`."""
        self._split.insertWidget(0, work)
        self._split.setStretchFactor(0, 1)

    def set_aside(self, aside: Aside) -> None:
        """The explanation on the right; a drawer when the window is narrow. Once."""
        self._aside = aside
        aside.setMinimumWidth(theme.current().px(272))
        aside.installEventFilter(self)
        self._split.add(aside)
        self._split.setSizes([10_000, theme.current().px(aside.wanted_width)])

    def open_aside(self) -> None:
        """Show the explanation if it is a drawer and closed: the person asked for it."""
        if self._in_drawer and self._aside is not None and not self._aside.isVisible():
            self._toggle_drawer()

    # --- what a pane does ---

    def start(
        self, work: Coroutine[Any, Any, Any], title: str = "", progress: Signal[float] | None = None
    ) -> "asyncio.Task[Any]":
        """Start an intent of the model. With a title the status bar shows it, with progress and cancel."""
        task = self._background.spawn(work, name=title or type(self).__name__)
        if title:
            self.running.emit(Running(title, task, progress))
        return task

    def listen(self, signal: Signal[T], listener: Callable[[T], None]) -> None:
        """Hear the signal for as long as the pane lives."""
        self._unlisten.append(signal.connect(listener))

    def say_note(self, draft: str = "", place: str = "") -> None:
        """What the status bar says while this page is in front."""
        self.note = Note(draft, place)
        self.noted.emit(self.note)

    def show_thing(self, ref: Ref) -> None:
        """Bring what `ref` points to before the person's eyes; for panes of features that `opens` its kind."""

    def leave(self) -> None:
        """The pane goes away: keep what was being written. Listening ends by itself."""

    # --- the drawer ---

    @property
    def _in_drawer(self) -> bool:
        return self._aside is not None and self._split.indexOf(self._aside) < 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._aside is None:
            return
        narrow = self.width() < theme.current().px(_DRAWER_BELOW)
        if narrow and not self._in_drawer:
            self._aside.setParent(self)
            self._aside.hide()
        elif not narrow and self._in_drawer:
            self._split.addWidget(self._aside)
            self._split.setSizes([10_000, theme.current().px(self._aside.wanted_width)])
            self._aside.show()
        self._details.setVisible(narrow)
        if narrow:
            self._aside.setGeometry(self._drawer(open_=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._in_drawer and self._aside is not None and self._aside.isVisible():
            self._toggle_drawer()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._aside and event.type() == QEvent.Type.Show and self._in_drawer:
            self._aside.raise_()
        return super().eventFilter(watched, event)

    def _toggle_drawer(self) -> None:
        assert self._aside is not None
        if self._aside.isVisible():
            self._aside.hide()
            self._details.setFocus()
            return
        self._aside.setGeometry(self._drawer(open_=False))
        self._aside.show()
        self._aside.raise_()
        slide = QPropertyAnimation(self._aside, b"geometry", self)
        slide.setDuration(theme.current().motion_ms)
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.setEndValue(self._drawer(open_=True))
        slide.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def _drawer(self, open_: bool) -> QRect:
        assert self._aside is not None
        wide = min(theme.current().px(self._aside.wanted_width), self.width())
        top = self.head.height()
        return QRect(self.width() - wide if open_ else self.width(), top, wide, self.height() - top)


def column(
    pane_or_page: QWidget, margins: tuple[int, int, int, int] = (20, 20, 20, 20), spacing: int = 16
) -> QVBoxLayout:
    """A column on a plain page, with the margins of the house."""
    box = QVBoxLayout(pane_or_page)
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    return box


def scrolling(page: QWidget) -> QScrollArea:
    """A page that scrolls up and down and never sideways."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area


def section(text: str) -> Words:
    """A small heading in an explanation, with air above it."""
    words = Words(text, "section")
    words.setContentsMargins(0, 8, 0, 0)
    return words


def _fill(line: QHBoxLayout | QVBoxLayout, widgets: tuple[QWidget, ...]) -> None:
    while (item := line.takeAt(0)) is not None:
        if (old := item.widget()) is not None and old not in widgets:
            old.hide()
            old.deleteLater()
        elif (inner := item.layout()) is not None:
            _fill(inner, ())  # type: ignore[arg-type]  # the layouts of a column are lines of our own making
    for widget in widgets:
        line.addWidget(widget)


def _stop_all(unlisten: list[Callable[[], None]]) -> None:
    for stop in unlisten:
        stop()
