"""Two plans side by side: what they are worth, how their fits are spread, and who would move."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.features.matching.model.views import ComparisonView, MoveView, PlanView
from growtogether_desktop.features.matching.pane.fits_chart import FitsChart
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Elided, Role, Words, hairline


def _gain(move: MoveView) -> int:
    """Points the mentee gains; who waits has none."""
    return max(move.fit_after, 0) - max(move.fit_before, 0)


def _signed(change: int) -> str:
    return f"+{change}" if change > 0 else f"−{-change}" if change else "0"


def _mentor(name: str) -> Cell:
    return Cell(name) if name else Cell(_("waits"), "muted")


def _fit(fit: int) -> Cell:
    return Cell("—", "muted") if fit == IMPOSSIBLE else Cell(str(fit))


def _change(move: MoveView) -> Cell:
    gain = _gain(move)
    return Cell(pill=_signed(gain), tone=_tone(gain))


_COLUMNS: tuple[Column[MoveView], ...] = (
    Column(N_("Mentee"), lambda move: Cell(move.name, "strong"), None, 150, 2),
    Column(N_("Mentor before"), lambda move: _mentor(move.before), None, 130, 2),
    Column(N_("Mentor after"), lambda move: _mentor(move.after), None, 130, 2),
    Column(
        N_("Fit before"), lambda move: _fit(move.fit_before), lambda move: move.fit_before, 96, 0, right=True, yields=1
    ),
    Column(
        N_("Fit after"), lambda move: _fit(move.fit_after), lambda move: move.fit_after, 96, 0, right=True, yields=1
    ),
    Column(N_("Difference"), _change, _gain, 104, 0),
)
_CHANGE = 5
_PICTURE_FROM = 560
"""Narrower than this there is no room for the picture beside the figures."""

_FIGURES: tuple[tuple[str, Callable[[PlanView], float], int, bool], ...] = (
    (N_("Sum of fits"), lambda plan: plan.total, 0, True),
    (N_("Mean fit"), lambda plan: plan.mean, 1, True),
    (N_("Lowest fit"), lambda plan: plan.lowest, 0, True),
    (N_("Have a mentor"), lambda plan: plan.placed, 0, True),
    (N_("Wait"), lambda plan: plan.waiting, 0, False),
)
"""What it is called, the figure, its decimal places, and whether more is better."""


class Comparison(QWidget):
    """The first plan and the second. The table says who would move; a row can be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[MenteeId | None] = Signal()
        """The mentee one stands on, whenever it is another one."""
        self.opened: Signal[MenteeId] = Signal()
        self._figures = _Figures()
        self.chart = FitsChart()
        self._first = _Key("line")
        self._second = _Key("bar")
        self._picture = QWidget()
        self._picture.setMinimumWidth(1)  # where it does not fit it is hidden, see `resizeEvent`
        self._count = Words("", "section")
        self._moves = RowsModel(_COLUMNS, key=lambda move: move.mentee, parent=self)
        self.table = RowsTable(self._moves, _("Who would move"))
        self.table.sort_by(_CHANGE)
        self.table.chosen.connect(lambda move: self.chosen.emit(move.mentee if move is not None else None))
        self.table.opened.connect(lambda move: self.opened.emit(move.mentee))
        self.table.when_empty(
            EmptyState("circle-check", _("Nobody would move"), _("Both plans give every mentee the same mentor."))
        )
        self._lay_out()

    def _lay_out(self) -> None:
        look = theme.current()
        top = Surface()
        keys = QHBoxLayout()
        keys.setSpacing(look.px(16))
        keys.addWidget(self._first)
        keys.addWidget(self._second)
        keys.addStretch(1)
        right = QVBoxLayout(self._picture)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(look.px(4))
        right.addLayout(keys)
        right.addWidget(self.chart, 1)
        line = QHBoxLayout(top)
        line.setContentsMargins(look.px(16), look.px(16), look.px(16), look.px(12))
        line.setSpacing(look.px(24))
        line.addWidget(self._figures, 2)
        line.addWidget(self._picture, 3)
        counted = Surface()
        count = QHBoxLayout(counted)
        count.setContentsMargins(look.px(8), look.px(8), look.px(8), look.px(4))
        count.addWidget(self._count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(hairline())
        box.addWidget(counted)
        box.addWidget(self.table, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.setVisible(self.width() >= theme.current().px(_PICTURE_FROM))

    def show_comparison(self, view: ComparisonView) -> None:
        """Take over two plans; one stays with the mentee one stands on."""
        self._figures.show_plans(view.first, view.second)
        self.chart.show_both(view.first.fits, view.second.fits)
        self._first.setText(view.first.title)
        self._second.setText(view.second.title)
        self._first.setVisible(bool(view.first.fits.pairs))
        self._count.setText(str(say_n("{n} mentee would move", "{n} mentees would move", len(view.moves))))
        self._count.setVisible(bool(view.moves))
        self._moves.show_rows(view.moves)


class _Figures(QWidget):
    """A small table: each figure of the first plan, of the second, and the difference."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look = theme.current()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(8))
        grid.setColumnStretch(0, 1)
        self._titles = Elided("", "section"), Elided("", "section")
        for at, title in enumerate(self._titles):
            title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            title.setMaximumWidth(look.px(120))
            grid.addWidget(title, 0, at + 1)
        grid.addWidget(_right("section", _("Difference")), 0, 3)
        self._cells: list[tuple[Words, Words, Pill]] = []
        for row, (name, _figure, _places, _more) in enumerate(_FIGURES, start=1):
            cells = _right("body"), _right("strong"), Pill("")
            grid.addWidget(_Name(_(name)), row, 0)
            grid.addWidget(cells[0], row, 1)
            grid.addWidget(cells[1], row, 2)
            grid.addWidget(cells[2], row, 3, Qt.AlignmentFlag.AlignRight)
            self._cells.append(cells)

    def show_plans(self, first: PlanView, second: PlanView) -> None:
        for title, plan in zip(self._titles, (first, second), strict=True):
            title.setText(plan.title)
        for (name, figure, places, more), (before, after, change) in zip(_FIGURES, self._cells, strict=True):
            one, other = round(figure(first), places), round(figure(second), places)
            gain = round(other - one, places)
            before.setText(f"{one:.{places}f}")
            after.setText(f"{other:.{places}f}")
            sign = "+" if gain > 0 else "−" if gain < 0 else ""
            change.say(f"{sign}{abs(gain):.{places}f}", _tone(gain if more else -gain))
            change.setAccessibleName(f"{_(name)}: {change.text}")


def _tone(gain: float) -> Tone:
    return "resolved" if gain > 0 else "blocking" if gain < 0 else "plain"


def _right(role: Role, text: str = "") -> Words:
    words = Words(text, role)
    words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return words


class _Name(Elided):
    """Does not yield before it is rather long."""

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.current().px(150)), super().minimumSizeHint().height())


class _Key(Elided):
    """The title of a plan behind the sign that stands for it in the chart."""

    def __init__(self, sign: Literal["line", "bar"]) -> None:
        super().__init__("", "aside")
        self._sign = sign
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setContentsMargins(theme.current().px(24), 0, 0, 0)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(theme.current().px(24), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        middle = self.height() / 2
        if self._sign == "line":
            painter.fillRect(QRectF(0, middle - 1, look.px(16), 2), look.text)
        else:
            painter.fillRect(QRectF(0, middle - look.px(6), look.px(16), look.px(12)), look.accent)
