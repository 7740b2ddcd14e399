"""A mentor and a mentee who are paired already, each at a window of their own."""

from collections.abc import Callable

from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import Pair, PublishPairs
from growtogether_desktop.domain.ids import CohortId, PersonId
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from tests.hubs import RunningHub
from tests.journeys.windows.seats import Seat

SPRING = CohortId("spring")
MALIKA, TIMUR = PersonId("p-malika"), PersonId("p-timur")


async def two_at_their_windows(hub: RunningHub, seat: Callable[[str], Seat]) -> tuple[Seat, Seat]:
    """Malika and Timur, told of each other by a coordinator who has no window."""
    mentor = Mentor(mentor_id(MALIKA, SPRING), SPRING, MALIKA, "Malika Karimova", ("Python",), 1)
    mentee = Mentee(mentee_id(TIMUR, SPRING), SPRING, TIMUR, "Timur Aliyev", ("Python",))
    kamron = hub.coordinator
    kamron.do(StartCohort(SPRING, "Spring 2026"), EnrolMentor(mentor.id, mentor), EnrolMentee(mentee.id, mentee))
    kamron.do(PublishPairs(SPRING, (Pair(mentor.id, mentee.id, 90),)))
    assert kamron.meet() == 0
    malika, timur = seat("malika"), seat("timur")
    await malika.join(hub, hub.invite(mentor.name, MENTOR, person=MALIKA).code)
    await timur.join(hub, hub.invite(mentee.name, MENTEE, person=TIMUR).code)
    return await malika.open_window(), await timur.open_window()
