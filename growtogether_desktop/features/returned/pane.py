"""The tray of returned mail: what was declined, why, and one's own words to take along."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.formats import ago
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.changes import Returned
from growtogether_desktop.features.returned.model import ReturnedModel
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Pane
from growtogether_desktop.ui.words import Words
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.workspace import Workspace


def make_pane(workspace: Workspace) -> Pane:
    return ReturnedPane(ReturnedModel(workspace), workspace)


class ReturnedPane(Pane):
    def __init__(self, model: ReturnedModel, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        self._model = model
        self._column = QVBoxLayout()
        self._column.setContentsMargins(20, 20, 20, 20)
        self._column.setSpacing(12)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        inner.setObjectName("page")
        inner.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self._pages = QStackedWidget()
        self._pages.addWidget(
            EmptyState(
                "inbox",
                _("Nothing came back"),
                _("When the hub declines something, it waits here with the reason, and your words are kept."),
            )
        )
        self._pages.addWidget(scroll)
        self.set_work(self._pages)
        self.listen(model.changed, self._show)
        self.listen(model.state_changed, self._refresh_if_other)
        self._show(())
        self.start(model.refresh())

    def _refresh_if_other(self, state: SyncState) -> None:
        if len(self._model.rows) != state.returned:
            self.start(self._model.refresh())

    def _show(self, rows: tuple[Returned, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for returned in rows:
            self._column.addWidget(_Letter(self, self._model, returned))
        self._pages.setCurrentIndex(1 if rows else 0)
        counted = say_n("{n} change was declined", "{n} changes were declined", len(rows))
        self.head.set_words(_("Came back"), str(counted) if rows else "")


class _Letter(Card):
    """One declined change."""

    def __init__(self, pane: Pane, model: ReturnedModel, returned: Returned) -> None:
        super().__init__(_(returned.posted.change.TITLE))
        self._pane = pane
        self._model = model
        self._returned = returned
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMaximumWidth(760)
        self._trouble = QVBoxLayout()
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(8)
        why = QHBoxLayout()
        why.setSpacing(8)
        why.addWidget(Pill(_("declined"), "blocking"))
        why.addWidget(Words(str(returned.refusal), wraps=True).can_be_copied(), 1)
        box.addLayout(why)
        asked = ago(returned.posted.stamp.at, datetime.fromtimestamp(returned.at, UTC))
        box.addWidget(Words(str(say("You asked for it {ago}.", ago=asked)), "aside"))
        if text := returned.posted.change.text:
            box.addWidget(Words(text, wraps=True).can_be_copied())
        box.addLayout(self._trouble)
        box.addLayout(self._buttons(text))
        self.add(body)

    def _buttons(self, text: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Button(_("Try again"), run=self._ask_again, icon="refresh-cw"))
        if text:
            copy = Button(_("Copy words"), run=lambda: QGuiApplication.clipboard().setText(text), icon="copy")
            line.addWidget(copy)
        line.addStretch(1)
        line.addWidget(Button(_("Dismiss"), run=self._confirm, kind="quiet"))
        return line

    def _ask_again(self) -> None:
        async def again() -> None:
            try:
                await self._model.ask_again(self._returned)
            except Problem as problem:
                self._say(Notice(str(problem.what), str(problem.advice or ""), "blocking", close_=self._calm))

        self._pane.start(again())

    def _confirm(self) -> None:
        """There is no way back, so it is asked first."""
        dismiss = Button(
            _("Dismiss it"), kind="danger", run=lambda: self._pane.start(self._model.dismiss(self._returned))
        )
        keep = Button(_("Keep it"), run=self._calm)
        self._say(Notice(_("The reason and your words go for good."), "", "waiting", (keep, dismiss)))
        keep.setFocus()

    def _dismiss(self) -> None:
        self._pane.start(self._model.dismiss(self._returned))

    def _say(self, notice: Notice) -> None:
        self._calm()
        self._trouble.addWidget(notice)

    def _calm(self) -> None:
        while (item := self._trouble.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
