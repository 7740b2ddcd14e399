"""The plan as a table: facts above it, a search, and a strip for what has to be said or confirmed."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.cohorts import Mentor
from growtogether_desktop.features.matching.model.asking import Asking
from growtogether_desktop.features.matching.model.matching import MatchingModel, Told
from growtogether_desktop.features.matching.model.planning import PlanRow, Proposal, Standing
from growtogether_desktop.features.matching.model.rules import RulesModel
from growtogether_desktop.features.matching.pane.dragging import PlanTable
from growtogether_desktop.features.matching.pane.facts import PlanFacts
from growtogether_desktop.features.matching.pane.looks import Looks
from growtogether_desktop.features.matching.pane.rules import RulesPanel
from growtogether_desktop.features.matching.pane.strips import AskStrip, PublishStrip
from growtogether_desktop.features.matching.pane.telling import changed, figure, moves
from growtogether_desktop.features.matching.pane.wishes import wishes_menu
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.splitter import Splitter
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import hairline

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

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


@dataclass(frozen=True, slots=True)
class _Question:
    """What a person has to say yes to before it happens."""

    what: str
    advice: str
    yes: str
    run: Callable[[], Coroutine[Any, Any, None]]


_ROOMY = 880
"""From this width on the rules stand beside the plan."""
_WAYS = 2
_TOLD = 2
"""So many shortages are told above the plan."""
_NAMED = 5
"""So many of those left without a mentor are named before the rest are counted."""


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
    if row.loss == 0 or (row.loss is None and row.tied):
        return Cell(row.runner_up, "muted", pill=_("equally good"), tone="information")
    if row.loss is None:
        return Cell(row.runner_up or ("—" if row.mentor is not None else ""), "muted")
    return Cell(row.runner_up, "muted", pill=figure(-row.loss))


def _why(row: PlanRow) -> Cell:
    reason = str(row.unplaced.reason) if row.unplaced is not None else " · ".join(row.reasons)
    return Cell(reason, "muted" if row.unplaced is not None else "text")


_UNKNOWN = 1 << 32
"""Where nobody has weighed what the next best would cost, the row comes after all others."""
_COLUMNS: tuple[Column[PlanRow], ...] = (
    Column(N_("Mentee"), _mentee, lambda row: row.in_order, 150, 2),
    Column(
        N_("Wants"),
        lambda row: Cell(", ".join(row.mentee.wants), "muted"),
        lambda row: row.wants_in_order,
        110,
        2,
        yields=3,
    ),
    Column(N_("Mentor"), _mentor, lambda row: row.mentor_in_order, 166, 3),
    Column(
        N_("Fit"),
        lambda row: Cell(str(row.fit), bar=row.fit / 100) if row.fit >= 0 else Cell("—", "muted"),
        lambda row: row.fit,
        104,
        0,
        right=True,
    ),
    Column(N_("Next best"), _next_best, lambda row: _UNKNOWN if row.loss is None else row.loss, 150, 2, yields=1),
    Column(N_("Why"), _why, lambda row: row.reasons_in_order, 130, 4, yields=2),
)
_FIT = 3


class PlanPage(QWidget):
    """Who goes to whom. P pins, F forbids, Ctrl+F searches; Enter opens the explanation."""

    def __init__(
        self, model: MatchingModel, rules: RulesModel, start: Start, bring_roster: Callable[[], object]
    ) -> None:
        super().__init__()
        self.rules = RulesPanel(rules, model, start)
        self._wants_rules: bool | None = None
        """Whether the person wants the rules beside the plan; None while they have not said."""
        self._open_rules = Button(_("Rules"), self._toggle_rules, "quiet", icon="scale")
        self._open_rules.setCheckable(True)
        self.opened: Signal[None] = Signal()
        """Somebody wants the explanation of the row they stand on."""
        self.asked_what_if: Signal[str] = Signal()
        """Somebody wants to see what other mentors would cost, or this one."""
        self._model = model
        self._start = start
        self._shown: Proposal | None = None
        self._standing: Standing | None = None
        self._question: _Question | None = None
        self._asked: AskStrip | PublishStrip | None = None
        self._not_now = Button()
        self._strip = QVBoxLayout()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_the_rest)
        self._facts = PlanFacts()
        self._find = QLineEdit()
        self._find.setProperty("kind", "search")
        self._find.setPlaceholderText(_("Find a mentee, a mentor or a skill"))
        self._find.setAccessibleName(_("Find a mentee, a mentor or a skill"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(lambda words: self._sift())
        self._find.installEventFilter(self)
        self._kinds = _Kinds(self._show_only)
        self._rows = RowsModel(_COLUMNS, key=lambda row: row.mentee.id, parent=self)
        self.table = PlanTable(self._rows, _("Pairs"), model, start)
        self.table.sort_by(_FIT, descending=True)
        self.table.chosen.connect(lambda row: model.choose(row.mentee.id if row is not None else ""))
        self.table.opened.connect(lambda row: self.opened.emit(None))
        self.table.make_menu = self.menu_of
        self.looks = Looks(model, start, self.table)
        self.rules.compared.connect(self.looks.compare)
        self.looks.found.connect(self._find_them)
        self._bring_roster = bring_roster
        self._nothing: tuple[bool, QWidget] | None = None
        self._has_people = False
        self._search = QWidget()
        self._search.setObjectName("surface")
        self._search.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        for key, run in (("P", self.toggle_pin), ("F", self.forbid)):
            QShortcut(QKeySequence(key), self.table, run, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self._find.setFocus,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _lay_out(self) -> None:
        look = theme.current()
        self._find.setMinimumWidth(look.px(120))
        self._find.setMaximumWidth(look.px(320))
        line = QHBoxLayout(self._search)
        line.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
        line.setSpacing(look.px(8))
        line.addWidget(self._open_rules)
        line.addWidget(self._find, 1)
        line.addWidget(self._kinds)
        line.addStretch(1)
        line.addWidget(self.looks.switch)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._strip.setSpacing(0)
        box.addLayout(self._strip)
        box.addWidget(self._facts)
        box.addWidget(self._search)
        box.addWidget(hairline())
        split = Splitter("rules-split")
        split.add(self.rules)
        split.add(self.looks, 1)
        split.setSizes([look.px(232), 10_000])
        box.addWidget(split, 1)

    # --- showing ----------------------------------------------------------------------------------

    def show_plan(self) -> None:
        """Take over what the model has."""
        proposal = self._model.proposal
        people = self._model.people
        has_people = bool(people.mentees or people.mentors)
        self._facts.setVisible(has_people and (proposal is None or proposal.trouble is None))
        self._search.setVisible(has_people)
        if not has_people and self.looks.look != "plan":
            self.looks.turn_to("plan")
        self._has_people = has_people
        self._place_rules()
        self._show_nothing(has_people)
        if proposal is not self._shown:
            self._shown = proposal
            self._question = self._asked = None
            self._rows.show_rows(proposal.rows if proposal is not None else ())
            self._kinds.count(proposal)
            self._facts.show_plan(proposal)
            if self.table.current() is None and self._rows.rowCount():
                self.table.setCurrentIndex(self._rows.index(0, 0))
            elif self._model.told is not None and self._model.told.title is not None:
                self.table.scrollTo(self.table.currentIndex())  # what was asked for here stays before one's eyes
        self._soon.start()

    def _show_the_rest(self) -> None:
        """What stands around the rows, in a turn of its own: with them it takes longer than a frame."""
        self.looks.show_plan()
        self.rules.show_lack()
        self._say_what_is()

    def _find_them(self, pair: tuple[str, str]) -> None:
        """Go where the plan says most about a mentee, a mentor, or what the two would be."""
        mentee, mentor = pair
        proposal = self._model.proposal
        self.looks.turn_to("plan")
        if mentee:
            self.go_to(mentee)
        elif proposal is not None and mentor in proposal.mentors:
            self.look_for(proposal.mentors[mentor].name)
        self.table.setFocus()
        if mentee and mentor:
            self.asked_what_if.emit(mentor)

    def go_to(self, mentee: str) -> None:
        """Stand on this mentee, whatever was searched for."""
        self._find.clear()
        self._kinds.reset()
        self.table.go_to(mentee)

    def look_for(self, words: str) -> None:
        self._kinds.reset()
        self._find.setText(words)

    def _show_nothing(self, has_people: bool) -> None:
        if self._nothing is not None:
            known, old = self._nothing
            if known == has_people:
                return
            old.hide()
            old.deleteLater()
        if has_people:
            nothing = EmptyState("search", _("Nobody is found by that"), _("Try fewer letters, or look at everybody."))
        else:
            nothing = EmptyState(
                "users",
                _("Nobody is enrolled yet"),
                _("Bring the roster as CSV or Excel: choose the file, drop it here, or paste rows from a spreadsheet."),
                Button(_("Import roster…"), self._bring_roster, "filled"),
            )
        self._nothing = has_people, nothing
        self.table.when_empty(nothing)

    def _sift(self) -> None:
        words, standing = search_key(self._find.text()).split(), self._standing
        if not words and standing is None:
            self._rows.filter(None)
            return

        def passes(row: PlanRow) -> bool:
            for word in words:  # not with all(…): a generator for each of 10,000 rows costs half a frame
                if word not in row.found_by:
                    return False
            return standing is None or row.standing == standing

        self._rows.filter(passes)

    def _show_only(self, standing: Standing | None) -> None:
        self._standing = standing
        self._sift()

    # --- what has to be said ----------------------------------------------------------------------

    def _say_what_is(self) -> None:
        """The strip: a plan that cannot be, one that is old, or the question whether to publish."""
        model, proposal = self._model, self._model.proposal
        if self._asked is not None:
            self._say(self._asked)
        elif self._question is not None:
            self._say(self._asking(self._question))
        elif model.stopped:
            self._say(self._stopped(proposal))
        elif proposal is not None and proposal.trouble is not None:
            trouble = proposal.trouble
            self._say(Notice(str(trouble.what), str(trouble.advice or ""), "blocking", self._ways_out()))
        elif model.told is not None:
            self._say(self._news(model.told))
        elif proposal is None and model.lack.shortages:
            self._say(Notice(_("Some things are short, whatever the plan will be."), self._short(), "waiting"))
        elif proposal is not None and proposal.waiting and model.lack.ways_out:
            waiting = say_n("{n} mentee waits.", "{n} mentees wait.", len(proposal.waiting))
            self._say(Notice(str(waiting), self._short(), "waiting", self._ways_out()))
        else:
            self._say(None)

    def _stopped(self, proposal: Proposal | None) -> Notice:
        """The person did not want to wait: for a plan, or for its proof only."""
        again = (Button(_("Solve again"), self._model.solve),)
        if proposal is not None and not proposal.settled:
            return Notice(_("The plan follows the cohort, but is not proven."), "", "waiting", again)
        return Notice(_("The plan is older than the cohort."), "", "waiting", again)

    def _news(self, told: Told) -> Notice:
        """Who moves and what it costs, with the way back."""
        news = told.news
        title = str(told.title) if told.title is not None else _("The roster has changed")
        what = str(say("{title}: {effect}", title=title, effect=changed(news)))
        undo = (Button(_("Undo"), lambda: self._start(self._model.undo()), icon="undo-2"),)
        return Notice(
            what,
            "; ".join(moves(self._model, news.shifts)),
            "information",
            undo if told.title is not None else (),
            self._model.dismiss_news,
        )

    def _short(self) -> str:
        """The worst of what there is too little of; the rest stands beside the plan, under the rules."""
        return "\n".join(str(one.words) for one in self._model.lack.shortages[:_TOLD])

    def _ways_out(self) -> tuple[Button, ...]:
        """The cheapest help as buttons."""
        buttons = []
        mentors = {mentor.id: mentor for mentor in self._model.people.mentors}
        for way in self._model.lack.ways_out[:_WAYS]:
            mentor = mentors.get(way.mentor)
            if mentor is not None and way.seats:
                buttons.append(Button(str(way.words), self._giver(mentor, way.seats)))
        return tuple(buttons)

    def _giver(self, mentor: Mentor, seats: int) -> Callable[[], object]:
        return lambda: self._start(self._model.more_seats(mentor, seats))

    def _say(self, notice: QWidget | None) -> None:
        while (item := self._strip.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not notice:
                old.hide()
                old.deleteLater()
        if notice is not None:
            self._strip.addWidget(notice)

    # --- what cannot be undone is asked first -----------------------------------------------------

    def ask_to_publish(self) -> None:
        """Say who would be told; nothing happens before the person says so."""
        publication = self._model.publication()
        if publication is None:
            return
        told = say(
            "Tell {mentees} and {mentors} who they work with?",
            mentees=say_n("{n} mentee", "{n} mentees", publication.mentees),
            mentors=say_n("{n} mentor", "{n} mentors", publication.mentors),
        )
        advice = [_("It reaches them at their next exchange; you can withdraw it while nobody has begun.")]
        if publication.waiting:
            advice.append(str(_left_out(publication.waiting)))

        def publish(to_mentors: str, to_mentees: str) -> None:
            self._finish(self._model.publish(publication, to_mentors, to_mentees))

        self._show_strip(PublishStrip(str(told), " ".join(advice), publish, self._put_off))

    def ask_for_opinions(self, asking: Asking, now: datetime) -> None:
        """Whom to ask, until when; nothing happens before the person says so."""
        if not asking.can_ask:
            return

        def ask(sides: frozenset[str], until: datetime) -> None:
            self._finish(asking.ask(sides, until))

        self._show_strip(AskStrip(asking.answers, now, ask, self._put_off))

    def ask_to_withdraw(self) -> None:
        """Say whom it concerns that a publication is taken back."""
        withdrawal = self._model.withdrawal()
        if withdrawal is None:
            return
        what = say_n(
            "Withdraw the last publication? {n} mentee is without a mentor again.",
            "Withdraw the last publication? {n} mentees are without a mentor again.",
            len(withdrawal.leaving),
        )
        advice = [str(_named(withdrawal.leaving))]
        if withdrawal.staying:
            advice.append(str(say("Who has begun stays: {names}.", names=_named(withdrawal.staying))))
        work = lambda: self._model.withdraw(withdrawal)  # noqa: E731 - what to do if the answer is yes
        self._ask(_Question(str(what), " ".join(advice), _("Withdraw"), work))

    def ask_to_remove(self) -> None:
        """Say what goes with a cohort; nothing happens before the person says so."""
        cohort, people = self._model.cohort, self._model.people
        if cohort is None:
            return
        what = say_n(
            "Remove {cohort} and the {n} person on its roster?",
            "Remove {cohort} and the {n} people on its roster?",
            len(people.mentors) + len(people.mentees),
            cohort=cohort.title,
        )
        self._ask(_Question(str(what), _("This cannot be taken back."), _("Remove"), self._model.remove_cohort))

    def _ask(self, question: "_Question") -> None:
        self._question = question
        self._asked = None
        self._say_what_is()
        self._not_now.setFocus()

    def _show_strip(self, strip: AskStrip | PublishStrip) -> None:
        self._question, self._asked = None, strip
        self._say_what_is()
        strip.not_now.setFocus()

    def _finish(self, work: Coroutine[Any, Any, Any]) -> None:
        """The answer is yes."""
        self._model.told = None
        self._put_off()
        self._start(work)

    def _asking(self, question: "_Question") -> Notice:
        self._not_now = Button(_("Not now"), self._put_off)
        yes = Button(question.yes, lambda: self._go_ahead(question), "filled")
        notice = Notice(question.what, question.advice, "waiting", (self._not_now, yes))
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape),
            notice,
            self._put_off,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        return notice

    def _put_off(self) -> None:
        self._question = self._asked = None
        self._say_what_is()
        self.table.setFocus()

    def _go_ahead(self, question: "_Question") -> None:
        self._finish(question.run())

    # --- wishes -----------------------------------------------------------------------------------

    @property
    def can_wish(self) -> bool:
        """Whether one stands on a pair that is not told yet."""
        row = self.table.current()
        return row is not None and row.standing in ("proposed", "pinned")

    @property
    def can_ask(self) -> bool:
        """Whether one stands on a mentee who has not been told of a mentor."""
        row = self.table.current()
        return row is not None and row.standing != "told"

    def toggle_pin(self) -> None:
        """Pin the pair one stands on, or lift its pin."""
        row = self.table.current()
        if row is None:
            return
        if row.standing == "pinned":
            self._start(self._model.lift_pin(row.mentee))
        elif row.standing == "proposed" and (mentor := self._mentor_of(row)) is not None:
            self._start(self._model.pin(row.mentee, mentor))

    def forbid(self) -> None:
        """This pair not; the plan looks for another mentor at once."""
        row = self.table.current()
        if row is not None and self.can_wish and (mentor := self._mentor_of(row)) is not None:
            self._start(self._model.forbid(row.mentee, mentor))

    def _mentor_of(self, row: PlanRow) -> Mentor | None:
        proposal = self._model.proposal
        return proposal.mentors.get(row.mentor or "") if proposal is not None else None

    def menu_of(self, row: PlanRow) -> QMenu | None:
        """Everything that can be wished for a mentee and the mentor they have."""
        if row.standing == "told":
            return None
        menu = QMenu(self)
        if row.standing in ("proposed", "pinned"):
            pin = menu.addAction(_("Unpin") if row.standing == "pinned" else _("Pin"))
            pin.triggered.connect(self.toggle_pin)
            menu.addAction(_("Forbid")).triggered.connect(self.forbid)
        menu.addAction(_("What if it were another mentor…")).triggered.connect(lambda: self.asked_what_if.emit(""))
        menu.addSeparator()
        wishes_menu(menu, self._model, row, self._start)
        return menu

    # --- Qt's side --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_rules()

    def _toggle_rules(self) -> None:
        self._wants_rules = self.rules.isHidden()
        self._place_rules()

    def _place_rules(self) -> None:
        """Beside the plan where there is room, or where the person wants them."""
        roomy = self.width() >= theme.current().px(_ROOMY)
        shown = self._has_people and (roomy if self._wants_rules is None else self._wants_rules)
        self.rules.setVisible(shown)
        self._open_rules.setChecked(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self._find and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in down:
                self._into_the_table()
                return True
            if event.key() == Qt.Key.Key_Escape and self._find.text():
                self._find.clear()
                return True
        return super().eventFilter(watched, event)

    def _into_the_table(self) -> None:
        self.table.setFocus()
        if self.table.current() is None and self._rows.rowCount():
            self.table.setCurrentIndex(self._rows.index(0, 0))
            self.table.verticalScrollBar().setValue(0)


class _Kinds(QWidget):
    """Everybody, or only those who wait, are pinned, or have been told."""

    def __init__(self, choose: Callable[[Standing | None], object]) -> None:
        super().__init__()
        self._choose = choose
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[Standing | None, Button] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        kinds: tuple[Standing | None, ...] = (None, "waits", "pinned", "told")
        for standing in kinds:
            button = Button(kind="quiet", run=self._chooser(standing))
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[standing] = button
            line.addWidget(button)
        self._buttons[None].setChecked(True)

    def count(self, proposal: Proposal | None) -> None:
        """Say how many there are of each; kinds without anybody are not offered."""
        rows = proposal.rows if proposal is not None else ()
        standings = proposal.figures.standings if proposal is not None else {}
        counts = {standing: standings.get(standing, 0) if standing is not None else 0 for standing in self._buttons}
        said = {
            None: say("All {n}", n=len(rows)),
            "waits": say_n("Waits {n}", "Wait {n}", counts["waits"]),
            "pinned": say("Pinned {n}", n=counts["pinned"]),
            "told": say("Told {n}", n=counts["told"]),
        }
        kinds = [standing for standing, count in counts.items() if standing is not None and count]
        for standing, button in self._buttons.items():
            button.setText(str(said[standing]))
            button.setVisible(bool(kinds) if standing is None else standing in kinds)
            if button.isChecked() and standing is not None and standing not in kinds:
                self.reset()

    def reset(self) -> None:
        self._buttons[None].setChecked(True)
        self._choose(None)

    def _chooser(self, standing: Standing | None) -> Callable[[], object]:
        return lambda: self._choose(standing)


def _left_out(names: tuple[str, ...]) -> object:
    return say("Without a mentor for now: {names}.", names=_named(names))


def _named(names: tuple[str, ...]) -> object:
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return say_n("{names} and {n} other", "{names} and {n} others", more, names=shown) if more > 0 else shown
