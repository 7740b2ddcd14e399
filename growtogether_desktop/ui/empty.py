"""A page with nothing on it yet says what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Icon
from growtogether_desktop.ui.words import Words

_WIDTH = 440


class EmptyState(QWidget):
    """An icon, a line, a sentence, and perhaps the button that ends the emptiness."""

    def __init__(self, icon: str, line: str, sentence: str = "", button: Button | None = None) -> None:
        super().__init__()
        middle = QWidget()
        middle.setMaximumWidth(theme.current().px(_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Icon(icon, "edge", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        for words in (Words(line, "heading", wraps=True), Words(sentence, "muted", wraps=True)):
            if words.text():
                words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(words)
        if button is not None:
            column.addSpacing(8)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.addStretch(2)
        box.addLayout(across)
        box.addStretch(3)
