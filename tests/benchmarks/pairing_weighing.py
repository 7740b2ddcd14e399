"""How long a coordinator waits for the exact loss of every other mentor, where a policy has to search.

Twenty pairs of mentees are to be together and ten apart where it says so. Plans are made first, which takes minutes;
by leximin with wishes it would take hours in the large cohort, so that is left out.
"""

import random
import time
from dataclasses import replace

from growtogether_desktop.domain.cohorts import Mentee, Policy, Rules
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.plan import Situation, plan_by, score
from tests.benchmarks.pairing import people

SIZES = ((500, 200, 3), (5_000, 1_500, 4))
TOGETHER, APART = 20, 10


def run() -> list[dict[str, object]]:
    return [
        weighed
        for size in SIZES
        for policy in (Policy.LEXIMIN, Policy.FLOOR, Policy.SUM)
        for wishes in (False, True)
        if wishes or policy == Policy.LEXIMIN  # else there is nothing to search
        if not (wishes and policy == Policy.LEXIMIN and size == SIZES[-1])
        for weighed in every_mentor(size, policy, wishes)
    ]


def every_mentor(size: tuple[int, int, int], policy: Policy, wishes: bool) -> list[dict[str, object]]:
    """Seconds of the processor: until the first are told, and until all are."""
    mentees, mentors = people(*size)
    wishing = random.Random(1).sample(range(len(mentees)), 2 * (TOGETHER + APART)) if wishes else []
    for at in range(0, len(wishing), 2):
        one, other = wishing[at : at + 2]
        what = "together" if at < 2 * TOGETHER else "apart"
        mentees[one] = replace(mentees[one], **{what: (mentees[other].id,)})
    rules = Rules(policy=policy)
    began = time.process_time()
    plan = plan_by(score(mentees, mentors, rules, Situation()), rules)
    said: dict[str, object] = {
        "size": f"{size[0]} × {size[1]}",
        "policy": policy,
        "wishes": len(wishing) // 2,
        "plan s": round(time.process_time() - began, 1),
        "proven": plan.proven,
    }
    desk = Desk(plan)
    usual = [mentee for at, mentee in enumerate(mentees) if at not in wishing]
    rows = [said | {"mentee": who} | choose(desk, usual[at]) for at, who in enumerate(("the first", "the next"))]
    if wishes:
        rows += [said | {"mentee": "in a group"} | choose(desk, mentees[wishing[0]])]
        rows += [said | {"mentee": "with a rival"} | choose(desk, mentees[wishing[-1]])]
    return rows


def choose(desk: Desk, mentee: Mentee) -> dict[str, object]:
    told: list[float] = []
    began = time.process_time()
    found = desk.choices(MenteeId(mentee.id), tell=lambda some: told.append(time.process_time() - began))
    spent = time.process_time() - began
    return {"mentors": len(found or ()), "first s": round(told[0] if told else spent, 2), "all s": round(spent, 2)}
