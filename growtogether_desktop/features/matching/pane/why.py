"""Why these two: points that add up to the fit, what they come from, and what would change them."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.features.matching.model.views import WhyView
from growtogether_desktop.features.matching.pane.beside import Improved, NextBest, pills_of, quotation, quoted
from growtogether_desktop.features.matching.pane.lines import KeptLines
from growtogether_desktop.features.matching.pane.person import Person, facts_of_mentee, facts_of_mentor
from growtogether_desktop.features.matching.pane.pills import Pills
from growtogether_desktop.features.matching.pane.points import Points
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.ui.words import Words


class WhyPane(QWidget):
    """One pair explained; nothing here acts, so it can stand above whatever does."""

    def __init__(self) -> None:
        super().__init__()
        self._told: WhyView | None = None
        self._nothing = Words(_("Choose a pair to see why it fits."), "muted", wraps=True)
        self._mentee = Person()
        self._mentor = Person()
        self._marks = Pills()
        self._trouble = Words(wraps=True)
        self._parts = Points()
        self._goal = KeptLines(_("Goal"), quotation, Words.setText)
        self._bio = KeptLines(_("About the mentor"), quotation, Words.setText)
        self._said = KeptLines(_("What they say"), lambda: Words("", wraps=True), Words.setText)
        self._improvements = KeptLines(_("What would change the fit"), Improved, Improved.say)
        self._runner_up = KeptLines(_("Next best"), NextBest, NextBest.say)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for widget in (self._nothing, self._mentee, self._mentor, self._marks, self._trouble, self._parts):
            box.addWidget(widget)
        for lines in (self._runner_up, self._improvements, self._said, self._goal, self._bio):
            box.addWidget(lines)
        works = (self._show_people, self._show_points, self._show_around)
        self._showing = Turns(self, *works)
        for work in works:
            work()

    def show_why(self, view: WhyView | None) -> None:
        """Take over what there is to say, in turns of the loop; None asks to choose a pair."""
        if view != self._told:
            self._told = view
            self._showing.begin()

    def _show_people(self) -> None:
        view = self._told
        mentor = view.mentor if view is not None else None
        why = view.why if view is not None else None
        if view is not None:
            self._mentee.show_person(view.mentee.name, partial(facts_of_mentee, view.mentee))
        if mentor is not None:
            fits = why is not None and why.score != IMPOSSIBLE
            self._mentor.show_person(
                mentor.name, partial(facts_of_mentor, mentor), str(why.score) if why and fits else ""
            )
        self._marks.fill(pills_of(view))
        trouble = (view.waits or (why.impossible if why is not None else None)) if view is not None else None
        self._trouble.setText(str(trouble or ""))
        self._trouble.setVisible(trouble is not None)
        self._nothing.setVisible(view is None)
        self._mentee.setVisible(view is not None)
        self._mentor.setVisible(mentor is not None)

    def _show_points(self) -> None:
        self._parts.show_points(self._told.why if self._told is not None else None)

    def _show_around(self) -> None:
        view = self._told
        mentor = view.mentor if view is not None else None
        self._runner_up.fill((view.runner_up,) if view is not None and view.runner_up is not None else ())
        self._improvements.fill(view.improvements if view is not None else ())
        self._said.fill(map(str, (*view.mentee_says, *view.mentor_says)) if view is not None else ())
        self._goal.fill(quoted(view.mentee.goal if view is not None else ""))
        self._bio.fill(quoted(mentor.bio if mentor is not None else ""))
