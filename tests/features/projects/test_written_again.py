"""Declined words become drafts, and nothing that was begun meanwhile is lost to them."""

from growtogether_desktop.domain.projects import AddCard, Card, StartProject
from growtogether_desktop.features.projects.model.board import BoardModel
from growtogether_desktop.features.projects.model.drafts import (
    NewCardDraft,
    ProjectDraft,
    added_again,
    new_card_place,
    started_again,
)

DECLINED = StartProject("p", "Bozor", "A market", ("Go",))


def test_a_project_is_described_as_it_was():
    assert started_again(DECLINED, ProjectDraft()) == ProjectDraft("Bozor", "A market", "Go")


def test_a_project_that_is_being_described_keeps_its_words():
    both = started_again(DECLINED, ProjectDraft("Kutubxona", "A library", "Python"))

    assert both == ProjectDraft("Kutubxona", "A library\n\nBozor\nA market", "Python, Go")


async def test_a_card_is_added_again_with_its_detail(desk):
    malika = desk("malika", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    model = BoardModel(malika.workspace, "bozor")
    change = AddCard("a", Card("a", "bozor", "Receipts", "no longer there", "V", "On paper"))
    await model.load()
    await model.keep_new(added_again(change, None, model.project))

    assert model.new_card == NewCardDraft("ideas", "Receipts", "On paper")
    id = await model.add("ideas", "Receipts")

    assert (await malika.workspace.see(Card, id)).detail == "On paper"
    model.close()


async def test_a_card_that_is_being_added_keeps_its_title(desk):
    malika = desk("malika", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    model = BoardModel(malika.workspace, "bozor")
    await model.load()
    change = AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V", "On paper"))

    both = added_again(change, NewCardDraft("ready", "Scales"), model.project)

    assert both == NewCardDraft("ready", "Scales", "Receipts\nOn paper")
    assert new_card_place("bozor") == "new-card/bozor"
    model.close()
