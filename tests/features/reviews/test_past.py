"""Everything one has said is found again, by its words, and only what one has said oneself."""

from dataclasses import replace

import pytest

from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.past import PastModel


async def say_(review, line, words):
    await review.open("bot/orders.py")
    await review.saying.keep(replace(review.new_remark(line, line, (0, 0), Label.ISSUE, True), words=words))


@pytest.fixture
async def talked(handed_in):
    """Malika has made two remarks; Timur has answered one."""
    review = await handed_in.review_by(handed_in.mentor)
    await say_(review, 5, "Ikki kishi oʻtishi mumkin: reserve first.")
    await say_(review, 2, "sum() says it in a line.")
    await review.publish()
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    theirs = await handed_in.review_by(handed_in.mentee)
    await theirs.talking.answer(theirs.remarks[1].id, "One UPDATE, then?")
    await handed_in.mentee.meet()
    await handed_in.mentor.meet()
    return handed_in


async def found_by(desk, typed):
    past = PastModel(desk.workspace)
    await past.look_for(typed)
    return past.rows


async def test_everything_is_there_before_anything_is_typed(talked):
    rows = await found_by(talked.mentor, "")

    assert {row.words for row in rows} == {"Ikki kishi oʻtishi mumkin: reserve first.", "sum() says it in a line."}
    assert {(row.work, row.author_name, row.path) for row in rows} == {
        ("Telegram shop", "Timur Aliyev", "bot/orders.py")
    }


@pytest.mark.parametrize("typed", ["res fir", "o'tishi", "ўтиши", "otishi kishi"])
async def test_it_is_found_by_beginnings_of_words_in_any_spelling(talked, typed):
    (row,) = await found_by(talked.mentor, typed)

    assert row.words.startswith("Ikki kishi")
    assert (row.label, row.blocking) == (Label.ISSUE, True)


async def test_what_others_said_is_not_mine(talked):
    assert await found_by(talked.mentor, "update") == ()
    assert [row.words for row in await found_by(talked.mentee, "update")] == ["One UPDATE, then?"]


async def test_what_has_not_gone_up_yet_is_found_too(talked):
    review = await talked.review_by(talked.mentor)
    await say_(review, 10, "Courier first, I think.")
    await review.publish()

    assert [row.words for row in await found_by(talked.mentor, "courier")] == ["Courier first, I think."]
