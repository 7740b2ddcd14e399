"""The list of invitations, and what can be done with each."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.formats import number
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.features.people.model.invitations import InvitationRow, InvitationsModel
from growtogether_desktop.features.people.model.members import words_of
from growtogether_desktop.features.people.pane.form import heading
from growtogether_desktop.features.people.pane.part import ListPart
from growtogether_desktop.features.people.pane.strip import Start
from growtogether_desktop.features.people.pane.words import STATES, in_words, who_reads
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.words import Words


def _name(row: InvitationRow) -> Cell:
    return Cell(row.invited.name, "strong", avatar=row.invited.name)


def _state(row: InvitationRow) -> Cell:
    words, tone = STATES[row.invited.state]
    return Cell(pill=_(words), tone=tone)


_COLUMNS: tuple[Column[InvitationRow], ...] = (
    Column(
        N_("Name"),
        _name,
        lambda row: row.name_key,
        180,
        3,
    ),
    Column(N_("E-mail"), lambda row: Cell(row.invited.email, "muted"), None, 160, 3, yields=1),
    Column(N_("Roles"), lambda row: Cell(in_words(row.invited.roles)), None, 130, 2),
    Column(N_("State"), _state, lambda row: row.order, 140, 0),
    Column(N_("Good until"), lambda row: Cell(day(row.until), "muted"), lambda row: row.until, 100, 0, yields=2),
)
_STATE = 3
_WITH_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class InvitationsPart(ListPart[InvitationRow]):
    def __init__(
        self, model: InvitationsModel, start: Start, invite: Callable[[], object], save: Callable[[], object]
    ) -> None:
        super().__init__(model, RowsModel(_COLUMNS, lambda row: row.id), _("Invitations"), start, many=True)
        self._model = model
        self._invite = invite
        self._save = save
        self.table.sort_by(_STATE)
        self.table.opened.connect(lambda row: self.copy())
        self.table.selectionModel().selectionChanged.connect(lambda now, before: self.dressed.emit(None))

    def show_model(self) -> None:
        self.rows.show_rows(self._model.rows)
        self.say_nothing("nobody fits" if self._model.rows else "nobody is invited")
        self.stand_somewhere()
        self.dressed.emit(None)

    def welcome(self, made: tuple[str, ...]) -> None:
        """Stand on those that were just made, with their links at hand."""
        self._stand_on(made)
        if made:
            what = say_n("{n} person is invited.", "{n} people are invited.", len(made))
            advice = _("Send each their own link. The codes are known only here, until the program is closed.")
            copy = Button(_("Copy all links"), lambda: self.copy(made), icon="copy")
            self.strip.say(Notice(str(what), advice, "resolved", (copy,), close_=self.strip.calm))

    # --- what it says ---

    def facts(self) -> str:
        if self._model.told is None:
            return ""
        waiting = str(say_n("{count} waits", "{count} wait", self._model.waiting, count=number(self._model.waiting)))
        return str(say("{waiting}, {all} in all", waiting=waiting, all=number(len(self._model.rows))))

    def dress(self) -> object:
        return bool(self._model.rows)

    def buttons(self) -> tuple[Button, ...]:
        save = Button(_("Save as CSV…"), self._save)
        invite = Button(_("Invite people…"), self._invite, "filled")
        return (save, invite) if self._model.rows else (invite,)

    def topic(self) -> object:
        return self.table.current(), len(self.table.marked())

    def explain(self, aside: Aside) -> None:
        row, marked = self.table.current(), self.table.marked()
        if row is None:
            words = _("Each invitation lets one person in, once. It says in which roles, and ends by itself.")
            aside.column.addWidget(Words(words, "muted", wraps=True))
            return
        if len(marked) > 1:
            aside.column.addWidget(Words(str(say_n("{n} invitation", "{n} invitations", len(marked))), "heading"))
        else:
            self._explain_one(aside, row)
        if self._open(marked) or self._ended(marked):
            aside.column.addWidget(Button(_("Invite again"), self.again, "link"))
        if self._open(marked):
            aside.column.addWidget(Button(_("Withdraw…"), self.ask_to_withdraw, "link"))
        if any(one.code for one in marked):
            aside.foot.addWidget(Button(_("Copy the invitation"), self.copy, icon="copy"))

    def _explain_one(self, aside: Aside, row: InvitationRow) -> None:
        one = row.invited
        words, tone = STATES[one.state]
        aside.column.addLayout(heading(one.name, in_words(one.roles)))
        aside.column.addWidget(Pill(_(words), tone))
        if one.email:
            aside.column.addWidget(section(_("E-mail")))
            aside.column.addWidget(Words(one.email.replace("@", "\u200b@"), wraps=True).can_be_copied())
        if row.code:
            aside.column.addWidget(section(_("Code")))
            aside.column.addWidget(Words(row.code).can_be_copied())
            aside.column.addWidget(section(_("Link")))
            link = row.link.replace("&", "\u200b&").replace("%", "\u200b%")
            aside.column.addWidget(Words(link, wraps=True).can_be_copied())
        aside.column.addWidget(section(_("What it means")))
        aside.column.addWidget(Words(_meaning(row), "muted", wraps=True))
        for line in who_reads():
            aside.column.addWidget(line)

    def offers(self) -> Mapping[str, Callable[[], object]]:
        marked = self.table.marked()
        offers: dict[str, Callable[[], object]] = {}
        if any(row.code for row in marked):
            offers["copy"] = self.copy
        if self._open(marked) or self._ended(marked):
            offers["again"] = self.again
        if self._open(marked):
            offers["withdraw"] = self.ask_to_withdraw
        if self._model.rows:
            offers["save"] = self._save
        return offers

    def nothing(self) -> EmptyState:
        if self._model.rows:
            return EmptyState("search", _("Nobody fits"), _("Try fewer letters."))
        invite = Button(_("Invite people…"), self._invite)
        return EmptyState(
            "user-plus", _("Nobody is invited yet"), _("One person or hundreds at once: paste their addresses."), invite
        )

    # --- what it does ---

    def search(self, words: str) -> None:
        wanted = words_of(words)
        self.rows.filter((lambda row: all(word in row.found_by for word in wanted)) if wanted else None)
        self.stand_somewhere()

    def copy(self, ids: tuple[str, ...] = ()) -> None:
        """Put the invitations one stands on (or these) on the clipboard: one as a letter, many as a list."""
        rows = [row for row in self._model.rows if row.id in ids] if ids else list(self.table.marked())
        known = [row for row in rows if row.code]
        if len(known) == 1:
            QGuiApplication.clipboard().setText(letter(known[0], self._model.hub.address))
        elif known:
            QGuiApplication.clipboard().setText("\n".join(_in_list(row) for row in known))
        if known:
            what = say_n("{n} invitation is copied.", "{n} invitations are copied.", len(known))
            advice = _("Whoever has a code can come in by it: send it to that person alone.")
            self.strip.say(Notice(str(what), advice, "resolved", close_=self.strip.calm))

    def again(self) -> None:
        """A new invitation, with a new code, for everybody one stands on who has not come."""
        marked = self.table.marked()
        rows = [*self._open(marked), *self._ended(marked)]

        async def invite() -> tuple[str, ...]:
            return tuple([await self._model.again(row) for row in rows])

        self.strip.attempt(invite, then=self.welcome)

    def ask_to_withdraw(self) -> None:
        rows = self._open(self.table.marked())
        if len(rows) == 1:
            what = str(say("The invitation of {name} opens nothing any more.", name=rows[0].invited.name))
        else:
            what = str(
                say_n("{n} invitation opens nothing any more.", "{n} invitations open nothing any more.", len(rows))
            )

        async def withdraw() -> None:
            for row in rows:
                await self._model.withdraw(row)

        self.strip.ask(what, _("Whoever has come in already stays."), _("Withdraw"), withdraw)

    def _open(self, rows: tuple[InvitationRow, ...]) -> list[InvitationRow]:
        return [row for row in rows if row.waits]

    def _ended(self, rows: tuple[InvitationRow, ...]) -> list[InvitationRow]:
        return [row for row in rows if row.invited.state in ("expired", "withdrawn")]

    def _stand_on(self, ids: tuple[str, ...]) -> None:
        """Choose all of these, and stand on the first."""
        if ids:
            self.table.go_to(ids[0])
        choice = self.table.selectionModel()
        for id in ids:
            choice.select(self.rows.place(id), _WITH_ROW)


def letter(row: InvitationRow, hub: str) -> str:
    """An invitation to be sent, in the language in use."""
    lines = (
        say("{name}, you are invited.", name=row.invited.name),
        say("Start Grow-Together, choose “Join with an invitation”, and paste this link:"),
        row.link,
        say("Or type the address of the hub, {hub}, and the code {code}.", hub=hub, code=row.code),
        say("It is good once, until {day}.", day=day(row.until)),
    )
    return "\n".join(map(str, lines))


def _in_list(row: InvitationRow) -> str:
    one = row.invited
    return "\t".join((one.name, one.email, row.code, row.link))


def _meaning(row: InvitationRow) -> str:
    one = row.invited
    match one.state:
        case "used":
            return _("It was taken up: this person has an account, and stands among the members.")
        case "expired":
            return str(say("Nobody came by {day}. Invite again: a new code is made.", day=day(row.until)))
        case "withdrawn":
            return _("It was withdrawn before anybody came. Invite again: a new code is made.")
    if row.code:
        words = say(
            "Send it to {name} alone: whoever has it can come in as them. It is good once, until {day}.",
            name=one.name,
            day=day(row.until),
        )
        return str(words)
    return _("Its code is known only to whoever made it. Invite again for a new one; the old code ends.")
