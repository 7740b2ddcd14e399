"""What a change does to the plan, in words: how many move, what it costs, and who they are."""

from collections.abc import Sequence

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import News
from growtogether_desktop.pairing.plans.prices import Price, Shift

NAMED = 3
"""So many of those who move are named before the rest are counted."""


def figure(points: int) -> str:
    """Points with their sign, as they are added."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def priced(model: MatchingModel, price: Price | None, mentee: str, below: bool = False) -> str:
    """What it would do to the plan to bring a mentee to a mentor, in a few lines."""
    if price is None:
        return _("These two cannot be brought together: a pin, a ban or a full mentor is in the way.")
    others = [shift for shift in price.shifts if shift.mentee != mentee]
    moved = str(say_n("{n} other moves", "{n} others move", len(others))) if others else _("nobody else moves")
    lines = [effect(moved, price.gain, price.waits, price.falls)]
    if below:
        lines.append(_("This fit is below the lowest in the plan."))
    return "\n".join([*lines, *moves(model, others)])


def changed(news: News) -> str:
    """“2 people move · −3 points · 1 more waits”."""
    n = len(news.shifts)
    moved = str(say_n("{n} person moves", "{n} people move", n)) if n else _("nobody moves")
    return effect(moved, news.gain, news.waits)


def effect(moved: str, gain: int, waits: int, falls: int = 0) -> str:
    """What a change does, after the words for who moves."""
    parts = [moved]
    points = say_n("{figure} point", "{figure} points", abs(gain), figure=figure(gain))
    parts.append(str(points) if gain else _("it costs nothing"))
    if waits > 0:
        parts.append(str(say_n("{n} more waits", "{n} more wait", waits)))
    elif waits < 0:
        parts.append(str(say_n("{n} fewer waits", "{n} fewer wait", -waits)))
    if falls:
        parts.append(str(say("lowest fit {figure}", figure=figure(-falls))))
    return " · ".join(parts)


def moves(model: MatchingModel, shifts: Sequence[Shift]) -> list[str]:
    """Who goes where, the first few by name."""
    proposal = model.proposal
    if proposal is None:
        return []
    lines = []
    for shift in shifts[:NAMED]:
        row = proposal.by_mentee.get(shift.mentee)
        ends = [
            proposal.mentors[id].name if id is not None and id in proposal.mentors else _("waits")
            for id in (shift.before, shift.after)
        ]
        if row is not None:
            before, after = ends
            lines.append(str(say("{mentee}: {before} → {after}", mentee=row.mentee.name, before=before, after=after)))
    if (more := len(shifts) - NAMED) > 0:
        lines.append(str(say_n("and {n} other", "and {n} others", more)))
    return lines
