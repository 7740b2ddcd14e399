"""How it went: whom it may be asked of, who answers, and what it says about a mentor."""

from dataclasses import replace

import pytest

from growtogether_desktop.domain.changes import HUB, Stamp, objection, perform
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.outcomes import (
    AnswerOutcome,
    Experience,
    WithdrawOutcome,
    asking_about,
    effects,
)
from tests.domain.people import KAMRON, LOLA, MALIKA, NOW, SPRING, TIMUR, Seen

TOLD = Engagement("e", SPRING, "Spring", MALIKA.id, "Malika", TIMUR.id, "Timur", 80, ("Python",), NOW)
ASKED = perform(asking_about(TOLD), None, Stamp(KAMRON.id, NOW))


def test_a_coordinator_asks_about_an_engagement_and_takes_the_question_back():
    ask = asking_about(TOLD)

    assert objection(ask, None, KAMRON, Seen(TOLD)) is None
    assert ASKED.audience == {"timur", "role:coordinator"}
    assert objection(ask.inverse(None), ASKED, KAMRON, Seen()) is None
    assert perform(ask.inverse(None), ASKED, Stamp(KAMRON.id, NOW)) is None


@pytest.mark.parametrize(
    ("change", "actor", "sight", "words"),
    [
        (asking_about(TOLD), TIMUR, Seen(TOLD), "Only coordinators"),
        (asking_about(TOLD), KAMRON, Seen(), "do not work together"),
        (replace(asking_about(TOLD), mentee=LOLA.id), KAMRON, Seen(TOLD), "do not work together"),
    ],
)
def test_a_question_is_about_two_who_work_together(change, actor, sight, words):
    assert words in str(objection(change, None, actor, sight))


@pytest.mark.parametrize("actor", [KAMRON, LOLA, MALIKA, HUB])
def test_only_the_mentee_answers(actor):
    change = AnswerOutcome("e", Experience(7, True, 9))

    assert objection(change, ASKED, TIMUR, Seen()) is None
    assert "Only who is asked" in str(objection(change, ASKED, actor, Seen()))


@pytest.mark.parametrize(
    ("experience", "words"),
    [
        (Experience(11, True, 0), "0 to 10"),
        (Experience(-1, True, 0), "0 to 10"),
        (Experience(0, True, -1), "0 to 500"),
        (Experience(0, True, 501), "0 to 500"),
    ],
)
def test_figures_stay_within_their_bounds(experience, words):
    assert words in str(objection(AnswerOutcome("e", experience), ASKED, TIMUR, Seen()))


def test_an_answer_can_be_changed_and_taken_back_and_keeps_its_question():
    first, second = AnswerOutcome("e", Experience(3, False, 2)), AnswerOutcome("e", Experience(5, True, 4))
    once = perform(first, ASKED, Stamp(TIMUR.id, NOW))
    twice = perform(second, once, Stamp(TIMUR.id, NOW))

    assert twice.experience == Experience(5, True, 4)
    assert perform(second.inverse(once), twice, Stamp(TIMUR.id, NOW)) == once
    assert perform(first.inverse(ASKED), once, Stamp(TIMUR.id, NOW)) == ASKED
    assert "Timur has answered" in str(objection(WithdrawOutcome("e"), once, KAMRON, Seen()))


def test_a_mentors_effect_is_the_mean_of_what_was_answered():
    told = (
        replace(ASKED, id="1", experience=Experience(10, True, 8)),
        replace(ASKED, id="2", experience=Experience(5, False, 3)),
        replace(ASKED, id="3"),
        replace(ASKED, id="4", mentor="bek", experience=Experience(0, False, 0)),
        replace(ASKED, id="5", mentor="nobody said anything"),
    )

    assert effects(told) == {"malika": (2, 0.625), "bek": (1, 0.0)}
    assert effects(reversed(told)) == effects(told)
