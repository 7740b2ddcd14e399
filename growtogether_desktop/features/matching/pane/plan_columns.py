"""The columns of the plan: a mentee, what they want, their mentor, how well the two fit, the next best, and why."""

from operator import attrgetter

from growtogether_desktop.base.i18n import N_, _
from growtogether_desktop.features.matching.model.proposal import PlanRow, Standing
from growtogether_desktop.features.matching.pane.telling import cost
from growtogether_desktop.ui.rows_model import Cell, Column
from growtogether_desktop.ui.theme import Tone

_PILLS: dict[Standing, tuple[str, Tone]] = {
    "told": (N_("told"), "resolved"),
    "pinned": (N_("pinned"), "information"),
    "waits": (N_("waits"), "waiting"),
}
_OPINIONS: dict[str, tuple[str, Tone]] = {
    "first": (N_("first choice"), "praise"),
    "ranked": (N_("ranked"), "plain"),
    "vetoed": (N_("avoids somebody"), "plain"),
}


def _mentee(row: PlanRow) -> Cell:
    if row.returned is not None:
        return Cell(row.mentee.name, "strong", pill=_("came back"), tone="waiting")
    first = {1: _("first"), 2: _("first of all")}.get(row.mentee.priority, "")
    return Cell(row.mentee.name, "strong", pill=first)


def _mentor(row: PlanRow) -> Cell:
    pill, tone = _PILLS.get(row.standing, ("", "plain"))
    if not pill and row.opinion:
        pill, tone = _OPINIONS[row.opinion]
    return Cell(row.mentor_name, pill=_(pill) if pill else "", tone=tone)


def _next_best(row: PlanRow) -> Cell:
    if (row.loss is not None and row.loss.equal) or (row.loss is None and row.tied):
        return Cell(row.runner_up, "muted", pill=_("equally good"), tone="information")
    if row.loss is None:
        return Cell(_("see What if") if not row.weighed else "—" if row.mentor is not None else "", "muted")
    return Cell(row.runner_up, "muted", pill=cost(row.loss))


def _why(row: PlanRow) -> Cell:
    reason = str(row.unplaced.reason) if row.unplaced is not None else " · ".join(row.reasons)
    return Cell(reason, "muted" if row.unplaced is not None else "text")


def _dearness(row: PlanRow) -> tuple[object, ...]:
    return _UNKNOWN if row.loss is None else row.loss.dearness


_UNKNOWN = (1 << 32,)
"""Where nobody has weighed what the next best would cost, the row comes after all others."""
COLUMNS: tuple[Column[PlanRow], ...] = (
    Column(N_("Mentee"), _mentee, attrgetter("in_order"), 150, 2),
    Column(
        N_("Wants"),
        lambda row: Cell(", ".join(row.mentee.wants), "muted"),
        attrgetter("wants_in_order"),
        110,
        2,
        yields=3,
    ),
    Column(N_("Mentor"), _mentor, attrgetter("mentor_in_order"), 166, 3),
    Column(
        N_("Fit"),
        lambda row: Cell(str(row.fit), bar=row.fit / 100) if row.fit >= 0 else Cell("—", "muted"),
        attrgetter("fit"),
        104,
        0,
        right=True,
    ),
    Column(N_("Next best"), _next_best, _dearness, 150, 2, yields=1),
    Column(N_("Why"), _why, attrgetter("reasons_in_order"), 130, 4, yields=2),
)
FIT = 3
"""The column to begin with, the best first."""
