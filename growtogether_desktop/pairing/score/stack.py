"""The skills a mentee wants, against those a mentor offers.

    stack = Σ_t w_t max_s R[t, s] / Σ_t w_t

R is 1 for the same skill and less for near ones (see `relations`); w is higher for what few offer.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.score.facts import FULL, Sparse, product, sparse_rows
from growtogether_desktop.pairing.score.goals import rarity
from growtogether_desktop.pairing.score.relations import Relations
from growtogether_desktop.pairing.score.shares import shared_out
from growtogether_desktop.pairing.score.tags import MOST, Tags

SHARES = 1 << 12
"""What somebody wants, in shares; times how far they are covered that stays within 2^24: float32 adds it exactly."""


@dataclass(frozen=True, slots=True, eq=False)
class Wants:
    concepts: csr_array
    """(people, concepts): shares."""
    others: csr_array
    """(people, MOST): shares in skills the gazetteer doesn't know."""
    told: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    concepts: NDArray[np.float32]
    """(people, concepts): how far each concept is covered, in units of 1/SHARES."""
    others: Sparse
    """(people, MOST): SHARES for skills the gazetteer doesn't know."""


class StackReader:
    """Reads lists of skills; what is rare among these mentors weighs more."""

    def __init__(self, relations: Relations, tags: Tags, mentors: Sequence[Mentor]) -> None:
        self._tags = tags
        self._covers = np.rint(relations.covers * SHARES).astype(np.float32)
        self._rarity = [rarity(n, len(mentors)) for n in range(len(mentors) + 1)]
        """By how many mentors have something."""
        self._having = Counter(place for mentor in mentors for place in tags.places(mentor.skills))

    def shares(self, mentee: Mentee) -> dict[int, int]:
        """What of the whole each wanted skill is, in the order of their keys; together SHARES."""
        places = sorted(self._tags.places(mentee.wants), key=self._tags.key)
        weights = [self._rarity[self._having[place]] for place in places]
        return dict(zip(places, shared_out(SHARES, weights), strict=True))

    def covered(self, mentee: Mentee, mentor: Mentor) -> dict[tuple[int, int], int]:
        """What each wanted skill brings through the offered one that covers it most."""
        offered = sorted(self._tags.places(mentor.skills), key=self._tags.key)
        best = {
            want: max(offered, key=lambda offer: self._near(want, offer), default=want) for want in self.shares(mentee)
        }
        brings = {
            (want, best[want]): share * self._near(want, best[want]) for want, share in self.shares(mentee).items()
        }
        return {pair: worth for pair, worth in brings.items() if worth and offered}

    def wants(self, mentees: Sequence[Mentee]) -> Wants:
        found = [self.shares(mentee) for mentee in mentees]
        edge = self._tags.concepts
        concepts = [{place: share for place, share in one.items() if place < edge} for one in found]
        others = [{place: share for place, share in one.items() if place >= edge} for one in found]
        return Wants(
            sparse_rows(concepts, edge), sparse_rows(others, MOST), np.array([bool(one) for one in found], np.bool_)
        )

    def offers(self, mentors: Sequence[Mentor]) -> Offers:
        edge = self._tags.concepts
        covered = np.zeros((len(mentors), edge), np.float32)
        others = []
        for row, mentor in enumerate(mentors):
            places = self._tags.places(mentor.skills)
            known = [place for place in places if place < edge]
            if known:
                covered[row] = self._covers[known].max(0)
            others.append({place: SHARES for place in places if place >= edge})
        return Offers(covered, Sparse(sparse_rows(others, MOST)))

    def _near(self, wanted: int, offered: int) -> int:
        if max(wanted, offered) < self._tags.concepts:
            return int(self._covers[offered, wanted])
        return SHARES if wanted == offered else 0


def stack_values(wants: Wants, offers: Offers) -> NDArray[np.int32]:
    """In thousandths: (mentees, mentors)."""
    value: NDArray[np.float32] = wants.concepts @ offers.concepts.T
    if wants.others.nnz and offers.others.rows.nnz:
        value += product(wants.others, offers.others)
    value *= np.float32(FULL / SHARES / SHARES)
    return np.rint(value, out=value).astype(np.int32)
