"""How near two skills are: by the tree of skills, and by how many people work with both.

    K = (1 − a)(I − aP)⁻¹, scaled so that K[c, c] = 1

P is the adjacency of skills, normalised symmetrically: 1 between a skill and its parents, and a tenth of
the normalised pointwise mutual information (NPMI) between skills that go together in practice. K is
what a walker who gives up with chance 1 − a at each step sees from each skill.

K is the same both ways, and a skill with many neighbours is far from each of them. But whoever wishes for
databases is served by somebody who offers PostgreSQL: of what is offered below a wish, more counts.

Source: Zhou et al. 2003, "Learning with local and global consistency"; Bouma 2009 for the NPMI.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.pairing.score.gazetteer import Gazetteer, gazetteer

COOCCURRENCE = Path(__file__).parents[3] / "resources" / "skills" / "cooccurrence.csv"

_ONWARD = 0.8
_BESIDE_THE_TREE = 0.1
"""What NPMI weighs: the tree is drawn by hand and leads; a thousand pairs from practice would else drown it."""
_BELOW = 0.3
"""So much at least a skill serves a wish for what it is a kind or a part of, and half of it a step further down."""
_TOGETHER = 2
"""What a mentor offers covers a wish as far as the two are near, and this much of their NPMI besides."""


@dataclass(frozen=True, slots=True)
class Relations:
    """Square matrices over `Gazetteer.concepts`, rounded, so that every computer has the same."""

    near: NDArray[np.float64]
    """K: 0 to 1, in whole ten-thousandths."""
    serves: NDArray[np.float64]
    """How much of a wish for one skill (rows) another (columns) serves: K, but for what is below the wish."""
    covers: NDArray[np.float64]
    """How far somebody who wants one skill (rows) is served by another (columns): 0 to 1."""


@cache
def relations() -> Relations:
    return relations_of(gazetteer(), read_cooccurrence())


def relations_of(skills: Gazetteer, together: dict[tuple[str, str], float]) -> Relations:
    place = {concept.id: at for at, concept in enumerate(skills.concepts)}
    npmi = np.zeros((len(place), len(place)))
    for (one, other), value in together.items():
        npmi[place[one], place[other]] = npmi[place[other], place[one]] = value
    adjacency = _BESIDE_THE_TREE * npmi
    for concept in skills.concepts:
        for parent in concept.parents:
            adjacency[place[concept.id], place[parent]] = adjacency[place[parent], place[concept.id]] = 1
    near = _kernel(adjacency)
    covers = np.minimum(1, near + _TOGETHER * npmi)
    return Relations(near, _served(skills, place, near), covers)


@cache
def read_cooccurrence() -> dict[tuple[str, str], float]:
    """The NPMI of skills that go together in practice; made by packaging/cooccurrence.py."""
    with COOCCURRENCE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    groups = ((one, *group.split()) for one, *others in lines for group in others)
    return {(one, other): int(value) / 100 for one, value, *near in groups for other in near}


def _kernel(adjacency: NDArray[np.float64]) -> NDArray[np.float64]:
    root = np.sqrt(np.maximum(adjacency.sum(1), 1e-9))
    steps = adjacency / root / root[:, None]
    seen = np.linalg.inv(np.eye(len(steps)) - _ONWARD * steps)
    own = np.sqrt(np.diag(seen))
    near: NDArray[np.float64] = np.round(seen / own / own[:, None], 4)
    return near


def _served(skills: Gazetteer, place: dict[str, int], near: NDArray[np.float64]) -> NDArray[np.float64]:
    served = near.copy()
    for offered, concept in enumerate(skills.concepts):
        above, least = [place[parent] for parent in concept.parents], _BELOW
        while above:
            served[above, offered] = np.maximum(served[above, offered], least)
            above = [place[parent] for at in above for parent in skills.concepts[at].parents]
            least /= 2
    return served
