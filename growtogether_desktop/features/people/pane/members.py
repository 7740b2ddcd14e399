"""The list of everybody with an account."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.formats import ago, number
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.accounts import ROLES
from growtogether_desktop.features.people.model.members import Member, MembersModel, words_of
from growtogether_desktop.features.people.pane.erasure import ErasureForm, leaving_facts
from growtogether_desktop.features.people.pane.form import MemberForm
from growtogether_desktop.features.people.pane.member import MemberFacts, RolesForm
from growtogether_desktop.features.people.pane.part import ListPart
from growtogether_desktop.features.people.pane.reset import ResetCode, ResetForm
from growtogether_desktop.features.people.pane.strip import Start
from growtogether_desktop.features.people.pane.words import in_words, role_name
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.filter_button import Choice, Choices, filter_button
from growtogether_desktop.ui.pane import Aside
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.words import Words


def _columns(model: MembersModel) -> tuple[Column[Member], ...]:
    def person(row: Member) -> Cell:
        pill = _("leaves") if row.id in model.leaving else _("you") if row.id == model.me else ""
        return Cell(row.name, "strong", avatar=row.name, pill=pill)

    return (
        Column(N_("Person"), person, lambda row: row.name_key, width=280, stretch=3),
        Column(
            N_("Signs in as"),
            lambda row: Cell(row.account.login or _("through the platform"), "muted"),
            lambda row: row.account.login,
            width=120,
            stretch=2,
            yields=1,
        ),
        Column(N_("Roles"), lambda row: Cell(in_words(row.roles)), lambda row: in_words(row.roles), 160, 2),
        Column(N_("Last seen"), lambda row: Cell(_seen(row), "muted"), lambda row: row.account.seen, 116, 1, yields=2),
        Column(
            N_("Computers"),
            lambda row: Cell(number(row.account.devices), "muted"),
            lambda row: row.account.devices,
            width=104,
            stretch=0,
            yields=3,
            right=True,
        ),
    )


def _seen(row: Member) -> str:
    return ago(datetime.fromtimestamp(row.account.seen, UTC)) if row.account.seen else _("never")


class MembersPart(ListPart[Member]):
    def __init__(self, model: MembersModel, start: Start, invite: Callable[[], object]) -> None:
        super().__init__(model, RowsModel(_columns(model), lambda row: row.id), _("Members"), start)
        self.looked_into: Signal[Member] = Signal()
        """Somebody wants to see what this member did."""
        self._model = model
        self._invite = invite
        self._words: list[str] = []
        self._role = ""
        """Only those with this one; "" for everybody."""
        self._form: MemberForm | None = None
        self.table.sort_by(0)
        self.table.opened.connect(lambda row: self.change_roles())
        self.table.chosen.connect(lambda row: self._turn_away())

    def show_model(self) -> None:
        self.rows.show_rows(self._model.rows)
        self.say_nothing("nobody fits")
        self.stand_somewhere()
        self.dressed.emit(None)

    # --- what it says ---

    def facts(self) -> str:
        model, shown = self._model, len(self.rows.rows)
        if model.told is None:
            return ""
        if shown != len(model.rows):
            return str(say("{n} of {all} people", n=number(shown), all=number(len(model.rows))))
        everybody = say_n("{count} person", "{count} people", shown, count=number(shown))
        coordinators = say_n("{n} coordinator", "{n} coordinators", model.coordinators)
        return f"{everybody} · {coordinators}"

    def dress(self) -> object:
        return self._role

    def buttons(self) -> tuple[Button, ...]:
        who = tuple(
            Choice(role_name(role) if role else _("Everybody"), role == self._role, partial(self._let_through, role))
            for role in ("", *ROLES)
        )
        shown = role_name(self._role) if self._role else ""
        return filter_button(shown, Choices(who)), Button(_("Invite people…"), self._invite, "filled")

    def topic(self) -> object:
        return self._form or self.table.current()

    def explain(self, aside: Aside) -> None:
        member = self.table.current()
        if self._form is not None:
            aside.column.addWidget(self._form)
            for button in self._form.buttons:
                aside.foot.addWidget(button)
        elif member is None:
            words = _("Here stand all who have an account. Choose somebody to see what they may read.")
            aside.column.addWidget(Words(words, "muted", wraps=True))
        else:
            aside.column.addWidget(MemberFacts(member, me=member.id == self._model.me))
            if (wish := self._model.leaving.get(member.id)) is not None:
                aside.column.addWidget(leaving_facts(wish, self._model.asked_by(wish)))
            self._offer_more(aside, member)
            aside.foot.addWidget(Button(_("Change roles…"), self.change_roles))

    def _offer_more(self, aside: Aside, member: Member) -> None:
        look = Button(_("What they did"), lambda: self.looked_into.emit(member), "link")
        links = [look]
        if self._may_sign_out(member):
            links.append(Button(_("Sign out everywhere…"), self.ask_to_sign_out, "link"))
        if self._may_reset(member):
            links.append(Button(_("Forgotten password…"), self.open_reset, "link"))
        if self._may_erase(member):
            links.append(Button(_("Have somebody erased…"), self.open_erasure, "link"))
        if self._may_keep(member):
            links.append(Button(_("Take it back…"), self.ask_to_keep, "link"))
        for link in links:
            aside.column.addWidget(link)

    def offers(self) -> Mapping[str, Callable[[], object]]:
        member = self.table.current()
        if member is None:
            return {}
        offers: dict[str, Callable[[], object]] = {"roles": self.change_roles}
        if self._may_sign_out(member):
            offers["sign_out"] = self.ask_to_sign_out
        if self._may_reset(member):
            offers["reset"] = self.open_reset
        if self._may_erase(member):
            offers["erase"] = self.open_erasure
        return offers

    def nothing(self) -> EmptyState:
        everybody = Button(_("Show everybody"), lambda: self._let_through(""))
        return EmptyState("search", _("Nobody fits"), _("Try fewer letters, or other roles."), everybody)

    def _may_sign_out(self, member: Member) -> bool:
        """One's own computers are signed out one by one, on the privacy page."""
        return member.id != self._model.me and member.account.devices > 0

    def _may_reset(self, member: Member) -> bool:
        """One's own password is changed on the privacy page; whoever has no login has no password."""
        return member.id != self._model.me and bool(member.account.login)

    def _may_erase(self, member: Member) -> bool:
        """For oneself one asks on the privacy page."""
        return member.id != self._model.me and member.id not in self._model.leaving

    def _may_keep(self, member: Member) -> bool:
        wish = self._model.leaving.get(member.id)
        return wish is not None and bool(wish.by) and wish.agreed is None

    # --- what it does ---

    def search(self, words: str) -> None:
        self._words = words_of(words)
        self._sift()

    def change_roles(self) -> None:
        member = self.table.current()
        if member is not None:
            form = RolesForm(self._model, member, lambda: self._give(form), self._close_form)
            self._open(form)

    def _give(self, form: RolesForm) -> None:
        """Give the roles that are ticked."""
        unchanged = N_("{what} Nothing has changed.")
        self._attempt(form, self._model.change_roles(form.member, form.ticks.roles), unchanged)

    def leave(self) -> None:
        super().leave()
        self._form = None

    def ask_to_sign_out(self) -> None:
        member = self.table.current()
        if member is None:
            return
        n = member.account.devices
        what = say_n(
            "The computer of {name} is signed out, and wiped when it calls the hub again.",
            "All {n} computers of {name} are signed out, and wiped when they call the hub again.",
            n,
            name=member.name,
        )
        advice = _(
            "What was not sent by then is sealed, and opens when they sign in there again. Their password stays."
        )
        self.strip.ask(str(what), advice, _("Sign out everywhere"), lambda: self._model.sign_out(member))

    def open_reset(self) -> None:
        member = self.table.current()
        if member is not None:
            form = ResetForm(member, lambda: self._reset(form), self._close_form)
            self._open(form)

    def _reset(self, form: ResetForm) -> None:
        """Make the code, and show it for as long as one stays. Whoever has turned away makes another one."""

        async def reset() -> None:
            made = await self._model.reset_password(form.member, form.editor.text())
            if self._form is form:
                self._open(ResetCode(form.member, made, self._model.hub.address, self._close_form))

        self._attempt(form, reset())

    def open_erasure(self) -> None:
        member = self.table.current()
        if member is not None:
            form = ErasureForm(self._model, member, lambda: self._erase(form), self._close_form)
            self._open(form)

    def _erase(self, form: ErasureForm) -> None:
        self._attempt(form, self._model.erase(form.member, form.reason, words_stay=form.words_stay.isChecked()))

    def _open(self, form: MemberForm) -> None:
        """Lay a form out, with the keyboard upon it."""
        self._form = form
        self.dressed.emit(None)
        form.setFocus()

    def _attempt(self, form: MemberForm, work: Awaitable[object], complaint: str = "{what}") -> None:
        """Do what a form is for, and close it. Whoever has turned away meanwhile hears of a Problem from the window."""

        async def attempt() -> None:
            try:
                await work
            except Problem as problem:
                if self._form is not form:
                    raise
                form.complain(str(say(complaint, what=problem.what)))
            else:
                if self._form is form:
                    self._close_form()

        self.start(attempt())

    def ask_to_keep(self) -> None:
        member = self.table.current()
        if member is not None:
            what = str(say("{name} stays, and nothing is erased.", name=member.name))
            self.strip.ask(what, "", _("Take it back"), lambda: self._model.keep(member))

    def _let_through(self, role: str) -> None:
        self._role = role
        self._sift()

    def _sift(self) -> None:
        words, role = self._words, self._role
        if words or role:
            self.rows.filter(lambda row: (not role or role in row.roles) and row.answers(words))
        else:
            self.rows.filter(None)
        self.stand_somewhere()
        self.dressed.emit(None)

    def _turn_away(self) -> None:
        if self._form is not None:
            self._form = None
            self.dressed.emit(None)

    def _close_form(self) -> None:
        self._form = None
        self.dressed.emit(None)
        self.table.setFocus()
