"""Every plan is proven by its file alone, and no other plan is."""

import base64
import json
import zlib

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.pairing.plans.file import write_plan
from growtogether_desktop.pairing.plans.plan import Situation, best_plan
from growtogether_desktop.pairing.plans.verify.check import verify
from growtogether_desktop.pairing.plans.verify.seal import SUMS, sums
from tests.pairing.conftest import make_mentee, make_mentor
from tests.pairing.plans.cohorts import cohorts, situations

QUIET = Situation()


def written(cohort, policy, situation=QUIET):
    """The plan's file; cohorts whose wishes contradict each other are not looked at here."""
    try:
        return write_plan(best_plan(*cohort, Rules(policy=policy), situation))
    except Problem:
        assume(False)


@pytest.mark.parametrize("policy", Policy)
@given(cohorts(), st.data())
@settings(deadline=None, max_examples=20)
def test_a_plan_is_proven_by_its_file_alone(policy, cohort, data):
    verdict = verify(written(cohort, policy, data.draw(situations(*cohort))))

    assert verdict.proven, [str(finding) for finding in verdict.findings]


def sealed(told):
    """The file as somebody writes it who works the sums out again."""
    return json.dumps({**told, SUMS: sums(told)}).encode()


def totals(told):
    points = np.frombuffer(zlib.decompress(base64.b64decode(told["points"]["data"])), "<i2")
    points = points.reshape(len(told["mentees"]), -1)
    fits = [int(points[row, column]) for row, column in enumerate(told["assigned"]) if column >= 0]
    return {"placed": len(fits), "points": sum(fits), "lowest": min(fits, default=0)}


@pytest.mark.parametrize("policy", Policy)
@given(cohorts(), st.data())
@settings(deadline=None, max_examples=20)
def test_a_worse_plan_is_not_proven(policy, cohort, data):
    told = json.loads(written(cohort, policy))
    placed = {row for row, column in enumerate(told["assigned"]) if column >= 0} - {row for row, _ in told["pins"]}
    assume(placed)
    told["assigned"][data.draw(st.sampled_from(sorted(placed)))] = -1
    told["totals"] = totals(told)

    verdict = verify(sealed(told))

    assert not verdict.proven


def test_prices_that_prove_nothing_are_noticed():
    told = json.loads(written(([make_mentee("Timur"), make_mentee("Lola")], [make_mentor("Malika")]), Policy.MOST))
    told["proof"]["steps"][0]["prices"] = [0]

    verdict = verify(sealed(told))

    assert not verdict.proven
    assert [str(finding) for finding in verdict.findings] == [
        "Not proven: by the prices in the file a plan could be worth more."
    ]


def places(value, path=()):
    """Every place in a tree of JSON."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from places(inner, (*path, key))


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=3), st.just([]), st.just({})
)


@given(st.sampled_from(Policy), st.data())
@settings(deadline=None, max_examples=100)
def test_whatever_stands_in_the_file_is_judged_or_refused(policy, data):
    people = [make_mentee("Ali"), make_mentee("Vali", together=(make_mentee("Ali").id,)), make_mentee("Guli", "Rust")]
    plan = best_plan(people, [make_mentor("Malika", capacity=2), make_mentor("Aziz", "Rust")], Rules(policy=policy))
    told = json.loads(write_plan(plan))
    *way, last = data.draw(st.sampled_from([path for path in places(told) if path]))
    where = told
    for key in way:
        where = where[key]
    where[last] = data.draw(JUNK)

    try:
        verdict = verify(sealed(told))
    except Problem:
        return

    assert verdict.findings


@pytest.mark.parametrize("policy", Policy)
def test_the_file_names_the_engine_of_every_step_that_had_a_choice(policy):
    people = [make_mentee("Ali"), make_mentee("Vali", "Rust")]

    told = json.loads(written((people, [make_mentor("Malika"), make_mentor("Aziz", "Rust")]), policy))

    engines = {step["engine"] for step in told["proof"]["steps"]}
    assert "seats" in engines
    assert engines <= {"seats", ""}
