"""Choosing how a file's letters are read, when the guess is wrong."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from growtogether_desktop.base.i18n import _
from growtogether_desktop.sourcecode.encoding import BINARY, ENCODINGS


def ask_encoding(beside: QWidget, now: str, choose: Callable[[str | None], object]) -> QMenu:
    """A menu of encodings over `beside`, by keyboard as by mouse; None is to guess again."""
    menu = QMenu(_("Read the file in another encoding"), beside)
    group = QActionGroup(menu)
    names: dict[str | None, str] = {None: _("By itself"), **{name: name.upper() for name in ENCODINGS}}
    names[BINARY] = _("As bytes")
    for encoding, name in names.items():
        action = QAction(name, group, checkable=True, checked=encoding == now)
        action.triggered.connect(lambda checked, encoding=encoding: choose(encoding))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(beside.mapToGlobal(QPoint(0, 0)))
    return menu
