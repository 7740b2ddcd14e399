"""What stands beside the points of a pair: the next best mentor, what would change the fit, what was said."""

from collections.abc import Iterator

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.features.matching.model.views import RunnerUp, WhyView
from growtogether_desktop.features.matching.pane.telling import cost, effects
from growtogether_desktop.pairing.plans.prices import Choice
from growtogether_desktop.pairing.score.why import Band
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.statement import Entry, headed
from growtogether_desktop.ui.theme import Tone

_BANDS: dict[Band, tuple[str, Tone]] = {
    Band.STRONG: (N_("strong match"), "resolved"),
    Band.GOOD: (N_("good match"), "resolved"),
    Band.PARTIAL: (N_("partial match"), "waiting"),
    Band.NONE: (N_("hardly covers the goal"), "blocking"),
    Band.UNTOLD: (N_("no goal told"), "plain"),
}


def pills_of(view: WhyView | None) -> tuple[Pill, ...]:
    if view is None:
        return ()
    marks = tuple(Pill(str(mark.words), mark.meaning) for mark in view.marks)
    if view.why is None:
        return marks
    words, tone = _BANDS[view.why.band]
    if view.why.score == IMPOSSIBLE:
        words, tone = N_("not possible"), "blocking"
    return Pill(_(words), tone), *marks


def beside(view: WhyView) -> Iterator[Entry]:
    if view.runner_up is not None:
        yield from headed(_("Next best"), *_next_best(view.runner_up))
    better = (Entry(str(one.what), figure=f"+{one.points}", above=6) for one in view.improvements)
    yield from headed(_("What would change the fit"), *better)
    opinions = (Entry(str(one), above=6) for one in (*view.mentee_says, *view.mentor_says))
    yield from headed(_("What they say"), *opinions)


def _next_best(other: RunnerUp) -> Iterator[Entry]:
    """The cheapest other mentor, and what the plan would lose."""
    yield Entry(other.name, figure=cost(other.loss))
    yield Entry(" · ".join((str(say("Fit {fit}", fit=other.fit)), *_lost(other.loss))), "aside")


def _lost(loss: Choice) -> list[str]:
    if loss.equal:
        return [_("equally good")]
    if loss.plain:
        n = loss.lost.points
        return [str(say_n("the plan would lose {n} point", "the plan would lose {n} points", n))]
    return effects(loss.lost, loss.falls)
