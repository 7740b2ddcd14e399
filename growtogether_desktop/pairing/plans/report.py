"""A plan as a table for other programs: CSV, or a workbook that opens in any office."""

import csv
import io
from collections.abc import Collection, Iterator

import xlsxwriter

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.pairing.plans.plan import Plan

Cell = str | int


def plan_csv(plan: Plan, unlisted: Collection[str] = ()) -> bytes:
    """One row for each mentee, those who wait last. In UTF-8 with a mark, so that Excel reads the letters right.

    Of the people who are `unlisted` no address is told.
    """
    text = io.StringIO()
    csv.writer(text).writerows([_escaped(cell) for cell in row] for row in (_titles(), *_rows(plan, unlisted)))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def plan_xlsx(plan: Plan, unlisted: Collection[str] = ()) -> bytes:
    """The same rows as a workbook, with a second sheet: for each mentor, how many seats and who sits there."""
    workbook_bytes = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(workbook_bytes, options) as workbook:
        bold = workbook.add_format({"bold": True})
        by_mentee, by_mentor = [_titles(), *_rows(plan, unlisted)], list(_mentor_rows(plan, unlisted))
        for name, rows in ((_("Mentees"), by_mentee), (_("Mentors"), by_mentor)):
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row, bold if at == 0 else None)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
            sheet.autofit()
    return workbook_bytes.getvalue()


def _titles() -> tuple[Cell, ...]:
    mentee = (_("Mentee"), _("Mentee’s e-mail"))
    mentor = (_("Mentor"), _("Mentor’s e-mail"))
    return (*mentee, *mentor, _("Fit"), _("Reasons"), _("Next best mentor"), _("Why nobody yet"))


def _rows(plan: Plan, unlisted: Collection[str]) -> Iterator[tuple[Cell, ...]]:
    if plan.basis is None:
        return
    mentees = {mentee.id: mentee for mentee in plan.basis.scored.mentees}
    mentors = {mentor.id: mentor for mentor in plan.basis.scored.mentors}
    paired = zip(plan.pairs, plan.runners_up, strict=True)
    for pair, second in sorted(paired, key=lambda one: (mentees[one[0].mentee].name, one[0].mentee)):
        mentee, mentor = mentees[pair.mentee], mentors[pair.mentor]
        next_best = mentors[second].name if second is not None else ""
        who = (mentee.name, _address(mentee, unlisted), mentor.name, _address(mentor, unlisted))
        yield *who, pair.fit, ", ".join(pair.reasons), next_best, ""
    for waiting in sorted(plan.unplaced, key=lambda one: (mentees[one.mentee].name, one.mentee)):
        mentee = mentees[waiting.mentee]
        yield mentee.name, _address(mentee, unlisted), "", "", "", "", "", str(waiting.reason)


def _mentor_rows(plan: Plan, unlisted: Collection[str]) -> Iterator[tuple[Cell, ...]]:
    yield _("Mentor"), _("Mentor’s e-mail"), _("Seats"), _("Taken"), _("Mentees")
    if plan.basis is None:
        return
    names = {mentee.id: mentee.name for mentee in plan.basis.scored.mentees}
    for mentor in sorted(plan.basis.scored.mentors, key=lambda mentor: (mentor.name, mentor.id)):
        theirs = sorted(names[pair.mentee] for pair in plan.pairs if pair.mentor == mentor.id)
        yield mentor.name, _address(mentor, unlisted), mentor.capacity, len(theirs), ", ".join(theirs)


def _address(place: Mentor | Mentee, unlisted: Collection[str]) -> str:
    return "" if place.person in unlisted else place.email


def _escaped(cell: Cell) -> Cell:
    """A name that begins like a formula is not to be calculated by whoever opens the file."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
