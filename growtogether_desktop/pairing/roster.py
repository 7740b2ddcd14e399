"""A cohort from the spreadsheet that a coordinator keeps.

Everything that is wrong with it is told at once, with the line, the column and what to do; the rows
that are right are a roster already. A spreadsheet's row never travels further than this module and `cells`.
"""

from dataclasses import dataclass, replace

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, _, say
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, MenteeId, person_known_as
from growtogether_desktop.pairing.cells import MAX_SEATS, Cells, RowProblem
from growtogether_desktop.pairing.columns import TITLES, ColumnMapping, Field
from growtogether_desktop.pairing.skills import split_skills
from growtogether_desktop.pairing.table import Table

USUAL_LEVEL = {MENTOR: 4, MENTEE: 2}
"""Where the roster says nothing."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who can be paired, and which rows have to be looked at first."""

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    problems: tuple[RowProblem, ...]


def missing_columns(mapping: ColumnMapping, role: str | None = None) -> tuple[Field, ...]:
    """The fields without a column, and without which there is no roster.

    `role` is given when the whole file is of one role: MENTOR or MENTEE.
    """
    needed = [Field.NAME]
    if role is None:
        needed.append(Field.ROLE)
    if role != MENTEE:
        needed.append(Field.SKILLS)
    return tuple(field for field in needed if mapping.position(field) is None)


def read_roster(table: Table, mapping: ColumnMapping, cohort: CohortId, role: str | None = None) -> Roster:
    """The people in the table: of both roles by its role column, or all of one `role` (MENTOR or MENTEE).

    Raises: Problem, when a column is missing without which no row makes sense.
    """
    if missing := missing_columns(mapping, role):
        raise Problem(
            say("No column of the file is the one for: {columns}.", columns=", ".join(_(TITLES[f]) for f in missing)),
            say("Give the file these titles, or choose the columns by hand in the program."),
        )
    mentors: list[Mentor] = []
    mentees: list[Mentee] = []
    problems: list[RowProblem] = []
    twins, company = _Twins(), _Company()
    rows = [Cells(row, table.header, mapping) for row in table.rows]
    places = [_place(cells, cohort, role, twins, company) for cells in rows]
    for cells, place in zip(rows, places, strict=True):
        if isinstance(place, Mentee):
            place = company.of(cells, place)
        if cells.problems:
            problems += cells.problems
        elif isinstance(place, Mentor):
            mentors.append(place)
        else:
            mentees.append(place)
    return Roster(tuple(mentors), tuple(mentees), tuple(problems))


def _place(cells: Cells, cohort: CohortId, role: str | None, twins: "_Twins", company: "_Company") -> Mentor | Mentee:
    """What the row says about a person; to be believed only if the cells have no problems afterwards."""
    role = role or cells.role()
    name, email, number = cells.name(), cells.email(), cells.text(Field.ID)
    twins.check(cells, role, name, email, number)
    person = person_known_as(email or number or name)
    skills, languages = split_skills(cells.text(Field.SKILLS)), cells.languages()
    level = cells.whole_number(Field.LEVEL, 1, 5, otherwise=USUAL_LEVEL[role])
    if role == MENTEE:
        id = mentee_id(person, cohort)
        company.meet(id, name, email, number)
        return Mentee(
            id,
            cohort,
            person,
            name,
            wants=split_skills(cells.text(Field.WANTS)),
            skills=skills,
            level=level,
            languages=languages,
            email=email,
            goal=cells.text(Field.GOAL),
            free=cells.free(),
            zone=cells.zone(),
            priority=cells.priority(),
        )
    if not skills:
        cells.object_to(
            Field.SKILLS,
            say("A mentor needs skills."),
            say("Write what this mentor can teach, separated by semicolons."),
        )
    seats = cells.whole_number(Field.CAPACITY, 0, MAX_SEATS, otherwise=1)
    return Mentor(
        mentor_id(person, cohort),
        cohort,
        person,
        name,
        skills=skills,
        capacity=seats,
        level=level,
        languages=languages,
        email=email,
        bio=cells.text(Field.BIO),
        least=cells.least(seats),
        free=cells.free(),
        zone=cells.zone(),
    )


class _Twins:
    """Whom the file has named so far, in each role: nobody is enrolled twice."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], int] = {}
        self._namesakes: dict[tuple[str, str], tuple[int, bool]] = {}

    def check(self, cells: Cells, role: str, name: str, email: str, number: str) -> None:
        for field, known_as in ((Field.EMAIL, email.casefold()), (Field.ID, number.casefold())):
            if known_as and (line := self._met.setdefault((role, known_as), cells.line)) != cells.line:
                cells.object_to(
                    field,
                    say("“{known_as}” is already in line {line}.", known_as=known_as, line=line),
                    say("Keep one of the two rows, or correct this cell."),
                )
                return
        told_apart = bool(email or number)
        line, other_told_apart = self._namesakes.setdefault((role, spelling_key(name)), (cells.line, told_apart))
        if name and line != cells.line and not (told_apart and other_told_apart):
            cells.object_to(
                Field.NAME,
                say("{name} is already in line {line}.", name=name, line=line),
                say("Keep one of the two rows. If they are two people, give both an e-mail."),
            )


class _Company:
    """The mentees of a file as others name them: by e-mail, number or name."""

    def __init__(self) -> None:
        self._known: dict[str, set[MenteeId]] = {}
        self._called: dict[MenteeId, str] = {}

    def meet(self, mentee: MenteeId, called: str, *known_as: str) -> None:
        self._called[mentee] = called
        for name in filter(None, (called, *known_as)):
            self._known.setdefault(spelling_key(name), set()).add(mentee)

    def of(self, cells: Cells, mentee: Mentee) -> Mentee:
        """The mentee with those they are kept together with and apart from."""
        together, apart = (self._named(cells, mentee, field) for field in (Field.TOGETHER, Field.APART))
        for other in together:
            if other in apart:
                cells.object_to(
                    Field.APART,
                    say("{names} are to be together and apart at once.", names=f"{mentee.name}, {self._called[other]}"),
                    say("Name them in one of the two columns."),
                )
        return replace(mentee, together=together, apart=apart)

    def _named(self, cells: Cells, mentee: Mentee, field: Field) -> tuple[MenteeId, ...]:
        found: dict[MenteeId, None] = {}
        for written in cells.others(field):
            mentees = self._known.get(spelling_key(written), set())
            if len(mentees) == 1 and mentee.id not in mentees:
                found |= dict.fromkeys(mentees)
            else:
                cells.object_to(field, *_not_one(written, mentees))
        return tuple(found)


def _not_one(written: str, mentees: set[MenteeId]) -> tuple[Message, Message]:
    """Why a name is not that of one other mentee."""
    if not mentees:
        return (
            say("No mentee of this file is called “{name}”.", name=written),
            say("Write the e-mail, the number or the full name of a mentee of this file."),
        )
    if len(mentees) > 1:
        return (
            say("Several mentees are called “{name}”.", name=written),
            say("Write the e-mail of the one you mean."),
        )
    return (
        say("“{name}” is the mentee of this row.", name=written),
        say("Name another mentee, or leave the cell empty."),
    )
