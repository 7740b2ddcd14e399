"""A plan's file says what was written, to the last leaf; whatever else it says is refused."""

import copy
import json
from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.proposals import Say
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.file import write_plan
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, plan_by, score
from growtogether_desktop.pairing.plans.rematch import fewest_changes, frontier
from growtogether_desktop.pairing.plans.rescoring import rescored
from growtogether_desktop.pairing.plans.verify.check import verify
from growtogether_desktop.pairing.plans.verify.seal import SUMS, sums
from tests.pairing.conftest import make_mentee, make_mentor

MENTORS = [
    make_mentor("Malika", "Go Python", capacity=2, least=1, languages=("uz", "ru")),
    make_mentor("Aziz", "Rust", capacity=1, languages=("ru",)),
    make_mentor("Nodira", "SQL Java", capacity=2),
    make_mentor("Kamola", "COBOL", capacity=0),
]
MENTEES = [
    make_mentee("Ali", "Go", languages=("uz",), priority=2),
    make_mentee("Vali", "Rust", priority=1),
    make_mentee("Guli", "SQL", forbidden=(MENTORS[0].id,)),
    make_mentee("Lola", "Python", languages=("uz",), pinned_to=MENTORS[0].id),
    make_mentee("Timur", "Java"),
    make_mentee("Zuhra", "React"),
    make_mentee("Rustam", "Rust Go"),
]
IN_COMPANY = [
    *MENTEES[:4],
    replace(MENTEES[4], together=(MENTEES[2].id,)),
    replace(MENTEES[5], apart=(MENTEES[0].id, MENTEES[3].id)),
    MENTEES[6],
]
ANSWERS = Say({(MENTEES[1].id, MENTORS[1].id): 10, (MENTEES[6].id, MENTORS[1].id): 3}, frozenset())
BEFORE = {MENTEES[1].id: MENTORS[2].id, MENTEES[4].id: MENTORS[2].id, MENTEES[6].id: MENTORS[0].id}


def made(policy, mentees=MENTEES):
    return best_plan(mentees, MENTORS, Rules(policy=policy), Situation(answers=ANSWERS))


def matched_again(keep=None):
    scored = score(MENTEES, MENTORS, Rules(), Situation(answers=ANSWERS, before=BEFORE))
    return (fewest_changes(scored, Rules()) if keep is None else frontier(scored, Rules(), (keep,))[0]).plan


def edited():
    """A plan that has followed a pin and was proven again."""
    rules, situation = Rules(), Situation(answers=ANSWERS)
    desk = Desk(best_plan(MENTEES, MENTORS, rules, situation))
    changed = [*MENTEES[:6], replace(MENTEES[6], pinned_to=MENTORS[2].id)]
    scored = rescored(desk.scored, rules, changed, MENTORS, rules, situation)
    assert desk.follow(scored, rules) is not None
    return desk.settle(plan_by(scored, rules))


PLANS = {
    **{policy: lambda policy=policy: made(policy) for policy in Policy},
    **{f"{policy} in company": lambda policy=policy: made(policy, IN_COMPANY) for policy in Policy},
    "matched again with the fewest changes": matched_again,
    "matched again for points": lambda: matched_again(5),
    "edited": edited,
    "with names": lambda: made(Policy.FLOOR),
}


@pytest.fixture(scope="module", params=PLANS)
def told(request):
    return json.loads(write_plan(PLANS[request.param](), names=request.param == "with names"))


def leaves(value, path=()):
    """Every place in a tree of JSON at which nothing further is."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not inside:
        yield path
    for key, inner in inside:
        yield from leaves(inner, (*path, key))


def nodes(value, path=()):
    yield path, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from nodes(inner, (*path, key))


def with_change(told, path, change):
    """The file with `change(holder, key)` done at that place."""
    copied = copy.deepcopy(told)
    where = copied
    for key in path[:-1]:
        where = where[key]
    change(where, path[-1])
    return copied


def another(value):
    if isinstance(value, bool) or value is None:
        return 1
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    return ["more"] if isinstance(value, list) else {"more": 1}


def refused(told):
    """What is said of the file, which must not be proven."""
    try:
        verdict = verify(json.dumps(told).encode())
    except Problem as problem:
        return str(problem)
    assert not verdict.proven
    return str(verdict.findings[0])


def test_a_file_is_proven_however_it_is_laid_out(told):
    turned = dict(sorted(told.items(), reverse=True))

    assert verify(json.dumps(turned, indent=2, ensure_ascii=False).encode()).proven


def test_every_leaf_that_is_changed_is_noticed(told):
    for path in leaves(told):
        said = refused(with_change(told, path, lambda holder, key: holder.__setitem__(key, another(holder[key]))))

        part = path[1] if path[0] == SUMS else path[0]
        if part not in ("format", "version") or path[0] == SUMS:
            assert said == f"The file was changed after it was written: “{part}”.", path


def test_every_key_that_is_added_is_noticed(told):
    for path, value in nodes(told):
        if isinstance(value, dict):
            copied = with_change([told], (0, *path), lambda holder, key: holder[key].__setitem__("more", 1))[0]
            assert "The file was changed after it was written: “" in refused(copied), path


def test_every_entry_that_is_added_is_noticed(told):
    for path, value in nodes(told):
        if isinstance(value, list):
            assert refused(with_change(told, path, lambda holder, key: holder[key].append(0))), path


def test_everything_that_is_taken_away_is_noticed(told):
    for path, _value in nodes(told):
        if path:
            assert refused(with_change(told, path, lambda holder, key: holder.__delitem__(key))), path


def test_without_its_sums_nothing_is_believed(told):
    bare = {part: value for part, value in told.items() if part != SUMS}

    assert refused(bare) == "The file was changed after it was written."


def test_what_is_told_twice_is_refused(told):
    text = json.dumps(told)
    twice = '{"assigned": [], ' + text[1:]

    with pytest.raises(Problem, match="not a plan of Grow-Together"):
        verify(twice.encode())


def more(told, *path, by=1):
    return with_change(told, path, lambda holder, key: holder.__setitem__(key, holder[key] + by))


def prices(case):
    if "steps" not in case:
        return prices(case["yes"])
    return case["steps"][-1]["prices"]


FORGERIES = {
    "a pair": lambda told: told["assigned"].__setitem__(0, (told["assigned"][0] + 1) % 2),
    "a seat fewer": lambda told: told["mentors"][told["assigned"][0]].update(seats=1),
    "a seat more": lambda told: told["mentors"][told["assigned"][1]].update(seats=9),
    "a least number": lambda told: told["mentors"][idle(told)].update(seats=1, least=1),
    "how many have a mentor": lambda told: told["totals"].update(placed=7),
    "all points": lambda told: told["totals"].update(points=700),
    "the lowest fit": lambda told: told["totals"].update(lowest=100),
    "a pin": lambda told: told["pins"][0].__setitem__(1, (told["pins"][0][1] + 1) % 3),
    "a pin twice": lambda told: told["pins"].append(told["pins"][0]),
    "a ban": lambda told: told["bans"].append([told["mentees"][0]["id"], told["mentors"][told["assigned"][0]]["id"]]),
    "a ban of nobody": lambda told: told["bans"].append(["nobody", told["mentors"][0]["id"]]),
    "whose place it is": lambda told: told["mentees"][0].update(id=told["mentees"][1]["id"]),
    "together": lambda told: told["together"].append([0, told["assigned"].index(-1)]),
    "apart": lambda told: told["apart"].append(neighbours(told)),
    "a rank": lambda told: told["ranks"].append([told["assigned"].index(-1), told["assigned"][1], 1000]),
    "low prices": lambda told: prices(told["proof"]).__setitem__(slice(None), [-1] * 4),
    "high prices": lambda told: prices(told["proof"]).__setitem__(slice(None), [10**9] * 4),
    "the policy": lambda told: told["rules"].update(policy="leximin"),
}


def idle(told):
    """A mentor with nobody."""
    return next(column for column in range(len(told["mentors"])) if column not in told["assigned"])


def neighbours(told):
    """Two mentees with one mentor."""
    taken = told["assigned"]
    return next([row, other] for other in range(len(taken)) for row in range(other) if taken[row] == taken[other] >= 0)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_whoever_works_the_sums_out_again_is_still_found_out(forgery):
    told = json.loads(write_plan(made(Policy.MOST)))
    FORGERIES[forgery](told)

    said = refused({**told, SUMS: sums(told)})

    assert "changed after it was written" not in said


def test_what_it_is_worth_to_keep_a_pair_is_held_by_the_prices():
    told = json.loads(write_plan(matched_again(5)))
    told["rules"]["keep"] = 1000

    assert refused({**told, SUMS: sums(told)}).startswith("Not proven")


def test_points_are_held_by_the_prices_where_they_would_lead_to_another_plan():
    told, better = json.loads(write_plan(made(Policy.MOST))), json.loads(write_plan(made(Policy.MOST, MENTEES[::-1])))
    assert told == better
    other = [replace(one, wants=("COBOL",)) for one in MENTEES]
    told["points"] = json.loads(write_plan(made(Policy.MOST, other)))["points"]

    assert refused({**told, SUMS: sums(told)})
