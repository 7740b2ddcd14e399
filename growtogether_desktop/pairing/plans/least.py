"""Least numbers that mentors cannot have: who asks for too much, in names, and how much less would do."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.pairing.plans.at_once import seated
from growtogether_desktop.pairing.plans.barriers import Barrier, Barriers
from growtogether_desktop.pairing.plans.impossible import Contradiction, Impossible
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.splitting import NoWay, find
from growtogether_desktop.pairing.plans.stages import TooFew
from growtogether_desktop.pairing.plans.steps import LowerLeast, WayOut
from growtogether_desktop.pairing.plans.ways import let_meet, lift_bans, names, part
from growtogether_desktop.pairing.plans.wishes import Asked

_TRIED = 12
"""So many single changes are tried before all least numbers are lowered."""


def too_few(asked: Asked, barriers: Barriers, columns: tuple[int, ...]) -> Impossible:
    """These mentors together want more mentees than can go to any of them."""
    question = asked.question
    what = say(
        "{mentors}: mentees wanted there at least: {wanted}; who can go there: {there}.",
        mentors=", ".join(asked.mentors[column].name for column in columns),
        wanted=int(question.least[list(columns)].sum()),
        there=int(question.possible[:, list(columns)].any(axis=1).sum()),
    )
    lower = _lowered(asked, question.least - _filled(question.possible, question.least))
    return Impossible(Contradiction(what, (*_ban(asked, barriers, columns), lower)))


def not_both(asked: Asked) -> Impossible:
    """The least numbers do not go with who must be together or apart."""
    wishing = sorted({row for wish in (*asked.groups, *asked.rivals) for row in wish})
    what = say(
        "{mentors}: the least numbers wanted there do not go with who must be together or apart: {mentees}.",
        mentors=", ".join(mentor.name for mentor in asked.mentors if mentor.least),
        mentees=names([asked.mentees[row] for row in wishing]),
    )
    question = asked.question
    for (way, changed), _at in zip(_changes(asked), range(_TRIED), strict=False):
        if _has_a_plan(changed):
            return Impossible(Contradiction(what, (way,)))
    return Impossible(Contradiction(what, (_lowered(asked, question.least),)))


def _filled(possible: NDArray[np.bool_], least: NDArray[np.int64]) -> NDArray[np.int64]:
    """(columns,): how many of the least seats can be filled, when as many as possible are at once."""
    column_of = np.repeat(np.arange(least.size), least)
    have = seated(possible.T[column_of], np.ones(len(possible), np.int64))
    return np.bincount(column_of[have], minlength=least.size)


def _ban(asked: Asked, barriers: Barriers, columns: tuple[int, ...]) -> Iterator[WayOut]:
    """A single ban without which everybody would have their least number."""
    least = asked.question.least
    for column in columns:
        for at in np.flatnonzero(~asked.question.possible[:, column]).tolist():
            row = int(asked.free[at])
            mentee, mentor = asked.mentees[row], asked.mentors[column]
            if mentor.id not in mentee.forbidden or barriers.between(row, column) != (Barrier.BANNED,):
                continue
            lifted = asked.question.possible.copy()
            lifted[list(asked.question.group.get(at, (at,))), column] = True
            if len(asked.question.group.get(at, (at,))) == 1 and (_filled(lifted, least) == least).all():
                yield lift_bans([mentee], mentor)
                return


def _changes(asked: Asked) -> Iterator[tuple[WayOut, Question]]:
    """Changes of one thing, the smallest first, and what would be asked then."""
    question = asked.question
    for column in np.flatnonzero(question.least).tolist():
        less = np.zeros_like(question.least)
        less[column] = 1
        yield _lowered(asked, less), replace(question, least=question.least - less)
    for group in question.together:
        way = part([asked.mentees[int(asked.free[at])] for at in group])
        yield way, replace(question, together=tuple(other for other in question.together if other != group))
    for pair in question.apart:
        one, other = (asked.mentees[row] for row in asked.free[list(pair)].tolist())
        way = let_meet(one, other)
        yield way, replace(question, apart=tuple(each for each in question.apart if each != pair))


def _has_a_plan(question: Question) -> bool:
    try:
        find(question, Policy.MOST)
    except (TooFew, NoWay):
        return False
    return True


def _lowered(asked: Asked, by: NDArray[np.int64]) -> WayOut:
    """Lower least numbers by so many. `by` (columns,)."""
    lowered = {asked.mentors[column]: int(by[column]) for column in np.flatnonzero(by).tolist()}
    steps = tuple(LowerLeast(MentorId(mentor.id), less) for mentor, less in lowered.items())
    after = {mentor.name: min(mentor.least, mentor.capacity) - less for mentor, less in lowered.items()}
    return WayOut(_lower_words(after), steps)


def _lower_words(after: dict[str, int]) -> Message:
    if len(after) == 1:
        ((mentor, least),) = after.items()
        return say("Lower the least number of {mentor} to {least}.", mentor=mentor, least=least)
    numbers = ", ".join(f"{mentor} – {least}" for mentor, least in after.items())
    return say("Lower the least numbers: {numbers}.", numbers=numbers)
