"""The members' page: found as one types, asked before what cannot be undone, all of it by keyboard."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.erasures import Erasure
from growtogether_desktop.features.people import FEATURE
from growtogether_desktop.features.people.model.chain import Broken, Seen
from growtogether_desktop.features.people.pane.page import PeoplePane
from growtogether_desktop.store import shelf
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.mark_paint import pill_width
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.wire.protocol import Listed, ResetAsked, Row, raw
from tests.hubs import PASSWORD


async def settled(desk):
    for _ in range(3):
        await desk.background.settled()
        QCoreApplication.processEvents()


def show(qtbot, desk):
    page = PeoplePane(desk.workspace)
    qtbot.addWidget(page)
    page.resize(1072, 744)
    page.show()
    return page


@pytest.fixture
async def page(qtbot, running_hub, nodira):
    running_hub.take_up(running_hub.invite("Aziza", MENTEE).code, "aziza@example.uz")
    running_hub.take_up(running_hub.invite("Timur", MENTOR).code, "timur@example.uz")
    page = show(qtbot, nodira)
    await settled(nodira)
    return page


def names(page):
    return [row.name for row in page._members.rows.rows]


def words(page):
    QCoreApplication.processEvents()  # what was just put into a layout is shown
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return " ".join(said + [n.accessibleName() for n in page.findChildren(Notice) if n.isVisible()])


async def press(desk, page, text):
    QCoreApplication.processEvents()
    found = [b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible() and b.isEnabled()]
    found[-1].click()
    await settled(desk)


def stand_on(page, name):
    row = next(row for row in page.members.rows if row.name == name)
    page._members.table.go_to(row.id)


def test_only_coordinators_have_it():
    assert FEATURE.suits(frozenset({COORDINATOR, MENTOR}))
    assert not FEATURE.suits(frozenset({MENTOR, MENTEE}))


async def test_everybody_is_listed_with_what_they_may_read(page):
    stand_on(page, "Aziza")

    assert names(page) == ["Aziza", "Coordinator", "Timur"]
    assert "aziza\u200b@example.uz" in words(page)
    assert "As a mentee: their own work" in words(page)
    assert "As a mentor" not in words(page)
    assert "The coordinators." in words(page)


async def test_a_long_name_is_read_whole_beside_the_word_that_its_bearer_leaves(page):
    room = page._members.table.columnWidth(0) - theme.current().px(22 + 8 + 8 + 16)  # avatar, gaps, the cell's own

    for pill in ("leaves", "chiqadi", "уходит"):
        name = QFontMetricsF(theme.current().font(13, QFont.Weight.DemiBold)).horizontalAdvance(
            "Sevinchxon Abdullayeva"
        )
        assert name + pill_width(pill) <= room


async def test_people_are_found_while_one_types(qtbot, page):
    qtbot.keyClicks(page, "f", Qt.KeyboardModifier.ControlModifier)
    page._search.setText("азиз")

    assert names(page) == ["Aziza"]
    page._search.setText("zzz")
    assert "Nobody fits" in words(page)


async def test_roles_are_changed_by_keyboard_once_it_was_said_what_they_do(qtbot, nodira, page):
    stand_on(page, "Aziza")
    qtbot.keyClick(page._members.table, Qt.Key.Key_Return)
    mentee, mentor, _ = page._members._form.findChildren(QCheckBox)

    qtbot.keyClick(mentor, Qt.Key.Key_Space)
    qtbot.keyClick(mentee, Qt.Key.Key_Space)
    assert "reads the solutions of all tasks" in words(page)
    assert page.members.rows[0].roles == {MENTEE}
    qtbot.keyClick(page._members._form.give_button, Qt.Key.Key_Space)
    await settled(nodira)

    assert page.members.rows[0].roles == {MENTOR}
    assert page._members._form is None


async def test_the_last_coordinators_role_cannot_be_taken(page):
    stand_on(page, "Coordinator")
    page._members.change_roles()
    _, mentor, coordinator = page._members._form.findChildren(QCheckBox)

    mentor.click()
    coordinator.click()

    assert "Somebody has to coordinate" in words(page)
    assert not page._members._form.give_button.isEnabled()


async def test_roles_the_hub_cannot_be_asked_for_stay_ticked(nodira, running_hub, page):
    stand_on(page, "Aziza")
    page._members.change_roles()
    running_hub.stop()

    page._members._form.findChildren(QCheckBox)[1].click()
    await press(nodira, page, "Give these roles")

    assert "The hub cannot be reached. Nothing has changed." in words(page)
    assert page._members._form.ticks.roles == {MENTEE, MENTOR}


async def test_whoever_turns_away_meanwhile_hears_of_a_problem_from_the_window(nodira, running_hub, page):
    problems = []
    nodira.background.problems.connect(problems.append)
    running_hub.stop()

    stand_on(page, "Aziza")
    page._members.change_roles()
    page._members._form.findChildren(QCheckBox)[1].click()
    page._members._form.give_button.click()
    stand_on(page, "Timur")
    page._members.ask_to_sign_out()
    page._members.strip.attempt(lambda: page.members.sign_out(page.members.rows[0]))
    page.leave()
    page.deleteLater()
    await settled(nodira)

    assert [str(problem.what) for problem in problems] == ["The hub cannot be reached."] * 2


async def test_somebody_is_signed_out_everywhere_only_after_a_question(nodira, page):
    stand_on(page, "Aziza")

    await press(nodira, page, "Sign out everywhere…")
    assert "wiped when it calls the hub again" in words(page)
    assert page.members.rows[0].account.devices == 1
    await press(nodira, page, "Sign out everywhere")

    assert page.members.rows[0].account.devices == 0


async def test_ones_own_computers_are_not_signed_out_from_here(page):
    stand_on(page, "Coordinator")

    assert "sign_out" not in page.offers()


async def test_a_list_that_was_told_stays_when_the_hub_goes(nodira, running_hub, page):
    running_hub.stop()

    page.do("look")
    await settled(nodira)

    assert names(page) == ["Aziza", "Coordinator", "Timur"]
    assert "You see what the hub told at" in words(page)


async def test_without_an_answer_the_page_says_what_it_needs(qtbot, nodira, running_hub):
    running_hub.stop()

    page = show(qtbot, nodira)
    await settled(nodira)

    assert "kept by the hub alone" in words(page)
    running_hub.start()
    await press(nodira, page, "Try again")
    assert names(page) == ["Coordinator"]


async def test_without_a_hub_it_is_said_and_nothing_is_offered(qtbot, desk):
    alone = desk("alone", COORDINATOR)

    page = show(qtbot, alone)
    await settled(alone)
    page.do("audit")
    await settled(alone)

    assert "This desk has no hub" in words(page)
    assert page.offers().keys() == {"members", "invitations"}


# --- invitations ---


async def test_three_are_invited_by_keyboard_and_the_error_stands_beside_its_row(qtbot, nodira, page):
    page.do("invite")
    assert page._inviting._text.hasFocus()

    for line in ("Lola, lola@example.uz", "Olim", "aziza@example.uz", "Sardor, mentor"):
        qtbot.keyClicks(page._inviting._text, line)
        qtbot.keyClick(page._inviting._text, Qt.Key.Key_Return)
    await settled(nodira)
    assert [str(guest.complaint or "") for guest in page._inviting._rows.rows] == [
        "",
        "",
        "This address has an account already.",
        "",
    ]
    qtbot.keyClick(page._inviting._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await settled(nodira)

    assert page.place == "invitations"
    assert {row.invited.name for row in page._invitations.table.marked()} == {"Lola", "Olim", "Sardor"}
    assert "3 people are invited." in words(page)
    assert page.invitations.draft.text == "aziza@example.uz"


async def test_an_invitation_is_copied_as_a_letter_and_several_as_a_list(nodira, page):
    page.invitations.write(page.invitations.draft.__class__("Lola, lola@example.uz\nOlim"))
    await page.invitations.invite()
    page.do("invitations")
    await settled(nodira)
    lola = next(row for row in page.invitations.rows if row.invited.name == "Lola")

    page._invitations.table.go_to(lola.id)
    page.do("copy")
    letter = QGuiApplication.clipboard().text()
    page._invitations.table.selectAll()
    page.do("copy")
    listed = QGuiApplication.clipboard().text()

    assert letter.startswith("Lola, you are invited.")
    assert f"code {lola.code}" in letter
    assert lola.link in letter
    assert len(listed.splitlines()) == 2
    assert f"Lola\tlola@example.uz\t{lola.code}\t{lola.link}" in listed


async def test_an_invitation_is_withdrawn_after_a_question_and_made_again(nodira, page):
    page.invitations.write(page.invitations.draft.__class__("Lola"))
    await page.invitations.invite()
    page.do("invitations")
    await settled(nodira)
    (lola,) = [row for row in page.invitations.rows if row.invited.name == "Lola"]
    page._invitations.table.go_to(lola.id)

    page.do("withdraw")
    assert "opens nothing any more" in words(page)
    await press(nodira, page, "Withdraw")
    (withdrawn,) = [row for row in page.invitations.rows if row.invited.name == "Lola"]
    assert withdrawn.invited.state == "withdrawn"

    page._invitations.table.go_to(withdrawn.id)
    page.do("again")
    await settled(nodira)

    (again,) = [row for row in page.invitations.rows if row.invited.name == "Lola"]
    assert again.waits
    assert again.code


async def test_what_was_typed_is_kept_when_the_page_is_left(qtbot, nodira, page):
    page.do("invite")
    qtbot.keyClicks(page._inviting._text, "Lola")
    page.leave()
    await settled(nodira)

    other = show(qtbot, nodira)
    await settled(nodira)
    other.do("invite")

    assert other._inviting._text.toPlainText() == "Lola"


# --- the audit ---


async def test_what_somebody_did_is_one_step_from_their_name(nodira, page):
    stand_on(page, "Aziza")

    await press(nodira, page, "What they did")

    assert page.place == "audit"
    assert [row.what for row in page.audit.rows] == ["account.open"]
    await press(nodira, page, "Show everything")
    assert len(page.audit.rows) > 3


async def test_the_chain_is_followed_and_said_to_be_unbroken(nodira, running_hub, page):
    running_hub.stop()
    running_hub.start()  # which seals everything

    page.do("audit")
    await settled(nodira)

    assert page.audit.chain.seen.mark.place >= 5
    assert "The chain is unbroken since" in words(page)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (Broken(7, "changed", 1_800_000_000.0), "at place 7: the entry there was changed. Up to"),
        (Broken(7, "removed"), "at place 7: the entry there was removed."),
        (Broken(7, "missing"), "at place 7: the place itself is missing."),
        (Broken(7, "rewritten"), "another one than this computer has seen: place 7 held something else."),
        (Broken(7, "shortened"), "it ends before place 7."),
    ],
)
async def test_a_broken_chain_says_where_and_what_it_means(nodira, page, broken, says):
    page.do("audit")
    await settled(nodira)

    page.audit.chain.seen = Seen(broken=broken, checked=1_800_000_000.0)
    page.audit.chain.changed.emit(None)

    assert says in words(page)
    assert "database" in words(page)
    assert bool([b for b in page.findChildren(QPushButton) if b.text() == "Begin anew…"]) == (
        broken.how in ("rewritten", "shortened")
    )


# --- many ---


class Town:
    """A hub of ten thousand people."""

    address = "https://hub.example.uz"

    async def accounts(self):
        first = Listed("me", "Nodira", (COORDINATOR,), 0.0, "nodira", 1.0, 1)
        rest = (Listed(f"p{n}", f"Person Gʻani {n}", (MENTEE,), 0.0, f"p{n}@x.uz", 1.0, 1) for n in range(10_000))
        return (first, *rest)

    async def invitations(self):
        return ()


async def test_ten_thousand_are_sifted_at_every_key(qtbot, desk):
    nodira = desk("nodira", COORDINATOR)
    nodira.workspace.hub = Town()
    page = show(qtbot, nodira)
    await settled(nodira)

    counts = []
    for typed in ("", "9", "99", "999", "9999", "гани 9999"):
        page._search.setText(typed)
        counts.append(len(names(page)))

    assert counts == [10_001, 3_439, 280, 19, 1, 1]


async def test_somebody_is_erased_once_there_is_a_reason_and_their_name_is_typed(qtbot, nodira, page):
    await they_have_profiles(nodira, page)
    stand_on(page, "Aziza")
    page.offers()["erase"]()
    form = page._members._form
    typed = form.findChild(QLineEdit)

    qtbot.keyClicks(form._reason, "She has asked by telephone")
    qtbot.keyClicks(typed, "Azi")
    assert not form.erase_button.isEnabled()
    qtbot.keyClicks(typed, "za")
    qtbot.keyClick(form.erase_button, Qt.Key.Key_Space)
    await settled(nodira)

    (wish,) = await nodira.workspace.see_all(Erasure)
    assert (wish.name, wish.by, wish.reason) == ("Aziza", nodira.workspace.me.id, "She has asked by telephone")
    assert page._members._form is None
    assert "They are erased on" in words(page)
    assert "She has asked by telephone" in words(page)
    assert "erase" not in page.offers()

    await press(nodira, page, "Take it back…")
    assert "Aziza stays" in words(page)
    await press(nodira, page, "Take it back")
    assert await nodira.workspace.see_all(Erasure) == ()
    assert "They are erased on" not in words(page)


async def they_have_profiles(nodira, page):
    """Here the hub that is asked is another than the one that is met."""
    with nodira.cache.writing.begin() as db:
        rows = [
            Row(Profile.KIND, one.id, "public", "", at, False, raw(Profile(one.id, one.name)))
            for at, one in enumerate(page.members.rows)
        ]
        shelf.take_in(db, rows, {"public": 0})


async def test_nobody_is_offered_to_erase_themselves_here(page):
    stand_on(page, "Coordinator")

    assert "erase" not in page.offers()
    assert "Have somebody erased…" not in [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]


# --- forgotten passwords ------------------------------------------------------------------------


async def test_a_code_for_a_forgotten_password_is_made_with_ones_own_and_shown_once(qtbot, nodira, running_hub, page):
    stand_on(page, "Aziza")
    page.offers()["reset"]()

    qtbot.keyClicks(page._members._form.editor, PASSWORD)
    qtbot.keyClick(page._members._form.editor, Qt.Key.Key_Return)
    await settled(nodira)

    code = page._members._form.code
    assert code in words(page)
    page._members._form.buttons[0].click()
    assert {code, running_hub.url} <= set(QGuiApplication.clipboard().text().replace("\n", " ").split())
    await press(nodira, page, "Done")
    assert code not in words(page)
    there = HttpHub(running_hub.url)
    tokens = await there.choose_password(ResetAsked(code, "seven loud blue doors", "laptop"))
    await there.close()
    assert tokens.name == "Aziza"


async def test_nobody_who_has_only_come_by_makes_a_code(qtbot, nodira, page):
    stand_on(page, "Aziza")
    page.offers()["reset"]()

    qtbot.keyClicks(page._members._form.editor, "is it this one")
    await press(nodira, page, "Make a code")

    assert "not your password" in page._members._form.field.complaint


async def test_ones_own_password_is_not_made_anew_from_here(page):
    stand_on(page, "Coordinator")

    assert "reset" not in page.offers()
