"""What is done with the remarks of a submission: going to them, writing, answering, resolving, placing them anew."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import WHOLE, ReviewModel
from growtogether_desktop.features.reviews.pane.placing import Placing
from growtogether_desktop.features.reviews.pane.reading import Reading, Start
from growtogether_desktop.features.reviews.pane.remark_card import Asks
from growtogether_desktop.features.reviews.pane.remark_cards import RemarkCards
from growtogether_desktop.features.reviews.pane.surface import Surface
from growtogether_desktop.features.reviews.pane.taking_back import TakingBack
from growtogether_desktop.features.reviews.pane.taking_over import TakingOver
from growtogether_desktop.features.reviews.pane.writing import Writing


class Remarking:
    def __init__(
        self,
        page: QWidget,
        model: ReviewModel,
        surface: Surface,
        reading: Reading,
        start: Start,
        strips: Callable[[], None],
    ) -> None:
        """`strips` brings what stands above the code up to date."""
        self.changed: Signal[None] = Signal()
        """The page has to show everything anew."""
        self.begun: Signal[None] = Signal()
        """An editor stands between the lines."""
        self.writing = Writing(page, model, start)
        self.taking_over = TakingOver(model, start, strips)
        self.taking_back = TakingBack(model, start, strips)
        self._page = page
        self._model = model
        self._surface = surface
        self._start = start
        self._placing = Placing(model, start)
        asks = Asks(
            self._choose,
            self._edit,
            self._discard,
            self._answer,
            self._resolve,
            self.taking_back.ask,
            self.taking_over.toggle,
            self.taking_over.tick,
        )
        self.cards = RemarkCards(model, surface, reading, self.writing, asks)
        self._unlisten = (
            self.writing.opened.connect(self._opened),
            self.writing.grown.connect(self._keep_in_sight),
            self.writing.ended.connect(self._ended),
        )

    def leave(self) -> None:
        """What is being written is kept."""
        self.put_editors_away()
        self._surface.here.set_blocks(())
        for stop in self._unlisten:
            stop()

    def offers(self) -> dict[str, Callable[[], object]]:
        """Command → what does it, for what can be done now."""
        model, offers, chosen = self._model, dict[str, Callable[[], object]](), self.cards.chosen
        if model.remarks:
            offers["next_remark"] = partial(self._step, 1)
            offers["previous_remark"] = partial(self._step, -1)
        if model.work.reviewing:
            offers["whole_work"] = lambda: self._start(self._remark_on_the_whole(), "")
            if model.text is not None:
                offers["comment"] = lambda: self.remark_on(*self._surface.canvas.selected())
                offers["whole_file"] = lambda: self.remark_on(0, 0, 0, 0)
        if (thread := self._placing.thread) is not None:
            offers["place"] = lambda: self._placing.place(thread, self._surface.canvas.selected())
        if model.saying.discarded is not None:
            offers["put_back"] = lambda: self._start(model.saying.put_back(), "")
        offers |= self.taking_over.offers(chosen)
        if chosen is not None and chosen.draft is not None:
            offers["edit"] = partial(self._edit, chosen)
            offers["discard"] = partial(self._discard, chosen)
        elif chosen is not None:
            if not model.work.left:
                offers["answer"] = partial(self._answer, chosen)
            offers["resolve"] = partial(self._resolve, chosen)
            if chosen.thread is not None and model.talking.may_take_back(chosen.thread):
                offers["take_back"] = partial(self.taking_back.ask, chosen)
        return offers

    async def go_to(self, remark: Remark) -> None:
        """Bring a remark before the eyes, in whichever file it is."""
        if remark.path != self._model.path:
            self.put_editors_away()
            await self._model.open(remark.path)
        now = self._model.remark(remark.id) or remark  # read, its file may have placed it elsewhere
        self._placing.chosen = now.id
        self.cards.choose(now.id)
        self.changed.emit(None)
        self.cards.reveal(now)

    def remark_on(self, first: int, last: int, first_column: int, last_column: int) -> None:
        """Begin a remark on these lines of the file on screen; 0 for the whole of it."""
        if self._model.work.reviewing and self._model.iteration is not None:
            columns = first_column, last_column
            self._write(self._model.new_remark(first, last, columns, self.writing.label, blocking=False))

    def put_editors_away(self) -> None:
        """Close what is being written; it stays a draft."""
        if self.writing.has(self._page.focusWidget()):
            self._surface.focus_work()
        self.writing.put_away()

    def _step(self, step: int) -> None:
        chosen = self.cards.chosen
        remark = self._model.next_remark(chosen.id if chosen else None, self._surface.canvas.line, step)
        if remark is not None:
            self._start(self.go_to(remark), "")

    def _choose(self, remark: Remark) -> None:
        self._placing.chosen = remark.id
        if self.cards.choose(remark.id):
            self.changed.emit(None)

    async def _remark_on_the_whole(self) -> None:
        self.put_editors_away()
        await self._model.open(WHOLE)
        self.remark_on(0, 0, 0, 0)

    def _write(self, draft: RemarkDraft) -> None:
        self.put_editors_away()
        self.writing.write(draft)

    def _opened(self, key: str) -> None:
        self.cards.show()
        self._surface.here.reveal(key)
        self.begun.emit(None)

    def _keep_in_sight(self, key: str) -> None:
        """An editor that grows at the lower edge stays whole before the eyes."""
        writing = self._page.focusWidget()
        self._surface.here.reveal(key)
        if writing is not None:
            writing.setFocus()

    def _ended(self, written: ThreadId | None) -> None:
        if written is not None:
            self.cards.choose(written)
        self.changed.emit(None)
        self._surface.focus_work()

    def _edit(self, remark: Remark) -> None:
        if remark.draft is not None:
            self._write(remark.draft)

    def _discard(self, remark: Remark) -> None:
        self._start(self._model.saying.discard(remark.id), "")

    def _answer(self, remark: Remark) -> None:
        self.put_editors_away()
        self.cards.choose(remark.id)
        self.writing.answer(remark)

    def _resolve(self, remark: Remark) -> None:
        if remark.thread is not None:
            self._start(self._model.talking.resolve_or_reopen(remark.thread), "")
