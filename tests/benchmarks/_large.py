"""A large cohort of people with skills, goals and levels of the demo's, mixed anew."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from growtogether_desktop.base.saving import as_csv
from growtogether_desktop.demo.programme import DEMO
from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.cohorts import StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, PersonId
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.pairing.columns import guess_mapping
from growtogether_desktop.pairing.roster import read_roster
from growtogether_desktop.pairing.table import open_table

LARGE = CohortId("large")


def enrolment(mentees: int, mentors: int, seats: tuple[int, ...]) -> Iterator[Change[Any]]:
    """What starts the cohort and enrols everybody; each mentor has one of these numbers of seats."""
    table = open_table(DEMO / "cohort_2026.csv")
    roster = read_roster(table, guess_mapping(table.header), LARGE)
    dice = Random(1)
    yield StartCohort(LARGE, "Large")
    for at in range(mentors):
        known, person = dice.choice(roster.mentors), PersonId(f"mentor-{at}")
        id, name = mentor_id(person, LARGE), f"{known.name} {at}"
        skills = tuple(dice.sample(known.skills, max(1, len(known.skills) * 2 // 3)))
        mentor = replace(known, id=id, person=person, name=name, skills=skills, capacity=dice.choice(seats))
        yield EnrolMentor(id, mentor)
    for at in range(mentees):
        wanting, person = dice.choice(roster.mentees), PersonId(f"mentee-{at}")
        id, name = mentee_id(person, LARGE), f"{wanting.name} {at}"
        wants = tuple(dice.sample(wanting.wants, max(1, len(wanting.wants) * 2 // 3)))
        yield EnrolMentee(id, replace(wanting, id=id, person=person, name=name, wants=wants))


def roster_file(path: Path, mentees: int, mentors: int, seats: tuple[int, ...]) -> Path:
    """The same people, as the roster that a coordinator brings."""
    rows = [("name", "role", "email", "skills", "wants", "level", "capacity", "languages", "goal", "bio")]
    for one in enrolment(mentees, mentors, seats):
        if isinstance(one, EnrolMentor):
            mentor = one.mentor
            knows, can = ";".join(mentor.skills), (str(mentor.level), str(mentor.capacity), ";".join(mentor.languages))
            rows.append((mentor.name, "mentor", f"{mentor.person}@example.org", knows, "", *can, "", mentor.bio))
        elif isinstance(one, EnrolMentee):
            mentee = one.mentee
            wants, can = ";".join(mentee.wants), (str(mentee.level), "", ";".join(mentee.languages))
            rows.append((mentee.name, "mentee", f"{mentee.person}@example.org", "", wants, *can, mentee.goal, ""))
    path.write_text(as_csv(rows), encoding="utf-8")
    return path
