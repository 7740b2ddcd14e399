"""The reviews page: the list, handing in, and one submission at a time."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.domain.changes import Change, Ref
from growtogether_desktop.domain.ids import PersonId, SubmissionId, ThreadId
from growtogether_desktop.domain.reviews import Review
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import Answer, Thread
from growtogether_desktop.features.reviews.commands import COMMANDS
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.finding import Finding
from growtogether_desktop.features.reviews.model.growth import GrowthModel
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.features.reviews.model.judging import JudgingModel
from growtogether_desktop.features.reviews.model.others import key_of_work
from growtogether_desktop.features.reviews.model.out.taking_along import Form, TakingAlong
from growtogether_desktop.features.reviews.model.past import PastModel
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.model.rewriting import HANDED_IN, hand_in_again, rewrite
from growtogether_desktop.features.reviews.model.submissions import SubmissionRow, SubmissionsModel
from growtogether_desktop.features.reviews.model.tasks import TasksModel
from growtogether_desktop.features.reviews.pane.growth_page import GrowthPage
from growtogether_desktop.features.reviews.pane.hand_in_page import HandInPage
from growtogether_desktop.features.reviews.pane.judging_page import JudgingPage
from growtogether_desktop.features.reviews.pane.list_page import ListPage
from growtogether_desktop.features.reviews.pane.past_page import PastPage
from growtogether_desktop.features.reviews.pane.review_page import ReviewPage
from growtogether_desktop.features.reviews.pane.taking_along import TakingAlongStrip
from growtogether_desktop.features.reviews.pane.tasks_page import TasksPage
from growtogether_desktop.sourcecode.highlight import Highlighter
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.pane import Aside, Pane
from growtogether_desktop.workspace.workspace import Workspace

_OTHER_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LATIN = "abcdefghijklmnopqrstuvwxyz[].,=-"
_CYRILLIC = "фисвуапршолдьтщзйкыегмцчняхъюб=-"
"""What the same keys write on a Russian or Uzbek keyboard."""
_KEYS = {typed: key.upper() for alphabet in (_LATIN, _CYRILLIC) for typed, key in zip(alphabet, _LATIN, strict=True)}

Page = ListPage | HandInPage | ReviewPage | PastPage | JudgingPage | GrowthPage | TasksPage


class ReviewsPane(Pane):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.background)
        self._workspace = workspace
        self._highlighter = Highlighter(workspace.background)
        self._highlighter.warm()
        self._explanation = Aside(_("Explanation"))
        self._back = Button(icon="chevron-left", kind="quiet", name=_("Back to the list"), run=self._go_back)
        self.head.layout().insertWidget(0, self._back)  # type: ignore[union-attr]  # a head is born with a layout
        self._along = TakingAlongStrip(TakingAlong(workspace, self._highlighter), self._begin)
        self._list = ListPage(SubmissionsModel(workspace), workspace.me.roles, self._begin, self._save_menu)
        self._growth: GrowthPage | None = None
        self._hand_in = HandInPage(HandInModel(workspace), self._begin)
        self._review: ReviewPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        self._past = PastPage(PastModel(workspace))
        self._judging = JudgingPage(JudgingModel(workspace), self._begin)
        self._tasks = TasksPage(TasksModel(workspace), self._begin)
        for page in (self._hand_in, self._past, self._judging, self._tasks):
            self._pages.addWidget(page)
        self.set_work(_stacked(self._along, self._pages))
        self.set_aside(self._explanation)
        self.setAcceptDrops(True)
        self._list.table.installEventFilter(self)
        self.listen(self._list.model.changed, lambda nothing: self._list_changed())
        self.listen(self._list.chosen, lambda nothing: self._dress())
        self.listen(self._list.opened, lambda row: self._open(row.id))
        self.listen(self._list.wants_to_hand_in, lambda nothing: self._go_to_hand_in())
        self.listen(self._list.wants_growth, lambda row: self._go_to_growth(row.author))
        self.listen(self._list.wants_file, lambda nothing: self._along.ask_for_file())
        self.listen(self._along.arrived, self._open)
        self.listen(self._list.stranded_unwanted, lambda nothing: self._discard_stranded())
        self.listen(self._hand_in.model.changed, lambda nothing: self._hand_in.show_model())
        self.listen(self._hand_in.changed, lambda nothing: self._dress())
        self.listen(self._hand_in.given_up, lambda nothing: self._go_back())
        self.listen(self._hand_in.handed_in, self._open)
        self.listen(self._past.model.changed, lambda nothing: self._past_changed())
        self.listen(self._past.chosen, lambda nothing: self._dress_if(self._past))
        self.listen(self._past.typed, self._look_for)
        self.listen(self._past.opened, lambda row: self._open(row.submission, row.thread))
        self.listen(self._judging.model.changed, lambda nothing: self._judging_changed())
        self.listen(self._tasks.model.changed, lambda nothing: self._tasks_changed())
        self.listen(self._tasks.chosen, lambda nothing: self._dress_if(self._tasks))
        self.listen(self._list.wants_comparison, lambda rows: self._open_beside(*rows))
        self.listen(self._judging.done, lambda nothing: self._go_back())
        self._go_to(self._list)
        self.start(self._list.model.load())

    # --- for the shell ---

    @property
    def thing(self) -> Ref | None:
        return Ref(Submission.KIND, self._review.model.id) if self._review is not None else None

    def show_thing(self, ref: Ref) -> None:
        self.start(self._find(ref))

    async def write_again(self, change: Change[Any]) -> None:
        self._close_review()  # what is being written there is kept first
        if isinstance(change, HANDED_IN):
            self._hand_in.leave()
            await hand_in_again(self._workspace, change)
            self._go_to_hand_in()
            return
        submission = await rewrite(self._workspace, change)
        self._open(submission, ThreadId(change.subject) if isinstance(change, Answer) else None)

    def leave(self) -> None:
        self._hand_in.leave()
        self._close_review()
        self._close_growth()
        self._list.model.close()
        self._tasks.model.close()
        self._highlighter.close()

    # --- pages ---

    @property
    def _page(self) -> Page:
        page = self._pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def _go_to(self, page: Page) -> None:
        if page is not self._growth:
            self._close_growth()
        self._pages.setCurrentWidget(page)
        self._back.setVisible(page is not self._list)
        self._dress()

    def _go_back(self) -> None:
        self._close_review()
        self._go_to(self._list)
        self.start(self._list.model.load())  # drafts have come or gone
        self._list.table.setFocus()

    def _go_to_hand_in(self, *sources: Path, continues: SubmissionId | None = None) -> None:
        async def begin() -> None:
            model = self._hand_in.model
            await model.load()
            if continues is not None:
                await model.keep(replace(model.draft, submission=continues))
            self._hand_in.show_words()
            if sources:
                self._hand_in.take(*sources)

        self._close_review()
        self._go_to(self._hand_in)
        self.start(begin())

    def _go_to_past(self) -> None:
        self._close_review()
        self._go_to(self._past)
        self.start(self._past.model.look_for(self._past.words.text()))
        self._past.words.setFocus()
        self._past.words.selectAll()

    def _go_to_judging(self) -> None:
        self._close_review()
        self._go_to(self._judging)
        self.start(self._judging.model.load())
        self._judging.setFocus()

    def _go_to_tasks(self) -> None:
        async def begin() -> None:
            if self._hand_in.model.taken is not None:
                await self._hand_in.model.give_up()  # files of tasks come in by the same door
            await self._tasks.model.load()

        self._close_review()
        self._go_to(self._tasks)
        self.start(begin())
        self._tasks.setFocus()

    def _go_to_growth(self, person: PersonId) -> None:
        self._close_review()
        self._close_growth()
        page = self._growth = GrowthPage(GrowthModel(self._workspace, person))
        self._unlisten_growth = page.model.changed.connect(lambda nothing: self._growth_changed())
        self._pages.addWidget(page)
        self._go_to(page)
        page.setFocus()
        self.start(page.model.load())

    def _growth_changed(self) -> None:
        if self._growth is not None:
            self._growth.show_model()
            self._dress_if(self._growth)

    def _close_growth(self) -> None:
        if self._growth is not None:
            page, self._growth = self._growth, None
            page.model.close()
            self._unlisten_growth()
            self._pages.removeWidget(page)
            page.deleteLater()

    def _save_menu(self, parent: QWidget, row: SubmissionRow) -> QMenu:
        return self._along.menu(parent, row.id, row.title, by_hand=row.mine or row.mentors_me)

    def _offer_to_save(self) -> None:
        """The menu of forms, where the eyes are; for the submission that is open, or chosen in the list."""
        row = self._row
        if row is not None:
            menu = self._save_menu(self, row)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.mapToGlobal(QPoint(self.width() // 3, self.head.height())))

    @property
    def _row(self) -> SubmissionRow | None:
        """The submission that is open, or chosen in the list."""
        if self._page is self._list:
            return self._list.table.current()
        open_ = self._review.model.id if self._review is not None else None
        return next((row for row in self._list.model.rows if row.id == open_), None)

    def _look_for(self, typed: str) -> None:
        self.start(self._past.model.look_for(typed))

    def _past_changed(self) -> None:
        self._past.show_model()
        self._dress_if(self._past)

    def _judging_changed(self) -> None:
        self._judging.show_model()
        self._dress_if(self._judging)

    def _open(self, submission: SubmissionId, thread: ThreadId | None = None) -> None:
        if self._review is None or self._review.model.id != submission:
            self._close_review()
            model = ReviewModel(self._workspace, submission)
            comparing, finding = Comparing(self._workspace, model), Finding(self._workspace, model)
            review = ReviewPage(model, comparing, finding, self._highlighter, self._begin)
            self.listen(review.changed, lambda nothing: self._dress_if(review))
            self.listen(review.wants_next, lambda id: self._go_to_hand_in(continues=id))
            self.listen(review.noted, lambda note: self.say_note(note.draft, note.place))
            self._review = review
            self._pages.addWidget(review)
            self._go_to(review)
            self.start(review.open(thread))
        elif thread is not None:
            self.start(self._review.open(thread))

    def _open_beside(self, row: SubmissionRow, other: SubmissionRow) -> None:
        """Open one submission, read against another."""
        self._open(row.id)
        if self._review is not None:
            self.start(self._review.compare_with(key_of_work(other.id)))

    def _close_review(self) -> None:
        if self._review is not None:
            self._review.leave()
            self.say_note()  # no line is under the cursor any more
            self._pages.removeWidget(self._review)
            self._review.deleteLater()
            self._review = None

    async def _find(self, ref: Ref) -> None:
        """Open the submission that a thread, a verdict or an iteration belongs to."""
        thread = await self._workspace.see(Thread, ref.id) if ref.kind == Thread.KIND else None
        if thread is not None:
            self._open(thread.submission, ThreadId(thread.id))
            return
        part: Review | Iteration | None = None
        if ref.kind == Review.KIND:
            part = await self._workspace.see(Review, ref.id)
        elif ref.kind == Iteration.KIND:
            part = await self._workspace.see(Iteration, ref.id)
        self._open(part.submission if part is not None else SubmissionId(ref.id))

    # --- around the page ---

    def _discard_stranded(self) -> None:
        self.start(self._list.model.discard_stranded())

    def _begin(self, work: Coroutine[Any, Any, Any], title: str = "") -> None:
        self.start(work, title)

    def _list_changed(self) -> None:
        self._list.show_model()
        if self._page is self._list:
            self._dress()

    def _tasks_changed(self) -> None:
        self._tasks.show_model()
        self._dress_if(self._tasks)

    def _dress_if(self, page: Page) -> None:
        if self._page is page:
            self._dress()

    def _dress(self) -> None:
        self._page.dress_head(self.head)
        self._explanation.clear()
        self._page.fill_aside(self._explanation)

    # --- what can be done here ---

    def offers(self) -> Mapping[str, Callable[[], object]]:
        offers: dict[str, Callable[[], object]] = {}
        if self._list.model.can_hand_in and self._page is not self._hand_in:
            offers["hand_in"] = self._go_to_hand_in
        if self._page is self._hand_in:
            offers["paste"] = self._hand_in.paste
        if self._page is not self._past:
            offers["past"] = self._go_to_past
        if self._judging.model.may_change and self._page is not self._judging:
            offers["judging"] = self._go_to_judging
        if self._page is self._tasks:
            offers |= self._tasks.offers()
        else:
            offers["tasks"] = self._go_to_tasks
        if self._page is not self._list:
            offers["back"] = self._go_back
        else:
            offers |= self._list.offers()
        offers["take_in"] = self._along.ask_for_file
        if (row := self._row) is not None:
            offers["save"] = self._offer_to_save
            offers["growth"] = partial(self._go_to_growth, row.author)
        if self._review is not None and self._page is self._review:
            offers |= self._review.offers()
        return offers

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes to this page comes with the keyboard, and goes on where the work is."""
        super().focusInEvent(event)
        if self._page is self._list:
            self._list.table.setFocus()
        elif self._page is self._review:
            self._review.focus_work()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key is enough here: whoever writes words has the focus elsewhere."""
        if not self._run_by_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A table would take letters for the beginning of a word to look for."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._list.table:
            return self._run_by_key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _run_by_key(self, event: QKeyEvent) -> bool:
        """Whether the key stands for something that can be done here now; then it is done."""
        key = _KEYS.get(event.text().casefold()) or ("Del" if event.key() == Qt.Key.Key_Delete else "")
        command = next((c for c in COMMANDS if key and c.key == key), None)
        run = self.offers().get(command.id) if command and not event.modifiers() & _OTHER_KEYS else None
        if run is not None:
            run()
        return run is not None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _paths(event.mimeData().urls())
        by_hand = len(paths) == 1 and paths[0].suffix == Form.BY_HAND.value
        if by_hand or (self._list.model.can_hand_in and paths):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event.mimeData().urls())
        if not paths:
            return
        event.acceptProposedAction()
        if len(paths) == 1 and paths[0].suffix == Form.BY_HAND.value:
            self._along.take_in(paths[0])
        elif self._page is self._hand_in:
            self._hand_in.take(*paths)
        else:
            self._go_to_hand_in(*paths)


def _stacked(above: QWidget, pages: QWidget) -> QWidget:
    """What came or went by file is said above whichever page is in front."""
    whole = QWidget()
    box = QVBoxLayout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(above)
    box.addWidget(pages, 1)
    return whole


def _paths(urls: list[QUrl]) -> tuple[Path, ...]:
    """What was dropped, if all of it is of this computer."""
    return tuple(Path(url.toLocalFile()) for url in urls) if all(url.isLocalFile() for url in urls) else ()
