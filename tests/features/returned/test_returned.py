"""What the hub declines comes back with its reason, and the words are not lost."""

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.projects import AddCard, Card, EditCard, JoinProject, LeaveProject, StartProject
from growtogether_desktop.features.returned.model import ReturnedModel


@pytest.fixture
async def timur(desk):
    """Timur left the project on one desk, and wrote a card on the other before he knew."""
    malika, laptop, tower = desk("malika", "mentor"), desk("timur", "mentee"), desk("timur", "mentee")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await malika.meet()
    await laptop.meet()
    await laptop.workspace.do(JoinProject("bozor", "timur"))
    await laptop.meet()
    await tower.meet()
    await laptop.workspace.do(LeaveProject("bozor", "timur"))
    await laptop.meet()
    await tower.workspace.do(AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V", "On paper, too.")))
    await tower.meet()
    return tower


async def test_a_declined_change_is_in_the_tray_with_reason_and_words(timur):
    model = ReturnedModel(timur.workspace)

    await model.refresh()

    assert [str(one.refusal) for one in model.rows] == ["Join the project first, then its board is yours too."]
    assert model.rows[0].posted.change.text == "Receipts\nOn paper, too."
    assert timur.workspace.state.returned == 1
    assert await timur.workspace.see(Card, "a") is None


async def test_it_may_be_tried_again_once_things_have_changed(timur):
    model = ReturnedModel(timur.workspace)
    await model.refresh()

    with pytest.raises(Problem, match="Join the project"):
        await model.ask_again(model.rows[0])
    assert len(model.rows) == 1

    await timur.workspace.do(JoinProject("bozor", "timur"))
    await model.ask_again(model.rows[0])
    await timur.meet()
    assert model.rows == ()
    assert (await timur.workspace.see(Card, "a")).title == "Receipts"


async def test_a_text_changed_meanwhile_is_not_overwritten(desk):
    malika, timur = desk("malika", "mentor"), desk("timur", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await malika.workspace.do(AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V")))
    await malika.meet()
    await timur.meet()

    await malika.workspace.do(EditCard("a", "Paper receipts", "", (), 0, ("Receipts", "")))
    await timur.workspace.do(EditCard("a", "Receipts by SMS", "", (), 0, ("Receipts", "")))
    for one in (malika, timur):
        await one.meet()

    assert (await timur.workspace.see(Card, "a")).title == "Paper receipts"
    assert [one.posted.change.text for one in await timur.workspace.returned()] == ["Receipts by SMS"]


async def test_dismissed_is_gone(timur):
    model = ReturnedModel(timur.workspace)
    await model.refresh()

    await model.dismiss(model.rows[0])

    assert model.rows == ()
    assert timur.workspace.state.returned == 0
