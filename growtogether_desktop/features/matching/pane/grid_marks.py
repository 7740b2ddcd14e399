"""The marks of the grid: what is not possible, what the plan has, and where somebody more would wait."""

from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from growtogether_desktop.ui import theme


def paint_waits(painter: QPainter, corner: QRect) -> None:
    """A mark in the upper right corner of a cell: with this pair somebody more would wait."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().waiting)
    right, bottom = corner.left() + corner.width(), corner.top() + corner.height()
    painter.drawPolygon([corner.topLeft(), QPoint(right, corner.top()), QPoint(right, bottom)])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def hatching(cell: QRect) -> list[QLine]:
    """Strokes from the lower left to the upper right, within the cell."""
    wide, high = cell.width(), cell.height()
    step = theme.current().px(7)
    strokes = []
    for along in range(step, wide + high, step):
        first = QPoint(max(along - high, 0), min(along, high))
        last = QPoint(min(along, wide), max(along - wide, 0))
        strokes.append(QLine(cell.topLeft() + first, cell.topLeft() + last))
    return strokes


def outline() -> QPen:
    pen = QPen(theme.current().text, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
