"""Rules and wishes: what a coordinator may choose, and that what was stored before them still loads."""

import pytest

from growtogether_desktop.domain.changes import Stamp, objection, perform
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, Policy, Rules, SetRules, Weights
from growtogether_desktop.domain.engagements import Engagement, PublishPairs
from growtogether_desktop.domain.roster import SetCompany, SetPriority, SetSeats
from growtogether_desktop.wire.codec import load
from tests.domain.people import (
    COHORT,
    KAMRON,
    MALIKA,
    MENTEE_LOLA,
    MENTEE_TIMUR,
    MENTOR_MALIKA,
    NOW,
    SPRING,
)


def test_the_usual_weights_are_points_of_a_hundred():
    weights = Weights()

    assert weights.goal + weights.stack + weights.gap + weights.availability + weights.language + weights.past == 100


def test_rules_are_set_and_taken_back(sight):
    wanted = SetRules(SPRING, Rules(Weights(goal=60), Policy.LEXIMIN, keep=8, learned=((1, 2), (3, 4))))

    after = perform(wanted, COHORT, Stamp(KAMRON.id, NOW))

    assert objection(wanted, COHORT, KAMRON, sight) is None
    assert after.rules == wanted.rules
    assert perform(wanted.inverse(COHORT), after, Stamp(KAMRON.id, NOW)) == COHORT


@pytest.mark.parametrize(
    ("change", "before", "words"),
    [
        (SetRules(SPRING, Rules(Weights(goal=101))), COHORT, "0 to 100 points, and one"),
        (SetRules(SPRING, Rules(Weights(gap=-1))), COHORT, "0 to 100 points, and one"),
        (SetRules(SPRING, Rules(Weights(0, 0, 0, 0, 0, 0))), COHORT, "has to count"),
        (SetRules(SPRING, Rules(keep=101)), COHORT, "Keeping a pair"),
        (SetSeats(MENTOR_MALIKA.id, 2, 3), MENTOR_MALIKA, "at least as many seats"),
        (SetSeats(MENTOR_MALIKA.id, -1), MENTOR_MALIKA, "at least as many seats"),
        (SetPriority(MENTEE_TIMUR.id, 3), MENTEE_TIMUR, "usual, before others, or first"),
        (SetCompany(MENTEE_TIMUR.id, (MENTEE_TIMUR.id,), ()), MENTEE_TIMUR, "one and the same"),
        (SetCompany(MENTEE_TIMUR.id, (MENTEE_LOLA.id,), (MENTEE_LOLA.id,)), MENTEE_TIMUR, "together and apart"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(sight, change, before, words):
    assert words in str(objection(change, before, KAMRON, sight))


@pytest.mark.parametrize(
    ("change", "before"),
    [
        (SetRules(SPRING, Rules()), COHORT),
        (SetSeats(MENTOR_MALIKA.id, 2, 1), MENTOR_MALIKA),
        (SetPriority(MENTEE_TIMUR.id, 2), MENTEE_TIMUR),
        (SetCompany(MENTEE_TIMUR.id, (MENTEE_LOLA.id,), ()), MENTEE_TIMUR),
    ],
)
def test_wishes_and_rules_are_the_coordinators(sight, change, before):
    assert objection(change, before, KAMRON, sight) is None
    assert "Only coordinators" in str(objection(change, before, MALIKA, sight))


def test_what_was_stored_before_there_were_rules_and_messages_still_loads():
    cohort = load(Cohort, b'{"id":"c","title":"Spring","started":"2026-01-01T09:00:00Z","published":null}')
    mentor = load(Mentor, b'{"id":"m@c","cohort":"c","person":"m","name":"Malika","skills":["Go"],"capacity":2}')
    mentee = load(Mentee, b'{"id":"t@c","cohort":"c","person":"t","name":"Timur","pinned_to":null,"forbidden":["m@c"]}')
    told = load(
        Engagement,
        b'{"id":"m+t@c","cohort":"c","cohort_title":"Spring","mentor":"m","mentor_name":"Malika","mentee":"t",'
        b'"mentee_name":"Timur","fit":70,"reasons":["Go"],"began":"2026-01-02T09:00:00Z"}',
    )
    waiting = load(PublishPairs, b'{"subject":"c","pairs":[{"mentor":"m@c","mentee":"t@c","fit":70}]}')

    assert cohort.rules == Rules(Weights(35, 25, 15, 12, 8, 5), Policy.FLOOR)
    assert (mentor.least, mentor.free, mentor.zone) == (0, (), "")
    assert (mentee.priority, mentee.together, mentee.apart, mentee.free) == (0, (), (), ())
    assert (told.ended, told.used, told.message_to_mentee) == (None, None, "")
    assert waiting.publication == ""
