"""One more person joins a cohort by hand, and the plan has them at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.columns import Field
from tests.features.matching.test_page import MALIKA, TIMUR, enrol, shown


@pytest.fixture
async def form(coordinator, open_page):
    await enrol(coordinator.workspace, MALIKA, TIMUR)
    pane = await open_page()
    pane.joining.open()
    yield pane.joining
    pane.joining.reject()  # an open one keeps the mouse from every other window


def type_in(form, **told):
    for name, words in told.items():
        form.editor(Field[name]).setText(words)


def choose(form, role):
    next(one for one in form.findChildren(QRadioButton) if one.property("role") == role).click()


def complaint(form, field):
    return form._fields[field].complaint


async def test_a_mentee_who_joins_is_planned_for_and_shown(form, rest):
    pane = form.parent()

    QTest.keyClicks(form.focusWidget(), "Lola")
    type_in(form, WANTS="Python; SQL", LANGUAGES="uz", LEVEL="2")
    QTest.keyClick(form.editor(Field.LEVEL), Qt.Key.Key_Return)
    await rest()

    assert form.isHidden()
    assert shown(pane) == [("Timur", "Malika"), ("Lola", "")]
    assert pane.plan.table.current().mentee.name == "Lola"
    assert (pane.plan.table.current().mentee.wants, pane.plan.table.current().mentee.level) == (("Python", "SQL"), 2)


async def test_joining_can_be_undone(form, rest, coordinator):
    type_in(form, NAME="Lola", WANTS="Python")
    form.add.click()
    await rest()

    await coordinator.workspace.undo()
    await rest()

    assert [one.name for one in await coordinator.workspace.see_all(Mentee)] == ["Timur"]


async def test_a_mentor_is_asked_other_things_and_brings_seats(form, rest, coordinator):
    choose(form, "mentor")
    assert not form.editor(Field.WANTS).isVisible()
    assert form.editor(Field.CAPACITY).isVisible()
    type_in(form, NAME="Bekzod", SKILLS="Go; Rust", CAPACITY="3")

    form.add.click()
    await rest()

    bekzod = next(one for one in await coordinator.workspace.see_all(Mentor) if one.name == "Bekzod")
    assert (bekzod.skills, bekzod.capacity) == (("Go", "Rust"), 3)


async def test_what_is_wrong_stands_beneath_its_field_and_nothing_is_lost(form, rest, coordinator):
    type_in(form, NAME="Lola", EMAIL="lola", LEVEL="9")

    form.add.click()
    await rest()

    assert form.isVisible()
    assert "is not an e-mail address" in complaint(form, Field.EMAIL)
    assert "is outside 1 to 5" in complaint(form, Field.LEVEL)
    assert form.focusWidget() is form.editor(Field.EMAIL)
    beneath = form._fields[Field.EMAIL]._beneath
    assert beneath.height() >= beneath.heightForWidth(beneath.width())
    assert form.editor(Field.NAME).text() == "Lola"
    assert len(await coordinator.workspace.see_all(Mentee)) == 1


async def test_nobody_joins_twice_and_nobody_without_a_name(form, rest):
    form.add.click()
    await rest()
    assert complaint(form, Field.NAME)
    type_in(form, NAME="Timur")
    form.add.click()
    await rest()

    assert complaint(form, Field.NAME) == "Timur is on the roster already."


async def test_what_was_typed_is_there_when_the_form_is_opened_again(form, rest):
    type_in(form, NAME="Lola", WANTS="Go")

    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.isHidden()
    form.open()

    assert (form.editor(Field.NAME).text(), form.editor(Field.WANTS).text()) == ("Lola", "Go")


async def test_what_is_wrong_with_the_desk_is_said_in_the_form_and_nothing_typed_is_lost(form, rest, monkeypatch):
    async def refuse(*changes, title=None):
        raise Problem(say("The disk is full."), say("Make room."))

    monkeypatch.setattr(form.parent()._workspace, "do", refuse)
    type_in(form, NAME="Lola", WANTS="Go")

    form.add.click()
    await rest()

    assert form.isVisible()
    assert form._wrong.text() == "The disk is full. Make room."
    assert (form.editor(Field.NAME).text(), form.editor(Field.WANTS).text()) == ("Lola", "Go")
    assert form.add.isEnabled()
