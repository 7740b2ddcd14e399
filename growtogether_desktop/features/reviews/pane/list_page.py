"""The list of submissions, those that wait for me first."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from growtogether_desktop.base.figures import moment, size
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import MENTEE
from growtogether_desktop.features.reviews.model.submissions import SubmissionRow, SubmissionsModel
from growtogether_desktop.features.reviews.pane.words import VERDICTS
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.pane import Aside, Head, section
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
    if row.waiting:
        return Cell(_("waiting"), "muted", icon="clock", icon_role="waiting")
    if row.arriving:
        arriving = say_n("{n} file comes", "{n} files come", row.arriving)
        return Cell(str(arriving), "muted", icon="download", icon_role="information")
    return Cell()


_COLUMNS: tuple[Column[SubmissionRow], ...] = (
    Column(N_("Work"), lambda row: Cell(row.title, "strong"), width=200, stretch=3),
    Column(N_("With"), lambda row: Cell(row.other_name, avatar=row.other_name), width=170, stretch=2, yields=1),
    Column(N_("Iteration"), _iteration, lambda row: row.iteration, width=110, stretch=0, yields=3),
    Column(
        N_("Handed in"),
        lambda row: Cell(moment(row.handed_in), "muted"),
        lambda row: row.handed_in,
        width=140,
        stretch=0,
        yields=4,
    ),
    Column(N_("State"), _state, width=170, stretch=0),
    Column(N_("On the way"), _way, width=130, stretch=0, yields=2),
)


class ListPage(QWidget):
    def __init__(self, model: SubmissionsModel, roles: frozenset[str]) -> None:
        super().__init__()
        self.opened: Signal[SubmissionRow] = Signal()
        self.chosen: Signal[None] = Signal()
        self.wants_to_hand_in: Signal[None] = Signal()
        self.stranded_unwanted: Signal[None] = Signal()
        self.model = model
        self._roles = roles
        self._rows = RowsModel(_COLUMNS, lambda row: row.id, self)
        self.table = RowsTable(self._rows, _("Submissions"))
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
        self._rows.show_rows(self.model.rows)
        if first and self._rows.rows:
            self.table.setCurrentIndex(self._rows.index(0, 0))

    def dress_head(self, head: Head) -> None:
        turns = sum(row.my_turn for row in self.model.rows)
        waits = str(say_n("{n} waits for you", "{n} wait for you", turns)) if turns else _("Nothing waits for you")
        head.set_words(_("Reviews"), waits if self.model.rows else "")
        head.set_marks()
        if self.model.can_hand_in:
            head.set_buttons(
                Button(_("Hand in work…"), lambda: self.wants_to_hand_in.emit(None), "filled", icon="upload")
            )
        elif nexts := [row for row in self.model.rows if row.my_turn and row.mentors_me]:
            head.set_buttons(Button(_("Review the next"), lambda: self.opened.emit(nexts[0]), "filled"))
        else:
            head.set_buttons()

    def fill_aside(self, aside: Aside) -> None:
        row = self.table.current()
        if row is None:
            aside.column.addWidget(Words(_("Choose a submission to see how it stands."), "muted", wraps=True))
            return
        words, tone = standing(row)
        for widget in (Words(row.title, "heading", wraps=True), Pill(words, tone), *_facts(row)):
            aside.column.addWidget(widget)
        aside.foot.addWidget(Button(_("Open"), lambda: self.opened.emit(row)))

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
        if self.model.can_hand_in:
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
        if said == "hand in":
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


def _facts(row: SubmissionRow) -> list[QWidget]:
    said = [
        str(say("By {author}, for {mentor}", author=row.author_name, mentor=row.mentor_name)),
        str(say("Iteration {number}, handed in {when}", number=row.iteration, when=moment(row.handed_in))),
        str(say_n("{n} file, {size}", "{n} files, {size}", row.files, size=size(row.size))),
    ]
    if row.arriving:
        said.append(str(say_n("{n} file is still on its way", "{n} files are still on their way", row.arriving)))
    if row.drafts:
        said.append(str(say_n("{n} remark is a draft", "{n} remarks are drafts", row.drafts)))
    if row.waiting:
        said.append(_("The hub has not answered yet; it goes up by itself."))
    facts: list[QWidget] = [Words(line, "muted", wraps=True) for line in said]
    readers = say("{author}, {mentor}, coordinators", author=row.author_name, mentor=row.mentor_name)
    return [*facts, section(_("Who can read this")), Words(str(readers), "muted", wraps=True)]
