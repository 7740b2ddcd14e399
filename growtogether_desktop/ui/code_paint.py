"""How rows of code are painted: what they lie on, the words, what is selected or found, and the gutter.

Forty of them come with a frame, so what is the same for all is found out once, and nothing is asked twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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


@dataclass
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

    @cached_property
    def within(self) -> QRectF:
        """The same, from where the row begins."""
        return self.sight.translated(-self.left, -self.top)


@dataclass(frozen=True)
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

    def paint(self, painter: QPainter, at: int, left: float, top: int, high: int, sight: QRectF) -> Spot:
        """Paint a row that begins at `left` and `top`, without what stands left of it."""
        spot = Spot(at, self.sheet.row(at), self.rows.words(at), left, top, high, sight)
        if spot.row.ground is not Ground.PLAIN:
            self._paint_ground(painter, spot)
        if self.found is not None:
            for first, after in self._found_in(spot.words):
                self._fill(painter, spot, first, after, self.look.theme.found)
        if at in self._selected:
            self._paint_selected(painter, spot)
        here = at == self.selection.cursor.line
        if here and self.selection.empty:
            painter.fillRect(QRectF(sight.left(), top, sight.width(), high), _veil(self.look.theme.text))
        self.rows.paint(painter, at, left, top, sight)
        for mark in self._underlined:
            if mark.first <= (line := spot.row.numbers[-1]) <= mark.last:
                self._underline(painter, spot, *mark.columns_of(line, len(spot.words)), self.look.theme.ink(mark.tone))
        if here and self.focused:
            point = self.rows.point(self.selection.cursor) + QPointF(left - 1, top + 1)
            painter.fillRect(QRectF(point.x(), point.y(), 2, self.look.row - 2), self.look.theme.accent)
        return spot

    def paint_gutter(self, painter: QPainter, spots: Sequence[Spot]) -> None:
        """What stands left of these rows, over what is scrolled beneath it."""
        self._paint_gutter_ground(painter, spots)
        for spot in spots:
            here, line, row = spot.at == self.selection.cursor.line, spot.row.numbers[-1], spot.row
            tones = [mark.tone for mark in self.marks if mark.first <= line <= mark.last]
            self.margin.paint(painter, spot.top, spot.high, row, tones, here)
            if row.ground is not Ground.FOLDED and (spot.at == self.hovered or (here and self.focused)):
                self.margin.paint_plus(painter, spot.top)

    def _paint_gutter_ground(self, painter: QPainter, spots: Sequence[Spot]) -> None:
        """Of rows that follow each other at once."""
        top = end = 0
        chosen = False
        for spot in spots:
            if spot.top != end or (spot.at in self._selected) != chosen:
                self.margin.paint_ground(painter, top, end - top, chosen)
                top, chosen = spot.top, spot.at in self._selected
            end = spot.top + spot.high
        self.margin.paint_ground(painter, top, end - top, chosen)

    @cached_property
    def _selected(self) -> range:
        """Rows of which something is."""
        if self.selection.empty:
            return range(0)
        return range(self.selection.first.line, self.selection.last.line + 1)

    def _paint_ground(self, painter: QPainter, spot: Spot) -> None:
        """What differs, which words of it, where it moved, and how much is folded away."""
        theme, row, sight = self.look.theme, spot.row, spot.sight
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
        painter.setFont(self.look.aside)
        painter.setPen(self.look.theme.muted)
        room = QRectF(at.x(), at.y(), painter.window().width(), self.look.row)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_selected(self, painter: QPainter, spot: Spot) -> None:
        colour = self.look.theme.selection
        columns = self.selection.columns(spot.at, len(spot.words))
        if columns is not None:
            self._fill(painter, spot, *columns, colour)
            if columns[1] > len(spot.words):  # the newline
                end = self.rows.point(Place(spot.at, len(spot.words))) + QPointF(spot.left, spot.top)
                painter.fillRect(QRectF(end.x(), end.y(), self.look.column, self.look.row), colour)

    @cached_property
    def _underlined(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.columns[1]]

    def _underline(self, painter: QPainter, spot: Spot, first: int, after: int, colour: QColor) -> None:
        for stretch in self.rows.stretches(spot.at, first, after, spot.within):
            box = _box(stretch, spot, self.look.row)
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), colour)

    def _fill(self, painter: QPainter, spot: Spot, first: int, after: int, colour: QColor) -> None:
        for stretch in self.rows.stretches(spot.at, first, after, spot.within):
            painter.fillRect(_box(stretch, spot, self.look.row), colour)

    def _found_in(self, words: str) -> Iterator[tuple[int, int]]:
        """From and up to where something was found; in very long lines nobody looks."""
        if self.found is not None and len(words) <= _SEARCHED:
            for match in self.found.finditer(words):
                yield match.span()


def _box(stretch: Stretch, spot: Spot, high: int) -> QRectF:
    return QRectF(spot.left + stretch.left, spot.top + stretch.top, stretch.right - stretch.left, high)


def _veil(colour: QColor) -> QColor:
    """So little of it that what lies beneath still shows."""
    return QColor(colour.red(), colour.green(), colour.blue(), 12)
