"""A card opened on the right: its words to rewrite, who does it, and what has happened to it meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.ids import CardId
from growtogether_desktop.domain.projects import Project
from growtogether_desktop.features.projects.model.board import BoardModel, CardRow
from growtogether_desktop.features.projects.model.drafts import CardDraft, as_it_is
from growtogether_desktop.features.projects.pane.starting import Start
from growtogether_desktop.features.projects.pane.words import LEVELS, about, who_reads
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.marks import Avatar
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Words, tip


class CardForm(QWidget):
    """For who writes on the board. What is typed is a draft until it is saved.

    Its buttons stand at the foot of the pane; once they do, `show_model`.
    """

    def __init__(self, model: BoardModel, card: CardId, start: Start) -> None:
        super().__init__()
        self.card = card
        self._model = model
        self._start = start
        self._saver = Saver(self, self._keep)
        self._typing = False
        """Something was typed that the model does not know yet."""
        self._seen = ("", "")
        self._title = QLineEdit()
        self._detail = QPlainTextEdit()
        self._detail.setTabChangesFocus(True)
        self._detail.setFixedHeight(theme.current().px(148))
        self._stack = QLineEdit()
        self._stack.setPlaceholderText(_("Python, React"))
        self._level = QComboBox()
        self._level.addItems([_(level) for level in LEVELS])
        self._doer = QComboBox()
        self._title_field = Field(_("Title"), self._title)
        self._theirs = _Overtaken(self._take_theirs, self._keep_mine)
        self._waits = Words(_("The hub has not answered yet; it goes up by itself."), "aside", wraps=True)
        self._trouble = Words("", "complaint", wraps=True)
        self._trouble.hide()
        self.save = Button(_("Save"), self._save, "filled")
        tip(self.save, _("Ctrl Enter"))
        self.discard = Button(_("Discard"), self._discard, "quiet")
        self.take = Button(_("Take it"), lambda: start(model.take(card)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self._theirs)
        box.addWidget(self._title_field)
        box.addWidget(Field(_("Detail"), self._detail))
        box.addWidget(Field(_("Takes"), self._stack))
        box.addWidget(Field(_("Level"), self._level))
        box.addWidget(Field(_("Who does it"), self._doer))
        for widget in (self._trouble, self._waits, *who_reads(model.project)):
            box.addWidget(widget)
        self._title.textEdited.connect(self._typed)
        self._stack.textEdited.connect(self._typed)
        self._detail.textChanged.connect(self._typed)
        self._level.activated.connect(self._typed)
        self._doer.activated.connect(lambda at: self._start(self._model.assign(self.card, self._doer.itemData(at))))

    def begin(self) -> None:
        """The keys go to the title."""
        self._title.setFocus()

    def leave(self) -> None:
        """Keep what was just typed."""
        self._saver.now()

    @property
    def rewritten(self) -> bool:
        """Whether there are words here that nobody else has."""
        return self._typing or self.card in self._model.drafts

    def show_model(self) -> None:
        """Show the card as it is now; what the person is writing stays, even when the card is gone."""
        row = self._model.row(self.card)
        self.take.setVisible(row is not None and not row.mine)
        if row is None:
            self._say(_("Somebody has removed this card. Your words stay here until you discard them."))
            return
        draft = self._model.drafts.get(self.card)
        if not self._typing:
            self._fill(draft or as_it_is(row.card))
        self._fill_doers(row)
        self._waits.setVisible(row.waiting)
        self._theirs.setVisible(self._model.overtaken(self.card))
        self._theirs.show_words(row.card.title, row.card.detail)
        self.save.setVisible(self.rewritten)
        self.discard.setVisible(self.rewritten)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
        ):
            self._save()
            return
        super().keyPressEvent(event)

    # --- the draft ---

    def _draft(self) -> CardDraft:
        return CardDraft(
            self._title.text(),
            self._detail.toPlainText(),
            self._stack.text(),
            self._level.currentIndex(),
            self._seen,
        )

    def _fill(self, draft: CardDraft) -> None:
        self._seen = draft.seen
        if draft == self._draft():
            return  # so the cursor stays where it is
        for widget in (self._detail, self._level):
            widget.blockSignals(True)
        self._title.setText(draft.title)
        self._detail.setPlainText(draft.detail)
        self._stack.setText(draft.stack)
        self._level.setCurrentIndex(draft.level)
        for line in (self._title, self._stack):
            line.setCursorPosition(0)
        for widget in (self._detail, self._level):
            widget.blockSignals(False)

    def _fill_doers(self, row: CardRow) -> None:
        people = [(None, _("Nobody")), *self._model.people]
        if row.card.assignee not in [person for person, name in people]:
            people.append((row.card.assignee, row.assignee))
        shown = [(self._doer.itemData(at), self._doer.itemText(at)) for at in range(self._doer.count())]
        if shown != people:
            self._doer.clear()
            for person, name in people:
                self._doer.addItem(name, person)
        self._doer.setCurrentIndex([person for person, name in people].index(row.card.assignee))

    def _typed(self) -> None:
        self._typing = True
        self._title_field.calm()
        self._trouble.hide()
        self._saver.typed()
        self.save.show()
        self.discard.show()

    def _keep(self) -> None:
        self._typing = False
        self._start(self._model.keep(self.card, self._draft()))

    def _save(self) -> None:
        self._saver.forget()
        self._start(self._ask())

    async def _ask(self) -> None:
        self._typing = False
        await self._model.keep(self.card, self._draft())
        try:
            await self._model.edit(self.card)
        except Problem as problem:
            if self._title.text().strip():
                self._say(str(problem))
            else:
                self._title_field.complain(str(problem))

    def _discard(self) -> None:
        self._saver.forget()
        self._typing = False
        self._title_field.calm()
        self._trouble.hide()
        self._start(self._model.forget(self.card))
        self.show_model()

    def _say(self, trouble: str) -> None:
        self._trouble.setText(trouble)
        self._trouble.show()

    def _take_theirs(self) -> None:
        self._discard()

    def _keep_mine(self) -> None:
        self._saver.now()
        self._trouble.hide()
        self._start(self._model.insist(self.card))


class _Overtaken(QWidget):
    """Somebody has rewritten the card: what it says now, and whose words are to stay."""

    def __init__(self, theirs: Callable[[], object], mine: Callable[[], object]) -> None:
        super().__init__()
        self._now = Words("", wraps=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(Words(_("Somebody has changed this card meanwhile. Now it says:"), "strong", wraps=True))
        box.addWidget(self._now)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Button(_("Take theirs"), theirs))
        line.addWidget(Button(_("Keep mine"), mine))
        line.addStretch(1)
        box.addLayout(line)

    def show_words(self, title: str, detail: str) -> None:
        self._now.setText(f"{title}\n{detail}".strip())


class CardFacts(QWidget):
    """For who reads the board."""

    def __init__(self, row: CardRow, project: Project | None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(Words(row.card.title, "heading", wraps=True).can_be_copied())
        if beneath := about(row.card):
            box.addWidget(Words(beneath, "muted", wraps=True))
        if row.card.detail:
            box.addWidget(Words(row.card.detail, wraps=True).can_be_copied())
        box.addWidget(section(_("Who does it")))
        line = QHBoxLayout()
        line.setSpacing(8)
        if row.assignee:
            line.addWidget(Avatar(row.assignee, 22))
        line.addWidget(Words(row.assignee or _("Nobody yet"), "body" if row.assignee else "muted"), 1)
        box.addLayout(line)
        for words in who_reads(project):
            box.addWidget(words)
