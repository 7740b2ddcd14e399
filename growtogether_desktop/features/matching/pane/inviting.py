"""Invitations: everybody on the roster, with the code that lets them in."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.features.matching.model.inviting import Invitations, Invitee, in_words
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.marks import Avatar
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.save_as import save_as
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Elided, Words

_COLUMNS: tuple[Column[Invitee], ...] = (
    Column(N_("Name"), lambda row: Cell(row.name, "strong"), lambda row: spelling_key(row.name), 170, 3),
    Column(N_("Role"), lambda row: Cell(in_words(row.roles), "muted"), None, 120, 1),
    Column(N_("E-mail"), lambda row: Cell(row.email, "muted"), None, 150, 3, yields=2),
    Column(N_("Code"), lambda row: Cell(row.code or "—", "text" if row.code else "muted"), None, 150, 2),
    Column(
        N_("Good until"),
        lambda row: Cell(day(row.until) if row.until else "", "muted"),
        lambda row: row.until.timestamp() if row.until else 0.0,
        100,
        0,
        yields=1,
    ),
)


class InvitePage(QWidget):
    """A table of everybody, and above it what kept the hub from inviting them."""

    def __init__(self, model: Invitations) -> None:
        super().__init__()
        self.chosen: Signal[None] = Signal()
        self._model = model
        self._strip = QVBoxLayout()
        self._strip.setSpacing(0)
        self._rows = RowsModel(_COLUMNS, key=lambda row: row.person, parent=self)
        self.table = RowsTable(self._rows, _("People to invite"))
        self.table.sort_by(0)
        self.table.when_empty(EmptyState("user-plus", _("Nobody is on the roster yet")))
        self.table.chosen.connect(lambda row: self.chosen.emit(None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._strip)
        box.addWidget(self.table, 1)

    def show_people(self) -> None:
        self._rows.show_rows(self._model.rows)
        if self.table.current() is None and self._rows.rowCount():
            self.table.setCurrentIndex(self._rows.index(0, 0))
        self.chosen.emit(None)

    async def ask(self) -> None:
        """Ask the hub for invitations; what keeps it from making them is said above."""
        self.show_problem(None)
        try:
            await self._model.ask()
        except Problem as problem:
            self.show_problem(problem)

    def choose_where_to_save(self, start: Callable[[Coroutine[Any, Any, Any]], object]) -> None:
        title, called = _("Save the invitations"), _("invitations")
        save_as(self, title, called, "csv", lambda path: start(self._model.save(path)))

    def show_problem(self, problem: Problem | None) -> None:
        """Say why nobody was invited, where it was asked for; None when it is over."""
        while (item := self._strip.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if problem is not None:
            self._strip.addWidget(
                Notice(str(problem.what), str(problem.advice or ""), close_=lambda: self.show_problem(None))
            )


class InvitationExplanation(QWidget):
    """The invitation of the person one stands on, to be copied and sent."""

    def __init__(self, page: InvitePage, aside: Aside) -> None:
        super().__init__()
        self._page = page
        self._avatar = Avatar("?")
        self._name = Elided("", "strong")
        self._role = Words(role="aside")
        self._code = Words().can_be_copied()
        self._link = Words(wraps=True).can_be_copied()
        self._section = section(_("Code"))
        self._link_section = section(_("Link"))
        self._what = Words(role="muted", wraps=True)
        self._copy = Button(_("Copy the link"), self.copy, icon="copy")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._avatar)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._role)
        head.addLayout(names, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        for widget in (self._section, self._code, self._link_section, self._link, self._what):
            box.addWidget(widget)
        aside.column.addWidget(self)
        aside.foot.addWidget(self._copy)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self._copy.setVisible(visible and self._invited is not None)

    def show_invitation(self) -> None:
        row = self._page.table.current()
        for widget in (self._avatar, self._name, self._role):
            widget.setVisible(row is not None)
        if row is not None:
            self._avatar.set_name(row.name)
            self._name.setText(row.name)
            self._role.setText(in_words(row.roles))
            self._code.setText(row.code)
            self._link.setText(_breakable(row.link))
        invited = self._invited
        for widget in (self._section, self._code, self._link_section, self._link):
            widget.setVisible(invited is not None)
        self._copy.setVisible(invited is not None and not self.isHidden())
        self._what.setText(_explanation(invited))

    def copy(self) -> None:
        """Put the link on the clipboard."""
        if (invited := self._invited) is not None:
            QGuiApplication.clipboard().setText(invited.link)

    @property
    def _invited(self) -> Invitee | None:
        row = self._page.table.current()
        return row if row is not None and row.code else None


def _explanation(invited: Invitee | None) -> str:
    if invited is None or invited.until is None:
        return _(
            "Each person gets a code of their own. It lets one person in, once, and opens the place they have here."
        )
    return str(
        say(
            "Send it to {name} alone: whoever has it can come in as them. It is good once, until {day}.",
            name=invited.name,
            day=day(invited.until),
        )
    )


def _breakable(link: str) -> str:
    """With places where a label may break the line; what is copied has none of them."""
    return link.replace("&", "\u200b&").replace("%", "\u200b%")
