"""All pairs of a cohort as a grid: mentees down, mentors across, the better the fit the stronger the ground."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.features.matching.model.views import MatrixView
from growtogether_desktop.features.matching.pane.grid import Figures, Grid
from growtogether_desktop.features.matching.pane.legend import Legend
from growtogether_desktop.features.matching.pane.pairs_model import PairsModel
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.words import Elided, Words, hairline, tip

_READ = 400
"""So many names are made ready to be searched at a time."""


class Matrix(QWidget):
    """The grid with a search above it, and beneath it a line that says what one stands on.

    Arrows, Home, End and the page keys walk, with Ctrl to the very edge; letters search; the space bar goes to
    the mentor whom the plan has for this mentee; Enter opens the pair.
    """

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[tuple[int, int]] = Signal()
        """Row and column one stands on, whenever they are others."""
        self.opened: Signal[tuple[int, int]] = Signal()
        self.asked: Signal[None] = Signal()
        """Somebody wants the losses that nobody has worked out yet."""
        self._pairs = PairsModel(self)
        self._names: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._keys: dict[str, str] = {}
        self._unread: Iterator[str] = iter(())
        self._reader = QTimer(self)
        self._reader.timeout.connect(self._read_on)
        self._missed = ""
        self.grid = Grid(self._pairs)
        self.grid.told = self._tell
        self.grid.search = self._search_on
        self.grid.opened = lambda index: self.opened.emit((index.row(), index.column()))
        self.grid.selectionModel().currentChanged.connect(self._stand)
        self._find = QLineEdit()
        self._find.setProperty("kind", "search")
        self._find.setPlaceholderText(_("Find a mentee or a mentor"))
        self._find.setAccessibleName(_("Find a mentee or a mentor"))
        self._find.setClearButtonEnabled(True)
        self._find.textEdited.connect(lambda words: self._search_on(words, again=False))
        self._find.installEventFilter(self)
        self._figures = QButtonGroup(self)
        self._legend = Legend()
        self._said = Elided("", "muted")
        self._offered = Words("", "aside", wraps=True)
        self._work_out = Button(_("Work it out"), lambda: self.asked.emit(None), "link")
        self._offer = Surface()
        self._work = QWidget()
        self._nothing = EmptyState(
            "scale",
            _("No pairs to compare yet"),
            _("As soon as there are mentees and mentors, every pair stands here with its fit."),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._work)
        self._lay_out()
        QShortcut(
            QKeySequence.StandardKey.Find,
            self,
            self._find.setFocus,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _lay_out(self) -> None:
        look = theme.current()
        top = Surface()
        line = QHBoxLayout(top)
        line.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
        line.setSpacing(look.px(8))
        self._find.setMinimumWidth(look.px(160))
        self._find.setMaximumWidth(look.px(320))
        line.addWidget(self._find, 2)
        kinds: tuple[tuple[Figures, str, str], ...] = (
            ("fit", _("Fit"), _("Show how well each pair fits")),
            ("loss", _("Loss"), _("Show what the plan loses with each pair")),
        )
        for kind, words, shows in kinds:
            button = Button(words, partial(self.show_figures, kind), "quiet")
            button.setCheckable(True)
            button.setChecked(kind == self.grid.figures)
            tip(button, shows)
            button.setProperty("figures", kind)
            self._figures.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self._legend)
        self._offer.hide()
        asking = QHBoxLayout(self._offer)
        asking.setContentsMargins(look.px(16), 0, look.px(16), look.px(6))
        asking.setSpacing(look.px(8))
        asking.addWidget(self._offered, 1)
        asking.addWidget(self._work_out)
        foot = Surface()
        said = QHBoxLayout(foot)
        said.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(6))
        said.addWidget(self._said)
        box = QVBoxLayout(self._work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (top, self._offer, hairline()):
            box.addWidget(widget)
        box.addWidget(self.grid, 1)
        for widget in (hairline(), foot):
            box.addWidget(widget)

    # --- for the page -----------------------------------------------------------------------------

    def show_matrix(self, view: MatrixView | None) -> None:
        """Take over the pairs; None, or a cohort without mentees or mentors, has none. One stays where one stands."""
        empty = view is None or not view.mentees or not view.mentors
        names = None if view is None else (view.mentees, view.mentors)
        row, column = self.current or (0, 0)
        if names == self._names:
            self._pairs.view = view
            self.look_again()
            return
        self._names = names
        self._pairs.show_view(None if empty else view)
        self._stack.setCurrentWidget(self._nothing if empty else self._work)
        if view is not None and not empty:
            self.go_to(min(row, len(view.mentees) - 1), min(column, len(view.mentors) - 1))
            self._unread = chain(view.mentees, view.mentors)
            self._reader.start()

    def look_again(self) -> None:
        """Fits or losses have become others: what is on screen is asked for anew."""
        self.grid.viewport().update()
        self._tell()

    @property
    def current(self) -> tuple[int, int] | None:
        """Row and column one stands on."""
        index = self.grid.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int) -> None:
        """Stand on this pair and bring it into view."""
        index = self._pairs.index(row, column)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)

    def show_figures(self, figures: Figures) -> None:
        """What the cells say: how well they fit, or what they cost."""
        for button in self._figures.buttons():
            button.setChecked(button.property("figures") == figures)
        self.grid.figures = figures
        self.grid.viewport().update()
        self._show_offer()

    def offer(self, words: str, can_ask: bool = False) -> None:
        """Say above the losses why some are not known, and let them be asked for; nothing where all are."""
        self._offered.setText(words)
        self._work_out.setVisible(can_ask)
        self._show_offer()

    def _show_offer(self) -> None:
        self._offer.setVisible(self.grid.figures == "loss" and bool(self._offered.text()))

    @property
    def said(self) -> str:
        """What stands beneath the grid."""
        return self._said.text()

    # --- inside -----------------------------------------------------------------------------------

    def _stand(self, current: QModelIndex, before: QModelIndex) -> None:
        self._missed = ""
        self._tell()
        if current.isValid():
            self.grid.setAccessibleDescription(self._pairs.told(current.row(), current.column()))
            self.chosen.emit((current.row(), current.column()))

    def _tell(self) -> None:
        """Beneath the grid: the pair under the mouse, else the one that one stands on."""
        index = self.grid.hovered if self.grid.hovered.isValid() else self.grid.currentIndex()
        if self._missed:
            self._said.setText(str(say("Nobody here is called “{words}”.", words=self._missed)))
        else:
            self._said.setText(self._pairs.told(index.row(), index.column()) if index.isValid() else "")

    def _search_on(self, words: str, again: bool) -> None:
        """Go to the next whose name has a word that begins like this; `again` leaves out who one stands on."""
        key = search_key(words).strip()
        view = self._pairs.view
        if view is None or not key:
            self._missed = ""
            self._tell()
            return
        row, column = self.current or (0, 0)
        found = self._next(view.mentees, f" {key}", row, again)
        across = self._next(view.mentors, f" {key}", column, again) if found is None else None
        if found is not None:
            self.go_to(found, column)
        elif across is not None:
            self.go_to(row, across)
        self._missed = words if found is None and across is None else ""
        self._tell()

    def _next(self, names: Sequence[str], words: str, here: int, again: bool) -> int | None:
        """The first place from `here` on, and round again, whose name has the words."""
        first = here + again
        order = (*range(first, len(names)), *range(min(first, len(names))))
        return next((at for at in order if words in self._key(names[at])), None)

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = " " + search_key(name)
        return self._keys[name]

    def _read_on(self) -> None:
        """Work out some keys while the window has nothing else to do: all at once would be felt at the first search."""
        some = tuple(islice(self._unread, _READ))
        for name in some:
            self._key(name)
        if not some:
            self._reader.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(self.width() > self._legend.sizeHint().width() + theme.current().px(420))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._find and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search_on(self._find.text(), again=True)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.grid.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self._find.text():
                self._find.clear()
                self._search_on("", again=False)
                return True
        return super().eventFilter(watched, event)
