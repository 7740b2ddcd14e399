"""A coordinator's spreadsheet becomes a roster, and everything wrong with it is told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as
from growtogether_desktop.pairing.columns import ColumnMapping, Field, guess_mapping
from growtogether_desktop.pairing.roster import missing_columns, read_roster
from growtogether_desktop.pairing.table import Row, Table, read_table

COHORT = CohortId("spring")
HEADER = "name,role,email,id,skills,wants,capacity,level,languages,goal,bio"


def roster(*lines, header=HEADER, role=None):
    table = read_table("\n".join([header, *lines]).encode())
    return read_roster(table, guess_mapping(table.header), COHORT, role)


def complaints(read):
    return [(problem.line, problem.column, str(problem.what)) for problem in read.problems]


def test_both_roles_are_read_from_one_file():
    read = roster(
        "Malika Karimova,mentor,malika@example.org,,Go;Rust,,2,5,uz;ru,,Back-end",
        "Timur Aliyev,mentee,,7,SQL,Go,,1,uz,A job,",
    )

    assert read.problems == ()
    (malika,), (timur,) = read.mentors, read.mentees
    assert malika.id == mentor_id(person_known_as("malika@example.org"), COHORT)
    assert (malika.name, malika.skills, malika.capacity, malika.level) == ("Malika Karimova", ("Go", "Rust"), 2, 5)
    assert (malika.languages, malika.email, malika.bio) == (("uz", "ru"), "malika@example.org", "Back-end")
    assert timur.person == person_known_as("7")
    assert (timur.wants, timur.skills, timur.level, timur.languages) == (("Go",), ("SQL",), 1, ("uz",))
    assert timur.goal == "A job"


def test_two_files_are_of_one_role_each():
    mentors = roster("Malika,Go", header="name,skills", role=MENTOR)
    mentees = roster("Timur,Go", header="name,wants", role=MENTEE)

    assert [mentor.name for mentor in mentors.mentors] == ["Malika"]
    assert [mentee.wants for mentee in mentees.mentees] == [("Go",)]


@pytest.mark.parametrize("role", ["Mentor", "MENTOR", "ментор", "Наставник", "ustoz", "Устоз", "murabbiy"])
def test_a_mentor_is_known_in_every_language(role):
    assert len(roster(f"Malika,{role},,,Go").mentors) == 1


@pytest.mark.parametrize(
    "role", ["mentee", "Менти", "подопечный", "стажёр", "shogird", "Oʻquvchi", "ўқувчи", "student"]
)
def test_a_mentee_is_known_in_every_language(role):
    assert len(roster(f"Timur,{role}").mentees) == 1


def test_a_given_and_a_family_name_make_one_name():
    read = roster("Malika,Karimova,Go", header="first name,last name,skills", role=MENTOR)

    assert read.mentors[0].name == "Malika Karimova"


def test_empty_cells_and_dashes_mean_what_is_usual():
    read = roster("Malika,mentor,-,,Go,,—,,-,,", "Timur,mentee")

    assert (read.mentors[0].capacity, read.mentors[0].level, read.mentors[0].email) == (1, 4, "")
    assert (read.mentees[0].level, read.mentees[0].languages, read.mentees[0].wants) == (2, (), ())


def test_a_mentor_may_have_no_seat():
    assert roster("Malika,mentor,,,Go,,0").mentors[0].capacity == 0


@pytest.mark.parametrize("written", ["3", "3.0", '"3,0"', " 3 "])
def test_a_whole_number_may_be_written_as_spreadsheets_do(written):
    assert roster(f"Malika,mentor,,,Go,,{written}").mentors[0].capacity == 3


@pytest.mark.parametrize(
    "written", ["uz;ru;en", "oʻzbek; русский; English", "ўзбек тили/рус тили/ingliz tili", "uzb & rus & eng"]
)
def test_languages_are_understood_as_codes_and_names(written):
    assert roster(f"Timur,mentee,,,,,,,{written}").mentees[0].languages == ("uz", "ru", "en")


@pytest.mark.parametrize("written", ["kaa", "qoraqalpoqcha", "qoraqalpoq tili", "Каракалпакский", "Karakalpak"])
def test_karakalpak_is_understood_too(written):
    assert roster(f"Timur,mentee,,,,,,,{written}").mentees[0].languages == ("kaa",)


BAD_ROWS = [
    (",mentee", "name", "The name is missing."),
    ("Ali,", "role", "The role is missing."),
    ("Ali,boss", "role", "“boss” is neither mentor nor mentee."),
    ("Ali,mentor,,,Go,,two", "capacity", "“two” is not a whole number."),
    ("Ali,mentor,,,Go,,1.5", "capacity", "“1.5” is not a whole number."),
    ("Ali,mentor,,,Go,,-1", "capacity", "“-1” is outside 0 to 1000."),
    ("Ali,mentor,,,Go,,1001", "capacity", "“1001” is outside 0 to 1000."),
    ("Ali,mentee,,,,,,0", "level", "“0” is outside 1 to 5."),
    ("Ali,mentee,,,,,,6", "level", "“6” is outside 1 to 5."),
    ("Ali,mentee,,,,,,senior", "level", "“senior” is not a whole number."),
    ("Ali,mentor", "skills", "A mentor needs skills."),
    ("Ali,mentee,ali at example", "email", "“ali at example” is not an e-mail address."),
    ("Ali,mentee,,,,,,,elvish", "languages", "“elvish” is not a language we know."),
    (f"Ali,mentee,,,,,,,,{'x' * 4001}", "goal", "This cell has 4001 letters; at most 4000 are read."),
    ("Ali,mentee,,,,,,,,,,,x", "", "The row has 13 cells and the header 11."),
]


@pytest.mark.parametrize(("line", "column", "what"), BAD_ROWS)
def test_a_bad_row_is_told_with_line_column_and_advice(line, column, what):
    read = roster("Malika,mentor,,,Go", line)

    assert complaints(read) == [(3, column, what)]
    assert str(read.problems[0].advice)
    assert len(read.mentors) == 1
    assert read.mentees == ()


def test_everything_wrong_is_told_at_once_and_the_rest_is_kept():
    lines = [line.replace("Ali", f"Ali the {number}.") for number, (line, _, _) in enumerate(BAD_ROWS)]

    read = roster(*lines, "Timur,mentee")

    assert [(problem.line, problem.column) for problem in read.problems] == [
        (number, column) for number, (_, column, _) in enumerate(BAD_ROWS, start=2)
    ]
    assert [mentee.name for mentee in read.mentees] == ["Timur"]


def test_a_row_can_have_several_problems():
    assert [column for _, column, _ in complaints(roster(",mentor,nowhere,,,,many,9"))] == [
        "name",
        "email",
        "level",
        "skills",
        "capacity",
    ]


def test_the_column_is_called_as_the_file_calls_it():
    read = roster("Али,ментор,Go,много", header="Имя,Роль,Навыки,Количество мест")

    assert complaints(read) == [(2, "Количество мест", "“много” is not a whole number.")]


@pytest.mark.parametrize(
    ("twin", "column", "what"),
    [
        ("Ali K,mentee,ALI@example.org", "email", "“ali@example.org” is already in line 3."),
        ("Ali K,mentee,other@example.org,A-7", "id", "“a-7” is already in line 3."),
        ("АЛИ Каримов,mentee", "name", "АЛИ Каримов is already in line 3."),
    ],
)
def test_nobody_is_enrolled_twice(twin, column, what):
    read = roster("Lola,mentee", "Ali Karimov,mentee,ali@example.org,a-7", twin)

    assert complaints(read) == [(4, column, what)]
    assert len(read.mentees) == 2


def test_namesakes_with_an_address_each_are_two_people():
    assert len(roster("Ali,mentee,ali1@example.org", "Ali,mentee,ali2@example.org").mentees) == 2


def test_one_person_may_be_mentor_and_mentee():
    read = roster("Ali,mentor,ali@example.org,,Go", "Ali,mentee,ali@example.org,,,Rust")

    assert read.mentors[0].person == read.mentees[0].person


@pytest.mark.parametrize(
    ("header", "role", "missing"),
    [
        ("name,skills", None, "Mentor or mentee"),
        ("role,skills", None, "Name"),
        ("name,role", None, "Skills"),
        ("email", MENTOR, "Name, Skills"),
        ("email", MENTEE, "Name"),
    ],
)
def test_a_missing_column_is_named(header, role, missing):
    with pytest.raises(Problem, match=f"the one for: {missing}\\."):
        roster("x", header=header, role=role)


def test_what_a_mapping_lacks_can_be_asked_before():
    assert missing_columns(ColumnMapping(("name", "", "role"))) == (Field.SKILLS,)
    assert missing_columns(ColumnMapping(("name",)), MENTEE) == ()


@given(st.lists(st.lists(st.text(max_size=12), min_size=11, max_size=12), max_size=6))
def test_every_row_is_either_a_person_or_a_problem(rows):
    header = tuple(HEADER.split(","))
    table = Table(header, tuple(Row(line, tuple(cells)) for line, cells in enumerate(rows, start=2)))

    read = read_roster(table, guess_mapping(header), COHORT)

    assert len(read.mentors) + len(read.mentees) + len({problem.line for problem in read.problems}) == len(rows)


WISHES = "name,role,email,id,skills,wants,capacity,availability,time zone,mentees at least,priority,together,apart"


def test_when_people_have_time_and_where_they_live_is_read():
    read = roster(
        'Malika,mentor,m@example.org,,Go,,3,"Mon-Fri 18:00-21:00; Sat 10-14",UTC+5,2,,,',
        "Timur,mentee,t@example.org,,,Go,,Пн 18:00-21:00,Ташкент,,1,,",
        header=WISHES,
    )

    assert read.problems == ()
    (malika,), (timur,) = read.mentors, read.mentees
    assert malika.free[0] == (36, 42)
    assert len(malika.free) == 6
    assert (malika.zone, malika.capacity, malika.least) == ("Etc/GMT-5", 3, 2)
    assert (timur.free, timur.zone, timur.priority) == (((36, 42),), "Asia/Tashkent", 1)


def test_what_nobody_said_stays_open():
    read = roster("Malika,mentor,,,Go,,,,,,,,", "Timur,mentee,,,,Go,,,,,,,", header=WISHES)

    (malika,), (timur,) = read.mentors, read.mentees
    assert (malika.free, malika.zone, malika.least) == ((), "", 0)
    assert (timur.free, timur.zone, timur.priority, timur.together, timur.apart) == ((), "", 0, (), ())


@pytest.mark.parametrize(
    ("written", "priority"),
    [("2", 2), ("high", 1), ("Высокий", 1), ("yuqori", 1), ("urgent", 2), ("Birinchi", 2), ("обычный", 0)],
)
def test_a_priority_is_a_number_or_a_word(written, priority):
    (timur,) = roster(f"Timur,mentee,,,,Go,,,,,{written},,", header=WISHES).mentees

    assert timur.priority == priority


def test_mentees_are_kept_together_and_apart_by_email_number_or_name():
    read = roster(
        "Timur,mentee,t@example.org,,,Go,,,,,,Lola Karimova; 7,rustam@example.org",
        "Lola Karimova,mentee,l@example.org,,,Go,,,,,,,",
        "Olim,mentee,,7,,Go,,,,,,,",
        "Rustam,mentee,rustam@example.org,,,Go,,,,,,,",
        header=WISHES,
    )

    timur, lola, olim, rustam = read.mentees
    assert read.problems == ()
    assert timur.together == (lola.id, olim.id)
    assert timur.apart == (rustam.id,)


@pytest.mark.parametrize(
    ("row", "column", "what", "advice"),
    [
        ("Timur,mentee,,,,Go,,someday,,,,,", "availability", "neither a day nor an hour", "Mon-Fri 18:00-21:00"),
        ("Timur,mentee,,,,Go,,,Mars,,,,", "time zone", "not a time zone we know", "Asia/Tashkent"),
        ("Timur,mentee,,,,Go,,,,,3,,", "priority", "outside 0 to 2", "from 0 to 2"),
        ("Timur,mentee,,,,Go,,,,,soon,,", "priority", "not a whole number", "from 0 to 2"),
        ("Timur,mentee,,,,Go,,,,,,Nobody,", "together", "No mentee of this file is called “Nobody”", "the e-mail"),
        ("Timur,mentee,,,,Go,,,,,,Malika,", "together", "No mentee of this file is called “Malika”", "the e-mail"),
        ("Timur,mentee,,,,Go,,,,,,,timur", "apart", "the mentee of this row", "another mentee"),
        ("Timur,mentee,,,,Go,,,,,,Aziz,", "together", "Several mentees are called “Aziz”", "the e-mail"),
        (
            "Timur,mentee,,,,Go,,,,,,Lola,Lola",
            "apart",
            "Timur, Lola are to be together and apart at once",
            "one of the two columns",
        ),
        ("Bek,mentor,,,Go,,2,,,3,,,", "mentees at least", "At least 3 mentees do not fit on 2 seats", "more seats"),
    ],
)
def test_what_a_wish_lacks_is_told_with_its_cell(row, column, what, advice):
    read = roster(
        "Malika,mentor,,,Go,,,,,,,,",
        "Aziz,mentee,a1@example.org,,,Go,,,,,,,",
        "Aziz,mentee,a2@example.org,,,Go,,,,,,,",
        "Lola,mentee,,,,Go,,,,,,,",
        row,
        header=WISHES,
    )

    (problem,) = read.problems
    assert (problem.line, problem.column) == (6, column)
    assert what in str(problem.what)
    assert advice in str(problem.advice)
