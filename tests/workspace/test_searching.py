"""What a person finds: the hub's rows by their index, and their own unsent work with them."""

import pytest

from growtogether_desktop.domain.projects import AddCard, Card, EditCard, StartProject


@pytest.fixture
async def kamron(desk):
    kamron = desk("kamron", "coordinator")
    await kamron.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await kamron.workspace.do(AddCard("c1", Card("c1", "bozor", "Oʻquvchi uchun sahifa", "ready", "V")))
    await kamron.meet()
    return kamron.workspace


async def titles(workspace, words):
    return [card.title for card in await workspace.search(Card, words)]


@pytest.mark.parametrize("words", ["o'quvchi", "oquvchi", "ўқувчи", "öquvchi sah", "САҲИФА"])
async def test_a_word_is_found_in_every_spelling(kamron, words):
    assert await titles(kamron, words) == ["Oʻquvchi uchun sahifa"]


async def test_what_was_written_offline_is_found_before_it_is_sent(kamron):
    await kamron.do(AddCard("c2", Card("c2", "bozor", "Toʻlov_sahifa", "ready", "W")))

    assert await titles(kamron, "sahifa") == ["Toʻlov_sahifa", "Oʻquvchi uchun sahifa"]
    assert await titles(kamron, "tolov yoq") == []


async def test_a_change_that_waits_is_found_by_its_new_words_only(kamron):
    card = await kamron.see(Card, "c1")
    await kamron.do(EditCard("c1", "Mentor uchun sahifa", "", (), 1, (card.title, card.detail)))

    assert await titles(kamron, "mentor") == ["Mentor uchun sahifa"]
    assert await titles(kamron, "oquvchi") == []


@pytest.mark.parametrize("words", ["", "  ", '"', "-- ;"])
async def test_nothing_typed_finds_nothing(kamron, words):
    assert await titles(kamron, words) == []
