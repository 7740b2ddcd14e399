"""A page with nothing on it yet says what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Icon
from growtogether_desktop.ui.words import Words


class EmptyState(QWidget):
    """An icon, a line, a sentence, and perhaps the button that ends the emptiness."""

    def __init__(self, icon: str, line: str, sentence: str = "", button: Button | None = None) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(8)
        box.addStretch(2)
        box.addWidget(Icon(icon, "edge", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(4)
        for words in (Words(line, "heading", wraps=True), Words(sentence, "muted", wraps=True)):
            if words.text():
                words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                words.setMaximumWidth(440)
                words.setMinimumWidth(200)
                box.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        if button is not None:
            box.addSpacing(8)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
