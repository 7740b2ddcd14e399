"""A plan on paper: figures and proof, every pair in a table over as many pages as it takes, and who waits and why."""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter, QPdfWriter, QPen, QTextLayout, QTextOption

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.matching.model.views import ReportView
from growtogether_desktop.ui.theme import Theme, read_theme

WIDE, HIGH = 595.0, 842.0
"""A4 in points, in which everything here is measured."""

_DOTS = 1200
"""To the inch: letters stand where they are meant to."""
_SIDE, _TOP, _FOOT = 48.0, 48.0, 48.0
_AIR = 4.0
"""Above and below the words of a row, and a quarter of what is between its columns."""

Paint = Callable[[QPainter, float], None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something with a height that paints itself at a distance from the top of the page."""

    high: float
    paint: Paint
    leads: float = 0.0
    """So much room has to be left beneath it, else it goes to the next page: headings do not end a page."""


@dataclass(slots=True)
class Page:
    """What stands on one sheet of paper, from top to bottom."""

    pieces: list[_Piece] = field(default_factory=list)

    @property
    def high(self) -> float:
        return sum(piece.high for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Table:
    titles: tuple[str, ...]
    shares: tuple[float, ...]
    """Of the width, for each column."""
    right: int = -1
    """The column whose figures stand right."""


async def write_report(view: ReportView, path: Path, progress: Signal[float] | None = None) -> None:
    """Write the plan as PDF, whole or not at all. After every page the window has its turn.

    Raises: Problem, when the file cannot be written.
    """
    file = QSaveFile(os.fspath(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _trouble(path, file)
    try:
        await _write(Report(view), file, progress)
    except BaseException:
        file.cancelWriting()
        raise
    if not file.commit():
        raise _trouble(path, file)


async def _write(report: "Report", file: QSaveFile, progress: Signal[float] | None) -> None:
    pages = []
    for page in report.pages():
        pages.append(page)
        await asyncio.sleep(0)
    writer = QPdfWriter(file)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(report.view.cohort)
    writer.setCreator("Grow-Together")
    painter = QPainter(writer)
    try:
        painter.scale(_DOTS / 72, _DOTS / 72)
        for number, page in enumerate(pages, start=1):
            if number > 1:
                writer.newPage()
            report.paint(painter, page, number, len(pages))
            if progress is not None:
                progress.emit(number / len(pages))
            await asyncio.sleep(0)
    finally:
        painter.end()


def _trouble(path: Path, file: QSaveFile) -> Problem:
    return Problem(
        say("“{file}” cannot be saved: {reason}.", file=path.name, reason=file.errorString()),
        say("Close it in other programs, or choose another folder."),
    )


class Report:
    """Lays the plan out on pages and paints them; paper is light, whatever the screen is."""

    def __init__(self, view: ReportView) -> None:
        self.view = view
        self._look: Theme = read_theme("light")
        self._room = WIDE - 2 * _SIDE
        self._body = _font(9)
        self._strong = _font(9, QFont.Weight.Medium)
        self._small = _font(8)
        self._heading = _font(8, QFont.Weight.DemiBold)

    def pages(self) -> Iterator[Page]:
        """One page after the other; each is ready to be painted when it comes."""
        page = Page([self._opening()])
        for table, piece in self._rows():
            if page.high + piece.high + piece.leads > HIGH - _TOP - _FOOT:
                yield page
                page = Page([] if table is None else [self._titles(table)])
            page.pieces.append(piece)
        yield page

    def paint(self, painter: QPainter, page: Page, number: int, pages: int) -> None:
        """The page, in points from its upper left corner, with its number at the foot."""
        top = _TOP
        for piece in page.pieces:
            piece.paint(painter, top)
            top += piece.high
        self._write(painter, self._small, self._look.muted, _SIDE, HIGH - _FOOT / 2 - 6, self.view.cohort)
        numbered = str(say("Page {number} of {pages}", number=number, pages=pages))
        room = QRectF(_SIDE, HIGH - _FOOT / 2 - 6, self._room, 12)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, numbered)

    # --- pieces -----------------------------------------------------------------------------------

    def _rows(self) -> Iterator[tuple[_Table | None, _Piece]]:
        """Everything beneath the opening, with the table whose titles go before it on a new page."""
        view = self.view
        pairs = _Table((_("Mentee"), _("Mentor"), _("Fit"), _("Why")), (0.28, 0.28, 0.08, 0.36), right=2)
        if view.rows:
            yield None, self._titles(pairs, _("Pairs"))
        else:
            yield None, self._words(_("This plan has no pairs."))
        for row in view.rows:
            yield pairs, self._row(pairs, (row.mentee, row.mentor, str(row.fit), row.why))
        if not view.waiting:
            return
        waiting = _Table((_("Mentee"), _("Reason")), (0.28, 0.72))
        yield None, self._titles(waiting, _("Waiting for a mentor"))
        for one in view.waiting:
            yield waiting, self._row(waiting, (one.mentee, str(one.reason)))

    def _opening(self) -> _Piece:
        """Whose plan it is, its figures, and that it is proven."""
        view, plan = self.view, self.view.plan
        title = _font(20, QFont.Weight.DemiBold)
        figure = _font(16, QFont.Weight.DemiBold)
        titled = _high(title, view.cohort, self._room)
        told = " · ".join((str(say("Plan of {moment}", moment=moment(view.made))), plan.title, str(view.policy)))
        about = _high(self._body, told, self._room)
        proof = _high(self._body, str(view.proof), self._room - 16)
        everybody = plan.placed + plan.waiting
        figures = (
            (str(say("{placed} of {all}", placed=plan.placed, all=everybody)), _("mentees placed")),
            (f"{plan.mean:.0f}", _("mean fit")),
            (str(plan.lowest), _("lowest fit")),
            (str(view.seats_free), str(say_n("seat free", "seats free", view.seats_free))),
        )

        def paint(painter: QPainter, top: float) -> None:
            look = self._look
            self._write(painter, title, look.text, _SIDE, top, view.cohort)
            top += titled + 4
            self._write(painter, self._body, look.muted, _SIDE, top, told)
            top += about + 20
            step = self._room / len(figures)
            for at, (amount, words) in enumerate(figures):
                self._write(painter, figure, look.text, _SIDE + at * step, top, amount, step - 8)
                self._write(painter, self._small, look.muted, _SIDE + at * step, top + 22, words, step - 8)
            top += 48
            _paint_check(painter, QPointF(_SIDE, top + 2), look.resolved)
            self._write(painter, self._body, look.resolved, _SIDE + 16, top, str(view.proof), self._room - 16)

        return _Piece(titled + 4 + about + 20 + 48 + proof + 12, paint)

    def _titles(self, table: _Table, heading: str = "") -> _Piece:
        """The headings of the columns and a line beneath; the first time, what the table is."""
        above = 32.0 if heading else 0.0

        def paint(painter: QPainter, top: float) -> None:
            if heading:
                self._write(painter, _font(11, QFont.Weight.DemiBold), self._look.text, _SIDE, top + 10, heading)
            for (left, wide), title, at in zip(
                self._columns(table), table.titles, range(len(table.titles)), strict=True
            ):
                side = Qt.AlignmentFlag.AlignRight if at == table.right else Qt.AlignmentFlag.AlignLeft
                self._write(painter, self._heading, self._look.muted, left, top + above + _AIR, title, wide, side)
            _paint_line(painter, self._look.edge, top + above + 20)

        return _Piece(above + 21, paint, leads=40)

    def _row(self, table: _Table, cells: tuple[str, ...]) -> _Piece:
        """A row as high as its longest cell, and a hairline beneath."""
        fonts = (self._strong, *(self._body,) * (len(cells) - 1))
        columns = self._columns(table)
        high = max(_high(font, cell, wide) for font, cell, (_left, wide) in zip(fonts, cells, columns, strict=True))

        def paint(painter: QPainter, top: float) -> None:
            for at, (font, cell, (left, wide)) in enumerate(zip(fonts, cells, columns, strict=True)):
                side = Qt.AlignmentFlag.AlignRight if at == table.right else Qt.AlignmentFlag.AlignLeft
                self._write(painter, font, self._look.text, left, top + _AIR, cell, wide, side)
            _paint_line(painter, self._look.line, top + high + 2 * _AIR)

        return _Piece(high + 2 * _AIR, paint)

    def _words(self, words: str) -> _Piece:
        return _Piece(
            40, lambda painter, top: self._write(painter, self._body, self._look.muted, _SIDE, top + 16, words)
        )

    def _columns(self, table: _Table) -> tuple[tuple[float, float], ...]:
        """Left edge and width of each column's words."""
        edges = [_SIDE]
        for share in table.shares:
            edges.append(edges[-1] + share * self._room)
        return tuple(
            (left, right - left - (0 if at == len(edges) - 2 else 4 * _AIR))
            for at, (left, right) in enumerate(pairwise(edges))
        )

    def _write(
        self,
        painter: QPainter,
        font: QFont,
        colour: QColor,
        left: float,
        top: float,
        words: str,
        wide: float = 0.0,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRectF(left, top, wide or self._room, HIGH), words, _wrapping(side))


def _font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter, in points of the page whatever the screen's zoom is."""
    font = QFont(["Inter"])
    font.setPixelSize(round(points))
    font.setWeight(weight)
    # Tabular figures and the raised colon of Inter have no code of their own, and would be lost to whoever copies
    # or searches the file.
    for feature in ("tnum", "calt"):
        font.setFeature(QFont.Tag(feature), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _high(font: QFont, words: str, wide: float) -> float:
    """How high the words stand in a column so wide."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(words) <= wide:
        return metrics.height()
    layout = QTextLayout(words, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(wide)
    layout.endLayout()
    return layout.lineCount() * metrics.height()


def _wrapping(side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QTextOption:
    """Between words; within one that is longer than the line."""
    option = QTextOption(side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _paint_line(painter: QPainter, colour: QColor, top: float) -> None:
    painter.setPen(QPen(colour, 0.5))
    painter.drawLine(QPointF(_SIDE, top - 0.5), QPointF(WIDE - _SIDE, top - 0.5))


def _paint_check(painter: QPainter, corner: QPointF, colour: QColor) -> None:
    pen = QPen(colour, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([corner + QPointF(0, 4), corner + QPointF(3, 7), corner + QPointF(9, 0)])
