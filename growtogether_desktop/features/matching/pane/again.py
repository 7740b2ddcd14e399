"""Everybody matched again: how much a pair that people know is worth, and what fewer or more changes would bring."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.matching.model.rules import RulesModel
from growtogether_desktop.features.matching.pane.lines import Lines, Slider, line
from growtogether_desktop.pairing.plans.rematch import Choice, other_policy
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.words import Words

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]

_MOST = 100
_SETTLED_MS = 250
"""So long the slider has to rest before the plan is looked for."""


class MatchAgain(QWidget):
    """Nothing here changes anything before a plan is taken; taking one can be undone."""

    def __init__(self, model: RulesModel, start: Start) -> None:
        super().__init__()
        self._model = model
        self._start = start
        self._resting = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._resting.timeout.connect(self._settle)
        help_ = _("So many points a pair that people know already counts more than it fits")
        self.keep = Slider(_("Keep published pairs"), help_, _MOST, self._move)
        self._meaning = Words("", "aside", wraps=True)
        self._see = Button(_("See changes and points"), model.match_again, "link")
        self._choices = Lines()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for widget in (section(_("Match everybody again")), self.keep, self._meaning, self._see, self._choices):
            box.addWidget(widget)

    def show_choices(self) -> None:
        """Take over what the model has; away while nobody has been told of a mentor."""
        model = self._model
        self.setVisible(model.can_match_again)
        if not self._resting.isActive():
            self.keep.show_points(model.keep)
        self._explain()
        self._see.setVisible(not model.rematch)
        self._see.setEnabled(not model.busy)
        if not model.rematch:
            self._choices.fill(())
            return
        self._choices.fill([line(_("Changes"), _("Points")), *map(self._choice, model.rematch)])

    def _choice(self, choice: Choice) -> QWidget:
        words = str(say_n("{n} pair changes", "{n} pairs change", choice.changes))
        take = Button(_("Take"), lambda: self._start(self._model.take(choice)), "link")
        take.setAccessibleName(str(say("Take the plan in which {changes}", changes=words)))
        take.setEnabled(choice.changes > 0)
        chosen = choice is self._model.kept
        row = line(words, str(choice.plan.total), take, "strong" if chosen else "muted")
        if chosen:
            row.setAccessibleName(str(say("By the slider: {changes}", changes=words)))
        return row

    def _move(self) -> None:
        self._resting.start()
        self._explain()

    def _settle(self) -> None:
        self._model.keep_pairs(self.keep.points)

    def _explain(self) -> None:
        points = self.keep.points
        if points:
            worth = say_n(
                "A changed pair has to bring more than {n} point.",
                "A changed pair has to bring more than {n} points.",
                points,
            )
            meaning = str(worth)
        else:
            meaning = _("Only points count: whoever helps the sum elsewhere changes.")
        why = other_policy(self._model.in_use)
        self._meaning.setText(meaning if why is None else f"{meaning}\n{why}")
