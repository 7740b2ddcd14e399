"""One more person in a cohort, told by hand: read as a row of a roster is, with the same objections."""

from collections.abc import Mapping
from functools import partial

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import CohortId
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.pairing.cells import RowProblem
from growtogether_desktop.pairing.columns import ColumnMapping, Field
from growtogether_desktop.pairing.roster import read_roster
from growtogether_desktop.pairing.table import Row, Table
from growtogether_desktop.workspace.workspace import Workspace

ASKED: dict[str, tuple[Field, ...]] = {
    MENTEE: (
        Field.NAME,
        Field.EMAIL,
        Field.WANTS,
        Field.SKILLS,
        Field.GOAL,
        Field.LEVEL,
        Field.LANGUAGES,
        Field.FREE,
        Field.ZONE,
        Field.PRIORITY,
    ),
    MENTOR: (
        Field.NAME,
        Field.EMAIL,
        Field.SKILLS,
        Field.BIO,
        Field.LEVEL,
        Field.CAPACITY,
        Field.LANGUAGES,
        Field.FREE,
        Field.ZONE,
        Field.LEAST,
    ),
}
"""What is asked of whom."""


class Unfit(Exception):
    """Why nobody has joined, by field; None for the person as a whole."""

    def __init__(self, objections: Mapping[Field | None, Message]) -> None:
        super().__init__("cannot join like this")
        self.objections = objections


async def join(workspace: Workspace, cohort: CohortId, role: str, told: Mapping[Field, str]) -> Mentee | Mentor:
    """Enrol somebody as MENTEE or MENTOR; can be undone.

    Raises: Unfit; Problem, when the rules say no.
    """
    fields = ASKED[role]
    table = Table(tuple(fields), (Row(1, tuple(told.get(field, "").strip() for field in fields)),))
    mapping = ColumnMapping(tuple(fields))
    roster = await workspace.background.compute(partial(read_roster, table, mapping, cohort, role))
    if roster.problems:
        raise Unfit({Field(one.column) if one.column else None: _said(one) for one in roster.problems})
    place = (roster.mentees or roster.mentors)[0]
    if any(_are_one(place, other) for other in await workspace.see_all(type(place), cohort)):
        already = say("{name} is on the roster already.", name=place.name)
        raise Unfit({Field.EMAIL if place.email else Field.NAME: already})
    enrolment = EnrolMentee(place.id, place) if isinstance(place, Mentee) else EnrolMentor(place.id, place)
    await workspace.do(enrolment, title=say("{name} joins the cohort", name=place.name))
    return place


def _said(problem: RowProblem) -> Message:
    return say("{what} {advice}", what=problem.what, advice=problem.advice)


def _are_one(place: Mentee | Mentor, other: Mentee | Mentor) -> bool:
    """By what both tell of themselves; two of one name may be two, if an address says so."""
    if place.email:
        return place.id == other.id or place.email.casefold() == other.email.casefold()
    return place.id == other.id or spelling_key(place.name) == spelling_key(other.name)
