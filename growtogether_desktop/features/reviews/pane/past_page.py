"""What I have said before, in whichever review; Enter goes there."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import day, moment
from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.reviews.model.past import PastModel, PastRow
from growtogether_desktop.features.reviews.pane.words import called
from growtogether_desktop.sourcecode.markdown import plain
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.markdown import Marked
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Aside, Head
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.table import RowsTable
from growtogether_desktop.ui.words import Words


def _label(row: PastRow) -> Cell:
    words, tone = called(row.label, row.blocking)
    return Cell(pill=words, tone=tone)


_COLUMNS: tuple[Column[PastRow], ...] = (
    Column(N_("Label"), _label, width=176, stretch=0),
    Column(N_("What I said"), lambda row: Cell(plain(row.words)), width=240, stretch=5),
    Column(N_("Work"), lambda row: Cell(row.work, "muted"), width=160, stretch=2, yields=2),
    Column(N_("By"), lambda row: Cell(row.author_name, avatar=row.author_name), width=150, stretch=1, yields=3),
    Column(N_("When"), lambda row: Cell(day(row.said), "muted"), lambda row: row.said, width=100, stretch=0, yields=1),
)


class PastPage(QWidget):
    def __init__(self, model: PastModel) -> None:
        super().__init__()
        self.opened: Signal[PastRow] = Signal()
        self.chosen: Signal[None] = Signal()
        self.typed: Signal[str] = Signal()
        self.model = model
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Words of a remark or an answer"))
        self.words.setAccessibleName(_("Search what I have said"))
        self.words.setProperty("kind", "search")
        self.words.setClearButtonEnabled(True)
        self.words.textEdited.connect(self.typed.emit)
        self.words.installEventFilter(self)
        self._rows = RowsModel(_COLUMNS, lambda row: row.thread, self)
        self.table = RowsTable(self._rows, _("What I have said"))
        self.table.opened.connect(self.opened.emit)
        self.table.chosen.connect(lambda row: self.chosen.emit(None))
        self.table.sort_by(-1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(20, 12, 20, 12)
        top.addWidget(self.words)
        box.addLayout(top)
        box.addWidget(self.table, 1)

    def show_model(self) -> None:
        self._say_why_empty()
        self._rows.show_rows(self.model.rows)
        if self.model.rows:
            self.table.setCurrentIndex(self._rows.index(0, 0))

    def _say_why_empty(self) -> None:
        if (old := self.table.findChild(EmptyState)) is not None:
            old.deleteLater()
        if self.words.text().strip():
            empty = EmptyState("search", _("Nothing found"), _("Fewer words, or other ones, may help."))
        else:
            sentence = _("Every remark and every answer of yours stands here, and can be searched.")
            empty = EmptyState("search", _("You have said nothing yet"), sentence)
        self.table.when_empty(empty)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the words to what they have found, without leaving the keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.table.current()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
                self.opened.emit(row)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def dress_head(self, head: Head) -> None:
        n = len(self.model.rows)
        head.set_words(_("What I have said"), str(say_n("{n} place", "{n} places", n)))
        head.set_marks()
        head.set_buttons()

    def fill_aside(self, aside: Aside) -> None:
        row = self.table.current()
        if row is None:
            aside.column.addWidget(Words(_("Choose a line to read all of it."), "muted", wraps=True))
            return
        words, tone = called(row.label, row.blocking)
        about = say("{work}, {path}", work=row.work, path=row.path) if row.path else say("{work}", work=row.work)
        aside.column.addWidget(Pill(words, tone))
        aside.column.addWidget(Words(str(about), "muted", wraps=True))
        aside.column.addWidget(Words(moment(row.said), "aside"))
        aside.column.addWidget(Marked(row.words))
        aside.foot.addWidget(Button(_("Go there"), lambda: self.opened.emit(row)))
