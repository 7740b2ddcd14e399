"""The sync page tells what waits, whether copies are whole, and puts them right."""

import json
import zipfile

import pytest
from sqlalchemy import delete, select, update

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import AGGREGATES, PUBLIC
from growtogether_desktop.domain.projects import AddCard, Card, Project, StartProject
from growtogether_desktop.features.exchange.model.copies import Worth
from growtogether_desktop.features.exchange.model.exchange import ExchangeModel
from growtogether_desktop.features.exchange.model.naming import kind_of
from growtogether_desktop.store import about, outbox, tables
from growtogether_desktop.wire.codec import load_posted
from growtogether_desktop.workspace.naming import OPENERS
from tests.domain.drawn import Drawing


@pytest.fixture
async def malika(desk):
    """A mentor with a project of three cards, all of it at the hub."""
    malika = desk("malika", "mentor")
    malika.workspace.hub = malika.wire
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    for letter in "abc":
        await malika.workspace.do(AddCard(letter, Card(letter, "bozor", f"Card {letter}", "ideas", letter)))
    await malika.meet()
    return malika


@pytest.fixture
async def page(malika):
    model = ExchangeModel(malika.workspace)
    await model.load()
    yield model
    model.close()


async def told(model, scope):
    """What the page knows of a copy, once everything it has begun is through."""
    await model._workspace.background.settled()
    return next(row.worth for row in model.copies.rows if row.scope == scope)


async def test_what_waits_stands_in_the_order_in_which_it_goes_up(malika, page):
    for letter in "de":
        await malika.workspace.do(AddCard(letter, Card(letter, "bozor", f"Card {letter}", "ideas", letter)))
    await malika.workspace.background.settled()

    assert [line.posted.change.text for line in page.queue.lines] == ["Card d", "Card e"]
    await malika.meet()
    await malika.workspace.background.settled()
    assert page.queue.lines == ()


async def test_a_copy_has_the_name_of_what_opened_it(page):
    named = {row.scope: (row.kind, row.title, row.rows) for row in page.copies.rows}

    assert named["project:bozor"] == ("Project", "Bozor", 4)
    assert named["public"][0] == "What everyone sees"


@pytest.mark.parametrize("kind", sorted(AGGREGATES))
def test_every_scope_has_a_kind_that_people_know(kind):
    drawing = Drawing(7)
    scopes = {drawing.of(AGGREGATES[kind]).scope for _ in range(20)}

    assert [scope for scope in scopes if not kind_of(scope)] == []
    assert [scope for scope in scopes if scope != PUBLIC and scope.partition(":")[0] not in OPENERS] == []


async def test_what_a_change_was_about_is_kept_no_longer_than_the_change(malika, page):
    def kept(db):
        waiting = [posted.id for posted in outbox.everything(db)]
        found = db.execute(select(tables.meta.c.key).where(tables.meta.c.key.startswith("about/")))
        return [about.some_of(db, waiting)[key.removeprefix("about/")][0] for key in found.scalars()]

    await malika.workspace.do(AddCard("d", Card("d", "bozor", "Card d", "ideas", "d")))
    assert await malika.workspace.read(kept) == ["Card d"]

    await malika.workspace.undo()
    assert await malika.workspace.read(kept) == []

    await malika.workspace.redo()
    await malika.meet()
    assert await malika.workspace.read(kept) == []


async def test_a_whole_copy_is_found_whole(page):
    await page.copies.compare_all()

    assert {row.worth for row in page.copies.rows} == {Worth.WHOLE}


@pytest.mark.parametrize(
    "harm",
    [
        delete(tables.shelf).where(tables.shelf.c.id == "b"),
        update(tables.shelf).where(tables.shelf.c.id == "b").values(body=b"{}"),
        update(tables.shelf).where(tables.shelf.c.id == "b").values(seq=99),
        tables.shelf.insert().values(
            kind="card", id="x", scope="project:bozor", parent="bozor", seq=98, body=b"{}", generation=0
        ),
    ],
    ids=["a row is gone", "a body is another", "a row is misplaced", "a row too many"],
)
async def test_a_harmed_copy_is_found_and_put_right(malika, page, harm):
    await malika.workspace.write(lambda db: db.execute(harm))

    await page.copies.compare("project:bozor")
    assert await told(page, "project:bozor") is Worth.DIFFERENT
    assert page.copies.rows[0].scope == "project:bozor"

    await page.copies.fetch_anew("project:bozor")
    assert await told(page, "project:bozor") is Worth.ANEW
    assert await malika.workspace.see(Project, "bozor") is not None
    await malika.meet()

    assert await told(page, "project:bozor") is Worth.WHOLE
    assert [card.title for card in await malika.workspace.see_all(Card)] == ["Card a", "Card b", "Card c"]


async def test_where_news_were_on_their_way_the_answer_comes_with_them(desk, malika, page):
    timur = desk("timur", "mentor")
    await timur.meet()
    await timur.workspace.do(AddCard("d", Card("d", "bozor", "Card d", "ideas", "d")))
    await timur.meet()

    await page.copies.compare("project:bozor")
    assert await told(page, "project:bozor") is Worth.ASKED
    await malika.meet()

    assert await told(page, "project:bozor") is Worth.WHOLE


async def test_without_network_nothing_is_claimed(malika, page):
    malika.wire.cut = True

    with pytest.raises(Problem, match="cannot be reached"):
        await page.copies.compare("project:bozor")

    assert await told(page, "project:bozor") is Worth.UNKNOWN


async def test_what_the_hub_does_not_have_is_saved_for_people_and_for_programs(malika, page, tmp_path):
    card = Card("d", "bozor", "Oʻtkir 🙂", "ideas", "d", "Birinchi\nikkinchi")
    await malika.workspace.do(AddCard("d", card))

    await page.save(tmp_path / "unsent.zip")

    with zipfile.ZipFile(tmp_path / "unsent.zip") as file:
        letter = json.loads(file.read("unsent.json"))
    (entry,) = letter["waiting"]
    assert (letter["name"], entry["what"], entry["words"]) == ("malika", "Add card", "Oʻtkir 🙂\nBirinchi\nikkinchi")
    assert load_posted(json.dumps(entry["change"]).encode()).change == AddCard("d", card)


async def test_a_file_that_cannot_be_written_is_said(page, tmp_path):
    with pytest.raises(Problem, match="cannot be saved"):
        await page.save(tmp_path / "not there" / "unsent.zip")
