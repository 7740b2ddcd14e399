import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.words import Elided, Words, as_tip


def test_what_a_person_wrote_is_never_markup(qtbot: QtBot) -> None:
    words = Words("<b>not bold</b>")
    qtbot.addWidget(words)

    assert words.textFormat() == Qt.TextFormat.PlainText


def test_what_does_not_fit_is_told_by_the_tooltip(qtbot: QtBot) -> None:
    words = Elided("A cohort with a very long name indeed")
    qtbot.addWidget(words)
    words.resize(60, 20)
    words.show()

    narrow = words.toolTip()
    words.resize(600, 20)

    assert narrow == "A cohort with a very long name indeed"
    assert words.toolTip() == ""


def test_an_empty_page_shows_its_whole_sentence(qtbot: QtBot) -> None:
    sentence = "What the hub declines lands here, with the reason, and your words are kept as a draft until you say so."
    empty = EmptyState("search", "Nothing came back", sentence)
    qtbot.addWidget(empty)
    empty.resize(400, 500)
    empty.show()

    words = next(words for words in empty.findChildren(Words) if words.text() == sentence)

    assert words.height() >= words.heightForWidth(words.width()) >= words.fontMetrics().height() * 2


@pytest.mark.parametrize("words", ["<img src='file:///etc/passwd'>", "a &lt; b", "a < b", "**a**\n<b>"])
def test_a_tooltip_shows_words_as_they_were_written(words: str) -> None:
    shown = QTextDocument()

    shown.setHtml(as_tip(words))

    assert shown.toPlainText() == words
    assert "<img" not in as_tip(words)


def test_a_sentence_grows_with_its_words_its_margins_and_its_font(qtbot: QtBot) -> None:
    words = Words("One word.", wraps=True)
    qtbot.addWidget(words)
    heights = [words.heightForWidth(120)]

    words.setText("Many more words than a single line of this width has any room for.")
    heights.append(words.heightForWidth(120))
    words.setContentsMargins(0, 20, 0, 0)
    heights.append(words.heightForWidth(120))
    font = words.font()
    font.setPointSize(40)
    words.setFont(font)
    heights.append(words.heightForWidth(120))

    assert heights == sorted(set(heights))
