"""The reviews page by keyboard alone, on real desks."""

import asyncio
import time

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import delete

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.commands import COMMANDS
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.pane.editor import RemarkEditor
from growtogether_desktop.features.reviews.pane.publishing import PublishStrip
from growtogether_desktop.features.reviews.pane.remark_card import AnswerEditor, RemarkCard
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.store.tables import desk_blob, desk_blob_part, membership
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.code_view import CodeView
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.workspace.workspace import Workspace

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key, modifier=NONE):
    """A key, wherever the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def press_cyrillic(letter):
    event = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), NONE, letter)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def type_(words):
    focused = QApplication.focusWidget()
    assert isinstance(focused, WordsEdit)
    QTest.keyClicks(focused, words)


def press_button(widget, text):
    next(button for button in visible(widget, Button) if button.text() == text).click()


def visible(widget, kind):
    return [child for child in widget.findChildren(kind) if child.isVisible()]


def words_on(widget):
    return " ".join(label.text() for label in visible(widget, QLabel))


def buttons_on(widget):
    return [button.text() for button in visible(widget, Button) if button.text()]


def pills_on(widget):
    return [pill.text for pill in widget.findChildren(Pill)]


def cards(pane):
    return visible(pane, RemarkCard)


@pytest.fixture
async def mentors_page(handed_in, open_pane, rest):
    """Malika has opened Timur's work from her list, with Enter."""
    pane = await open_pane(handed_in.mentor)
    pane._list.table.setFocus()
    press(Key.Key_Return)
    await rest()
    return pane


async def go_to_orders(rest):
    """From README.md to bot/orders.py."""
    for _step in range(2):
        press(Key.Key_BracketRight)
        await rest()


async def write(rest, words, *labels):
    """A remark at the cursor, from C to Ctrl Enter."""
    press(Key.Key_C)
    await rest()
    for key in labels:
        press(key, ALT)
    type_(words)
    press(Key.Key_Return, CONTROL)
    await rest()


async def publish(rest, pane, summary=""):
    press(Key.Key_P)
    await rest()
    if summary:
        type_(summary)
    press(Key.Key_Return, CONTROL)
    await rest()


async def test_the_list_says_what_waits_and_enter_opens_it(handed_in, open_pane, rest):
    pane = await open_pane(handed_in.mentor)
    head = (pane.head.title.text(), pane.head.facts.text())

    pane._list.table.setFocus()
    press(Key.Key_Return)
    await rest()

    assert head == ("Reviews", "1 waits for you")
    assert pane.head.title.text() == "Telegram shop"
    assert pane._review._code.text.lines[0] == "# Shop"
    assert isinstance(QApplication.focusWidget(), CodeView)


async def test_a_remark_is_written_with_one_key_and_two_to_end_it(handed_in, mentors_page, rest):
    await go_to_orders(rest)
    press(Key.Key_Down)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)

    await write(rest, "sum() says it in a line.", Key.Key_S)

    (draft,) = mentors_page._review.model.drafts
    assert (draft.anchor.path, draft.anchor.first, draft.anchor.last) == ("bot/orders.py", 2, 3)
    assert (draft.label, draft.words) == (Label.SUGGESTION, "sum() says it in a line.")
    (card,) = cards(mentors_page)
    assert pills_on(card) == ["suggestion", "draft"]
    assert isinstance(QApplication.focusWidget(), CodeView)


async def test_words_within_a_line_are_remarked_on_and_both_see_which(handed_in, mentors_page, open_pane, rest):
    await go_to_orders(rest)
    press(Key.Key_Down)
    press(Key.Key_End)
    for _column in range(len("total = 0")):
        press(Key.Key_Left, SHIFT)
    await write(rest, "In which currency?", Key.Key_Q)
    told = words_on(mentors_page._explanation)
    await mentors_page._review.model.publish()
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()

    review = await handed_in.review_by(handed_in.mentee)
    await review.open("bot/orders.py")

    assert [(remark.first, remark.columns) for remark in review.here] == [(2, (4, 13))]
    assert "bot/orders.py, line 2, columns 5 to 13" in told


async def test_what_is_typed_is_kept_within_half_a_second(handed_in, mentors_page, rest, qtbot):
    press(Key.Key_C)
    await rest()
    type_("Half a sen")

    qtbot.wait(450)
    await rest()

    again = await handed_in.review_by(handed_in.mentor)
    assert [draft.words for draft in again.drafts] == ["Half a sen"]
    assert mentors_page.note.draft == "Draft saved"


async def test_closing_the_page_keeps_the_last_letter(handed_in, mentors_page, rest):
    press(Key.Key_C)
    await rest()
    type_("Half a sen")

    mentors_page.leave()
    await rest()

    again = await handed_in.review_by(handed_in.mentor)
    assert [draft.words for draft in again.drafts] == ["Half a sen"]


async def test_closing_the_program_keeps_the_last_letter(handed_in, mentors_page, rest):
    press(Key.Key_C)
    await rest()
    type_("Half a sen")

    busy = asyncio.create_task(handed_in.mentor.background.store(lambda: time.sleep(0.2)))
    await asyncio.sleep(0)
    mentors_page.leave()
    await asyncio.sleep(0)  # the window says that it is closed, and the program hears it
    await handed_in.mentor.background.close()
    await busy

    desk = handed_in.mentor
    afterwards = Background()
    again = Workspace(desk.workspace.me, "Malika", desk.cache, afterwards, desk.workspace.clock)
    drafts = await again.drafts("remark/", RemarkDraft)
    await afterwards.close()
    assert [draft.words for draft in drafts.values()] == ["Half a sen"]


async def test_turning_to_another_file_keeps_what_was_being_written(handed_in, mentors_page, rest):
    press(Key.Key_C)
    await rest()
    type_("Say what it sells.")

    mentors_page.do("next_file")
    await rest()

    assert [draft.words for draft in mentors_page._review.model.drafts] == ["Say what it sells."]
    assert visible(mentors_page, RemarkEditor) == []


async def test_a_draft_is_changed_discarded_and_put_back_by_keys(handed_in, mentors_page, rest):
    await write(rest, "Say what it sells.")

    press(Key.Key_E)
    await rest()
    type_("Please: ")
    press(Key.Key_Escape)
    await rest()
    changed = [draft.words for draft in mentors_page._review.model.drafts]
    press(Key.Key_Delete)
    await rest()
    discarded = mentors_page._review.model.drafts
    press(Key.Key_U)
    await rest()

    assert changed == ["Please: Say what it sells."]
    assert discarded == ()
    assert [draft.words for draft in mentors_page._review.model.drafts] == changed


async def test_a_draft_that_lost_its_words_is_none(handed_in, mentors_page, rest):
    await write(rest, "Say what it sells.")
    press(Key.Key_E)
    await rest()
    press(Key.Key_A, CONTROL)
    press(Key.Key_Delete)
    press(Key.Key_Escape)
    await rest()

    assert mentors_page._review.model.remarks == ()
    assert (await handed_in.review_by(handed_in.mentor)).drafts == ()


async def test_a_new_iteration_is_shown_when_it_is_wanted(handed_in, mentors_page, rest):
    (handed_in.folder / "README.md").write_text("# Shop 2\n")
    await handed_in.hand_in(submission=handed_in.submission)
    await rest()
    before = (mentors_page.head.facts.text(), words_on(mentors_page._review))

    press_button(mentors_page._review, "Show it")
    await rest()

    assert before[0].endswith("iteration 1 of 2")
    assert "This is iteration 1; iteration 2 is newer." in before[1]
    assert mentors_page.head.facts.text().endswith("iteration 2 of 2")
    assert mentors_page._review._code.text.lines[0] == "# Shop 2"


async def test_blocking_and_kind_are_chosen_while_writing(handed_in, mentors_page, rest):
    await write(rest, "Somebody may buy the last one twice.", Key.Key_I, Key.Key_B)

    (draft,) = mentors_page._review.model.drafts
    assert (draft.label, draft.blocking) == (Label.ISSUE, True)
    assert pills_on(cards(mentors_page)[0]) == ["issue · blocking", "draft"]


async def test_publishing_is_confirmed_first_and_then_waits_for_the_hub(handed_in, mentors_page, rest):
    await write(rest, "Say what it sells.")
    handed_in.mentor.wire.cut = True

    press(Key.Key_P)
    await rest()
    strip = mentors_page.findChild(PublishStrip)
    before = (words_on(strip), handed_in.mentor.workspace.state.waiting)
    type_("Nearly there.")
    press(Key.Key_Return, CONTROL)
    await rest()

    assert "1 remark: 1 suggestion" in before[0]
    assert before[1] == 0
    assert handed_in.mentor.workspace.state.waiting == 2
    assert mentors_page._review.model.work.verdicts[0].summary == "Nearly there."
    assert pills_on(cards(mentors_page)[0]) == ["suggestion", "waiting"]


async def test_publishing_put_off_keeps_the_summary(handed_in, mentors_page, rest):
    press(Key.Key_P)
    await rest()
    type_("Nearly there.")
    press(Key.Key_Escape)
    await rest()

    again = await handed_in.review_by(handed_in.mentor)
    assert again.saying.verdict.summary == "Nearly there."
    assert again.work.verdicts == ()


async def test_nothing_to_publish_is_said_beside_the_button(mentors_page, rest):
    await publish(rest, mentors_page)

    strip = mentors_page.findChild(PublishStrip)
    assert "nothing to publish yet" in words_on(strip)


async def test_the_author_answers_and_resolves_by_keys_and_the_mentor_sees_it(handed_in, mentors_page, open_pane, rest):
    await write(rest, "Say what it sells.", Key.Key_Q)
    await publish(rest, mentors_page, "One question.")
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    mentors_page.hide()

    theirs = await open_pane(handed_in.mentee)
    theirs._list.table.setFocus()
    press(Key.Key_Return)
    await rest()
    press(Key.Key_Period)
    await rest()
    press(Key.Key_A)
    await rest()
    assert isinstance(QApplication.focusWidget().parent(), AnswerEditor)
    type_("Books.")
    press(Key.Key_Return, CONTROL)
    await rest()
    press(Key.Key_R)
    await rest()
    await handed_in.mentee.meet()
    await handed_in.mentor.meet()
    await rest()

    (remark,) = mentors_page._review.model.remarks
    assert [comment.text for comment in remark.thread.comments] == ["Say what it sells.", "Books."]
    assert not remark.open


async def test_an_answer_stays_a_draft_when_its_thread_is_taken_back_meanwhile(
    handed_in, mentors_page, open_pane, rest
):
    await write(rest, "Say what it sells.", Key.Key_Q)
    await publish(rest, mentors_page, "One question.")
    (remark,) = mentors_page._review.model.remarks
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    mentors_page.hide()
    theirs = await open_pane(handed_in.mentee)
    theirs.show_thing(remark.thread.ref)
    await rest()
    press(Key.Key_A)
    await rest()
    type_("Books.")

    await mentors_page._review.model.talking.take_back(remark.thread)
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    await rest()

    assert visible(theirs, AnswerEditor) == []
    assert theirs._review.model.remarks == ()
    assert await handed_in.mentee.workspace.drafts("answer/", str) != {}


async def test_taking_back_is_asked_first(handed_in, mentors_page, rest):
    await write(rest, "Say what it sells.")
    await publish(rest, mentors_page)
    press(Key.Key_Period)
    await rest()

    mentors_page.do("take_back")
    await rest()
    asked = len(mentors_page._review.model.remarks)
    press_button(mentors_page, "Take it back")
    await rest()

    assert asked == 1
    assert mentors_page._review.model.remarks == ()


async def test_whole_file_and_whole_work_are_remarked_on_by_one_key(mentors_page, rest):
    press(Key.Key_F)
    await rest()
    type_("A list of commands would help.")
    press(Key.Key_Return, CONTROL)
    await rest()
    press(Key.Key_W)
    await rest()
    type_("Calm and readable.")
    press(Key.Key_Return, CONTROL)
    await rest()

    anchors = {(d.anchor.path, d.anchor.first): d.words for d in mentors_page._review.model.drafts}
    assert anchors == {("README.md", 0): "A list of commands would help.", ("", 0): "Calm and readable."}


async def test_keys_mean_the_same_on_a_cyrillic_keyboard(mentors_page, rest):
    press_cyrillic("м")  # where Latin keyboards have V
    await rest()
    ticked = mentors_page._review.model.read

    press_cyrillic("ъ")
    await rest()

    assert ticked == (1, 3)
    assert mentors_page._review.model.path == "bot/menu.py"


async def test_the_status_bar_is_told_where_one_is(mentors_page, rest):
    await go_to_orders(rest)
    press(Key.Key_Down)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)
    await rest()

    assert mentors_page.note.place == "Line 4 · 2 lines selected · Python · UTF-8 · LF"
    press(Key.Key_S)
    await rest()
    assert mentors_page.note.place == ""  # what one has said stands on no line


async def test_a_file_on_its_way_says_so_and_then_appears(shop, open_pane, rest):
    await shop.hand_in()
    orders = (await shop.review_by(shop.mentor)).file("bot/orders.py")
    await shop.mentor.workspace.write(lambda db: forget(db, orders.sha))
    pane = await open_pane(shop.mentor)
    pane._list.table.setFocus()
    press(Key.Key_Return)
    await rest()
    await go_to_orders(rest)
    before = words_on(pane._review)

    await shop.mentor.meet()
    await rest()

    assert "This file is on its way" in before
    assert pane._review._code.isVisible()
    assert pane._review._code.text.lines[0].startswith("async def place_order")


def forget(db, sha):
    """As if this content had not come yet."""
    db.execute(desk_blob_part.delete().where(desk_blob_part.c.sha == sha))
    db.execute(desk_blob.delete().where(desk_blob.c.sha == sha))


async def test_a_thread_is_brought_before_the_eyes_from_elsewhere(handed_in, mentors_page, open_pane, rest):
    await go_to_orders(rest)
    await write(rest, "Why a loop?")
    await publish(rest, mentors_page)
    (remark,) = mentors_page._review.model.remarks
    mentors_page._go_back()
    await rest()

    mentors_page.show_thing(Ref("thread", remark.id))
    await rest()

    assert mentors_page._review.model.path == "bot/orders.py"
    assert cards(mentors_page)[0].hasFocus()


async def test_work_is_handed_in_from_a_dropped_folder(shop, open_pane, rest):
    (shop.folder / ".env").write_text("TOKEN=1")
    pane = await open_pane(shop.mentee)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(shop.folder))])
    where = QPointF(40, 40)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton

    entering = QDragEnterEvent(where.toPoint(), action, data, button, NONE)
    QApplication.sendEvent(pane, entering)
    QApplication.sendEvent(pane, QDropEvent(where, action, data, button, NONE))
    await rest()
    shown = words_on(pane)
    press_button(pane.head, "Hand in to Malika Karimova")
    await rest()

    assert entering.isAccepted()
    assert ".env" in shown
    assert "It may hold passwords or keys, which stay with you." in shown
    (iteration,) = await shop.mentee.workspace.see_all(Iteration)
    assert (iteration.files, len(iteration.skipped)) == (3, 1)
    assert pane.head.title.text() == "shop"


async def test_a_missing_title_is_said_beside_its_field(shop, open_pane, rest):
    pane = await open_pane(shop.mentee)
    pane.do("hand_in")
    await rest()
    pane._hand_in.take(shop.folder)
    await rest()
    pane._hand_in._title.clear()

    pane._hand_in._hand_in()
    await rest()

    assert pane._hand_in._title_field.complaint.startswith("Work needs a title")
    assert await shop.mentee.workspace.see_all(Iteration) == ()


async def test_a_folder_that_cannot_be_read_is_said_where_it_was_chosen(shop, open_pane, rest):
    pane = await open_pane(shop.mentee)
    pane.do("hand_in")
    await rest()

    pane._hand_in.take(shop.folder / "nowhere")
    await rest()

    assert "could not be read" in words_on(pane._hand_in)


async def test_without_a_mentor_the_page_says_what_comes_first(desk, open_pane):
    pane = await open_pane(desk("Lola", "mentee"))

    assert "You have no mentor yet" in words_on(pane)
    assert buttons_on(pane.head) == []


async def test_stranded_drafts_are_offered_to_the_clipboard_and_discarded_only_when_asked_twice(
    programme, handed_in, mentors_page, rest
):
    await write(rest, "Say what it sells.")
    with programme.engine.begin() as db:  # somebody else has become Timur's mentor
        gone = (membership.c.scope == f"review:{handed_in.submission}", membership.c.member == "Malika")
        db.execute(delete(membership).where(*gone))
    await handed_in.mentor.meet()
    await rest()
    page = words_on(mentors_page)
    mentors_page.do("back")
    await rest()

    press_button(mentors_page, "Copy the words")
    copied = QApplication.clipboard().text()
    press_button(mentors_page, "Discard…")
    await rest()
    kept = await handed_in.mentor.workspace.drafts("remark/", RemarkDraft)
    press_button(mentors_page, "Discard them")
    await rest()

    assert "This work is not here any more" in page
    assert copied == "Say what it sells."
    assert len(kept) == 1
    assert await handed_in.mentor.workspace.drafts("remark/", RemarkDraft) == {}


async def test_every_command_is_offered_when_it_makes_sense(handed_in, mentors_page, rest):
    await write(rest, "Say what it sells.")

    offered = set(mentors_page.offers())

    assert {"back", "comment", "whole_file", "whole_work", "edit", "discard", "publish", "read"} <= offered
    assert not {"answer", "resolve", "take_back", "hand_in", "put_back"} & offered
    assert offered <= {command.id for command in COMMANDS}


def test_no_two_commands_share_a_key():
    keys = [command.key for command in COMMANDS if command.key]
    shortcuts = [command.shortcut for command in COMMANDS if command.shortcut]

    assert len(keys) == len(set(keys))
    assert len(shortcuts) == len(set(shortcuts))
    assert all(_(command.title) for command in COMMANDS)
