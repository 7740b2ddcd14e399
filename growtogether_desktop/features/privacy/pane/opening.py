"""What opens this desk, as a card: keyring, passphrase, recovery code, and how to change each."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.privacy.model.opening import PASSPHRASE_CHARACTERS, OpeningModel
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Attempt, Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import CardAside, CardRow
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.paper_code import PaperCode


class OpeningCard(AskingCard):
    def __init__(self, model: OpeningModel, start: Start) -> None:
        super().__init__(_("What opens this desk"), start)
        self._model = model
        self._form: _PassphraseForm | None = None

    def show_model(self) -> None:
        ways = self._model.ways
        if ways is None:
            self.show_rows(CardAside(_("This desk is not closed: everybody who sits at this computer may look at it.")))
            return
        rows: list[QWidget] = [
            CardRow(
                _("Keyring of this computer"),
                _("Opens the desk without a question, once you are signed in to the computer."),
                after=_after(
                    ways.keyring,
                    Button(_("Stop using it"), self._leave_keyring)
                    if ways.keyring
                    else Button(_("Use it"), lambda: self.attempt(self._model.use_keyring())),
                ),
            ),
            CardRow(
                _("Passphrase"),
                _("You type it when the keyring does not open the desk."),
                after=_after(
                    ways.passphrase,
                    Button(_("Change…") if ways.passphrase else _("Choose…"), self._open_form),
                    *([Button(_("Drop it"), self._drop, kind="quiet")] if ways.passphrase else []),
                ),
            ),
            CardRow(
                _("Recovery code"),
                _("On paper, for the day when everything else is lost."),
                after=_after(
                    ways.recovery,
                    Button(_("Make another…") if ways.recovery else _("Make one…"), self._make_code),
                ),
            ),
        ]
        if self._form is not None:
            rows.insert(2, self._form)
        if self._model.code:
            rows.append(PaperCode(self._model.code, self._model.hide_code))
        self.show_rows(*rows)

    # --- what it does ---

    def _open_form(self) -> None:
        self._form = _PassphraseForm(self._model, self.attempt, self._close_form)
        self.show_model()
        self._form.setFocus()

    def _close_form(self) -> None:
        self._form = None
        self.show_model()

    def _make_code(self) -> None:
        if self._model.ways is not None and self._model.ways.recovery:
            what = _("The code on your paper opens nothing any more then.")
            self.ask(what, "", _("Make another"), self._model.make_code)
        else:
            self.attempt(self._model.make_code())

    def _drop(self) -> None:
        what = _("Only the keyring and a recovery code open the desk then.")
        self.ask(what, "", _("Drop it"), self._model.drop_passphrase)

    def _leave_keyring(self) -> None:
        what = _("You type the passphrase at each start then.")
        self.ask(what, "", _("Stop using it"), self._model.leave_keyring)


class _PassphraseForm(Leading):
    """A new passphrase, typed twice; what is wrong stands beneath."""

    def __init__(self, model: OpeningModel, attempt: Attempt, done: Callable[[], None]) -> None:
        super().__init__()
        self._model = model
        self._attempt = attempt
        self._done = done
        least = str(say("At least {n} characters.", n=PASSPHRASE_CHARACTERS))
        self._first, self._second = _secret(), _secret()
        self._field = Field(_("New passphrase"), self._first, least)
        again = Field(_("Once more"), self._second)
        for editor in (self._first, self._second):
            editor.textEdited.connect(lambda text: self._field.calm())
            editor.returnPressed.connect(self._keep)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Cancel"), done))
        buttons.addWidget(Button(_("Keep it"), self._keep, kind="filled"))
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 9, 14, 12)
        box.setSpacing(8)
        for widget in (self._field, again):
            box.addWidget(widget)
        box.addLayout(buttons)
        self.lead_to(self._first)

    def _keep(self) -> None:
        self._attempt(self._model.set_passphrase(self._first.text(), self._second.text()), self._done, self._field)


def _after(there: bool, *buttons: Button) -> QWidget:
    after = QWidget()
    line = QHBoxLayout(after)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(Pill(_("opens it"), "resolved") if there else Pill(_("not set"), "plain"))
    for button in buttons:
        line.addWidget(button)
    return after


def _secret() -> QLineEdit:
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor
