"""Publishing, taking it back, and ending early: who may, and what becomes of it."""

from dataclasses import replace

import pytest

from growtogether_desktop.domain.changes import HUB, Stamp, objection, perform
from growtogether_desktop.domain.engagements import (
    MESSAGE_BYTES,
    AskForAnotherMentor,
    DropEngagement,
    EndEngagement,
    Engagement,
    OpenEngagement,
    Pair,
    PublishPairs,
    RenewEngagement,
    ReopenEngagement,
    StayPublished,
    UseEngagement,
    WithdrawPublication,
    engagement_id,
)
from growtogether_desktop.domain.ids import EngagementId
from growtogether_desktop.domain.submissions import OpenSubmission
from tests.domain.people import (
    COHORT,
    KAMRON,
    LOLA,
    MALIKA,
    MENTEE_LOLA,
    MENTEE_TIMUR,
    MENTOR_MALIKA,
    NOW,
    SPRING,
    TIMUR,
    Seen,
)

ID = engagement_id(MENTOR_MALIKA.id, MENTEE_TIMUR.id)
TOLD = Engagement(
    ID, SPRING, "Spring", MALIKA.id, "Malika", TIMUR.id, "Timur", 80, ("Python",), NOW, publication="first"
)
USED = replace(TOLD, used=NOW)
ENDED = replace(USED, ended=Stamp(TIMUR.id, NOW))
PAIR = Pair(MENTOR_MALIKA.id, MENTEE_TIMUR.id, 80, ("Python",))
ANOTHER = AskForAnotherMentor("1", ID, SPRING, MALIKA.id, "Timur", "We never find an hour.")


@pytest.mark.parametrize("side", ["message_to_mentors", "message_to_mentees"])
def test_a_message_that_fits_no_card_is_refused(sight, side):
    published = PublishPairs(SPRING, (PAIR,), **{side: "a" * (MESSAGE_BYTES + 1)})

    assert objection(PublishPairs(SPRING, (PAIR,), **{side: "Welcome"}), COHORT, KAMRON, sight) is None
    assert "too long" in str(objection(published, COHORT, KAMRON, sight))


def test_what_takes_a_publication_back_names_the_engagements_it_opened(sight):
    published = PublishPairs(SPRING, (PAIR,), publication="first")

    withdrawn = published.inverse(COHORT)

    assert withdrawn == WithdrawPublication(SPRING, "first", (ID,), None)
    assert objection(withdrawn, replace(COHORT, published=NOW), KAMRON, sight) is None
    assert "Only coordinators" in str(objection(withdrawn, COHORT, MALIKA, sight))


def test_a_publication_takes_only_what_is_its_own_and_unused():
    withdrawn = WithdrawPublication(SPRING, "first", (ID,))

    assert withdrawn.withdraws(TOLD)
    assert not withdrawn.withdraws(USED)
    assert not withdrawn.withdraws(replace(TOLD, publication="earlier"))
    assert not withdrawn.withdraws(replace(TOLD, cohort="autumn"))
    assert "have begun" in str(objection(withdrawn, COHORT, KAMRON, Seen(USED)))
    assert objection(withdrawn, COHORT, KAMRON, Seen(TOLD)) is None


@pytest.mark.parametrize(
    ("change", "before"),
    [
        (OpenEngagement(ID, SPRING, "Spring", MALIKA.id, "Malika", TIMUR.id, "Timur", 80, ()), None),
        (RenewEngagement(ID, 80, (), "second", "", ""), ENDED),
        (UseEngagement(ID), TOLD),
        (DropEngagement(ID), TOLD),
        (StayPublished(SPRING), COHORT),
    ],
)
def test_what_follows_is_the_hubs_to_ask(sight, change, before):
    assert objection(change, before, HUB, sight) is None
    for actor in (KAMRON, MALIKA, TIMUR):
        assert objection(change, before, actor, sight) is not None


def test_an_engagement_in_use_is_never_dropped():
    assert perform(DropEngagement(ID), TOLD, Stamp(HUB.id, NOW)) is None
    assert perform(DropEngagement(ID), USED, Stamp(HUB.id, NOW)) == USED


def test_a_coordinator_ends_an_engagement_and_opens_it_again(sight):
    end = EndEngagement(ID, KAMRON.id)

    ended = perform(end, USED, Stamp(KAMRON.id, NOW))

    assert objection(end, USED, KAMRON, sight) is None
    assert ended.ended == Stamp(KAMRON.id, NOW)
    assert "already" in str(objection(end, ended, KAMRON, sight))
    assert objection(end.inverse(USED), ended, KAMRON, sight) is None
    assert perform(end.inverse(USED), ended, Stamp(KAMRON.id, NOW)) == USED


@pytest.mark.parametrize("actor", [MALIKA, TIMUR, LOLA])
def test_nobody_else_ends_or_reopens_one(sight, actor):
    assert "Coordinators end" in str(objection(EndEngagement(ID, actor.id), TOLD, actor, sight))
    assert "Only coordinators" in str(objection(ReopenEngagement(ID), ENDED, actor, sight))


def test_nobody_ends_an_engagement_in_somebody_elses_name(sight):
    assert objection(EndEngagement(ID, TIMUR.id), TOLD, KAMRON, sight) is not None


@pytest.mark.parametrize(
    ("change", "actor", "seen", "words"),
    [
        (ANOTHER, LOLA, TOLD, "Only its mentee"),
        (ANOTHER, MALIKA, TOLD, "Only its mentee"),
        (ANOTHER, KAMRON, TOLD, "Only its mentee"),
        (ANOTHER, TIMUR, replace(TOLD, id="another"), "Only its mentee"),
        (replace(ANOTHER, mentor="bek"), TIMUR, TOLD, "not the mentor"),
        (replace(ANOTHER, cohort="autumn"), TIMUR, TOLD, "not the mentor"),
        (ANOTHER, TIMUR, ENDED, "no longer work together"),
        (replace(ANOTHER, reason="  "), TIMUR, TOLD, "in a few words why"),
        (replace(ANOTHER, reason="a" * (MESSAGE_BYTES + 1)), TIMUR, TOLD, "too long"),
    ],
)
def test_a_mentee_asks_for_another_mentor_for_themselves_and_says_why(change, actor, seen, words):
    assert words in str(objection(change, None, actor, Seen(seen)))


def test_why_somebody_asks_for_another_mentor_is_read_by_coordinators_alone():
    wish = perform(ANOTHER, None, Stamp(TIMUR.id, NOW))

    assert objection(ANOTHER, None, TIMUR, Seen(TOLD)) is None
    assert wish.audience == {"timur", "role:coordinator"}
    assert wish.mentee == TIMUR.id


def test_after_the_end_nothing_new_is_begun():
    opened = OpenSubmission("s", EngagementId(ID), MALIKA.id, "Malika", "Timur", "First work")

    assert objection(opened, None, TIMUR, Seen(TOLD)) is None
    assert "no longer work together" in str(objection(opened, None, TIMUR, Seen(ENDED)))


def test_two_who_are_published_anew_begin_anew_and_keep_what_they_had():
    renewed = perform(RenewEngagement(ID, 90, ("Go",), "second", "a", "b"), ENDED, Stamp(HUB.id, NOW))

    assert (renewed.ended, renewed.fit, renewed.publication, renewed.used) == (None, 90, "second", NOW)
    assert (renewed.message_to_mentor, renewed.message_to_mentee) == ("a", "b")
    assert perform(RenewEngagement(ID, 90, (), "second", "", ""), TOLD, Stamp(HUB.id, NOW)) == TOLD
    assert engagement_id(MENTOR_MALIKA.id, MENTEE_LOLA.id) != ID
