"""The menu of what can be wished for a mentee, and for the mentor they have."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.features.matching.model.company import Company, company_of
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import PlanRow
from growtogether_desktop.features.matching.model.wish import for_more_seats
from growtogether_desktop.features.matching.pane.wish_menu import WishMenu

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

_MOST_LEAST = 4
"""A least number of mentees is chosen from so many."""


def wishes_menu(menu: WishMenu, model: MatchingModel, row: PlanRow, start: Start) -> None:
    """Add the wishes for the mentee of this row, and for their mentor, to a menu."""
    mentee = row.mentee
    first = menu.addMenu(_("Priority for a seat"))
    for priority, words in enumerate((_("Usual"), _("Before others"), _("First of all"))):
        _checkable(first, words, mentee.priority == priority, _prioritise(model, start, mentee, priority))
    _company(menu, model, mentee, "together", start)
    _company(menu, model, mentee, "apart", start)
    proposal = model.proposal
    mentor = proposal.mentors.get(row.mentor or "") if proposal is not None else None
    if mentor is None or proposal is None:
        return
    menu.addSeparator()
    more = for_more_seats(mentor)
    menu.offer(str(more.title), more, start)
    fewer = menu.offer(str(say("One seat fewer with {mentor}", mentor=mentor.name)), for_more_seats(mentor, -1), start)
    fewer.setEnabled(mentor.capacity > 0)
    least = menu.addMenu(str(say("{mentor} has at least", mentor=mentor.name)))
    for count in range(min(mentor.capacity, _MOST_LEAST) + 1):
        words = str(say_n("{n} mentee", "{n} mentees", count)) if count else _("Nobody in particular")
        _checkable(least, words, mentor.least == count, _at_least(model, start, mentor, count))


def _company(menu: QMenu, model: MatchingModel, mentee: Mentee, company: Company, start: Start) -> None:
    """Who is meant already, to be taken out by a click, and the door to somebody else."""
    now = company_of(model.people, mentee, company)
    inner = menu.addMenu(_("With the same mentor as") if company == "together" else _("With another mentor than"))
    for other in now:
        left = [MenteeId(one.id) for one in now if one.id != other.id]
        _checkable(inner, other.name, True, _keep(model, start, mentee, company, left))
    choose = inner.addAction(_("Somebody else…"))
    parent = menu.parentWidget()
    choose.triggered.connect(lambda: _ask_whom(parent, model, mentee, company, now, start))


def _ask_whom(
    parent: QWidget | None, model: MatchingModel, mentee: Mentee, company: Company, now: Sequence[Mentee], start: Start
) -> None:
    known = {mentee.id, *(one.id for one in now)}
    others = sorted((one for one in model.people.mentees if one.id not in known), key=lambda one: one.name)
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if company == "together":
        dialog.setWindowTitle(_("With the same mentor"))
        dialog.setLabelText(str(say("Who has the same mentor as {mentee}?", mentee=mentee.name)))
    else:
        dialog.setWindowTitle(_("With another mentor"))
        dialog.setLabelText(str(say("Who has another mentor than {mentee}?", mentee=mentee.name)))
    dialog.setComboBoxItems([one.name for one in others])
    dialog.setComboBoxEditable(True)
    ids = [MenteeId(one.id) for one in now]

    def chosen(name: str) -> None:
        if (other := next((one for one in others if one.name == name), None)) is not None:
            _keep(model, start, mentee, company, [*ids, MenteeId(other.id)])()

    dialog.textValueSelected.connect(chosen)
    dialog.open()


def _checkable(menu: QMenu, words: str, checked: bool, run: Callable[[], object]) -> None:
    entry = menu.addAction(words)
    entry.setCheckable(True)
    entry.setChecked(checked)
    entry.triggered.connect(lambda now: run())


def _prioritise(model: MatchingModel, start: Start, mentee: Mentee, priority: int) -> Callable[[], object]:
    return lambda: start(model.wishes.give_priority(mentee, priority))


def _at_least(model: MatchingModel, start: Start, mentor: Mentor, least: int) -> Callable[[], object]:
    return lambda: start(model.wishes.at_least(mentor, least))


def _keep(
    model: MatchingModel, start: Start, mentee: Mentee, company: Company, ids: list[MenteeId]
) -> Callable[[], object]:
    keep = model.wishes.keep_together if company == "together" else model.wishes.keep_apart
    return lambda: start(keep(mentee, ids))
