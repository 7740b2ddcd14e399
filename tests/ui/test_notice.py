from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words


def said(notice: Notice) -> list[str]:
    return [words.text() for words in notice.findChildren(Words) if words.isVisible()]


def offered(notice: Notice) -> list[str]:
    """The buttons as Tab goes through them."""
    first = next((one for one in notice.findChildren(Button) if one.isVisible() and one.text()), None)
    found: list[str] = []
    widget = first
    while widget is not None and (widget is not first or not found):
        if isinstance(widget, Button) and widget.isVisible():
            found.append(widget.text() or widget.accessibleName())
        widget = widget.nextInFocusChain()
    return found


def test_a_notice_says_something_else_and_offers_something_else(qtbot: QtBot) -> None:
    undo, again = Button("Undo"), Button("Solve again")
    gone: list[str] = []
    notice = Notice("Pinned", "Two people move.", "information", (undo,), lambda: gone.append("pinned"))
    qtbot.addWidget(notice)
    notice.show()
    before = said(notice), offered(notice)

    notice.say("The plan is older than the cohort.", "", "waiting", (again,))
    between = said(notice), offered(notice)
    notice.say("Pinned again", "", "information", (undo,), lambda: gone.append("again"))

    assert before == (["Pinned", "Two people move."], ["Undo", "Dismiss"])
    assert between == (["The plan is older than the cohort."], ["Solve again"])
    assert (said(notice), offered(notice)) == (["Pinned again"], ["Undo", "Dismiss"])
    assert notice.accessibleName() == "Pinned again"


def test_what_is_dismissed_is_what_is_said_now(qtbot: QtBot) -> None:
    gone: list[str] = []
    notice = Notice("First", close_=lambda: gone.append("first"))
    qtbot.addWidget(notice)
    notice.show()
    notice.say("Second", close_=lambda: gone.append("second"))

    next(button for button in notice.findChildren(Button) if button.isVisible()).click()

    assert gone == ["second"]


def test_buttons_that_would_squeeze_the_words_stand_beneath_them(qtbot: QtBot) -> None:
    give = Button("Give Malika Karimova one more seat")
    notice = Notice("Malika Karimova has one seat, but more mentees are pinned there.", buttons=(give,))
    qtbot.addWidget(notice)
    notice.show()

    words = next(one for one in notice.findChildren(Words) if one.isVisible())

    notice.resize(1_200, 60)
    QApplication.processEvents()
    beside = give.x() > words.geometry().right()
    notice.resize(400, 120)
    QApplication.processEvents()
    beneath = give.y() > words.geometry().bottom()

    assert (beside, beneath) == (True, True)
