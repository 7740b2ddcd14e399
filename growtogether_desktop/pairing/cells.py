"""The cells of one row of a roster, and what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale

from growtogether_desktop.base.i18n import LANGUAGES, Message, say
from growtogether_desktop.base.spelling import search_key, spelling_key
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import MOST_PRIORITY
from growtogether_desktop.pairing.columns import ColumnMapping, Field
from growtogether_desktop.pairing.table import Row
from growtogether_desktop.pairing.week import NoWeek, Spans, read_week
from growtogether_desktop.pairing.zones import zone_called

MAX_SEATS = 1000
MAX_LETTERS = 4000
"""Of one cell. More is no answer but a document, and would outgrow what one change may carry."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is not in the roster, and what puts it there."""

    line: int
    """Of the file, counted from 1."""
    column: str
    """As the file calls it; "" when the whole row is meant."""
    what: Message
    advice: Message


_NOTHING = frozenset({"", "-", "–", "—"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_WHOLE = re.compile(r"(-?[0-9]+)(?:[.,]0+)?")


class Cells:
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
        for role, called in ROLES_CALLED.items():
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

    def free(self) -> Spans:
        try:
            return read_week(self.text(Field.FREE))
        except NoWeek as trouble:
            self.object_to(
                Field.FREE,
                trouble.what,
                say("Write days and hours like Mon-Fri 18:00-21:00; Sat 10-14, or leave the cell empty."),
            )
            return ()

    def zone(self) -> str:
        written = self.text(Field.ZONE)
        if not written:
            return ""
        if (zone := zone_called(written)) is None:
            self.object_to(
                Field.ZONE,
                say("“{zone}” is not a time zone we know.", zone=written),
                say("Write a zone like Asia/Tashkent or UTC+5, or leave the cell empty."),
            )
        return zone or ""

    def priority(self) -> int:
        written = self.text(Field.PRIORITY)
        if (called := _PRIORITIES.get(spelling_key(written))) is not None:
            return called
        return self.whole_number(Field.PRIORITY, 0, MOST_PRIORITY, otherwise=0)

    def least(self, seats: int) -> int:
        """How many mentees a mentor has to have; never more than there are seats."""
        least = self.whole_number(Field.LEAST, 0, MAX_SEATS, otherwise=0)
        if least > seats:
            self.object_to(
                Field.LEAST,
                say("At least {least} mentees do not fit on {seats} seats.", least=least, seats=seats),
                say("Give this mentor more seats, or write a smaller number here."),
            )
        return least

    def others(self, field: Field) -> tuple[str, ...]:
        """Whoever is named in the cell, as they are written."""
        named = (" ".join(name.split()) for name in re.split(r"[,;|\n]", self.text(field)))
        return tuple(dict.fromkeys(name for name in named if name))


_PRIORITIES: Mapping[str, int] = {
    **dict.fromkeys(("usual", "normal", "obichniy", "oddiy", "odatdagi"), 0),
    **dict.fromkeys(("high", "before others", "visokiy", "yuqori", "oldinroq"), 1),
    **dict.fromkeys(("first", "first of all", "urgent", "perviy", "pervim", "srochno", "birinchi", "shoshilinch"), 2),
}
"""How a priority is written in words, as spelling keys."""

ROLES_CALLED = {
    MENTOR: frozenset({"mentor", "mentors", "nastavnik", "ustoz", "murabbiy", "mentorlar"}),
    MENTEE: frozenset(
        {"mentee", "mentees", "menti", "podopechniy", "podopechnaya", "uchenik", "stajyor", "stajer"}
        | {"shogird", "o'quvchi", "student", "talaba", "junior"}
    ),
}
"""How a role is written, as spelling keys."""


@cache
def _language_codes() -> dict[str, str]:
    """Every language's code, by its code and its names in the languages we speak."""
    codes = {"eng": "en", "angl": "en", "uzb": "uz", "kaz": "kk", "kir": "ky", "tgk": "tg"}
    codes |= {"qoraqalpoq": "kaa", "karakalpak": "kaa"}
    for spoken in LANGUAGES:
        for code, name in Locale(spoken).languages.items():
            if len(code) in (2, 3):
                codes.setdefault(code, code)
                codes.setdefault(_language_key(name), code)
    return codes


def _language_key(name: str) -> str:
    """rus, ruscha and rus tili are one language; so are русский and русский язык."""
    return re.sub(r"( tili| yazik|cha)$", "", search_key(" ".join(name.split())))
