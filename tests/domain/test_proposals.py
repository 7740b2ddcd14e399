"""A question to one person, its answer, and what all the answers mean for a plan."""

from dataclasses import replace
from datetime import timedelta

import pytest

from growtogether_desktop.domain.changes import MENTEE, MENTOR, Stamp, objection, perform
from growtogether_desktop.domain.proposals import (
    NOTE_BYTES,
    AskAgain,
    AskForOpinion,
    CloseQuestion,
    Opinion,
    Proposal,
    RankSuggestions,
    ReopenQuestion,
    Suggestion,
    WithdrawQuestion,
    proposal_id,
    what_they_say,
)
from tests.domain.people import (
    KAMRON,
    LOLA,
    MALIKA,
    MENTEE_LOLA,
    MENTEE_TIMUR,
    MENTOR_BEK,
    MENTOR_MALIKA,
    NOW,
    SPRING,
    TIMUR,
    Seen,
)

TO_TIMUR = Proposal(
    proposal_id(MENTEE, MENTEE_TIMUR.id),
    SPRING,
    "Spring",
    MENTEE,
    MENTEE_TIMUR.id,
    TIMUR.id,
    "Timur",
    (Suggestion(MENTOR_MALIKA.id, "Malika", 90), Suggestion(MENTOR_BEK.id, "Bek", 40)),
    NOW + timedelta(days=7),
)
TO_MALIKA = Proposal(
    proposal_id(MENTOR, MENTOR_MALIKA.id),
    SPRING,
    "Spring",
    MENTOR,
    MENTOR_MALIKA.id,
    MALIKA.id,
    "Malika",
    (Suggestion(MENTEE_TIMUR.id, "Timur", 90), Suggestion(MENTEE_LOLA.id, "Lola", 20)),
    NOW + timedelta(days=7),
)


def answered(proposal, *order, vetoed=()):
    return replace(proposal, opinion=Opinion(order, vetoed))


def test_only_who_is_asked_and_the_coordinators_belong_to_a_question():
    assert TO_TIMUR.audience == {"timur", "role:coordinator"}
    assert TO_MALIKA.audience == {"malika", "role:coordinator"}


def test_a_question_begins_without_an_answer_whatever_it_is_sent_with(sight):
    asked = AskForOpinion(TO_TIMUR.id, answered(replace(TO_TIMUR, closed=True), MENTOR_BEK.id))

    assert objection(asked, None, KAMRON, sight) is None
    assert perform(asked, None, Stamp(KAMRON.id, NOW)) == TO_TIMUR


@pytest.mark.parametrize(
    ("proposal", "words"),
    [
        (replace(TO_TIMUR, suggestions=()), "1 to 12 people"),
        (replace(TO_TIMUR, suggestions=TO_TIMUR.suggestions * 7), "1 to 12 people"),
        (replace(TO_TIMUR, suggestions=(Suggestion("nobody@spring", "Nobody", 1),)), "Somebody suggested has left"),
        (replace(TO_TIMUR, suggestions=TO_MALIKA.suggestions), "Somebody suggested has left"),
        (replace(TO_TIMUR, side="friend"), "one mentor or one mentee"),
        (replace(TO_TIMUR, place=MENTEE_LOLA.id), "one mentor or one mentee"),
        (replace(TO_TIMUR, person=LOLA.id), "Somebody who is asked has left"),
        (replace(TO_TIMUR, cohort="autumn"), "That cohort is no longer there"),
    ],
)
def test_a_question_is_about_people_of_the_cohort(sight, proposal, words):
    assert words in str(objection(AskForOpinion(TO_TIMUR.id, proposal), None, KAMRON, sight))


@pytest.mark.parametrize(
    "change",
    [
        WithdrawQuestion(TO_TIMUR.id),
        AskAgain(TO_TIMUR.id, TO_TIMUR.suggestions, NOW),
        CloseQuestion(TO_TIMUR.id),
        ReopenQuestion(TO_TIMUR.id),
    ],
)
def test_questions_are_the_coordinators(sight, change):
    assert objection(change, TO_TIMUR, KAMRON, sight) is None
    assert "Only coordinators" in str(objection(change, TO_TIMUR, TIMUR, sight))
    assert "Only coordinators" in str(objection(AskForOpinion(TO_TIMUR.id, TO_TIMUR), None, TIMUR, sight))


def test_an_answer_may_be_changed_until_the_question_is_closed(sight):
    first = RankSuggestions(TO_TIMUR.id, Opinion((MENTOR_BEK.id, MENTOR_MALIKA.id)))
    second = RankSuggestions(TO_TIMUR.id, Opinion((MENTOR_BEK.id,), (MENTOR_MALIKA.id,), "We are cousins."))
    once = perform(first, TO_TIMUR, Stamp(TIMUR.id, NOW))
    twice = perform(second, once, Stamp(TIMUR.id, NOW))
    closed = perform(CloseQuestion(TO_TIMUR.id), twice, Stamp(KAMRON.id, NOW))

    assert objection(first, TO_TIMUR, TIMUR, sight) is None
    assert objection(second, once, TIMUR, sight) is None
    assert twice.opinion == second.opinion
    assert perform(second.inverse(once), twice, Stamp(TIMUR.id, NOW)) == once
    assert "has closed" in str(objection(first, closed, TIMUR, sight))
    reopened = perform(CloseQuestion(TO_TIMUR.id).inverse(twice), closed, Stamp(KAMRON.id, NOW))
    assert objection(first, reopened, TIMUR, sight) is None


@pytest.mark.parametrize("actor", [KAMRON, LOLA, MALIKA])
def test_nobody_answers_for_somebody_else(sight, actor):
    change = RankSuggestions(TO_TIMUR.id, Opinion((MENTOR_BEK.id,)))

    assert "Only who is asked" in str(objection(change, TO_TIMUR, actor, sight))


@pytest.mark.parametrize(
    ("opinion", "words"),
    [
        (Opinion((MENTEE_LOLA.id,)), "suggested here"),
        (Opinion((), ("nobody@spring",)), "suggested here"),
        (Opinion((MENTOR_BEK.id, MENTOR_BEK.id)), "named once"),
        (Opinion((MENTOR_BEK.id,), (MENTOR_BEK.id,)), "named once"),
        (Opinion(note="a" * (NOTE_BYTES + 1)), "too long"),
    ],
)
def test_only_what_is_suggested_is_ranked_and_each_once(sight, opinion, words):
    assert words in str(objection(RankSuggestions(TO_TIMUR.id, opinion), TO_TIMUR, TIMUR, sight))


def test_a_question_that_was_answered_is_not_withdrawn(sight):
    withdraw = WithdrawQuestion(TO_TIMUR.id)

    assert objection(withdraw, TO_TIMUR, KAMRON, sight) is None
    assert "Timur has answered" in str(objection(withdraw, answered(TO_TIMUR, MENTOR_BEK.id), KAMRON, sight))
    assert "closed already" in str(objection(withdraw, replace(TO_TIMUR, closed=True), KAMRON, sight))


def test_asked_again_a_veto_stands_though_its_mentor_is_no_longer_suggested(sight):
    before = answered(TO_TIMUR, MENTOR_BEK.id, vetoed=(MENTOR_MALIKA.id,))
    again = AskAgain(TO_TIMUR.id, TO_TIMUR.suggestions[1:], NOW)

    after = perform(again, before, Stamp(KAMRON.id, NOW))

    assert after.opinion == before.opinion
    assert objection(RankSuggestions(TO_TIMUR.id, before.opinion), after, TIMUR, sight) is None
    assert objection(AskAgain(TO_TIMUR.id, (), NOW), before, KAMRON, sight) is not None
    assert objection(again, before, KAMRON, Seen()) is not None


def test_ranks_of_both_sides_add_up_and_a_veto_of_either_forbids():
    both = what_they_say(
        (answered(TO_TIMUR, MENTOR_MALIKA.id, MENTOR_BEK.id), answered(TO_MALIKA, MENTEE_LOLA.id, MENTEE_TIMUR.id))
    )
    vetoed = what_they_say((TO_TIMUR, answered(TO_MALIKA, MENTEE_TIMUR.id, vetoed=(MENTEE_LOLA.id,))))

    assert both.points == {
        (MENTEE_TIMUR.id, MENTOR_MALIKA.id): 16,
        (MENTEE_TIMUR.id, MENTOR_BEK.id): 6,
        (MENTEE_LOLA.id, MENTOR_MALIKA.id): 10,
    }
    assert both.vetoed == frozenset()
    assert vetoed.vetoed == {(MENTEE_LOLA.id, MENTOR_MALIKA.id)}
    assert vetoed.points == {(MENTEE_TIMUR.id, MENTOR_MALIKA.id): 10}
