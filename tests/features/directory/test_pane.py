"""The people page in a real window."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.consents import AnswerConsent, Use, consent_id
from growtogether_desktop.domain.directory import OpenProfile, Profile, Skill
from growtogether_desktop.features.directory.pane import DirectoryPane
from growtogether_desktop.features.directory.pane.person import PersonFacts
from growtogether_desktop.features.directory.pane.profile_form import ProfileForm
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.marks import Bar
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words


class Page:
    """What a person sees and does."""

    def __init__(self, window, pane, desk, qtbot):
        self.window = window
        self.pane = pane
        self.desk = desk
        self.qtbot = qtbot
        self.table = pane.findChild(RowsTable)

    async def rest(self):
        for _ in range(2):
            await self.desk.background.settled()
            QCoreApplication.processEvents()

    def shown(self):
        return [row.profile.name for row in self.table.model().rows]

    def said(self):
        """Every word of the explanation."""
        facts = next(facts for facts in self.pane.findChildren(PersonFacts) if facts.isVisible())
        return [words.text() for words in facts.findChildren(Words)]

    def seen(self, kind):
        return [widget for widget in self.pane.findChildren(kind) if widget.isVisible()]

    async def push(self, words):
        next(button for button in self.seen(Button) if button.text() == words).click()
        await self.rest()

    async def type(self, words):
        editor = QApplication.focusWidget()
        editor.selectAll()
        self.qtbot.keyClicks(editor, words)
        await self.rest()

    async def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        await self.rest()


@pytest.fixture(autouse=True)
def look(qapp):
    theme.wear(theme.read_theme("light"))


@pytest.fixture
async def page(town, qtbot):
    """Timur looks at the directory."""
    window = QWidget()
    qtbot.addWidget(window)
    pane = DirectoryPane(town.timur.workspace)
    pane.setParent(window)
    for widget in (window, pane):
        widget.resize(1232, 800)
    with qtbot.waitActive(window):
        window.show()
    pane.setFocus()
    made = Page(window, pane, town.timur, qtbot)
    await made.rest()
    yield made
    pane.leave()
    await made.rest()


async def test_the_person_one_stands_on_is_explained(page):
    await page.press(Qt.Key.Key_Down)
    await page.press(Qt.Key.Key_Down)

    said = page.said()
    bars = [bar.accessibleName() for bar in page.seen(Bar)]
    assert {"Malika Karimova", "Backend", "Takes 2 mentees at once.", "Everyone in the programme."} <= set(said)
    assert bars == ["Python: 5 of 5", "Rust: 3 of 5"]


async def test_typing_finds_people_and_the_list_is_told_apart_from_an_empty_one(page):
    await page.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    await page.type("o'quv")
    found = page.shown()
    await page.type("nobody")
    nothing = page.seen(EmptyState)

    await page.push("Show everybody")

    assert found == ["Gulnora Gʻaniyeva"]
    assert len(nothing) == 1
    assert len(page.shown()) == 4


async def test_my_profile_is_rewritten_on_the_right(page):
    await page.push("My profile")
    await page.push("Edit profile")
    await page.type("Timur Olimov")
    await page.push("Add a skill")
    await page.type("Django")
    level = page.seen(QComboBox)[0]
    level.setCurrentIndex(2)
    await page.push("Save")

    assert page.table.current().profile == Profile("timur", "Timur Olimov", skills=(Skill("Django", 3),))
    assert page.seen(ProfileForm) == []


async def test_what_is_wrong_stands_beside_the_field(page):
    await page.push("My profile")
    await page.push("Edit profile")
    await page.type(" ")
    await page.push("Save")

    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    assert name.accessibleDescription() == "A profile needs a name."


async def test_others_are_read_only(page):
    page.pane.show_thing(Ref("profile", "malika"))
    await page.rest()

    assert page.table.current().id == "malika"
    assert "Edit profile" not in [button.text() for button in page.seen(Button)]


async def test_what_was_being_written_is_kept_when_one_turns_to_somebody_else(page):
    await page.push("My profile")
    await page.push("Edit profile")
    await page.type("Timur Olim")
    page.table.go_to("malika")
    await page.rest()

    await page.push("My profile")
    await page.push("Go on editing")

    assert QApplication.focusWidget().text() == "Timur Olim"


async def test_one_keeps_standing_where_one_stood_when_people_come(page, programme, town):
    page.table.go_to("malika")

    programme.service.ask([OpenProfile("anora", Profile("anora", "Anora"))])
    await town.timur.meet()
    await page.rest()

    assert page.shown()[0] == "Anora"
    assert page.table.current().id == "malika"


async def test_a_withdrawn_profile_does_not_say_that_everyone_reads_it(page, programme):
    programme.service.ask([OpenProfile("timur", Profile("timur", "Timur Olimov", "Django, mostly"))])
    await page.desk.meet()
    await page.rest()
    await page.push("My profile")
    await page.desk.workspace.do(AnswerConsent(consent_id(Use.DIRECTORY, "timur"), Use.DIRECTORY, given=False))
    await page.rest()

    said = page.said()
    assert "Everyone in the programme." not in said
    assert said[-2:] == ["The name alone: Everyone in the programme.", "What else it said: You and the coordinators."]
