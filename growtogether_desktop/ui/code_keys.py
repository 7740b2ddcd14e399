"""The keys of the code pane: where they lead, and what they do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from growtogether_desktop.ui import code_place as places

KEY = QKeySequence.StandardKey
_CTRL = Qt.KeyboardModifier.ControlModifier.value
AS_IT_WAS = (_CTRL, Qt.Key.Key_0)
ASKING = ((_CTRL, Qt.Key.Key_Return), (_CTRL, Qt.Key.Key_Enter))
ASKING_LETTERS = ("c", "с")
"""The letter, and what its key writes on a Russian or Uzbek keyboard."""
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
"""What opens a row that stands for many lines."""
MOVES = (
    (KEY.MoveToNextChar, places.right, False),
    (KEY.MoveToPreviousChar, places.left, False),
    (KEY.MoveToNextWord, places.word_right, False),
    (KEY.MoveToPreviousWord, places.word_left, False),
    (KEY.MoveToStartOfLine, places.line_start, False),
    (KEY.MoveToEndOfLine, places.line_end, False),
    (KEY.MoveToStartOfDocument, places.start, False),
    (KEY.MoveToEndOfDocument, places.end, False),
    (KEY.SelectNextChar, places.right, True),
    (KEY.SelectPreviousChar, places.left, True),
    (KEY.SelectNextWord, places.word_right, True),
    (KEY.SelectPreviousWord, places.word_left, True),
    (KEY.SelectStartOfLine, places.line_start, True),
    (KEY.SelectEndOfLine, places.line_end, True),
    (KEY.SelectStartOfDocument, places.start, True),
    (KEY.SelectEndOfDocument, places.end, True),
)
"""Keys, where they lead, and whether the selection grows."""
LINE_MOVES = (
    (KEY.MoveToNextLine, 0, 1, False),
    (KEY.MoveToPreviousLine, 0, -1, False),
    (KEY.MoveToNextPage, 1, 0, False),
    (KEY.MoveToPreviousPage, -1, 0, False),
    (KEY.SelectNextLine, 0, 1, True),
    (KEY.SelectPreviousLine, 0, -1, True),
    (KEY.SelectNextPage, 1, 0, True),
    (KEY.SelectPreviousPage, -1, 0, True),
)
"""Keys, pages, lines, and whether the selection grows."""
