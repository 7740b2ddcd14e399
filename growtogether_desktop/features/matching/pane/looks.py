"""The same plan looked at in other ways: all pairs at once, how fits and seats are spread, beside another plan."""

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import Pairs, Proposal
from growtogether_desktop.features.matching.model.showing import fits_view, load_view, proof
from growtogether_desktop.features.matching.model.views import ComparisonView
from growtogether_desktop.features.matching.pane.comparison import Comparison
from growtogether_desktop.features.matching.pane.dragging import PlanTable
from growtogether_desktop.features.matching.pane.fits_chart import FitsChart
from growtogether_desktop.features.matching.pane.load_chart import LoadChart
from growtogether_desktop.features.matching.pane.matrix import Matrix
from growtogether_desktop.features.matching.pane.telling import how_fits_are_written
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.ui.words import hairline

Start = Callable[..., "asyncio.Task[Any]"]
Look = Literal["plan", "pairs", "charts", "comparison"]


class Looks(Surface):
    """Shows one look at a time, and works out only the one that is shown."""

    def __init__(self, model: MatchingModel, start: Start, table: PlanTable) -> None:
        super().__init__()
        self.found: Signal[tuple[str, str]] = Signal()
        """Somebody opened a mentee ("" for none) with a mentor ("" for none)."""
        self.look: Look = "plan"
        self._model = model
        self._start = start
        self._table = table
        self._pairs: Pairs | None = None
        self._shown: dict[Look, Proposal | None] = {}
        self.matrix = Matrix()
        self.matrix.chosen.connect(self._stand_on_pair)
        self.matrix.opened.connect(self._open_pair)
        self.matrix.asked.connect(lambda nothing: self._work_out())
        self.fits = FitsChart()
        self.fits.setMinimumHeight(theme.current().px(180))
        self.load = LoadChart()
        self.load.opened.connect(lambda mentor: self.found.emit(("", mentor)))
        self.comparison = Comparison()
        self.comparison.opened.connect(lambda mentee: self.found.emit((mentee, "")))
        charts = Surface()
        column = QVBoxLayout(charts)
        column.setContentsMargins(12, 12, 12, 0)
        column.setSpacing(8)
        column.addWidget(section(_("Fits of the pairs")))
        column.addWidget(self.fits, 2)
        column.addWidget(hairline())
        column.addWidget(section(_("Seats of the mentors")))
        column.addWidget(self.load, 3)
        self._pages: dict[Look, QWidget] = {
            "plan": table,
            "pairs": self.matrix,
            "charts": charts,
            "comparison": self.comparison,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.setMinimumWidth(theme.current().px(280))  # not that of the widest look, which is hidden most of the time
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.switch = _Switch(self.turn_to)
        self._charts = Turns(self, self._show_fits, self._show_load)

    def turn_to(self, look: Look) -> None:
        """Show the plan in this way; what one stands on there is explained."""
        self.look = look
        self._stack.setCurrentWidget(self._pages[look])
        self.switch.show_look(look)
        if look == "plan":
            row = self._table.current()
            self._model.inquiry.choose(row.mentee.id if row is not None else "")
        elif look == "pairs" and (here := self.matrix.current) is not None:
            self._stand_on_pair(here)
        self.show_plan()

    def compare(self, view: ComparisonView) -> None:
        """Show two plans side by side."""
        self.comparison.show_comparison(view)
        self.switch.offer_comparison()
        self.turn_to("comparison")
        self.comparison.table.setFocus()

    def show_plan(self) -> None:
        """Take over what the model has, for the look that is shown."""
        proposal = self._model.proposal
        if proposal is None or self._shown.get(self.look) is proposal:
            return
        self._shown[self.look] = proposal
        if self.look == "pairs":
            self._start(self._show_pairs())
        elif self.look == "charts":
            self._charts.begin()

    def _show_fits(self) -> None:
        if (proposal := self._shown["charts"]) is not None:
            self.fits.show_fits(fits_view(proposal))

    def _show_load(self) -> None:
        if (proposal := self._shown["charts"]) is not None:
            self.load.show_load(load_view(proposal))

    async def _show_pairs(self) -> None:
        self._pairs = await self._model.inquiry.pairs()
        self.matrix.show_matrix(self._pairs.view if self._pairs is not None else None)
        self._offer_losses()
        if (here := self.matrix.current) is not None:
            self._stand_on_pair(here)  # the same place may be another pair now

    def look_again(self) -> None:
        """More losses are known."""
        if self.look == "pairs":
            self.matrix.look_again()
            self._offer_losses()

    def _offer_losses(self) -> None:
        """Why some losses are not known, and the way to them."""
        pairs, proposal = self._pairs, self._model.proposal
        left = len(pairs.mentees) - len(pairs.worked_out) if pairs is not None and not pairs.whole else 0
        if not left or proposal is None:
            by_fits = proposal is not None and proposal.rules.policy == Policy.LEXIMIN
            self.matrix.offer(how_fits_are_written() if by_fits else "")
        elif not proposal.proven:
            self.matrix.offer(str(proof(proposal)))
        elif "losses" in self._model.inquiry.working_out:
            self.matrix.offer(
                str(say_n("Still to be worked out: {n} mentee.", "Still to be worked out: {n} mentees.", left))
            )
        elif not proposal.weighed:
            words = _("Some are to be with or without others, so what a pair costs is worked out mentee by mentee.")
            self.matrix.offer(words, can_ask=True)
        else:
            words = _("Some of these losses take longer and are worked out mentee by mentee.")
            self.matrix.offer(words, can_ask=True)

    def _work_out(self) -> None:
        inquiry = self._model.inquiry
        if self._pairs is not None:
            work = inquiry.work_out_losses(self._pairs)
            self._start(work, _("Working out what every pair would cost"), inquiry.progress)

    def _pair(self, place: tuple[int, int]) -> tuple[MenteeId, MentorId] | None:
        row, column = place
        if self._pairs is None or row >= len(self._pairs.mentees) or column >= len(self._pairs.mentors):
            return None
        return self._pairs.mentees[row], self._pairs.mentors[column]

    def _stand_on_pair(self, place: tuple[int, int]) -> None:
        if (pair := self._pair(place)) is not None and self.look == "pairs":
            self._model.inquiry.choose(*pair)

    def _open_pair(self, place: tuple[int, int]) -> None:
        if (pair := self._pair(place)) is not None:
            self.found.emit(pair)


class _Switch(QWidget):
    """Table, all pairs, charts; and the comparison, once there is one."""

    def __init__(self, choose: Callable[[Look], object]) -> None:
        super().__init__()
        self._choose = choose
        self._group = QButtonGroup(self)
        self._buttons: dict[Look, Button] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        looks: tuple[tuple[Look, str], ...] = (
            ("plan", _("Plan")),
            ("pairs", _("All pairs")),
            ("charts", _("Charts")),
            ("comparison", _("Comparison")),
        )
        for look, words in looks:
            button = Button(words, self._chooser(look), "quiet")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[look] = button
            line.addWidget(button)
        self._buttons["comparison"].hide()
        self._buttons["plan"].setChecked(True)

    def show_look(self, look: Look) -> None:
        self._buttons[look].setChecked(True)

    def offer_comparison(self) -> None:
        self._buttons["comparison"].show()

    def _chooser(self, look: Look) -> Callable[[], object]:
        return lambda: self._choose(look)
