"""A plan on paper: figures and proof, every pair in a table over as many pages as it takes, and who waits and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.matching.model.views import ReportView
from growtogether_desktop.ui.paper import (
    ROOM,
    SIDE,
    Page,
    Piece,
    draw_line,
    lines_of,
    paint_page,
    paper_font,
    write_pdf,
    write_words,
)
from growtogether_desktop.ui.theme import Theme, read_theme

_AIR = 4.0
"""Above and below the words of a row, and a quarter of what is between its columns."""


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
    report = Report(view)
    await write_pdf(path, view.cohort, report.pages(), report.look.muted, progress)


class Report:
    """Lays the plan out on pages and paints them; paper is light, whatever the screen is."""

    def __init__(self, view: ReportView) -> None:
        self.view = view
        self.look: Theme = read_theme("light")
        self._body = paper_font(9)
        self._strong = paper_font(9, QFont.Weight.Medium)
        self._small = paper_font(8)
        self._heading = paper_font(8, QFont.Weight.DemiBold)

    def pages(self) -> Iterator[Page]:
        """One page after the other; each is ready to be painted when it comes."""
        page = Page([self._opening()])
        for table, piece in self._rows():
            if not page.has_room_for(piece):
                yield page
                page = Page([] if table is None else [self._titles(table)])
            page.pieces.append(piece)
        yield page

    def paint(self, painter: QPainter, page: Page, number: int, pages: int) -> None:
        """The page, in points from its upper left corner, with its number at the foot."""
        numbered = str(say("Page {number} of {pages}", number=number, pages=pages))
        paint_page(painter, page, self.view.cohort, numbered, self.look.muted)

    # --- pieces -----------------------------------------------------------------------------------

    def _rows(self) -> Iterator[tuple[_Table | None, Piece]]:
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

    def _opening(self) -> Piece:
        """Whose plan it is, its figures, and whether it is proven."""
        view, plan = self.view, self.view.plan
        title = paper_font(20, QFont.Weight.DemiBold)
        figure = paper_font(16, QFont.Weight.DemiBold)
        titled = _high(title, view.cohort, ROOM)
        told = " · ".join((str(say("Plan of {moment}", moment=moment(view.made))), str(view.policy)))
        about = _high(self._body, told, ROOM)
        indent = 16 if view.proven else 0  # for the tick
        proof = _high(self._body, str(view.proof), ROOM - indent)
        everybody = plan.placed + plan.waiting
        figures = (
            (str(say("{placed} of {all}", placed=plan.placed, all=everybody)), _("mentees placed")),
            (f"{plan.mean:.0f}", _("mean fit")),
            (str(plan.lowest), _("lowest fit")),
            (str(view.seats_free), str(say_n("seat free", "seats free", view.seats_free))),
        )

        def paint(painter: QPainter, top: float) -> None:
            look = self.look
            write_words(painter, title, look.text, SIDE, top, view.cohort)
            top += titled + 4
            write_words(painter, self._body, look.muted, SIDE, top, told)
            top += about + 20
            step = ROOM / len(figures)
            for at, (amount, words) in enumerate(figures):
                write_words(painter, figure, look.text, SIDE + at * step, top, amount, step - 8)
                write_words(painter, self._small, look.muted, SIDE + at * step, top + 22, words, step - 8)
            top += 48
            if view.proven:
                _paint_check(painter, QPointF(SIDE, top + 2), look.resolved)
            colour = look.resolved if view.proven else look.muted
            write_words(painter, self._body, colour, SIDE + indent, top, str(view.proof), ROOM - indent)

        return Piece(titled + 4 + about + 20 + 48 + proof + 12, paint)

    def _titles(self, table: _Table, heading: str = "") -> Piece:
        """The headings of the columns and a line beneath; the first time, what the table is."""
        above = 32.0 if heading else 0.0

        def paint(painter: QPainter, top: float) -> None:
            if heading:
                write_words(painter, paper_font(11, QFont.Weight.DemiBold), self.look.text, SIDE, top + 10, heading)
            for (left, wide), title, at in zip(
                self._columns(table), table.titles, range(len(table.titles)), strict=True
            ):
                side = Qt.AlignmentFlag.AlignRight if at == table.right else Qt.AlignmentFlag.AlignLeft
                write_words(painter, self._heading, self.look.muted, left, top + above + _AIR, title, wide, side)
            draw_line(painter, self.look.edge, top + above + 20)

        return Piece(above + 21, paint, leads=40)

    def _row(self, table: _Table, cells: tuple[str, ...]) -> Piece:
        """A row as high as its longest cell, and a hairline beneath."""
        fonts = (self._strong, *(self._body,) * (len(cells) - 1))
        columns = self._columns(table)
        high = max(_high(font, cell, wide) for font, cell, (_left, wide) in zip(fonts, cells, columns, strict=True))

        def paint(painter: QPainter, top: float) -> None:
            for at, (font, cell, (left, wide)) in enumerate(zip(fonts, cells, columns, strict=True)):
                side = Qt.AlignmentFlag.AlignRight if at == table.right else Qt.AlignmentFlag.AlignLeft
                write_words(painter, font, self.look.text, left, top + _AIR, cell, wide, side)
            draw_line(painter, self.look.line, top + high + 2 * _AIR)

        return Piece(high + 2 * _AIR, paint)

    def _words(self, words: str) -> Piece:
        return Piece(40, lambda painter, top: write_words(painter, self._body, self.look.muted, SIDE, top + 16, words))

    def _columns(self, table: _Table) -> tuple[tuple[float, float], ...]:
        """Left edge and width of each column's words."""
        edges = [SIDE]
        for share in table.shares:
            edges.append(edges[-1] + share * ROOM)
        return tuple(
            (left, right - left - (0 if at == len(edges) - 2 else 4 * _AIR))
            for at, (left, right) in enumerate(pairwise(edges))
        )


def _high(font: QFont, words: str, wide: float) -> float:
    """How high the words stand in a column so wide."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(words) <= wide:  # as most do, and laying out takes longer
        return metrics.height()
    return len(lines_of(font, words, wide)) * metrics.height()


def _paint_check(painter: QPainter, corner: QPointF, colour: QColor) -> None:
    pen = QPen(colour, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([corner + QPointF(0, 4), corner + QPointF(3, 7), corner + QPointF(9, 0)])
