"""A document on paper: pieces with a height are laid on A4 pages and painted as PDF, one page at a time."""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter, QPdfWriter, QPen, QTextLayout, QTextOption

from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.saving import unsaved
from growtogether_desktop.base.signal import Signal

WIDE, HIGH = 595.0, 842.0
"""A4 in points, in which everything here is measured."""
SIDE, TOP, FOOT = 48.0, 48.0, 48.0
ROOM = WIDE - 2 * SIDE
"""Between the margins."""
_DOTS = 1200
"""To the inch: letters stand where they are meant to."""

Paint = Callable[[QPainter, float], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Something with a height that paints itself at a distance from the top of the page."""

    high: float
    paint: Paint
    leads: float = 0.0
    """So much room has to be left beneath it, else it goes to the next page: headings do not end a page."""


@dataclass(slots=True)
class Page:
    """What stands on one sheet of paper, from top to bottom."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def high(self) -> float:
        return sum(piece.high for piece in self.pieces)

    def has_room_for(self, piece: Piece) -> bool:
        return self.high + piece.high + piece.leads <= HIGH - TOP - FOOT


def pages_of(pieces: Iterable[Piece]) -> Iterator[Page]:
    """One page after the other; each is ready to be painted when it comes."""
    page = Page()
    for piece in pieces:
        if page.pieces and not page.has_room_for(piece):
            yield page
            page = Page()
        page.pieces.append(piece)
    yield page


async def write_pdf(
    path: Path, title: str, pages: Iterable[Page], colour: QColor, progress: Signal[float] | None = None
) -> None:
    """Write the pages, whole or not at all, with title and number at their foot in this colour.

    After every page the window has its turn.

    Raises: Problem, when the file cannot be written.
    """
    file = QSaveFile(os.fspath(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise unsaved(path, file.errorString())
    try:
        await _write(file, title, pages, colour, progress)
    except BaseException:
        file.cancelWriting()
        raise
    if not file.commit():
        raise unsaved(path, file.errorString())


async def _write(
    file: QSaveFile, title: str, pages: Iterable[Page], colour: QColor, progress: Signal[float] | None
) -> None:
    laid: list[Page] = []
    for page in pages:
        laid.append(page)
        await asyncio.sleep(0)
    writer = QPdfWriter(file)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(title)
    writer.setCreator("Grow-Together")
    painter = QPainter(writer)
    try:
        painter.scale(_DOTS / 72, _DOTS / 72)
        for number, page in enumerate(laid, start=1):
            if number > 1:
                writer.newPage()
            numbered = str(say("Page {number} of {pages}", number=number, pages=len(laid)))
            paint_page(painter, page, title, numbered, colour)
            if progress is not None:
                progress.emit(number / len(laid))
            await asyncio.sleep(0)
    finally:
        painter.end()


def paint_page(painter: QPainter, page: Page, title: str, numbered: str, colour: QColor) -> None:
    """The page, in points from its upper left corner, with its number at the foot."""
    top = TOP
    for piece in page.pieces:
        piece.paint(painter, top)
        top += piece.high
    foot = HIGH - FOOT / 2 - 6
    small = paper_font(8)
    told = QFontMetricsF(small).elidedText(title, Qt.TextElideMode.ElideRight, ROOM * 0.85)
    write_words(painter, small, colour, SIDE, foot, told)
    write_words(painter, small, colour, SIDE, foot, numbered, side=Qt.AlignmentFlag.AlignRight)


def write_words(
    painter: QPainter,
    font: QFont,
    colour: QColor,
    left: float,
    top: float,
    words: str,
    wide: float = ROOM,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(left, top, wide, HIGH), words, _wrapping(side))


def draw_line(painter: QPainter, colour: QColor, top: float) -> None:
    painter.setPen(QPen(colour, 0.5))
    painter.drawLine(QPointF(SIDE, top - 0.5), QPointF(WIDE - SIDE, top - 0.5))


def paper_font(points: float, weight: QFont.Weight = QFont.Weight.Normal, family: str = "Inter") -> QFont:
    """In points of the page whatever the screen's zoom is."""
    font = QFont(list(dict.fromkeys((family, "Inter"))))
    font.setPixelSize(round(points))
    font.setWeight(weight)
    # Tabular figures and the raised colon of Inter have no code of their own, and would be lost to whoever copies
    # or searches the file.
    for feature in ("tnum", "calt"):
        font.setFeature(QFont.Tag(feature), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def lines_of(font: QFont, words: str, wide: float) -> list[str]:
    """The words as they break in a column so wide."""
    lines: list[str] = []
    for paragraph in words.splitlines():
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(_wrapping(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        units = paragraph.encode("utf-16-le", "surrogatepass")  # Qt counts in these
        while (line := layout.createLine()).isValid():
            line.setLineWidth(wide)
            first, last = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            lines.append(units[first:last].decode("utf-16-le", "replace").rstrip())
        layout.endLayout()
    return lines


def _wrapping(side: Qt.AlignmentFlag) -> QTextOption:
    """Between words; within one that is longer than the line."""
    option = QTextOption(side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
