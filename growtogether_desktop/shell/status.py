"""The status bar: the truth about sync, drafts, running work and undo, in a line."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QSizePolicy, QWidget

from growtogether_desktop.base.figures import size
from growtogether_desktop.base.i18n import LANGUAGES, Message, _, language, say, say_n
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Dot
from growtogether_desktop.ui.pane import Note
from growtogether_desktop.ui.running import Running
from growtogether_desktop.ui.standing import in_words, tone_of
from growtogether_desktop.ui.words import Elided, tip
from growtogether_desktop.workspace.state import SyncState

_ROOM_FOR_TRAFFIC = 1180


class StatusBar(QFrame):
    """Left: sync, what came back, drafts, work in progress. Right: place, undo, language."""

    def __init__(
        self, undo: Callable[[], object], returned: Callable[[], object], speak: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setObjectName("status")
        self._dot = Dot()
        self._sync = Elided()
        self._returned = Button(run=returned)
        self._traffic = Elided()
        self._draft = Elided()
        self._work = _RunningWork()
        self._place = Elided()
        self._undo = Button(run=undo)
        self._language = Button(LANGUAGES[language()], name=_("Change the language"), run=self._offer_languages)
        self._speak = speak
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 8, 0)
        line.setSpacing(8)
        for widget in (self._dot, self._sync, self._returned, self._traffic, self._draft, self._work):
            line.addWidget(widget)
            line.addSpacing(0 if widget is self._dot else 4)
        line.addStretch(1)
        for widget in (self._place, self._undo, self._language):
            line.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_note(Note())
        self.show_undo(None, "")
        self._fit()

    def show_state(self, state: SyncState) -> None:
        self._dot.set_tone(tone_of(state))
        self._sync.setText(str(in_words(state, datetime.now(UTC))))
        tip(self._sync, str(state.reason or ""))
        self._sync.setAccessibleDescription(str(state.reason or ""))
        self._returned.setVisible(bool(state.returned))
        self._returned.setText(str(say_n("{n} came back", "{n} came back", state.returned)))
        moved = bool(state.bytes_up or state.bytes_down)
        traffic = say("{up} up, {down} down", up=size(state.bytes_up), down=size(state.bytes_down))
        self._traffic.setText(str(traffic) if moved else "")
        tip(self._traffic, _("Since the program was started"))
        self._make_room()

    def show_note(self, note: Note) -> None:
        self._draft.setText(note.draft)
        self._draft.setVisible(bool(note.draft))
        self._place.setText(note.place)
        self._place.setVisible(bool(note.place))

    def show_undo(self, title: Message | None, keys: str) -> None:
        self._undo.setVisible(title is not None)
        if title is not None:
            self._undo.setText(str(say("Undo: {what} ({keys})", what=_clipped(str(title)), keys=keys)))
            tip(self._undo, str(title))

    def show_running(self, running: Running) -> None:
        self._work.add(running)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The byte counter is the first to yield; Elided does the rest."""
        wide = self.width() >= theme.current().px(_ROOM_FOR_TRAFFIC)
        self._traffic.setVisible(wide and bool(self._traffic.text()))

    def _offer_languages(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code, name in LANGUAGES.items():
            menu.addAction(name).triggered.connect(lambda checked=False, code=code: self._speak(code))
        menu.popup(self._language.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _fit(self) -> None:
        self.setFixedHeight(theme.current().px(28))


class _RunningWork(QWidget):
    """The newest of the work in progress, with its progress and its cancel; the others follow when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._all: dict[Running, Callable[[], None]] = {}
        self._title = Elided()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(_("Cancel"), run=self._cancel_shown)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (self._title, self._bar, self._cancel):
            line.addWidget(widget)
        self._bar.setFixedWidth(theme.current().px(96))
        self.hide()

    def add(self, running: Running) -> None:
        stop = running.progress.connect(lambda share: self._advance(running, share)) if running.progress else _nothing
        self._all[running] = stop
        running.task.add_done_callback(lambda task: self._forget(running))
        self._show()

    def _advance(self, running: Running, share: float) -> None:
        if running is next(reversed(self._all), None):
            self._bar.setRange(0, 100)
            self._bar.setValue(round(share * 100))

    def _forget(self, running: Running) -> None:
        self._all.pop(running, _nothing)()
        self._show()

    def _cancel_shown(self) -> None:
        if self._all:
            next(reversed(self._all)).task.cancel()

    def _show(self) -> None:
        newest = next(reversed(self._all), None)
        self.setVisible(newest is not None)
        if newest is not None:
            self._title.setText(newest.title)
            self._bar.setAccessibleName(newest.title)
            self._bar.setRange(0, 0 if newest.progress is None else 100)
            self._bar.setValue(0)


def _nothing() -> None:
    """Nobody listens: there was nothing to hear."""


def _clipped(title: str) -> str:
    return title if len(title) <= 36 else title[:35].rstrip() + "…"
