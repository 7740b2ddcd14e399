"""What a form that does something about a member looks like: who it is, what it does, and why it does not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from growtogether_desktop.features.people.model.members import Member
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Avatar, Pill
from growtogether_desktop.ui.words import Words


class MemberForm(QWidget):
    """It stands in the right-hand pane; its buttons stand at the foot of that."""

    buttons: tuple[Button, ...]

    def __init__(self, member: Member, title: str, *told: str) -> None:
        super().__init__()
        self.member = member
        self.complaint = Words("", "complaint", wraps=True)
        """Where a form without a field of its own says why not."""
        self.complaint.hide()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)
        self.box.addLayout(heading(member.name, title))
        self.tell(*told)

    def tell(self, *told: str) -> None:
        """Sentences beneath what stands there already."""
        for words in told:
            self.box.addWidget(Words(words, "muted", wraps=True))

    def complain(self, words: str) -> None:
        """Say why not; "" for nothing."""
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))


def heading(name: str, beneath: str, pill: str = "") -> QHBoxLayout:
    """Avatar, name, and a line beneath it."""
    texts = QVBoxLayout()
    texts.setSpacing(4)
    texts.addWidget(Words(name, "heading", wraps=True).can_be_copied())
    if beneath:
        texts.addWidget(Words(beneath, "muted", wraps=True))
    if pill:
        texts.addWidget(Pill(pill))
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(Avatar(name, 40), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(texts, 1)
    return line
