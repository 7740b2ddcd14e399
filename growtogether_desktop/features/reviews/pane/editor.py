"""Where a remark is written: what kind it is, whether it blocks, the words, perhaps other lines instead."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QMenu, QVBoxLayout

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.links import Link, may_be_linked
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.pane.chips import Chip
from growtogether_desktop.features.reviews.pane.frame import Framed
from growtogether_desktop.features.reviews.pane.words import LABELS
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.flow import Flow
from growtogether_desktop.ui.markdown import Marked
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Words, tip

Snippets = Callable[[Label, str], tuple[str, ...]]
"""What was written before and goes with a label and what is typed."""
_SHOWN = 90
"""So many letters of a snippet are shown."""


class RemarkEditor(Framed):
    """One draft being written. It keeps itself; Ctrl Enter or Escape closes it, and the draft stays."""

    def __init__(self, draft: RemarkDraft, keep: Callable[[RemarkDraft], object], snippets: Snippets) -> None:
        super().__init__(chosen=True)
        self.closed: Signal[None] = Signal()
        self.discarded: Signal[None] = Signal()
        self.grown: Signal[None] = Signal()
        self._draft = draft
        self._keep = keep
        self._saver = Saver(self, lambda: keep(self.draft))
        self._chips = [Chip(label) for label in LABELS]
        self._blocking = QCheckBox(_("Blocking"))
        self._blocking.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tip(self._blocking, _("The work is not accepted before this is dealt with (Alt B)"))
        self._blocking.setChecked(draft.blocking)
        self._words = WordsEdit(_("Remark"), _("What do you see, and why does it matter?"))
        self._words.setPlainText(draft.words)
        self._snippets = snippets
        self._preview = Marked("")
        self._preview.hide()
        self._look = Button(icon="eye", kind="quiet", name=_("Preview (Ctrl Shift M)"), run=self._turn_over)
        self._link = Button(_("Link to learn from"), self._add_links, "quiet", icon="link")
        self._links = WordsEdit(_("Links to learn from"), _("https://… and what it is called, one a line"), code=True)
        self._links.setPlainText("\n".join(f"{link.url} {link.title}".strip() for link in draft.links))
        self._complaint = Words("", "complaint", wraps=True)
        self._complaint.hide()
        self._suggest = Button(_("Suggest other lines"), self._suggest_lines, "quiet", icon="pencil")
        self._suggestion = WordsEdit(_("Suggested lines"), code=True)
        self._suggestion.setPlainText(draft.suggestion or "")
        self._lay_out()
        self._suggestion.setVisible(draft.suggestion is not None)
        self._suggest.setVisible(draft.suggestion is None and draft.anchor.first > 0)
        for chip in self._chips:
            chip.setChecked(chip.label is draft.label)
            chip.clicked.connect(self._changed)
            self._listen_for(chip.shortcut_, chip)
        self._blocking.clicked.connect(self._changed)
        self._listen_for("Alt+B", self._blocking)
        self._links.setVisible(bool(draft.links))
        self._link.setVisible(not draft.links)
        self._links.textChanged.connect(self._judge_links)
        for keys, button in (("Alt+E", self._suggest), ("Alt+L", self._link)):
            tip(button, str(say("{what} ({keys})", what=button.text(), keys=keys.replace("+", " "))))
            self._listen_for(keys, button)
        self._listen_for("Ctrl+Shift+M", self._look)
        self._listen_for("Ctrl+Space", self._offer)
        for edit in (self._words, self._suggestion, self._links):
            edit.textChanged.connect(self._saver.typed)
            edit.done.connect(lambda nothing: self.close_())
            edit.left.connect(lambda nothing: self.close_())
            edit.unfocused.connect(lambda nothing: self._saver.now())
            edit.grown.connect(self._grow)
        self.lead_to(self._words)
        self.setAccessibleName(_("Write a remark"))

    @property
    def draft(self) -> RemarkDraft:
        """As it is written now. Lines that were only looked at suggest nothing."""
        lines = self._suggestion.toPlainText()
        label = next((chip.label for chip in self._chips if chip.isChecked()), self._draft.label)
        return replace(
            self._draft,
            label=label,
            blocking=self._blocking.isChecked(),
            words=self._words.toPlainText(),
            suggestion=None if self._suggestion.isHidden() or lines == self._draft.anchor.quote else lines,
            links=_links_in(self._links.toPlainText()),
        )

    def close_(self) -> None:
        """Keep what there is and turn away."""
        self.save()
        self.closed.emit(None)

    def save(self) -> None:
        """Keep what there is, now."""
        self._saver.forget()
        self._keep(self.draft)

    def _discard(self) -> None:
        self._saver.forget()
        self.discarded.emit(None)

    def _changed(self) -> None:
        self._saver.typed()
        self._words.setFocus()

    def _listen_for(self, keys: str, does: QAbstractButton | Callable[[], object]) -> None:
        """Do it at these keys; a button's own shortcut clicks a tenth of a second late."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(does.click if isinstance(does, QAbstractButton) else does)

    def _turn_over(self) -> None:
        """Show the words as they will read, or as they are written."""
        reading = self._preview.isHidden()
        if reading:
            self._preview.show_words(self._words.toPlainText())
        self._preview.setVisible(reading)
        self._words.setVisible(not reading)
        (self._look if reading else self._words).setFocus()
        self._grow(None)

    def _add_links(self) -> None:
        self._link.hide()
        self._links.show()
        self._links.setFocus()
        self._grow(None)

    def _judge_links(self) -> None:
        wrong = [link.url for link in self.draft.links if not may_be_linked(link)]
        words = say("{link} is no address of the web; those begin with https://.", link=wrong[0]) if wrong else None
        self._complaint.setText(str(words or ""))
        self._complaint.setVisible(words is not None)

    def _offer(self) -> None:
        """What was written before and may be meant again."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words in self._snippets(self.draft.label, self._words.toPlainText()):
            line = " ".join(words.split())
            shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
            menu.addAction(shown.replace("&", "&&"), partial(self._insert, words))
        if menu.isEmpty():
            menu.addAction(_("What you publish is offered here the next time.")).setEnabled(False)
        menu.popup(self._words.mapToGlobal(self._words.cursorRect().bottomLeft()))
        if (first := next(iter(menu.actions()), None)) is not None and first.isEnabled():
            menu.setActiveAction(first)

    def _insert(self, words: str) -> None:
        """In place of what was typed to find it."""
        self._words.selectAll()
        self._words.insertPlainText(words)
        self._words.setFocus()

    def _suggest_lines(self) -> None:
        self._suggest.hide()
        self._suggestion.setPlainText(self._draft.anchor.quote)
        self._suggestion.show()
        self._suggestion.setFocus()
        self.grown.emit(None)

    def _grow(self, nothing: None) -> None:
        self.updateGeometry()
        self.grown.emit(None)

    def _lay_out(self) -> None:
        look = theme.current()
        chips = QHBoxLayout()
        chips.setSpacing(look.px(8))
        chips.addWidget(Flow(self._chips), 1)
        chips.addWidget(self._blocking, 0, Qt.AlignmentFlag.AlignTop)
        discard = Button(_("Discard"), self._discard, "quiet", icon="trash-2")
        done = Button(_("Done"), self.close_, "filled")
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(10))
        box.setSpacing(8)
        box.addLayout(chips)
        box.addWidget(self._words)
        box.addWidget(self._preview)
        box.addWidget(self._suggestion)
        box.addWidget(self._links)
        box.addWidget(self._complaint)
        box.addWidget(Flow((self._suggest, self._link, self._look), ending=(discard, done)))


def _links_in(words: str) -> tuple[Link, ...]:
    """An address a line, and after it what it is called."""
    parts = (line.strip().partition(" ") for line in words.splitlines() if line.strip())
    return tuple(Link(url, title.strip()) for url, _blank, title in parts)
