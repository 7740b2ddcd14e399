"""What every page is: a head, the work, and perhaps an explanation on the right."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Change, Ref, Returned
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.running import Running
from growtogether_desktop.ui.splitter import Splitter
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.words import Elided, Words, hairline

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
        self._corner = QHBoxLayout()
        self._put_away: list[QWidget] = []
        self._more = Button(icon="ellipsis", name=_("More"), run=self._offer_more)
        self._more.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 20, 0)
        line.setSpacing(12)
        line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it makes room itself
        line.addWidget(self.title)
        line.addWidget(self.facts, 1)
        line.addLayout(self._marks)
        line.addWidget(self._more)
        line.addLayout(self._buttons)
        line.addLayout(self._corner)
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
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(320), theme.current().px(54) + 1)

    def set_corner(self, widget: QWidget) -> None:
        """What stands at the very end: the door to the explanation when that is a drawer."""
        _fill(self._corner, (widget,))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        """The facts yield first, then the marks, then every button but the filled one."""
        marks = [widget for widget in _widgets(self._marks) if widget in self._put_away or not widget.isHidden()]
        buttons = [widget for widget in _widgets(self._buttons) if widget in self._put_away or not widget.isHidden()]
        title = min(self.title.sizeHint().width(), theme.current().px(320))
        corner = sum(widget.sizeHint().width() + 12 for widget in _widgets(self._corner) if not widget.isHidden())
        room = self.contentsRect().width() - 52 - title - corner
        room -= sum(widget.sizeHint().width() + 12 for widget in (*marks, *buttons))
        away: list[QWidget] = []
        for widget in (*marks, *buttons):
            if room >= 0:
                break
            if not isinstance(widget, Button) or widget.kind != "filled":
                away.append(widget)
                room += widget.sizeHint().width() + 12
                room -= self._more.sizeHint().width() + 12 if [w for w in away if w in buttons] == [widget] else 0
        for widget in (*marks, *buttons):
            if widget.isHidden() != (widget in away):
                widget.setVisible(widget not in away)
        self._put_away = away
        self.title.setMinimumWidth(title)
        self.facts.setVisible(room > 48)
        self._more.setVisible(any(widget in buttons for widget in away))

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._put_away:
            if isinstance(button, Button) and (inner := button.menu()) is not None:
                menu.addMenu(inner).setText(button.text())
            elif isinstance(button, Button):
                entry = menu.addAction(button.text() or button.accessibleName())
                entry.setEnabled(button.isEnabled())
                entry.triggered.connect(button.click)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

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
        page = Surface()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(16, 16, 16, 16)
        self.column = QVBoxLayout()
        """Put the explanation in here."""
        self.column.setSpacing(8)
        whole.addLayout(self.column)
        whole.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = QHBoxLayout()
        """Buttons that act on the selection."""
        self.foot.setContentsMargins(16, 12, 16, 16)
        self.foot.setSpacing(8)
        self.foot.setAlignment(Qt.AlignmentFlag.AlignLeft)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._scroll, 1)
        self._edge = hairline()
        policy = self._edge.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # that it comes and goes must not have the whole column laid out again
        self._edge.setSizePolicy(policy)
        self._edge.hide()
        box.addWidget(self._edge)
        box.addLayout(self.foot)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_edge)

    def _show_edge(self, lowest: int, highest: int) -> None:
        """A line says that the column goes on beneath the buttons."""
        self._edge.setVisible(highest > lowest and not self.foot.isEmpty())

    def clear(self) -> None:
        """Empty the column and the foot."""
        _fill(self.column, ())
        _fill(self.foot, ())


class Pane(Leading):
    """Shows what a model says and asks the model for what the person wants. Decides nothing."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.wanted: Signal[Ref] = Signal()
        """Somebody wants to see this elsewhere in the program; the shell knows where."""
        self.written_again: Signal[Returned] = Signal()
        """Somebody wants the words of this declined change before them as a draft; the shell knows on which page."""
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
        self.head.set_corner(self._details)
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

    def offers(self) -> Mapping[str, Callable[[], object]]:
        """What can be done here now, by the ids of the feature's commands."""
        return {}

    def do(self, command: str) -> None:
        """Do it, if it is offered now."""
        run = self.offers().get(command)
        if run is not None:
            run()

    @property
    def thing(self) -> Ref | None:
        """What is open here, for `show_thing` of a page that takes this one's place; None for the page as it begins."""
        return None

    def show_thing(self, ref: Ref) -> None:
        """Bring what `ref` points to before the person's eyes; for panes of features that `opens` its kind."""

    async def write_again(self, change: Change[Any]) -> None:
        """Lay the words of a declined change out again; durable when this returns. For kinds a feature `rewrites`.

        Raises: Problem, when there is no longer anything they could belong to.
        """

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
            self._edge("true")
        elif not narrow and self._in_drawer:
            self._split.addWidget(self._aside)
            self._split.setSizes([10_000, theme.current().px(self._aside.wanted_width)])
            self._edge("false")
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

    def _edge(self, drawn: str) -> None:
        """A drawer needs an edge of its own; beside a splitter there is one already."""
        assert self._aside is not None
        self._aside.setProperty("drawer", drawn)
        theme.polish(self._aside)

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


def scrolling(page: QWidget, name: str) -> QScrollArea:
    """A page that scrolls up and down and never sideways; `name` is what a screen reader calls it."""
    area = QScrollArea()
    area.setAccessibleName(name)
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


def _widgets(line: QHBoxLayout) -> list[QWidget]:
    items = (line.itemAt(at) for at in range(line.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


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
