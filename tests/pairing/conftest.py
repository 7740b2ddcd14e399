"""Cohorts for tests: the smallest people who can be paired, and the data that lies beside the repository."""

from pathlib import Path

import pytest

from growtogether_desktop.domain.cohorts import Mentee, Mentor, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as

COHORT = CohortId("cohort")


def make_mentor(name, skills="Go", **more):
    person = person_known_as(f"{name}@mentors.example.org")
    return Mentor(mentor_id(person, COHORT), COHORT, person, name, skills=tuple(skills.split()), **more)


def make_mentee(name, wants="Go", **more):
    person = person_known_as(f"{name}@mentees.example.org")
    return Mentee(mentee_id(person, COHORT), COHORT, person, name, wants=tuple(wants.split()), **more)


@pytest.fixture
def mentor():
    return make_mentor


@pytest.fixture
def mentee():
    return make_mentee


@pytest.fixture
def matching_data():
    """Cohorts and problems with known answers that are too large, or not ours, to keep in the repository."""
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "matching"
    if not folder.is_dir():
        pytest.skip("the matching data is not beside the repository")
    return folder
