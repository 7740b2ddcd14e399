"""The rules beside the plan: what counts how much, what makes a plan better, and what it would be otherwise."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.cohorts import Policy, Weights
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import Lack
from growtogether_desktop.features.matching.model.rules import RulesModel, Trial
from growtogether_desktop.features.matching.model.showing import comparison_view
from growtogether_desktop.features.matching.model.views import ComparisonView
from growtogether_desktop.features.matching.pane.again import MatchAgain
from growtogether_desktop.features.matching.pane.lines import Lines, Slider, line
from growtogether_desktop.features.matching.pane.seats import SeatsWorth
from growtogether_desktop.features.matching.pane.telling import figure
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import scrolling, section
from growtogether_desktop.ui.statement import Entry, Statement, headed
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.turns import Turns
from growtogether_desktop.ui.words import Words, hairline

Start = Callable[..., "asyncio.Task[Any]"]

_MOST = 60
"""A slider goes so far; more would leave nothing for the others."""
_SETTLED_MS = 250
"""So long a slider has to rest before the plan is tried."""
_SHORT = 12
"""So many shortages are told: the worst."""

_WEIGHTS: tuple[tuple[str, str, str], ...] = (
    ("goal", N_("Goal"), N_("How well the mentor covers what the mentee wants to reach")),
    ("stack", N_("Wanted skills"), N_("How many of the wanted skills the mentor offers")),
    ("gap", N_("Step in level"), N_("A mentor two levels ahead is best")),
    ("availability", N_("Hours"), N_("How many hours of the week both are free")),
    ("language", N_("Languages"), N_("One language in common, or two")),
    ("past", N_("Earlier mentees"), N_("How it went with the mentor before")),
)
_POLICIES: dict[Policy, tuple[str, str]] = {
    Policy.FLOOR: (N_("Nobody gets a bad match"), N_("The weakest match is as good as can be, then the best sum")),
    Policy.MOST: (N_("The most people"), N_("Everybody who can be placed is, then the best sum")),
    Policy.SUM: (N_("The best sum"), N_("All points together count, whoever waits for that")),
    Policy.LEXIMIN: (N_("As even as possible"), N_("The weakest match first, then the second weakest, and so on")),
}


class RulesPanel(Surface):
    """Everything here is only thought about until it is applied; applying can be undone."""

    def __init__(self, model: RulesModel, matching: MatchingModel, start: Start) -> None:
        super().__init__()
        self.compared: Signal[ComparisonView] = Signal()
        """Somebody wants to see two plans side by side."""
        self._model = model
        self._matching = matching
        self._start = start
        self._lack: Lack | None = None
        self._sliders: dict[str, Slider] = {}
        self._policies: dict[Policy, _Policy] = {}
        self._resting = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._resting.timeout.connect(self._weigh)
        page = Surface()
        box = QVBoxLayout(page)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        box.addWidget(section(_("What counts how much")))
        for key, name, help_ in _WEIGHTS:
            weight = Slider(_(name), _(help_), _MOST, self._resting.start)
            self._sliders[key] = weight
            box.addWidget(weight)
        self._learned = Words("", "aside", wraps=True)
        self._default = Button(_("Usual weights"), model.use_default_weights, "link")
        box.addWidget(self._learned)
        box.addWidget(self._default, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(section(_("What makes a plan better")))
        group = QButtonGroup(self)
        for policy, (name, help_) in _POLICIES.items():
            choice = _Policy(_(name), _(help_), self._chooser(policy))
            group.addButton(choice.button)
            self._policies[policy] = choice
            box.addWidget(choice)
        self._compare = Button(_("Compare all four"), model.compare_policies, "link")
        box.addWidget(self._compare, 0, Qt.AlignmentFlag.AlignLeft)
        self._trial = Lines()
        self._lesson = Lines(_("What outcomes teach"))
        self._worth = SeatsWorth(matching, start)
        self._short = Statement()
        self.again = MatchAgain(model, start)
        for lines in (self._short, self._worth, self._lesson, self.again):
            box.addWidget(lines)
        box.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self._trial)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        area = scrolling(page, _("Rules"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(area, 1)
        self._edge = hairline()
        whole.addWidget(self._edge)
        whole.addLayout(foot)
        self.setAccessibleName(_("Rules"))
        self.setMinimumWidth(theme.current().px(240))
        self._showing = Turns(self, self._show_draft, self._show_thoughts, self._worth.show_worth, self.show_lack)
        self._show_draft()

    def show_rules(self) -> None:
        """Take over what the model is thinking about, in turns of the loop."""
        self._showing.begin()

    def show_worth(self) -> None:
        """Another seat's worth is known."""
        self._worth.show_worth()

    def _show_draft(self) -> None:
        model, draft = self._model, self._model.draft
        for key, weight in self._sliders.items():
            weight.show_points(getattr(draft.weights, key))
            weight.setEnabled(not draft.learned)
        self._learned.setText(_("What was learned counts instead of these.") if draft.learned else "")
        self._learned.setVisible(bool(draft.learned))
        self._default.setVisible(draft.weights != Weights() or bool(draft.learned))
        for policy, choice in self._policies.items():
            choice.show_trial(policy == draft.policy, model.policies.get(policy))
        proposal = self._matching.proposal
        has_plan = proposal is not None and bool(proposal.plan.pairs)
        self._compare.setVisible(not model.quick and not model.policies and has_plan)

    def _show_thoughts(self) -> None:
        self._show_trial()
        self._show_lesson()
        self.again.show_choices()

    def show_lack(self) -> None:
        """Take over what is short, plan or no plan."""
        lack, people = self._matching.lack, self._matching.people
        if lack is self._lack:
            return
        self._lack = lack
        short = [Entry(str(one.words), above=6) for one in lack.shortages[:_SHORT]]
        calm = [Entry(_("Nothing is short."), "aside")] if people.mentees else []
        self._short.tell(tuple(headed(_("Shortage"), *(short or calm))))

    def _show_trial(self) -> None:
        model = self._model
        if model.draft == model.in_use:
            self._trial.fill(())
            self._edge.hide()
            return
        self._edge.show()
        trial = model.trial
        if model.busy and trial is None:
            said = _("Trying it…")
        elif trial is None:
            said = _("Not tried yet.")
        elif trial.trouble is not None:
            said = str(trial.trouble.what)
        else:
            said = "\n".join(_effects(trial))
        lines: list[QWidget] = [Words(said, wraps=True)]
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if trial is None and not model.busy:
            row.addWidget(Button(_("Try it"), model.try_it))
        if trial is not None and trial.plan is not None:
            lines.append(Button(_("See who changes"), lambda: self._see(trial), "link"))
        row.addWidget(Button(_("Apply"), lambda: self._start(model.apply()), "filled"))
        row.addWidget(Button(_("Not now"), model.reset))
        row.addStretch(1)
        self._trial.fill([*lines, buttons])

    def _see(self, trial: Trial) -> None:
        proposal = self._matching.proposal
        if proposal is not None and trial.plan is not None and proposal.plan.basis is not None:
            self.compared.emit(comparison_view(_("Now"), proposal.plan, _("With these rules"), trial.plan))

    def _show_lesson(self) -> None:
        model, lesson = self._model, self._model.lesson
        if lesson is None:
            self._lesson.fill(())
            return
        lines: list[QWidget] = [Words(str(lesson.why), wraps=True)]
        for key, name, _help in _WEIGHTS:
            usual, learned = getattr(Weights(), key), getattr(lesson.weights, key)
            lines.append(line(_(name), str(say("{usual} → {learned}", usual=usual, learned=learned))))
        if model.draft.learned:
            lines.append(Button(_("Back to the usual weights"), model.use_default_weights, "link"))
        elif lesson.adopt:
            lines.append(Button(_("Use what was learned"), model.use_lesson, "link"))
        self._lesson.fill(lines)

    def _chooser(self, policy: Policy) -> Callable[[], object]:
        return lambda: self._model.think_of(replace(self._model.draft, policy=policy))

    def _weigh(self) -> None:
        points = {key: weight.points for key, weight in self._sliders.items()}
        weights = Weights(**points)
        if weights != self._model.draft.weights:
            self._model.weigh(weights)


class _Policy(QWidget):
    """A policy, what it means, and what the plan would be by it."""

    def __init__(self, name: str, help_: str, run: Callable[[], object]) -> None:
        super().__init__()
        self.button = QRadioButton(name)
        self.button.setAccessibleDescription(help_)
        self.button.clicked.connect(lambda checked: run())
        self._help = Words(help_, "aside", wraps=True)
        self._figures = Words("", "aside", wraps=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.button)
        under = QVBoxLayout()
        under.setContentsMargins(theme.current().px(22), 0, 0, 4)
        under.setSpacing(2)
        under.addWidget(self._help)
        under.addWidget(self._figures)
        box.addLayout(under)

    def show_trial(self, chosen: bool, trial: Trial | None) -> None:
        self.button.setChecked(chosen)
        said = ""
        if trial is not None and trial.comparison is not None:
            said = " · ".join(_effects(trial))
        elif trial is not None and trial.trouble is not None:
            said = str(trial.trouble.what)
        self._figures.setText(said)
        self._figures.setVisible(bool(said))


def _effects(trial: Trial) -> list[str]:
    """What it would change, by the points in use: placed, points, lowest, pairs."""
    told = trial.comparison
    if told is None:
        return []
    if not told.moves:
        return [_("the same plan")]
    parts = []
    before, after = told.before, told.after
    if placed := after.placed - before.placed:
        parts.append(
            str(say_n("{figure} mentee placed", "{figure} mentees placed", abs(placed), figure=figure(placed)))
        )
    points = after.points - before.points
    parts.append(str(say("{total} points ({figure})", total=after.points, figure=figure(points))))
    parts.append(str(say("lowest {fit}", fit=after.lowest)))
    n = len(told.moves)
    parts.append(str(say_n("{n} pair changes", "{n} pairs change", n)))
    return parts
