"""How rows of code are painted: what they lie on, the words, what is selected or found, and the gutter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from growtogether_desktop.base.i18n import say, say_n
from growtogether_desktop.ui.code_gutter import Gutter, Mark
from growtogether_desktop.ui.code_look import CodeLook
from growtogether_desktop.ui.code_place import Place, Selection
from growtogether_desktop.ui.code_row import Stretch
from growtogether_desktop.ui.code_rows import CodeRows
from growtogether_desktop.ui.code_sheet import Ground, Row, Sheet

_SEARCHED = 20_000
"""Columns of a line in which what was found is shown."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A row on its way to the screen."""

    at: int
    row: Row
    words: str
    left: float
    """Where it begins."""
    top: int
    high: int
    sight: QRectF
    """What of the pane is to be painted."""

    @property
    def within(self) -> QRectF:
        """The same, from where the row begins."""
        return self.sight.translated(-self.left, -self.top)


@dataclass(frozen=True, slots=True)
class CodePaint:
    """Everything that rows are painted from."""

    sheet: Sheet
    rows: CodeRows
    look: CodeLook
    margin: Gutter
    selection: Selection
    marks: Sequence[Mark]
    found: re.Pattern[str] | None
    hovered: int
    """The row under the mouse, 0: none."""
    focused: bool

    def paint(self, painter: QPainter, at: int, left: float, top: int, high: int, sight: QRectF) -> None:
        """Paint a row that begins at `left` and `top`."""
        spot = Spot(at, self.sheet.row(at), self.sheet.lines[at - 1], left, top, high, sight)
        cursor = self.selection.cursor
        self._paint_ground(painter, spot)
        self._paint_behind(painter, spot)
        self.rows.paint(painter, at, left, top, sight)
        if at == cursor.line and self.focused:
            point = self.rows.point(cursor) + QPointF(left - 1, top + 1)
            painter.fillRect(QRectF(point.x(), point.y(), 2, self.look.row - 2), self.look.theme.accent)
        self._paint_gutter(painter, spot)

    def _paint_ground(self, painter: QPainter, spot: Spot) -> None:
        """What differs, which words of it, where it moved, and how much is folded away."""
        theme, row, sight = self.look.theme, spot.row, spot.sight
        if row.ground is Ground.PLAIN:
            return
        if row.ground in (Ground.FOLDED, Ground.NOTHING):
            painter.fillRect(QRectF(0, spot.top, sight.right(), spot.high), theme.window)
            if row.ground is Ground.FOLDED:
                words = say_n("{n} unchanged line", "{n} unchanged lines", row.folded)
                self._say(painter, str(words), QPointF(self.margin.code_left, spot.top))
            return
        added = row.ground is Ground.ADDED
        painter.fillRect(
            QRectF(sight.left(), spot.top, sight.width(), spot.high), theme.added if added else theme.removed
        )
        for first, after in row.words:
            self._fill(painter, spot, first, after, theme.added_words if added else theme.removed_words)
        if row.moved and self.sheet.row(max(spot.at - 1, 1)).moved != row.moved - 1:
            words = say("moved to line {line}", line=row.moved)
            if added:
                words = say("moved from line {line}", line=row.moved)
            end = self.rows.point(Place(spot.at, len(spot.words))) + QPointF(spot.left, spot.top)
            end.setX(max(end.x(), self.margin.code_left) + 2 * self.look.column)
            self._say(painter, f"⇄ {words}", end)

    def _say(self, painter: QPainter, words: str, at: QPointF) -> None:
        painter.setFont(self.look.theme.font(12 * self.look.zoom / 100))
        painter.setPen(self.look.theme.muted)
        room = QRectF(at.x(), at.y(), painter.window().width(), self.look.row)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_behind(self, painter: QPainter, spot: Spot) -> None:
        """The cursor's row, what was found, and what is selected."""
        theme, sight = self.look.theme, spot.sight
        if spot.at == self.selection.cursor.line and self.selection.empty:
            painter.fillRect(QRectF(sight.left(), spot.top, sight.width(), spot.high), _veil(theme.text))
        for first, after in self._found_in(spot.words):
            self._fill(painter, spot, first, after, theme.found)
        columns = self.selection.columns(spot.at, len(spot.words))
        if columns is not None:
            self._fill(painter, spot, *columns, theme.selection)
            if columns[1] > len(spot.words):  # the newline
                end = self.rows.point(Place(spot.at, len(spot.words))) + QPointF(spot.left, spot.top)
                painter.fillRect(QRectF(end.x(), end.y(), self.look.column, self.look.row), theme.selection)

    def _fill(self, painter: QPainter, spot: Spot, first: int, after: int, colour: QColor) -> None:
        for stretch in self.rows.stretches(spot.at, first, after, spot.within):
            painter.fillRect(_box(stretch, spot, self.look.row), colour)

    def _found_in(self, words: str) -> Iterator[tuple[int, int]]:
        """From and up to where something was found; in very long lines nobody looks."""
        if self.found is not None and len(words) <= _SEARCHED:
            for match in self.found.finditer(words):
                yield match.span()

    def _paint_gutter(self, painter: QPainter, spot: Spot) -> None:
        here = spot.at == self.selection.cursor.line
        line, row = spot.row.numbers[-1], spot.row
        tones = [mark.tone for mark in self.marks if mark.first <= line <= mark.last]
        chosen = self.selection.columns(spot.at, len(spot.words)) is not None
        self.margin.paint(painter, spot.top, spot.high, row, tones, chosen, here)
        if row.ground is not Ground.FOLDED and (spot.at == self.hovered or (here and self.focused)):
            self.margin.paint_plus(painter, spot.top)


def _box(stretch: Stretch, spot: Spot, high: int) -> QRectF:
    return QRectF(spot.left + stretch.left, spot.top + stretch.top, stretch.right - stretch.left, high)


def _veil(colour: QColor) -> QColor:
    """So little of it that what lies beneath still shows."""
    return QColor(colour.red(), colour.green(), colour.blue(), 12)
