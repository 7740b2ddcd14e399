"""The menu of cohorts: which one is in front, and what can be done with it as a whole."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.matching.model.asking import Asking
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.pane.questions import Questions

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the menu leads."""

    start_another: Callable[[], object]
    import_roster: Callable[[], object]
    add_person: Callable[[], object]
    invite: Callable[[], object]


class CohortMenu(QMenu):
    """Filled whenever it opens."""

    def __init__(
        self, parent: QWidget, model: MatchingModel, asking: Asking, questions: Questions, start: Start, ways: Ways
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._asking = asking
        self._questions = questions
        self._start = start
        self._do = ways
        self.aboutToShow.connect(self._offer)

    def _offer(self) -> None:
        cohort = self._model.cohort
        self.clear()
        for one in self._model.cohorts:
            entry = self.addAction(one.title)
            entry.setCheckable(True)
            entry.setChecked(cohort is not None and one.id == cohort.id)
            entry.triggered.connect(_chooser(self._model, one.id))
        self.addSeparator()
        self.addAction(_("Start another cohort…")).triggered.connect(self._do.start_another)
        if cohort is None:
            return
        self.addAction(_("Rename…")).triggered.connect(self._ask_for_name)
        self.addSeparator()
        self.addAction(_("Import roster…")).triggered.connect(self._do.import_roster)
        self.addAction(_("Add a person…")).triggered.connect(self._do.add_person)
        self.addAction(_("Invite people…")).triggered.connect(self._do.invite)
        self.addSeparator()
        if self._asking.answers.open:
            close = self.addAction(_("Close the questions"))
            close.triggered.connect(lambda: self._start(self._asking.close()))
        if self._model.withdrawal() is not None:
            self.addAction(_("Withdraw publication…")).triggered.connect(self._questions.ask_to_withdraw)
        if self._asking.unasked_outcomes:
            how = self.addAction(_("Ask how it went"))
            how.triggered.connect(lambda: self._start(self._asking.ask_how_it_went()))
        if cohort.published is None:
            self.addAction(_("Remove…")).triggered.connect(self._questions.ask_to_remove)

    def _ask_for_name(self) -> None:
        assert self._model.cohort is not None
        dialog = QInputDialog(self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Rename cohort"))
        dialog.setLabelText(_("Name of the cohort"))
        dialog.setTextValue(self._model.cohort.title)
        dialog.textValueSelected.connect(lambda title: self._start(self._model.rename(title)))
        dialog.open()


def _chooser(model: MatchingModel, cohort: str) -> Callable[[], None]:
    return lambda: model.choose_cohort(cohort)
