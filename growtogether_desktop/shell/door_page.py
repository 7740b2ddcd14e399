"""A page of the first window: a column in the middle, fields with one thing to do, and a place for what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, _, say
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button, Kind
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words

WIDTH = 460
"""Pixels of the column in the middle, before zoom."""
PASSWORD_CHARACTERS = 10
PASSPHRASE_CHARACTERS = 10


class Page(QScrollArea):
    """A column in the middle of the window, with a title and a place for what went wrong."""

    def __init__(self, title: str, intro: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(intro)
        inner = QWidget()
        inner.setObjectName("page")
        middle = QHBoxLayout(inner)
        middle.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(theme.current().px(WIDTH))
        middle.addWidget(holder)
        middle.addStretch(1)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, theme.current().px(48), 0, 24)
        self.column.setSpacing(12)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(Words(title, "figure", wraps=True))
        self.column.addWidget(Words(intro, "muted", wraps=True))
        self.trouble = QVBoxLayout()
        self.column.addLayout(self.trouble)
        self.setWidget(inner)

    def add_card(self, card: Card) -> None:
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.column.addWidget(card)

    def complete(self, *ids: str) -> bool:
        """Whether everything is filled in, or these fields alone; what is not says so beside itself."""
        self.quiet()
        return True

    def say(self, problem: Problem) -> None:
        """Say what went wrong, where it was asked for."""
        self.quiet()
        advice = str(problem.advice) if problem.advice else ""
        self.trouble.addWidget(Notice(str(problem.what), advice, "blocking", close_=self.quiet))

    def tell(self, done: Message) -> None:
        """Say what has been done."""
        self.quiet()
        self.trouble.addWidget(Notice(str(done), "", "resolved", close_=self.quiet))

    def quiet(self) -> None:
        while (item := self.trouble.takeAt(0)) is not None:
            if (notice := item.widget()) is not None:
                notice.hide()  # until it is deleted it would lie over the fields
                notice.deleteLater()


class Form(Page):
    """A page with fields and one thing to do; Enter does it, Escape goes back."""

    def __init__(self, title: str, intro: str, back: Callable[[], None] | None) -> None:
        super().__init__(title, intro)
        self.fields: dict[str, Field] = {}
        self._back = back
        self._submit: Button | None = None

    def line(self, id: str, name: str, help_: str = "") -> QLineEdit:
        editor = QLineEdit()
        self.fields[id] = Field(name, editor, help_)
        self.column.addWidget(self.fields[id])
        editor.textEdited.connect(lambda text: self.fields[id].calm())
        editor.returnPressed.connect(self.go)
        if len(self.fields) == 1:
            self.setFocusProxy(editor)
        return editor

    def secret(self, id: str, name: str, help_: str = "") -> QLineEdit:
        editor = self.line(id, name, help_)
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        return editor

    def submit(self, text: str, run: Callable[[], None], kind: Kind = "filled") -> None:
        self._submit = Button(text, run=run, kind=kind)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if self._back is not None:
            buttons.addWidget(Button(_("Back"), run=self._back))
        buttons.addStretch(1)
        buttons.addWidget(self._submit)
        self.column.addSpacing(4)
        self.column.addLayout(buttons)

    def go(self) -> None:
        """Do the one thing there is to do here."""
        if self._submit is not None:
            self._submit.click()

    def complete(self, *ids: str) -> bool:
        """Whether these fields are filled in, or all of them when none are named."""
        self.quiet()
        wrong = None
        for id, field in self.fields.items():
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            if (ids and id not in ids) or field.isHidden() or (said := self._complaint(id, editor.text())) is None:
                continue
            field.complain(said)
            wrong = wrong or field
        if wrong is not None:
            wrong.editor.setFocus()
        return wrong is None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back is not None:
            self._back()
            return
        super().keyPressEvent(event)

    def _complaint(self, id: str, text: str) -> str | None:
        if not text.strip():
            return None if id == "name" else _("This is needed.")
        makes_new = "code" in self.fields or "programme" in self.fields
        if id == "password" and makes_new and len(text) < PASSWORD_CHARACTERS:
            return least_characters(PASSWORD_CHARACTERS)
        if id == "passphrase" and len(self.fields) > 1 and len(text) < PASSPHRASE_CHARACTERS:
            return least_characters(PASSPHRASE_CHARACTERS)
        return None


def least_characters(n: int) -> str:
    return str(say("At least {n} characters.", n=n))
