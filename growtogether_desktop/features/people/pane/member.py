"""What the right-hand pane tells of a member, and the form that gives them other roles."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.formats import ago, number
from growtogether_desktop.base.i18n import _, say_n
from growtogether_desktop.domain.accounts import ROLES
from growtogether_desktop.features.people.model.members import Member, MembersModel
from growtogether_desktop.features.people.pane.form import MemberForm, heading
from growtogether_desktop.features.people.pane.roles import RoleTicks
from growtogether_desktop.features.people.pane.words import EVERYBODY_READS, READS, in_words, who_reads
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Words


class MemberFacts(QWidget):
    def __init__(self, member: Member, *, me: bool) -> None:
        super().__init__()
        account = member.account
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(heading(member.name, in_words(member.roles), _("you") if me else ""))
        box.addWidget(section(_("Signs in as")))
        login = account.login or _("through the platform")
        box.addWidget(Words(_breakable(login), wraps=True).can_be_copied())
        box.addWidget(section(_("Here since")))
        box.addWidget(Words(day(datetime.fromtimestamp(account.joined, UTC))))
        box.addWidget(section(_("Last seen")))
        box.addWidget(Words(_seen(member), wraps=True))
        box.addWidget(section(_("What they may read")))
        for words in (EVERYBODY_READS, *(READS[role] for role in ROLES if role in member.roles)):
            box.addWidget(Words(_(words), "muted", wraps=True))
        for line in who_reads(_("What of it is theirs stands in what they save on their privacy page.")):
            box.addWidget(line)


def _breakable(login: str) -> str:
    """With a place where a label may break the line."""
    return login.replace("@", "\u200b@")


def _seen(member: Member) -> str:
    account = member.account
    if not account.seen:
        return _("Never yet.")
    computers = str(say_n("{count} computer", "{count} computers", account.devices, count=number(account.devices)))
    return f"{ago(datetime.fromtimestamp(account.seen, UTC))} · {computers}"


class RolesForm(MemberForm):
    """Which roles somebody has from now on, and what that does, before it is done."""

    def __init__(
        self, model: MembersModel, member: Member, give: Callable[[], object], done: Callable[[], object]
    ) -> None:
        super().__init__(member, _("Roles"))
        self._model = model
        self.ticks = RoleTicks(member.roles, across=False)
        self._effects = QVBoxLayout()
        self._effects.setSpacing(6)
        self.give_button = Button(_("Give these roles"), give, "filled")
        self.buttons = (self.give_button, Button(_("Cancel"), done))
        self.box.addWidget(self.ticks)
        self.box.addWidget(section(_("What that does")))
        self.box.addLayout(self._effects)
        self.box.addWidget(self.complaint)
        self.ticks.ticked.connect(lambda roles: self._tell())
        self.setFocusProxy(self.ticks)
        self._tell()

    def _tell(self) -> None:
        roles = self.ticks.roles
        while (item := self._effects.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        effects = [str(effect) for effect in self._model.effects(self.member, roles)]
        if effects:
            effects.append(_("It counts at once at the hub; their program shows other pages when it is next started."))
        for effect in effects or [_("Nothing changes.")]:
            self._effects.addWidget(Words(effect, "muted", wraps=True))
        objection = self._model.objection(self.member, roles)
        self.complain(str(objection or ""))
        self.give_button.setEnabled(objection is None and roles != self.member.roles)
