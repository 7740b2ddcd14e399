"""Questions small enough to try every plan, and what each policy calls best, said once more in the plainest way."""

import itertools

import numpy as np
from hypothesis import strategies as st

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY


@st.composite
def questions(draw, wishes=False, floors=True):
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    cell = st.sampled_from([IMPOSSIBLE, 0, 1, 2, 3, 50, 99, 100])
    scores = np.array(draw(st.lists(cell, min_size=rows * columns, max_size=rows * columns)), np.int16)
    seats = draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns))
    least = [draw(st.integers(0, min(many, 1))) if floors else 0 for many in seats]
    cells = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    extra = draw(st.dictionaries(cells, st.sampled_from([1, 3, 10, 1000]), max_size=3))
    together, apart = (), ()
    if wishes and rows > 1:
        people = draw(st.permutations(range(rows)))
        together = draw(st.sampled_from([(), (tuple(people[:2]),), (tuple(people[:2]), tuple(people[2:4]))]))
        together = tuple(tuple(sorted(group)) for group in together if len(group) > 1)
        inside = {frozenset(pair) for group in together for pair in itertools.combinations(group, 2)}
        pairs = [pair for pair in itertools.combinations(range(rows), 2) if frozenset(pair) not in inside]
        apart = tuple(draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True))) if pairs else ()
    return Question(
        scores.reshape(rows, columns),
        np.array(seats, np.int64),
        np.array(least, np.int64),
        np.array(draw(st.lists(st.integers(0, 2), min_size=rows, max_size=rows)), np.int64),
        together,
        apart,
        tuple((row, column, points) for (row, column), points in extra.items()),
    )


def every_plan(question):
    rows, columns = question.scores.shape
    for plan in itertools.product(range(NOBODY, columns), repeat=rows):
        taken = [plan.count(column) for column in range(columns)]
        if (
            all(column == NOBODY or question.scores[row, column] != IMPOSSIBLE for row, column in enumerate(plan))
            and all(question.least[column] <= taken[column] <= question.seats[column] for column in range(columns))
            and all(len({plan[row] for row in group}) == 1 for group in question.together)
            and not any(plan[one] == plan[other] != NOBODY for one, other in question.apart)
        ):
            yield plan


def merit(question, policy, plan):
    """Of two plans the better one's is greater."""
    pairs = [(row, column) for row, column in enumerate(plan) if column != NOBODY]
    fits = sorted(int(question.scores[pair]) for pair in pairs)
    points = sum(fits) + sum(points for row, column, points in question.extra if (row, column) in pairs)
    first = tuple(
        -sum(column == NOBODY and question.priority[row] == priority for row, column in enumerate(plan))
        for priority in (2, 1)
    )
    if policy == Policy.SUM:
        return (*first, points, len(pairs))
    people = (*first, len(pairs))
    if policy == Policy.MOST:
        return (*people, points)
    if policy == Policy.FLOOR:
        return (*people, min(fits, default=101), points)
    return (*people, tuple(fits))


def best_merit(question, policy):
    return max((merit(question, policy, plan) for plan in every_plan(question)), default=None)
