"""Bugs: none goes unheard, and the person reads what it was before anybody else could.

Nothing is ever sent from here. The report can be copied, and that is all.
"""

import faulthandler
import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from growtogether_desktop import __version__
from growtogether_desktop.base.i18n import _, language
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.words import Words

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashWatch:
    """Hears what nobody caught: exceptions in slots, Qt's own complaints, the end of the process."""

    def __init__(self, folder: Path) -> None:
        """`folder` gets fatal.txt, where faulthandler writes when the process itself falls."""
        self.bugs: Signal[BaseException] = Signal()
        folder.mkdir(parents=True, exist_ok=True)
        self._fatal = (folder / "fatal.txt").open("a", encoding="utf-8")
        self._before = sys.excepthook

    def start(self) -> None:
        faulthandler.enable(self._fatal)
        sys.excepthook = self._uncaught
        qInstallMessageHandler(_from_qt)

    def stop(self) -> None:
        """Put everything back as it was."""
        qInstallMessageHandler(None)
        sys.excepthook = self._before
        faulthandler.disable()
        self._fatal.close()

    def _uncaught(self, kind: type[BaseException], bug: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, bug, where)
            return
        log.error("a bug nobody caught", exc_info=(kind, bug, where))
        self.bugs.emit(bug)


def report(bug: BaseException) -> str:
    """What happened and where, for whoever will mend it. The home folder's name is left out."""
    lines = (
        f"Grow-Together Desktop {__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}",
        f"Screen {QGuiApplication.platformName()}, language {language()}, theme {theme.current().name}",
        "",
        "".join(traceback.format_exception(bug)).rstrip(),
    )
    return "\n".join(lines).replace(str(Path.home()), "~")


class CrashSheet(QDialog):
    """Shows one bug; further ones while it is open are added beneath."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(theme.current().code_font(12))
        self._text.setAccessibleName(_("Report"))
        self._copied = Words("", "aside")
        self._copy = Button(_("Copy the report"), icon="copy", run=self._copy_report)
        close = Button(_("Go on working"), kind="filled", run=self.close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(12)
        box.addWidget(Words(_("Something went wrong in the program"), "title"))
        words = _(
            "This is our mistake, not yours. What you wrote is kept. Nothing is sent from here: "
            "read the report, copy it, and pass it on if you like."
        )
        box.addWidget(Words(words, wraps=True))
        box.addWidget(self._text, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._copied, 1)
        foot.addWidget(self._copy)
        foot.addWidget(close)
        box.addLayout(foot)
        self.resize(theme.current().px(720), theme.current().px(460))
        close.setFocus()

    def show_bug(self, bug: BaseException) -> None:
        known = self._text.toPlainText()
        new = report(bug)
        if new not in known:
            self._text.setPlainText(f"{known}\n\n{new}" if known else new)
        if not self.isVisible():
            self.open()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._copied.setText(_("Copied"))


def _from_qt(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", words)
