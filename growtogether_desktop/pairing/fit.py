"""How well a mentor fits a mentee: 0 to 100, in whole points that can be accounted for.

    fit = 72 · wanted + 18 · step + 10 · language

wanted    the share of what the mentee wants that the mentor offers, Σ w over what both name / Σ w over
          what the mentee wants. A skill that few mentors offer weighs more: w = ln(1 + (M + 1)/(d + ½))
          with M mentors, d of whom offer it.
step      how far ahead the mentor is, in Dreyfus levels: two is best, a peer still helps. It counts
          only where something wanted is offered.
language  one language in common ½, two or more 1.

A pair is impossible (never merely bad) without a common language, when the coordinator forbids it, and
of a person with themselves. No name, gender, age or photo is looked at.

Everything is computed in whole numbers, so that every computer finds the same fits and the same plan.
"""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.skills import distinct, skill_key

WANTED, STEP, LANGUAGE = 72, 18, 10
"""The most points each part can give."""

_STEPS = (0, 15, 30, 65, 100, 85, 70)
"""Hundredths for a mentor 2 or more levels below the mentee, 1 below, at the same level, 1 above, … 4 above."""
_LOWEST, _HIGHEST = -2, 4
_SHARED = (0, 50, 100)
"""Hundredths for no, one, two or more languages in common."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a fit, and where it comes from."""

    why: Message
    points: int
    of: int
    """The most this part can give."""


class Rarity:
    """How much each skill weighs in a cohort with these mentors."""

    def __init__(self, mentors: Collection[Mentor]) -> None:
        self._mentors = len(mentors)
        self._offered = Counter(key for mentor in mentors for key in _keys(mentor.skills))

    def weight(self, key: str) -> int:
        """In hundredths: small enough for float32 to sum exactly, unless somebody wants ten thousand skills."""
        return round(100 * math.log(1 + (self._mentors + 1) / (self._offered[key] + 0.5)))


def fit_matrix(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> NDArray[np.int64]:
    """Fit of every mentee (rows) with every mentor (columns): 0..100.

    An impossible pair has a number too, which means nothing: see `possible_pairs`.
    """
    offered, wanted = _offered_and_wanted(mentees, mentors)
    ahead = _levels(mentors) - _levels(mentees)[:, None]
    steps = np.array(_STEPS)[np.clip(ahead, _LOWEST, _HIGHEST) - _LOWEST] * (offered > 0)
    shared = np.array(_SHARED)[np.minimum(_shared_languages(mentees, mentors), 2)]
    raw = 100 * WANTED * offered + (STEP * steps + LANGUAGE * shared) * wanted
    fits: NDArray[np.int64] = (raw + 50 * wanted) // (100 * wanted)
    return fits


def possible_pairs(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> NDArray[np.bool_]:
    """Which mentee (rows) may be paired with which mentor (columns) at all."""
    possible = _shared_languages(mentees, mentors) > 0
    place = {mentor.id: column for column, mentor in enumerate(mentors)}
    own_place = {mentor.person: column for column, mentor in enumerate(mentors)}
    for row, mentee in enumerate(mentees):
        barred = [place[mentor] for mentor in mentee.forbidden if mentor in place]
        if mentee.person in own_place:
            barred.append(own_place[mentee.person])
        possible[row, barred] = False
    return possible


def explain(mentee: Mentee, mentor: Mentor, rarity: Rarity) -> tuple[Part, ...]:
    """The fit of a pair taken apart: what was wanted, the step, the language. The points add up to the fit.

    Rounding leaves points over; they go to the parts that lost most by it (largest remainder).
    """
    wants, offers = _keys(mentee.wants), _keys(mentor.skills)
    wanted = sum(map(rarity.weight, wants)) or 1
    offered = sum(map(rarity.weight, wants & offers))
    ahead = mentor.level - mentee.level
    step = _STEPS[min(max(ahead, _LOWEST), _HIGHEST) - _LOWEST] if offered else 0
    shared = _shared(mentee.languages, mentor.languages)
    raws = (100 * WANTED * offered, STEP * step * wanted, LANGUAGE * _SHARED[min(shared, 2)] * wanted)
    one = 100 * wanted
    points = [raw // one for raw in raws]
    left = (sum(raws) + one // 2) // one - sum(points)
    for part in sorted(range(len(raws)), key=lambda part: -(raws[part] % one))[:left]:
        points[part] += 1
    whys = (
        say_n(
            "Offers {offered} of {n} skill wanted",
            "Offers {offered} of {n} skills wanted",
            len(wants),
            offered=len(wants & offers),
        ),
        _step_in_words(ahead) if offered else say("No skill wanted is offered, so levels do not count"),
        _languages_in_words(mentee, mentor),
    )
    return tuple(map(Part, whys, points, (WANTED, STEP, LANGUAGE)))


def matched_skills(mentee: Mentee, mentor: Mentor, rarity: Rarity) -> tuple[str, ...]:
    """What the mentee wants and the mentor offers, the most telling first, spelled as the mentee does."""
    offers = _keys(mentor.skills)
    matched = [skill for skill in distinct(mentee.wants) if skill_key(skill) in offers]
    return tuple(sorted(matched, key=lambda skill: (-rarity.weight(skill_key(skill)), skill_key(skill))))


def _levels(people: Sequence[Mentee] | Sequence[Mentor]) -> NDArray[np.int64]:
    return np.array([person.level for person in people], np.int64)


def _keys(skills: Collection[str]) -> frozenset[str]:
    return frozenset(map(skill_key, skills))


def _step_in_words(ahead: int) -> Message:
    if ahead > 0:
        return say_n("The mentor is {n} level ahead", "The mentor is {n} levels ahead", ahead)
    if ahead < 0:
        return say_n("The mentor is {n} level behind", "The mentor is {n} levels behind", -ahead)
    return say("Mentor and mentee are at the same level")


def _languages_in_words(mentee: Mentee, mentor: Mentor) -> Message:
    if mentee.languages and mentor.languages:
        shared = _shared(mentee.languages, mentor.languages)
        return say_n("{n} language in common", "{n} languages in common", shared)
    return say("The roster does not name both people's languages")


def _offered_and_wanted(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The weight of what each mentor offers of a mentee's wants, (mentees, mentors), and of all wants, (mentees, 1)."""
    rarity = Rarity(mentors)
    wants, offers = [_keys(mentee.wants) for mentee in mentees], [_keys(mentor.skills) for mentor in mentors]
    place = {key: column for column, key in enumerate(sorted(frozenset().union(*wants)))}
    weights = np.array([rarity.weight(key) for key in place], np.float32)
    weighted = _incidence(wants, place) * weights
    offered = weighted @ _incidence(offers, place).T
    return offered.astype(np.int64), np.maximum(weighted.sum(1, keepdims=True), 1).astype(np.int64)


def _incidence(keys: Sequence[frozenset[str]], place: dict[str, int]) -> NDArray[np.float32]:
    """1 where somebody (rows) has a key (columns)."""
    there = np.zeros((len(keys), len(place)), np.float32)
    for row, held in enumerate(keys):
        there[row, [place[key] for key in held if key in place]] = 1
    return there


def _shared(one: Collection[str], other: Collection[str]) -> int:
    """How many languages two people share; who names none speaks whatever the other does."""
    if one and other:
        return len({*one} & {*other})
    return len({*one} | {*other}) or 2


def _shared_languages(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> NDArray[np.int64]:
    """How many languages each mentee (rows) shares with each mentor (columns)."""
    spoken = sorted({m.languages for m in mentees} | {m.languages for m in mentors})
    place = {languages: number for number, languages in enumerate(spoken)}
    counts = [[_shared(one, other) for other in spoken] for one in spoken]
    shared = np.array(counts, np.int64).reshape(len(spoken), len(spoken))
    return shared[np.ix_([place[m.languages] for m in mentees], [place[m.languages] for m in mentors])]
