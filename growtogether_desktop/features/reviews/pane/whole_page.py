"""What concerns the whole work: the note that came with it, the verdicts, and remarks without a file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.scoring import ScoreLine
from growtogether_desktop.features.reviews.pane.words import VERDICTS
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.card import Card, CardRow
from growtogether_desktop.ui.code_view import Block
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.markdown import Marked
from growtogether_desktop.ui.marks import Avatar, Icon, Pill
from growtogether_desktop.ui.pane import column, scrolling
from growtogether_desktop.ui.words import Words


class WholePage(Leading):
    """Remarks stand here as blocks, as they do in the code."""

    def __init__(self) -> None:
        super().__init__()
        self._widgets: dict[str, QWidget] = {}
        page = QWidget()
        page.setObjectName("page")
        page.setMaximumWidth(theme.current().px(860))
        whole = column(page, spacing=12)
        self._about = QVBoxLayout()
        self._about.setSpacing(12)
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(12)
        whole.addLayout(self._about)
        whole.addLayout(self._remarks)
        whole.addStretch(1)
        self._scroll = scrolling(page, _("The whole work"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._scroll)
        self.lead_to(self._scroll)

    def show_model(self, model: ReviewModel) -> None:
        _empty(self._about)
        for card in _cards(model):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self._about.addWidget(card)

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """The cards of remarks, and the editor while one is being written; widgets of known keys stay."""
        kept = {block.key for block in blocks}
        for key in self._widgets.keys() - kept:
            self._widgets.pop(key).deleteLater()
        while self._remarks.takeAt(0) is not None:
            pass
        for block in blocks:
            if block.key not in self._widgets:
                self._widgets[block.key] = block.whole()
            self._remarks.addWidget(self._widgets[block.key])

    def block(self, key: str) -> QWidget | None:
        return self._widgets.get(key)

    def reveal(self, key: str) -> None:
        """Scroll to a block and give it the keyboard."""
        if (widget := self._widgets.get(key)) is not None:
            self._scroll.ensureWidgetVisible(widget, 0, theme.current().px(40))
            widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _cards(model: ReviewModel) -> list[Card]:
    cards: list[Card] = []
    iteration, submission = model.iteration, model.work.submission
    if iteration is None or submission is None:
        return cards
    if iteration.note:
        title = say("Iteration {number}", number=iteration.number)
        note = Card(str(title))
        note.add(Marked(iteration.note))
        handed_in = say("{author}, {when}", author=submission.author_name, when=moment(iteration.handed_in))
        note.add(Words(str(handed_in), "aside"))
        cards.append(note)
    for review in model.work.verdicts:
        said = say("Review of iteration {number}", number=review.iteration)
        card = Card(str(said))
        words, tone = VERDICTS[review.verdict]
        about = say_n("{n} remark, {when}", "{n} remarks, {when}", review.remarks, when=moment(review.published))
        name = model.work.name(review.reviewer)
        card.show_rows(CardRow(name, str(about), Avatar(name), Pill(_(words), tone)))
        if review.summary:
            card.add(Marked(review.summary))
        for score in review.scores:
            card.add(ScoreLine(score))
        cards.append(card)
    if iteration.skipped:
        card = Card(_("Not taken"))
        rows = (CardRow(one.path, str(one.why), Icon("ban", "waiting")) for one in iteration.skipped)
        card.show_rows(*rows)
        cards.append(card)
    return cards


def _empty(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
