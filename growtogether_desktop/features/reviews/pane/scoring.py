"""Points by the rubric, and what a mentor looks to before publishing; in as many columns as there is room for."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.rubrics import Rubric, Score
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.form import Number
from growtogether_desktop.ui.marks import Bar
from growtogether_desktop.ui.words import Elided, Words

_NONE = -1
"""The place of "no points given" in a number field."""


class Scoring(QWidget):
    """One cell for each criterion and check; `changed` is called after every change."""

    def __init__(
        self, rubric: Rubric, scores: tuple[Score, ...], checks: tuple[str, ...], changed: Callable[[], object]
    ) -> None:
        super().__init__()
        given = {(score.title, score.most): score.points for score in scores}
        self._points: list[tuple[str, int, Number]] = []
        self._ticks: list[tuple[str, QCheckBox]] = []
        self._cells: list[QWidget] = []
        for criterion in rubric.criteria:
            number = Number(_NONE, criterion.most, given.get((criterion.title, criterion.most), _NONE))
            number.setSpecialValueText("–")
            number.setSuffix(str(say(" of {most}", most=criterion.most)))
            number.setAccessibleName(_(criterion.title))
            number.valueChanged.connect(lambda value: changed())
            self._points.append((criterion.title, criterion.most, number))
            self._cells.append(_cell(_(criterion.title), number))
        for check in rubric.checks:
            tick = QCheckBox(_(check))
            tick.setChecked(check in checks)
            tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tick.clicked.connect(lambda checked=False: changed())
            self._ticks.append((check, tick))
            self._cells.append(tick)
        for cell in self._cells:
            cell.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Points and checks"))

    @property
    def scores(self) -> tuple[Score, ...]:
        """Of the criteria that points were given for."""
        for _title, _most, number in self._points:
            number.interpretText()  # what is being typed counts, too
        return tuple(Score(title, n.value(), most) for title, most, n in self._points if n.value() != _NONE)

    @property
    def checks(self) -> tuple[str, ...]:
        return tuple(check for check, tick in self._ticks if tick.isChecked())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        wide = max(self.width(), theme.current().px(320))
        return QSize(wide, self.heightForWidth(wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        for cell, place in zip(self._cells, self._places(self.width()), strict=True):
            cell.setGeometry(place)

    def _places(self, width: int) -> list[QRect]:
        look = theme.current()
        points = _grid(len(self._points), width, look.px(240), 0)
        longest = max((tick.sizeHint().width() for _check, tick in self._ticks), default=0)
        below = points[-1].bottom() + look.px(4) if points else 0
        return points + _grid(len(self._ticks), width, longest, below)


def _grid(n: int, width: int, least: int, top: int) -> list[QRect]:
    """`n` equal places, as many side by side as are at least so wide."""
    look = theme.current()
    gap, high = look.px(16), look.px(32)
    columns = min(max((width + gap) // (least + gap), 1), max(n, 1))
    wide = (width - gap * (columns - 1)) // columns
    return [
        QRect(at % columns * (wide + gap), top + at // columns * (high + look.px(4)), wide, high) for at in range(n)
    ]


class Room(QScrollArea):
    """Gives what it holds the height it needs, up to a limit; the rest scrolls."""

    def __init__(self, content: QWidget, most: int = 190) -> None:
        super().__init__()
        self._most = most
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(self._content.heightForWidth(width), theme.current().px(self._most))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(240), theme.current().px(34))


class ScoreLine(QWidget):
    """What was given by one criterion, in words and as a bar."""

    def __init__(self, score: Score) -> None:
        super().__init__()
        points = str(say("{points} of {most}", points=score.points, most=score.most))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Elided(_(score.title)), 1)
        bar = Bar(score.points / score.most, _(score.title))
        bar.setFixedWidth(theme.current().px(48))
        line.addWidget(bar)
        line.addWidget(Words(points, "muted"))


def _cell(words: str, number: Number) -> QWidget:
    cell = QWidget()
    line = QHBoxLayout(cell)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    label = Words(words, wraps=True)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    line.addWidget(label, 1)
    number.setFixedWidth(theme.current().px(78))
    line.addWidget(number)
    return cell
