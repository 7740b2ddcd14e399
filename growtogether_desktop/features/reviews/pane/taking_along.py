"""Saving a review and taking one in: dialogs that hold nothing up, and strips that say how it went."""

from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import SubmissionId
from growtogether_desktop.features.reviews.model.out.taking_along import CALLED, Form, TakingAlong
from growtogether_desktop.features.reviews.pane.account_pdf import write_account_pdf
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.save_as import last_folder, save_as
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.workspace.by_hand import Stranger, TakenIn

Begin = Callable[[Coroutine[Any, Any, Any], str], object]


class TakingAlongStrip(QWidget):
    """Stands above the page; empty until something was saved, came in, or went wrong."""

    def __init__(self, model: TakingAlong, begin: Begin) -> None:
        super().__init__()
        self.arrived: Signal[SubmissionId] = Signal()
        """Somebody wants to see what came by file."""
        self._model = model
        self._begin = begin
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    # --- out ---

    def menu(self, parent: QWidget, submission: SubmissionId, title: str, *, by_hand: bool) -> QMenu:
        """Every form a review can be saved as; a review file is only for the two whose work it is."""
        menu = QMenu(parent)
        for form in Form:
            if form is Form.BY_HAND and not by_hand:
                continue
            if form is Form.BY_HAND:
                menu.addSeparator()
            entry = menu.addAction(str(say("{form}…", form=_(CALLED[form]))))
            entry.triggered.connect(partial(self._asked, submission, title, form))
        return menu

    def _asked(self, submission: SubmissionId, title: str, form: Form, checked: bool = False) -> None:
        save_as(self.window(), _("Save the review"), title, form.value[1:], partial(self.save, submission, form))

    def save(self, submission: SubmissionId, form: Form, path: Path) -> None:
        self._begin(self._save(submission, form, path), str(say("Saving {file}", file=path.name)))

    async def _save(self, submission: SubmissionId, form: Form, path: Path) -> None:
        try:
            packed = None
            if form is Form.PDF:
                await write_account_pdf(*await self._model.for_paper(submission), path)
            else:
                packed = await self._model.save(submission, form, path)
        except Problem as problem:
            self._say_problem(problem)
            return
        what = str(say("Saved as “{file}”.", file=path.name))
        if packed is None:
            self._say(what, str(say("It is in {folder}.", folder=path.parent)), "resolved")
            return
        files = say_n("{n} file", "{n} files", packed.files)
        holds = say_n(
            "It holds {n} change and {files}.", "It holds {n} changes and {files}.", packed.changes, files=files
        )
        how = _("Give it by stick or messenger; opening it twice does no harm.")
        self._say(what, f"{holds} {how}", "resolved")

    # --- in ---

    def ask_for_file(self) -> None:
        kinds = f"{_('Reviews')} (*{Form.BY_HAND.value})"
        dialog = QFileDialog(self.window(), _("Take in a review file"), str(last_folder()), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.take_in(Path(path)))
        dialog.open()

    def take_in(self, path: Path, trust: bool = False) -> None:
        self._begin(self._take_in(path, trust), str(say("Reading {file}", file=path.name)))

    async def _take_in(self, path: Path, trust: bool) -> None:
        try:
            taken = await self._model.take_in(path, trust=trust)
        except Stranger as stranger:
            leave = Button(_("Leave it"), self.clear)
            take = Button(_("Take it all the same"), lambda: self.take_in(path, True), "danger")
            self._say_problem(stranger, leave, take)
        except Problem as problem:
            self._say_problem(problem)
        else:
            self._welcome(taken)

    def _welcome(self, taken: TakenIn) -> None:
        what = say("“{title}” from {name}: everything in it was known here.", title=taken.title, name=taken.sender)
        if taken.new:
            what = say_n(
                "“{title}” from {name}: {n} change came in.",
                "“{title}” from {name}: {n} changes came in.",
                taken.new,
                title=taken.title,
                name=taken.sender,
            )
        advice = _("The hub will bring the same later; nothing will be there twice.")
        if taken.first:
            known = say(
                "It is the first file signed by {name}, with the key {key}.", name=taken.sender, key=taken.fingerprint
            )
            advice = f"{known} {advice}"
        show = Button(_("Show it"), lambda: self.arrived.emit(taken.submission))
        self._say(str(what), advice, "resolved" if taken.new else "information", show)

    # --- strips ---

    def clear(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _say_problem(self, problem: Problem, *buttons: Button) -> None:
        self._say(str(problem.what), str(problem.advice or ""), "waiting", *buttons)

    def _say(self, what: str, advice: str, tone: Tone, *buttons: Button) -> None:
        self.clear()
        self._box.addWidget(Notice(what, advice, tone, buttons=buttons, close_=self.clear))
