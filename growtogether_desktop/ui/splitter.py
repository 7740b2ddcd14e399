"""A splitter with a hairline; its sizes are remembered by the shell, under its name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget


class _Handle(QSplitterHandle):
    """One pixel to look at, wide enough to take hold of (the neighbours lend the rest)."""

    def sizeHint(self) -> QSize:
        return QSize(1, 1)


class Splitter(QSplitter):
    """Widgets side by side (or above each other). Give every widget its stretch: 0 keeps its size."""

    def __init__(self, name: str, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__(orientation)
        self.setObjectName(name)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.addWidget(widget)
        self.setStretchFactor(self.count() - 1, stretch)
