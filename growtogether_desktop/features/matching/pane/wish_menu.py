"""A menu of wishes that says behind each what it would do to the plan, as soon as that is known."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QMenu, QWidget

from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import News
from growtogether_desktop.features.matching.model.wish import Wish
from growtogether_desktop.features.matching.pane.telling import changed, foreseen
from growtogether_desktop.pairing.plans.prices import Lost, Shift
from growtogether_desktop.ui import theme

_AROUND = 72
"""Left and right of words and price, and between them."""

_USUAL = News((Shift(MenteeId(""), None, None),) * 2, Lost(88))
"""Some prices take more words; with room for the longest the menu would be as wide as the page."""

Start = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]


class WishMenu(QMenu):
    """It opens at once, as wide as it will be for most; what is still worked out when it closes is given up."""

    def __init__(self, parent: QWidget, model: MatchingModel, start: Start) -> None:
        super().__init__(parent)
        self._model = model
        self._start = start
        self._offered: list[tuple[QAction, str, Wish]] = []
        self._looking: asyncio.Task[Any] | None = None
        self.aboutToShow.connect(self._look_ahead)
        self.aboutToHide.connect(self._give_up)

    def offer(self, words: str, wish: Wish, do: Callable[[Coroutine[Any, Any, None]], object]) -> QAction:
        """A line that asks for the wish."""
        entry = self.addAction(words)
        entry.triggered.connect(lambda: do(self._model.wishes.ask(wish)))
        self._offered.append((entry, words, wish))
        return entry

    def _look_ahead(self) -> None:
        self.ensurePolished()
        metrics = self.fontMetrics()
        words = max((metrics.horizontalAdvance(words) for _entry, words, _wish in self._offered), default=0)
        if (proposal := self._model.proposal) is not None and proposal.proven:
            price = metrics.horizontalAdvance(changed(_USUAL))
            self.setMinimumWidth(words + price + theme.current().px(_AROUND))
        self._give_up()
        self._looking = self._start(self._say_prices())

    def _give_up(self) -> None:
        if self._looking is not None:
            self._looking.cancel()

    async def _say_prices(self) -> None:
        for entry, words, wish in self._offered:
            if entry.isEnabled() and (news := await self._model.inquiry.foresee(wish)) is not None:
                price = foreseen(news)
                entry.setText(f"{words}\t{price}")
                self._stay_on_screen()
                if self.activeAction() is entry:
                    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, price))

    def _stay_on_screen(self) -> None:
        screen = self.screen().availableGeometry()
        over = self.geometry().right() - screen.right()
        if over > 0:
            self.move(max(self.x() - over, screen.left()), self.y())
