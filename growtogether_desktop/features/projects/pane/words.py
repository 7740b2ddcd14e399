"""What the projects pages say of cards and columns."""

from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.domain.projects import Card
from growtogether_desktop.features.projects.model.board import CardRow, ColumnRows

LEVELS = (
    N_("not said"),
    N_("1 · beginner"),
    N_("2 · advanced beginner"),
    N_("3 · competent"),
    N_("4 · proficient"),
    N_("5 · expert"),
)
READERS = N_("Everyone in the programme. Members, mentors and coordinators write.")


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
