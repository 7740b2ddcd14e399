"""What mentees write as their goal, against what mentors write about themselves.

    goal = s · cos_K(g, m) + (1 − s) · min(1, likeness / .2),   s = .85 · (1 − exp(−Σ g))

g and m weigh the concepts found in both texts by ln(1 + (M + 1)/(d + ½)), where d of M mentors have
them, and by a quarter of it where somebody who seeks a mentor knows them already. cos_K = g'Sm /
√(g'Kg · m'Km) counts near concepts too; S is K with more for what is below a wish (see `relations`).
The less the gazetteer makes of a goal, the more its likeness in wording counts.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.score.facts import FULL, Sparse, product, sparse_rows
from growtogether_desktop.pairing.score.gazetteer import Gazetteer, Read
from growtogether_desktop.pairing.score.relations import Relations
from growtogether_desktop.pairing.score.tags import Tags
from growtogether_desktop.pairing.score.wording import SCALE, Wording

CAREER = "career"
"""The concept of goals about work rather than a craft."""

_TRUST = 0.85
"""So much the concepts count when the gazetteer is sure of a goal; wording has the rest."""
_ALIKE = 0.2
"""Two texts so alike in wording are as good as the same."""
_WISHED, _KNOWN = 4, 1
"""What a concept weighs, in quarters."""
_LONGEST = 2
"""So many times the usual length a row may have at most: with S below 2 K, products of rows stay below 2^24."""
_PER_NEARNESS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Goals:
    """Of mentees."""

    concepts: csr_array
    """(people, concepts): g / √(g'Kg) in units of 1/SCALE."""
    trust: NDArray[np.float32]
    """(people,): s, in thousandths."""
    wording: csr_array
    told: NDArray[np.bool_]
    career: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Bios:
    """Of mentors."""

    concepts: NDArray[np.float32]
    """(people, concepts): Sm / √(m'Km) in units of 1/SCALE."""
    wording: Sparse


class GoalReader:
    """Reads goals and bios; what is rare among these mentors weighs more."""

    def __init__(self, skills: Gazetteer, relations: Relations, tags: Tags, mentors: Sequence[Mentor]) -> None:
        self._skills = skills
        self._tags = tags
        self._near = np.rint(relations.near * _PER_NEARNESS)
        self._serves = np.rint(relations.serves * _PER_NEARNESS)
        self._careers = frozenset(at for at, one in enumerate(skills.concepts) if CAREER in (one.id, *one.parents))
        read = skills.read(mentor.bio for mentor in mentors)  # together they are read quicker than one by one
        self._mentors, self._offered = mentors, [self._offers(*one) for one in zip(mentors, read, strict=True)]
        having = sparse_rows([dict.fromkeys(offered, 1) for offered in self._offered], len(skills.concepts))
        # Nobody who writes what they program in writes that they program: a kind of something counts half.
        in_halves = having.sum(0) + (having @ skills.kinds > 0).sum(0)
        self._weights = np.array([rarity(n / 2, len(mentors)) for n in in_halves.tolist()], np.float64)
        self._own = self._served_by(self._offered)
        lengths = self._own[1]
        self._typical = float(np.median(lengths[lengths > 0])) if lengths.any() else 1.0
        self._wording = Wording(self._written(mentors))

    def wished(self, mentee: Mentee) -> dict[int, int]:
        """The concepts of a goal, each with what it weighs in quarters."""
        return _wished(self._skills.read((mentee.goal,))[0])

    def offered(self, mentor: Mentor) -> frozenset[int]:
        """The concepts of a bio and a list of skills. What a mentor knows already is just what is offered."""
        return self._offers(mentor, self._skills.read((mentor.bio,))[0])

    def goals(self, mentees: Sequence[Mentee]) -> Goals:
        read = self._skills.read(mentee.goal for mentee in mentees)
        found = [_wished(goal) for goal in read]
        weights = self._weighted(found)
        sums = weights.sum(1) / (100 * _WISHED)
        trust = [round(_TRUST * FULL * (1 - math.exp(-total))) for total in sums.tolist()]
        lengths = _lengths(weights, weights @ self._near)
        weights.data = _scaled(weights.data, np.repeat(lengths, np.diff(weights.indptr)))
        careers = [any(at in self._careers for at, weight in one.items() if weight == _WISHED) for one in found]
        return Goals(
            weights,
            np.array(trust, np.float32),
            self._wording.rows([goal.words for goal in read]),
            np.array([bool(mentee.goal.strip()) for mentee in mentees], np.bool_),
            np.array(careers, np.bool_),
        )

    def bios(self, mentors: Sequence[Mentor]) -> Bios:
        own = mentors is self._mentors
        served, lengths = self._own if own else self._served_by([self.offered(mentor) for mentor in mentors])
        # Whoever has written much is not to lose all for it: only half of a length is made even.
        lengths = np.maximum(np.sqrt(lengths * self._typical), lengths / _LONGEST)
        concepts = _scaled(served / _PER_NEARNESS, lengths[:, None])
        return Bios(concepts, Sparse(self._wording.collection if own else self._wording.rows(self._written(mentors))))

    def shares(self, mentee: Mentee, mentor: Mentor) -> dict[tuple[int, int], float]:
        """What each concept of a goal owes to each concept of a mentor; they sum to g'Sm, up to a factor."""
        wished, offered = sorted(self.wished(mentee).items()), sorted(self.offered(mentor))
        return {
            (goal, concept): quarters
            * float(self._weights[goal] * self._serves[goal, concept] * self._weights[concept])
            for goal, quarters in wished
            for concept in offered
        }

    def _offers(self, mentor: Mentor, bio: Read) -> frozenset[int]:
        in_bio = {mention.concept for mention in bio.mentions}
        in_list = {place for place in self._tags.places(mentor.skills) if place < self._tags.concepts}
        return frozenset(in_bio | in_list)

    def _served_by(self, offered: Sequence[frozenset[int]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sm of each mentor, in units of 1/_PER_NEARNESS, and √(m'Km)."""
        weights = self._weighted([dict.fromkeys(one, _WISHED) for one in offered])
        return weights @ self._serves.T, _lengths(weights, weights @ self._near)

    def _written(self, mentors: Sequence[Mentor]) -> list[str]:
        """All words of a bio and a list of skills."""
        texts = [(mentor.bio, *sorted(mentor.skills)) for mentor in mentors]
        read = iter(self._skills.read(text for own in texts for text in own))
        return [" ".join(next(read).words for _ in own) for own in texts]

    def _weighted(self, found: Sequence[Mapping[int, int]]) -> csr_array:
        """(people, concepts): whole numbers, so that all sums of them are exact."""
        rows = sparse_rows(found, len(self._weights))
        rows.data = rows.data * self._weights[rows.indices]
        return rows


def _wished(goal: Read) -> dict[int, int]:
    found: dict[int, int] = {}
    for mention in goal.mentions:
        weight = _KNOWN if mention.known else _WISHED
        found[mention.concept] = max(weight, found.get(mention.concept, 0))
    return found


def rarity(n: float, of: int) -> int:
    """What it weighs, in hundredths, that n of so many mentors have something: ln(1 + (of + 1)/(n + ½))."""
    return round(100 * math.log(1 + (of + 1) / (n + 0.5)))


def likeness(goals: Goals, bios: Bios) -> NDArray[np.float32]:
    """How alike in wording, 0 to 1: (mentees, mentors)."""
    alike: NDArray[np.float32] = product(goals.wording, bios.wording)
    alike /= np.float32(SCALE * SCALE * _ALIKE)
    return np.minimum(alike, 1, out=alike)


def meeting(goals: Goals, bios: Bios) -> NDArray[np.float32]:
    """How far the concepts meet, cos_K, 0 to 1: (mentees, mentors)."""
    near: NDArray[np.float32] = goals.concepts @ bios.concepts.T
    near /= np.float32(SCALE * SCALE)
    return np.minimum(near, 1, out=near)


def goal_values(goals: Goals, bios: Bios) -> NDArray[np.int32]:
    """In thousandths: (mentees, mentors)."""
    value = meeting(goals, bios)
    value *= goals.trust[:, None]
    alike = likeness(goals, bios)
    alike *= FULL - goals.trust[:, None]
    value += alike
    return np.rint(value, out=value).astype(np.int32)


def _lengths(weights: csr_array, near: NDArray[np.float64]) -> NDArray[np.float64]:
    """√(g'Kg) of each row."""
    rows = np.repeat(np.arange(len(near)), np.diff(weights.indptr))
    squares = np.bincount(rows, weights.data * near[rows, weights.indices], minlength=len(near))
    lengths: NDArray[np.float64] = np.sqrt(squares / _PER_NEARNESS)
    return lengths


def _scaled(rows: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float32]:
    scaled: NDArray[np.float64] = np.rint(SCALE * rows / np.maximum(lengths, 1))
    return scaled.astype(np.float32)
