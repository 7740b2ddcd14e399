"""The menu of reports: everybody's pairs taken along as a PDF, a workbook or CSV, or the plan with its proof."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol

from PySide6.QtWidgets import QMenu, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.features.matching.model.files import save_plan, save_table
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.showing import report_view
from growtogether_desktop.features.matching.pane.report_pdf import write_report
from growtogether_desktop.ui.save_as import save_as
from growtogether_desktop.workspace.workspace import Workspace

Paper = Literal["pdf", "xlsx", "csv", "json"]


class Start(Protocol):
    """With a title the status bar shows that it runs."""

    def __call__(self, work: Any, title: str = "", /) -> "asyncio.Task[Any]": ...


class ReportMenu(QMenu):
    """Filled whenever it opens."""

    def __init__(self, parent: QWidget, model: MatchingModel, workspace: Workspace, start: Start) -> None:
        super().__init__(parent)
        self._model = model
        self._workspace = workspace
        self._start = start
        self.aboutToShow.connect(self._offer)

    def _offer(self) -> None:
        self.clear()
        kinds: tuple[tuple[Paper, str], ...] = (
            ("pdf", _("Save as PDF…")),
            ("xlsx", _("Save as Excel workbook…")),
            ("csv", _("Save as CSV…")),
            ("json", _("Save the plan with its proof…")),
        )
        for kind, words in kinds:
            self.addAction(words).triggered.connect(self._saver(kind))
        proposal = self._model.proposal
        self.actions()[-1].setEnabled(proposal is not None and bool(proposal.plan.pairs))  # to be proven

    def _saver(self, kind: Paper) -> Callable[[], None]:
        return lambda: self._choose_where_to_take(kind)

    def _choose_where_to_take(self, kind: Paper) -> None:
        title = self._model.cohort.title if self._model.cohort is not None else ""
        save_as(self.parentWidget(), _("Save the plan"), title, kind, partial(self.take_along, kind))

    def take_along(self, kind: Paper, path: Path) -> None:
        """Write the plan as it is to a file; nothing is decided by that."""
        self._start(self._take_along(kind, path), str(say("Saving {file}", file=path.name)))

    async def _take_along(self, kind: Paper, path: Path) -> None:
        if self._model.stopped:
            self._model.solve()  # what goes out of the house belongs to the cohort as it is, and is proven
        await self._model.settled()
        proposal, cohort = self._model.proposal, self._model.cohort
        if proposal is None or cohort is None or not proposal.settled:
            raise Problem(
                say("There is no plan to save: looking for it was stopped."),
                say("Save again and let it come to its end; how far it is stands at the bottom of the window."),
            )
        match kind:
            case "pdf":
                await write_report(report_view(cohort.title, self._workspace.clock(), proposal), path)
            case "json":
                await save_plan(self._workspace, proposal.plan, path)
            case _:
                await save_table(self._workspace, proposal, kind, path)
