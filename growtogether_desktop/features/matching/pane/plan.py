"""The plan as a table: facts above it, a search, and a strip for what has to be said or confirmed."""

import asyncio
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import PlanRow, Proposal, Standing
from growtogether_desktop.features.matching.model.rules import RulesModel
from growtogether_desktop.features.matching.model.views import ComparisonView
from growtogether_desktop.features.matching.pane.announcing import PlanStrip
from growtogether_desktop.features.matching.pane.chosen import Chosen
from growtogether_desktop.features.matching.pane.dragging import PlanTable
from growtogether_desktop.features.matching.pane.facts import PlanFacts
from growtogether_desktop.features.matching.pane.kinds import Kinds
from growtogether_desktop.features.matching.pane.looks import Looks
from growtogether_desktop.features.matching.pane.plan_columns import COLUMNS, FIT
from growtogether_desktop.features.matching.pane.questions import Questions
from growtogether_desktop.features.matching.pane.rules import RulesPanel
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.rows_model import RowsModel
from growtogether_desktop.ui.splitter import Splitter
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.ui.words import hairline

Start = Callable[..., "asyncio.Task[Any]"]

_ROOMY = 880
"""From this width on the rules stand beside the plan."""


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
        self._shown: Proposal | None = None
        self._counted: Proposal | None = None
        self._said: object = None
        self._standing: Standing | None = None
        self._facts = PlanFacts()
        self._find = QLineEdit()
        self._find.setProperty("kind", "search")
        self._find.setPlaceholderText(_("Find a mentee, a mentor or a skill"))
        self._find.setAccessibleName(_("Find a mentee, a mentor or a skill"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(lambda words: self._sift())
        self._find.installEventFilter(self)
        self._kinds = Kinds(self._show_only)
        self._rows = RowsModel(COLUMNS, key=attrgetter("mentee.id"), parent=self)
        self.table = PlanTable(self._rows, _("Pairs"), model, start)
        self.table.sort_by(FIT, descending=True)
        self.table.chosen.connect(lambda row: model.inquiry.choose(row.mentee.id if row is not None else ""))
        self.table.opened.connect(lambda row: self.opened.emit(None))
        self.chosen = Chosen(self.table, model, start, lambda: self.asked_what_if.emit(""))
        self.table.make_menu = self.chosen.menu_of
        self.strip = PlanStrip(model, start, self.table.setFocus)
        self.questions = Questions(model, self.strip)
        self.looks = Looks(model, start, self.table)
        self._parts = (self.rules, self.looks)
        """Each is painted in a turn of its own."""
        paint = (partial(part.setUpdatesEnabled, True) for part in self._parts)
        self._around = Turns(self, self._count, self.looks.show_plan, self.rules.show_lack, self._say_what_is, *paint)
        """What stands around the rows."""
        self.rules.compared.connect(self._compare)
        self.looks.found.connect(self._find_them)
        self._bring_roster = bring_roster
        self._nothing: tuple[bool, QWidget] | None = None
        self._has_people = False
        self._line = QHBoxLayout()
        self._beneath = QHBoxLayout()
        self._search = Surface()
        self._lay_out()
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
        tools = QVBoxLayout(self._search)
        tools.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
        tools.setSpacing(look.px(6))
        line = self._line
        line.setSpacing(look.px(8))
        line.addWidget(self._open_rules)
        line.addWidget(self._find, 1)
        line.addWidget(self._kinds)
        line.addStretch(1)
        line.addWidget(self.looks.switch)
        tools.addLayout(line)
        tools.addLayout(self._beneath)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.strip)
        box.addWidget(self._facts)
        box.addWidget(self._search)
        box.addWidget(hairline())
        split = Splitter("rules-split")
        split.add(self.rules)
        split.add(self.looks, 1)
        split.setSizes([look.px(240), 10_000])
        box.addWidget(split, 1)

    # --- showing ----------------------------------------------------------------------------------

    def come_in_front(self) -> None:
        """Be painted part by part."""
        self._put_painting_off()
        self._around.begin()

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
            self._put_painting_off()
            self.strip.forget()
            self._rows.show_rows(proposal.rows if proposal is not None else ())
            if self.table.current() is None and self._rows.rowCount():
                self.table.setCurrentIndex(self._rows.index(0, 0))
            elif self._model.told is not None and self._model.told.title is not None:
                self.table.scrollTo(self.table.currentIndex())  # what was asked for here stays before one's eyes
        self._around.begin()

    def show_worked_out(self) -> None:
        """Another answer is there that somebody has asked for."""
        self.looks.look_again()
        self.rules.show_worth()

    def _count(self) -> None:
        if self._counted is not self._shown:
            self._counted = self._shown
            self._kinds.count(self._shown)
            self._place_kinds()
            self._facts.show_plan(self._shown)

    def _put_painting_off(self) -> None:
        """Until everything is in its place: then each part has its turn."""
        for part in self._parts:
            part.setUpdatesEnabled(False)

    def _say_what_is(self) -> None:
        model = self._model
        said = model.proposal, model.told, model.stopped, model.lack
        if said != self._said:  # what stands beneath the strip may move
            self._said = said
            self._put_painting_off()
        self.strip.say_what_is()

    def _compare(self, view: ComparisonView) -> None:
        self.looks.compare(view)
        self._place_kinds()

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

    # --- Qt's side --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_rules()
        self._place_kinds()

    def _toggle_rules(self) -> None:
        self._wants_rules = self.rules.isHidden()
        self._place_rules()

    def _place_rules(self) -> None:
        """Beside the plan where there is room, or where the person wants them."""
        roomy = self.width() >= theme.current().px(_ROOMY)
        shown = self._has_people and (roomy if self._wants_rules is None else self._wants_rules)
        self.rules.setVisible(shown)
        self._open_rules.setChecked(shown)

    def _place_kinds(self) -> None:
        """Beside the search where there is room, else beneath it."""
        others = (self._open_rules, self._find, self.looks.switch)
        need = sum(max(one.minimumWidth(), one.minimumSizeHint().width()) for one in others)
        need += self._kinds.sizeHint().width() + 5 * self._line.spacing()
        there = self._line if need <= self.width() else self._beneath
        if there.indexOf(self._kinds) < 0:
            (self._beneath if there is self._line else self._line).removeWidget(self._kinds)
            there.insertWidget(2 if there is self._line else 0, self._kinds, 0, Qt.AlignmentFlag.AlignLeft)

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
