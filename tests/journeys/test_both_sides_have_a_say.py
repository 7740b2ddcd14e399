"""From a first plan over what everybody says to pairs, and on to another mentor; all of it said offline."""

from datetime import timedelta

import pytest

from growtogether_desktop.domain.asking import Likely, questions
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, Rules, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import Engagement, PublishPairs
from growtogether_desktop.domain.ids import CohortId, PersonId
from growtogether_desktop.domain.proposals import Proposal, what_they_say
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.features.home.model.say import SayModel
from growtogether_desktop.pairing.plans.plan import Situation, best_plan, score

AUTUMN = CohortId("autumn")
MENTORS, MENTEES = ("malika", "bek"), ("timur", "lola")


@pytest.fixture
async def people(desk):
    """Everybody at their desk; both mentors teach what both mentees want."""
    desks = {"kamron": desk("kamron", COORDINATOR)}
    desks |= {name: desk(name, MENTOR) for name in MENTORS} | {name: desk(name, MENTEE) for name in MENTEES}
    kamron = desks["kamron"].workspace
    await kamron.do(StartCohort(AUTUMN, "Autumn"))
    for name in MENTORS:
        id = mentor_id(PersonId(name), AUTUMN)
        await kamron.do(EnrolMentor(id, Mentor(id, AUTUMN, PersonId(name), name.title(), ("Python",))))
    for name in MENTEES:
        id = mentee_id(PersonId(name), AUTUMN)
        await kamron.do(EnrolMentee(id, Mentee(id, AUTUMN, PersonId(name), name.title(), ("Python",))))
    return desks


async def meet(people):
    for _ in range(2):
        for desk in people.values():
            await desk.meet()
            await desk.background.settled()


async def plan_for(kamron):
    """The best plan for whoever has no mentor, with everything that has been said."""
    said = what_they_say(await kamron.see_all(Proposal, AUTUMN))
    told = {one.mentee for one in await kamron.see_all(Engagement, AUTUMN) if not one.ended}
    mentees = [one for one in await kamron.see_all(Mentee, AUTUMN) if one.person not in told]
    return best_plan(mentees, await kamron.see_all(Mentor, AUTUMN), Rules(), Situation(answers=said))


async def ask_everybody(kamron):
    cohort = await kamron.see(Cohort, AUTUMN)
    mentees, mentors = await kamron.see_all(Mentee, AUTUMN), await kamron.see_all(Mentor, AUTUMN)
    scored = score(mentees, mentors, Rules(), Situation())
    likely = [
        Likely(mentee, mentor, int(scored.points[row, column]))
        for row, mentee in enumerate(scored.mentees)
        for column, mentor in enumerate(scored.mentors)
    ]
    await kamron.do(*questions(cohort, likely, kamron.clock() + timedelta(days=7), {}))


async def model_of(desk):
    model = SayModel(desk.workspace)
    await model.refresh()
    return model


async def test_what_is_said_offline_decides_who_works_together(people):
    kamron = people["kamron"].workspace
    await ask_everybody(kamron)
    await meet(people)
    for desk in people.values():
        desk.wire.cut = True

    timur = await model_of(people["timur"])
    bek = mentor_id(PersonId("bek"), AUTUMN)
    await timur.think(timur.questions[0], timur.questions[0].without(bek))
    await timur.say(timur.questions[0].proposal.id)
    malika = await model_of(people["malika"])
    first = malika.questions[0].ranked[0].place
    await malika.think(malika.questions[0], malika.questions[0].moved(first, 1))
    await malika.say(malika.questions[0].proposal.id)
    for desk in people.values():
        desk.wire.cut = False
    await meet(people)

    plan = await plan_for(kamron)
    assert {(pair.mentee, pair.mentor) for pair in plan.pairs} == {
        ("timur@autumn", "malika@autumn"),
        ("lola@autumn", "bek@autumn"),
    }


async def test_who_asks_for_another_mentor_is_paired_anew_and_with_somebody_else(people):
    kamron = people["kamron"].workspace
    pairs = (await plan_for(kamron)).pairs
    before = {pair.mentee: pair.mentor for pair in pairs}
    await kamron.do(PublishPairs(AUTUMN, pairs, publication="first"))
    await meet(people)

    for name in MENTEES:
        model = await model_of(people[name])
        await model.ask_for_another(model.together[0].engagement, "We never find an hour.")
    await meet(people)

    again = {pair.mentee: pair.mentor for pair in (await plan_for(kamron)).pairs}
    assert again.keys() == before.keys()
    assert all(again[mentee] != before[mentee] for mentee in before)
