"""A roster on its way into a cohort: read, its columns understood, compared with who is enrolled, enrolled."""

from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.base.saving import as_csv, save_text
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.changes import MENTEE, MENTOR, Change, Ref
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, StartCohort
from growtogether_desktop.domain.ids import CohortId, new_id
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor, ReviseMentee, ReviseMentor
from growtogether_desktop.pairing.columns import ColumnMapping, Field, guess_mapping, header_key
from growtogether_desktop.pairing.roster import Roster, missing_columns, read_roster
from growtogether_desktop.pairing.table import Table, open_table, read_table
from growtogether_desktop.workspace.workspace import Workspace

Place = Mentor | Mentee

_EXAMPLE: dict[Field, tuple[str, str]] = {
    Field.NAME: ("Malika Karimova", "Timur Aliyev"),
    Field.ROLE: ("mentor", "mentee"),
    Field.EMAIL: ("malika@example.org", "timur@example.org"),
    Field.SKILLS: ("Python; PostgreSQL; Docker", "HTML/CSS"),
    Field.WANTS: ("", "Python; SQL"),
    Field.LEVEL: ("4", "2"),
    Field.CAPACITY: ("2", ""),
    Field.LANGUAGES: ("uz; ru", "uz"),
    Field.GOAL: ("", "A first job as a developer"),
    Field.FREE: ("Mon-Fri 18:00-21:00", "Mon-Wed 19:00-21:00; Sat 10:00-14:00"),
    Field.ZONE: ("Asia/Tashkent", "UTC+5"),
    Field.LEAST: ("1", ""),
    Field.PRIORITY: ("", "1"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of one header were understood the last time; kept for the next."""

    fields: tuple[str, ...]
    role: str = ""
    """MENTOR or MENTEE when everybody in such a file is; "" when a column says it."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A person of the file, and what enrolling them would change."""

    place: Place
    news: str
    """"new", "changed" or "known"."""
    changed: tuple[Field, ...] = ()
    name_in_order: str = ""
    """The name as it is sorted."""
    about_in_order: str = ""
    """What has changed, or what they offer or want, as it is sorted."""


class RosterImport:
    """One file at a time. Nothing is enrolled before the person says so, and then all at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.source = ""
        """The file's name; "" for what was pasted."""
        self.table: Table | None = None
        self.mapping = ColumnMapping(())
        self.role = ""
        self.cohort: Cohort | None = None
        """Where they enrol; None starts a cohort with them."""
        self.roster = Roster((), (), ())
        self.rows: tuple[PlaceRow, ...] = ()
        """New ones first, then changed ones, then those who are as the file says."""
        self.absent = 0
        """People of the cohort whom the file does not name; they stay."""
        self.enrolling = False
        """The roster is touched by what is enrolled from here."""
        self._workspace = workspace
        self._path: Path | None = None
        self._new_cohort = CohortId("")

    # --- bringing it in ---------------------------------------------------------------------------

    async def open(self, path: Path, cohort: Cohort | None) -> None:
        """Raises: Problem, when it is no table; what was here before stays."""
        table = await self._workspace.background.compute(partial(open_table, path))
        self.source, self._path = path.name, path
        await self._look_at(table, cohort)

    async def paste(self, text: str, cohort: Cohort | None) -> None:
        """Rows copied from a spreadsheet. Raises: Problem, when they are no table."""
        table = await self._workspace.background.compute(lambda: read_table(text.encode(errors="replace")))
        self.source, self._path = "", None
        await self._look_at(table, cohort)

    async def read_again(self) -> None:
        """The same file, after somebody has corrected it."""
        if self._path is not None:
            await self.open(self._path, self.cohort)

    @property
    def can_read_again(self) -> bool:
        return self._path is not None

    def put_away(self) -> None:
        """Forget the file; what has been enrolled stays."""
        self.table, self._path = None, None
        self.roster, self.rows = Roster((), (), ()), ()
        self.changed.emit(None)

    # --- understanding it -------------------------------------------------------------------------

    @property
    def missing(self) -> tuple[Field, ...]:
        """Fields that need a column before anybody can be read."""
        return missing_columns(self.mapping, self.role or None)

    async def map_column(self, position: int, field: Field | None) -> None:
        """This column holds `field`; remembered for every file with this header."""
        self.mapping = self.mapping.with_column(position, field)
        if self.mapping.position(Field.ROLE) is not None:
            self.role = ""
        await self._remember()

    async def all_are(self, role: str) -> None:
        """Everybody in the file is a mentor (MENTOR) or a mentee (MENTEE); "" when a column says it."""
        self.role = role
        if role and (position := self.mapping.position(Field.ROLE)) is not None:
            self.mapping = self.mapping.with_column(position, None)
        await self._remember()

    # --- enrolling --------------------------------------------------------------------------------

    def news(self, what: str) -> int:
        """How many people are "new", "changed" or "known"."""
        return sum(row.news == what for row in self.rows)

    async def enrol(self, title: str = "") -> CohortId:
        """Enrol who is new and update who has changed, as one gesture; says into which cohort.

        `title` names the cohort when one has to be started. Rows with problems are left out.
        """
        cohort = self._cohort_id
        start = (StartCohort(cohort, title.strip()),) if self.cohort is None else ()
        changes = await self._workspace.background.compute(partial(_enrolments, self.rows))
        self.enrolling = True
        try:
            await self._workspace.do(*start, *changes, title=self._title())
        finally:
            self.enrolling = False
        self.cohort = await self._workspace.see(Cohort, cohort)
        if self.roster.problems:  # whoever could not be enrolled stays in front
            await self._compare()
        return cohort

    def problems_as_text(self) -> str:
        """Everything that keeps rows out, a line for each; to be sent to whoever keeps the file."""
        return "".join(
            f"{_where(problem.line, problem.column)}: {problem.what} {problem.advice}\n"
            for problem in self.roster.problems
        )

    async def save_problems(self, path: Path) -> None:
        text = self.problems_as_text()
        await self._workspace.background.compute(partial(save_text, path, text))

    async def save_example(self, path: Path) -> None:
        """A roster of two people, to start from. Raises: Problem, when it cannot be written."""
        text = as_csv((tuple(_EXAMPLE), *zip(*_EXAMPLE.values(), strict=True)))
        await self._workspace.background.compute(partial(save_text, path, text))

    async def hear(self, refs: frozenset[Ref]) -> None:
        """The roster was touched: what is new and what has changed may be something else now."""
        if self.table is not None and any(ref.kind in (Mentor.KIND, Mentee.KIND) for ref in refs):
            await self._compare()

    # --- inside -----------------------------------------------------------------------------------

    @property
    def _cohort_id(self) -> CohortId:
        return self._new_cohort if self.cohort is None else CohortId(self.cohort.id)

    @property
    def _place(self) -> str:
        assert self.table is not None
        return f"mapping/{header_key(self.table.header)}"

    async def _look_at(self, table: Table, cohort: Cohort | None) -> None:
        self.table, self.cohort = table, cohort
        self._new_cohort = CohortId(new_id())
        kept = (await self._workspace.drafts(self._place, Columns)).get(self._place)
        self.mapping = guess_mapping(table.header) if kept is None else ColumnMapping(kept.fields)
        self.role = "" if kept is None else kept.role
        await self._read()

    async def _remember(self) -> None:
        await self._workspace.keep_draft(self._place, Columns(self.mapping.fields, self.role))
        await self._read()

    async def _read(self) -> None:
        assert self.table is not None
        if self.missing:
            self.roster = Roster((), (), ())
        else:
            work = partial(read_roster, self.table, self.mapping, self._cohort_id, self.role or None)
            self.roster = await self._workspace.background.compute(work)
        await self._compare()

    async def _compare(self) -> None:
        mentors = await self._workspace.see_all(Mentor, self._cohort_id)
        mentees = await self._workspace.see_all(Mentee, self._cohort_id)
        enrolled: dict[str, Place] = {mentor.id: mentor for mentor in mentors}
        enrolled |= {mentee.id: mentee for mentee in mentees}
        roster, mapping = self.roster, self.mapping
        self.rows = await self._workspace.background.compute(partial(_compared, roster, enrolled, mapping))
        named = {place.id for place in (*roster.mentors, *roster.mentees)}
        self.absent = len(enrolled.keys() - named)
        self.changed.emit(None)

    def _title(self) -> Message:
        new, changed = self.news("new"), self.news("changed")
        if not changed:
            return say_n("Enrol {n} person", "Enrol {n} people", new)
        if not new:
            return say_n("Update {n} person", "Update {n} people", changed)
        return say("Enrol {new}, update {changed}", new=new, changed=changed)


def role_of(place: Place) -> str:
    return MENTOR if isinstance(place, Mentor) else MENTEE


def _where(line: int, column: str) -> Message:
    return say("Line {line}, {column}", line=line, column=column) if column else say("Line {line}", line=line)


def _enrolments(rows: tuple[PlaceRow, ...]) -> tuple[Change[Mentor] | Change[Mentee], ...]:
    return tuple(_enrolment(row) for row in rows if row.news != "known")


def _enrolment(row: PlaceRow) -> Change[Mentor] | Change[Mentee]:
    place, new = row.place, row.news == "new"
    if isinstance(place, Mentor):
        return EnrolMentor(place.id, place) if new else ReviseMentor(place.id, place)
    return EnrolMentee(place.id, place) if new else ReviseMentee(place.id, place)


def _compared(roster: Roster, enrolled: dict[str, Place], mapping: ColumnMapping) -> tuple[PlaceRow, ...]:
    places: tuple[Place, ...] = (*roster.mentors, *roster.mentees)
    untold = [name for name, field in _TOLD_BY.items() if mapping.position(field) is None]
    rows = [_sortable(_compare_one(place, enrolled.get(place.id), untold)) for place in places]
    order = ("new", "changed", "known").index
    return tuple(sorted(rows, key=lambda row: order(row.news)))


def _sortable(row: PlaceRow) -> PlaceRow:
    about = row.changed or (row.place.skills if isinstance(row.place, Mentor) else row.place.wants)
    return replace(row, name_in_order=spelling_key(row.place.name), about_in_order=", ".join(about).casefold())


_TOLD_BY = {
    "name": Field.NAME,
    "email": Field.EMAIL,
    "skills": Field.SKILLS,
    "wants": Field.WANTS,
    "level": Field.LEVEL,
    "capacity": Field.CAPACITY,
    "languages": Field.LANGUAGES,
    "goal": Field.GOAL,
    "bio": Field.BIO,
    "free": Field.FREE,
    "zone": Field.ZONE,
    "least": Field.LEAST,
    "priority": Field.PRIORITY,
    "together": Field.TOGETHER,
    "apart": Field.APART,
}
"""Which field of a roster says what of a person."""


def _compare_one(place: Place, before: Place | None, untold: list[str]) -> PlaceRow:
    """What the file has no column for stays as it is."""
    if before is None:
        return PlaceRow(place, "new")
    if isinstance(place, Mentee) and isinstance(before, Mentee):
        place = replace(place, pinned_to=before.pinned_to, forbidden=before.forbidden)  # those are no roster's to tell
    names = [one.name for one in fields(place)]
    place = replace(place, **{name: getattr(before, name) for name in untold if name in names})
    changed = tuple(_TOLD_BY[name] for name in names if getattr(place, name) != getattr(before, name))
    return PlaceRow(place, "changed" if changed else "known", changed)
