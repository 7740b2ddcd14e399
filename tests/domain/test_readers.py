"""Who may read what: one row a kind, written out, so that nobody is let in by a line that looked harmless.

Whatever a row does not name is drawn, many times over: nothing else has a say in who reads.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from growtogether_desktop.domain.changes import AGGREGATES, Aggregate
from growtogether_desktop.domain.task_files import Purpose
from tests.domain.drawn import COHORT, MALIKA, NAMES, TIMUR, Drawing

DRAWN = 40

EVERYONE = frozenset({"everyone"})
THE_COORDINATORS = frozenset({"role:coordinator"})
HER_AND_COORDINATORS = frozenset({MALIKA, "role:coordinator"})
BOTH_AND_COORDINATORS = frozenset({MALIKA, TIMUR, "role:coordinator"})
GUIDES_AND_HER = frozenset({MALIKA, "role:mentor", "role:coordinator"})

PAIR: dict[str, Any] = {"mentor": TIMUR, "mentee": MALIKA}
CALLED = {"name": MALIKA, "author_name": MALIKA, "mentee_name": MALIKA, "mentor_name": TIMUR}
STARTER: dict[str, Any] = {"purpose": Purpose.STARTER}
SOLUTION: dict[str, Any] = {"purpose": Purpose.SOLUTION}


class Row(NamedTuple):
    kind: str
    named: dict[str, Any]
    """The fields that have a say."""
    scope: str
    audience: frozenset[str] | None
    """Whom it lets into its scope; None where another one has opened that."""


ROWS = (
    Row("profile", {"id": MALIKA}, "public", None),
    Row("rubric", {}, "public", None),
    Row("keeping", {}, "public", None),
    Row("farewell", {}, "public", None),
    Row("project", {"id": "p1"}, "project:p1", EVERYONE),
    Row("card", {"project": "p1"}, "project:p1", None),
    Row("task_files", {"project": "p1", **STARTER}, "project:p1", None),
    Row("task_files", {"card": "t1", "readers": (), **SOLUTION}, "solution:t1", GUIDES_AND_HER - {MALIKA}),
    Row("task_files", {"card": "t1", "readers": (MALIKA,), **SOLUTION}, "solution:t1", GUIDES_AND_HER),
    Row("cohort", {"id": COHORT}, f"cohort:{COHORT}", THE_COORDINATORS),
    Row("mentor", {"cohort": COHORT}, f"cohort:{COHORT}", None),
    Row("mentee", {"cohort": COHORT}, f"cohort:{COHORT}", None),
    Row("engagement", {"id": "e1", **PAIR}, "engagement:e1", BOTH_AND_COORDINATORS),
    Row("submission", {"id": "s1", "mentor": TIMUR, "author": MALIKA}, "review:s1", BOTH_AND_COORDINATORS),
    Row("iteration", {"submission": "s1"}, "review:s1", None),
    Row("thread", {"submission": "s1"}, "review:s1", None),
    Row("review", {"submission": "s1"}, "review:s1", None),
    Row("another", PAIR, f"user:{MALIKA}", HER_AND_COORDINATORS),
    Row("outcome", PAIR, f"user:{MALIKA}", HER_AND_COORDINATORS),
    Row("proposal", {"person": MALIKA}, f"user:{MALIKA}", HER_AND_COORDINATORS),
    Row("consent", {"person": MALIKA}, f"user:{MALIKA}", HER_AND_COORDINATORS),
    Row("erasure", {"id": MALIKA}, f"user:{MALIKA}", HER_AND_COORDINATORS),
)


def drawn(row: Row) -> list[Aggregate]:
    some = [Drawing(seed).of(AGGREGATES[row.kind]) for seed in range(DRAWN)]
    called = {field: NAMES[who] for field, who in CALLED.items() if hasattr(some[0], field)}
    return [replace(one, **row.named, **called) for one in some]


def test_every_kind_has_a_row():
    assert {row.kind for row in ROWS} == set(AGGREGATES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind} in {row.scope.partition(':')[0]}")
def test_a_kind_stands_where_its_row_says_and_lets_in_nobody_else(row: Row):
    assert {(one.scope, one.audience) for one in drawn(row)} == {(row.scope, row.audience)}


def test_whatever_opens_one_scope_lets_in_the_same_people():
    """The hub takes the last word: one kind that let in more would let them into all that stands beside it."""
    opened: dict[str, set[frozenset[str]]] = {}
    for row in ROWS:
        if row.audience is not None and row.kind != "task_files":  # readers are added to a solution one by one
            opened.setdefault(row.scope, set()).add(row.audience)

    assert all(len(audiences) == 1 for audiences in opened.values()), opened


def test_nothing_stands_in_a_scope_that_nobody_opens():
    opened = {row.scope for row in ROWS if row.audience is not None}

    assert {row.scope for row in ROWS} - opened == {"public"}
