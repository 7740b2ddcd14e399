"""The demo programme's roster: made from real answers, whole, and paired to the last mentee."""

import runpy
from pathlib import Path

import pytest

from growtogether_desktop.domain.ids import CohortId
from growtogether_desktop.pairing.columns import guess_mapping
from growtogether_desktop.pairing.plans.plan import best_plan
from growtogether_desktop.pairing.roster import read_roster
from growtogether_desktop.pairing.table import open_table

DEMO = Path(__file__).parents[2] / "resources" / "demo"


@pytest.fixture(scope="module")
def roster():
    table = open_table(DEMO / "cohort_2026.csv")
    return read_roster(table, guess_mapping(table.header), CohortId("demo"))


def test_the_roster_is_read_whole(roster):
    assert roster.problems == ()
    assert (len(roster.mentors), len(roster.mentees)) == (236, 145)
    assert {mentor.capacity for mentor in roster.mentors} == {1, 2, 3}
    assert all(mentee.wants and mentee.goal for mentee in roster.mentees)


def test_no_two_people_share_a_name_or_an_address(roster):
    people = (*roster.mentors, *roster.mentees)

    assert len({person.name for person in people}) == len({person.email for person in people}) == 381
    assert all(person.email.isascii() and person.email.endswith("@example.org") for person in people)


def test_every_mentee_of_the_demo_has_a_mentor(roster):
    plan = best_plan(roster.mentees, roster.mentors)

    assert (len(plan.pairs), plan.unplaced, plan.seats) == (145, (), 413)
    assert plan.mean > 50
    assert all(pair.reasons for pair in plan.pairs)


def test_the_roster_can_be_made_again_to_the_byte(matching_data):
    make_cohort = runpy.run_path(str(DEMO / "make_cohort.py"))["cohort"]

    made = make_cohort((matching_data / "so2023_excerpt.csv").read_text("utf-8"))

    assert made == (DEMO / "cohort_2026.csv").read_bytes()


def test_the_licence_stands_beside_the_roster():
    notice = (DEMO / "LICENSE-ODbL.md").read_text("utf-8")

    assert "Stack Overflow Developer Survey 2023" in notice
    assert "Open Database License 1.0" in notice
