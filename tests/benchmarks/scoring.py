"""How good the goal's part of a score is, and what scoring costs, beside plain TF-IDF in the same run.

The goals and their grades are the development set's that lies beside the repository. The peer is what
one would write in an afternoon: TF-IDF over lower-case words, and the cosine.
"""

import json
import math
import random
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Weights, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as
from growtogether_desktop.pairing.score.gazetteer import gazetteer
from growtogether_desktop.pairing.score.learning import Rating, learn
from growtogether_desktop.pairing.score.relations import COOCCURRENCE, relations
from growtogether_desktop.pairing.score.score import Scoring

GOALS = Path(__file__).parents[2].parent / "shared" / "data" / "skills" / "goals_dev.json"
MENTEES, MENTORS = 5_000, 1_500
FIRST = 5
COHORT = CohortId("benchmark")
WEEK = date(2026, 11, 23)
ONLY_THE_GOAL = Weights(100, 0, 0, 0, 0, 0)


def run() -> list[dict[str, object]]:
    """One row for each figure."""
    texts = json.loads(GOALS.read_text(encoding="utf-8"))
    began = time.process_time()
    gazetteer()
    relations()
    knowledge = time.process_time() - began
    return [
        *_quality(texts),
        _row("CPU s to load what is known", knowledge, None),
        *_cost(texts),
        _row("CPU ms to learn from 800 ratings", _learning(), None),
        _row("KB of data", _kilobytes(), 0.0, "<= 100"),
    ]


def _row(figure: str, ours: float, peers: float | None, goal: str = "") -> dict[str, object]:
    return {
        "figure": figure,
        "ours": ours,
        "TF-IDF": "" if peers is None else peers,
        "goal": goal,
    }


def _quality(texts: Any) -> list[dict[str, object]]:
    bios, goals = [one["text"] for one in texts["mentors"]], [one["text"] for one in texts["goals"]]
    names = [one["id"] for one in texts["mentors"]]
    # The features are finer than the points: 25 mentors for one goal would often have the same.
    scoring = Scoring(*_people(goals, bios), WEEK, ONLY_THE_GOAL)
    ours = [[scoring.values(row, column)[0] for column in range(len(bios))] for row in range(len(goals))]
    peers = tf_idf(goals, bios)
    gains: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for goal, our, peer in zip(texts["goals"], ours, peers.tolist(), strict=True):
        grades = [goal["rel"].get(name, 0) for name in names]
        both = ndcg(our, grades), ndcg(peer, grades)
        for group in ("all", goal["lang"]):
            gains[group].append(both)
    return [
        _row(f"nDCG@{FIRST} {group}", *np.mean(both, axis=0).round(3).tolist(), f">= {0.9 if group == 'all' else 0.85}")
        for group, both in gains.items()
    ]


def ndcg(scores: Sequence[float], grades: Sequence[int]) -> float:
    """How well the best scored stand first: 1 is as well as can be. Of equal scores the worst order is taken."""
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], grades[at]))
    return _gain([grades[at] for at in order]) / _gain(sorted(grades, reverse=True))


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:FIRST]))


def tf_idf(goals: Sequence[str], bios: Sequence[str]) -> NDArray[np.float64]:
    """The cosine of each goal (rows) with each bio (columns)."""
    having = Counter(word for bio in bios for word in set(bio.lower().split()))
    place = {word: at for at, word in enumerate(having)}
    rarity = np.array([math.log((1 + len(bios)) / (1 + n)) + 1 for n in having.values()])

    def rows(texts: Sequence[str]) -> Any:
        found = [[place[word] for word in text.lower().split() if word in place] for text in texts]
        ends = np.cumsum([0, *map(len, found)])
        counts = csr_array((np.ones(ends[-1]), [at for one in found for at in one], ends), (len(texts), len(place)))
        weighted = (counts * rarity[None, :]).tocsr()
        lengths = np.sqrt((weighted * weighted).sum(1))
        return (weighted / np.maximum(lengths, 1e-9)[:, None]).tocsr()

    cosines: NDArray[np.float64] = (rows(goals) @ rows(bios).T).toarray()
    return cosines


def _cost(texts: Any) -> list[dict[str, object]]:
    size = f"{MENTEES:,} × {MENTORS:,}"
    # Texts are remembered, so every run gets a cohort nobody has read yet.
    cohorts = [_cohort(texts, seed) for seed in range(4)]
    unread = iter(cohorts)
    ours = _least(lambda: Scoring(*next(unread), WEEK).matrix())
    mentees, mentors = cohorts[-1]
    goals, bios = [mentee.goal for mentee in mentees], [mentor.bio for mentor in mentors]
    peers = _least(lambda: tf_idf(goals, bios))
    held = _most_held(lambda: Scoring(mentees, mentors, WEEK).matrix())
    scoring = Scoring(mentees, mentors, WEEK)
    return [
        _row(f"CPU s for {size}", ours, peers, "<= 2"),
        _row(f"CPU s for {size} again", _least(lambda: Scoring(mentees, mentors, WEEK).matrix()), None),
        _row(
            f"MiB for {size}",
            held,
            _most_held(lambda: tf_idf(goals, bios)),
            "<= 250",
        ),
        _row(
            "ms for an edited mentee",
            1000 * _least(lambda: scoring.with_mentee(7, mentees[8]).rows(7, 8), 9),
            None,
            "<= 20",
        ),
        _row(
            "ms for an edited mentor",
            1000 * _least(lambda: scoring.with_mentor(7, mentors[8]).column(7), 9),
            None,
            "<= 20",
        ),
    ]


def _cohort(texts: Any, seed: int) -> tuple[list[Mentee], list[Mentor]]:
    chance = random.Random(seed)
    goals = grown([one["text"] for one in texts["goals"]], MENTEES, chance)
    bios = grown([one["text"] for one in texts["mentors"]], MENTORS, chance)
    return _people(goals, bios, chance)


def grown(texts: Sequence[str], number: int, chance: random.Random) -> list[str]:
    """As many texts as that, each one of the real ones with words of another behind it."""
    pairs = [chance.sample(texts, 2) for _ in range(number)]
    return [f"{one} {' '.join(chance.choices(other.split(), k=chance.randint(2, 8)))}" for one, other in pairs]


def _people(
    goals: Sequence[str], bios: Sequence[str], chance: random.Random | None = None
) -> tuple[list[Mentee], list[Mentor]]:
    mentees = [_mentee(f"mentee {n}", goal, chance) for n, goal in enumerate(goals)]
    return mentees, [_mentor(f"mentor {n}", bio, chance) for n, bio in enumerate(bios)]


def _mentee(name: str, goal: str, chance: random.Random | None) -> Mentee:
    person = person_known_as(name)
    place = mentee_id(person, COHORT)
    if chance is None:
        return Mentee(place, COHORT, person, name, goal=goal)
    free, languages = _week(chance), _languages(chance)
    wants = tuple(chance.sample(_names(), chance.randint(1, 5)))
    return Mentee(
        place, COHORT, person, name, wants, level=chance.randint(1, 3), languages=languages, goal=goal, free=free
    )


def _mentor(name: str, bio: str, chance: random.Random | None) -> Mentor:
    person = person_known_as(name)
    place = mentor_id(person, COHORT)
    if chance is None:
        return Mentor(place, COHORT, person, name, bio=bio)
    free, languages = _week(chance), _languages(chance)
    skills = tuple(chance.sample(_names(), chance.randint(3, 12)))
    return Mentor(
        place, COHORT, person, name, skills, level=chance.randint(3, 5), languages=languages, bio=bio, free=free
    )


def _names() -> list[str]:
    """The gazetteer's, and as many that it does not know."""
    known = [concept.name for concept in gazetteer().concepts]
    return known + [f"{name} {name[::-1]}" for name in known]


def _week(chance: random.Random) -> tuple[tuple[int, int], ...]:
    begins = sorted(chance.sample(range(0, 330, 8), chance.randint(2, 6)))
    return tuple((begin, begin + chance.randint(2, 6)) for begin in begins)


def _languages(chance: random.Random) -> tuple[str, ...]:
    return chance.choice((("uz", "ru"), ("uz",), ("ru", "en"), ("uz", "ru", "en")))


def _learning() -> float:
    chance = random.Random(1)
    ratings = [
        Rating(str(n % 2), tuple(chance.randrange(1001) for _ in range(6)), chance.randrange(21) / 20)
        for n in range(800)
    ]
    return 1000 * _least(lambda: learn(ratings), 9)


def _kilobytes() -> float:
    return sum(path.stat().st_size for path in COOCCURRENCE.parent.iterdir() if path.suffix != ".md") / 1000


def _least(work: Callable[[], object], times: int = 3) -> float:
    """CPU seconds of the quickest run."""
    seconds = []
    for _ in range(times):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return round(min(seconds), 5)


def _most_held(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round(most / 2**20, 1)
