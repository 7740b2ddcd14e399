"""The card that offers a recovery code, and shows the one that was made."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.home.model.paper import PaperModel
from growtogether_desktop.features.home.pane.opinion import Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.paper_code import PaperCode
from growtogether_desktop.ui.words import Words


class PaperCard(Card):
    """It stays the same card, so that a code is read for as long as somebody writes."""

    def __init__(self, model: PaperModel, start: Start) -> None:
        super().__init__(_("Write down a recovery code"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._model = model
        self._start = start
        self._offer = self._make_offer()
        self._shown = ""
        self.show_rows(self._offer)

    def show_model(self) -> None:
        """Show the code once there is one."""
        if self._model.code != self._shown and self._model.code:
            code = PaperCode(self._model.code, self._model.hide_code)
            self.show_rows(code)
            code.setFocus()
        self._shown = self._model.code

    def _make(self) -> None:
        self._start(self._model.make_code())

    def _make_offer(self) -> QWidget:
        offer = QWidget()
        why = _("Should the keyring be lost or the passphrase forgotten, a code on paper still opens this desk.")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(Button(_("Make one"), self._make))
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Not now"), lambda: self._start(self._model.not_now()), "quiet"))
        buttons.addWidget(Button(_("Never"), lambda: self._start(self._model.never()), "quiet"))
        box = QVBoxLayout(offer)
        box.setContentsMargins(14, 10, 14, 12)
        box.setSpacing(12)
        box.addWidget(Words(why, "muted", wraps=True))
        box.addLayout(buttons)
        return offer
