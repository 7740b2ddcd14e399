"""Inviting: one person or hundreds, typed, pasted or from a spreadsheet; what is wrong stands beside each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say_n
from growtogether_desktop.domain.accounts import MOST_INVITATION_DAYS, ROLES
from growtogether_desktop.features.people.model.guests import Guest
from growtogether_desktop.features.people.model.invitations import InvitationsModel
from growtogether_desktop.features.people.pane.part import Part
from growtogether_desktop.features.people.pane.roles import RoleTicks
from growtogether_desktop.features.people.pane.strip import Start
from growtogether_desktop.features.people.pane.words import in_words
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.form import Field, Number
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words


def _worth(guest: Guest) -> Cell:
    if guest.complaint is not None:
        return Cell(str(guest.complaint), icon="triangle-alert", icon_role="blocking")
    if guest.again:
        return Cell(_("Takes the place of the invitation that waits."), "muted", icon="refresh-cw", icon_role="waiting")
    return Cell(_("Can be invited"), "muted", icon="circle-check", icon_role="resolved")


_COLUMNS: tuple[Column[Guest], ...] = (
    Column(N_("Line"), lambda row: Cell(str(row.line), "muted"), None, 64, 0, right=True),
    Column(N_("Name"), lambda row: Cell(row.name, "strong"), None, 140, 1),
    Column(N_("E-mail"), lambda row: Cell(row.email, "muted"), None, 150, 1, yields=1),
    Column(N_("Roles"), lambda row: Cell(in_words(row.roles)), None, 100, 1, yields=2),
    Column(N_("What of it"), _worth, None, 310, 2),
)

_EXPLAINED = (
    (
        N_("How it is read"),
        (
            N_("Paste from a letter, a spreadsheet or a list; several addresses may share a line."),
            N_("A CSV or Excel file can be dropped here. Its titles may be in English, Russian or Uzbek."),
            N_("Ctrl+Return invites everybody who is ready; the others stay for you to put right."),
        ),
    ),
    (
        N_("What an invitation does"),
        (
            N_("It lets one person in, once, in these roles. Whoever has the code can come in by it."),
            N_("Whoever is known by an address needs no code when they sign in through the platform."),
            N_("People of a roster are invited on the matching page: there their place waits for them."),
        ),
    ),
)


class InvitingPart(Part):
    """Who is to be invited above, as what is written is understood beneath. What is written is kept as a draft."""

    def __init__(self, model: InvitationsModel, start: Start, done: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__(start)
        self._model = model
        self._done = done
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(theme.current().px(148))
        self._text.setPlaceholderText("Malika Karimova, malika@example.uz\nTimur <timur@example.uz>\nlola@example.uz")
        self._ticks = RoleTicks(frozenset(model.draft.roles), across=True)
        self._days = Number(1, MOST_INVITATION_DAYS, model.draft.days)
        self._rows = RowsModel(_COLUMNS, lambda row: (row.line, row.name, row.email), self)
        self.table = RowsTable(self._rows, _("People to invite"))
        self.table.chosen.connect(lambda row: self.dressed.emit(None))
        self.table.when_empty(EmptyState("user-plus", _("Nobody is written down yet")))
        self._saver = Saver(self, lambda: start(model.keep()))
        self._lay_out()
        self.setFocusProxy(self._text)
        self.setAcceptDrops(True)
        self._text.textChanged.connect(self._typed)
        self._days.valueChanged.connect(lambda value: self._typed())
        self._ticks.ticked.connect(lambda roles: self._typed())
        for keys, run in (("Ctrl+Return", self.invite), ("Escape", lambda: done(()))):
            QShortcut(QKeySequence(keys), self, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        form = QWidget()
        form.setObjectName("page")
        box = QVBoxLayout(form)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        who = _("One line for each person: a name, an address, or both. A line may name its own roles.")
        box.addWidget(Field(_("Who"), self._text, who))
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(Field(_("Roles"), self._ticks))
        line.addWidget(Field(_("Good for so many days"), self._days))
        line.addStretch(1)
        box.addLayout(line)
        self.box.addWidget(form)
        self.box.addWidget(self.table, 1)

    # --- what it shows ---

    def open(self) -> None:
        """Show the draft."""
        if self._text.toPlainText() != self._model.draft.text:
            self._text.setPlainText(self._model.draft.text)
        self.show_model()

    def show_model(self) -> None:
        self._rows.show_rows(self._model.guests)
        self.dressed.emit(None)

    def facts(self) -> str:
        wrong = len(self._model.guests) - len(self._model.ready)
        return str(say_n("{n} cannot be invited like this", "{n} cannot be invited like this", wrong)) if wrong else ""

    def dress(self) -> object:
        return len(self._model.ready)

    def buttons(self) -> tuple[Button, ...]:
        ready = len(self._model.ready)
        invite = Button(str(say_n("Invite {n} person", "Invite {n} people", ready)), self.invite, "filled")
        invite.setEnabled(ready > 0)
        return Button(_("Cancel"), lambda: self._done(())), Button(_("From a file…"), self.choose_file), invite

    def topic(self) -> object:
        return self.table.current()

    def explain(self, aside: Aside) -> None:
        guest = self.table.current()
        if guest is not None and guest.complaint is not None:
            aside.column.addWidget(Words(guest.name, "heading", wraps=True))
            aside.column.addWidget(Words(str(guest.complaint), "complaint", wraps=True))
        for heading, sentences in _EXPLAINED:
            aside.column.addWidget(section(_(heading)))
            for sentence in sentences:
                aside.column.addWidget(Words(_(sentence), "muted", wraps=True))

    def offers(self) -> Mapping[str, Callable[[], object]]:
        return {"bring": self.choose_file}

    # --- what it does ---

    def leave(self) -> None:
        super().leave()
        self._saver.now()

    def invite(self) -> None:
        """Everybody about whom there is no complaint."""
        if not self._model.ready:
            return
        self._saver.forget()
        self.strip.attempt(self._model.invite, _("Inviting"), self._model.progress, self._done)

    def choose_file(self) -> None:
        dialog = QFileDialog(self, _("Invite from a file"), "", _("Tables (*.csv *.xlsx *.txt)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.bring(Path(path)))
        dialog.open()

    def bring(self, path: Path) -> None:
        self.strip.attempt(lambda: self._model.bring(path))

    def _typed(self) -> None:
        roles = tuple(role for role in ROLES if role in self._ticks.roles)
        draft = replace(self._model.draft, text=self._text.toPlainText(), roles=roles, days=self._days.value())
        if draft != self._model.draft:
            self._model.write(draft)
            self._saver.typed()

    # --- Qt's side ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.bring(Path(next(url for url in event.mimeData().urls() if url.isLocalFile()).toLocalFile()))
