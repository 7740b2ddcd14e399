"""Two cohorts: last spring's works together and is asked how it went; this autumn's is asked whom it would like."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import Engagement, Pair, PublishPairs, engagement_id
from growtogether_desktop.domain.ids import CohortId, EngagementId, MenteeId, MentorId, PersonId
from growtogether_desktop.domain.outcomes import asking_about
from growtogether_desktop.domain.proposals import AskForOpinion, Proposal, Suggestion, proposal_id
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from tests.desks import Desk, MakeDesk

SPRING, AUTUMN = CohortId("spring"), CohortId("autumn")
MALIKA, BEK, TIMUR, LOLA = (PersonId(name) for name in ("malika", "bek", "timur", "lola"))
FOR_TIMUR = proposal_id(MENTEE, mentee_id(TIMUR, AUTUMN))
FOR_MALIKA = proposal_id(MENTOR, mentor_id(MALIKA, AUTUMN))


@dataclass
class Asked:
    """Everybody at their desk, with what they are asked."""

    kamron: Desk
    malika: Desk
    timur: Desk

    async def meet(self) -> None:
        """Everybody hears of everything."""
        for desk in (self.timur, self.malika, self.kamron, self.timur, self.malika):
            await desk.meet()
            await desk.background.settled()

    @property
    def together(self) -> EngagementId:
        return engagement_id(mentor_id(MALIKA, SPRING), mentee_id(TIMUR, SPRING))


@pytest.fixture
async def asked(desk: MakeDesk) -> Asked:
    kamron = desk("kamron", COORDINATOR)
    made = Asked(kamron, desk("malika", MENTOR), desk("timur", MENTEE))
    for cohort, title in ((SPRING, "Spring"), (AUTUMN, "Autumn")):
        await kamron.workspace.do(StartCohort(cohort, title))
        for person in (MALIKA, BEK):
            await kamron.workspace.do(_mentor(mentor_id(person, cohort), cohort, person))
        for person in (TIMUR, LOLA):
            await kamron.workspace.do(_mentee(mentee_id(person, cohort), cohort, person))
    pair = Pair(mentor_id(MALIKA, SPRING), mentee_id(TIMUR, SPRING), 82, ("Python",))
    await kamron.workspace.do(PublishPairs(SPRING, (pair,), "Meet them soon.", "Write to your mentor.", "first"))
    await kamron.meet()
    told = await kamron.workspace.see(Engagement, made.together)
    assert told is not None
    until = kamron.workspace.clock() + timedelta(days=7)
    for_timur = tuple(_told(mentor_id(one, AUTUMN), one, fit) for one, fit in ((MALIKA, 90), (BEK, 60)))
    for_malika = tuple(_told(mentee_id(one, AUTUMN), one, fit) for one, fit in ((TIMUR, 90), (LOLA, 80)))
    to_timur = (MENTEE, mentee_id(TIMUR, AUTUMN), TIMUR, "Timur", for_timur, until)
    to_malika = (MENTOR, mentor_id(MALIKA, AUTUMN), MALIKA, "Malika", for_malika, until)
    await kamron.workspace.do(
        AskForOpinion(FOR_TIMUR, Proposal(FOR_TIMUR, AUTUMN, "Autumn", *to_timur)),
        AskForOpinion(FOR_MALIKA, Proposal(FOR_MALIKA, AUTUMN, "Autumn", *to_malika)),
        asking_about(told),
    )
    await made.meet()
    return made


def _mentor(id: MentorId, cohort: CohortId, person: PersonId) -> EnrolMentor:
    return EnrolMentor(id, Mentor(id, cohort, person, person.title(), ("Python",), capacity=2))


def _mentee(id: MenteeId, cohort: CohortId, person: PersonId) -> EnrolMentee:
    return EnrolMentee(id, Mentee(id, cohort, person, person.title(), ("Python",)))


def _told(place: str, person: PersonId, fit: int) -> Suggestion:
    return Suggestion(place, person.title(), fit, ("Python",), ("Python",), "Small steps.")
