"""A small cohort, in which everybody's best mentor can be seen by eye."""

from collections.abc import Iterable
from typing import Any

from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.cohorts import Mentee, Mentor, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, MentorId, PersonId
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.pairing.plans.prices import Choice, Lost
from growtogether_desktop.workspace.workspace import Workspace

COHORT = CohortId("autumn")


def mentor(name: str, *skills: str, seats: int = 1, languages: tuple[str, ...] = ("uz",)) -> Mentor:
    person = PersonId(name.lower())
    return Mentor(mentor_id(person, COHORT), COHORT, person, name, skills, seats, languages=languages)


def mentee(name: str, *wants: str, languages: tuple[str, ...] = ("uz",)) -> Mentee:
    person = PersonId(name.lower())
    return Mentee(mentee_id(person, COHORT), COHORT, person, name, wants, languages=languages)


MALIKA, BEKZOD = mentor("Malika", "Python", "SQL"), mentor("Bekzod", "Kotlin", "SQL")
TIMUR, LOLA = mentee("Timur", "Python"), mentee("Lola", "Kotlin")


def enrolment(people: Iterable[Mentor | Mentee]) -> list[Change[Any]]:
    return [EnrolMentor(one.id, one) if isinstance(one, Mentor) else EnrolMentee(one.id, one) for one in people]


async def enrol(workspace: Workspace, *people: Mentor | Mentee) -> None:
    """Start the cohort with these people; with the small one when none are named."""
    await workspace.do(StartCohort(COHORT, "Autumn"), *enrolment(people or (MALIKA, BEKZOD, TIMUR, LOLA)))


async def open_model(workspace: Workspace) -> MatchingModel:
    """A model that listens, as the page's does, and has its first plan."""
    model = MatchingModel(workspace)
    workspace.touched.connect(model.hear)
    model.solve()
    await workspace.background.settled()
    return model


def pairs_of(model: MatchingModel) -> dict[str, str]:
    """Mentee's name → mentor's name, "" for who waits."""
    assert model.proposal is not None
    return {row.mentee.name: row.mentor_name for row in model.proposal.rows}


def lost(points: int, waits: int = 0) -> Choice:
    """A mentor with whom the plan would lose so much."""
    return Choice(MentorId("another"), 50, Lost(points, waits, waits, toll=points + 1000 * waits))
