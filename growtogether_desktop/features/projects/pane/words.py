"""What the projects pages say of cards and columns."""

from datetime import datetime

from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.domain.changes import Stamp
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.projects import Card, Project, StartProject
from growtogether_desktop.features.projects.model.board import CardRow, ColumnRows
from growtogether_desktop.ui.readers import told
from growtogether_desktop.ui.words import Words

LEVELS = (
    N_("not said"),
    N_("1 · beginner"),
    N_("2 · advanced beginner"),
    N_("3 · competent"),
    N_("4 · proficient"),
    N_("5 · expert"),
)
TO_BE = StartProject("", "", "", ()).apply(None, Stamp(PersonId(""), datetime.min))
"""A project before anybody has started it: who reads it is known already."""


def who_reads(project: Project | None) -> tuple[Words, ...]:
    """Who reads a board and its cards, and who writes there; nothing of one that is gone."""
    if project is None:
        return ()
    return *told(project), Words(_("Members, mentors and coordinators write."), "muted", wraps=True)


def about(card: Card) -> str:
    """What it takes: "Python, FastAPI · level 3"."""
    level = str(say("level {level}", level=card.level)) if card.level else ""
    return " · ".join(part for part in (", ".join(card.stack), level) if part)


def count(column: ColumnRows) -> str:
    """How many cards are in it, and how many may be: "3 of 3"; nothing for none."""
    if column.limit:
        return str(say("{n} of {limit}", n=column.count, limit=column.limit))
    return str(column.count) if column.count else ""


def spoken(row: CardRow) -> str:
    """The whole card for a screen reader."""
    marks = (
        row.assignee,
        _("fits you") if row.fits else "",
        _("draft") if row.draft else "",
        _("waiting for the hub") if row.waiting else "",
    )
    return ". ".join(part for part in (row.card.title, about(row.card), *marks) if part)
