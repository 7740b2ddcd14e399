"""Every other mentor for a mentee with what the plan would lose; the price is told before anything is done."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import N_, _, say
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import Other
from growtogether_desktop.features.matching.pane.telling import cost, how_fits_are_written, priced
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import section
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]


def _loss(other: Other) -> Cell:
    if not other.priced:
        return Cell("—", "muted")
    if not other.choice.quiet:
        return Cell(cost(other.choice), "muted", icon="triangle-alert", icon_role="waiting")
    return Cell(cost(other.choice), "strong" if other.choice.equal else "text")


_COLUMNS: tuple[Column[Other], ...] = (
    Column(N_("Mentor"), lambda one: Cell(one.mentor.name), lambda one: one.found_by, 96, 1),
    Column(
        N_("Fit"),
        lambda one: Cell(str(one.choice.fit), "muted"),
        lambda one: one.choice.fit,
        68,
        0,
        right=True,
    ),
    Column(
        N_("Plan"),
        _loss,
        lambda one: one.choice.dearness,
        64,
        0,
        right=True,
    ),
)
_PLAN = 2
_FEW = 5
"""By leximin some of so many have others' fits."""


class WhatIf(QWidget):
    """A search, the list, and beneath it what the chosen one costs and the button that does it."""

    def __init__(self, model: MatchingModel, start: Start, back: Callable[[], object]) -> None:
        super().__init__()
        self._model = model
        self._start = start
        self._back = back
        self._asking: asyncio.Task[Any] | None = None
        self._mentee = ""
        self._wanted = ("", "")
        """A mentee, and the mentor to stand on once they are weighed."""
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(_("Another mentor"))
        self.search.setAccessibleName(_("Find another mentor"))
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(model.inquiry.find_mentor)
        self.search.installEventFilter(self)
        self._title = section("")
        self._rows = RowsModel(_COLUMNS, key=lambda one: one.mentor.id, parent=self)
        self.table = RowsTable(self._rows, _("Other mentors"))
        self.table.sort_by(_PLAN)
        self.table.setMinimumHeight(theme.current().px(300))
        self.table.chosen.connect(self._ask_price)
        self.table.opened.connect(lambda one: self._pin_them())
        self._nothing = Words("", "muted", wraps=True)
        self._by_fits = Words(how_fits_are_written(), "aside", wraps=True)
        self._price = Words("", wraps=True)
        self._do = Button(_("Pin"), self._pin_them, icon="pin")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for widget in (self._title, self.search, self._nothing, self.table, self._by_fits, self._price):
            box.addWidget(widget)
        box.addWidget(self._do, 0, Qt.AlignmentFlag.AlignLeft)

    def show_others(self) -> None:
        """Take over the mentors the model has weighed."""
        told = self._model.inquiry.explanation
        if told is None:
            return
        if told.row.mentee.id != self._mentee:
            self._mentee = told.row.mentee.id
            self.search.clear()
            self._title.setText(str(say("What if {mentee} went to…", mentee=told.row.mentee.name)))
            self._rows.show_rows(())
        if told.weighed or told.others is not None:
            self._rows.show_rows(self._model.inquiry.others)
        empty = self._rows.rowCount() == 0
        self._nothing.setText(self._why_nothing())
        self._nothing.setVisible(empty or told.partly)
        self.table.setVisible(not empty)
        self._by_fits.setVisible(any(one.choice.lost.weaker is not None for one in (told.others or ())[:_FEW]))
        if self.table.current() is None:
            self._price.hide()
            self._do.hide()
        self._go()

    def go_to(self, mentor: str) -> None:
        """Stand on this mentor, as soon as there is something to say."""
        told = self._model.inquiry.explanation
        self._wanted = (told.row.mentee.id if told is not None else "", mentor)
        self._go()

    def _go(self) -> None:
        mentee, mentor = self._wanted
        if mentee == self._mentee and mentor and self._rows.place(mentor).isValid():
            self.table.go_to(mentor)
            self.table.setFocus()
            self._wanted = ("", "")

    def _why_nothing(self) -> str:
        told = self._model.inquiry.explanation
        if told is not None and told.partly:
            return _("The best fits are weighed already, the other mentors are still being weighed.")
        if told is None or not told.weighed:
            return _("The other mentors are being weighed.")
        if told.others is None:
            return _("This plan is not proven to be the best, so nothing exact can be said: pin a pair to see.")
        return _("No other mentor is found.") if told.others else _("No other mentor is possible.")

    def _ask_price(self, other: Other | None) -> None:
        if self._asking is not None:
            self._asking.cancel()
        if other is None:
            self._price.hide()
            self._do.hide()
            return
        self._do.setText(str(say("Pin to {mentor}", mentor=other.mentor.name)))
        self._asking = self._start(self._tell_price(other))

    async def _tell_price(self, other: Other) -> None:
        price = await self._model.inquiry.price(self._mentee, other.mentor.id)
        self._price.setText(priced(self._model, price, self._mentee, below=other.choice.below))
        self._price.show()
        self._do.setVisible(price is not None)

    def _pin_them(self) -> None:
        told, other = self._model.inquiry.explanation, self.table.current()
        if told is not None and other is not None and not self._do.isHidden():
            self._start(self._model.wishes.pin((told.row.mentee, other.mentor)))
            self._back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows.rowCount():
                self.table.setFocus()
                if self.table.current() is None:
                    self.table.setCurrentIndex(self._rows.index(0, 0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                self._model.inquiry.find_mentor("")
                return True
        return super().eventFilter(watched, event)
