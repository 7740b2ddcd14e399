"""What a change does to the plan, in words: how many move, what it costs, and who they are."""

from collections.abc import Sequence

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import News
from growtogether_desktop.pairing.plans.prices import Choice, Lost, Price, Shift, Weaker

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
    lines = [" · ".join((moved, *effects(price.lost, price.falls)))]
    if below:
        lines.append(_("A fit is then below the lowest in the plan."))
    return "\n".join([*lines, *moves(model, others)])


def changed(news: News) -> str:
    """“2 people move · −3 points · 1 more waits”."""
    n = len(news.shifts)
    moved = str(say_n("{n} person moves", "{n} people move", n)) if n else _("nobody moves")
    return " · ".join((moved, *effects(news.lost, news.falls)))


def foreseen(news: News | Problem) -> str:
    """The same before it is done."""
    return _("then there is no plan") if isinstance(news, Problem) else changed(news)


def effects(lost: Lost, falls: int = 0) -> list[str]:
    """What a change does, each in a few words."""
    parts = []
    if (weaker := lost.weaker) is not None:
        parts.append(fits_of(weaker))
    if lost.points:
        parts.append(str(say_n("{figure} point", "{figure} points", abs(lost.points), figure=figure(-lost.points))))
    if lost.waits > 0:
        parts.append(str(say_n("{n} more waits", "{n} more wait", lost.waits)))
    elif lost.waits < 0:
        parts.append(str(say_n("{n} fewer waits", "{n} fewer wait", -lost.waits)))
    if lost.people > 0 >= lost.waits:
        parts.append(_("somebody who comes first waits instead of somebody who does not"))
    if falls:
        parts.append(str(say("lowest fit {figure}", figure=figure(-falls))))
    return parts or [_("it costs nothing")]


def fits_of(weaker: Weaker) -> str:
    """By leximin: what becomes of the lowest fit that there is another number of."""
    n = abs(weaker.more)
    if weaker.more > 0:
        return str(say_n("{n} more pair with a fit of {fit}", "{n} more pairs with a fit of {fit}", n, fit=weaker.fit))
    return str(say_n("{n} fewer pair with a fit of {fit}", "{n} fewer pairs with a fit of {fit}", n, fit=weaker.fit))


def how_fits_are_written() -> str:
    """What `cost` means by leximin."""
    return str(say("{example} means: two more pairs with a fit of {fit}.", example="2×40", fit=40))


def cost(choice: Choice) -> str:
    """What the plan loses, within the width of a cell: points, or by leximin how many pairs more of which fit."""
    weaker = choice.lost.weaker
    return f"{weaker.more}×{weaker.fit}" if weaker is not None and weaker.more > 0 else figure(-choice.lost.points)


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
