"""One submission: files on the left, code with remarks between its lines, and what is about to be published."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import SubmissionId, ThreadId
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.model.finding import Finding
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import WHOLE, ReviewModel
from growtogether_desktop.features.reviews.pane import explanation, strips
from growtogether_desktop.features.reviews.pane.cards import guess, key_of, seen_of
from growtogether_desktop.features.reviews.pane.colouring import RecentColours
from growtogether_desktop.features.reviews.pane.encodings import ask_encoding
from growtogether_desktop.features.reviews.pane.files import FilesPanel
from growtogether_desktop.features.reviews.pane.place_note import place_note
from growtogether_desktop.features.reviews.pane.placing import Placing
from growtogether_desktop.features.reviews.pane.publishing import Publishing
from growtogether_desktop.features.reviews.pane.reading import Reading, Start
from growtogether_desktop.features.reviews.pane.remark_card import Asks, RemarkCard, Seen, spoken
from growtogether_desktop.features.reviews.pane.review_head import ReviewHead
from growtogether_desktop.features.reviews.pane.spending import Spending
from growtogether_desktop.features.reviews.pane.strips import Strips
from growtogether_desktop.features.reviews.pane.taking_back import TakingBack
from growtogether_desktop.features.reviews.pane.taking_over import TakingOver
from growtogether_desktop.features.reviews.pane.whole_page import WholePage
from growtogether_desktop.features.reviews.pane.words import called
from growtogether_desktop.features.reviews.pane.writing import Writing
from growtogether_desktop.sourcecode.comparison import Comparison
from growtogether_desktop.sourcecode.highlight import Highlighter
from growtogether_desktop.sourcecode.renames import Became
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_pane import CodePane
from growtogether_desktop.ui.code_text import CodeText
from growtogether_desktop.ui.code_view import Block, CodeView, Mark
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.pane import Aside, Head, Note
from growtogether_desktop.ui.splitter import Splitter

_WIDE_ENOUGH = 1100
"""Two versions and the tree fit from this width on."""


class ReviewPage(QWidget):
    def __init__(
        self,
        model: ReviewModel,
        comparing: Comparing,
        finding: Finding,
        highlighter: Highlighter,
        start: Start,
    ) -> None:
        """`start` begins an intent of a model."""
        super().__init__()
        self.changed: Signal[None] = Signal()
        """Head and explanation may say something else now."""
        self.noted: Signal[Note] = Signal()
        self.wants_next: Signal[SubmissionId] = Signal()
        """The author wants to hand in another iteration."""
        self.model = model
        self._start = start
        self._chosen: ThreadId | None = None
        self._unfolded: ThreadId | None = None
        self._publishing = Publishing(model, start)
        self._writing = Writing(self, model, start)
        self._colours = RecentColours(highlighter, self._coloured)
        self._shown: tuple[str, str] | None = None
        """(path, sha and encoding) of the text in the code pane."""
        self._selected_lines = 0
        self._placing = Placing(model, start)
        self._spending = Spending(self, lambda seconds: start(model.progress.spend(seconds), ""))
        self._taking_over = TakingOver(model, start, self._show_notices)
        self._taking_back = TakingBack(model, start, self._show_notices)
        self._asks = Asks(
            self._choose,
            self._edit,
            self._discard,
            self._answer,
            self._resolve,
            self._taking_back.ask,
            self._taking_over.toggle,
            self._taking_over.tick,
        )
        self._head = ReviewHead(model, start, self._publishing.ask, lambda: self.wants_next.emit(model.id))
        self._files = FilesPanel()
        self._strips = Strips()
        self._stack = QStackedWidget()
        self._canvas = CodePane()
        self._code = self._canvas.code
        self._reading = Reading(model, comparing, finding, self._canvas, start)
        self._whole = WholePage()
        self._on_its_way = EmptyState(
            "download", _("This file is on its way"), _("It appears here by itself as soon as the hub has brought it.")
        )
        self._not_here = EmptyState(
            "lock", _("This work is not here any more"), _("Somebody else looks after it now, or it was taken back.")
        )
        self._loading = QWidget()
        for page in (self._loading, self._canvas, self._whole, self._on_its_way, self._not_here):
            self._stack.addWidget(page)
        self._lay_out()
        self._unlisten = [
            model.changed.connect(lambda nothing: self._show()),
            comparing.changed.connect(lambda nothing: self._show()),
            self._files.tree.chosen.connect(lambda path: self._turn_to(path)),
            self._files.tree.went_on.connect(lambda nothing: self.focus_work()),
            self._writing.opened.connect(self._begun),
            self._writing.grown.connect(self._keep_in_sight),
            self._writing.ended.connect(self._ended),
            self._writing.kept.connect(lambda nothing: self._kept()),
            self._publishing.asked.connect(lambda nothing: self._put_editors_away()),
            self._publishing.changed.connect(lambda nothing: self._show()),
            self._publishing.ended.connect(lambda nothing: self.focus_work()),
        ]
        self._code.placeChanged.connect(self._place_changed)
        self._code.commentAsked.connect(self._remark_on)
        self._canvas.text.placeChanged.connect(self._place_changed)

    # --- for the pane ---

    async def open(self, thread: ThreadId | None = None) -> None:
        """Load, and bring this thread before the eyes."""
        if not self.model.loaded:
            await self.model.load()
        remark = self.model.remark(thread) if thread else None
        if remark is not None:
            await self._go_to(remark)
        else:
            self.focus_work()

    async def compare_with(self, other: str) -> None:
        """Read the work against another one, by its key."""
        if not self.model.loaded:
            await self.model.load()
        await self._reading.comparing.choose(other)

    def leave(self) -> None:
        """The page goes away: what is being written is kept."""
        self._spending.stop()
        self._put_editors_away()
        self._publishing.save()
        self._surface.set_blocks(())
        for stop in self._unlisten:
            stop()
        self._colours.leave()
        self._reading.leave()
        self.model.close()

    def dress_head(self, head: Head) -> None:
        self._head.dress(head, self._reading.buttons(self), publishing=self._publishing.strip is not None)

    def fill_aside(self, aside: Aside) -> None:
        chosen = self.model.remark(self._chosen) if self._chosen else None
        explanation.fill(
            aside,
            self.model,
            self._reading.comparing,
            chosen,
            lambda remark: self._start(self._go_to(remark), ""),
            self._turn_to_iteration,
        )

    def offers(self) -> dict[str, Callable[[], object]]:
        """Command → what does it, for what can be done now."""
        model, offers = self.model, dict[str, Callable[[], object]]()
        if model.iteration is None:
            return offers
        offers["next_file"] = lambda: self._turn_to(model.next_file(1))
        offers["previous_file"] = lambda: self._turn_to(model.next_file(-1))
        if model.remarks:
            offers["next_remark"] = lambda: self._step(1)
            offers["previous_remark"] = lambda: self._step(-1)
        if model.path != WHOLE:
            offers["read"] = lambda: self._start(model.toggle_read(model.path), "")
        offers |= self._reading.offers()
        if model.path != WHOLE:
            offers["as_text"] = self._toggle_text
        if (text := model.text) is not None and model.path != WHOLE:
            offers["encoding"] = lambda: ask_encoding(
                self._canvas, text.encoding, lambda chosen: self._start(model.read_as(chosen), "")
            )
        if model.work.reviewing:
            offers["whole_work"] = lambda: self._start(self._remark_on_the_whole(), "")
            if model.text is not None:
                offers["comment"] = lambda: self._remark_on(*self._canvas.selected())
                offers["whole_file"] = lambda: self._remark_on(0, 0, 0, 0)
            if self._publishing.strip is None:
                offers["publish"] = self._publishing.ask
        if (thread := self._placing.thread) is not None:
            offers["place"] = lambda: self._placing.place(thread, self._canvas.selected())
        if model.saying.discarded is not None:
            offers["put_back"] = lambda: self._start(model.saying.put_back(), "")
        remark = model.remark(self._chosen) if self._chosen else None
        offers |= self._taking_over.offers(remark)
        if remark is not None and remark.draft is not None:
            offers["edit"] = partial(self._edit, remark)
            offers["discard"] = partial(self._discard, remark)
        elif remark is not None:
            offers["answer"] = partial(self._answer, remark)
            offers["resolve"] = partial(self._resolve, remark)
            if remark.thread is not None and model.talking.may_take_back(remark.thread):
                offers["take_back"] = partial(self._taking_back.ask, remark)
        return offers

    # --- what it shows ---

    def _show(self) -> None:
        model = self.model
        if self._writing.displaced:
            self._put_editors_away()
        self._files.show_model(model, self._reading.comparing.became)
        self._make_room()
        self._stack.setCurrentWidget(self._page())
        self._whole.show_model(model)
        self._show_text()
        self._show_remarks()
        self._show_notices()
        if self._publishing.strip is not None:
            self._publishing.strip.show_model()
        self._say_place()
        self.changed.emit(None)

    def _make_room(self) -> None:
        """Two versions beside each other need the room of the tree; keys still turn the files."""
        comparing = self._reading.comparing
        beside = comparing.base is not None and comparing.reading.beside and self.model.path != WHOLE
        self._files.setVisible(not beside or self.width() >= theme.current().px(_WIDE_ENOUGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _page(self) -> QWidget:
        model = self.model
        if model.work.submission is None:
            return self._not_here
        if model.path == WHOLE:
            return self._whole
        if model.text is not None or self._removed is not None:
            return self._canvas
        return self._on_its_way

    @property
    def _removed(self) -> Comparison | None:
        """What was in the file on screen, which this iteration has no more."""
        comparing = self._reading.comparing
        gone = comparing.became.get(self.model.path) is Became.REMOVED
        return comparing.comparison if gone else None

    @property
    def _surface(self) -> CodeView | CodeText | WholePage:
        """Where the remarks of the file on screen stand."""
        if self.model.path == WHOLE:
            return self._whole
        return self._canvas.text if self._canvas.as_text else self._code

    def _toggle_text(self) -> None:
        """Code as text, for screen readers, or drawn again."""
        self._put_editors_away()
        self._surface.set_blocks(())
        self._canvas.show_as_text(not self._canvas.as_text)
        self._show_remarks()

    def _show_text(self) -> None:
        text, path = self.model.text, self.model.path
        if text is None and self._removed is not None:
            text = self._removed.new
        if text is None:
            return
        if self._shown != (path, key := f"{text.sha}/{text.encoding}"):
            self._shown = (path, key)
            self._canvas.show_text(text, path, self._colours.of(text, path))
        self._reading.show(self._colours.of)

    def _coloured(self) -> None:
        """The language is known now, and whether the file stays plain."""
        self._say_place()
        self._show_notices()

    def _show_remarks(self) -> None:
        blocks: list[Block] = []
        writing = self._writing
        for remark in self.model.here:
            if remark.id == writing.remark:
                continue  # the editor stands in its place
            seen = self._seen(remark)
            blocks.append(Block(key_of(seen), remark.last, partial(self._make_card, seen), guess(seen), spoken(seen)))
            if (answer := writing.answer_to(remark)) is not None:
                blocks.append(answer)
        if (editor := writing.block()) is not None:
            blocks.append(editor)
        if self._surface is not self._whole:
            self._reading.keep_open(self.model.here)
        self._surface.set_blocks(blocks)
        for remark in self.model.here:
            card = self._surface.block(key_of(self._seen(remark)))
            if isinstance(card, RemarkCard):
                card.choose(remark.id == self._chosen)
        if self._surface is not self._whole:
            lines = (r for r in self.model.here if r.first and (r.open or r.draft))
            self._canvas.set_marks([Mark(r.first, r.last, called(r.label, r.blocking)[1]) for r in lines])

    def _seen(self, remark: Remark) -> Seen:
        return seen_of(self.model, remark, self._unfolded)

    def _make_card(self, seen: Seen) -> RemarkCard:
        card = RemarkCard(seen, self._asks)
        card.choose(seen.remark.id == self._chosen)
        return card

    def _show_notices(self) -> None:
        model = self.model
        made = strips.Made()
        if (strip := self._publishing.strip) is not None:
            made["publish"] = lambda: strip
        made |= self._taking_over.notices()
        made |= strips.of_iterations(model, self._turn_to_iteration)
        made |= strips.of_discarded(model, lambda: self._start(model.saying.put_back(), ""))
        made |= self._taking_back.strips()
        made |= strips.of_the_file(model, self._colours.known(model.text, model.path))
        self._strips.show_strips(made, strip)

    def _say_place(self) -> None:
        model = self.model
        saved = _("Draft saved") if self._writing.saved and self._writing.remark is not None else ""
        where = ""
        if model.text is not None and self._page() is self._canvas:
            colours = self._colours.known(model.text, model.path)
            where = place_note(model.text, self._canvas.line, self._selected_lines, colours)
        self.noted.emit(Note(saved, where))

    # --- moving about ---

    def _turn_to(self, path: str) -> None:
        if path != self.model.path:
            self._put_editors_away()
            self._chosen = self._unfolded = None
            self._start(self.model.open(path), "")

    def _turn_to_iteration(self, number: int) -> None:
        self._put_editors_away()
        self._start(self.model.choose_iteration(number), "")

    async def _go_to(self, remark: Remark) -> None:
        """Bring a remark before the eyes, in whichever file it is."""
        if remark.path != self.model.path:
            self._put_editors_away()
            await self.model.open(remark.path)
        now = self.model.remark(remark.id) or remark  # read, its file may have placed it elsewhere
        self._chosen = self._unfolded = self._placing.chosen = now.id
        self._show()
        if now.last and self._surface is self._code:
            self._code.go_to(now.last)
        self._surface.reveal(key_of(self._seen(now)))

    def _step(self, step: int) -> None:
        remark = self.model.next_remark(self._chosen, self._canvas.line, step)
        if remark is not None:
            self._start(self._go_to(remark), "")

    def _choose(self, remark: Remark) -> None:
        self._placing.chosen = remark.id
        if self._chosen != remark.id or self._unfolded != remark.id:
            self._chosen = self._unfolded = remark.id
            self._show()

    def _place_changed(self, line: int, column: int, lines: int) -> None:
        """The remark at the cursor is the one that keys act on."""
        self._spending.stirred()
        self._selected_lines = lines
        at = [remark for remark in self.model.here if remark.first <= line <= remark.last]
        ids = [remark.id for remark in at]
        chosen = self._chosen if self._chosen in ids else ids[0] if ids else None
        if chosen != self._chosen:
            self._chosen = chosen
            self._show_remarks()
            self.changed.emit(None)
        self._say_place()

    def focus_work(self) -> None:
        (self._canvas if self.model.path != WHOLE else self._whole).setFocus()

    # --- writing remarks ---

    def _remark_on(self, first: int, last: int, first_column: int, last_column: int) -> None:
        if self.model.work.reviewing and self.model.iteration is not None:
            columns = first_column, last_column
            self._write(self.model.new_remark(first, last, columns, self._writing.label, blocking=False))

    async def _remark_on_the_whole(self) -> None:
        self._put_editors_away()
        await self.model.open(WHOLE)
        self._remark_on(0, 0, 0, 0)

    def _write(self, draft: RemarkDraft) -> None:
        self._put_editors_away()
        self._writing.write(draft)

    def _begun(self, key: str) -> None:
        """An editor stands between the lines now."""
        self._show_remarks()
        self._surface.reveal(key)
        self.changed.emit(None)

    def _keep_in_sight(self, key: str) -> None:
        """An editor that grows at the lower edge stays whole before the eyes."""
        writing = self.focusWidget()
        self._surface.reveal(key)
        if writing is not None:
            writing.setFocus()

    def _kept(self) -> None:
        self._spending.stirred()
        self._say_place()

    def _ended(self, written: ThreadId | None) -> None:
        if written is not None:
            self._chosen = self._unfolded = written
        self._show()
        self.focus_work()

    def _edit(self, remark: Remark) -> None:
        if remark.draft is not None:
            self._write(remark.draft)

    def _discard(self, remark: Remark) -> None:
        self._start(self.model.saying.discard(remark.id), "")

    def _put_editors_away(self) -> None:
        """Close what is being written; it stays a draft."""
        if self._writing.has(self.focusWidget()):
            self.focus_work()
        self._writing.put_away()

    # --- talking ---

    def _answer(self, remark: Remark) -> None:
        self._put_editors_away()
        self._chosen = self._unfolded = remark.id
        self._writing.answer(remark)

    def _resolve(self, remark: Remark) -> None:
        if remark.thread is not None:
            self._start(self.model.talking.resolve_or_reopen(remark.thread), "")

    # --- layout ---

    def _lay_out(self) -> None:
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addLayout(self._strips)
        beside.addWidget(self._reading.find_strip)
        beside.addWidget(self._reading.line_strip)
        beside.addWidget(self._stack, 1)
        split = Splitter("files-split")
        split.add(self._files)
        split.add(right, 1)
        split.setSizes([theme.current().px(224), 10_000])
        self._files.setMinimumWidth(theme.current().px(140))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
