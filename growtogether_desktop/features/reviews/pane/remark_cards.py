"""The cards of the remarks on screen between the lines they are about, and the one among them that keys act on."""

from functools import partial

from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.cards import guess, key_of, seen_of
from growtogether_desktop.features.reviews.pane.reading import Reading
from growtogether_desktop.features.reviews.pane.remark_card import Asks, RemarkCard, Seen, spoken
from growtogether_desktop.features.reviews.pane.surface import Surface
from growtogether_desktop.features.reviews.pane.words import called
from growtogether_desktop.features.reviews.pane.writing import Writing
from growtogether_desktop.ui.code_view import Block, Mark


class RemarkCards:
    def __init__(self, model: ReviewModel, surface: Surface, reading: Reading, writing: Writing, asks: Asks) -> None:
        self._model = model
        self._surface = surface
        self._reading = reading
        self._writing = writing
        self._asks = asks
        self._chosen: ThreadId | None = None
        self._unfolded: ThreadId | None = None

    @property
    def chosen(self) -> Remark | None:
        return self._model.remark(self._chosen) if self._chosen else None

    def choose(self, remark: ThreadId | None) -> bool:
        """Choose it, unfolded, when it is shown next; whether it was not before."""
        before = self._chosen, self._unfolded
        self._chosen = self._unfolded = remark
        return before != (remark, remark)

    def choose_at(self, line: int) -> bool:
        """The remark at the cursor is the one that keys act on; whether that is another one now."""
        ids = [remark.id for remark in self._model.here if remark.first <= line <= remark.last]
        before, self._chosen = self._chosen, self._chosen if self._chosen in ids else ids[0] if ids else None
        return self._chosen != before

    def show(self) -> None:
        """Bring what stands between the lines up to date."""
        blocks: list[Block] = []
        for remark in self._model.here:
            if remark.id == self._writing.remark:
                continue  # the editor stands in its place
            seen = self._seen(remark)
            blocks.append(Block(key_of(seen), remark.last, partial(self._make, seen), guess(seen), spoken(seen)))
            if (answer := self._writing.answer_to(remark)) is not None:
                blocks.append(answer)
        if (editor := self._writing.block()) is not None:
            blocks.append(editor)
        code = self._surface.here is not self._surface.whole
        if code:
            self._reading.keep_open(self._model.here)
        self._surface.here.set_blocks(blocks)
        for remark in self._model.here:
            card = self._surface.here.block(key_of(self._seen(remark)))
            if isinstance(card, RemarkCard):
                card.choose(remark.id == self._chosen)
        if code:
            lines = (r for r in self._model.here if r.first and (r.open or r.draft))
            marks = [Mark(r.first, r.last, called(r.label, r.blocking)[1], r.columns) for r in lines]
            self._surface.canvas.set_marks(marks)

    def reveal(self, remark: Remark) -> None:
        """Bring its card before the eyes."""
        code = self._surface.canvas.code
        if remark.last and self._surface.here is code:
            code.go_to(remark.last)
        self._surface.here.reveal(key_of(self._seen(remark)))

    def _seen(self, remark: Remark) -> Seen:
        return seen_of(self._model, remark, self._unfolded)

    def _make(self, seen: Seen) -> RemarkCard:
        card = RemarkCard(seen, self._asks)
        card.choose(seen.remark.id == self._chosen)
        return card
