"""Iterations against each other, remarks that follow their lines, and what was done about them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.comparing import Comparing, Habit
from growtogether_desktop.features.reviews.model.following import Promise
from growtogether_desktop.sourcecode.anchors import Certainty
from growtogether_desktop.sourcecode.renames import Became
from growtogether_desktop.ui.marks import Pill

Key = Qt.Key


async def remark(review, first, last, words):
    draft = review.new_remark(first, last, (0, 0), Label.SUGGESTION, blocking=False)
    await review.saying.keep(replace(draft, words=words))


@pytest.fixture
async def twice(handed_in):
    """Malika has remarked on four places; then Timur has handed in again."""
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    await remark(review, 1, 1, "Say what it does.")
    await remark(review, 2, 2, "Call it costs.")
    await remark(review, 6, 7, "Say how many there are.")
    await remark(review, 9, 9, "Reserve first.")
    await review.publish()
    await handed_in.mentor.meet()
    folder = handed_in.folder
    orders = folder / "bot" / "orders.py"
    words = orders.read_text().replace("    total = 0\n", "    total = Money(0)\n").split("\n")
    del words[5:7]
    orders.write_text("\n".join(["import asyncio", "", *words]))
    (folder / "README.md").unlink()
    (folder / "bot" / "menu.py").rename(folder / "bot" / "card.py")
    (folder / "bot" / "new.py").write_text("x = 1\n")
    await handed_in.hand_in(submission=handed_in.submission)
    return handed_in


@pytest.fixture
async def comparing(twice):
    """Iteration 2 beside iteration 1, at Malika's desk."""
    review = await twice.review_by(twice.mentor)
    comparing = Comparing(twice.mentor.workspace, review)
    await comparing.choose("iteration/1")
    return comparing


async def test_the_tree_says_what_became_of_every_file(comparing):
    assert comparing.became == {
        "README.md": Became.REMOVED,
        "bot/card.py": Became.RENAMED,
        "bot/new.py": Became.ADDED,
        "bot/orders.py": Became.CHANGED,
    }


async def test_which_iteration_one_compares_with_is_remembered(twice, comparing):
    await comparing.toggle_beside()

    again = Comparing(twice.mentor.workspace, await twice.review_by(twice.mentor))
    await again.toggle_blanks()

    assert (again.base.number, again.reading.beside, again.reading.blanks) == (1, True, False)


async def test_how_one_likes_to_read_is_remembered_for_every_submission(twice, comparing):
    await comparing.toggle_wrapping()
    await comparing.toggle_spaces()
    await comparing.toggle_spaces()

    again = Comparing(twice.mentor.workspace, await twice.review_by(twice.mentor))
    await again.toggle_spaces()

    assert again.habit == Habit(wraps=True, spaces=True)


async def test_the_comparison_follows_the_file_on_screen(twice, comparing):
    review = comparing._review
    await review.open("bot/orders.py")
    await twice.mentor.background.settled()
    orders = comparing.comparison.added, comparing.comparison.removed

    await review.open("README.md")
    await twice.mentor.background.settled()

    assert orders == (3, 3)
    assert list(comparing.comparison.old.lines) == ["# Shop"]
    assert comparing.comparison.new.size == 0


async def test_a_renamed_file_is_compared_with_what_it_was(twice, comparing):
    await comparing._review.open("bot/card.py")
    await twice.mentor.background.settled()

    assert (comparing.was_called, comparing.comparison.changes) == ("bot/menu.py", ())


async def test_every_promise_is_told(twice):
    review = await twice.review_by(twice.mentor)
    await review.open("bot/orders.py")

    told = {remark.words: (remark.promise, remark.certainty) for remark in review.here}

    assert told == {
        "Say what it does.": (Promise.UNTOUCHED, Certainty.EXACT),
        "Call it costs.": (Promise.ADDRESSED, Certainty.EDITED),
        "Say how many there are.": (Promise.DELETED, Certainty.GONE),
        "Reserve first.": (Promise.UNTOUCHED, Certainty.EXACT),
    }


async def test_remarks_follow_a_file_of_another_name_that_is_half_the_same(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    await remark(review, 9, 9, "Reserve first.")
    await review.publish()
    await handed_in.mentor.meet()
    orders = handed_in.folder / "bot" / "orders.py"
    (handed_in.folder / "bot" / "shopping.py").write_text("import asyncio\n" + orders.read_text())
    orders.unlink()

    await handed_in.hand_in(submission=handed_in.submission)
    review = await handed_in.review_by(handed_in.mentor)

    (there,) = review.remarks
    assert (there.path, there.first, there.certainty) == ("bot/shopping.py", 10, Certainty.EXACT)


@pytest.fixture
async def spoken_of(handed_in):
    """Malika has remarked on the two last lines of the orders, and on what they answer."""
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    await remark(review, 9, 10, "Reserve first.")
    await remark(review, 6, 6, "Say how many there are.")
    await review.publish()
    await handed_in.mentor.meet()
    return handed_in


async def places(shop):
    """Words of each remark → where it is at Malika's desk, once Timur has handed in again."""
    await shop.hand_in(submission=shop.submission)
    review = await shop.review_by(shop.mentor)
    return {one.words: (one.path, one.first, one.last, one.certainty, one.promise) for one in review.remarks}


async def test_remarks_follow_lines_that_went_to_another_file(spoken_of):
    orders = spoken_of.folder / "bot" / "orders.py"
    lines = orders.read_text().split("\n")
    orders.write_text("\n".join(lines[:8]))
    (spoken_of.folder / "bot" / "courier.py").write_text("\n".join(["async def send():", "  x = 1", *lines[8:]]))

    assert await places(spoken_of) == {
        "Reserve first.": ("bot/courier.py", 3, 4, Certainty.MOVED, Promise.MOVED),
        "Say how many there are.": ("bot/orders.py", 6, 6, Certainty.EXACT, Promise.UNTOUCHED),
    }


async def test_remarks_on_a_file_that_was_taken_apart_follow_their_lines(spoken_of):
    orders = spoken_of.folder / "bot" / "orders.py"
    lines = orders.read_text().split("\n")
    padding = [f"line_{number} = {number}" for number in range(30)]
    menu = spoken_of.folder / "bot" / "menu.py"
    menu.write_text("\n".join([menu.read_text(), *lines[8:], *padding]))
    orders.unlink()

    assert await places(spoken_of) == {
        "Reserve first.": ("bot/menu.py", 3, 4, Certainty.MOVED, Promise.MOVED),
        "Say how many there are.": ("", 0, 0, Certainty.GONE, Promise.DELETED),
    }


async def test_where_a_person_puts_a_remark_it_stays_and_undo_takes_it_back(twice):
    review = await twice.review_by(twice.mentor)
    await review.open("bot/orders.py")
    gone = next(remark for remark in review.here if remark.certainty is Certainty.GONE)

    await review.place(gone.thread, 5, 6, (0, 0))
    await review.load()
    put = review.remark(gone.id)
    await twice.mentor.workspace.undo()
    await review.load()

    assert (put.first, put.last, put.certainty, put.promise) == (5, 6, Certainty.EXACT, Promise.DELETED)
    assert review.remark(gone.id).certainty is Certainty.GONE


# On the page


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
async def page(twice, at_orders):
    """Iteration 2 on Malika's screen, at bot/orders.py."""
    return await at_orders(twice.mentor)


async def test_keys_compare_step_through_changes_and_stand_versions_side_by_side(page, rest):
    canvas = page._review._canvas
    press(Key.Key_I)
    await rest()
    one_column = canvas.code.sheet.compares, canvas.old.isVisible()
    press(Key.Key_J)
    first = canvas.code.sheet.lines[canvas.code.place_in_rows.line - 1]
    press(Key.Key_B)
    await rest()

    assert one_column == (True, False)
    assert first == "    total = 0"
    assert canvas.old.isVisible()
    assert canvas.old.text.lines[0] == "import asyncio"
    press(Key.Key_I)
    await rest()
    assert (canvas.code.sheet.compares, canvas.old.isVisible()) == (False, False)


async def test_the_head_offers_to_compare(page, rest):
    buttons = page._review._reading.buttons(page)

    await page._review._reading.comparing.choose("iteration/1")
    compared = page._review._reading.buttons(page)

    assert [button.text() for button in buttons] == ["Compare with…"]
    assert [button.text() for button in compared] == ["Compared with 1", "Side by side"]


async def test_a_removed_file_can_be_opened_and_shows_what_was_there(page, rest):
    press(Key.Key_I)
    await rest()

    page._review._turn_to("README.md")
    await rest()

    assert page._review._code.isVisible()
    assert list(page._review._code.sheet.lines) == ["# Shop"]
    press(Key.Key_BracketRight)
    await rest()
    assert page._review.model.path == "bot/card.py"


async def test_one_key_puts_the_last_chosen_remark_on_the_cursors_lines(page, rest):
    model = page._review.model
    gone = next(remark for remark in model.here if remark.certainty is Certainty.GONE)
    await page._review._remarking.go_to(gone)
    page._review._code.go_to(5)
    page._review.focus_work()
    press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Key.Key_End, Qt.KeyboardModifier.ShiftModifier)

    press(Key.Key_M)
    await rest()

    assert (model.remark(gone.id).first, model.remark(gone.id).last) == (5, 6)


async def test_how_sure_a_place_is_stands_on_the_card(page, rest):
    cards = page._review._code.viewport().findChildren(Pill)

    assert {"edited", "gone"} <= {pill.text for pill in cards}
    assert "exact" not in {pill.text for pill in cards}
