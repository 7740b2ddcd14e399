"""The members' page: everybody with an account, the invitations, and the audit, one at a time."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import clock, day
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.erasures import Erasure
from growtogether_desktop.features.people.model.audit import AuditModel
from growtogether_desktop.features.people.model.invitations import InvitationsModel
from growtogether_desktop.features.people.model.members import Member, MembersModel
from growtogether_desktop.features.people.pane.audit import AuditPart
from growtogether_desktop.features.people.pane.invitations import InvitationsPart
from growtogether_desktop.features.people.pane.inviting import InvitingPart
from growtogether_desktop.features.people.pane.members import MembersPart
from growtogether_desktop.features.people.pane.part import ListPart, Part
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, Pane
from growtogether_desktop.ui.save_as import save_as
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.words import hairline
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.workspace import Workspace

Place = Literal["members", "invitations", "audit", "inviting"]


class PeoplePane(Pane):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        self.members = MembersModel(workspace)
        self.invitations = InvitationsModel(workspace, self.members)
        self.audit = AuditModel(workspace, self.members)
        self.place: Place = "members"
        self._explanation = Aside(_("Explanation"), 300)
        self._explained: object = None
        self._dressed: object = None
        self._members = MembersPart(self.members, self.start, self.invite)
        self._invitations = InvitationsPart(self.invitations, self.start, self.invite, self._choose_where_to_save)
        self._audit = AuditPart(self.audit, self.start, self._choose_where_to_save)
        self._inviting = InvitingPart(self.invitations, self.start, self._invited)
        self._parts: dict[Place, Part] = {
            "members": self._members,
            "invitations": self._invitations,
            "audit": self._audit,
            "inviting": self._inviting,
        }
        self._lay_out()
        self._listen(workspace)
        self._refresh = Refresh(workspace.background, self._load, "read the members")
        self._go("members")
        self._show()
        self.start(self.invitations.open_draft())
        self._refresh.ask()

    def _lay_out(self) -> None:
        self._search = QLineEdit()
        self._search.setProperty("kind", "search")
        self._search.setPlaceholderText(_("Search names and addresses"))
        self._search.setAccessibleName(_("Search names and addresses"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(theme.current().px(240))
        self._search.textChanged.connect(self._sift)
        self._search.returnPressed.connect(lambda: self._parts[self.place].setFocus())
        self._bar = Surface()
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(4)
        self._switch: dict[Place, Button] = {}
        together = QButtonGroup(self)
        named: dict[Place, tuple[str, str]] = {
            "members": (_("Members"), _("Show the members")),
            "invitations": (_("Invitations"), _("Show the invitations")),
            "audit": (_("Audit"), _("Show the audit")),
        }
        for place, (words, name) in named.items():
            button = Button(words, partial(self._go, place), "quiet", name=name)
            button.setCheckable(True)
            together.addButton(button)
            self._switch[place] = button
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self._search)
        self._trouble = QVBoxLayout()
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        work = QWidget()
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._trouble)
        box.addWidget(self._bar)
        box.addWidget(hairline())
        box.addWidget(self._stack, 1)
        self.set_work(work)
        self.set_aside(self._explanation)
        QShortcut(
            QKeySequence.StandardKey.Find, self, self._find, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def _listen(self, workspace: Workspace) -> None:
        self.listen(self.members.changed, lambda nothing: self._show())
        self.listen(self.invitations.changed, lambda nothing: self._show())
        self.listen(self.audit.changed, lambda nothing: self._show())
        self.listen(self.invitations.drafted, lambda nothing: self._inviting.open())
        self.listen(self.audit.chain.changed, lambda nothing: self._audit.chain.show_model())
        self.listen(workspace.touched, self._heed)
        self.listen(workspace.state_changed, self._heed_state)
        for place, part in self._parts.items():
            part.dressed.connect(partial(self._dress_if, place))
        self._members.looked_into.connect(self._look_into)
        self._members.table.opened.connect(lambda row: self.open_aside())
        self._audit.table.opened.connect(lambda row: self.open_aside())

    # --- for the shell ---

    def offers(self) -> Mapping[str, Callable[[], object]]:
        offers: dict[str, Callable[[], object]] = {
            place: partial(self._go, place) for place in self._switch if place != self.place
        }
        if not self.members.reachable:
            return offers
        offers["look"] = self._look_again
        if self.place != "inviting":
            offers["invite"] = self.invite
        return offers | dict(self._parts[self.place].offers())

    def leave(self) -> None:
        for part in self._parts.values():
            part.leave()

    # --- walking ---

    def invite(self) -> None:
        self._go("inviting")
        self._inviting.open()
        self._inviting.setFocus()

    def _go(self, place: Place) -> None:
        part = self._parts[place]
        had_focus = (inner := self.focusWidget()) is not None and inner.hasFocus()
        self.place = place
        self._stack.setCurrentWidget(part)
        if had_focus:
            part.setFocus()
        self._bar.setVisible(place != "inviting")
        self._search.setVisible(place in ("members", "invitations"))
        if place in self._switch:
            self._switch[place].setChecked(True)
        if place == "audit" and self.audit.told is None and self.audit.reachable:
            self._audit.open()
        self._sift(self._search.text())
        self._show()

    def _invited(self, made: tuple[str, ...]) -> None:
        self._go("invitations")
        self._invitations.welcome(made)
        self._invitations.setFocus()

    def _look_into(self, member: Member) -> None:
        self._go("audit")
        self._audit.show_person(member.id)

    def _find(self) -> None:
        if self._search.isVisible():
            self._search.setFocus()
            self._search.selectAll()

    def _sift(self, words: str) -> None:
        if self.place == "members":
            self._members.search(words)
        elif self.place == "invitations":
            self._invitations.search(words)

    # --- what it shows ---

    def _show(self) -> None:
        self._say_trouble()
        part = self._parts[self.place]
        if isinstance(part, ListPart):
            part.show_model()
        self._dress()

    def _dress_if(self, place: Place, nothing: None) -> None:
        if place == self.place:
            self._dress()

    def _dress(self) -> None:
        """Head and explanation, as far as they are others than before."""
        part = self._parts[self.place]
        title = _("Invite people") if self.place == "inviting" else _("Members")
        self.head.set_words(title, part.facts())
        if (self.place, part.dress()) != self._dressed:
            self._dressed = self.place, part.dress()
            self.head.set_buttons(*part.buttons() if self.members.reachable else ())
        if (self.place, part.topic()) != self._explained:
            self._explained = self.place, part.topic()
            self._explanation.clear()
            part.explain(self._explanation)

    def _say_trouble(self) -> None:
        """When the hub does not answer, how old is what one sees; when nothing is seen, the empty list says it."""
        while (item := self._trouble.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        listing = {"members": self.members, "audit": self.audit}.get(self.place, self.invitations)
        if listing.trouble is not None and listing.told is not None:
            as_of = say("You see what the hub told at {time}.", time=clock(listing.told))
            again = Button(_("Try again"), self._look_again)
            self._trouble.addWidget(Notice(str(listing.trouble.what), str(as_of), "waiting", (again,)))

    # --- what it does ---

    async def _load(self) -> None:
        await self.members.load()
        await self.invitations.load()

    def _look_again(self) -> None:
        self._refresh.ask()
        if self.audit.told is not None or self.place == "audit":
            self._audit.open()

    def _heed(self, refs: frozenset[Ref]) -> None:
        """Somebody has come, for everybody new has a profile; or somebody leaves, or stays after all."""
        if any(ref.kind == Profile.KIND for ref in refs):
            self._refresh.ask()
        elif any(ref.kind == Erasure.KIND for ref in refs):
            self.start(self._look_who_leaves())

    async def _look_who_leaves(self) -> None:
        await self.members.look_who_leaves()
        self._explained = None
        self._show()

    def _heed_state(self, state: SyncState) -> None:
        if state.phase == "in_step" and any(one.trouble for one in (self.members, self.invitations, self.audit)):
            self._look_again()

    def _choose_where_to_save(self) -> None:
        name = _("audit") if self.place == "audit" else _("invitations")
        save_as(self, _("Save as CSV"), f"{name} {day(datetime.now(UTC))}", "csv", self._save)

    def _save(self, path: Path) -> None:
        if self.place == "audit":
            self._audit.strip.attempt(lambda: self.audit.save(path), _("Saving the audit"), self.audit.progress)
        else:
            self._invitations.strip.attempt(lambda: self.invitations.save(path))
