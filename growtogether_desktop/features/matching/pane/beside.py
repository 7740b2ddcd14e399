"""What stands beside the points of a pair: the next best mentor, what would change the fit, what was said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, Message, _, say, say_n
from growtogether_desktop.features.matching.model.views import Improvement, RunnerUp, WhyView
from growtogether_desktop.features.matching.pane.points import Line
from growtogether_desktop.pairing.score.why import Band
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Words

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


class NextBest(QWidget):
    """The cheapest other mentor, and what the plan would lose."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Line()
        self._about = Words("", "aside", wraps=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._line)
        box.addWidget(self._about)

    def say(self, other: RunnerUp) -> None:
        self._line.say(other.name, "0" if other.loss == 0 else f"−{other.loss}")
        told = [say("Fit {fit}", fit=other.fit), _lost(other.loss)]
        if other.moves:
            told.append(say_n("{n} other mentee would move", "{n} other mentees would move", other.moves))
        self._about.setText(" · ".join(map(str, told)))


def _lost(loss: int) -> Message:
    if loss == 0:
        return say("equally good")
    return say_n("the plan would lose {n} point", "the plan would lose {n} points", loss)


class Improved(QWidget):
    """What would make the pair fit better, and by how much."""

    def __init__(self) -> None:
        super().__init__()
        self._what = Words("", wraps=True)
        self._points = Words("", "strong")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._what, 1)
        line.addWidget(self._points, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, one: Improvement) -> None:
        self._what.setText(str(one.what))
        self._points.setText(f"+{one.points}")


def quotation() -> Words:
    return Words("", "muted", wraps=True).can_be_copied()


def quoted(text: str) -> tuple[str, ...]:
    return (f"“{text}”",) if text else ()
