"""A remark between the lines of code: who said what, the answers, and what can be done about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from textwrap import dedent

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.threads import Comment
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.pane.frame import Framed
from growtogether_desktop.features.reviews.pane.links import LinkLine
from growtogether_desktop.features.reviews.pane.words import CERTAINTIES, called, carried
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.sourcecode.markdown import plain
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.flow import Flow
from growtogether_desktop.ui.markdown import Marked
from growtogether_desktop.ui.marks import Avatar, Icon, Pill
from growtogether_desktop.ui.saving import Saver
from growtogether_desktop.ui.words import Elided, Words, hairline, tip


@dataclass(frozen=True, slots=True)
class Asks:
    """What a card asks the page for, each with the remark it is about."""

    choose: Callable[[Remark], object]
    edit: Callable[[Remark], object]
    discard: Callable[[Remark], object]
    answer: Callable[[Remark], object]
    resolve: Callable[[Remark], object]
    take_back: Callable[[Remark], object]
    apply: Callable[[Remark], object]
    tick: Callable[[Remark, int], object]
    """With the number of the link, from 1."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a card shows beside its remark; equal ones need no new card."""

    remark: Remark
    iteration: int
    """The one on screen."""
    names: tuple[str, ...]
    """Who wrote the comments; for a draft, me."""
    resolved_by: str
    may_take_back: bool
    folded: bool
    may_apply: bool = False
    """Its suggested lines can go into my next iteration."""
    applied: bool = False
    """They will."""
    mine: bool = False
    """It is about my work, so I tick its links."""
    may_answer: bool = True
    """Somebody would read it."""


class RemarkCard(Framed):
    """Made a part at a time: the remark, each answer, and what can be done."""

    def __init__(self, seen: Seen, asks: Asks) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.seen = seen
        self._asks = asks
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)
        self.setAccessibleName(spoken(seen))
        self._parts = self._made()

    def more(self) -> bool:
        """Make the next part; whether there was one."""
        return next(self._parts, False)

    def _made(self) -> Iterator[bool]:
        """One part after the other: each says that it is there."""
        seen, thread = self.seen, self.seen.remark.thread
        if seen.folded:
            self._box.addWidget(self._fold())
            yield True
            return
        comments = thread.comments if thread else ()
        yield from self._first(comments[0] if comments else None)
        for comment, name in zip(comments[1:], seen.names[1:], strict=True):
            self._box.addWidget(hairline())
            self._box.addWidget(entry := _Entry(name, [], moment(comment.stamp.at)))
            yield True
            entry.say(comment.text)
            yield True
        self._box.addWidget(self._feet())
        yield True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._asks.choose(self.seen.remark)

    def _first(self, comment: Comment | None) -> Iterator[bool]:
        remark = self.seen.remark
        words, tone = called(remark.label, remark.blocking)
        pills = [Pill(words, tone)]
        when = moment(comment.stamp.at) if comment else ""
        if comment is None:
            pills.append(Pill(_("draft"), "waiting"))
        elif remark.waiting:
            pills.append(Pill(_("waiting"), "waiting"))
        if self.seen.applied:
            pills.append(Pill(_("in your next iteration"), "resolved"))
        if remark.iteration < self.seen.iteration and remark.certainty in CERTAINTIES:
            sure, tone = CERTAINTIES[remark.certainty]
            pills.append(Pill(_(sure), tone))
        came = carried(remark.certainty, remark.iteration, self.seen.iteration)
        self._box.addWidget(entry := _Entry(self.seen.names[0], pills, " · ".join(filter(None, (when, came)))))
        yield True
        entry.say(remark.words)
        yield True
        if remark.suggestion is not None:
            suggested = _Suggestion(remark.anchor.quote, remark.suggestion)
            entry.texts.addWidget(suggested)
        for number, link in enumerate(remark.links, start=1):
            tick = partial(self._asks.tick, remark, number) if self.seen.mine else None
            entry.texts.addWidget(LinkLine(link, tick))
        yield True

    def _feet(self) -> QWidget:
        feet = QWidget()
        box = QVBoxLayout(feet)
        box.setContentsMargins(theme.current().px(28) + 14, 0, 12, 8)
        box.setSpacing(4)
        box.addWidget(Flow(self._doings()))
        if self.seen.remark.thread is not None and self.seen.remark.thread.resolved is not None:
            line = QHBoxLayout()
            line.setSpacing(4)
            line.addWidget(Icon("circle-check", "resolved"))
            line.addWidget(Elided(str(say("resolved by {name}", name=self.seen.resolved_by)), "aside"), 1)
            box.addLayout(line)
        return feet

    def _doings(self) -> list[Button]:
        """What can be done about it, each with the key that does the same."""
        remark, asks = self.seen.remark, self._asks
        doings: list[Button] = []
        if remark.draft is not None:
            doings.append(_quiet(_("Change"), "pencil", lambda: asks.edit(remark), "E"))
            doings.append(_quiet(_("Discard"), "trash-2", lambda: asks.discard(remark), "Del"))
        else:
            if self.seen.may_answer:
                doings.append(_quiet(_("Answer"), "reply", lambda: asks.answer(remark), "A"))
            resolve = _("Resolve") if remark.open else _("Reopen")
            doings.append(_quiet(resolve, "check" if remark.open else "undo-2", lambda: asks.resolve(remark), "R"))
            if self.seen.may_take_back:
                doings.append(_quiet(_("Take back…"), "trash-2", lambda: asks.take_back(remark), ""))
        if self.seen.may_apply:
            words = _("Let go again") if self.seen.applied else _("Apply")
            doings.append(_quiet(words, "undo-2" if self.seen.applied else "check", lambda: asks.apply(remark), "Y"))
        if remark.suggestion is not None:
            copy = lambda: QGuiApplication.clipboard().setText(remark.suggestion or "")  # noqa: E731
            doings.append(_quiet(_("Copy the lines"), "copy", copy, ""))
        return doings

    def _fold(self) -> QWidget:
        """One line for what is settled; it unfolds when it is chosen."""
        remark = self.seen.remark
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(12, 6, 12, 6)
        box.setSpacing(8)
        words, tone = called(remark.label, remark.blocking)
        box.addWidget(Icon("circle-check", "resolved"))
        box.addWidget(Pill(words, tone))
        box.addWidget(Elided(plain(remark.words), "muted"), 1)
        answers = len(remark.thread.comments) - 1 if remark.thread else 0
        if answers:
            box.addWidget(Words(str(say_n("{n} answer", "{n} answers", answers)), "aside"))
        return line


class AnswerEditor(Framed):
    """An answer being written; it keeps itself until it is sent."""

    def __init__(self, words: str, keep: Callable[[str], object], send: Callable[[str], object]) -> None:
        super().__init__(chosen=True)
        self.closed: Signal[None] = Signal()
        self.grown: Signal[None] = Signal()
        self._keep = keep
        self._send = send
        self._words = WordsEdit(_("Answer"), _("Answer in a few words"))
        self._words.setPlainText(words)
        self._saver = Saver(self, lambda: keep(self._words.toPlainText()))
        self._words.textChanged.connect(self._saver.typed)
        self._words.unfocused.connect(lambda nothing: self._saver.now())
        self._words.done.connect(lambda nothing: self._send_it())
        self._words.left.connect(lambda nothing: self.close_())
        self._words.grown.connect(self.grown.emit)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(Words(_("Ctrl Enter sends it."), "aside"), 1)
        feet.addWidget(Button(_("Not now"), self.close_, "quiet"))
        feet.addWidget(Button(_("Answer"), self._send_it, "filled", icon="reply"))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(8)
        box.addWidget(self._words)
        box.addLayout(feet)
        self.lead_to(self._words)
        self.setAccessibleName(_("Write an answer"))

    def close_(self) -> None:
        """What was typed stays a draft."""
        self.save()
        self.closed.emit(None)

    def save(self) -> None:
        self._saver.forget()
        self._keep(self._words.toPlainText())

    def _send_it(self) -> None:
        if self._words.toPlainText().strip():
            self._saver.forget()
            self._send(self._words.toPlainText())


class _Entry(QWidget):
    """A name with its marks, and what they said beneath."""

    def __init__(self, name: str, pills: list[Pill], aside: str) -> None:
        super().__init__()
        self.texts = QVBoxLayout()
        self.texts.setSpacing(6)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 10, 12, 10)
        line.setSpacing(10)
        line.addWidget(Avatar(name), 0, Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(8)
        who = Elided(name, "strong")
        who.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        who.setMinimumWidth(min(who.sizeHint().width(), theme.current().px(90)))
        head.addWidget(who, 100)
        for pill in pills:
            head.addWidget(pill)
        when = Elided(aside, "aside")
        when.setMinimumWidth(1)  # it yields first, and altogether
        head.addWidget(when, 1)
        self.texts.addLayout(head)
        line.addLayout(self.texts, 1)

    def say(self, words: str) -> None:
        said = Marked(words) if words else Words(_("These words went with whoever wrote them."), "muted")
        self.texts.addWidget(said)


class _Suggestion(QWidget):
    """The lines as they are and as they might be; long ones go on beneath, so that nothing is left out."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__()
        both = dedent(f"{before}\n{after}").expandtabs(4).split("\n")
        old = before.count("\n") + 1
        self._lines = [("−", text) for text in both[:old]] + [("+", text) for text in both[old:]]
        self.setAccessibleName(str(say("Suggested lines: {lines}", lines=after)))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.current().px(20) * len(self._rows(width))

    def sizeHint(self) -> QSize:
        wide = max(self.width(), theme.current().px(120))
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.code_font())
        high = look.px(20)
        for at, (sign, new, text) in enumerate(self._rows(self.width())):
            row = QRectF(0, at * high, self.width(), high)
            painter.fillRect(row, look.added if new else look.removed)
            painter.setPen(look.text)
            painter.drawText(row.adjusted(look.px(10), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, sign)
            painter.drawText(row.adjusted(look.px(26), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _rows(self, width: int) -> list[tuple[str, bool, str]]:
        """(sign, whether it is new, words) of each row; a line that goes on has its sign once."""
        look = theme.current()
        column = QFontMetricsF(look.code_font()).horizontalAdvance("0")
        columns = max(int((width - look.px(36)) / column), 10)
        rows: list[tuple[str, bool, str]] = []
        for sign, text in self._lines:
            parts = [text[at : at + columns] for at in range(0, len(text), columns)] or [""]
            rows += [(sign if part is parts[0] else "", sign == "+", part) for part in parts]
        return rows


def _quiet(text: str, icon: str, run: Callable[[], object], key: str) -> Button:
    button = Button(text, run, "quiet", icon=icon)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the page's own keys do the same
    if key:
        tip(button, str(say("{what} ({key})", what=text, key=key)))
    return button


def spoken(seen: Seen) -> str:
    """What a screen reader says of the whole card."""
    remark = seen.remark
    words, _tone = called(remark.label, remark.blocking)
    said = say("{name}, {label}: {words}", name=seen.names[0], label=words, words=remark.words)
    if remark.draft is not None:
        return str(say("Draft. {remark}", remark=said))
    if not remark.open:
        return str(say("Resolved. {remark}", remark=said))
    return str(said)
