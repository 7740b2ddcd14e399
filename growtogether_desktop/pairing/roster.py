"""A cohort from the spreadsheet that a coordinator keeps.

Everything that is wrong with it is told at once, with the line, the column and what to do; the rows
that are right are a roster already. A spreadsheet's row never travels further than this module.
"""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import LANGUAGES, Message, _, say
from growtogether_desktop.base.spelling import search_key, spelling_key
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as
from growtogether_desktop.pairing.columns import TITLES, ColumnMapping, Field
from growtogether_desktop.pairing.skills import split_skills
from growtogether_desktop.pairing.table import Row, Table

MAX_SEATS = 1000
MAX_LETTERS = 4000
"""Of one cell. More is no answer but a document, and would outgrow what one change may carry."""
USUAL_LEVEL = {MENTOR: 4, MENTEE: 2}
"""Where the roster says nothing."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is not in the roster, and what puts it there."""

    line: int
    """Of the file, counted from 1."""
    column: str
    """As the file calls it; "" when the whole row is meant."""
    what: Message
    advice: Message


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
            say("Choose the columns by hand, or give the file these titles."),
        )
    mentors: list[Mentor] = []
    mentees: list[Mentee] = []
    problems: list[RowProblem] = []
    twins = _Twins()
    for row in table.rows:
        cells = _Cells(row, table.header, mapping)
        place = _place(cells, cohort, role, twins)
        if cells.problems:
            problems += cells.problems
        elif isinstance(place, Mentor):
            mentors.append(place)
        else:
            mentees.append(place)
    return Roster(tuple(mentors), tuple(mentees), tuple(problems))


def _place(cells: "_Cells", cohort: CohortId, role: str | None, twins: "_Twins") -> Mentor | Mentee:
    """What the row says about a person; to be believed only if the cells have no problems afterwards."""
    role = role or cells.role()
    name, email, number = cells.name(), cells.email(), cells.text(Field.ID)
    twins.check(cells, role, name, email, number)
    person = person_known_as(email or number or name)
    skills, languages = split_skills(cells.text(Field.SKILLS)), cells.languages()
    level = cells.whole_number(Field.LEVEL, 1, 5, otherwise=USUAL_LEVEL[role])
    if role == MENTEE:
        return Mentee(
            mentee_id(person, cohort),
            cohort,
            person,
            name,
            wants=split_skills(cells.text(Field.WANTS)),
            skills=skills,
            level=level,
            languages=languages,
            email=email,
            goal=cells.text(Field.GOAL),
        )
    if not skills:
        cells.object_to(
            Field.SKILLS,
            say("A mentor needs skills."),
            say("Write what this mentor can teach, separated by semicolons."),
        )
    return Mentor(
        mentor_id(person, cohort),
        cohort,
        person,
        name,
        skills=skills,
        capacity=cells.whole_number(Field.CAPACITY, 0, MAX_SEATS, otherwise=1),
        level=level,
        languages=languages,
        email=email,
        bio=cells.text(Field.BIO),
    )


_NOTHING = frozenset({"", "-", "–", "—"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_WHOLE = re.compile(r"(-?[0-9]+)(?:[.,]0+)?")


class _Cells:
    """One row, asked for its fields; what is wrong with an answer is kept in `problems`."""

    def __init__(self, row: Row, header: tuple[str, ...], mapping: ColumnMapping) -> None:
        self._row, self._header, self._mapping = row, header, mapping
        self.problems: list[RowProblem] = []
        if any(row.cells[len(header) :]):
            self.object_to(
                None,
                say("The row has {n} cells and the header {m}.", n=len(row.cells), m=len(header)),
                say("Put quotation marks around a cell that contains the separator, or take the extra cells away."),
            )

    @property
    def line(self) -> int:
        return self._row.line

    def object_to(self, field: Field | None, what: Message, advice: Message) -> None:
        position = None if field is None else self._mapping.position(field)
        column = "" if position is None else self._header[position]
        self.problems.append(RowProblem(self.line, column, what, advice))

    def text(self, field: Field) -> str:
        """What the cell says; "" when it says nothing, or the file has no such column."""
        position = self._mapping.position(field)
        if position is None or position >= len(self._row.cells):
            return ""
        text = self._row.cells[position]
        if len(text) > MAX_LETTERS:
            self.object_to(
                field,
                say("This cell has {n} letters; at most {most} are read.", n=len(text), most=MAX_LETTERS),
                say("Shorten the text, or leave it out."),
            )
            return text[:MAX_LETTERS]
        return "" if text in _NOTHING else text

    def name(self) -> str:
        name = " ".join(f"{self.text(Field.NAME)} {self.text(Field.FAMILY)}".split())
        if not name:
            self.object_to(Field.NAME, say("The name is missing."), say("Write the person's name into this cell."))
        return name

    def role(self) -> str:
        written = self.text(Field.ROLE)
        for role, called in _ROLES.items():
            if spelling_key(written) in called:
                return role
        self.object_to(
            Field.ROLE,
            say("“{role}” is neither mentor nor mentee.", role=written) if written else say("The role is missing."),
            say("Write mentor or mentee. Somebody who is both has a row for each."),
        )
        return MENTEE

    def email(self) -> str:
        written = self.text(Field.EMAIL).removeprefix("mailto:")
        if written and not _EMAIL.fullmatch(written):
            self.object_to(
                Field.EMAIL,
                say("“{email}” is not an e-mail address.", email=written),
                say("Write one address like name@example.org, or leave the cell empty."),
            )
        return written

    def whole_number(self, field: Field, lowest: int, highest: int, otherwise: int) -> int:
        written = self.text(field)
        if not written:
            return otherwise
        number = _WHOLE.fullmatch(written)
        if number and lowest <= int(number[1]) <= highest:
            return int(number[1])
        self.object_to(
            field,
            say("“{written}” is outside {lowest} to {highest}.", written=written, lowest=lowest, highest=highest)
            if number
            else say("“{written}” is not a whole number.", written=written),
            say(
                "Write a whole number from {lowest} to {highest}, or leave the cell empty.",
                lowest=lowest,
                highest=highest,
            ),
        )
        return otherwise

    def languages(self) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for written in re.split(r"[,;/|&+\n]| and | и | va ", self.text(Field.LANGUAGES)):
            if not written.strip():
                continue
            if code := _language_codes().get(_language_key(written)):
                codes[code] = None
            else:
                self.object_to(
                    Field.LANGUAGES,
                    say("“{language}” is not a language we know.", language=written.strip()),
                    say("Write two-letter codes such as uz, ru, en, or the languages' names."),
                )
        return tuple(codes)


_ROLES = {
    MENTOR: frozenset({"mentor", "mentors", "nastavnik", "ustoz", "murabbiy", "mentorlar"}),
    MENTEE: frozenset(
        {"mentee", "mentees", "menti", "podopechniy", "podopechnaya", "uchenik", "stajyor", "stajer"}
        | {"shogird", "o'quvchi", "student", "talaba", "junior"}
    ),
}
"""How a role is written, as spelling keys."""


class _Twins:
    """Whom the file has named so far, in each role: nobody is enrolled twice."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], int] = {}
        self._namesakes: dict[tuple[str, str], tuple[int, bool]] = {}

    def check(self, cells: _Cells, role: str, name: str, email: str, number: str) -> None:
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


@cache
def _language_codes() -> dict[str, str]:
    """Every language's code, by its code and its names in the languages we speak."""
    codes = {"eng": "en", "angl": "en", "uzb": "uz", "kaz": "kk", "kir": "ky", "tgk": "tg"}
    for spoken in LANGUAGES:
        for code, name in Locale(spoken).languages.items():
            if len(code) in (2, 3):
                codes.setdefault(code, code)
                codes.setdefault(_language_key(name), code)
    return codes


def _language_key(name: str) -> str:
    """rus, ruscha and rus tili are one language; so are русский and русский язык."""
    return re.sub(r"( tili| yazik|cha)$", "", search_key(" ".join(name.split())))
