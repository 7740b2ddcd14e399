"""Home in a real window: what one is asked is answered by keys or mouse, and nothing that is typed is lost."""

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from growtogether_desktop.domain.cohorts import StartCohort, mentor_id
from growtogether_desktop.domain.consents import Consent
from growtogether_desktop.domain.engagements import AnotherMentor
from growtogether_desktop.domain.outcomes import Experience, Outcome
from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.domain.proposals import CloseQuestion, Opinion, Proposal, ReopenQuestion
from growtogether_desktop.features.home.model.paper import LATER
from growtogether_desktop.features.home.pane.home import make_pane
from growtogether_desktop.features.home.pane.opinion import OpinionCard
from growtogether_desktop.features.home.pane.outcome import OutcomeCard
from growtogether_desktop.features.home.pane.paper import PaperCard
from growtogether_desktop.features.home.pane.together import MenteesCard, MentorsCard
from growtogether_desktop.store.vault import Vault
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.words import Words
from growtogether_desktop.workspace.lock import Lock
from tests.features.home.conftest import AUTUMN, BEK, FOR_TIMUR, MALIKA

PASSPHRASE = "oʻn ikki olma daraxti"
ABOUT_MALIKA, ABOUT_BEK = mentor_id(MALIKA, AUTUMN), mentor_id(BEK, AUTUMN)


class Hand:
    """What a person does to the page, each step until everything has settled."""

    def __init__(self, pane, desk, qtbot):
        self.window = pane.window()
        self.pane = pane
        self.desk = desk
        self.qtbot = qtbot

    async def rest(self):
        for _ in range(3):
            await self.desk.background.settled()
            QCoreApplication.processEvents()

    def card(self, kind):
        return next(card for card in self.pane.findChildren(kind) if card.isVisible())

    def button(self, words):
        """A button that can be seen, by its words or by what a screen reader says."""
        buttons = [one for one in self.pane.findChildren(Button) if one.isVisible()]
        return next(one for one in buttons if words in (one.text(), one.accessibleName()))

    async def press(self, words):
        """Go there by keyboard, and press it."""
        button = self.button(words)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        await self.rest()

    async def write(self, editor, words):
        editor.setFocus()
        self.qtbot.keyClicks(editor, words)
        await self.rest()

    def says(self, kind):
        return [words.text() for words in self.card(kind).findChildren(Words) if words.isVisible()]


@pytest.fixture(autouse=True)
def look(qapp):
    theme.wear(theme.read_theme("light"))


@pytest.fixture
async def make_hand(qtbot):
    hands = []

    async def make(desk):
        window = QWidget()
        qtbot.addWidget(window)
        pane = make_pane(desk.workspace)
        pane.setParent(window)
        window.resize(1072, 740)
        pane.resize(1072, 740)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        hands.append(Hand(pane, desk, qtbot))
        await hands[-1].rest()
        return hands[-1]

    yield make
    for hand in hands:
        hand.pane.leave()
        await hand.rest()


async def test_suggestions_are_ranked_by_keys_and_the_focus_goes_along(make_hand, asked):
    hand = await make_hand(asked.timur)
    assert hand.says(OpinionCard)[0] == "Your say: 2 mentors are suggested"

    await hand.press("Move Bek up")
    assert QApplication.focusWidget() is hand.button("Move Bek down")
    hand.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    hand.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is hand.button("Move Malika up")
    await hand.press("Rather not work with Malika")
    await hand.press("Send answer")
    await asked.meet()

    heard = await asked.kamron.workspace.see(Proposal, FOR_TIMUR)
    assert heard.opinion == Opinion((ABOUT_BEK,), (ABOUT_MALIKA,))
    await hand.rest()
    assert any("have your answer" in words for words in hand.says(OpinionCard))
    assert not hand.button("Send answer").isEnabled()


async def test_a_word_is_kept_while_it_is_typed_though_the_page_is_read_anew(make_hand, asked):
    hand = await make_hand(asked.timur)
    note = hand.card(OpinionCard).findChild(QLineEdit)

    await hand.write(note, "We are ")
    await asked.timur.workspace.do(StartProject("p", "Bozor", "", ()))
    await hand.rest()
    await hand.write(note, "cousins")
    assert hand.card(OpinionCard).findChild(QLineEdit) is note
    hand.pane.leave()
    await hand.rest()

    again = await make_hand(asked.timur)
    assert again.card(OpinionCard).findChild(QLineEdit).text() == "We are cousins"


async def test_how_it_went_is_told_in_three_answers(make_hand, asked):
    hand = await make_hand(asked.timur)
    card = hand.card(OutcomeCard)
    progress, again = card.findChildren(QComboBox)
    send = next(one for one in card.findChildren(Button) if one.text() == "Send answer")
    assert not send.isEnabled()
    progress.setFocus()
    hand.qtbot.keyClicks(progress, "7")
    again.setFocus()
    hand.qtbot.keyClicks(again, "Yes")
    sessions = card.findChild(QSpinBox)
    sessions.setFocus()
    sessions.selectAll()
    hand.qtbot.keyClicks(sessions, "11")
    hand.qtbot.keyClick(sessions, Qt.Key.Key_Return)
    await hand.rest()
    assert send.isEnabled()
    hand.qtbot.keyClick(send, Qt.Key.Key_Space)
    await hand.rest()

    told = await asked.timur.workspace.see(Outcome, asked.together)
    assert told.experience == Experience(7, True, 11)
    assert await asked.timur.workspace.see_all(Consent) == ()


async def test_answers_may_teach_where_that_is_ticked(make_hand, asked):
    hand = await make_hand(asked.timur)
    tick = hand.card(OutcomeCard).findChild(QCheckBox)
    assert not tick.isChecked()

    hand.qtbot.keyClick(tick, Qt.Key.Key_Space)
    await hand.rest()
    assert [one.given for one in await asked.timur.workspace.see_all(Consent)] == [True]

    hand.qtbot.keyClick(tick, Qt.Key.Key_Space)
    await hand.rest()
    assert [one.given for one in await asked.timur.workspace.see_all(Consent)] == [False]
    assert not tick.isChecked()


async def test_another_mentor_is_asked_for_in_two_steps_and_with_a_reason(make_hand, asked):
    hand = await make_hand(asked.timur)
    assert "Write to your mentor." in hand.says(MentorsCard)
    assert "Who can read this: You, Malika and the coordinators." in hand.says(MentorsCard)

    await hand.press("Ask for another mentor…")
    assert "Who can read this: You and the coordinators." in hand.says(MentorsCard)
    await hand.press("Ask for another mentor")
    assert any("Say in a few words why" in words for words in hand.says(MentorsCard))
    await hand.press("Stay with my mentor")
    assert await asked.timur.workspace.see_all(AnotherMentor) == ()

    await hand.press("Ask for another mentor…")
    await hand.write(hand.card(MentorsCard).findChild(QLineEdit), "No hour fits")
    await hand.press("Ask for another mentor")
    (wish,) = await asked.timur.workspace.see_all(AnotherMentor)
    assert wish.reason == "No hour fits"
    assert any("You asked for another mentor" in words for words in hand.says(MentorsCard))
    assert "Write to your mentor." not in hand.says(MentorsCard)


async def test_a_mentor_is_asked_too_and_reads_what_was_written_to_mentors(make_hand, asked):
    hand = await make_hand(asked.malika)

    assert hand.says(OpinionCard)[0] == "Your say: 2 mentees are suggested"
    assert "Meet them soon." in hand.says(MenteesCard)
    assert "Who can read this: You, your mentee and the coordinators." in hand.says(MenteesCard)
    assert hand.pane.findChild(OutcomeCard) is None


@pytest.mark.parametrize("width", [1072, 700])
async def test_nothing_is_cut_off_however_wide_the_page_is(make_hand, asked, width):
    hand = await make_hand(asked.timur)
    hand.pane.window().resize(width, 740)
    hand.pane.resize(width, 740)
    await hand.rest()

    for card in hand.pane.findChildren(OpinionCard) + hand.pane.findChildren(OutcomeCard):
        for words in card.findChildren(Words):
            if words.isVisible() and words.wordWrap():
                assert words.height() >= words.heightForWidth(words.width())
        for choice in card.findChildren(QComboBox):
            assert choice.height() >= choice.sizeHint().height()


async def test_a_closed_question_goes_and_what_came_too_late_can_be_sent_when_it_opens_again(make_hand, asked):
    hand = await make_hand(asked.timur)
    asked.timur.wire.cut = True
    await hand.press("Send answer")
    asked.timur.wire.cut = False
    await asked.kamron.workspace.do(CloseQuestion(FOR_TIMUR))
    await asked.kamron.meet()
    await asked.timur.meet()
    await hand.rest()
    assert not [card for card in hand.pane.findChildren(OpinionCard) if card.isVisible()]

    await asked.kamron.workspace.do(ReopenQuestion(FOR_TIMUR))
    await asked.meet()
    await hand.rest()

    send = next(one for one in hand.card(OpinionCard).findChildren(Button) if one.text() == "Send answer")
    assert send.isEnabled()


# --- a recovery code ----------------------------------------------------------------------------


@pytest.fixture
def timurs_vault(asked, tmp_path):
    """Timur's desk is locked by a passphrase, and nothing else opens it."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    vault = Vault(tmp_path / "desk")
    asked.timur.workspace.lock = Lock(vault, vault.make(PASSPHRASE), asked.timur.background)
    yield vault
    keyring.set_keyring(before)


def offers_code(hand):
    return any(card.isVisible() for card in hand.pane.findChildren(PaperCard))


async def test_whoever_has_no_recovery_code_makes_one_here_and_is_not_asked_again(make_hand, asked, timurs_vault):
    hand = await make_hand(asked.timur)
    assert "a code on paper still opens this desk" in hand.says(PaperCard)[1]

    await hand.press("Make one")
    code = hand.says(PaperCard)[1]
    assert timurs_vault.unlock(code) == timurs_vault.unlock(PASSPHRASE)
    await asked.timur.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await hand.rest()
    assert code in hand.says(PaperCard)
    await hand.press("I have written it down")

    assert not offers_code(hand)
    assert not offers_code(await make_hand(asked.timur))


@pytest.mark.usefixtures("timurs_vault")
@pytest.mark.parametrize(("answer", "comes_back"), [("Not now", True), ("Never", False)])
async def test_whoever_does_not_want_a_code_now_is_asked_later_or_never(make_hand, asked, answer, comes_back):
    hand = await make_hand(asked.timur)

    await hand.press(answer)
    assert not offers_code(hand)
    assert not offers_code(await make_hand(asked.timur))
    asked.timur.workspace.clock.now += LATER

    assert offers_code(await make_hand(asked.timur)) == comes_back


@pytest.mark.usefixtures("timurs_vault")
async def test_a_code_made_on_another_page_ends_the_offer(make_hand, asked):
    hand = await make_hand(asked.timur)
    assert offers_code(hand)

    await asked.timur.workspace.lock.new_recovery_code()
    await hand.rest()

    assert not offers_code(hand)


async def test_a_desk_that_is_not_locked_needs_no_code(make_hand, asked):
    assert not offers_code(await make_hand(asked.timur))


async def test_while_nobody_looks_nothing_is_gathered_and_then_at_once(asked, qtbot):
    pane = make_pane(asked.kamron.workspace)
    qtbot.addWidget(pane)
    pane.show()
    hand = Hand(pane, asked.kamron, qtbot)
    await hand.rest()
    seen = pane._model.today

    pane.hide()
    await asked.kamron.workspace.do(StartCohort("winter", "Winter"))
    await hand.rest()
    assert pane._model.today is seen

    pane.show()
    await hand.rest()
    assert "Winter" in [cohort.title for cohort in pane._model.today.cohorts]
