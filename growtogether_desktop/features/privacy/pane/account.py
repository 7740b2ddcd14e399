"""One's own account, as a card: another password, and the platform as a way in."""

from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.privacy.model.account import AccountModel
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Attempt, Start
from growtogether_desktop.features.privacy.pane.password_form import PasswordForm
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import CardAside, CardRow
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.notice import Notice


class AccountCard(AskingCard):
    def __init__(self, model: AccountModel, start: Start) -> None:
        super().__init__(_("Your account"), start)
        self.browse: Callable[[str], object] = lambda address: QDesktopServices.openUrl(QUrl(address))
        """Opens an address in the person's own browser."""
        self._model = model
        self._form: _NewPasswordForm | PasswordForm | None = None

    def show_model(self) -> None:
        if not self._model.reachable:
            self.show_rows(CardAside(_("This desk has no hub, so there is no account.")))
            return
        rows: list[QWidget] = [
            CardRow(
                _("Password"),
                _("With it you sign in on another computer; it does not open this desk."),
                after=Button(_("Change…"), self._open_form),
            )
        ]
        if self._model.platform is not None:
            host = urlsplit(self._model.platform.issuer).hostname or self._model.platform.issuer
            about = str(say("Sign in at {host} once in your browser; from then on that is a way in, too.", host=host))
            rows.append(CardRow(_("Platform"), about, after=Button(_("Link it…"), self._link)))
        if self._form is not None:
            rows.insert(1 if isinstance(self._form, _NewPasswordForm) else 2, self._form)
        self.show_rows(*rows)

    def look(self) -> None:
        """Ask the hub what it knows."""
        self._start(self._model.load())

    def _open_form(self) -> None:
        done = _("Your password is changed, and your other computers are signed out.")
        self._show_form(_NewPasswordForm(self._model, self.attempt, self._close_form, lambda: self._tell(done)))

    def _link(self) -> None:
        done = _("From now on you can sign in through the platform as well.")
        about = _("Your password first; then your browser opens, and you sign in at the platform there.")
        self._show_form(
            PasswordForm(
                (_("Link the platform"), about),
                _("Open the browser"),
                lambda password: self._model.link(password, self.browse),
                self.attempt,
                self._close_form,
                done=lambda: self._tell(done),
            )
        )

    def _show_form(self, form: "_NewPasswordForm | PasswordForm") -> None:
        self._form = form
        self.show_model()
        form.setFocus()

    def _close_form(self) -> None:
        self._form = None
        self.show_model()

    def _tell(self, what: str) -> None:
        self._close_form()
        self.add(Notice(what, "", "resolved", close_=self.show_model), margin=0)


class _NewPasswordForm(QWidget):
    """The old password, and the new one twice; what is wrong stands beneath."""

    def __init__(
        self, model: AccountModel, attempt: Attempt, leave: Callable[[], None], done: Callable[[], None]
    ) -> None:
        super().__init__()
        self._model = model
        self._attempt = attempt
        self._done = done
        self._old, self._new, self._again = (QLineEdit() for _editor in range(3))
        self._field = Field(_("New password"), self._new)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 9, 14, 12)
        box.setSpacing(8)
        for field in (Field(_("Password until now"), self._old), self._field, Field(_("Once more"), self._again)):
            box.addWidget(field)
        for editor in (self._old, self._new, self._again):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.textEdited.connect(lambda text: self._field.calm())
            editor.returnPressed.connect(self._change)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Cancel"), leave))
        buttons.addWidget(Button(_("Change password"), self._change, kind="filled"))
        box.addLayout(buttons)
        self.setFocusProxy(self._old)

    def _change(self) -> None:
        work = self._model.change_password(self._old.text(), self._new.text(), self._again.text())
        self._attempt(work, self._done, self._field)
