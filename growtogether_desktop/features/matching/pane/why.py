"""Why these two: points that add up to the fit, what they come from, and what would change them."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, quoted
from growtogether_desktop.features.matching.model.views import WhyView
from growtogether_desktop.features.matching.pane.beside import beside, pills_of
from growtogether_desktop.features.matching.pane.lines import KeptLines
from growtogether_desktop.features.matching.pane.person import Person, facts_of_mentee, facts_of_mentor
from growtogether_desktop.features.matching.pane.pills import Pills
from growtogether_desktop.features.matching.pane.points import points_of
from growtogether_desktop.features.matching.pane.readers import who_reads_why
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE
from growtogether_desktop.ui.statement import Entry, Statement
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
        self._statement = Statement()
        self._goal = KeptLines(_("Goal"), _quotation, Words.setText)
        self._bio = KeptLines(_("About the mentor"), _quotation, Words.setText)
        self._readers = who_reads_why()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        said = (self._nothing, self._mentee, self._mentor, self._marks, self._statement, self._goal, self._bio)
        for widget in (*said, *self._readers):
            box.addWidget(widget)
        works = (self._show_people, self._show_statement)
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
        self._nothing.setVisible(view is None)
        self._mentee.setVisible(view is not None)
        self._mentor.setVisible(mentor is not None)
        for words in self._readers:
            words.setVisible(view is not None)

    def _show_statement(self) -> None:
        view = self._told
        self._statement.tell(tuple(_statement(view)) if view is not None else ())
        self._goal.fill(_quoted(view.mentee.goal if view is not None else ""))
        self._bio.fill(_quoted(view.mentor.bio if view is not None and view.mentor is not None else ""))


def _statement(view: WhyView) -> Iterator[Entry]:
    trouble = view.waits or (view.why.impossible if view.why is not None else None)
    if trouble is not None:
        yield Entry(str(trouble))
    yield from points_of(view.why.parts if view.why is not None else ())
    yield from beside(view)


def _quotation() -> Words:
    return Words("", "muted", wraps=True).can_be_copied()


def _quoted(text: str) -> tuple[str, ...]:
    return (str(quoted(text)),) if text else ()
