"""The matching page: a roster in, a plan looked at, changed by keyboard, and published."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QScrollArea, QWidget

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import LANGUAGES, say, use_language
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, Policy, Weights
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.domain.roster import LetMenteeGo, PinPair
from growtogether_desktop.features.matching import FEATURE
from growtogether_desktop.features.matching.commands import COMMANDS
from growtogether_desktop.features.matching.model import matching
from growtogether_desktop.features.matching.pane.matching import MatchingPane
from growtogether_desktop.features.matching.pane.strips import AskStrip, PublishStrip
from growtogether_desktop.pairing.columns import Field
from growtogether_desktop.pairing.plans.verify.check import verify_file
from growtogether_desktop.sync.troubles import Unreachable
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.statement import Statement
from growtogether_desktop.ui.words import Words
from tests.features.matching.cohorts import BEKZOD, LOLA, MALIKA, TIMUR, enrol, mentee
from tests.pdfs import Pdf

ROSTER = (
    "name,role,email,skills,wants,capacity\n"
    "Malika,mentor,malika@example.org,Python;SQL,,1\n"
    "Bekzod,mentor,bekzod@example.org,Kotlin;SQL,,1\n"
    "Timur,mentee,timur@example.org,,Python,\n"
    "Lola,mentee,lola@example.org,,Kotlin,\n"
)


def press(pane: MatchingPane, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the keyboard is."""
    QTest.keyClick(pane.focusWidget(), key, keys)


def shown(pane: MatchingPane) -> list[tuple[str, str]]:
    return [(row.mentee.name, row.mentor_name) for row in pane.plan.table.model().rows]


def notices(pane: MatchingPane) -> list[str]:
    return [notice.accessibleName() for notice in pane.findChildren(Notice) if notice.isVisible()]


def strips(pane: MatchingPane) -> list[str]:
    kinds = (PublishStrip, AskStrip)
    return [strip.accessibleName() for kind in kinds for strip in pane.findChildren(kind) if strip.isVisible()]


def words(widget: object) -> str:
    told = [one.text() for one in widget.findChildren(Words) if one.isVisible()]
    told += [one.accessibleName() for one in widget.findChildren(Statement) if one.isVisible()]
    return "\n".join(told)


async def test_a_cohort_goes_from_a_spreadsheet_to_its_people_by_keyboard_alone(coordinator, open_page, rest):
    pane = await open_page()
    assert pane.page == "welcome"

    QTest.keyClicks(pane.focusWidget(), "Autumn 2026")
    press(pane, Qt.Key.Key_Return)
    await rest()
    assert pane.page == "plan"
    QGuiApplication.clipboard().setText(ROSTER.replace(",", "\t"))
    press(pane, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    await rest()
    assert pane.page == "roster"
    assert pane.heading.enrol.text() == "Enrol 4 people"
    assert "Who can read this: The coordinators." in words(pane)
    pane.heading.enrol.setFocus()
    press(pane, Qt.Key.Key_Space)
    await rest()
    assert pane.page == "plan"
    assert shown(pane) == [("Timur", "Malika"), ("Lola", "Bekzod")] or shown(pane) == [
        ("Lola", "Bekzod"),
        ("Timur", "Malika"),
    ]

    pane.plan.go_to(next(row.mentee.id for row in pane.model.proposal.rows if row.mentee.name == "Timur"))
    pane.plan.table.setFocus()
    press(pane, Qt.Key.Key_F)
    await rest()
    assert ("Timur", "Bekzod") in shown(pane)
    await coordinator.workspace.undo()
    await rest()
    assert ("Timur", "Malika") in shown(pane)
    button(pane, "Dismiss").click()
    pane.plan.table.setFocus()
    press(pane, Qt.Key.Key_P)
    await rest()
    assert pane.model.row_of(pane.plan.table.current().mentee.id).standing == "pinned"

    pane.heading.publish.setFocus()
    press(pane, Qt.Key.Key_Space)
    await rest()
    assert strips(pane)[0].startswith("Tell 2 mentees and 2 mentors who they work with?")
    press(pane, Qt.Key.Key_Tab)
    press(pane, Qt.Key.Key_Space)
    await rest()
    assert strips(pane) == []
    await coordinator.meet()
    await rest()
    assert len(await coordinator.workspace.see_all(Engagement)) == 2
    assert {row.standing for row in pane.model.proposal.rows} == {"told"}
    assert not pane.heading.publish.isEnabled()


async def test_escape_answers_not_now(coordinator, open_page, rest):
    await enrol(coordinator.workspace, MALIKA, TIMUR, mentee("Nodir", "Rust"))
    pane = await open_page()

    pane.heading.publish.click()
    await rest()
    assert "Without a mentor for now: Nodir." in strips(pane)[0]
    assert "Who can read this: The mentor, the mentee of a pair and the coordinators." in words(pane)
    assert "Who can read this\nThe coordinators." in words(pane)
    press(pane, Qt.Key.Key_Escape)
    await rest()

    assert notices(pane)[0].startswith("1 mentee waits.")
    assert pane.plan.table.hasFocus()
    assert (await coordinator.workspace.see(Cohort, "autumn")).published is None


async def test_a_message_that_could_not_be_sent_stays_where_it_was_written(coordinator, open_page, rest, monkeypatch):
    async def refuse(*changes, title=None):
        raise Problem(say("The disk is full."), say("Make room."))

    await enrol(coordinator.workspace, MALIKA, TIMUR)
    pane = await open_page()
    pane.heading.publish.click()
    await rest()
    (strip,) = pane.findChildren(PublishStrip)
    strip._mentees.setPlainText("Welcome, all of you")
    monkeypatch.setattr(coordinator.workspace, "do", refuse)

    button(strip, "Publish").click()
    await rest()

    assert strip.isVisible()
    assert strip.isEnabled()
    assert strip._mentees.toPlainText() == "Welcome, all of you"
    assert "The disk is full. Make room." in words(strip)
    assert strip.not_now.hasFocus()


async def test_a_question_about_a_plan_ends_when_the_plan_changes(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.heading.publish.click()
    await rest()
    assert strips(pane)

    await coordinator.workspace.do(PinPair(TIMUR.id, MentorId(BEKZOD.id)))
    await rest()

    assert strips(pane) == []
    assert notices(pane)[0].startswith("The roster has changed: 2 people move")


async def test_a_dropped_file_starts_a_cohort_when_there_is_none(coordinator, open_page, rest, tmp_path):
    pane = await open_page()
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER)

    drop(pane, file)
    await rest()
    assert pane.page == "roster"
    pane.heading.enrol.click()
    await rest()
    assert await coordinator.workspace.see_all(Cohort) == ()

    pane.incoming.title.setText("Autumn")
    pane.heading.enrol.click()
    await rest()
    assert pane.page == "plan"
    assert pane.head.title.text() == "Autumn"
    assert len(shown(pane)) == 2


async def test_bad_rows_stay_on_the_page_until_they_are_corrected(coordinator, open_page, rest, tmp_path):
    await enrol(coordinator.workspace)
    pane = await open_page()
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER + "Nodir,ment,nodir,,Go,\n")

    pane.bringing.bring(file)
    await rest()
    assert [problem.line for problem in pane.incoming.problems.model().rows] == [6, 6]
    pane.heading.enrol.click()
    await rest()
    assert pane.page == "roster"
    assert not pane.heading.enrol.isEnabled()
    button(pane, "Copy").click()
    assert "Line 6, role" in QGuiApplication.clipboard().text()

    file.write_text(ROSTER + "Nodir,mentee,nodir@example.org,,Go,\n")
    button(pane, "Read again").click()
    await rest()
    assert not pane.incoming.problems.isVisible()
    pane.heading.enrol.click()
    await rest()
    assert pane.page == "plan"


async def test_a_name_typed_before_the_roster_comes_is_kept(open_page, rest):
    pane = await open_page()
    QTest.keyClicks(pane.focusWidget(), "Autumn 2026")

    QGuiApplication.clipboard().setText(ROSTER.replace(",", "\t"))
    pane.bringing.paste()
    await rest()

    assert pane.page == "roster"
    assert pane.incoming.title.text() == "Autumn 2026"


async def test_columns_are_chosen_by_hand_when_their_titles_say_nothing(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    QGuiApplication.clipboard().setText("A\tB\tC\nNodir\tmentee\tGo\nSardor\tmentor\tGo\n")
    pane.bringing.paste()
    await rest()
    assert "Choose the columns for “Name”, “Mentor or mentee”, “Skills”" in words(pane.incoming)
    assert isinstance(pane.focusWidget(), QComboBox)

    for choice, field in zip(pane.columns.choices, (Field.NAME, Field.ROLE, Field.SKILLS), strict=True):
        at = [None, *Field].index(field)
        choice.setCurrentIndex(at)
        choice.activated.emit(at)
        await rest()

    assert [row.place.name for row in pane.incoming.people.model().rows] == ["Sardor", "Nodir"]
    assert pane.heading.enrol.text() == "Enrol 2 people"
    press(pane, Qt.Key.Key_Escape)
    pane.back()
    assert pane.page == "plan"


async def test_the_pair_one_stands_on_is_explained_and_changed_on_the_right(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.plan.go_to(TIMUR.id)
    await rest()
    said = words(pane.pair)
    for expected in ("Timur", "Malika", "1 language in common", "18 of 18", "Together", "95 of 100"):
        assert expected in said

    pane.show_what_if()
    assert "What if Timur went to…" in words(pane.pair)
    press(pane, Qt.Key.Key_Down)
    await rest()
    assert "1 other moves" in words(pane.pair)
    assert "Lola: Bekzod → Malika" in words(pane.pair)
    press(pane, Qt.Key.Key_Return)
    await rest()
    assert ("Timur", "Bekzod") in shown(pane)
    assert pane.plan.table.hasFocus()
    assert notices(pane)[0].startswith("Pin Timur to Bekzod: 2 people move")
    button(pane, "Why").click()
    button(pane, "Unpin").click()
    await rest()
    button(pane, "Forbid").click()
    await rest()
    assert "Forbidden" in words(pane.pair)
    button(pane, "Allow Timur with Malika").click()
    await rest()
    assert ("Timur", "Malika") in shown(pane)


async def test_who_waits_is_explained_and_a_seat_helps(coordinator, open_page, rest):
    await enrol(coordinator.workspace, MALIKA, TIMUR, mentee("Nodir", "Rust"))
    pane = await open_page()
    pane.plan.go_to(mentee("Nodir").id)
    await rest()
    assert "The only seat is taken." in words(pane.pair)

    button(pane, "One more seat with Malika").click()
    await rest()

    assert ("Nodir", "Malika") in shown(pane)


async def test_a_search_finds_mentees_mentors_and_skills(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    press(pane, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    for typed, found in (("lol", ["Lola"]), ("malika", ["Timur"]), ("kotl", ["Lola"]), ("nobody", [])):
        pane.focusWidget().setText(typed)
        assert [name for name, _ in shown(pane)] == found

    press(pane, Qt.Key.Key_Escape)
    assert len(shown(pane)) == 2
    press(pane, Qt.Key.Key_Down)
    assert pane.plan.table.hasFocus()


async def test_contradicting_pins_are_told_above_the_table_where_they_can_be_lifted(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    await coordinator.workspace.do(PinPair(TIMUR.id, MentorId(MALIKA.id)), PinPair(LOLA.id, MentorId(MALIKA.id)))
    pane = await open_page()
    assert "Lola, Timur" in notices(pane)[0]
    assert not pane.heading.publish.isEnabled()

    pane.plan.go_to(LOLA.id)
    await rest()
    button(pane, "One more seat with Malika").click()
    await rest()
    assert notices(pane) == []
    await coordinator.workspace.undo()
    await rest()
    assert "Lola, Timur" in notices(pane)[0]

    pane.plan.table.setFocus()
    press(pane, Qt.Key.Key_P)
    await rest()

    assert notices(pane) == []
    assert ("Lola", "Bekzod") in shown(pane)


async def test_invitations_that_cannot_be_asked_for_say_so_where_they_were_asked(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    coordinator.workspace.hub = _CutOff()
    pane = await open_page()

    pane.open_invitations()
    assert pane.heading.invite.text() == "Invite 4 people"
    assert not pane.heading.save.isEnabled()
    pane.heading.invite.click()
    await rest()

    assert notices(pane) == ["The hub cannot be reached."]


async def test_a_thing_found_by_search_is_stood_upon(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()

    pane.show_thing(Ref(Mentee.KIND, LOLA.id))
    await rest()
    assert pane.plan.table.current().mentee.name == "Lola"

    pane.show_thing(Ref(Mentor.KIND, MALIKA.id))
    await rest()
    assert shown(pane) == [("Timur", "Malika")]


async def test_removing_a_cohort_is_confirmed_first(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()

    pane.plan.questions.ask_to_remove()
    await rest()
    assert notices(pane)[0].startswith("Remove Autumn and the 4 people on its roster?")
    button(pane, "Remove").click()
    await rest()

    assert pane.page == "welcome"


async def test_the_rail_counts_mentees_nobody_has_been_told_about(coordinator, open_page, rest):
    count = FEATURE.count
    assert count is not None
    assert await count(coordinator.workspace) == 0
    await enrol(coordinator.workspace)
    pane = await open_page()
    assert await count(coordinator.workspace) == 2

    await pane.model.publish(pane.model.publication())
    await coordinator.meet()
    await rest()

    assert await count(coordinator.workspace) == 0


async def test_the_page_offers_what_makes_sense_on_it(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.plan.go_to(TIMUR.id)
    await rest()
    assert set(pane.offers()) == {command.id for command in COMMANDS} - {"withdraw"}

    pane.do("pin")
    await rest()
    assert pane.model.row_of(TIMUR.id).standing == "pinned"
    pane.do("publish")
    await rest()
    assert len(strips(pane)) == 1
    pane.do("invite")
    assert pane.page == "invite"
    assert pane.offers() == {}


async def test_a_mentee_is_dragged_onto_another_mentor_and_the_price_shows_before_the_drop(
    coordinator, open_page, rest
):
    await enrol(coordinator.workspace)
    pane = await open_page()
    table, there = pane.plan.table, pane.plan.table.viewport()
    names = [row.mentee.name for row in table.model().rows]
    timur, lola = (table.visualRect(table.model().index(names.index(name), 0)).center() for name in ("Timur", "Lola"))

    QTest.mousePress(there, Qt.MouseButton.LeftButton, pos=timur)
    pull(there, timur + QPoint(20, 0))
    pull(there, lola)
    await rest()
    assert "Timur → Bekzod" in words(there)
    assert "Lola: Bekzod → Malika" in words(there)
    assert pairs_on(pane) == {"Timur": "Malika", "Lola": "Bekzod"}

    QTest.mouseRelease(there, Qt.MouseButton.LeftButton, pos=lola)
    await rest()
    assert pairs_on(pane) == {"Timur": "Bekzod", "Lola": "Malika"}
    button(pane, "Undo").click()
    await rest()
    assert pairs_on(pane) == {"Timur": "Malika", "Lola": "Bekzod"}


async def test_a_mentee_who_is_let_go_by_escape_stays(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    table, there = pane.plan.table, pane.plan.table.viewport()
    first, second = (table.visualRect(table.model().index(at, 0)).center() for at in (0, 1))

    QTest.mousePress(there, Qt.MouseButton.LeftButton, pos=first)
    pull(there, second)
    press(pane, Qt.Key.Key_Escape)
    QTest.mouseRelease(there, Qt.MouseButton.LeftButton, pos=second)
    await rest()

    assert pairs_on(pane) == {"Timur": "Malika", "Lola": "Bekzod"}
    assert "→" not in words(there)


async def test_the_plan_is_looked_at_as_pairs_as_charts_and_beside_another(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()

    pane.plan.looks.turn_to("pairs")
    await rest()
    assert pane.plan.looks.matrix.current is not None
    pane.plan.looks.matrix.go_to(1, 0)
    pane.plan.looks.matrix.opened.emit((1, 0))
    await rest()
    assert pane.plan.looks.look == "plan"
    assert pane.plan.table.current().mentee.name == "Timur"
    assert pane.pair.what_if.table.current().mentor.name == "Bekzod"

    pane.plan.looks.turn_to("charts")
    await rest()
    assert "2 of 2 seats taken" in words(pane.plan.looks)
    button(pane, "Rules").click()
    pane.rules.weigh(Weights(0, 0, 100, 0, 0, 0))
    await rest()
    button(pane, "See who changes").click()
    await rest()
    assert pane.plan.looks.look == "comparison"
    assert "With these rules" in words(pane.plan.looks)


async def test_every_report_is_written_where_one_wants_it(coordinator, open_page, rest, tmp_path):
    await enrol(coordinator.workspace)
    pane = await open_page()

    for kind, begins in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")):
        pane.reports.take_along(kind, tmp_path / f"plan.{kind}")
        await rest()
        assert (tmp_path / f"plan.{kind}").read_bytes().startswith(begins)


async def test_pairs_that_were_told_stand_in_reports_and_have_nothing_to_prove(coordinator, open_page, rest, tmp_path):
    await enrol(coordinator.workspace)
    pane = await open_page()
    await pane.model.publish(pane.model.publication())
    await coordinator.meet()
    await rest()
    assert pane.heading.report.isEnabled()

    pane.reports.aboutToShow.emit()
    pane.reports.take_along("csv", tmp_path / "plan.csv")
    pane.reports.take_along("pdf", tmp_path / "plan.pdf")
    await rest()

    assert [action.isEnabled() for action in pane.reports.actions()] == [True, True, True, False]
    assert (tmp_path / "plan.csv").read_text("utf-8-sig").count(",told,") == 2
    assert "Nobody new is proposed" in "".join(Pdf(tmp_path / "plan.pdf").pages[0])


async def test_a_report_of_what_cannot_be_says_why_and_not_that_it_is_proven(coordinator, open_page, rest, tmp_path):
    await enrol(coordinator.workspace)
    pane = await open_page()
    await pane.model.wishes.pin((TIMUR, BEKZOD))
    await pane.model.wishes.pin((LOLA, BEKZOD))
    await rest()
    trouble = pane.model.proposal.trouble
    assert trouble is not None

    pane.reports.take_along("pdf", tmp_path / "plan.pdf")
    await rest()

    said = "".join(Pdf(tmp_path / "plan.pdf").pages[0])
    assert str(trouble.what) in said
    assert "told already" not in said


async def test_a_plan_that_was_stopped_is_sought_to_its_end_before_it_is_saved(coordinator, open_page, rest, tmp_path):
    await enrol(coordinator.workspace)
    pane = await open_page()
    unheard = pane.model.solving.connect(lambda task: task.cancel())
    await coordinator.workspace.do(LetMenteeGo(LOLA.id))
    await rest()
    unheard()
    assert pane.model.stopped
    assert not pane.model.proposal.settled

    pane.reports.take_along("json", tmp_path / "plan.json")
    await rest()

    assert verify_file(tmp_path / "plan.json").proven


async def test_opinions_are_asked_for_from_the_page(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()

    pane.heading.ask.click()
    await rest()
    assert strips(pane)[0].startswith("Ask both sides")
    button(pane, "Ask").click()
    await rest()

    assert strips(pane) == []
    assert pane.asking.answers.asked == 4


@pytest.mark.parametrize("width", [960 - 208, 1280 - 208])
async def test_every_page_fits_a_narrow_window(coordinator, open_page, rest, width):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.resize(width, 600)
    await rest()
    assert pane.minimumSizeHint().width() <= width

    pane.open_invitations()
    await rest()
    assert pane.minimumSizeHint().width() <= width
    pane.back()
    pane.roster.put_away()
    await rest()
    assert pane.page == "plan"


@pytest.fixture(params=LANGUAGES)
def in_every_language(request):
    use_language(request.param)
    yield
    use_language("en")


async def test_nothing_is_cut_off_where_everything_there_is_to_say_is_said(
    coordinator, open_page, rest, in_every_language
):
    """Rules beside the plan, two kinds of rows, a comparison, and a plan that cannot be, with two ways out."""
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, LOLA)
    pane = await open_page()
    pane.plan._toggle_rules()
    pane.rules.think_of(replace(pane.rules.draft, policy=Policy.LEXIMIN))
    await rest()
    pane.plan.rules._see(pane.rules.trial)
    await rest()
    await coordinator.workspace.do(*(PinPair(one.id, MentorId(MALIKA.id)) for one in (TIMUR, LOLA)))
    await rest()

    area = pane.plan.rules.findChild(QScrollArea)

    assert pane.model.proposal.trouble is not None
    assert pane.width() == 1280 - 208
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


async def test_whose_seat_would_be_worth_most_stands_under_the_rules_with_who_would_have_it(
    coordinator, open_page, rest, in_every_language
):
    await enrol(coordinator.workspace, MALIKA, TIMUR, replace(LOLA, wants=("SQL",)))
    pane = await open_page()
    pane.plan._toggle_rules()
    await rest()
    (waiting,) = pane.model.proposal.waiting

    assert str(say("{mentee} would have a mentor", mentee=waiting.mentee.name)) in words(pane.plan.rules)
    area = pane.plan.rules.findChild(QScrollArea)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def entries(pane: MatchingPane, mentee: str) -> dict[str, QAction]:
    """The menu of a row, by its words."""
    menu = pane.plan.chosen.menu_of(pane.model.row_of(mentee))
    return {entry.text(): entry for entry in menu.actions() if entry.text()}


def open_menu(pane: MatchingPane) -> QMenu:
    """By keyboard, for all rows that are marked."""
    pane.plan.table.setFocus()
    pane.plan.table.customContextMenuRequested.emit(QPoint(40, 40))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def priced(menu: QMenu) -> dict[str, str]:
    """What stands behind each line, by its words."""
    return dict(entry.text().split("\t") for entry in menu.actions() if "\t" in entry.text())


async def test_a_menu_says_what_each_wish_does_before_and_the_strip_the_same_afterwards(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.plan.go_to(TIMUR.id)
    await rest()

    menu = open_menu(pane)
    unpriced = priced(menu)
    await rest()
    prices = priced(menu)

    assert unpriced == {}
    assert set(prices) == {
        "Pin",
        "Forbid",
        "One more seat with Malika",
        "One seat fewer with Malika",
        "Take Timur off the roster",
        "Take Malika off the roster",
    }
    assert "1 more waits" in prices["One seat fewer with Malika"]
    assert prices["Forbid"] in words(pane)
    menu.actions()[1].trigger()
    menu.close()
    await rest()
    assert notices(pane)[0].startswith(f"Forbid Timur with Malika: {prices['Forbid']}")


async def test_a_wish_for_several_rows_is_priced_as_one(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.plan.table.setFocus()
    pane.plan.table.selectAll()

    menu = open_menu(pane)
    await rest()
    prices = priced(menu)
    menu.close()

    assert set(prices) == {"Pin", "Forbid", "Take 2 mentees off the roster"}
    pane.plan.table.selectAll()
    press(pane, Qt.Key.Key_F)
    await rest()
    assert notices(pane)[0].startswith(f"Forbid 2 pairs: {prices['Forbid']}")


async def test_a_menu_that_is_closed_is_priced_no_further(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    asked = []
    foresee = pane.model.inquiry.foresee
    pane.model.inquiry.foresee = lambda wish: (asked.append(wish), foresee(wish))[1]

    menu = open_menu(pane)
    menu.close()
    await rest()

    assert len(asked) <= 1


async def test_pairs_that_are_chosen_together_are_pinned_in_one_step(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.plan.table.setFocus()
    pane.plan.table.selectAll()

    press(pane, Qt.Key.Key_P)
    await rest()

    assert {row.standing for row in pane.model.proposal.rows} == {"pinned"}
    assert str(coordinator.workspace.history.undo_title) == "Pin 2 pairs"
    assert len(pane.plan.table.marked()) == 1

    await coordinator.workspace.undo()
    await rest()
    assert {row.standing for row in pane.model.proposal.rows} == {"proposed"}


async def test_pins_that_are_chosen_together_are_lifted_and_pairs_forbidden_in_one_step(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    before = pairs_on(pane)
    pane.plan.table.setFocus()
    for key in (Qt.Key.Key_P, Qt.Key.Key_P, Qt.Key.Key_F):
        pane.plan.table.selectAll()
        press(pane, key)
        await rest()

    assert pairs_on(pane) == {"Timur": before["Lola"], "Lola": before["Timur"]}
    assert str(coordinator.workspace.history.undo_title) == "Forbid 2 pairs"


async def test_a_mentee_who_leaves_is_planned_for_no_more_and_may_come_back(coordinator, open_page, rest):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, replace(TIMUR, together=(LOLA.id,)), LOLA)
    pane = await open_page()
    entries(pane, LOLA.id)["Take Lola off the roster"].trigger()
    await rest()

    assert pairs_on(pane) == {"Timur": "Malika"}

    await coordinator.workspace.undo()
    await rest()
    assert pairs_on(pane).keys() == {"Timur", "Lola"}


async def test_several_leave_in_one_step(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.plan.table.selectAll()

    entries(pane, LOLA.id)["Take 2 mentees off the roster"].trigger()
    await rest()

    assert pane.model.people.mentees == ()
    await coordinator.workspace.undo()
    await rest()
    assert len(pane.model.people.mentees) == 2


async def test_a_mentor_who_leaves_sets_free_whoever_was_pinned_there(coordinator, open_page, rest):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, replace(TIMUR, pinned_to=MentorId(MALIKA.id)))
    pane = await open_page()

    entries(pane, TIMUR.id)["Take Malika off the roster"].trigger()
    await rest()

    assert pairs_on(pane) == {"Timur": "Bekzod"}
    await coordinator.workspace.undo()
    await rest()
    assert pairs_on(pane) == {"Timur": "Malika"}
    assert pane.model.row_of(TIMUR.id).standing == "pinned"


def pairs_on(pane: MatchingPane) -> dict[str, str]:
    return {row.mentee.name: row.mentor_name for row in pane.model.proposal.rows}


def pull(widget: QWidget, to: QPoint) -> None:
    """Move the mouse with its left button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = QPointF(widget.mapToGlobal(to))
    QApplication.sendEvent(
        widget, QMouseEvent(QEvent.Type.MouseMove, QPointF(to), at, Qt.MouseButton.NoButton, left, none)
    )


class _CutOff:
    address = "https://hub.example.uz"

    async def invite(self, people):
        raise Unreachable(say("The hub cannot be reached."))


def drop(pane: MatchingPane, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    pane.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, left, none))


def button(pane: MatchingPane, name: str) -> Button:
    """The button one sees that is called so."""
    return next(
        one for one in pane.findChildren(Button) if one.isVisible() and name in (one.accessibleName(), one.text())
    )


async def test_among_all_pairs_the_one_under_the_ring_is_explained_and_can_be_pinned(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()
    pane.plan.looks.turn_to("pairs")
    await rest()

    pane.plan.looks.matrix.go_to(1, 0)
    await rest()
    told = pane.model.inquiry.explanation
    assert (told.row.mentee.name, told.row.mentor_name, told.mentor.name) == ("Timur", "Malika", "Bekzod")
    assert not told.planned
    assert [str(one.what) for one in told.improvements] == ["If Bekzod also taught Python"]
    assert "If Bekzod also taught Python" in words(pane.pair)

    button(pane, "Pin").click()
    await rest()
    assert ("Timur", "Bekzod") in shown(pane)
    assert pane.model.inquiry.explanation.planned

    pane.plan.looks.turn_to("plan")
    await rest()
    assert pane.model.inquiry.explanation.row.mentee.id == pane.plan.table.current().mentee.id
    assert pane.model.inquiry.explanation.planned


async def test_what_is_short_is_told_before_there_is_a_plan_and_stays_beside_it(
    coordinator, open_page, rest, monkeypatch
):
    monkeypatch.setattr(matching, "AT_ONCE", 0)
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, mentee("Nodir", "Rust"))
    told: list[tuple[bool, list[str]]] = []
    seeing = matching.MatchingModel(coordinator.workspace)
    seeing.changed.connect(
        lambda nothing: told.append((seeing.proposal is None, [str(one.words) for one in seeing.lack.shortages]))
    )

    seeing.solve()
    await seeing.settled()
    pane = await open_page()
    button(pane, "Rules").click()
    await rest()

    rust = "Rust: 1 mentee wants to learn it, and no mentor offers it."
    assert (True, [rust]) in told
    assert told[-1] == (False, [rust])
    assert rust in words(pane.plan.rules)
    assert notices(pane) == []


async def test_a_cohort_chosen_again_keeps_its_plan(coordinator, open_page, rest):
    await enrol(coordinator.workspace)
    pane = await open_page()

    pane.model.choose_cohort("autumn")
    await rest()

    assert shown(pane)
