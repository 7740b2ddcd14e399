"""A roster is compared with who is enrolled before anybody enrols, and comes in as one gesture."""

from datetime import UTC, datetime

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, MentorId, person_known_as
from growtogether_desktop.domain.roster import PinPair, SetPriority, SetSeats
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.pairing.columns import Field
from growtogether_desktop.workspace.workspace import Workspace
from tests.desks import MakeDesk

HEADER = "name,role,email,skills,wants,capacity\n"
ROSTER = HEADER + (
    "Malika,mentor,malika@example.org,Python;SQL,,2\n"
    "Timur,mentee,timur@example.org,,Python,\n"
    "Lola,mentee,lola@example.org,,SQL,\n"
)


@pytest.fixture
def workspace(desk: MakeDesk) -> Workspace:
    return desk("kamron", COORDINATOR).workspace


@pytest.fixture
def roster(workspace: Workspace) -> RosterImport:
    return RosterImport(workspace)


def news(roster: RosterImport) -> tuple[int, int, int]:
    return roster.news("new"), roster.news("changed"), roster.news("known")


async def test_a_file_starts_a_cohort_and_enrols_everybody_in_one_step(workspace, roster, tmp_path):
    file = tmp_path / "cohort.csv"
    file.write_text(ROSTER)
    await roster.open(file, None)
    assert news(roster) == (3, 0, 0)

    cohort = await roster.enrol("Autumn 2026")

    assert (await workspace.see(Cohort, cohort)).title == "Autumn 2026"
    assert [mentor.name for mentor in await workspace.see_all(Mentor, cohort)] == ["Malika"]
    assert {mentee.name for mentee in await workspace.see_all(Mentee, cohort)} == {"Timur", "Lola"}
    assert str(workspace.history.undo_title) == "Enrol 3 people"

    await roster.read_again()
    assert news(roster) == (0, 0, 3)

    await workspace.undo()
    assert await workspace.see(Cohort, cohort) is None
    assert await workspace.see_all(Mentor) == ()
    assert await workspace.see_all(Mentee) == ()


async def test_a_second_import_updates_and_doubles_nobody(workspace, roster):
    await roster.paste(ROSTER, None)
    id = await roster.enrol("Autumn")
    cohort = await workspace.see(Cohort, id)
    timur = mentee_id(person_known_as("timur@example.org"), id)
    await workspace.do(PinPair(timur, MentorId(mentor_id(person_known_as("malika@example.org"), id))))

    await roster.paste(
        ROSTER.replace(",,Python", ",,Rust").replace("Lola,", "Nodir,").replace("lola@", "nodir@"), cohort
    )
    assert news(roster) == (1, 1, 1)
    assert roster.absent == 1
    assert [row.changed for row in roster.rows] == [(), (Field.WANTS,), ()]
    await roster.enrol()

    assert len(await workspace.see_all(Mentee, id)) == 3
    revised = await workspace.see(Mentee, timur)
    assert revised.wants == ("Rust",)
    assert revised.pinned_to is not None
    assert str(workspace.history.undo_title) == "Enrol 1, update 1"
    await workspace.undo()
    assert (await workspace.see(Mentee, timur)).wants == ("Python",)


async def test_what_a_file_has_no_column_for_stays_as_it_is(workspace, roster):
    await roster.paste(ROSTER, None)
    id = await roster.enrol("Autumn")
    cohort = await workspace.see(Cohort, id)
    malika = mentor_id(person_known_as("malika@example.org"), id)
    timur = mentee_id(person_known_as("timur@example.org"), id)
    await workspace.do(SetSeats(malika, 5, 2), SetPriority(timur, 2))

    await roster.paste("name,role,email,skills,wants\nMalika,mentor,malika@example.org,Rust,\n", cohort)
    await roster.enrol()

    revised = await workspace.see(Mentor, malika)
    assert (revised.skills, revised.capacity, revised.least) == (("Rust",), 5, 2)
    assert (await workspace.see(Mentee, timur)).priority == 2


async def test_good_rows_enrol_while_all_bad_ones_are_told_at_once(workspace, roster, tmp_path):
    file = tmp_path / "cohort.csv"
    file.write_text(ROSTER + "Nodir,menti?,nodir@example.org,,Go,\n,mentor,nobody,Go,,lots\n")
    await roster.open(file, None)

    assert {problem.line for problem in roster.roster.problems} == {5, 6}
    assert "Line 5, role: “menti?” is neither mentor nor mentee." in roster.problems_as_text()
    assert len(roster.problems_as_text().splitlines()) == len(roster.roster.problems) == 4
    cohort = await roster.enrol("Autumn")
    assert len(await workspace.see_all(Mentee, cohort)) == 2

    file.write_text(ROSTER + "Nodir,mentee,nodir@example.org,,Go,\n")
    await roster.read_again()
    assert roster.roster.problems == ()
    assert news(roster) == (1, 0, 3)


async def test_problems_are_saved_for_whoever_keeps_the_file(roster, tmp_path):
    await roster.paste(HEADER + "Nodir,,nodir@example.org,,Go,\n", None)

    await roster.save_problems(tmp_path / "look.txt")

    assert "Line 2" in (tmp_path / "look.txt").read_text(encoding="utf-8-sig")


async def test_an_unwritable_place_is_a_problem_and_leaves_nothing(roster, tmp_path):
    (tmp_path / "look.txt").mkdir()

    with pytest.raises(Problem, match="cannot be saved"):
        await roster.save_problems(tmp_path / "look.txt")

    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


async def test_columns_nobody_can_guess_are_chosen_once_and_remembered(workspace, roster):
    strange = "Who,Does what,Knows\nMalika,mentor,Python\n"
    await roster.paste(strange, None)
    assert roster.missing == (Field.NAME, Field.ROLE, Field.SKILLS)
    assert roster.rows == ()

    await roster.map_column(0, Field.NAME)
    await roster.map_column(2, Field.SKILLS)
    await roster.map_column(1, Field.ROLE)
    assert roster.missing == ()
    assert news(roster) == (1, 0, 0)

    another = RosterImport(workspace)
    await another.paste(strange.replace("Malika", "Bekzod"), None)
    assert [row.place.name for row in another.rows] == ["Bekzod"]


async def test_a_file_of_mentees_alone_needs_no_role_column(workspace, roster):
    await roster.paste("Name,Wants to learn\nTimur,Python\n", None)
    assert Field.ROLE in roster.missing

    await roster.all_are(MENTEE)
    assert [type(row.place) for row in roster.rows] == [Mentee]

    await roster.all_are(MENTOR)
    assert roster.missing == (Field.SKILLS,)


async def test_what_is_no_table_changes_nothing(roster, tmp_path):
    await roster.paste(ROSTER, None)
    rubbish = tmp_path / "cohort.xlsx"
    rubbish.write_bytes(b"PK\x03\x04 not a workbook")

    with pytest.raises(Problem):
        await roster.open(rubbish, None)
    with pytest.raises(Problem, match="cannot be opened"):
        await roster.open(tmp_path / "gone.csv", None)

    assert news(roster) == (3, 0, 0)


async def test_a_file_in_windows_cyrillic_is_read(roster, tmp_path):
    file = tmp_path / "набор.csv"
    file.write_bytes("имя;роль;навыки\nАнна Ким;наставник;Python\n".encode("cp1251"))

    await roster.open(file, None)

    assert [row.place.name for row in roster.rows] == ["Анна Ким"]


async def test_the_comparison_follows_an_undo(workspace, roster):
    await roster.paste(ROSTER, None)
    await roster.enrol("Autumn")
    touched = []
    workspace.touched.connect(touched.append)

    await workspace.undo()
    await roster.hear(touched[-1])

    assert news(roster) == (3, 0, 0)


async def test_the_example_is_a_roster(roster, tmp_path):
    await roster.save_example(tmp_path / "roster.csv")

    await roster.open(tmp_path / "roster.csv", Cohort(CohortId("autumn"), "Autumn", datetime(2026, 3, 1, tzinfo=UTC)))

    assert roster.roster.problems == ()
    assert news(roster) == (2, 0, 0)


async def test_a_file_put_away_leaves_nothing_behind(roster):
    await roster.paste(ROSTER, None)

    roster.put_away()

    assert roster.table is None
    assert roster.rows == ()
    assert not roster.can_read_again
