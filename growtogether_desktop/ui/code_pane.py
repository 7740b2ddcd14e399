"""A file on screen: alone, against another version in one column, or beside it; with a minimap."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from growtogether_desktop.base.i18n import say, say_n
from growtogether_desktop.sourcecode.comparison import Comparison, Layout, Window
from growtogether_desktop.sourcecode.highlight import Colours
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.ui.code_minimap import Minimap, Spot
from growtogether_desktop.ui.code_sheet import DiffSheet, Ground, Sheet, Side
from growtogether_desktop.ui.code_text import CodeText
from growtogether_desktop.ui.code_view import CodeView, Mark
from growtogether_desktop.ui.splitter import Splitter

_DRAWN = 1_500
"""So many changes show on the minimap; more have no room there."""


class CodePane(QWidget):
    """`code` is the version that people speak about; the one before stands left of it, when it is shown."""

    opened = Signal()
    """Lines that were folded away have come into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.code = CodeView()
        self.old = CodeView()
        self.minimap = Minimap()
        self.text = CodeText()
        self._comparison: Comparison | None = None
        self._beside = False
        self._windows: tuple[Window, ...] = ()
        self._opened: tuple[Window, ...] = ()
        self._whole = False
        """Nothing is folded away."""
        self._layout: Layout | None = None
        self._marks: tuple[Mark, ...] = ()
        self._path = ""
        self._colours: tuple[Colours | None, Colours | None] = (None, None)
        """Those of the text, and of the version before."""
        split = Splitter("diff-split")
        split.add(self.code, 1)
        split.insertWidget(0, self.old)
        split.setStretchFactor(0, 1)
        drawn = QWidget()
        line = QHBoxLayout(drawn)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(split, 1)
        line.addWidget(self.minimap)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(drawn)
        self._stack.addWidget(self.text)
        self.old.hide()
        self.old.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.code)
        self._keep_in_step()
        self.minimap.asked.connect(self._go_to_share)
        for view in (self.code, self.old):
            view.unfolded.connect(self._open)

    def show_spaces(self, shown: bool) -> None:
        """Draw dots for spaces and arrows for tabs."""
        for view in (self.code, self.old):
            view.show_spaces(shown)

    def wrap_lines(self, wanted: bool) -> None:
        """Break lines that are wider than there is room, or have them as long as they are."""
        for view in (self.code, self.old):
            view.wrap_lines(wanted)

    # As text, for screen readers

    @property
    def as_text(self) -> bool:
        return self._stack.currentWidget() is self.text

    def show_as_text(self, wanted: bool) -> None:
        """Show plain text in place of the canvas, or the canvas again; the cursor stays."""
        if wanted == self.as_text:
            return
        if wanted:
            self._stack.setCurrentWidget(self.text)
            self._write_text()
        else:
            self.text.set_blocks(())
            self._stack.setCurrentIndex(0)
            self.code.go_to_row(self.text.row)
        self.setFocusProxy(self.text if wanted else self.code)
        self.setFocus()

    def _write_text(self) -> None:
        if self.as_text and self.code.sheet is not None:
            self.text.show_sheet(self.code.sheet, self._path, self.code.place_in_rows.line)

    @property
    def line(self) -> int:
        """Where the cursor is."""
        return self.text.line if self.as_text else self.code.place.line

    def selected(self) -> tuple[int, int, int, int]:
        """(first line, last line, first column, last column) of the selection, else of the cursor's line."""
        return self.text.selected() if self.as_text else self.code.selected()

    # What is shown

    def show_text(self, text: Text, path: str, colours: Colours | None) -> None:
        """Show a text alone, from its top."""
        self._comparison, self._windows, self._opened, self._layout, self._marks = None, (), (), None, ()
        self._whole = False
        self._path = path
        self.old.hide()
        self.code.lead(None)
        self._colours = (colours, None)
        self.code.show_text(text, path, colours)
        self._write_text()
        self._draw_map()

    def show_comparison(
        self, comparison: Comparison | None, beside: bool, colours: Colours | None, old: Colours | None
    ) -> None:
        """Show what differs from another version of the text on screen, or the text alone again; in these colours."""
        other_rows = comparison is not self._comparison or beside != self._beside
        if not other_rows and (colours, old) == self._colours:
            return
        self._colours = (colours, old)
        if comparison is not self._comparison:
            self._opened, self._whole = (), False
        self._comparison, self._beside = comparison, beside
        if other_rows:
            self._layout = None
            self._show_rows()
        self.code.set_colours(colours, old)
        self.old.set_colours(None, old)

    def keep_open(self, windows: Sequence[Window]) -> None:
        """Lines that are never folded away: somebody has said something there."""
        if tuple(windows) != self._windows:
            self._windows = tuple(windows)
            self._show_rows()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self.code.set_marks(marks)
        self._draw_map()

    def open_all(self) -> None:
        """Show the whole file."""
        self._whole = True
        self._show_rows()
        self.opened.emit()

    def _open(self, first: int, end: int) -> None:
        self._opened = (*self._opened, (first, end))
        self._show_rows()
        self.opened.emit()

    def _show_rows(self) -> None:
        comparison, text = self._comparison, self.code.text
        if comparison is None:
            self.old.hide()
            self.code.lead(None)
            if text is not None and self.code.sheet is not None and self.code.sheet.compares:
                self.code.change_sheet(Sheet(text))
                self._write_text()
            self._draw_map()
            return
        if self._whole:
            layout = comparison.whole(self._beside)
        else:
            layout = comparison.layout(self._beside).opened((*self._windows, *self._opened))
        if self._layout is not None and layout.runs == self._layout.runs:
            return
        self._layout = layout
        if self._beside:
            with QSignalBlocker(self.old.verticalScrollBar()):  # the reader stays where they are
                self.old.show_sheet(DiffSheet(comparison, layout, Side.OLD), self._path)
                self.old.set_colours(None, self._colours[1])
            self.old.setAccessibleName(str(say("Code of {path}, as it was", path=self._path)))
        self.code.lead(self.old if self._beside else None)
        self.code.change_sheet(DiffSheet(comparison, layout, Side.NEW if self._beside else Side.BOTH))
        self.old.setVisible(self._beside)
        self._write_text()
        self._draw_map()

    # Side by side

    def _keep_in_step(self) -> None:
        new, old = self.code, self.old
        new.verticalScrollBar().valueChanged.connect(old.verticalScrollBar().setValue)
        old.verticalScrollBar().valueChanged.connect(new.verticalScrollBar().setValue)
        new.horizontalScrollBar().valueChanged.connect(old.horizontalScrollBar().setValue)
        old.horizontalScrollBar().valueChanged.connect(new.horizontalScrollBar().setValue)
        new.zoomChanged.connect(old.set_zoom)
        old.zoomChanged.connect(new.set_zoom)
        new.arranged.connect(self._follow)
        old.commentAsked.connect(new.commentAsked)

    def _follow(self) -> None:
        if self._beside and self._comparison is not None:
            self.old.viewport().update()
            self.old.verticalScrollBar().setValue(self.code.verticalScrollBar().value())

    # Finding one's way

    @property
    def changes(self) -> tuple[int, int]:
        """Lines added and removed."""
        return (self._comparison.added, self._comparison.removed) if self._comparison is not None else (0, 0)

    def step_to_change(self, step: int) -> bool:
        """To the next change (step 1) or the one before (step -1); whether there was one."""
        sheet, row = self.code.sheet, self.code.place_in_rows.line
        if sheet is None:
            return False
        target = sheet.next_change(row) if step > 0 else sheet.change_before(row)
        if target is not None:
            self.code.go_to_row(target)
        return target is not None

    def _go_to_share(self, share: float) -> None:
        bar = self.code.verticalScrollBar()
        bar.setValue(round(share * (bar.maximum() + bar.pageStep())) - bar.pageStep() // 2)

    def _draw_map(self) -> None:
        sheet = self.code.sheet
        rows = len(sheet.lines) if sheet is not None else 0
        if sheet is None or not rows:
            self.minimap.show_spots((), "")
            return
        spots = [
            Spot((first - 1) / rows, last / rows, "resolved" if ground is Ground.ADDED else "blocking", said=False)
            for first, last, ground in sheet.changes(_DRAWN)
        ]
        for mark in self._marks:
            first, last = sheet.row_of(mark.first), sheet.row_of(mark.last)
            spots.append(Spot((first - 1) / rows, last / rows, mark.tone, said=True))
        remarks = say_n("{n} remark", "{n} remarks", len(self._marks))
        count = len(self._comparison.changes) if self._comparison is not None else 0
        changes = say_n("{n} change", "{n} changes", count)
        self.minimap.show_spots(spots, str(say("{remarks}, {changes}", remarks=remarks, changes=changes)))
