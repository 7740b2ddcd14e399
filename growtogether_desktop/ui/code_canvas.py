"""What the code pane shows, and how it comes to the screen: rows, colours that come later, remarks, what was found."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent

from growtogether_desktop.base.i18n import _
from growtogether_desktop.sourcecode.highlight import Colours, Span
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.ui.code_blocks import Block
from growtogether_desktop.ui.code_cursor import START, CodeCursor
from growtogether_desktop.ui.code_gutter import Mark
from growtogether_desktop.ui.code_paint import CodePaint, Spot
from growtogether_desktop.ui.code_place import Selection
from growtogether_desktop.ui.code_sheet import Sheet

_TOIL = 4_000
"""Characters that need looking at one by one, of the rows that are painted together."""


class CodeCanvas(CodeCursor):
    def __init__(self) -> None:
        super().__init__()
        self._old_colours: Colours | None = None
        self._colours: Colours | None = None
        self._stop_listening: list[Callable[[], None]] = []
        self._found: re.Pattern[str] | None = None
        self._marks: tuple[Mark, ...] = ()
        self._wanted: tuple[Block, ...] = ()
        self._hovered = 0
        """The row under the mouse; 0: none."""
        self._unpainted = 0
        """The first row that is still to be painted; 0: none."""
        self._go_on = QTimer(self, singleShot=True, interval=0)
        self._go_on.timeout.connect(self._paint_rest)

    @property
    def text(self) -> Text | None:
        return self._sheet.text if self._sheet is not None else None

    def show_text(self, text: Text, path: str, colours: Colours | None = None) -> None:
        """Show another text from its top, without blocks and marks."""
        self.show_sheet(Sheet(text), path)
        self.set_colours(colours)

    def show_sheet(self, sheet: Sheet, path: str) -> None:
        """Show other rows from their top, without blocks, marks and colours."""
        self._selection = START
        self._marks = ()
        self._wanted = ()
        self._take(sheet, ())
        self.set_colours(None)
        self.setAccessibleName(_("Code of {path}").format(path=path))
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._arrange()
        self._place_changed()

    def change_sheet(self, sheet: Sheet) -> None:
        """Show the same text in other rows: cursor, reader and blocks stay at their lines."""
        before = self._sheet
        assert before is not None, "there is a text to show otherwise"
        begin, cursor, (top, y) = self._selection.begin, self.place_in_rows, self._reader()
        with self._typing_on(self.viewport().size()):
            self._take(sheet, self._in_rows(sheet, self._wanted))
            here = begin, cursor, top
            begin, cursor, top = (self._row_place(replace(at, line=before.line_of(at.line))) for at in here)
            self._selection = Selection(begin, cursor)
            self._put_reader(top, y)
            self._arrange()
        self._place_changed()

    def set_colours(self, colours: Colours | None, old: Colours | None = None) -> None:
        """Colour the text with these, now and as they arrive; `old` is for lines of the version before."""
        for stop in self._stop_listening:
            stop()
        self._colours, self._old_colours = colours, old
        self._stop_listening = [
            these.arrived.connect(partial(self._recolour, these)) for these in (colours, old) if these is not None
        ]
        self._make_rows()
        self.viewport().update()

    def set_found(self, found: re.Pattern[str] | None) -> None:
        """Show whatever it finds."""
        self._found = found
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self.viewport().update()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Have these between the lines, in this order where they share a gap; widgets of known keys stay."""
        self._wanted = tuple(blocks)
        if self._sheet is not None:
            with self._holding_still():
                self._blocks.put(self._in_rows(self._sheet, self._wanted), self._heights)
        self._arrange()

    def _in_rows(self, sheet: Sheet, blocks: Sequence[Block]) -> list[Block]:
        return [replace(block, after=sheet.row_of(block.after) if block.after > 0 else 0) for block in blocks]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.surface)
        if not self._lines or self._sheet is None:
            self._paint_emptiness(painter)
            return
        widest = self._rows.widest
        rows = range(self._line_at(event.rect().top()), self._line_at(event.rect().bottom()) + 1)
        first, last = self._line_of(rows.start), self._line_of(rows.stop - 1)
        paint = CodePaint(
            self._sheet,
            self._rows,
            self._look,
            self._margin,
            self._selection,
            [mark for mark in self._marks if mark.first <= last and mark.last >= first],
            self._found,
            self._hovered,
            self.hasFocus(),
        )
        sight = self._sight(event.rect())
        if self._unpainted in rows and event.rect().contains(self.viewport().rect().bottomRight()):
            self._unpainted = 0
        toil, left, scroll = 0, self._row_left, self._scroll
        spots: list[Spot] = []
        for at, top in zip(rows, self._heights.tops(rows), strict=True):
            spots.append(paint.paint(painter, at, left, top - scroll, self._heights.height(at), sight))
            toil += self._rows.toil(at)
            if toil >= _TOIL and at < rows[-1]:
                self._paint_later(at + 1)
                break
        paint.paint_gutter(painter, spots)
        if self._rows.widest > widest:
            self._fit_bars()

    def _paint_later(self, row: int) -> None:
        """Rows of many strange characters come a few with each frame, from this one on."""
        self._unpainted = min(row, self._unpainted or row)
        self._go_on.start()

    def _paint_rest(self) -> None:
        self.viewport().update(0, self._top(self._unpainted), self.viewport().width(), self.viewport().height())

    def _paint_emptiness(self, painter: QPainter) -> None:
        if self._sheet is not None:
            painter.setFont(self._look.theme.font())
            painter.setPen(self._look.theme.muted)
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, _("This file is empty."))

    def _spans_of(self, row: int, first: int, after: int) -> Sequence[Span]:
        source = self._sheet.source(row) if self._sheet is not None else None
        colours = None if source is None else self._old_colours if source.old else self._colours
        return colours.of(source.line, first, after) if source is not None and colours is not None else ()

    def _recolour(self, colours: Colours, lines: tuple[int, int]) -> None:
        """Rows of these lines are made anew. Most of what arrives is out of sight, and then nothing is painted."""

        if (sheet := self._sheet) is None:
            return
        for old, these in ((False, self._colours), (True, self._old_colours)):
            if these is colours and self._rows.forget(sheet.rows_of(*lines, old)):
                self.viewport().update()
