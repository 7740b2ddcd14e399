"""Before a review is published: what goes out, what is said of the whole, and that it cannot be unsaid."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.features.reviews.model.drafts import VerdictDraft
from growtogether_desktop.features.reviews.model.remarks import advice, in_numbers
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.reading import Start
from growtogether_desktop.features.reviews.pane.scoring import Room, Scoring
from growtogether_desktop.features.reviews.pane.words import CHOICES
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Words, tip


class Publishing:
    """Asks before a review is published, in a strip that stays until it is out or put off."""

    def __init__(self, model: ReviewModel, start: Start) -> None:
        self.asked: Signal[None] = Signal()
        """The strip is about to come."""
        self.changed: Signal[None] = Signal()
        """It has come, or gone."""
        self.ended: Signal[None] = Signal()
        self.strip: PublishStrip | None = None
        self._model = model
        self._start = start

    def ask(self) -> None:
        self.asked.emit(None)
        model = self._model
        self.strip = PublishStrip(model, lambda draft: self._start(model.saying.keep_verdict(draft), ""))
        self.strip.confirmed.connect(lambda nothing: self._start(self._publish(), ""))
        self.strip.put_off.connect(lambda nothing: self._close())
        self.changed.emit(None)
        self.strip.setFocus()

    def save(self) -> None:
        """Keep what has been typed of the verdict."""
        if self.strip is not None:
            self.strip.save()

    async def _publish(self) -> None:
        try:
            await self._model.publish()
        except Problem as problem:
            if self.strip is not None:
                self.strip.complain(problem)
            return
        self._close()

    def _close(self) -> None:
        if self.strip is not None:
            strip, self.strip = self.strip, None
            self.changed.emit(None)
            strip.hide()
            strip.deleteLater()
            self.ended.emit(None)


class PublishStrip(Leading):
    """Verdict, summary and counts above the code; publishing is asked for here and only here."""

    def __init__(self, model: ReviewModel, keep: Callable[[VerdictDraft], object]) -> None:
        super().__init__()
        self.confirmed: Signal[None] = Signal()
        self.put_off: Signal[None] = Signal()
        self._model = model
        self._keep = keep
        self._saver = Saver(self, self._save)
        self._counts = Words("", "heading", wraps=True)
        self._counts.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._verdict = QComboBox()
        self._verdict.setAccessibleName(_("Verdict"))
        tip(self._verdict, _("Alt A accepts, Alt R requests changes, Alt C is a comment."))
        for at, (verdict, (words, key)) in enumerate(CHOICES.items()):
            self._verdict.addItem(_(words), verdict)
            self._verdict.setItemData(at, f"Alt {key}", Qt.ItemDataRole.ToolTipRole)
            self._listen_for(f"Alt+{key}", partial(self._choose, at))
        self._verdict.setCurrentIndex(self._verdict.findData(model.saying.verdict.verdict))
        self._summary = WordsEdit(_("Summary"), _("What should they take away from this review?"))
        self._summary.setPlainText(model.saying.verdict.summary)
        self._advice = Words("", "muted", wraps=True)
        draft = model.saying.verdict
        self._scoring = Scoring(model.rubric, draft.scores, draft.checks, self._saver.typed)
        self._complaint = Words("", "complaint", wraps=True)
        self._complaint.hide()
        author = model.work.submission.author_name if model.work.submission else ""
        told = say("{author} is told as soon as the hub has it. It cannot be undone.", author=author)
        self._publish = Button(_("Publish"), self._confirm, "filled", icon="send")
        self._lay_out(str(told))
        self.setAccessibleName(_("Publish the remarks"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.lead_to(self._summary)
        self._verdict.activated.connect(lambda index: self._save())
        self._summary.textChanged.connect(self._saver.typed)
        self._summary.unfocused.connect(lambda nothing: self._saver.now())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # wherever in the strip one is
            self._listen_for(keys, self._confirm)
        self._listen_for("Esc", self._put_off)
        self.show_model()

    def show_model(self) -> None:
        drafts = self._model.drafts
        self._counts.setText(str(in_numbers(drafts)))
        self._advice.setText(" ".join(map(str, advice(drafts))))
        self._advice.setVisible(bool(drafts))
        words = say_n("Publish {n} remark", "Publish {n} remarks", len(drafts)) if drafts else say("Publish")
        self._publish.setText(str(words))

    def save(self) -> None:
        """Keep what there is, now."""
        self._saver.now()

    def complain(self, problem: Problem) -> None:
        self._publish.setEnabled(True)
        self._complaint.setText(str(problem))
        self._complaint.show()

    def _save(self) -> None:
        verdict: Verdict = self._verdict.currentData()
        summary = self._summary.toPlainText()
        self._keep(VerdictDraft(Verdict(verdict), summary, self._scoring.scores, self._scoring.checks))

    def _confirm(self) -> None:
        if not self._publish.isEnabled():
            return
        self._saver.forget()
        self._save()
        self._publish.setEnabled(False)  # once is enough
        self.confirmed.emit(None)

    def _listen_for(self, keys: str, does: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(does)

    def _choose(self, at: int) -> None:
        self._verdict.setCurrentIndex(at)
        self._save()

    def _put_off(self) -> None:
        self.save()
        self.put_off.emit(None)

    def _lay_out(self, told: str) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(12)
        choice.addWidget(self._counts, 1)
        choice.addWidget(self._verdict)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(Words(told, "aside", wraps=True), 1)
        feet.addWidget(Button(_("Not yet"), self._put_off))
        feet.addWidget(self._publish)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 12, 20, 12)
        box.setSpacing(8)
        box.addLayout(choice)
        box.addWidget(self._advice)
        box.addWidget(self._summary)
        box.addWidget(Room(self._scoring))
        box.addWidget(self._complaint)
        box.addLayout(feet)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.surface)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
