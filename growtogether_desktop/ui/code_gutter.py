"""What stands left of the code: a bar for remarks, the plus, numbers, and a sign for what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from growtogether_desktop.ui import icons
from growtogether_desktop.ui.code_look import CodeLook
from growtogether_desktop.ui.code_sheet import Ground, Row, Sheet
from growtogether_desktop.ui.theme import Tone

SIGNS = {Ground.ADDED: "+", Ground.REMOVED: "−"}
"""Colours alone would leave some people out."""
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Lines that somebody has said something about; a bar beside them in the colour of `tone`.

    With columns, from one of the first line up to one of the last, those words are underlined as well.
    """

    first: int
    last: int
    tone: Tone
    columns: tuple[int, int] = (0, 0)

    def columns_of(self, line: int, length: int) -> tuple[int, int]:
        """From and up to where a line of this length is underlined."""
        first, after = self.columns
        begins = first if line == self.first else 0
        return begins, min(after, length) if line == self.last else length


class Gutter:
    """Its geometry, from the left edge of the pane, and its paint."""

    def __init__(self, look: CodeLook, sheet: Sheet | None) -> None:
        self._look = look
        px = look.theme.px
        self.plus_right = px(24)
        self._number_ends: list[int] = []
        at = self.plus_right
        for largest in sheet.numbers if sheet else (0,):
            at = round(at + max(len(str(largest)), _LEAST_DIGITS) * look.column)
            self._number_ends.append(at)
            at += px(12)
        self.right = at
        signs = px(12) if sheet is not None and sheet.compares else 0
        self.code_left = self.right + px(12) + signs

    def paint_ground(self, painter: QPainter, top: int, high: int, chosen: bool) -> None:
        """What rows lie on there; whether they are `chosen`."""
        if high:
            painter.fillRect(
                0, top, self.right, high, self._look.theme.selection if chosen else self._look.theme.gutter
            )
            painter.setFont(self._look.font)

    def paint(self, painter: QPainter, top: int, high: int, row: Row, tones: Sequence[Tone], here: bool) -> None:
        """`tones` of the remarks on this row, and whether the cursor is `here`."""
        look = self._look
        for tone in tones:
            painter.fillRect(0, top, look.theme.px(3), high, look.theme.ink(tone))
        painter.setPen(look.theme.text if here else look.theme.muted)
        for end, number in zip(self._number_ends, row.numbers, strict=True):
            if number:
                words = str(number)
                painter.drawText(QPointF(end - len(words) * look.column, top + look.baseline), words)
        if sign := SIGNS.get(row.ground):
            painter.setPen(look.theme.ink("resolved" if row.ground is Ground.ADDED else "blocking"))
            painter.drawText(QPointF(self.right + look.theme.px(6), top + look.baseline), sign)

    def paint_plus(self, painter: QPainter, top: int) -> None:
        look = self._look
        side = look.theme.px(16)
        box = QRectF(look.theme.px(6), top + (look.row - side) / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.accent)
        painter.drawRoundedRect(box, 4, 4)
        icons.paint(painter, "plus", look.theme.on_accent, box.adjusted(2, 2, -2, -2))
        painter.restore()
