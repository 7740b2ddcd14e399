"""Something to learn from, beneath a remark: a box to tick, and where it leads."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.domain.links import Link
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.markdown import OpenQuestion
from growtogether_desktop.ui.words import tip


class LinkLine(QWidget):
    """`tick` is None for whoever may only look."""

    def __init__(self, link: Link, tick: Callable[[], object] | None) -> None:
        super().__init__()
        self._address = QUrl(link.url)
        self._question: OpenQuestion | None = None
        called = link.title or link.url
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(4)
        ticked = QCheckBox()
        ticked.setChecked(link.ticked)
        ticked.setEnabled(tick is not None)
        ticked.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ticked.setAccessibleName(str(say("Learnt from {link}", link=called)))
        tip(ticked, _("Learnt from") if link.ticked else _("Not looked at yet"))
        if tick is not None:
            ticked.clicked.connect(lambda checked=False: tick())
        line.addWidget(ticked)
        line.addWidget(Button(called, self._ask, "link"))
        line.addStretch(1)
        self._box.addLayout(line)

    def _ask(self) -> None:
        if self._question is None:
            self._question = OpenQuestion(self._address, self._withdraw)
            self._box.addWidget(self._question)
            self._question.setFocus()

    def _withdraw(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
