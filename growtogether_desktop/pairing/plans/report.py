"""Pairs as a table for other programs: CSV, or a workbook that opens in any office."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter

from growtogether_desktop.base.i18n import Message, _
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.plans.plan import Plan

Cell = str | int


@dataclass(frozen=True, slots=True)
class Line:
    """One mentee in a report."""

    mentee: Mentee
    mentor_name: str = ""
    mentor: Mentor | None = None
    """As enrolled; None for who waits, and where the mentor of a pair that was told is not on the roster any more."""
    fit: int = 0
    """0 to 100."""
    reasons: tuple[str, ...] = ()
    next_best: str = ""
    """The name of the cheapest other mentor."""
    why_nobody: Message | None = None
    told: bool = False
    """Both know of it."""


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """Everybody the plan is for, those who wait last."""
    if plan.basis is None:
        return ()
    mentees = {mentee.id: mentee for mentee in plan.basis.scored.mentees}
    mentors = {mentor.id: mentor for mentor in plan.basis.scored.mentors}
    placed = [
        Line(
            mentees[pair.mentee],
            mentors[pair.mentor].name,
            mentors[pair.mentor],
            pair.fit,
            pair.reasons,
            mentors[second].name if second is not None else "",
        )
        for pair, second in zip(plan.pairs, plan.runners_up, strict=True)
    ]
    waiting = [Line(mentees[one.mentee], why_nobody=one.reason) for one in plan.unplaced]
    return (*sorted(placed, key=_by_name), *sorted(waiting, key=_by_name))


def lines_csv(lines: Iterable[Line], unlisted: Collection[str] = ()) -> bytes:
    """One row for each mentee. In UTF-8 with a mark, so that Excel reads the letters right.

    Of the people who are `unlisted` no address is told.
    """
    text = io.StringIO()
    rows = (_titles(), *(_row(line, unlisted) for line in lines))
    csv.writer(text).writerows([_escaped(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def lines_xlsx(lines: Sequence[Line], mentors: Iterable[Mentor], unlisted: Collection[str] = ()) -> bytes:
    """The same rows as a workbook, with a second sheet: for each of the mentors, how many seats and who sits there."""
    workbook_bytes = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(workbook_bytes, options) as workbook:
        bold = workbook.add_format({"bold": True})
        by_mentee = [_titles(), *(_row(line, unlisted) for line in lines)]
        by_mentor = list(_mentor_rows(lines, mentors, unlisted))
        for name, rows in ((_("Mentees"), by_mentee), (_("Mentors"), by_mentor)):
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row, bold if at == 0 else None)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
            sheet.autofit()
    return workbook_bytes.getvalue()


def _by_name(line: Line) -> tuple[str, str]:
    return line.mentee.name, line.mentee.id


def _titles() -> tuple[Cell, ...]:
    mentee = (_("Mentee"), _("Mentee’s e-mail"))
    mentor = (_("Mentor"), _("Mentor’s e-mail"))
    return (*mentee, *mentor, _("Standing"), _("Fit"), _("Reasons"), _("Next best mentor"), _("Why nobody yet"))


def _row(line: Line, unlisted: Collection[str]) -> tuple[Cell, ...]:
    mentee, mentor = line.mentee, line.mentor
    who = mentee.name, _address(mentee, unlisted)
    if not line.mentor_name:
        return *who, "", "", _("waits"), "", "", "", str(line.why_nobody or "")
    pinned = mentor is not None and mentee.pinned_to == mentor.id
    standing = _("told") if line.told else _("pinned") if pinned else _("proposed")
    address = _address(mentor, unlisted) if mentor is not None else ""
    return *who, line.mentor_name, address, standing, line.fit, ", ".join(line.reasons), line.next_best, ""


def _mentor_rows(
    lines: Iterable[Line], mentors: Iterable[Mentor], unlisted: Collection[str]
) -> Iterator[tuple[Cell, ...]]:
    yield _("Mentor"), _("Mentor’s e-mail"), _("Seats"), _("Taken"), _("Mentees")
    theirs = defaultdict(list)
    for line in lines:
        if line.mentor is not None:
            theirs[line.mentor.id].append(line.mentee.name)
    for mentor in sorted(mentors, key=lambda mentor: (mentor.name, mentor.id)):
        names = sorted(theirs[mentor.id])
        yield mentor.name, _address(mentor, unlisted), mentor.capacity, len(names), ", ".join(names)


def _address(place: Mentor | Mentee, unlisted: Collection[str]) -> str:
    return "" if place.person in unlisted else place.email


def _escaped(cell: Cell) -> Cell:
    """A name that begins like a formula is not to be calculated by whoever opens the file."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
