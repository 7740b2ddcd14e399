"""The points of a pair: every feature with what it comes from, and their sum."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.pairing.score.why import Feature, Part, Piece, Why
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.marks import Bar
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Elided, Words, hairline

_FEATURES: dict[Feature, str] = {
    Feature.GOAL: N_("Goal"),
    Feature.STACK: N_("Wanted skills"),
    Feature.GAP: N_("Step in level"),
    Feature.AVAILABILITY: N_("Hours"),
    Feature.LANGUAGE: N_("Languages"),
    Feature.PAST: N_("Earlier mentees"),
}
_PIECES = 5
"""So many pieces of a part are listed before the rest are added up."""


class Points(QWidget):
    """Every feature and their sum. Its lines are kept for the next pair: making a hundred labels takes too long."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(section(_("Points")))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._box.addLayout(self._list)
        self._parts: list[_Part] = []
        self._building = QTimer(self, interval=0)
        self._building.timeout.connect(self._build)
        self._building.start()
        self._box.addWidget(hairline())
        self._sum = Line()
        self._box.addWidget(self._sum)

    def _build(self) -> None:
        """One line after the other, while nobody asks for them."""
        if len(self._parts) < len(Feature):
            self._add()
            self._parts[-1].hide()
            for widget in self._parts[-1].findChildren(QWidget):
                widget.ensurePolished()  # style sheets cost more than all the rest
        else:
            self._building.stop()

    def _add(self) -> None:
        self._parts.append(_Part())
        self._list.addWidget(self._parts[-1])

    def show_points(self, why: Why | None) -> None:
        parts = why.parts if why is not None else ()
        self.hide()  # every line that comes in sight would have all the others laid out anew
        while len(self._parts) < len(parts):
            self._add()
        for at, row in enumerate(self._parts):
            row.setVisible(at < len(parts))
            if at < len(parts):
                row.show_part(parts[at])
        together, most = sum(part.points for part in parts), sum(part.of for part in parts)
        self._sum.say(_("Together"), str(say("{points} of {most}", points=together, most=most)))
        self.setVisible(bool(parts))


class _Part(QWidget):
    """The feature, a bar and its points; beneath them why, and what each skill has brought."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = Bar()
        self._bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line = Line(self._bar)
        self._why = Words("", "aside", wraps=True)
        self._pieces: list[Line] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addWidget(self._line)
        self._box.addWidget(self._why)
        for _piece in range(_PIECES + 1):
            self._pieces.append(Line(small=True))
            self._box.addWidget(self._pieces[-1])

    def show_part(self, part: Part) -> None:
        name = _(_FEATURES[part.feature])
        points = str(say("{points} of {most}", points=part.points, most=part.of)) if part.of else "—"
        self.setAccessibleName(f"{name}: {points}. {part.why}")
        self._bar.show_share(part.points / part.of if part.of else 0.0)
        self._line.say(name, points)
        self._why.setText(str(part.why))
        shown, more = part.pieces[:_PIECES], part.pieces[_PIECES:]
        lines = [(_brought(piece), str(piece.points)) for piece in shown]
        if more:
            others = say_n("{n} other", "{n} others", len(more))
            lines.append((str(others), str(sum(piece.points for piece in more))))
        for at, line in enumerate(self._pieces):
            line.setVisible(at < len(lines))
            if at < len(lines):
                line.say(*lines[at])


def _brought(piece: Piece) -> str:
    if piece.note is not None:
        return str(piece.note)
    if piece.wanted == piece.offered:
        return piece.wanted
    return f"{piece.wanted} → {piece.offered}"


class Line(QWidget):
    """Words that yield, perhaps something in between, and a figure that stands right."""

    def __init__(self, middle: QWidget | None = None, small: bool = False) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.current().px(12) if small else 0, 0, 0, 0)
        line.setSpacing(8)
        self._name = Elided("", "aside" if small else "body")
        self._figure = Words("", "aside" if small else "strong")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figure.setMinimumWidth(theme.current().px(24 if small else 60))
        line.addWidget(self._name, 1)
        if middle is not None:
            line.addWidget(middle)
        line.addWidget(self._figure)

    def say(self, name: str, figure: str) -> None:
        if name != self._name.text():
            self._name.setText(name)
        self._figure.setText(figure)
