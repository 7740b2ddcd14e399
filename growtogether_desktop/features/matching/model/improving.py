"""What would make a pair fit better, tried out on the very scores the plan is made of."""

from collections.abc import Iterator
from dataclasses import replace

from growtogether_desktop.base.formats import language_name
from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.features.matching.model.views import Improvement
from growtogether_desktop.pairing.score.score import Scoring

MOST = 3
"""So many are told: those that bring most."""
_TRIED = 8
"""So many wanted skills are tried at most."""


def improvements(scoring: Scoring, row: int, column: int) -> tuple[Improvement, ...]:
    """What the mentor would have to bring as well, and the points it would add; the most first.

    For a pair that cannot be, the points are those of the fit it would have.
    """
    mentee, mentor = scoring.mentees[row], scoring.mentors[column]
    before = max(_score(scoring, row, column), 0)
    gains = []
    for what, other in _others(mentee, mentor):
        gain = _score(scoring.with_mentor(column, other), row, column) - before
        if gain > 0:
            gains.append(Improvement(what, gain))
    return tuple(sorted(gains, key=lambda one: -one.points)[:MOST])


def _score(scoring: Scoring, row: int, column: int) -> int:
    return int(scoring.rows(row, row + 1)[0, column])


def _others(mentee: Mentee, mentor: Mentor) -> Iterator[tuple[Message, Mentor]]:
    """The mentor with one thing more, each time another one."""
    taught = set(map(search_key, mentor.skills))
    for skill in [skill for skill in mentee.wants if search_key(skill) not in taught][:_TRIED]:
        more = replace(mentor, skills=(*mentor.skills, skill))
        yield say("If {mentor} also taught {skill}", mentor=mentor.name, skill=skill), more
    if mentor.languages:
        for code in mentee.languages:
            if code not in mentor.languages:
                more = replace(mentor, languages=(*mentor.languages, code))
                yield say("If {mentor} also spoke {language}", mentor=mentor.name, language=language_name(code)), more
    if mentee.free and mentor.free:
        yield (
            say("If {mentor} were free whenever {mentee} is", mentor=mentor.name, mentee=mentee.name),
            replace(mentor, free=mentee.free, zone=mentee.zone),
        )
