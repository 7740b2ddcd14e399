"""Somebody has left: what they wrote and handed in is no longer shown, and the pages stand all the same."""

import re
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.ids import CommentId, PersonId, ThreadId, new_id
from growtogether_desktop.domain.leaving import Leaving, new_pseudonym
from growtogether_desktop.domain.reviews import PublishReview, Verdict
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.threads import Anchor, Answer, Label, StartThread
from growtogether_desktop.features.home.model.today import HomeModel
from growtogether_desktop.features.reviews.model.out.account import account_of
from growtogether_desktop.features.reviews.model.submissions import count_my_turns, submission_rows
from growtogether_desktop.features.reviews.pane.list_page import standing
from growtogether_desktop.hub.rewriting import rewrite
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words

GONE = "These words went with whoever wrote them."


@pytest.fixture
async def talked(handed_in):
    """Malika has remarked on a line and Timur has answered."""
    shop, thread = handed_in, ThreadId(new_id())
    remark = StartThread(
        thread, shop.submission, 1, Anchor("bot/orders.py", 2, 2), Label.ISSUE, True, CommentId(new_id()), "Wait for it"
    )
    await shop.mentor.workspace.do(
        remark, PublishReview(new_id(), shop.submission, 1, Verdict.COMMENTED, "A nice shop", 1)
    )
    await shop.mentor.meet()
    await shop.mentee.meet()
    await shop.mentee.workspace.do(Answer(thread, CommentId(new_id()), "What for?"))
    await shop.mentee.meet()
    await shop.mentor.meet()
    return shop


async def leave(programme, shop, who):
    """The hub erases somebody; the other's desk hears of it."""
    leaving = Leaving(PersonId(who), new_pseudonym(bytes(14)), datetime(2026, 4, 1, tzinfo=UTC))
    with programme.engine.begin() as db:
        rewrite(db, f"review:{shop.submission}", leaving)
    other = shop.mentor if who == "Timur" else shop.mentee
    await other.meet()
    return other


def words_on(widget):
    return [words.text() for words in widget.findChildren(Words) if words.isVisible()]


@pytest.mark.parametrize("who", ["Malika", "Timur"])
async def test_the_review_of_whoever_has_left_is_read_by_the_other(programme, talked, open_pane, rest, who):
    other = await leave(programme, talked, who)
    pane = await open_pane(other)

    pane.show_thing(Ref(Submission.KIND, talked.submission))
    await rest()

    assert any(words.startswith("anonim-") for words in words_on(pane))
    assert GONE in words_on(pane)


async def test_no_verdict_is_offered_on_work_whose_author_has_left(programme, handed_in, open_pane, rest):
    mentor = await leave(programme, handed_in, "Timur")
    pane = await open_pane(mentor)

    pane.show_thing(Ref(Submission.KIND, handed_in.submission))
    await rest()

    assert not {"publish", "comment", "whole_work"} & pane.offers().keys()
    assert "Publish a verdict" not in [b.text() for b in pane.findChildren(QPushButton) if b.isVisible()]
    (said,) = [notice.accessibleName() for notice in pane.findChildren(Notice) if notice.isVisible()]
    assert re.match(r"anonim-\w+ has left the programme, and no verdict is published here any more\.", said)
    with pytest.raises(Problem, match="has left"):
        await mentor.workspace.do(
            PublishReview(new_id(), handed_in.submission, 1, Verdict.ACCEPTED, "Good", 0),
        )


@pytest.mark.parametrize(("who", "offered"), [("Timur", False), ("Malika", True)])
async def test_answers_are_offered_only_where_the_author_is_there_to_read_them(
    programme, talked, open_pane, rest, who, offered
):
    other = await leave(programme, talked, who)
    pane = await open_pane(other)

    pane.show_thing(Ref(Submission.KIND, talked.submission))
    await rest()
    pane.offers()["next_remark"]()
    await rest()

    assert "resolve" in pane.offers()
    assert ("answer" in pane.offers()) == offered
    assert ("Answer" in [b.text() for b in pane.findChildren(QPushButton) if b.isVisible()]) == offered


async def test_work_whose_author_has_left_waits_for_nobody(programme, handed_in, open_pane, rest):
    mentor = handed_in.mentor
    assert await count_my_turns(mentor.workspace) == 1

    await leave(programme, handed_in, "Timur")

    (row,) = await submission_rows(mentor.workspace)
    assert (row.to_review, row.my_turn, standing(row)[0]) == (False, False, "its author has left")
    home = HomeModel(mentor.workspace)
    await home.refresh()
    assert home.today.to_review == ()


async def test_what_is_left_can_still_be_taken_along(programme, talked):
    mentor = await leave(programme, talked, "Timur")

    account = await account_of(mentor.workspace, talked.submission)

    (told,) = account.threads
    assert [spoken.words for spoken in told.said] == ["Wait for it", ""]
