"""Small pieces of the panels beside the plan: a heading with lines beneath it, and a slider with its figure."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSlider, QVBoxLayout, QWidget

from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Elided, Role, Words, tip

Line = TypeVar("Line", bound=QWidget)
Said = TypeVar("Said")


class _Headed(QWidget):
    """A small heading and lines beneath it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        if title:
            box.addWidget(section(title))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        box.addLayout(self._lines)


class KeptLines(_Headed, Generic[Line, Said]):
    """Lines of one kind, away while there are none. They are kept, and say something else the next time: making a line
    takes ten times as long as changing its words."""

    def __init__(self, title: str, make: Callable[[], Line], say: Callable[[Line, Said], object]) -> None:
        super().__init__(title)
        self._make = make
        self._say = say
        self._kept: list[Line] = []

    def prepare(self, count: int) -> None:
        """Make one of so many lines, out of sight: several that are costly to make share out turns of the loop."""
        if len(self._kept) < count:
            self._add()
            self._kept[-1].hide()

    def fill(self, said: Iterable[Said]) -> None:
        things = tuple(said)
        if len(things) > len(self._kept):
            self.hide()  # what is added to something in sight has everything around it laid out anew, each time
        while len(things) > len(self._kept):
            self._add()
        for at, line in enumerate(self._kept):
            if at < len(things):
                self._say(line, things[at])
            line.setVisible(at < len(things))
        self.setVisible(bool(things))

    def _add(self) -> None:
        self._kept.append(self._make())
        self._lines.addWidget(self._kept[-1])


class Lines(_Headed):
    """Lines of any kind, made for the occasion; away while there are none."""

    def __init__(self, title: str = "") -> None:
        super().__init__(title)
        self._some = False

    def fill(self, lines: Iterable[QWidget]) -> None:
        made = tuple(lines)
        if not (made or self._some):
            self.hide()
            return
        self._some = bool(made)
        self.hide()  # as above
        _empty(self._lines)
        for one in made:
            if isinstance(one, Button):
                self._lines.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self._lines.addWidget(one)
        self.setVisible(bool(made))


class Slider(QWidget):
    """A name, its points, and a slider beneath."""

    def __init__(self, name: str, help_: str, most: int, moved: Callable[[], object]) -> None:
        super().__init__()
        self._figure = Words("", "aside")
        self._most = most
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, most)
        self._slider.setPageStep(5)
        self._slider.setAccessibleName(name)
        self._slider.setAccessibleDescription(help_)
        tip(self, help_)
        self._slider.valueChanged.connect(lambda points: self._figure.setText(str(points)))
        self._slider.valueChanged.connect(lambda points: moved())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Elided(name), 1)
        row.addWidget(self._figure)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(row)
        box.addWidget(self._slider)

    @property
    def points(self) -> int:
        return self._slider.value()

    def show_points(self, points: int) -> None:
        if not self._slider.isSliderDown():
            self._slider.blockSignals(True)
            self._slider.setValue(min(points, self._most))
            self._slider.blockSignals(False)
            self._figure.setText(str(points))


def line(name: str, words: str, button: Button | None = None, role: Role = "body") -> QWidget:
    """A name that yields, a figure, and perhaps something to press."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(Elided(name, role), 1)
    box.addWidget(Words(words, "strong"))
    if button is not None:
        box.addWidget(button)
    return row


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
