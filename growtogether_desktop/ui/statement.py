"""Entries one beneath the other, words on the left and a figure on the right, painted at one go.

An explanation has dozens of lines. As labels each would be laid out by itself, and the window's thread would wait with
every one of them until whatever computes lets it in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QStaticText, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.mark_paint import paint_bar

Voice = Literal["body", "strong", "aside", "section"]
_FACES: dict[Voice, tuple[int, QFont.Weight]] = {
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.Medium),
    "aside": (12, QFont.Weight.Normal),
    "section": (12, QFont.Weight.DemiBold),
}
"""As labels of these roles."""
_MUTED: tuple[Voice, ...] = ("aside", "section")
_BAR, _FIGURE, _GAP = 72, 48, 8
"""How wide a bar is, the figure behind it at least, and what lies between; before zoom."""
_PLAIN = Qt.TextFormat.PlainText
_BREAKING = QTextOption()
_BREAKING.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


@dataclass(frozen=True, slots=True)
class Entry:
    """Words, which go on in another line where there is no room, and perhaps a figure. Lengths are before zoom."""

    words: str
    voice: Voice = "body"
    figure: str = ""
    figure_voice: Voice = "strong"
    share: float | None = None
    """Shown as a bar before the figure, 0 to 1."""
    above: int = 2
    """Air above it; half of that above the first."""
    indent: int = 0
    ruled: bool = False
    """A hairline is above it, in the middle of the air."""


def headed(title: str, *entries: Entry) -> Iterator[Entry]:
    """The entries beneath a small heading; neither while there are none."""
    if entries:
        yield Entry(title, "section", above=16)
        yield replace(entries[0], above=6)
        yield from entries[1:]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where an entry is, in pixels of the widget."""

    entry: Entry
    top: int
    air: int
    words: QStaticText
    figure: QStaticText | None
    bar: QRectF | None


class Statement(QWidget):
    """Shows what it is told; read out it is a line for each entry."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._placed: dict[int, tuple[list[_Placed], int]] = {}
        """By width, with the height of all."""
        self._texts: list[tuple[QStaticText, QStaticText | None]] = []
        """Words in one line, and the figure, of each entry."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell(self, entries: Sequence[Entry]) -> None:
        """Nothing is shown while there are none."""
        told = tuple(entries)
        if told != self._entries:
            self._entries = told
            self.setAccessibleName("\n".join(f"{one.words}: {one.figure}" if one.figure else one.words for one in told))
            self._place_anew()
        self.setVisible(bool(told))

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[1]

    def sizeHint(self) -> QSize:
        """How high it is at its width so far, if that is known: layouts ask by width, and each has all laid out."""
        return QSize(theme.current().px(200), self._placed.get(self.width(), ((), 0))[1])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, wide = theme.current(), self.width()
        painter = QPainter(self)
        for placed in self._places(wide)[0]:
            one = placed.entry
            if one.ruled:
                painter.fillRect(QRectF(0, placed.top - (placed.air + 1) // 2, wide, 1), look.line)
            painter.setFont(look.face(*_FACES[one.voice]).font)
            painter.setPen(look.muted if one.voice in _MUTED else look.text)
            painter.drawStaticText(QPointF(look.px(one.indent), placed.top), placed.words)
            if placed.bar is not None and one.share is not None:
                paint_bar(painter, placed.bar, one.share)
            if placed.figure is not None:
                painter.setFont(look.face(*_FACES[one.figure_voice]).font)
                painter.setPen(look.muted if one.figure_voice in _MUTED else look.text)
                painter.drawStaticText(QPointF(wide - placed.figure.size().width(), placed.top), placed.figure)

    def _place_anew(self) -> None:
        self._placed.clear()
        self._texts.clear()
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> tuple[list[_Placed], int]:
        if width not in self._placed:
            self._placed[width] = self._place(width)
        return self._placed[width]

    def _lay_out(self) -> list[tuple[QStaticText, QStaticText | None]]:
        """Once for all widths: layouts ask at three or four, and most words fit into one line at each."""
        if not self._texts:
            self._texts = [
                (_set(one.words, one.voice), _set(one.figure, one.figure_voice) if one.figure else None)
                for one in self._entries
            ]
        return self._texts

    def _place(self, width: int) -> tuple[list[_Placed], int]:
        look = theme.current()
        gap, bar = look.px(_GAP), look.px(_BAR)
        texts = self._lay_out()
        both = zip(self._entries, texts, strict=True)
        behind_bars = [
            ceil(figure.size().width()) for one, (_line, figure) in both if figure is not None and one.share is not None
        ]
        column = max(look.px(_FIGURE), *behind_bars, 0)
        placed: list[_Placed] = []
        top = 0
        for one, (in_one_line, figure) in zip(self._entries, texts, strict=True):
            room = float(width - look.px(one.indent))
            if one.share is not None:
                room -= column + bar + 2 * gap
            elif figure is not None:
                room -= figure.size().width() + gap
            fits = in_one_line.size().width() <= room
            words = in_one_line if fits else _set(one.words, one.voice, max(room, 1.0))
            line = look.face(*_FACES[one.voice]).metrics.height()
            air = look.px(one.above if placed else one.above / 2)
            top += air
            share = QRectF(width - column - gap - bar, top, bar, line) if one.share is not None else None
            placed.append(_Placed(one, top, air, words, figure, share))
            top += ceil(words.size().height())
        return placed, top


def _set(text: str, voice: Voice, room: float = -1.0) -> QStaticText:
    """Laid out at once: to be measured now, and drawn with every repaint. In one line without a `room`."""
    laid_out = QStaticText()
    laid_out.setTextFormat(_PLAIN)
    laid_out.setTextOption(_BREAKING)
    laid_out.setTextWidth(room)
    laid_out.setText(text)
    laid_out.prepare(font=theme.current().face(*_FACES[voice]).font)
    return laid_out
