"""Words of which some are marked: what one of two texts has and the other has not."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt

from growtogether_desktop.sourcecode.intraline import Columns, differing_words, pairs
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.words import Words


class Marked(Words):
    """Sentences with a ground and a line beneath what differs; what people wrote is never taken for markup."""

    def __init__(self, text: str, marks: Sequence[Columns]) -> None:
        """`marks` are the columns of each line."""
        super().__init__(wraps=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAccessibleName(text)
        self.plain = text
        self.marks = tuple(marks)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "marks"):
            self._dress()

    @property
    def marked(self) -> list[str]:
        """What is marked, in order."""
        lines = zip(self.plain.split("\n"), self.marks, strict=True)
        return [line[first:after] for line, columns in lines for first, after in columns]

    def _dress(self) -> None:
        ground = theme.current().added_words.name()
        lines = zip(self.plain.split("\n"), self.marks, strict=True)
        self.setText("<br>".join(_dressed(line, columns, ground) for line, columns in lines))


def side_by_side(one: str, other: str) -> tuple[Marked, Marked]:
    """Two texts with what differs between them marked in both."""
    ours, theirs = one.split("\n"), other.split("\n")
    mine: list[Columns] = [((0, len(line)),) if line else () for line in ours]
    yours: list[Columns] = [((0, len(line)),) if line else () for line in theirs]
    for at, there in pairs(ours, theirs):
        alike = ours[at] == theirs[there]
        columns = ((), ()) if alike else differing_words(ours[at], theirs[there])
        if alike or any(columns):
            mine[at], yours[there] = columns
    return Marked(one, mine), Marked(other, yours)


def _dressed(line: str, columns: Columns, ground: str) -> str:
    parts: list[str] = []
    at = 0
    for first, after in columns:
        parts.append(escape(line[at:first]))
        parts.append(f'<u style="background-color: {ground}">{escape(line[first:after])}</u>')
        at = after
    return "".join((*parts, escape(line[at:])))
