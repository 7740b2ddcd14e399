"""What mentees write as their goal, against what mentors write about themselves.

    goal = s · cos_K(g, m) + (1 − s) · min(1, likeness / .2),   s = .95 · (1 − exp(−Σ g))

g and m weigh the concepts found in both texts by ln(1 + (M + 1)/(d + ½)), where d of M mentors have
them, and by a quarter of it where somebody who seeks a mentor knows them already. cos_K = g'Km /
√(g'Kg · m'Km) counts near concepts too (see `relations`). The less the gazetteer makes of a goal, the
more its likeness in wording counts.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.score.facts import FULL, Sparse, product
from growtogether_desktop.pairing.score.gazetteer import Gazetteer
from growtogether_desktop.pairing.score.relations import Relations
from growtogether_desktop.pairing.score.tags import Tags
from growtogether_desktop.pairing.score.wording import SCALE, Wording

CAREER = "career"
"""The concept of goals about work rather than a craft."""

_TRUST = 0.95
"""So much the concepts count when the gazetteer is sure of a goal; wording has the rest."""
_ALIKE = 0.2
"""Two texts so alike in wording are as good as the same."""
_WISHED, _KNOWN = 4, 1
"""What a concept weighs, in quarters."""
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
    """(people, concepts): Km / √(m'Km) in units of 1/SCALE."""
    wording: Sparse


class GoalReader:
    """Reads goals and bios; what is rare among these mentors weighs more."""

    def __init__(self, skills: Gazetteer, relations: Relations, tags: Tags, mentors: Sequence[Mentor]) -> None:
        self._skills = skills
        self._tags = tags
        self._in_bio: dict[str, set[int]] = {}
        self._near = np.rint(relations.near * _PER_NEARNESS)
        self._careers = frozenset(at for at, one in enumerate(skills.concepts) if CAREER in (one.id, *one.parents))
        offered = [concept for mentor in mentors for concept in self.offered(mentor)]
        having = np.bincount(np.array(offered, np.int64), minlength=len(skills.concepts))
        self._weights = np.array([rarity(n, len(mentors)) for n in having.tolist()], np.float64)
        self._mentors = mentors
        self._wording = Wording([_written(mentor) for mentor in mentors])

    def wished(self, mentee: Mentee) -> dict[int, int]:
        """The concepts of a goal, each with what it weighs in quarters."""
        found: dict[int, int] = {}
        for mention in self._skills.find(mentee.goal):
            weight = _KNOWN if mention.known else _WISHED
            found[mention.concept] = max(weight, found.get(mention.concept, 0))
        return found

    def offered(self, mentor: Mentor) -> frozenset[int]:
        """The concepts of a bio and a list of skills. What a mentor knows already is just what is offered."""
        in_bio = self._in_bio.get(mentor.bio)
        if in_bio is None:
            in_bio = self._in_bio[mentor.bio] = {mention.concept for mention in self._skills.find(mentor.bio)}
        in_list = {place for place in self._tags.places(mentor.skills) if place < self._tags.concepts}
        return frozenset(in_bio | in_list)

    def goals(self, mentees: Sequence[Mentee]) -> Goals:
        found = [self.wished(mentee) for mentee in mentees]
        weights = self._weighted(found)
        sums = weights.sum(1) / (100 * _WISHED)
        trust = [round(_TRUST * FULL * (1 - math.exp(-total))) for total in sums.tolist()]
        careers = [any(at in self._careers for at, weight in one.items() if weight == _WISHED) for one in found]
        return Goals(
            csr_array(_scaled(weights, _lengths(weights, weights @ self._near))),
            np.array(trust, np.float32),
            self._wording.rows([mentee.goal for mentee in mentees]),
            np.array([bool(mentee.goal.strip()) for mentee in mentees], np.bool_),
            np.array(careers, np.bool_),
        )

    def bios(self, mentors: Sequence[Mentor]) -> Bios:
        weights = self._weighted([dict.fromkeys(self.offered(mentor), _WISHED) for mentor in mentors])
        near = weights @ self._near
        concepts = _scaled(near / _PER_NEARNESS, _lengths(weights, near))
        if mentors is self._mentors:
            return Bios(concepts, Sparse(self._wording.collection))
        return Bios(concepts, Sparse(self._wording.rows([_written(mentor) for mentor in mentors])))

    def shares(self, mentee: Mentee, mentor: Mentor) -> dict[tuple[int, int], float]:
        """What each concept of a goal owes to each concept of a mentor; they sum to g'Km, up to a factor."""
        wished, offered = sorted(self.wished(mentee).items()), sorted(self.offered(mentor))
        return {
            (goal, concept): quarters * float(self._weights[goal] * self._near[goal, concept] * self._weights[concept])
            for goal, quarters in wished
            for concept in offered
        }

    def _weighted(self, found: Sequence[Mapping[int, int]]) -> NDArray[np.float64]:
        """(people, concepts): whole numbers, so that all sums below are exact."""
        weights = np.zeros((len(found), len(self._weights)))
        for row, concepts in enumerate(found):
            weights[row, list(concepts)] = list(concepts.values())
        weights *= self._weights
        return weights


def rarity(n: int, of: int) -> int:
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


def _lengths(weights: NDArray[np.float64], near: NDArray[np.float64]) -> NDArray[np.float64]:
    """√(g'Kg) of each row."""
    lengths: NDArray[np.float64] = np.sqrt((weights * near).sum(1, keepdims=True) / _PER_NEARNESS)
    return lengths


def _scaled(rows: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float32]:
    scaled: NDArray[np.float64] = np.rint(SCALE * rows / np.maximum(lengths, 1))
    return scaled.astype(np.float32)


def _written(mentor: Mentor) -> str:
    return "\n".join((mentor.bio, *sorted(mentor.skills)))
