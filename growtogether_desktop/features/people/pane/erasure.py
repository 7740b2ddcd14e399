"""Having somebody erased who cannot ask any more: what it does, why, and their name before it is done."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.erasures import Erasure
from growtogether_desktop.features.people.model.members import Member, MembersModel
from growtogether_desktop.features.people.pane.form import MemberForm
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.readers import told_in_a_line
from growtogether_desktop.ui.words import Words


class ErasureForm(MemberForm):
    """The button works once there is a reason, and the name is typed as it stands above."""

    def __init__(
        self, model: MembersModel, member: Member, erase: Callable[[], object], done: Callable[[], object]
    ) -> None:
        on = say(
            "It is done on {day}. Until then you can take it back, and so can they: they read the reason when "
            "they sign in.",
            day=day(model.due),
        )
        super().__init__(
            member,
            _("Have somebody erased"),
            _("For somebody who cannot sign in any more, or has asked you outside the program."),
            _("What is theirs alone is erased everywhere; what others need loses their name."),
            str(on),
        )
        self._reason = QPlainTextEdit()
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(theme.current().px(76))
        self._name = QLineEdit()
        self.words_stay = QCheckBox(_("What they wrote about others stays"))
        self.erase_button = Button(_("Have them erased"), erase, kind="danger")
        self.buttons = (self.erase_button, Button(_("Cancel"), done))
        self.box.addWidget(Field(_("Why"), self._reason))
        self.box.addWidget(told_in_a_line(Erasure(member.id, member.name, model.due, model.due), model.me))
        self.box.addWidget(self.words_stay)
        self.box.addWidget(Field(_("Their name, to be sure"), self._name, member.name))
        self.box.addWidget(self.complaint)
        self._reason.textChanged.connect(self._look)
        self._name.textChanged.connect(self._look)
        self.setFocusProxy(self._reason)
        self._look()

    @property
    def reason(self) -> str:
        return self._reason.toPlainText().strip()

    def _look(self) -> None:
        self.complain("")
        named = self._name.text().strip() == self.member.name.strip()
        self.erase_button.setEnabled(named and bool(self.reason))


def leaving_facts(wish: Erasure, asked_by: str) -> QWidget:
    """Who is to be erased, when, and who has asked for it."""
    told = QWidget()
    box = QVBoxLayout(told)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(section(_("Leaving")))
    if wish.agreed is not None:
        box.addWidget(Words(_("They are being erased."), wraps=True))
        return told
    box.addWidget(Words(str(say("They are erased on {day}.", day=day(wish.due))), wraps=True))
    if not wish.by:
        box.addWidget(Words(_("They have asked for it themselves."), "muted", wraps=True))
        return told
    if asked_by:
        box.addWidget(Words(str(say("{name} has asked for it:", name=asked_by)), "muted", wraps=True))
    box.addWidget(Words(wish.reason, wraps=True).can_be_copied())
    box.addWidget(told_in_a_line(wish))
    return told
