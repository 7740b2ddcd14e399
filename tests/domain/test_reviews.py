"""Links that are ticked, points that can be given, and a rubric that is everybody's."""

from dataclasses import replace

import pytest

from growtogether_desktop.domain.changes import PUBLIC, Stamp, objection, perform
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.reviews import PublishReview, Review, Verdict
from growtogether_desktop.domain.rubrics import (
    RUBRIC,
    Criterion,
    DropRubric,
    OpenRubric,
    ReviseRubric,
    Score,
)
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.threads import Anchor, Label, StartThread, Thread
from growtogether_desktop.domain.ticking import TickLink, UntickLink
from growtogether_desktop.wire.codec import dump, load_aggregate
from tests.domain.people import KAMRON, LOLA, MALIKA, NOW, TIMUR, Seen

SHOP = Submission("s", TIMUR.id, "Timur", MALIKA.id, "Malika", "e", "Shop", NOW)
RACES = Link("https://docs.python.org/3/library/asyncio-sync.html", "Locks")
START = StartThread("t", "s", 1, Anchor("a.py", 1, 1), Label.ISSUE, True, "c", "Two may pass.", None, (RACES,))
THREAD = perform(START, None, Stamp(MALIKA.id, NOW))
CRITERIA = (Criterion("It works"), Criterion("It is tested", 10))


def test_the_author_ticks_what_they_have_learnt_from_and_unticks_it():
    ticked = perform(TickLink("t", 1), THREAD, Stamp(TIMUR.id, NOW))

    assert objection(TickLink("t", 1), THREAD, TIMUR, Seen(SHOP)) is None
    assert ticked.links == (replace(RACES, ticked=True),)
    assert perform(TickLink("t", 1).inverse(THREAD), ticked, Stamp(TIMUR.id, NOW)) == THREAD
    assert perform(UntickLink("t", 1).inverse(ticked), THREAD, Stamp(TIMUR.id, NOW)) == ticked


@pytest.mark.parametrize("actor", [MALIKA, LOLA, KAMRON])
def test_nobody_else_ticks_it(actor):
    assert "Only the author" in str(objection(TickLink("t", 1), THREAD, actor, Seen(SHOP)))


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_link_that_is_not_there_is_not_ticked(number):
    assert perform(TickLink("t", number), THREAD, Stamp(TIMUR.id, NOW)) == THREAD
    assert "no longer there" in str(objection(TickLink("t", number), THREAD, TIMUR, Seen(SHOP)))


def test_nobody_publishes_a_link_that_is_ticked_already():
    started = perform(replace(START, links=(replace(RACES, ticked=True),)), None, Stamp(MALIKA.id, NOW))

    assert started.links == (RACES,)


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ((Link("file:///etc/passwd"),), "https:// or http://"),
        ((Link("javascript:alert(1)"),), "https:// or http://"),
        ((Link("https://a.uz/" + "a" * 2_000),), "not too long"),
        ((RACES,) * 6, "at most 5 links"),
    ],
)
def test_a_link_leads_into_the_web(links, words):
    assert words in str(objection(replace(START, links=links), None, MALIKA, Seen(SHOP)))


@pytest.mark.parametrize(
    "score", [Score("It works", -1, 4), Score("It works", 5, 4), Score("It works", 1, 101), Score("It works", 0, 0)]
)
def test_points_stay_within_their_criterion(score):
    publish = PublishReview("r", "s", 1, Verdict.COMMENTED, "", 0, (score,))

    assert "cannot be given" in str(objection(publish, None, MALIKA, Seen(SHOP)))


def test_a_review_keeps_its_scores():
    publish = PublishReview("r", "s", 1, Verdict.ACCEPTED, "", 0, (Score("It works", 3, 4),))

    assert objection(publish, None, MALIKA, Seen(SHOP)) is None
    assert perform(publish, None, Stamp(MALIKA.id, NOW)).scores == (Score("It works", 3, 4),)


def test_a_coordinator_sets_changes_and_drops_the_rubric():
    opening = OpenRubric(RUBRIC, CRITERIA, ("I ran it.",))
    rubric = perform(opening, None, Stamp(KAMRON.id, NOW))
    revising = ReviseRubric(RUBRIC, CRITERIA[:1])

    assert objection(opening, None, KAMRON, Seen()) is None
    assert (rubric.scope, rubric.audience) == (PUBLIC, None)
    assert perform(revising.inverse(rubric), perform(revising, rubric, Stamp(KAMRON.id, NOW)), None) == rubric
    assert perform(DropRubric(RUBRIC).inverse(rubric), None, Stamp(KAMRON.id, NOW)) == rubric


@pytest.mark.parametrize(
    ("change", "actor", "words"),
    [
        (OpenRubric("another", CRITERIA), KAMRON, "one rubric"),
        (OpenRubric(RUBRIC, CRITERIA), MALIKA, "Only coordinators"),
        (OpenRubric(RUBRIC, (Criterion(" "),)), KAMRON, "needs a name"),
        (OpenRubric(RUBRIC, (Criterion("It works", 0),)), KAMRON, "from 1 to 100"),
        (OpenRubric(RUBRIC, CRITERIA * 11), KAMRON, "kept in mind"),
    ],
)
def test_a_rubric_is_refused_in_words(change, actor, words):
    assert words in str(objection(change, None, actor, Seen()))


def test_what_was_kept_before_there_were_links_and_scores_still_reads():
    thread = dump(replace(THREAD, links=())).replace(b',"links":[]', b"")
    review = dump(Review("r", "s", 1, MALIKA.id, Verdict.ACCEPTED, "", 0, NOW)).replace(b',"scores":[]', b"")

    assert b"links" not in thread
    assert b"scores" not in review
    assert load_aggregate(Thread.KIND, thread).links == ()
    assert load_aggregate(Review.KIND, review).scores == ()
