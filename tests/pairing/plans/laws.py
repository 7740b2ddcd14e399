"""What holds for every plan, by every policy and with every kind of wish: nobody gains by where or how they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st

from growtogether_desktop.domain.cohorts import Mentee, Mentor, Policy, Rules
from growtogether_desktop.domain.proposals import Say
from growtogether_desktop.pairing.plans.file import write_plan
from growtogether_desktop.pairing.plans.impossible import Impossible
from growtogether_desktop.pairing.plans.plan import Situation, plan_by, score
from growtogether_desktop.pairing.plans.rematch import fewest_changes, frontier
from growtogether_desktop.pairing.plans.verify.check import verify
from growtogether_desktop.pairing.plans.ways_out import ways_out
from tests.pairing.plans.cohorts import cohorts

FEWEST = -1


@dataclass(frozen=True)
class Put:
    """A cohort, its rules, and how it is to be planned."""

    mentees: Sequence[Mentee]
    mentors: Sequence[Mentor]
    policy: Policy
    situation: Situation
    keep: int | None
    """None for a first plan; points for a kept pair when it is matched again, or FEWEST changes."""


@st.composite
def puts(draw):
    """Pins, bans, company, least numbers, priorities, ranks, vetoes and an earlier plan, as they come."""
    mentees, mentors = draw(cohorts(most=7))
    pairs = [(mentee.id, mentor.id) for mentee in mentees for mentor in mentors]
    ranked, vetoed, before = {}, (), {}
    if pairs:
        ranked = draw(st.dictionaries(st.sampled_from(pairs), st.sampled_from([3, 6, 10, 20]), max_size=4))
        vetoed = draw(st.lists(st.sampled_from(pairs), max_size=2))
        before = dict(draw(st.lists(st.sampled_from(pairs), max_size=5)))
    keep = draw(st.sampled_from([None, FEWEST, 0, 5, 40])) if before else None
    situation = Situation(answers=Say(ranked, frozenset(vetoed)), before=before if keep is not None else {})
    return Put(mentees, mentors, draw(st.sampled_from(Policy)), situation, keep)


def outcome(put: Put) -> tuple[bytes, tuple[object, ...]]:
    """The plan's file, or nothing; and how it is told, but for the names."""
    rules = Rules(policy=put.policy)
    scored = score(put.mentees, put.mentors, rules, put.situation)
    try:
        if put.keep is None:
            plan = plan_by(scored, rules)
        elif put.keep == FEWEST:
            plan = fewest_changes(scored, rules).plan
        else:
            plan = frontier(scored, rules, (put.keep,))[0].plan
    except Impossible as problem:
        return b"", tuple((one.what.text, tuple(way.steps for way in one.ways)) for one in problem.found)
    reasons = tuple((one.mentee, one.reason.text, one.helpers) for one in plan.unplaced)
    return write_plan(plan), (reasons, plan.runners_up, tuple(way.steps for way in ways_out(scored, plan)))


def order_changes_nothing(put: Put, chance: Random) -> None:
    shuffled = replace(
        put,
        mentees=chance.sample(put.mentees, len(put.mentees)),
        mentors=chance.sample(put.mentors, len(put.mentors)),
        situation=replace(
            put.situation,
            before=dict(chance.sample(sorted(put.situation.before.items()), len(put.situation.before))),
            answers=replace(
                put.situation.answers,
                points=dict(
                    chance.sample(sorted(put.situation.answers.points.items()), len(put.situation.answers.points))
                ),
            ),
        ),
    )

    assert outcome(shuffled) == outcome(put)


def names_change_nothing(put: Put, chance: Random) -> None:
    """Everybody is called as somebody else, and reached where nobody was."""

    def swapped(people):
        names = chance.sample([one.name for one in people], len(people))
        return [
            replace(one, name=name, email=f"{name}@elsewhere.example") for one, name in zip(people, names, strict=True)
        ]

    assert outcome(replace(put, mentees=swapped(put.mentees), mentors=swapped(put.mentors))) == outcome(put)


def a_plan_is_proven_by_its_file(put: Put, chance: Random) -> None:
    text, _told = outcome(put)
    if text:
        verdict = verify(text)
        assert verdict.proven, [str(finding) for finding in verdict.findings]


LAWS = (order_changes_nothing, names_change_nothing, a_plan_is_proven_by_its_file)
