"""The computers on which one is signed in, as a card."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from growtogether_desktop.base.formats import ago
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.privacy.model.devices import DevicesModel
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import CardAside, CardRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.words import Words
from growtogether_desktop.wire.protocol import Device


class DevicesCard(AskingCard):
    def __init__(self, model: DevicesModel, start: Start) -> None:
        super().__init__(_("Computers you are signed in on"), start)
        self._model = model

    def show_model(self) -> None:
        rows: list[QWidget] = [self._line(device) for device in self._model.rows]
        if not self._model.reachable:
            rows = [CardAside(_("This desk has no hub, so it is on this computer alone."))]
        elif not rows:
            rows = [CardAside(_("The hub knows them; they are shown when it can be reached."))]
        self.show_rows(*rows)
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
        elif device.revoked:
            line.addWidget(Pill(_("signed out for good"), "blocking"))
        else:
            line.addWidget(Button(_("Sign out…"), lambda: self._ask(device)))
        return CardRow(device.name or _("A computer without a name"), str(say("seen {ago}", ago=seen)), after=after)

    def _ask(self, device: Device) -> None:
        what = str(say("“{name}” is signed out, and wiped when it calls the hub again.", name=device.name))
        advice = _("What it has not sent by then is lost.")
        self.ask(what, advice, _("Sign it out"), lambda: self._model.revoke(device))
