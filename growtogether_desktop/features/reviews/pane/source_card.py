"""Where work is dropped or chosen, and what came of it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import size
from growtogether_desktop.base.i18n import _, say_n
from growtogether_desktop.features.reviews.model.handing_in import HandInModel
from growtogether_desktop.sourcecode.intake import Taken
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Icon, Pill
from growtogether_desktop.ui.words import Elided, Words


class SourceCard(QWidget):
    """Where work is dropped or chosen; afterwards, what came in."""

    def __init__(
        self, choose_folder: Callable[[], object], choose_file: Callable[[], object], paste: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName(_("What to hand in"))
        self._icon = Icon("upload", "edge", 28)
        self._line = Words("", "heading")
        self._sentence = Words("", "muted", wraps=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._marks = QHBoxLayout()
        self._marks.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(Button(_("Choose a folder…"), choose_folder, icon="folder-open"))
        buttons.addWidget(Button(_("Choose files…"), choose_file, icon="file"))
        buttons.addWidget(Button(_("Paste"), paste, icon="copy"))
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(8)
        for widget in (self._icon, self._line):
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._sentence)
        box.addLayout(self._marks)
        box.addLayout(buttons)

    def show_source(self, model: HandInModel) -> None:
        while (item := self._marks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()  # until it is deleted it would lie over the name
                old.deleteLater()
        taken, source = model.taken, model.source
        name = source.name if source is not None else ""
        if model.beside:
            more = say_n("{name} and {n} more", "{name} and {n} more", model.beside, name=name)
            name = str(more)
        if model.busy and source is not None:
            files, bytes_ = model.so_far
            self._say(
                "folder-open",
                name,
                str(say_n("{n} file so far, {size}", "{n} files so far, {size}", files, size=size(bytes_))),
            )
        elif taken is not None and source is not None:
            self._say("folder-open", name, "")
            self._mark(taken)
        else:
            sentence = _("It is only looked at; nothing is run, and nothing leaves this computer before you say so.")
            self._say("upload", _("Drop a folder, a file or an archive here"), sentence)

    def _say(self, icon: str, line: str, sentence: str) -> None:
        self._icon.show_icon(icon, "edge")
        self._line.setText(line)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def _mark(self, taken: Taken) -> None:
        self._marks.addStretch(1)
        self._marks.addWidget(Pill(str(say_n("{n} file", "{n} files", len(taken.files))), "resolved"))
        self._marks.addWidget(Pill(size(taken.size), "plain"))
        if taken.skipped:
            skipped = say_n("{n} not taken", "{n} not taken", len(taken.skipped))
            self._marks.addWidget(Pill(str(skipped), "waiting"))
        self._marks.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.edge, 1, Qt.PenStyle.DashLine))
        painter.setBrush(look.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.px(8), look.px(8))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()


class PathRow(QWidget):
    """A path, and what there is to say of it."""

    def __init__(self, icon: str, path: str, why: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{path}. {why}")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 14, 6)
        line.setSpacing(12)
        line.addWidget(Icon(icon, "waiting"), 0, Qt.AlignmentFlag.AlignTop)
        name = Elided(path, "strong")
        name.setMinimumWidth(theme.current().px(160))
        line.addWidget(name, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Words(why, "muted", wraps=True), 2)


def file_line(path: str, bytes_: str) -> QWidget:
    widget = QWidget()
    line = QHBoxLayout(widget)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(Elided(path), 1)
    line.addWidget(Words(bytes_, "aside"))
    return widget
