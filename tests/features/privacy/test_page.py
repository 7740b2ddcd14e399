"""The privacy page: what opens the desk, lost computers, what one allows, how long things are kept, and leaving."""

import asyncio
import zipfile

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QSpinBox

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.consents import Consent, ReviseConsent, Use
from growtogether_desktop.domain.directory import Profile, ReviseProfile, Skill
from growtogether_desktop.domain.erasures import Erasure, StartErasure
from growtogether_desktop.domain.ids import ProjectId
from growtogether_desktop.domain.keeping import KEEPING, Keeping, Periods
from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.features.privacy import FEATURE
from growtogether_desktop.features.privacy.pane.page import PrivacyPane
from growtogether_desktop.store.vault import Vault, Ways
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.ui.card import CardRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words
from growtogether_desktop.wire.protocol import SignInAsked
from growtogether_desktop.workspace.lock import Lock
from tests.hubs import PASSWORD

PASSPHRASE = "oʻn ikki olma daraxti"


@pytest.fixture(autouse=True)
def _without_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def malika(desk, tmp_path):
    malika = desk("malika", "mentor")
    vault = Vault(tmp_path / "desk")
    malika.workspace.lock = Lock(vault, vault.make(PASSPHRASE), malika.background)
    malika.vault = vault
    return malika


@pytest.fixture
async def page(qtbot, malika):
    page = PrivacyPane(malika.workspace)
    qtbot.addWidget(page)
    page.resize(1072, 744)
    page.show()
    await settled(malika)
    return page


async def settled(desk):
    await desk.background.settled()
    QCoreApplication.processEvents()
    await desk.background.settled()


async def press(malika, page, words):
    (found,) = [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    found.click()
    await settled(malika)


def said(page):
    return " ".join(notice.accessibleName() for notice in page.findChildren(Notice) if notice.isVisible())


def pills(page):
    return [pill.text for pill in page.findChildren(Pill) if pill.isVisible()]


async def test_it_tells_what_opens_the_desk(page):
    assert pills(page) == ["not set", "opens it", "not set"]


async def test_only_a_desk_that_is_closed_is_called_encrypted(qtbot, malika, page):
    malika.workspace.lock = None
    opened = PrivacyPane(malika.workspace)
    qtbot.addWidget(opened)
    await settled(malika)

    assert page.head.facts.text().startswith("Everything on this computer is encrypted")
    assert opened.head.facts.text() == ""


async def test_a_recovery_code_is_shown_once_and_opens_the_desk(malika, page):
    await press(malika, page, "Make one…")

    code = page._opening._model.code
    assert malika.vault.unlock(code) == malika.vault.unlock(PASSPHRASE)
    await press(malika, page, "I have written it down")
    assert page._opening._model.code == ""
    assert pills(page) == ["not set", "opens it", "opens it"]


async def test_a_code_that_was_made_on_another_page_is_known_here(malika, page):
    await malika.workspace.lock.new_recovery_code()
    await settled(malika)

    assert pills(page) == ["not set", "opens it", "opens it"]


async def test_another_code_is_made_only_after_a_question(malika, page):
    await press(malika, page, "Make one…")
    first = page._opening._model.code
    await press(malika, page, "I have written it down")

    await press(malika, page, "Make another…")
    assert "opens nothing any more" in said(page)
    assert malika.vault.unlock(first)
    await press(malika, page, "Make another")

    with pytest.raises(Problem, match="opens nothing"):
        malika.vault.unlock(first)


async def test_a_passphrase_is_changed_by_keyboard_alone(qtbot, malika, page):
    await press(malika, page, "Change…")
    first, second = [field for field in page.findChildren(QLineEdit) if field.isVisible()]
    qtbot.keyClicks(first, "yettita yashil uy")
    qtbot.keyClicks(second, "yettita yashil")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    await settled(malika)
    assert malika.vault.unlock(PASSPHRASE)

    qtbot.keyClicks(second, " uy")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    await settled(malika)

    assert malika.vault.unlock("yettita yashil uy")
    assert [field for field in page.findChildren(QLineEdit) if field.isVisible()] == []


async def test_the_last_way_in_is_not_given_up(malika, page):
    await press(malika, page, "Drop it")
    sure = [b for b in page.findChildren(QPushButton) if b.text() == "Drop it" and b.isVisible()][-1]
    sure.click()
    await settled(malika)

    assert "nothing would open this desk" in said(page)
    assert malika.vault.ways() == Ways(keyring=False, passphrase=True, recovery=False)


async def test_a_question_that_was_left_is_gone(malika, page):
    await press(malika, page, "Drop it")
    assert "Only the keyring" in said(page)

    await press(malika, page, "Leave it")

    assert said(page) == ""


async def test_without_a_keyring_that_is_said(malika, page):
    await press(malika, page, "Use it")

    assert "no keyring" in said(page)


async def test_an_open_desk_says_that_it_is_open(qtbot, desk):
    timur = desk("timur", "mentee")
    page = PrivacyPane(timur.workspace)
    qtbot.addWidget(page)
    page.show()
    await settled(timur)

    assert pills(page) == []


@pytest.fixture
async def lost(running_hub):
    """A computer that Malika has left on a train."""
    return running_hub.take_up(running_hub.invite("malika", "mentor").code, "malika")


@pytest.fixture
async def here(running_hub, lost, malika):
    """Her other computer, which is connected to the same hub."""
    here = HttpHub(running_hub.url)
    await here.sign_in(SignInAsked("malika", PASSWORD, "laptop"))
    malika.workspace.hub = here
    yield here
    await here.close()


async def sign_out(qtbot, malika, page, password):
    """The form is filled in and sent by keyboard alone. The last button is that of the other computer."""
    [b for b in page.findChildren(QPushButton) if b.text() == "Sign out…" and b.isVisible()][-1].click()
    await settled(malika)
    assert "wiped" in " ".join(words.text() for words in page._devices.findChildren(Words))
    qtbot.keyClicks(page._devices._form.editor, password)
    qtbot.keyClick(page._devices._form.editor, Qt.Key.Key_Return)
    await settled(malika)


@pytest.mark.usefixtures("here")
async def test_nobody_who_has_only_come_by_signs_other_computers_out(qtbot, malika, lost, page):
    await sign_out(qtbot, malika, page, "is it this one")

    assert "not your password" in page._devices._form.field.complaint
    assert lost.ask("GET", "/devices").is_success


@pytest.mark.usefixtures("here")
async def test_a_lost_computer_is_signed_out(qtbot, malika, lost, page):
    names = [row.accessibleName().split(".")[0] for row in page._devices.findChildren(CardRow)]
    assert names == ["laptop", "malika's computer"]

    await sign_out(qtbot, malika, page, PASSWORD)

    assert lost.ask("GET", "/devices").status_code == 401
    assert "signed out for good" in pills(page)


@pytest.mark.usefixtures("here")
async def test_without_network_nobody_is_signed_out(qtbot, malika, running_hub, page):
    running_hub.stop()

    await sign_out(qtbot, malika, page, PASSWORD)

    assert "cannot be reached" in page._devices._form.field.complaint
    assert "signed out for good" not in pills(page)


@pytest.mark.usefixtures("here")
async def test_this_computer_is_signed_out_after_it_was_said_what_becomes_of_what_waits(malika, lost, page):
    rounds = []
    malika.workspace.asked.connect(rounds.append)
    await malika.workspace.do(StartProject(ProjectId("bozor"), "Bozor", "", ()))
    before = len(rounds)

    page.offers()["sign_out"]()
    await settled(malika)
    assert "1 change has not been sent" in said(page)
    assert lost.ask("GET", "/devices").json()[0]["revoked"] is False
    await press(malika, page, "Sign out of this computer")

    assert len(rounds) > before
    gone = [one["name"] for one in lost.ask("GET", "/devices").json() if one["revoked"]]
    assert gone == ["laptop"]


@pytest.mark.usefixtures("here")
async def test_without_network_this_computer_stays_as_it_is(malika, running_hub, page):
    running_hub.stop()

    page.offers()["sign_out"]()
    await settled(malika)
    assert "Everything has been sent" in said(page)
    await press(malika, page, "Sign out of this computer")

    assert "cannot be reached" in said(page)


async def test_a_desk_without_a_hub_is_signed_out_of_nothing(page):
    assert "sign_out" not in page.offers()


async def test_everything_is_saved_and_what_it_is_is_said(malika, page, tmp_path):
    page._save(tmp_path / "mine.zip")
    await settled(malika)

    assert zipfile.is_zipfile(tmp_path / "mine.zip")
    assert "mine.zip" in said(page)
    assert "not encrypted" in said(page)


# --- what one allows ----------------------------------------------------------------------------


def tick(page, words):
    (found,) = [box for box in page.findChildren(QCheckBox) if box.text() == words and box.isVisible()]
    return found


async def test_what_is_withdrawn_from_the_directory_leaves_everybodys_and_comes_back(malika, page, desk):
    timur, me = desk("timur", "mentee"), malika.workspace.me.id
    await malika.meet()
    before = await malika.workspace.see(Profile, me)
    whole = Profile(me, "malika", "Ten years of Python", (Skill("Python", 5),))
    await malika.workspace.do(ReviseProfile(me, whole, before))
    await malika.meet()

    tick(page, "My profile for everybody").click()
    await settled(malika)
    await malika.meet()
    await timur.meet()
    assert await timur.workspace.see(Profile, me) == Profile(me, "malika")
    assert await timur.workspace.search(Profile, "Python") == ()
    await settled(malika)
    assert not tick(page, "My profile for everybody").isChecked()

    tick(page, "My profile for everybody").click()
    await settled(malika)
    await malika.meet()
    await timur.meet()
    assert await timur.workspace.see(Profile, me) == whole


async def test_a_withdrawn_profile_is_not_written_again_behind_ones_back(malika, page):
    me = malika.workspace.me.id
    await malika.meet()
    tick(page, "My profile for everybody").click()
    await settled(malika)

    before = await malika.workspace.see(Profile, me)
    with pytest.raises(Problem, match="privacy page"):
        await malika.workspace.do(ReviseProfile(me, Profile(me, "malika", "Ten years"), before))


async def test_what_is_allowed_is_said_offline_and_undone(malika, page):
    tick(page, "My answers may teach").click()
    await settled(malika)
    (consent,) = await malika.workspace.see_all(Consent)
    assert (consent.use, consent.given) == (Use.LEARNING, True)

    await malika.workspace.undo()
    await settled(malika)

    assert await malika.workspace.see_all(Consent) == ()
    assert not tick(page, "My answers may teach").isChecked()


async def test_nobody_answers_for_somebody_else(malika, page, desk):
    await malika.meet()
    tick(page, "My e-mail address in lists").click()
    await settled(malika)
    await malika.meet()
    zarina = desk("zarina", "coordinator")
    await zarina.meet()

    (consent,) = await zarina.workspace.see_all(Consent)

    assert not consent.given
    with pytest.raises(Problem, match="for themselves"):
        await zarina.workspace.do(ReviseConsent(consent.id, True))


# --- leaving ------------------------------------------------------------------------------------


async def test_whoever_asks_to_be_erased_has_read_what_goes_and_may_stay(malika, page):
    await press(malika, page, "Ask to be erased…")
    told = " ".join(words.text() for words in page._leaving.findChildren(Words))
    assert "every file" in told
    assert "in nobody's name" in told
    assert await malika.workspace.see_all(Erasure) == ()

    tick(page, "Let what I wrote about the work of others stay, without my name").click()
    await press(malika, page, "Ask to be erased")
    (wish,) = await malika.workspace.see_all(Erasure)
    assert (wish.id, wish.words_stay) == (malika.workspace.me.id, True)

    await press(malika, page, "Stay…")
    await press(malika, page, "Stay")
    assert await malika.workspace.see_all(Erasure) == ()
    assert [b.text() for b in page._leaving.findChildren(QPushButton) if b.isVisible()][-1] == "Ask to be erased…"


async def test_a_coordinator_sees_who_has_asked_and_has_it_done(qtbot, malika, page, desk):
    await press(malika, page, "Ask to be erased…")
    await press(malika, page, "Ask to be erased")
    await malika.meet()
    zarina = desk("zarina", "coordinator")
    await zarina.meet()
    hers = PrivacyPane(zarina.workspace)
    qtbot.addWidget(hers)
    hers.resize(1072, 1400)
    hers.show()
    await settled(zarina)
    assert (await FEATURE.count(zarina.workspace), await FEATURE.count(malika.workspace)) == (1, 0)

    await press(zarina, hers, "Erase now…")
    assert "cannot think better of it" in said(hers)
    await press(zarina, hers, "Erase now")

    (wish,) = await zarina.workspace.see_all(Erasure)
    assert wish.agreed is not None
    assert "being erased" in pills(hers)
    assert await FEATURE.count(zarina.workspace) == 0


async def test_whoever_a_coordinator_wants_erased_reads_who_and_why_and_may_stay(qtbot, malika, page, desk):
    await malika.meet()
    zarina = desk("zarina", "coordinator")
    await zarina.meet()
    await zarina.workspace.do(StartErasure(malika.workspace.me.id, "Malika", Periods().wait, "She has moved away"))
    await zarina.meet()
    await malika.meet()
    await settled(malika)

    told = " ".join(words.text() for words in page._leaving.findChildren(Words))
    assert "zarina has asked for it: She has moved away" in told
    assert (await FEATURE.count(malika.workspace), await FEATURE.count(zarina.workspace)) == (1, 0)
    theirs = PrivacyPane(zarina.workspace)
    qtbot.addWidget(theirs)
    theirs.resize(1072, 1400)
    theirs.show()
    await settled(zarina)
    assert "a coordinator has asked" in pills(theirs)
    assert "Erase now…" not in [b.text() for b in theirs.findChildren(QPushButton)]

    await press(malika, page, "Stay…")
    await press(malika, page, "Stay")
    await malika.meet()
    await zarina.meet()
    assert await zarina.workspace.see_all(Erasure) == ()


async def test_only_coordinators_see_who_wants_to_leave(page):
    assert not page._wishes.isVisible()


# --- how long things are kept -------------------------------------------------------------------


async def test_a_coordinator_says_how_long_things_are_kept_and_everybody_reads_it(qtbot, malika, page, desk):
    assert page._keeping.findChildren(QSpinBox) == []
    zarina = desk("zarina", "coordinator")
    hers = PrivacyPane(zarina.workspace)
    qtbot.addWidget(hers)
    hers.show()
    await settled(zarina)

    for days in (400, 500):  # the first makes the choice, the second changes it
        number = hers._keeping.findChildren(QSpinBox)[1]
        number.setValue(days)
        await settled(zarina)
        await zarina.meet()
    await malika.meet()
    await settled(malika)

    keeping = await malika.workspace.see(Keeping, KEEPING)
    assert keeping.periods.work == 500
    assert "500 days" in [words.text() for words in page._keeping.findChildren(Words)]


async def test_whoever_has_turned_away_meanwhile_hears_of_a_problem_from_the_window(qapp, malika):
    problems = []
    malika.background.problems.connect(problems.append)
    page = PrivacyPane(malika.workspace)
    await settled(malika)
    asked = asyncio.Event()

    async def refused():
        await asked.wait()
        raise Problem(say("The hub cannot be reached."))

    page._devices.attempt(refused())
    page._allowed.attempt(asked.wait(), page._allowed.show_model)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    asked.set()
    await settled(malika)

    assert [str(problem.what) for problem in problems] == ["The hub cannot be reached."]


def told_by(card):
    return [words.text() for words in card.findChildren(Words) if words.isVisible()]


async def test_each_card_says_who_reads_what_stands_there(page, malika):
    ours = "Who can read this: You and the coordinators."

    assert ours in told_by(page._allowed)
    assert "Who can read this: Everyone in the programme." in told_by(page._keeping)
    page._leaving._open()
    await settled(malika)
    assert ours in told_by(page._leaving)
