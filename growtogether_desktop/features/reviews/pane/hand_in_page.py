"""Handing in: choose, look at what was taken and what was not, say for whom it is, and give it away."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.figures import size
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import CardId, EngagementId, SubmissionId
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.features.reviews.pane.source_card import PathRow, SourceCard, file_line
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import Card
from growtogether_desktop.ui.form import Field
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, Head, column, scrolling
from growtogether_desktop.ui.readers import told
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Words

PASTED = "pasted.py"
"""What a file is called that was pasted, until the person says otherwise."""
Start = Callable[[Coroutine[Any, Any, Any], str], Any]
_LISTED = 200
"""So many files are listed in the explanation."""
_HIDING = 20
"""So many files with characters that nobody sees are named."""


class HandInPage(QWidget):
    def __init__(self, model: HandInModel, start: Start) -> None:
        """`start` begins work; with a title the status bar shows it, with its cancel."""
        super().__init__()
        self.changed: Signal[None] = Signal()
        """Head and explanation may say something else now."""
        self.handed_in: Signal[SubmissionId] = Signal()
        self.given_up: Signal[None] = Signal()
        self.model = model
        self._start = start
        self._busy = False
        self._shown: object = None
        self._offered_title = ""
        self._saver = Saver(self, self._keep_words)
        self._source = SourceCard(self._choose_folder, self._choose_file, self.paste)
        self._not_taken = Card(_("Not taken"))
        self._hiding = Card(_("Characters that nobody sees"))
        self._of_git = QComboBox()
        self._of_git_field = Field(_("From git"), self._of_git, _("The same is chosen the next time."))
        self._file_name = QLineEdit(PASTED)
        self._name_field = Field(_("Name of the file"), self._file_name, _("Its ending says in which language it is."))
        self._name_field.hide()
        self._pasted = self._pasted_as = ""
        """What was pasted, and the name it was taken in by."""
        self._title = QLineEdit()
        self._title_field = Field(_("Title"), self._title, _("What your mentor reads first."))
        self._mentor = QComboBox()
        self._mentor_field = Field(_("Mentor"), self._mentor)
        self._continues = QComboBox()
        self._task = QComboBox()
        about = _("Your mentor then sees what is yours, and what came with the task.")
        self._task_field = Field(_("Task"), self._task, about)
        self._note = QPlainTextEdit()
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(theme.current().px(96))
        self._trouble = QVBoxLayout()
        self._lay_out()
        self._file_name.editingFinished.connect(self._rename_pasted)
        self._of_git.activated.connect(self._choose_committed)
        self._title.textEdited.connect(lambda text: self._saver.typed())
        self._note.textChanged.connect(self._saver.typed)
        self._continues.activated.connect(self._choose)
        self._mentor.activated.connect(self._choose)
        self._task.activated.connect(self._choose)

    def take(self, source: Path, *more: Path) -> None:
        """Take a folder or files in, to look at; the status bar shows it, with its cancel."""
        self._calm()
        self._pasted = ""
        self._name_field.hide()
        title = more[0].parent.name if more else source.stem
        self._start(self._take(title, lambda: self.model.take(source, *more)), _taking_in(source))

    def paste(self) -> None:
        """Take in what was copied: folders and files, or words as a file of their own."""
        copied = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in copied.urls() if url.isLocalFile()]
        if paths:
            self.take(*paths)
        elif copied.text().strip():
            self._pasted = copied.text()
            self._name_field.show()
            self._take_pasted()
            self._file_name.setFocus()
            self._file_name.setSelection(0, len(Path(self._file_name.text()).stem))
        else:
            self._complain(Problem(say("Nothing was copied."), say("Copy code or a file first, then paste it here.")))

    def _rename_pasted(self) -> None:
        if self._file_name.text().strip() != self._pasted_as:
            self._take_pasted()

    def _take_pasted(self) -> None:
        if self._pasted:
            self._calm()
            self._name_field.calm()
            self._pasted_as = self._file_name.text().strip()
            self._start(self._name_and_take(self._pasted_as or PASTED), "")

    async def _name_and_take(self, name: str) -> None:
        await self._take(Path(name).stem, lambda: self.model.take_text(name, self._pasted))
        taken = self.model.taken
        if taken is not None and not taken.files:
            self._name_field.complain(" ".join(str(one.why) for one in taken.skipped))

    def _choose_committed(self) -> None:
        source = self.model.source
        if source is not None:
            work = self.model.choose_committed(bool(self._of_git.currentData()))
            self._start(self._take(source.stem, lambda: work), _taking_in(source))

    def show_model(self) -> None:
        model = self.model
        self._source.show_source(model)
        shown = (
            model.taken,
            model.commit,
            model.committed,
            model.continued,
            model.engagement,
            model.mine,
            model.mentors,
            model.tasks,
        )
        if shown == self._shown:
            return  # only words were typed
        self._shown = shown
        skipped = model.taken.skipped if model.taken else ()
        self._not_taken.setVisible(bool(skipped))
        self._not_taken.show_rows(*(PathRow("ban", one.path, str(one.why)) for one in skipped))
        hiding = model.taken.hiding[:_HIDING] if model.taken else ()
        self._hiding.setVisible(bool(hiding))
        why = _("They are drawn in the review. Look whether you want them there.")
        self._hiding.show_rows(*(PathRow("eye", path, why) for path in hiding))
        self._fill_choices()
        self._title_field.setVisible(model.continued is None)
        self.changed.emit(None)

    def show_words(self) -> None:
        """Put the draft into the fields; afterwards they are where it is written."""
        self._title.setText(self.model.draft.title)
        self._note.setPlainText(self.model.draft.note)
        self._saver.forget()

    def dress_head(self, head: Head) -> None:
        head.set_words(_("Hand in work"), _("Your mentor is told when you hand it in, not before."))
        head.set_marks()
        to = self.model.continued.mentor_name if self.model.continued else ""
        to = to or (self.model.engagement.mentor_name if self.model.engagement else "")
        words = str(say("Hand in to {mentor}", mentor=to)) if to else _("Hand in")
        hand_in = Button(words, self._hand_in, "filled", icon="send")
        hand_in.setEnabled(self._ready)
        head.set_buttons(Button(_("Cancel"), self._give_up), hand_in)

    def fill_aside(self, aside: Aside) -> None:
        taken = self.model.taken
        aside.column.addWidget(Words(_("What goes along"), "heading"))
        if taken is None:
            aside.column.addWidget(Words(_("Choose a folder, and its files are listed here."), "muted", wraps=True))
        else:
            for file in taken.files[:_LISTED]:
                aside.column.addWidget(file_line(file.path, size(file.size)))
            if (more := len(taken.files) - _LISTED) > 0:
                aside.column.addWidget(Words(str(say_n("And {n} more.", "And {n} more.", more)), "aside"))
        if (work := self.model.continued or self.model.engagement) is not None:
            for words in told(work, self.model.me):
                aside.column.addWidget(words)

    def leave(self) -> None:
        self._pasted = ""
        self._saver.now()

    # --- what it is made of ---

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        form = column(page)
        form.addWidget(self._source)
        form.addWidget(self._name_field)
        form.addLayout(self._trouble)
        form.addWidget(self._of_git_field)
        form.addWidget(self._not_taken)
        form.addWidget(self._hiding)
        form.addWidget(Field(_("Continues"), self._continues, _("A new iteration keeps all remarks at their lines.")))
        form.addWidget(self._task_field)
        form.addWidget(self._title_field)
        form.addWidget(self._mentor_field)
        form.addWidget(Field(_("Note"), self._note, _("What you are proud of, and where you are unsure.")))
        form.addStretch(1)
        page.setMaximumWidth(theme.current().px(760))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(page, _("Hand in work")))

    def _fill_choices(self) -> None:
        model = self.model
        self._of_git_field.setVisible(model.commit is not None)
        if model.commit is not None:
            self._of_git.clear()
            self._of_git.addItem(_("The files as they are"), False)
            self._of_git.addItem(str(say("The last commit: {words}", words=model.commit.subject)), True)
            self._of_git.setCurrentIndex(int(model.committed))
        self._continues.clear()
        self._continues.addItem(_("Nothing: this is new work"), None)
        for submission in model.mine:
            self._continues.addItem(submission.title, submission.id)
        self._continues.setCurrentIndex(max(self._continues.findData(model.draft.submission), 0))
        self._task.clear()
        self._task.addItem(_("None: something of my own"), None)
        for task in model.tasks:
            self._task.addItem(str(say("{task}, {project}", task=task.title, project=task.project_title)), task.card)
        self._task.setCurrentIndex(self._task.findData(model.task.card if model.task else None))
        self._task_field.setVisible(model.continued is None and bool(model.tasks))
        self._mentor.clear()
        for engagement in model.mentors:
            mentor = say("{mentor}, {cohort}", mentor=engagement.mentor_name, cohort=engagement.cohort_title)
            self._mentor.addItem(str(mentor), engagement.id)
        chosen = model.engagement
        self._mentor.setCurrentIndex(self._mentor.findData(chosen.id if chosen else None))
        self._mentor_field.setVisible(model.continued is None and len(model.mentors) > 1)

    @property
    def _ready(self) -> bool:
        return self.model.taken is not None and not self._busy

    # --- what it does ---

    def _choose_folder(self) -> None:
        self._ask_for(QFileDialog.FileMode.Directory, _("Choose a folder"))

    def _choose_file(self) -> None:
        self._ask_for(QFileDialog.FileMode.ExistingFiles, _("Choose files"))

    def _ask_for(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(lambda paths: self.take(*map(Path, paths)))
        dialog.open()

    async def _take(self, title: str, take: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Take something in, and offer a title for it."""
        try:
            await take()
        except Problem as problem:
            self._complain(problem)
            return
        if self._title.text() in ("", self._offered_title):
            self._title.setText(title)
            self._offered_title = title
            self._saver.typed()

    def _choose(self) -> None:
        self._saver.forget()
        self._keep_words()

    def _keep_words(self) -> None:
        submission, engagement = self._continues.currentData(), self._mentor.currentData()
        task = self._task.currentData()
        draft = replace(
            self.model.draft,
            title=self._title.text(),
            note=self._note.toPlainText(),
            submission=SubmissionId(submission) if submission else None,
            engagement=EngagementId(engagement) if engagement else None,
            card=CardId(task) if task else None,
        )
        if draft != self.model.draft:
            self._start(self.model.keep(draft), "")

    def _hand_in(self) -> None:
        if not self._ready:
            return
        self._calm()
        if self.model.continued is None and not self._title.text().strip():
            self._title_field.complain(_("Work needs a title, so that your mentor knows what it is."))
            return
        self._title_field.calm()
        self._saver.forget()
        self._keep_words()
        self._start(self._give(), "")

    async def _give(self) -> None:
        self._busy = True
        self.changed.emit(None)
        try:
            submission = await self.model.hand_in()
        except Problem as problem:
            self._complain(problem)
            return
        finally:
            self._busy = False
            self.changed.emit(None)
        self.show_words()
        self.handed_in.emit(submission)

    def _give_up(self) -> None:
        self._saver.now()
        self._calm()
        self._start(self.model.give_up(), "")
        self.given_up.emit(None)

    def _complain(self, problem: Problem) -> None:
        self._calm()
        self._trouble.addWidget(Notice(str(problem.what), str(problem.advice or ""), "blocking", close_=self._calm))

    def _calm(self) -> None:
        while (item := self._trouble.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def _taking_in(source: Path) -> str:
    return str(say("Taking in {name}", name=source.name))
