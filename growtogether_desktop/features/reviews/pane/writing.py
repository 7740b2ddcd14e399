"""What is being written between the lines: a remark or an answer, one at a time. What is put away stays a draft."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import WHOLE, ReviewModel
from growtogether_desktop.features.reviews.pane.editor import RemarkEditor
from growtogether_desktop.features.reviews.pane.remark_card import AnswerEditor
from growtogether_desktop.ui.code_view import Block

Start = Callable[[Coroutine[Any, Any, Any], str], Any]


class Writing(QObject):
    """Where the editors stand is the page's to decide: it asks for their `blocks`, and is told when they change."""

    def __init__(self, page: QWidget, model: ReviewModel, start: Start) -> None:
        super().__init__(page)
        self.opened: Signal[str] = Signal()
        """An editor is there now, in the block of this key."""
        self.grown: Signal[str] = Signal()
        """It needs more room."""
        self.ended: Signal[ThreadId | None] = Signal()
        """Somebody has turned away from it; what they have written, if that is a remark that stays."""
        self.kept: Signal[None] = Signal()
        """What is typed has been kept."""
        self.label = Label.SUGGESTION
        """The last one that was chosen."""
        self.saved = False
        """What stands in the editor of the remark is kept."""
        self.answering: ThreadId | None = None
        self._model = model
        self._start = start
        self._editor: RemarkEditor | None = None
        self._answer: AnswerEditor | None = None
        self._path = WHOLE
        """What was on screen when an editor was opened."""

    @property
    def remark(self) -> ThreadId | None:
        """The draft that is open in an editor."""
        return self._editor.draft.id if self._editor is not None else None

    @property
    def displaced(self) -> bool:
        """What is being written has lost its place: another file is on screen, or its thread was taken back."""
        answered = self.answering is None or any(remark.id == self.answering for remark in self._model.here)
        writing = self._editor is not None or self._answer is not None
        return writing and (self._path != self._model.path or not answered)

    def has(self, focused: QWidget | None) -> bool:
        """Whether the keyboard is in an editor."""
        editors = (self._editor, self._answer)
        return focused is not None and any(one is not None and one.isAncestorOf(focused) for one in editors)

    def block(self) -> Block | None:
        """The editor of a remark, at the lines it is about."""
        editor = self._editor
        return None if editor is None else Block(_key(editor.draft.id), editor.draft.anchor.last, lambda: editor)

    def answer_to(self, remark: Remark) -> Block | None:
        """The editor of the answer to this remark, if it is the one that is answered."""
        answer = self._answer
        if answer is None or remark.id != self.answering:
            return None
        return Block(_answer_key(remark.id), remark.last, lambda: answer)

    def put_away(self) -> None:
        """Close what is being written; it stays a draft."""
        if self._editor is not None:
            self._editor.save()
            self._let_go()
        if self._answer is not None:
            self._answer.save()
            self._answer = self.answering = None

    # --- remarks ---

    def write(self, draft: RemarkDraft) -> None:
        """Open the editor at the lines of the draft; it has the keyboard."""
        self._path = self._model.path
        self.saved = False
        self._editor = RemarkEditor(draft, self._keep, self._model.snippets.fitting)
        self._editor.closed.connect(lambda nothing: self._close())
        self._editor.discarded.connect(lambda nothing: self._throw_away())
        self._editor.grown.connect(lambda nothing: QTimer.singleShot(0, self, self._grow))
        self.opened.emit(_key(draft.id))

    def _grow(self) -> None:
        if self._editor is not None:
            self.grown.emit(_key(self._editor.draft.id))

    def _keep(self, draft: RemarkDraft) -> None:
        self.label = draft.label

        async def keep() -> None:
            await self._model.saying.keep(draft)
            self.saved = not draft.empty
            self.kept.emit(None)

        self._start(keep(), "")

    def _close(self) -> None:
        if self._editor is not None:
            written = self._editor.draft.id
            self._let_go()
            self.ended.emit(written)

    def _let_go(self) -> None:
        """What has no words any more is no draft."""
        editor, self._editor = self._editor, None
        if editor is not None and editor.draft.empty:
            self._start(self._model.saying.discard(editor.draft.id), "")

    def _throw_away(self) -> None:
        if self._editor is not None:
            draft, self._editor = self._editor.draft, None
            self._start(self._model.saying.discard(draft.id), "")
            self.ended.emit(None)

    # --- answers ---

    def answer(self, remark: Remark) -> None:
        self._path = self._model.path
        self.answering = remark.id
        self._answer = AnswerEditor(
            self._model.talking.answers.get(remark.id, ""),
            lambda text: self._start(self._model.talking.keep_answer(remark.id, text), ""),
            lambda text: self._start(self._send(remark.id, text), ""),
        )
        self._answer.closed.connect(lambda nothing: self._done())
        self.opened.emit(_answer_key(remark.id))

    async def _send(self, thread: ThreadId, words: str) -> None:
        await self._model.talking.answer(thread, words)
        self._done()

    def _done(self) -> None:
        self._answer = self.answering = None
        self.ended.emit(None)


def _key(draft: ThreadId) -> str:
    return f"editor/{draft}"


def _answer_key(thread: ThreadId) -> str:
    return f"answer/{thread}"
