"""Words that were declined stand as a draft on the page they belong to, whatever they are about."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.domain.changes import Posted, Returned, Stamp
from growtogether_desktop.domain.cohorts import mentor_id
from growtogether_desktop.domain.engagements import AskForAnotherMentor
from growtogether_desktop.domain.ids import new_id
from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.domain.proposals import Opinion, Proposal, RankSuggestions
from growtogether_desktop.domain.submissions import HandIn, OpenSubmission
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.window import Window
from growtogether_desktop.workspace.mail import came_back
from tests.features.home.conftest import AUTUMN, FOR_TIMUR, MALIKA, SPRING

WORDS = "Kechqurun yozaman"
RANKED = Opinion((mentor_id(MALIKA, AUTUMN),), (), WORDS)


def declined(asked):
    """One of each, with the page it is written on."""
    spring = asked.together
    return {
        "project.start": (StartProject("p", WORDS, "A market", ("Go",)), "projects"),
        "card.add": (AddCard("c", Card("c", "bozor", WORDS, "ideas", "V", "On paper")), "projects"),
        "submission.open": (OpenSubmission("s", spring, MALIKA, "Malika", "Timur", WORDS), "reviews"),
        "iteration.hand_in": (HandIn("s#1", "s", 1, "0" * 64, 1, 1, MALIKA, WORDS), "reviews"),
        "proposal.rank": (RankSuggestions(FOR_TIMUR, RANKED), "home"),
        "another.ask": (AskForAnotherMentor("a", spring, SPRING, MALIKA, "Timur", WORDS), "home"),
    }


@pytest.mark.parametrize(
    "kind", ["project.start", "card.add", "submission.open", "iteration.hand_in", "proposal.rank", "another.ask"]
)
@pytest.mark.parametrize("opened", [False, True], ids=["the page is new", "the page was open"])
async def test_it_is_written_again_on_its_page(qtbot, tmp_path, asked, kind, opened):
    timur = asked.timur
    await timur.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    settings = SettingsFile(tmp_path / "settings.toml")
    settings.save(language="en", theme="light")
    window = Window(timur.workspace, settings, tmp_path, FEATURES)
    qtbot.addWidget(window)
    window.show()
    change, page = declined(asked)[kind]
    if opened:
        window.go(page)
        await settled(timur)
    window.go("exchange")
    await settled(timur)

    window._panes["exchange"].written_again.emit(
        Returned(Posted(new_id(), Stamp("timur", timur.workspace.clock()), change), say("No."), 0.0)
    )
    await settled(timur)

    assert window.page == page
    assert WORDS in fields(window._panes[page])


async def test_an_answer_from_another_computer_is_not_overwritten_unseen(desk, asked):
    laptop, tower = asked.timur, desk("timur", "mentee")
    await tower.meet()
    await laptop.workspace.do(RankSuggestions(FOR_TIMUR, RANKED))
    await tower.workspace.do(RankSuggestions(FOR_TIMUR, replace(RANKED, note="Faqat ertalab")))
    for one in (laptop, tower):
        await one.meet()

    (back,) = await came_back(tower.workspace)
    assert (back.conflict.mine, back.conflict.theirs) == ("Faqat ertalab", WORDS)
    await tower.workspace.do(back.conflict.keep_mine)
    await tower.meet()
    assert (await tower.workspace.see(Proposal, FOR_TIMUR)).opinion.note == "Faqat ertalab"


def fields(pane):
    lines = [field.text() for field in pane.findChildren(QLineEdit) if field.isVisible()]
    return [*lines, *(field.toPlainText() for field in pane.findChildren(QPlainTextEdit) if field.isVisible())]


async def settled(desk):
    for _ in range(3):
        await desk.background.settled()
        QCoreApplication.processEvents()
