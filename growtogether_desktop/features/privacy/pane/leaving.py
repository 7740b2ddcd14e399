"""Leaving the programme, as a card; and for coordinators, who wants to."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.formats import ago, day
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.erasures import Erasure
from growtogether_desktop.features.privacy.model.leaving import LeavingModel
from growtogether_desktop.features.privacy.pane.asking_card import AskingCard, Start
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.card import CardAside, CardRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.readers import told_in_a_line
from growtogether_desktop.ui.words import Words


class LeavingCard(AskingCard):
    def __init__(self, model: LeavingModel, start: Start, save: Callable[[], object]) -> None:
        """`save` lets the person save everything first."""
        super().__init__(_("Leaving the programme"), start)
        self._model = model
        self._save = save

    def show_model(self) -> None:
        mine = self._model.mine
        if mine is None:
            about = _("What is yours alone is erased everywhere; what others need loses your name.")
            self.show_rows(CardRow(_("Be erased"), about, after=Button(_("Ask to be erased…"), self._open)))
            return
        if mine.agreed is not None:
            self.show_rows(CardRow(_("You are being erased"), _("This desk closes with its next exchange.")))
            return
        what = str(say("You are erased on {day}", day=day(mine.due)))
        stay = Button(_("Stay…"), self._ask_to_stay)
        self.show_rows(CardRow(what, _("Until then you can stay. Save what you want to keep before."), after=stay))
        if mine.by:
            asked = str(say("{name} has asked for it:", name=self._model.asked_by or _("A coordinator")))
            self.add(Words(f"{asked} {mine.reason}", wraps=True))
        self.add(told_in_a_line(mine, mine.id))

    def _open(self) -> None:
        self.show_rows(_Leaflet(self._model, self._save, self._ask, self.show_model))

    def _ask(self, *, words_stay: bool) -> None:
        self.attempt(self._model.ask(words_stay=words_stay))

    def _ask_to_stay(self) -> None:
        self.ask(_("You stay, and nothing is erased."), "", _("Stay"), self._model.stay)


class _Leaflet(QWidget):
    """What goes, what stays and when, read before one asks."""

    def __init__(
        self, model: LeavingModel, save: Callable[[], object], ask: Callable[..., None], cancel: Callable[[], object]
    ) -> None:
        super().__init__()
        self._ask = ask
        self.words = QCheckBox(_("Let what I wrote about the work of others stay, without my name"))
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(4)
        for title, text in _told(model):
            box.addWidget(Words(title, "strong"))
            box.addWidget(Words(text, wraps=True))
            box.addSpacing(6)
        box.addWidget(self.words)
        box.addSpacing(6)
        box.addWidget(told_in_a_line(model.to_be, model.to_be.id))
        box.addSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Button(_("Save everything…"), save, icon="download"))
        line.addStretch(1)
        leave = Button(_("Cancel"), cancel)
        line.addWidget(leave)
        line.addWidget(Button(_("Ask to be erased"), self._go, kind="danger"))
        box.addLayout(line)
        leave.setFocus()

    def _go(self) -> None:
        self._ask(words_stay=self.words.isChecked())


def _told(model: LeavingModel) -> tuple[tuple[str, str], ...]:
    span = str(say_n("{n} day", "{n} days", model.periods.work))
    return (
        (
            _("What is erased"),
            _(
                "Your account and your ways in, your profile, your places in cohorts, your wishes and answers, "
                "what you handed in with every file, and what you wrote. Your computers forget the programme, "
                "also what has not been sent from them yet."
            ),
        ),
        (
            _("What stays, in nobody's name"),
            str(
                say(
                    "That two have worked together, verdicts and points, what others have said, and the boards of "
                    "teams. Finished work goes {span} after its last word. In a log of what was done stands no name.",
                    span=span,
                )
            ),
        ),
        (
            _("When"),
            str(
                say(
                    "On {day}, or before, when a coordinator has looked at it. Until then you can stay. "
                    "Afterwards nobody can bring anything back.",
                    day=day(model.due),
                )
            ),
        ),
    )


class WishesCard(AskingCard):
    """Who has asked to be erased, for coordinators."""

    def __init__(self, model: LeavingModel, start: Start) -> None:
        super().__init__(_("Who wants to leave"), start)
        self._model = model

    def show_model(self) -> None:
        self.setVisible(self._model.coordinates)
        rows: list[QWidget] = [self._line(wish) for wish in self._model.others]
        self.show_rows(*rows or [CardAside(_("Nobody has asked to be erased."))])

    def _line(self, wish: Erasure) -> CardRow:
        about = str(say("asked {ago}; erased on {day}", ago=ago(wish.asked), day=day(wish.due)))
        if wish.agreed is not None:
            return CardRow(wish.name, about, after=Pill(_("being erased"), "waiting"))
        if wish.by:
            return CardRow(wish.name, about, after=Pill(_("a coordinator has asked"), "waiting"))
        return CardRow(wish.name, about, after=Button(_("Erase now…"), partial(self._ask, wish)))

    def _ask(self, wish: Erasure) -> None:
        what = str(say("{name} is erased at once, and cannot think better of it any more.", name=wish.name))
        advice = _("Nothing brings it back. Whoever coordinates alone stays until there is somebody else.")
        self.ask(what, advice, _("Erase now"), lambda: self._model.carry_out(wish))
