"""The sync page: what came back first, then what waits, then the copies that lie here."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day, size
from growtogether_desktop.base.formats import ago
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.changes import Posted
from growtogether_desktop.features.exchange.model.exchange import ExchangeModel
from growtogether_desktop.features.exchange.model.letters import Letter
from growtogether_desktop.features.exchange.model.queue import Queue, Waiting
from growtogether_desktop.features.exchange.pane.copies import CopiesCard
from growtogether_desktop.features.exchange.pane.letter import LetterCard
from growtogether_desktop.features.exchange.pane.lines import aside_of, line_in_my_words
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card, CardAside, CardRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Pane, column, scrolling
from growtogether_desktop.ui.save_as import last_folder, save_as
from growtogether_desktop.ui.standing import in_words
from growtogether_desktop.ui.words import tip
from growtogether_desktop.workspace.mail import About
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.workspace import Workspace

SHOWN = 50
"""So many letters are laid out; the next follow when these are dealt with."""
_WIDTH = 760


class ExchangePane(Pane):
    def __init__(self, workspace: Workspace, rewrites: frozenset[str], opens: frozenset[str]) -> None:
        """`rewrites` are kinds of changes, `opens` kinds of aggregates that other pages lay out or show."""
        super().__init__(workspace.background)
        self._model = ExchangeModel(workspace)
        self._rewrites = rewrites
        self._opens = opens
        self._letters: tuple[Letter, ...] | None = None
        self._listed: Queue | None = None
        page = QWidget()
        page.setObjectName("page")
        whole = column(page)
        whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._tray = QVBoxLayout()
        self._tray.setSpacing(16)
        self._queue = Card(_("Waiting for the hub"))
        self._queue.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._copies = CopiesCard(self._model.copies, self.start)
        whole.addLayout(self._tray)
        for card in (self._queue, self._copies):
            card.setMaximumWidth(theme.current().px(_WIDTH))
            whole.addWidget(card)
        self._offline = Notice("")
        self._offline.hide()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._say_why)
        self._taken = Notice("")
        self._taken.hide()
        self.set_work(_stacked(self._offline, self._taken, scrolling(page, _("Sync"))))
        self._now = Button(_("Exchange now"), self._model.exchange, kind="filled", icon="refresh-cw")
        self._compare = Button(_("Compare all"), self._compare_all)
        self._save = Button(_("Save…"), self._save_as, icon="download")
        tip(self._save, _("Save what the hub does not have"))
        self._take = Button(_("Take back…"), self._ask_for_file, icon="upload")
        tip(self._take, _("Take back what was saved on another computer, or on this one"))
        self.head.set_buttons(self._save, self._take, self._compare, self._now)
        self.listen(self._model.changed, lambda nothing: self._show())
        self.listen(self._model.letters.changed, lambda nothing: self._show_letters())
        self.listen(self._model.copies.changed, lambda nothing: self._copies.show_model())
        self._show()
        self.start(self._model.load())

    def offers(self) -> Mapping[str, Callable[[], object]]:
        can: dict[str, Callable[[], object]] = {}
        if self._now.isEnabled():
            can["now"] = self._model.exchange
        if self._compare.isEnabled():
            can["compare"] = self._compare_all
        if self._save.isEnabled():
            can |= {"save": self._save_as, "take_back": self._ask_for_file}
        return can

    def leave(self) -> None:
        self._model.close()

    # --- what it shows ---

    def _show(self) -> None:
        state = self._model.state
        facts = [str(in_words(state, datetime.now(UTC)))]
        if state.returned:
            facts.append(str(say_n("{n} change was declined", "{n} changes were declined", state.returned)))
        if state.bytes_up or state.bytes_down:
            traffic = say("{up} up, {down} down", up=size(state.bytes_up), down=size(state.bytes_down))
            facts.append(str(say("{traffic} since the start", traffic=traffic)))
        self.head.set_words(_("Sync"), " · ".join(facts))
        self._now.setText(_("Try now") if state.reason else _("Exchange now"))
        self._now.setEnabled(self._model.may_exchange)
        self._compare.setEnabled(self._model.copies.comparable)
        self._say_why()
        for button in (self._save, self._take):
            button.setEnabled(state.phase != "demo")
        self._copies.show_model()
        self._show_letters()
        self._show_waiting()

    def _say_why(self) -> None:
        """Why it is offline, and when it is tried again; the words stay while it is tried, so that nothing jumps."""
        state = self._model.state
        self._offline.setVisible(state.reason is not None)
        if state.reason is None:
            self._tick.stop()
            return
        now = datetime.now(UTC)
        advice = _next_try(state, now)
        self._offline.say(str(state.reason), advice, "waiting")
        if advice and not self._tick.isActive():
            self._tick.start()

    def _show_letters(self) -> None:
        if self._model.letters.rows == self._letters:
            return
        self._letters = self._model.letters.rows
        while (item := self._tray.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for letter in self._letters[:SHOWN]:
            posted = letter.returned.posted
            again = self.written_again.emit if posted.change.KIND in self._rewrites else None
            card = LetterCard(self._model.letters, letter, self.start, again, self._opener(posted, letter.about))
            card.setMaximumWidth(theme.current().px(_WIDTH))
            self._tray.addWidget(card)
        if (more := len(self._letters) - SHOWN) > 0:
            self._tray.addWidget(CardAside(_more(more)))

    def _show_waiting(self) -> None:
        queue = self._model.queue
        if queue == self._listed:
            return
        self._listed = queue
        now = datetime.now(UTC)
        lines: list[QWidget] = [self._line(waiting, now) for waiting in queue.lines]
        if queue.more:
            lines.append(CardAside(_more(queue.more)))
        if not lines:
            demo = self._model.state.phase == "demo"
            lines.append(
                CardAside(_("The demo has no hub.") if demo else _("Nothing waits: all you did is with the hub."))
            )
        self._queue.show_rows(*lines)

    def _line(self, waiting: Waiting, now: datetime) -> CardRow:
        posted = waiting.posted
        line = line_in_my_words(posted.change, waiting.about)
        return CardRow(
            line,
            aside_of(waiting.about, waiting.times, ago(posted.stamp.at, now), unless=line),
            after=Pill(_("waiting"), "waiting"),
            run=self._opener(posted, waiting.about),
        )

    def _opener(self, posted: Posted, about: About) -> Callable[[], object] | None:
        """What shows what a change is about; None where it is no longer there, or no page shows it."""
        ref = posted.change.ref
        return partial(self.wanted.emit, ref) if about.is_there and ref.kind in self._opens else None

    # --- what it does ---

    def _compare_all(self) -> None:
        copies = self._model.copies
        self.start(copies.compare_all(), _("Comparing copies"), copies.progress)

    def _save_as(self) -> None:
        name = f"{_('waiting for the hub')} {day(datetime.now(UTC))}"
        save_as(self, _("Save what the hub does not have"), name, "zip", self._save_at)

    def _save_at(self, path: Path) -> None:
        self.start(self._model.save(path), str(say("Saving {file}", file=path.name)))

    def _ask_for_file(self) -> None:
        kinds = _("Saved")
        dialog = QFileDialog(self.window(), _("Take back what was saved"), str(last_folder()), f"{kinds} (*.zip)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take_back(Path(path)))
        dialog.open()

    def take_back(self, path: Path) -> None:
        self.start(self._take_back(path), str(say("Reading {file}", file=path.name)))

    async def _take_back(self, path: Path) -> None:
        taken = await self._model.take_back(path)
        came = taken.changes + taken.returned + taken.drafts
        told = say_n("{n} thing is back on this desk.", "{n} things are back on this desk.", came)
        self._taken.say(
            str(told) if came else _("All of it was on this desk already."),
            str(
                say_n(
                    "{n} draft stays in the file: something else is being written in its place here.",
                    "{n} drafts stay in the file: something else is being written in their place here.",
                    taken.left,
                )
            )
            if taken.left
            else "",
            "waiting" if taken.left else "resolved",
            close_=self._taken.hide,
        )
        self._taken.show()


def _next_try(state: SyncState, now: datetime) -> str:
    if state.next_try is None:
        return ""
    seconds = max(1, round((state.next_try - now).total_seconds()))
    if state.put_off:
        return str(say_n("The hub asks to wait {n} second.", "The hub asks to wait {n} seconds.", seconds))
    return str(say_n("The next try is in {n} second.", "The next try is in {n} seconds.", seconds))


def _stacked(*widgets: QWidget) -> QWidget:
    """Strips above the work, which has the room that is left."""
    whole = QWidget()
    box = QVBoxLayout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for widget in widgets:
        box.addWidget(widget, int(widget is widgets[-1]))
    return whole


def _more(more: int) -> str:
    return str(say_n("And {n} more.", "And {n} more.", more))
