"""A code for somebody who has forgotten their password: asked for with one's own, and shown once."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.people.model.members import Member
from growtogether_desktop.features.people.pane.form import MemberForm
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Words
from growtogether_desktop.wire.protocol import Invitation


class ResetForm(MemberForm):
    """What the code does, and one's own password before it is made."""

    def __init__(self, member: Member, make: Callable[[], object], done: Callable[[], object]) -> None:
        super().__init__(
            member,
            _("Forgotten password"),
            _("By a code they choose another password: once, and within a day."),
            _("Be sure whom you give it to: whoever has the code comes in as {name}.").format(name=member.name),
            _("They are signed out everywhere else then; what they have not sent stays on their computers."),
        )
        self.editor = QLineEdit()
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = Field(_("Your own password"), self.editor, _("Leave it empty if you have none."))
        self.editor.textEdited.connect(lambda text: self.field.calm())
        self.editor.returnPressed.connect(make)
        self.buttons = (Button(_("Make a code"), make, "filled"), Button(_("Cancel"), done))
        self.box.addWidget(self.field)
        self.setFocusProxy(self.editor)

    def complain(self, words: str) -> None:
        self.field.complain(words)


class ResetCode(MemberForm):
    """The code, once: the hub keeps only its hash."""

    def __init__(self, member: Member, made: Invitation, address: str, done: Callable[[], object]) -> None:
        super().__init__(member, _("Forgotten password"))
        self.code = made.code
        until = moment(datetime.fromtimestamp(made.until, UTC))
        letter = say(
            "In Grow-Together choose “Sign in”, then “I have a code”.\nAddress of the hub: {address}\nCode: {code}\n"
            "It is good once, until {until}.",
            address=address,
            code=made.code,
            until=until,
        )
        copy = Button(_("Copy with the address"), lambda: QGuiApplication.clipboard().setText(str(letter)), icon="copy")
        self.buttons = (copy, Button(_("Done"), done))
        letters = Words(made.code, wraps=True).can_be_copied()
        letters.setFont(theme.current().code_font(16))
        letters.setAccessibleName(made.code)
        self.box.addWidget(section(_("Code")))
        self.box.addWidget(letters)
        self.tell(
            str(say("It is good once, until {until}. It is shown only now.", until=until)),
            _("They choose “Sign in” and “I have a code”, and type it there with a new password."),
        )
        self.setFocusProxy(copy)
