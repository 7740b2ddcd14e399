"""Remarks written, read, learnt from, applied and found again, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.rubrics import Score
from growtogether_desktop.features.reviews.model.rubric import USUAL
from growtogether_desktop.features.reviews.pane.editor import RemarkEditor
from growtogether_desktop.features.reviews.pane.judging_page import JudgingPage
from growtogether_desktop.features.reviews.pane.links import LinkLine
from growtogether_desktop.features.reviews.pane.past_page import PastPage
from growtogether_desktop.features.reviews.pane.publishing import PublishStrip
from growtogether_desktop.features.reviews.pane.remark_card import RemarkCard
from growtogether_desktop.features.reviews.pane.scoring import ScoreLine, Scoring
from growtogether_desktop.features.reviews.pane.spending import AWAY_S, EVERY_S, Spending
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.markdown import Marked
from growtogether_desktop.ui.marks import Pill

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, wherever the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def type_(words):
    QTest.keyClicks(QApplication.focusWidget(), words)


def visible(widget, kind):
    return [child for child in widget.findChildren(kind) if child.isVisible()]


def press_button(widget, text):
    next(button for button in visible(widget, Button) if button.text() == text).click()


@pytest.fixture
async def mentors_page(handed_in, open_pane, rest):
    """Malika has opened Timur's work; README.md is on screen."""
    return await opened(await open_pane(handed_in.mentor), rest)


async def opened(pane, rest):
    pane._list.table.setFocus()
    press(Key.Key_Return)
    await rest()
    return pane


async def write(rest, words):
    press(Key.Key_C)
    await rest()
    type_(words)
    press(Key.Key_Return, CONTROL)
    await rest()


async def publish(rest):
    press(Key.Key_P)
    await rest()
    press(Key.Key_Return, CONTROL)
    await rest()


async def test_a_remark_is_looked_at_as_it_will_read_and_written_on(mentors_page, rest):
    press(Key.Key_C)
    await rest()
    type_("Say **what** it sells.")

    press(Key.Key_M, CONTROL | SHIFT)
    (editor,) = visible(mentors_page, RemarkEditor)
    read = [marked.text for marked in visible(editor, Marked)]
    hidden = visible(editor, WordsEdit)
    press(Key.Key_M, CONTROL | SHIFT)
    type_(" Please.")
    press(Key.Key_Return, CONTROL)
    await rest()

    assert read == ["Say what it sells."]
    assert hidden == []
    assert [draft.words for draft in mentors_page._review.model.drafts] == ["Say **what** it sells. Please."]
    assert [marked.text for marked in visible(visible(mentors_page, RemarkCard)[0], Marked)] == [
        "Say what it sells. Please."
    ]


async def test_what_was_published_is_put_in_with_two_keys(mentors_page, rest):
    await write(rest, "Say what it sells.")
    await publish(rest)
    press(Key.Key_C)
    await rest()
    type_("say w")

    press(Key.Key_Space, CONTROL)
    (menu,) = visible(mentors_page, QMenu)
    offered = [action.text() for action in menu.actions()]
    QTest.keyClick(menu, Key.Key_Return)
    press(Key.Key_Return, CONTROL)
    await rest()

    assert offered == ["Say what it sells."]
    assert [draft.words for draft in mentors_page._review.model.drafts] == ["Say what it sells."]


async def test_a_snippet_menu_that_has_nothing_says_when_it_will(mentors_page, rest):
    press(Key.Key_C)
    await rest()

    press(Key.Key_Space, CONTROL)
    (menu,) = visible(mentors_page, QMenu)
    offered = [(action.text(), action.isEnabled()) for action in menu.actions()]
    QTest.keyClick(menu, Key.Key_Escape)

    assert offered == [("What you publish is offered here the next time.", False)]


async def test_a_link_is_given_along_and_an_address_that_is_none_is_told_beside_it(mentors_page, rest):
    press(Key.Key_C)
    await rest()
    type_("Say what it sells.")
    (editor,) = visible(mentors_page, RemarkEditor)
    press_button(editor, "Link to learn from")

    type_("docs")
    complaint = editor._complaint.text()
    press(Key.Key_A, CONTROL)
    type_("https://makeareadme.com How to write one")
    calm = editor._complaint.isHidden()
    press(Key.Key_Return, CONTROL)
    await rest()

    assert complaint == "docs is no address of the web; those begin with https://."
    assert calm
    (draft,) = mentors_page._review.model.drafts
    assert draft.links == (Link("https://makeareadme.com", "How to write one"),)
    assert len(visible(mentors_page, LinkLine)) == 1


async def test_the_author_applies_hands_in_and_ticks_by_keys(handed_in, mentors_page, open_pane, rest):
    press(Key.Key_C)
    await rest()
    type_("Rather so.")
    (editor,) = visible(mentors_page, RemarkEditor)
    press_button(editor, "Suggest other lines")
    press(Key.Key_A, CONTROL)
    type_("# Telegram shop")
    press_button(editor, "Link to learn from")
    type_("https://makeareadme.com")
    press(Key.Key_Return, CONTROL)
    await rest()
    await publish(rest)
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    pane = await opened(await open_pane(handed_in.mentee), rest)
    press(Key.Key_Period)
    await rest()

    press(Key.Key_L)
    await rest()
    press(Key.Key_Y)
    await rest()
    pills = [pill.text for card in visible(pane, RemarkCard) for pill in visible(card, Pill)]
    press(Key.Key_N)
    asked = pane._review.model.iteration.number
    press(Key.Key_N)
    await rest()

    model = pane._review.model
    assert "in your next iteration" in pills
    assert (asked, model.iteration.number) == (1, 2)
    assert list(model.text.lines) == ["# Telegram shop"]
    assert model.remarks[0].thread.resolved is not None
    assert model.remarks[0].links == (Link("https://makeareadme.com", "", ticked=True),)


async def test_points_are_given_where_one_publishes_and_the_author_sees_them(
    handed_in, mentors_page, open_pane, rest, qtbot
):
    press(Key.Key_P)
    await rest()
    (scoring,) = visible(mentors_page, Scoring)
    number = scoring._points[0][2]
    number.setFocus()
    press(Key.Key_Up)
    press(Key.Key_Up)
    scoring._ticks[0][1].setFocus()
    press(Key.Key_Space)
    qtbot.wait(450)
    await rest()
    kept = mentors_page._review.model.saying.verdict
    (strip,) = visible(mentors_page, PublishStrip)
    strip.setFocus()
    type_("Well done.")
    press(Key.Key_Return, CONTROL)
    await rest()
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    pane = await opened(await open_pane(handed_in.mentee), rest)

    assert (kept.scores, kept.checks) == ((Score(USUAL.criteria[0].title, 1, 4),), USUAL.checks[:1])
    assert len(visible(pane, ScoreLine)) == 1
    assert pane._review.model.work.verdicts[0].scores == kept.scores


async def test_what_one_has_said_is_found_and_gone_to(mentors_page, rest):
    await write(rest, "Say what it sells.")
    await publish(rest)

    press(Key.Key_S)
    await rest()
    (page,) = visible(mentors_page, PastPage)
    title = mentors_page.head.title.text()
    type_("sells")
    await rest()
    facts = mentors_page.head.facts.text()
    press(Key.Key_Return)
    await rest()

    assert (title, facts) == ("What I have said", "1 place")
    assert not page.isVisible()
    (card,) = visible(mentors_page, RemarkCard)
    assert [marked.text for marked in visible(card, Marked)] == ["Say what it sells."]


async def test_only_coordinators_are_offered_what_work_is_judged_by(handed_in, desk, open_pane, rest):
    kamola = desk("Kamola", "coordinator")
    await kamola.meet()
    mentors = await open_pane(handed_in.mentor)
    pane = await open_pane(kamola)

    pane.do("judging")
    await rest()
    (page,) = visible(pane, JudgingPage)
    page.setFocus()
    press(Key.Key_A, CONTROL)
    type_("It works / 7")
    press_button(pane, "Keep it")
    await rest()

    assert "judging" not in mentors.offers()
    assert not page.isVisible()
    assert page.model.rubric.criteria[0].most == 7


def test_time_counts_while_somebody_is_there(qtbot, qapp):
    page = Marked("Here.")
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    now, spent = [0.0], []
    spending = Spending(page, spent.append, lambda: now[0])

    spending.look()
    now[0] = AWAY_S + 1
    spending.look()
    spending.stirred()
    spending.look()
    page.hide()
    spending.look()

    assert spent == [EVERY_S, EVERY_S]
