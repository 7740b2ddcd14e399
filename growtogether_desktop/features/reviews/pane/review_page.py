"""One submission: files on the left, code with remarks between its lines, and what is about to be published."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.ids import SubmissionId, ThreadId
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.finding import Finding
from growtogether_desktop.features.reviews.model.review import WHOLE, ReviewModel
from growtogether_desktop.features.reviews.pane import explanation, strips
from growtogether_desktop.features.reviews.pane.colouring import RecentColours
from growtogether_desktop.features.reviews.pane.encodings import ask_encoding
from growtogether_desktop.features.reviews.pane.files import FilesPanel
from growtogether_desktop.features.reviews.pane.language import LanguageStrip
from growtogether_desktop.features.reviews.pane.place_note import place_note
from growtogether_desktop.features.reviews.pane.publishing import Publishing
from growtogether_desktop.features.reviews.pane.reading import Reading, Start
from growtogether_desktop.features.reviews.pane.remarking import Remarking
from growtogether_desktop.features.reviews.pane.review_head import ReviewHead
from growtogether_desktop.features.reviews.pane.spending import Spending
from growtogether_desktop.features.reviews.pane.strips import Strips
from growtogether_desktop.features.reviews.pane.surface import Surface
from growtogether_desktop.sourcecode.highlight import Highlighter
from growtogether_desktop.ui import theme
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
        self._selected_lines = 0
        self._colours = RecentColours(highlighter, self._coloured)
        self._surface = Surface(model, comparing)
        self._canvas = self._surface.canvas
        self._code = self._canvas.code
        self._reading = Reading(model, comparing, finding, self._canvas, start)
        self._remarking = Remarking(self, model, self._surface, self._reading, start, self._show_notices)
        self._publishing = Publishing(model, start)
        self._spending = Spending(self, lambda seconds: start(model.progress.spend(seconds), ""))
        self._head = ReviewHead(model, start, self._publishing.ask, lambda: self.wants_next.emit(model.id))
        self._files = FilesPanel()
        self._language = LanguageStrip()
        self._strips = Strips()
        self._lay_out()
        self._unlisten = [
            model.changed.connect(lambda nothing: self._show()),
            comparing.changed.connect(lambda nothing: self._show()),
            self._files.tree.chosen.connect(lambda path: self._turn_to(path)),
            self._files.tree.went_on.connect(lambda nothing: self.focus_work()),
            self._language.chosen.connect(self._read_in_language),
            self._language.closed.connect(lambda nothing: self.focus_work()),
            self._remarking.changed.connect(lambda nothing: self._show()),
            self._remarking.begun.connect(self.changed.emit),
            self._remarking.writing.kept.connect(lambda nothing: self._kept()),
            self._publishing.asked.connect(lambda nothing: self._remarking.put_editors_away()),
            self._publishing.changed.connect(lambda nothing: self._show()),
            self._publishing.ended.connect(lambda nothing: self.focus_work()),
        ]
        self._code.placeChanged.connect(self._place_changed)
        self._code.commentAsked.connect(self._remarking.remark_on)
        self._canvas.text.placeChanged.connect(self._place_changed)

    async def open(self, thread: ThreadId | None = None) -> None:
        """Load, and bring this thread before the eyes."""
        if not self.model.loaded:
            await self.model.load()
        remark = self.model.remark(thread) if thread else None
        if remark is not None:
            await self._remarking.go_to(remark)
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
        self._remarking.leave()
        self._publishing.save()
        for stop in self._unlisten:
            stop()
        self._colours.leave()
        self._reading.leave()
        self.model.close()

    def focus_work(self) -> None:
        self._surface.focus_work()

    def dress_head(self, head: Head) -> None:
        self._head.dress(head, self._reading.buttons(self), publishing=self._publishing.strip is not None)

    def fill_aside(self, aside: Aside) -> None:
        explanation.fill(
            aside,
            self.model,
            self._reading.comparing,
            self._remarking.cards.chosen,
            lambda remark: self._start(self._remarking.go_to(remark), ""),
            self._turn_to_iteration,
        )

    def offers(self) -> dict[str, Callable[[], object]]:
        """Command → what does it, for what can be done now."""
        model, offers = self.model, dict[str, Callable[[], object]]()
        if model.iteration is None:
            return offers
        offers["next_file"] = lambda: self._turn_to(model.next_file(1))
        offers["previous_file"] = lambda: self._turn_to(model.next_file(-1))
        if model.path != WHOLE:
            offers["read"] = lambda: self._start(model.toggle_read(model.path), "")
            offers["as_text"] = self._toggle_text
            if (text := model.text) is not None:
                if not text.binary:
                    offers["language"] = self._ask_language
                offers["encoding"] = lambda: ask_encoding(
                    self._canvas, text.encoding, lambda chosen: self._start(model.read_as(chosen), "")
                )
        if model.work.reviewing and self._publishing.strip is None:
            offers["publish"] = self._publishing.ask
        return offers | self._reading.offers() | self._remarking.offers()

    def _show(self) -> None:
        if self._remarking.writing.displaced:
            self._remarking.put_editors_away()
        self._files.show_model(self.model, self._reading.comparing.became)
        self._make_room()
        if self._surface.show_model(self._colours):
            self._reading.show(self._colours.of)
        self._remarking.cards.show()
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

    def _toggle_text(self) -> None:
        self._remarking.put_editors_away()
        self._surface.toggle_text()
        self._remarking.cards.show()

    def _ask_language(self) -> None:
        self._language.open(self._colours.language(self.model.path))

    def _read_in_language(self, alias: str) -> None:
        self._colours.choose(self.model.path, alias)
        self._show()

    def _coloured(self) -> None:
        """The language is known now, and whether the file stays plain."""
        self._say_place()
        self._show_notices()

    def _show_notices(self) -> None:
        model = self.model
        made = strips.Made()
        if (strip := self._publishing.strip) is not None:
            made["publish"] = lambda: strip
        made |= strips.of_the_author(model)
        made |= self._remarking.taking_over.notices()
        made |= strips.of_iterations(model, self._turn_to_iteration)
        made |= strips.of_discarded(model, lambda: self._start(model.saying.put_back(), ""))
        made |= self._remarking.taking_back.strips()
        made |= strips.of_the_file(model, self._colours.known(model.text, model.path), self._ask_language)
        self._strips.show_strips(made, strip)

    def _say_place(self) -> None:
        model, writing = self.model, self._remarking.writing
        saved = _("Draft saved") if writing.saved and writing.remark is not None else ""
        where = ""
        if model.text is not None and self._surface.shows_code:
            colours = self._colours.known(model.text, model.path)
            where = place_note(model.text, self._canvas.line, self._selected_lines, colours)
        self.noted.emit(Note(saved, where))

    def _turn_to(self, path: str) -> None:
        if path != self.model.path:
            self._remarking.put_editors_away()
            self._remarking.cards.choose(None)
            self._start(self.model.open(path), "")

    def _turn_to_iteration(self, number: int) -> None:
        self._remarking.put_editors_away()
        self._start(self.model.choose_iteration(number), "")

    def _place_changed(self, line: int, column: int, lines: int) -> None:
        self._spending.stirred()
        self._selected_lines = lines
        if self._remarking.cards.choose_at(line):
            self._remarking.cards.show()
            self.changed.emit(None)
        self._say_place()

    def _kept(self) -> None:
        self._spending.stirred()
        self._say_place()

    def _lay_out(self) -> None:
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addLayout(self._strips)
        beside.addWidget(self._reading.find_strip)
        beside.addWidget(self._reading.line_strip)
        beside.addWidget(self._language)
        beside.addWidget(self._surface, 1)
        split = Splitter("files-split")
        split.add(self._files)
        split.add(right, 1)
        split.setSizes([theme.current().px(224), 10_000])
        self._files.setMinimumWidth(theme.current().px(140))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
