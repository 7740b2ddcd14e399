"""Questions made of a plan: who is asked about whom, and what they read of each other."""

from dataclasses import replace
from datetime import timedelta

from growtogether_desktop.domain.asking import Likely, questions
from growtogether_desktop.domain.changes import MENTEE, MENTOR, Stamp, objection, perform
from growtogether_desktop.domain.proposals import AskAgain, Opinion, ReopenQuestion, proposal_id
from growtogether_desktop.wire.codec import dump
from tests.domain.people import (
    COHORT,
    KAMRON,
    MENTEE_LOLA,
    MENTEE_TIMUR,
    MENTOR_BEK,
    MENTOR_MALIKA,
    NOW,
)

UNTIL = NOW + timedelta(days=7)
LIKELY = (
    Likely(MENTEE_TIMUR, MENTOR_MALIKA, 90, ("Python",)),
    Likely(MENTEE_TIMUR, MENTOR_BEK, 40),
    Likely(MENTEE_LOLA, MENTOR_MALIKA, 95),
)
TO_TIMUR = proposal_id(MENTEE, MENTEE_TIMUR.id)
TO_MALIKA = proposal_id(MENTOR, MENTOR_MALIKA.id)


def asked(changes):
    """The proposals that come of questions asked for the first time."""
    return {change.subject: perform(change, None, Stamp(KAMRON.id, NOW)) for change in changes}


def test_everybody_is_asked_about_those_who_are_asked_about_them(sight):
    first = questions(COHORT, LIKELY, UNTIL, {})

    assert all(objection(change, None, KAMRON, sight) is None for change in first)
    about = {id: [one.name for one in proposal.suggestions] for id, proposal in asked(first).items()}
    assert about == {
        TO_TIMUR: ["Malika", "Bek"],
        proposal_id(MENTEE, MENTEE_LOLA.id): ["Malika"],
        TO_MALIKA: ["Lola", "Timur"],
        proposal_id(MENTOR, MENTOR_BEK.id): ["Timur"],
    }


def test_three_mentors_are_suggested_at_most_and_the_order_of_the_plan_is_no_matter():
    mentors = [replace(MENTOR_BEK, id=f"{n}@spring") for n in range(5)]
    likely = [Likely(MENTEE_TIMUR, mentor, 50 + n % 2) for n, mentor in enumerate(mentors)]

    first = questions(COHORT, likely, UNTIL, {})

    assert first == questions(COHORT, reversed(likely), UNTIL, {})
    assert [one.place for one in asked(first)[TO_TIMUR].suggestions] == ["1@spring", "3@spring", "0@spring"]


def test_nobody_reads_an_address_or_a_wish_of_the_coordinator():
    secret = replace(MENTOR_MALIKA, email="secret@example.org", zone="Asia/Secret")
    wish = replace(MENTEE_TIMUR, email="secret@example.org", forbidden=("secret@spring",), together=("secret@spring",))

    told = questions(COHORT, (Likely(wish, secret, 90),), UNTIL, {})

    assert all(b"secret" not in dump(change).lower() for change in told)


def test_whoever_would_be_asked_the_same_is_left_alone():
    before = asked(questions(COHORT, LIKELY, UNTIL, {}))

    assert questions(COHORT, LIKELY, UNTIL, before) == ()


def test_asked_again_somebody_sees_whom_they_vetoed_and_a_closed_question_opens(sight):
    before = asked(questions(COHORT, LIKELY, UNTIL, {}))
    before[TO_TIMUR] = replace(before[TO_TIMUR], closed=True, opinion=Opinion((), (MENTOR_MALIKA.id,)))

    again = questions(COHORT, (Likely(MENTEE_TIMUR, MENTOR_BEK, 40),), UNTIL, before)

    reopened, anew = again
    assert reopened == ReopenQuestion(TO_TIMUR)
    assert isinstance(anew, AskAgain)
    assert [one.name for one in anew.suggestions] == ["Bek", "Malika"]
    assert objection(anew, before[TO_TIMUR], KAMRON, sight) is None
