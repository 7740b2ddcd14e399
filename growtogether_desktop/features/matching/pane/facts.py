"""The figures of a plan in a strip, and the badge that says no plan is better."""

from collections import Counter

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.matching.model.proposal import Proposal
from growtogether_desktop.features.matching.model.showing import proof
from growtogether_desktop.features.matching.pane.histogram import BINS, Histogram
from growtogether_desktop.ui.card import Fact, Facts
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import tip


class PlanFacts(Facts):
    """Keeps its figures from plan to plan; what does not fit any more is hidden, the last ones first."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(1)
        self._proof, self._placed, self._mean = _Figure(), _Figure(), _Figure()
        self._lowest, self._free, self._took = _Figure(), _Figure(), _Figure()
        self._histogram = Histogram()
        self._all = (
            self._proof,
            self._placed,
            self._mean,
            self._lowest,
            self._free,
            self._took,
            self._histogram,
        )
        self._has_pairs = False
        self.show_facts(*self._all)
        self._edges = self.findChildren(QWidget, "upright")
        """Behind each of them."""

    def show_plan(self, proposal: Proposal | None) -> None:
        """Take over the figures of a plan."""
        self._has_pairs = proposal is not None and bool(proposal.plan.pairs)
        if proposal is not None:
            self._say(proposal)
        self._make_room()

    def _say(self, proposal: Proposal) -> None:
        figures, everybody = proposal.figures, len(proposal.rows)
        if proposal.proven:
            self._proof.say(_("✓ Proven best"), _("no better plan exists"), "resolved")
        elif not proposal.settled:
            self._proof.say("…", _("proving"))
        else:
            self._proof.say(_("Not proven"), _("cut short"), "waiting")
        tip(self._proof, str(proof(proposal)))
        placed = say("{placed} of {all}", placed=figures.placed, all=everybody)
        self._placed.say(str(placed), _("mentees placed"), "waiting" if figures.placed < everybody else None)
        self._mean.say(f"{figures.mean:.0f}", _("mean fit"))
        self._lowest.say(str(figures.lowest), _("lowest fit"))
        self._free.say(str(figures.seats_free), str(say_n("seat free", "seats free", figures.seats_free)))
        self._took.say(_lasted(proposal.plan.seconds) if proposal.settled else "…", _("to solve"))
        bins = [0] * BINS
        for fit, pairs in Counter(figures.fits).items():
            bins[min(fit * BINS // 100, BINS - 1)] += pairs
        self._histogram.show_bins(tuple(bins))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        left = self.width()
        for fact, edge in zip(self._all, self._edges, strict=True):
            wanted = self._has_pairs or fact not in (self._proof, self._took, self._histogram)
            left -= fact.sizeHint().width() + 1 if wanted else 0
            for widget in (fact, edge):
                widget.setVisible(wanted and left >= 0)


class _Figure(Fact):
    """A fact whose figure, words and meaning change."""

    def __init__(self) -> None:
        super().__init__("", "")

    def say(self, figure: str, words: str, tone: Tone | None = None) -> None:
        self.figure.setText(figure)
        self.words.setText(words)
        if tone != self._tone:
            self._tone = tone
            self.figure.setStyleSheet("")
            self._colour()


def _lasted(seconds: float) -> str:
    if seconds < 1:
        return str(say("{n} ms", n=max(round(seconds * 1000), 1)))
    return str(say("{n} s", n=f"{seconds:.1f}"))
