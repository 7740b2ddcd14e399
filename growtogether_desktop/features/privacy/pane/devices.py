"""The computers on which one is signed in, as a card."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from growtogether_desktop.base.formats import ago, number
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.privacy.model.devices import DevicesModel
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Start
from growtogether_desktop.features.privacy.pane.password_form import PasswordForm
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import CardAside, CardRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words
from growtogether_desktop.wire.protocol import Device


class DevicesCard(AskingCard):
    def __init__(self, model: DevicesModel, start: Start) -> None:
        super().__init__(_("Computers you are signed in on"), start)
        self._model = model
        self._form: PasswordForm | Notice | None = None
        """What is asked just now; it stays while the hub tells of the computers."""

    @property
    def reachable(self) -> bool:
        """Whether there is a hub to be signed out of."""
        return self._model.reachable

    def show_model(self) -> None:
        rows: list[QWidget] = [self._line(device) for device in self._model.rows]
        if not self._model.reachable:
            rows = [CardAside(_("This desk has no hub, so it is on this computer alone."))]
        elif not rows:
            rows = [CardAside(_("The hub knows them; they are shown when it can be reached."))]
        self.show_rows(*rows, *([self._form] if self._form is not None else []))
        if self._model.reachable:
            who = _(
                "You alone see this list. The coordinators see how many there are, when you were last seen, and in the "
                "audit which of them did what."
            )
            self.add(Words(who, "aside", wraps=True))

    def look(self) -> None:
        """Ask the hub."""
        self.attempt(self._model.load())

    def _line(self, device: Device) -> CardRow:
        seen = ago(datetime.fromtimestamp(device.seen, UTC))
        after = QWidget()
        line = QHBoxLayout(after)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        if device.this:
            line.addWidget(Pill(_("this computer"), "resolved"))
            line.addWidget(Button(_("Sign out…"), self.ask_to_sign_out))
        elif device.revoked:
            line.addWidget(Pill(_("signed out for good"), "blocking"))
        else:
            line.addWidget(Button(_("Sign out…"), lambda: self._ask(device)))
        return CardRow(device.name or _("A computer without a name"), str(say("seen {ago}", ago=seen)), after=after)

    def ask_to_sign_out(self) -> None:
        """Say what becomes of what is here, before this computer is signed out."""
        n = self._model.unsent
        what = _("This computer is signed out, and what came from the hub is removed from it.")
        sealed = say_n(
            "{count} change has not been sent. It is sealed with your drafts, until you sign in here again.",
            "{count} changes have not been sent. They are sealed with your drafts, until you sign in here again.",
            n,
            count=number(n),
        )
        all_sent = _("Everything has been sent. Your drafts are sealed, until you sign in here again.")
        leave = Button(_("Leave it"), self._close_form)
        sure = Button(_("Sign out of this computer"), lambda: self.attempt(self._model.sign_out()), kind="danger")
        self._form = Notice(what, str(sealed) if n else all_sent, "waiting", (leave, sure))
        self.show_model()
        leave.setFocus()

    def _ask(self, device: Device) -> None:
        what = str(say("“{name}” is signed out, and wiped when it calls the hub again.", name=device.name))
        advice = _("What was not sent by then is sealed, and opens when you sign in there again.")
        self._form = PasswordForm(
            (what, advice),
            _("Sign it out"),
            lambda password: self._model.revoke(device, password),
            self.attempt,
            self._close_form,
            kind="danger",
        )
        self.show_model()
        self._form.setFocus()

    def _close_form(self) -> None:
        self._form = None
        self.show_model()
