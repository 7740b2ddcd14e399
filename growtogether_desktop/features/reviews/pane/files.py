"""The files of an iteration as a tree: what was read through, and where something was said."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QVBoxLayout

from growtogether_desktop.base.i18n import N_, _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.reviews.model.file_rows import FileRow
from growtogether_desktop.features.reviews.model.review import WHOLE, ReviewModel
from growtogether_desktop.sourcecode.renames import Became
from growtogether_desktop.ui import icons, theme
from growtogether_desktop.ui.marks import Bar
from growtogether_desktop.ui.surface import Surface
from growtogether_desktop.ui.theme import Tone
from growtogether_desktop.ui.words import Words

_PATH = Qt.ItemDataRole.UserRole
_READ = Qt.ItemDataRole.UserRole + 1
_HERE = Qt.ItemDataRole.UserRole + 2
_REMARKS = Qt.ItemDataRole.UserRole + 3
_BECAME = Qt.ItemDataRole.UserRole + 4
_FOLDER = "/"
"""What ends the path of a folder."""


_SIGNS: dict[Became, tuple[str, Tone, str]] = {
    Became.ADDED: ("+", "resolved", N_("added")),
    Became.CHANGED: ("±", "waiting", N_("changed")),
    Became.REMOVED: ("−", "blocking", N_("removed")),
    Became.RENAMED: ("→", "information", N_("renamed")),
    Became.SAME: ("=", "plain", N_("came with the task")),
}
"""What became of a file: the sign, its colour, and what a screen reader says."""


class FilesTree(QTreeView):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: Signal[str] = Signal()
        """The path of the file one has turned to."""
        self.went_on: Signal[None] = Signal()
        """Enter: on to its code."""
        self._items: dict[str, QStandardItem] = {}
        self._paths: tuple[str, ...] = ()
        self._shown: tuple[tuple[FileRow, ...], int, Mapping[str, Became]] | None = None
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_FileDelegate(self))
        self.setAccessibleName(_("Files"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setIndentation(0)  # the delegate indents, so that a selection has its corners
        self.selectionModel().currentChanged.connect(self._announce)

    def show_files(self, files: Iterable[FileRow], on_the_whole: int, became: Mapping[str, Became]) -> None:
        """Show these, and how many remarks concern no single file. The tree is built anew only for other files.

        `became` has what differs from another iteration; files that are gone stand among the others.
        """
        files = tuple(files)
        if (files, on_the_whole, became) == self._shown:
            return
        self._shown = (files, on_the_whole, became)
        gone = (path for path, what in became.items() if what is Became.REMOVED)
        files = tuple(sorted((*files, *map(_gone, gone)), key=lambda file: file.path)) if became else files
        if not self._items or tuple(file.path for file in files) != self._paths:
            self._build(files)
        self._items[WHOLE].setData(on_the_whole, _REMARKS)
        for file in files:
            item = self._items[file.path]
            what = became.get(file.path)
            for value, role in (
                (file.read, _READ),
                (file.here, _HERE),
                (file.remarks, _REMARKS),
                (what.name if what else None, _BECAME),
            ):
                if item.data(role) != value:
                    item.setData(value, role)
            item.setAccessibleText(_spoken(file, what))
        self._tick_folders(files)

    def turn_to(self, path: str) -> None:
        """Mark the file on screen."""
        item = self._items.get(path)
        if item is not None and self.currentIndex() != item.index():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(item.index())
            self.selectionModel().blockSignals(False)
            self.scrollTo(item.index())
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit(None)
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # letters are commands of the page
        else:
            super().keyPressEvent(event)

    def _build(self, files: tuple[FileRow, ...]) -> None:
        self.selectionModel().blockSignals(True)
        self._model.clear()
        self._items = {}
        self._paths = tuple(file.path for file in files)
        self._add(self._model.invisibleRootItem(), WHOLE, _("The whole work"))
        for file in files:
            *folders, name = file.path.split("/")
            above = self._model.invisibleRootItem()
            for depth in range(len(folders)):
                path = "/".join(folders[: depth + 1]) + _FOLDER
                above = self._items.get(path) or self._add(above, path, folders[depth] + _FOLDER)
            self._add(above, file.path, name)
        self.expandAll()
        self.selectionModel().blockSignals(False)

    def _add(self, above: QStandardItem, path: str, name: str) -> QStandardItem:
        item = QStandardItem(name)
        item.setData(path, _PATH)
        item.setData(True, _HERE)
        self._items[path] = item
        above.appendRow(item)
        return item

    def _tick_folders(self, files: tuple[FileRow, ...]) -> None:
        read: dict[str, bool] = {}
        for file in files:
            parts = file.path.split("/")
            for depth in range(1, len(parts)):
                folder = "/".join(parts[:depth]) + _FOLDER
                read[folder] = read.get(folder, True) and file.read
        for folder, ticked in read.items():
            self._items[folder].setData(ticked, _READ)

    def _announce(self, current: QModelIndex) -> None:
        path = current.data(_PATH)
        if path is not None and not path.endswith(_FOLDER):
            self.chosen.emit(path)


class _FileDelegate(QStyledItemDelegate):
    """A tick or a ring, the name, and on the right how many remarks."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.current()
        tree = option.widget
        assert isinstance(tree, QTreeView)
        rect = QRectF(option.rect)
        whole = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.selection if chosen else look.hover)
            painter.drawRoundedRect(whole.adjusted(0, 1, 0, -1), look.px(6), look.px(6))
        if option.state & QStyle.StateFlag.State_HasFocus and tree.hasFocus():
            painter.setPen(theme.current().accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(1, 2, -1, -2), look.px(6), look.px(6))
        side = look.px(14)
        indent = index.data(_PATH).rstrip(_FOLDER).count("/") * look.px(14)
        mark = QRectF(whole.left() + look.px(8) + indent, rect.top(), side, rect.height())
        name, role = _mark(index)
        icons.paint(painter, name, getattr(look, role), mark)
        self._words(painter, QRectF(mark.right() + look.px(8), rect.top(), whole.right(), rect.height()), whole, index)
        painter.restore()

    def _words(
        self, painter: QPainter, words: QRectF, whole: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme.current()
        right = whole.right() - look.px(8)
        if remarks := index.data(_REMARKS):
            font = look.font(12, QFont.Weight.Medium)
            wide = QFontMetricsF(font).horizontalAdvance(str(remarks))
            painter.setFont(font)
            painter.setPen(look.muted)
            figure = QRectF(right - wide, words.top(), wide + 1, words.height())
            painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter, str(remarks))
            right -= wide + look.px(8)
        if became := index.data(_BECAME):
            sign, tone, _spoken_name = _SIGNS[Became[became]]
            font = look.code_font(13)
            painter.setFont(font)
            painter.setPen(look.ink(tone))
            wide = QFontMetricsF(font).horizontalAdvance(sign)
            painter.drawText(
                QRectF(right - wide, words.top(), wide + 1, words.height()), Qt.AlignmentFlag.AlignVCenter, sign
            )
            right -= wide + look.px(8)
        words.setRight(right)
        font = look.font(13)
        painter.setFont(font)
        gone = index.data(_BECAME) == Became.REMOVED.name
        painter.setPen(look.text if index.data(_HERE) and not gone else look.muted)
        shown = QFontMetricsF(font).elidedText(index.data(), Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(80), theme.current().px(28))


def _mark(index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
    """Icon and role of its colour."""
    if index.data(_PATH) == WHOLE:
        return "folder-open", "muted"
    if not index.data(_HERE):
        return "download", "information"
    return ("check", "resolved") if index.data(_READ) else ("circle", "edge")


def _gone(path: str) -> FileRow:
    return FileRow(path, "", 0, read=True, here=True, remarks=0)


def _spoken(file: FileRow, became: Became | None) -> str:
    said = _spoken_state(file)
    return str(say("{file}, {became}", file=said, became=_(_SIGNS[became][2]))) if became else said


def _spoken_state(file: FileRow) -> str:
    state = _("read") if file.read else _("not read yet") if file.here else _("on its way")
    remarks = say_n(
        "{path}, {state}, {n} remark", "{path}, {state}, {n} remarks", file.remarks, path=file.path, state=state
    )
    return str(remarks if file.remarks else say("{path}, {state}", path=file.path, state=state))


class FilesPanel(Surface):
    """The tree, and how far one has read."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = FilesTree()
        self._progress = Words("", "muted", wraps=True)
        self._bar = Bar(0, _("Files read"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 12)
        box.setSpacing(0)
        box.addWidget(self.tree, 1)
        beneath = QVBoxLayout()
        beneath.setContentsMargins(16, 8, 16, 0)
        beneath.setSpacing(6)
        beneath.addWidget(self._progress)
        beneath.addWidget(self._bar)
        box.addLayout(beneath)

    def show_model(self, model: ReviewModel, became: Mapping[str, Became]) -> None:
        files = model.files or ()
        read, count = model.read
        self.tree.show_files(files, sum(remark.path == WHOLE for remark in model.remarks), became)
        self.tree.turn_to(model.path)
        said = str(say_n("{read} of {n} file read", "{read} of {n} files read", count, read=read))
        if model.files is None:
            said = (
                _("The list of files is on its way") if model.gets_files else _("The files stay with author and mentor")
            )
        self._progress.setText(said)
        self._bar.show_share(read / count if count else 0)
