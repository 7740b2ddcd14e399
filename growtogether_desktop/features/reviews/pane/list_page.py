"""The list of submissions, those that wait for me first: the mentor's queue, and what a mentee has handed in."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day, moment, size
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import MENTEE, MENTOR
from growtogether_desktop.features.reviews.model.submissions import SubmissionRow, SubmissionsModel
from growtogether_desktop.features.reviews.pane.words import VERDICTS
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.filter_button import Choice, Choices, filter_button
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, Head
from growtogether_desktop.ui.readers import told
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Words


def standing(row: SubmissionRow) -> tuple[str, Tone]:
    """Where it stands, in a word or two."""
    if row.iteration == 0:
        return _("on its way"), "information"
    if row.drafts:
        return str(say_n("{n} draft remark", "{n} draft remarks", row.drafts)), "waiting"
    if row.verdict is not None:
        words, tone = VERDICTS[row.verdict]
        return _(words), tone
    if row.abandoned:
        return _("its author has left"), "plain"
    if row.promised is not None and row.late:
        return _("promise passed"), "waiting"
    if row.promised is not None:
        return str(say("by {day}", day=day(row.promised))), "information"
    if row.mentors_me:
        return _("to review"), "waiting"
    return _("handed in"), "plain"


def _state(row: SubmissionRow) -> Cell:
    words, tone = standing(row)
    return Cell(pill=words, tone=tone)


def _iteration(row: SubmissionRow) -> Cell:
    if row.iteration == 0:
        return Cell()
    files = say_n("{number} · {n} file", "{number} · {n} files", row.files, number=row.iteration)
    return Cell(str(files), "muted")


def _way(row: SubmissionRow) -> Cell:
    """What is still under way, in either direction."""
    if row.by_file:
        return Cell(_("came by file"), "muted", icon="download", icon_role="information")
    if row.waiting:
        return Cell(_("waiting"), "muted", icon="clock", icon_role="waiting")
    if row.arriving:
        arriving = say_n("{n} file comes", "{n} files come", row.arriving)
        return Cell(str(arriving), "muted", icon="download", icon_role="information")
    return Cell()


def _waited(row: SubmissionRow, now: datetime) -> Cell:
    """How long its author has been waiting for a word."""
    if not row.to_review:
        return Cell()
    since = now - row.handed_in
    if since.days:
        return Cell(str(say_n("{n} day", "{n} days", since.days)))
    hours = since.seconds // 3600
    return Cell(str(say_n("{n} hour", "{n} hours", hours)) if hours else _("just now"), "muted")


_COLUMNS: tuple[Column[SubmissionRow], ...] = (
    Column(N_("Work"), lambda row: Cell(row.title, "strong"), width=200, stretch=3),
    Column(N_("With"), lambda row: Cell(row.other_name, avatar=row.other_name), width=170, stretch=2, yields=1),
    Column(N_("Iteration"), _iteration, lambda row: row.iteration, width=110, stretch=0, yields=4),
    Column(
        N_("Handed in"),
        lambda row: Cell(moment(row.handed_in), "muted"),
        lambda row: row.handed_in,
        width=140,
        stretch=0,
        yields=5,
    ),
    Column(N_("State"), _state, width=170, stretch=0),
    Column(N_("On the way"), _way, width=130, stretch=0, yields=2),
)


_SKILLS: Column[SubmissionRow] = Column(
    N_("Skills"), lambda row: Cell(", ".join(row.skills), "muted"), width=140, stretch=1, yields=6
)

_FILTERS: dict[str, tuple[str, Callable[[SubmissionRow], bool]]] = {
    "": (N_("Everything"), lambda row: True),
    "mine": (N_("Waits for me"), lambda row: row.my_turn),
    "promised": (N_("Promised"), lambda row: row.taken_on),
    "unclaimed": (N_("Not promised"), lambda row: row.to_review and not row.taken_on),
}
_UNTIL = ((0, N_("Today")), (1, N_("Tomorrow")), (3, N_("Within three days")), (7, N_("Within a week")))
"""Days from today, and how they are called."""

Begin = Callable[[Coroutine[Any, Any, Any], str], object]
SaveMenu = Callable[[QWidget, SubmissionRow], QMenu]


class ListPage(QWidget):
    def __init__(self, model: SubmissionsModel, roles: frozenset[str], begin: Begin, save_menu: SaveMenu) -> None:
        """`save_menu` makes the menu in which a submission can be saved as a file."""
        super().__init__()
        self.opened: Signal[SubmissionRow] = Signal()
        self.chosen: Signal[None] = Signal()
        self.wants_to_hand_in: Signal[None] = Signal()
        self.stranded_unwanted: Signal[None] = Signal()
        self.wants_growth: Signal[SubmissionRow] = Signal()
        self.wants_comparison: Signal[tuple[SubmissionRow, SubmissionRow]] = Signal()
        """The work at the cursor is to be read against the other one that is marked."""
        self.wants_file: Signal[None] = Signal()
        """Somebody has a review file to take in."""
        self.model = model
        self._begin = begin
        self._save_menu = save_menu
        self._roles = roles
        self._filter = ""
        """Of `_FILTERS`, or "skill/" and a skill."""
        waits: Column[SubmissionRow] = Column(
            N_("Waits"),
            lambda row: _waited(row, model.now()),
            lambda row: row.handed_in if row.to_review else datetime.max.replace(tzinfo=row.handed_in.tzinfo),
            width=90,
            stretch=0,
            yields=3,
        )
        columns = (*_COLUMNS[:3], waits, *_COLUMNS[3:], _SKILLS) if MENTOR in roles else _COLUMNS
        self._rows = RowsModel(columns, lambda row: row.id, self)
        self.table = RowsTable(self._rows, _("Submissions"), many=True)
        self.table.opened.connect(self.opened.emit)
        self.table.chosen.connect(lambda row: self.chosen.emit(None))
        self.table.sort_by(-1)  # as the model has them, until somebody clicks a heading
        self._said = ""
        self._notices = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._notices)
        box.addWidget(self.table, 1)

    def show_model(self) -> None:
        if not self.model.loaded:
            return
        self._say_nothing()
        self._show_stranded()
        first = not self._rows.rows
        self._rows.filter(self._passes())
        self._rows.show_rows(self.model.rows)
        if first and self._rows.rows:
            self.table.setCurrentIndex(self._rows.index(0, 0))

    def dress_head(self, head: Head) -> None:
        turns = sum(row.my_turn for row in self.model.rows)
        waits = str(say_n("{n} waits for you", "{n} wait for you", turns)) if turns else _("Nothing waits for you")
        facts = [waits, *self._today()] if self.model.rows else []
        head.set_words(_("Reviews"), " · ".join(facts))
        head.set_marks()
        buttons = [self._filter_button()] if self.model.rows else []
        buttons.append(
            Button(
                icon="download", name=_("Take in a review file…"), run=lambda: self.wants_file.emit(None), kind="quiet"
            )
        )
        if self.model.may_take_five:
            buttons.append(Button(_("Five for today"), self.take_five, icon="calendar"))
        if self.model.can_hand_in:
            hand_in = Button(_("Hand in work…"), lambda: self.wants_to_hand_in.emit(None), "filled", icon="upload")
            buttons = [*buttons[:3], hand_in]
        elif nexts := [row for row in self.model.rows if row.my_turn and row.mentors_me]:
            buttons.append(Button(_("Review the next"), lambda: self.opened.emit(nexts[0]), "filled"))
        head.set_buttons(*buttons)

    # --- the queue ---

    def take_five(self) -> None:
        """Take on for today what has waited longest, and say whether it can be read on the road."""
        self._begin(self._take_five(), "")

    async def _take_five(self) -> None:
        await self.model.take_five()
        await self.model.load()
        today = self.model.today
        what = say_n("{n} review is for today.", "{n} reviews are for today.", today.reviews)
        if today.arriving:
            lacking = say_n("{n} file is still on its way", "{n} files are still on their way", today.arriving)
            advice = str(say("{lacking}; stay connected a little before you leave.", lacking=lacking))
        else:
            advice = _("All of their files are here: they can be read without network.")
        self._show_stranded()
        tone: Tone = "waiting" if today.arriving else "resolved"
        self._notices.addWidget(Notice(str(what), advice, tone, close_=self._show_stranded))

    def promise(self, days: int) -> None:
        """Take on what is marked, until the evening of a day to come."""
        self._begin(self.model.promise(self.table.marked(), self.model.evening(days)), "")

    def release(self) -> None:
        self._begin(self.model.release(self.table.marked()), "")

    def offers(self) -> dict[str, Callable[[], object]]:
        """What can be done here by a key."""
        offers: dict[str, Callable[[], object]] = {}
        marked = self.table.marked()
        if self.model.may_take_five:
            offers["take_five"] = self.take_five
        if any(one.to_review and not one.taken_on for one in marked):
            offers["promise"] = lambda: self.promise(0)
        if any(one.mentors_me and one.promised for one in marked):
            offers["release"] = self.release
        if self._comparable is not None:
            offers["compare_with"] = self._compare
        return offers

    @property
    def _comparable(self) -> tuple[SubmissionRow, SubmissionRow] | None:
        """Two works that are marked, whose files come to me; the one at the cursor first."""
        marked = [row for row in self.table.marked() if row.iteration and (row.mine or row.mentors_me)]
        if len(marked) != 2:
            return None
        first, second = marked
        return (second, first) if second == self.table.current() else (first, second)

    def _compare(self) -> None:
        if (two := self._comparable) is not None:
            self.wants_comparison.emit(two)

    def _today(self) -> list[str]:
        """ "3 for today, packed"."""
        today = self.model.today
        if not today.reviews:
            return []
        if today.arriving:
            coming = say_n("{n} file comes", "{n} files come", today.arriving)
            return [str(say_n("{n} for today, {files}", "{n} for today, {files}", today.reviews, files=coming))]
        return [str(say_n("{n} for today, packed", "{n} for today, packed", today.reviews))]

    def _filter_button(self) -> Button:
        choices = tuple(
            Choice(_(words), self._filter == name, partial(self._let_through, name))
            for name, (words, _passes) in _FILTERS.items()
        )
        skills = sorted({skill for row in self.model.rows for skill in row.skills})
        by_skill = tuple(
            Choice(skill, self._filter == f"skill/{skill}", partial(self._let_through, f"skill/{skill}"))
            for skill in skills
        )
        shown = _(_FILTERS[self._filter][0]) if self._filter in _FILTERS else self._filter.removeprefix("skill/")
        groups = [Choices(choices), *([Choices(by_skill, _("Skill"))] if by_skill else [])]
        return filter_button(shown if self._filter else "", *groups)

    def _let_through(self, name: str) -> None:
        self._filter = name
        self.show_model()
        if self._rows.rows and self.table.current() is None:
            self.table.setCurrentIndex(self._rows.index(0, 0))  # keys go on from somewhere
        self.chosen.emit(None)

    def _passes(self) -> Callable[[SubmissionRow], bool]:
        if self._filter in _FILTERS:
            return _FILTERS[self._filter][1]
        skill = self._filter.removeprefix("skill/")
        return lambda row: skill in row.skills

    def fill_aside(self, aside: Aside) -> None:
        row = self.table.current()
        if row is None:
            aside.column.addWidget(Words(_("Choose a submission to see how it stands."), "muted", wraps=True))
            return
        words, tone = standing(row)
        for widget in (Words(row.title, "heading", wraps=True), Pill(words, tone), *_facts(row, self.model.me)):
            aside.column.addWidget(widget)
        growth = Button(str(say("Growth of {name}", name=row.author_name)), lambda: self.wants_growth.emit(row), "link")
        aside.column.addWidget(growth, 0, Qt.AlignmentFlag.AlignLeft)
        if self._comparable is not None:
            aside.foot.addWidget(Button(_("Compare the two"), self._compare, icon="file-diff"))
        else:
            aside.foot.addWidget(Button(_("Open"), lambda: self.opened.emit(row)))
        if row.to_review:
            promise = Button(_("Promise"), icon="calendar")
            promise.set_menu(self._promise_menu(promise))
            aside.foot.addWidget(promise)
        save = Button(icon="download", name=_("Save as a file"))
        menu = self._save_menu(save, row)
        save.clicked.connect(lambda checked=False: menu.popup(save.mapToGlobal(QPoint(0, save.height() + 2))))
        aside.foot.addWidget(save)

    def _promise_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for days, words in _UNTIL:
            menu.addAction(_(words)).triggered.connect(partial(self._promise_chosen, days))
        menu.addSeparator()
        back = menu.addAction(_("Give back to the queue"))
        back.setEnabled(any(row.promised for row in self.table.marked()))
        back.triggered.connect(lambda checked=False: self.release())
        return menu

    def _promise_chosen(self, days: int, checked: bool = False) -> None:
        self.promise(days)

    def _show_stranded(self) -> None:
        self._calm()
        if drafts := self.model.stranded:
            what = say_n(
                "{n} draft remark is about work that is no longer here.",
                "{n} draft remarks are about work that is no longer here.",
                len(drafts),
            )
            copy = Button(_("Copy the words"), self._copy_stranded, icon="copy")
            discard = Button(_("Discard…"), self._ask_to_discard, "quiet")
            self._notices.addWidget(Notice(str(what), _("Somebody else looks after it now."), buttons=(copy, discard)))

    def _copy_stranded(self) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(draft.words for draft in self.model.stranded))

    def _ask_to_discard(self) -> None:
        """There is no way back, so it is asked first."""
        self._calm()
        keep = Button(_("Keep them"), self._show_stranded)
        discard = Button(_("Discard them"), lambda: self.stranded_unwanted.emit(None), "danger")
        self._notices.addWidget(Notice(_("The words of these drafts go for good."), buttons=(keep, discard)))
        keep.setFocus()

    def _calm(self) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _say_nothing(self) -> None:
        """An empty list says what to do next; that changes when the first mentor is there."""
        if self.model.rows:
            said = "filter"
        elif self.model.can_hand_in:
            said = "hand in"
        elif MENTEE in self._roles:
            said = "wait for a mentor"
        else:
            said = "wait for work"
        if said == self._said:
            return
        self._said = said
        old = self.table.findChild(EmptyState)
        if old is not None:
            old.deleteLater()
        if said == "filter":
            everything = Button(_("Show everything"), lambda: self._let_through(""))
            sentence = _("Nothing here is of that kind now.")
            self.table.when_empty(EmptyState("list-filter", _("Nothing to show"), sentence, everything))
        elif said == "hand in":
            hand_in = Button(_("Hand in work…"), lambda: self.wants_to_hand_in.emit(None), icon="upload")
            sentence = _(
                "Give your mentor a folder, a file or an archive, and the remarks come back here at their lines."
            )
            self.table.when_empty(EmptyState("message-square-code", _("Nothing handed in yet"), sentence, hand_in))
        elif said == "wait for a mentor":
            sentence = _("Work can be handed in once a coordinator has published your pair.")
            self.table.when_empty(EmptyState("handshake", _("You have no mentor yet"), sentence))
        else:
            sentence = _("What your mentees hand in appears here by itself, with its files, ready to read offline.")
            self.table.when_empty(EmptyState("message-square-code", _("No work to review yet"), sentence))


def _facts(row: SubmissionRow, me: str) -> list[QWidget]:
    said = [
        str(say("By {author}, for {mentor}", author=row.author_name, mentor=row.mentor_name)),
        str(say("Iteration {number}, handed in {when}", number=row.iteration, when=moment(row.handed_in))),
        str(say_n("{n} file, {size}", "{n} files, {size}", row.files, size=size(row.size))),
    ]
    if row.skills:
        said.append(str(say("To learn: {skills}", skills=", ".join(row.skills))))
    if row.promised is not None:
        kept = say("The promise passed on {when}; it is back in the queue.", when=moment(row.promised))
        said.append(str(kept if row.late else say("Promised by {when}", when=moment(row.promised))))
    if row.by_file:
        said.append(_("Some of it came by file; the hub has not brought it yet."))
    if row.arriving:
        said.append(str(say_n("{n} file is still on its way", "{n} files are still on their way", row.arriving)))
    if row.drafts:
        said.append(str(say_n("{n} remark is a draft", "{n} remarks are drafts", row.drafts)))
    if row.waiting:
        said.append(_("The hub has not answered yet; it goes up by itself."))
    facts: list[QWidget] = [Words(line, "muted", wraps=True) for line in said]
    return [*facts, *told(row.submission, me)]
