"""What stands on the right of a submission: the chosen remark, what was said before, and who can read it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from growtogether_desktop.base.figures import day, moment
from growtogether_desktop.base.i18n import Message, _, say, say_n
from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.features.reviews.model.comparing import Comparing
from growtogether_desktop.features.reviews.model.remarks import Remark, in_numbers
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane import compared, promises
from growtogether_desktop.features.reviews.pane.scoring import ScoreLine
from growtogether_desktop.features.reviews.pane.words import VERDICTS, called, carried
from growtogether_desktop.sourcecode.markdown import plain
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.markdown import Marked
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Aside, section
from growtogether_desktop.ui.readers import told
from growtogether_desktop.ui.words import Elided, Words, tip

_LISTED = 12


def fill(
    aside: Aside,
    model: ReviewModel,
    comparing: Comparing,
    chosen: Remark | None,
    go_to: Callable[[Remark], object],
    turn_to: Callable[[int], object],
) -> None:
    """`go_to` brings a remark before the eyes, `turn_to` an iteration."""
    add = _Adder(aside)
    if chosen is not None:
        add.section(_("This remark"))
        for widget in _remark(model, chosen):
            add(widget)
    if model.work.task:
        add.section(_("Task"))
        add(Words(model.work.task, wraps=True))
    compared.explain(add, comparing)
    promises.fill(add, model, chosen, go_to, _Jump)
    if model.drafts:
        add.section(_("Before you publish"))
        add(Words(str(in_numbers(model.drafts)), wraps=True))
    still_open = [remark for remark in model.remarks if remark.open]
    if still_open:
        add.section(_("Open remarks"))
        for remark in still_open[:_LISTED]:
            add(_line(remark, go_to))
        if (more := len(still_open) - _LISTED) > 0:
            add(Words(str(say_n("And {n} more.", "And {n} more.", more)), "aside"))
    if model.work.verdicts:
        add.section(_("Verdicts"))
        for widget in _verdicts(model):
            add(widget)
    if model.work.iterations:
        add.section(_("Iterations"))
        for iteration in reversed(model.work.iterations):
            add(_iteration(model, iteration, turn_to))
    if model.progress.spent_s >= 60:
        add.section(_("Time"))
        spent = say_n("{n} minute at this work.", "{n} minutes at this work.", model.progress.spent_s // 60)
        add(Words(str(spent), "muted", wraps=True))
        add(Words(_("It is measured on this computer and told to nobody."), "aside", wraps=True))
    if (submission := model.work.submission) is not None:
        for words in told(submission, model.me):
            add(words)
        if model.drafts:
            add(Words(_("Drafts stay on this computer until you publish them."), "aside", wraps=True))


class _Adder:
    """Adds to the explanation; the first heading needs no air above it."""

    def __init__(self, aside: Aside) -> None:
        self._column = aside.column

    def __call__(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def section(self, title: str) -> None:
        heading = section(title)
        if self._column.count() == 0:
            heading.setContentsMargins(0, 0, 0, 0)
        self(heading)


class _Jump(QAbstractButton):
    """The first words of a remark; chosen, it brings that before the eyes."""

    def __init__(self, words: str, run: Callable[[], object]) -> None:
        super().__init__()
        self._words = words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        tip(self, words)
        self.clicked.connect(lambda checked=False: run())

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setPen(look.text)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setPen(QPen(look.accent, 2))
            painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def _remark(model: ReviewModel, remark: Remark) -> list[QWidget]:
    words, tone = called(remark.label, remark.blocking)
    said: list[QWidget] = [Pill(words, tone), Words(str(_place(remark)), "muted", wraps=True)]
    number = model.iteration.number if model.iteration else remark.iteration
    if came := carried(remark.certainty, remark.iteration, number):
        said.append(Words(came, "muted", wraps=True))
    thread = remark.thread
    if thread is None:
        said.append(Words(_("A draft: only you can read it."), "muted", wraps=True))
    elif thread.resolved is not None:
        name = model.work.name(thread.resolved.by)
        who = say("Resolved by {name}, {when}", name=name, when=moment(thread.resolved.at))
        said.append(Words(str(who), "muted", wraps=True))
    if remark.waiting:
        said.append(Words(_("The hub has not answered yet; it goes up by itself."), "muted", wraps=True))
    return said


def _place(remark: Remark) -> Message:
    """What it is about; columns count from 1, as lines do."""
    path, first, last, (begins, after) = remark.path, remark.first, remark.last, remark.columns
    if first == 0:
        return say("{path}, the whole file", path=path) if path else say("The whole work")
    if not after and first == last:
        return say("{path}, line {first}", path=path, first=first)
    if not after:
        return say("{path}, lines {first} to {last}", path=path, first=first, last=last)
    begins += 1
    if first == last:
        return say("{path}, line {line}, columns {begins} to {ends}", path=path, line=first, begins=begins, ends=after)
    return say(
        "{path}, from line {first}, column {begins} to line {last}, column {ends}",
        path=path,
        first=first,
        begins=begins,
        last=last,
        ends=after,
    )


def _line(remark: Remark, go_to: Callable[[Remark], object]) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    words, tone = called(remark.label, remark.blocking)
    box.addWidget(Pill(words, tone))
    box.addWidget(_Jump(plain(remark.words), partial(go_to, remark)), 1)
    return line


def _verdicts(model: ReviewModel) -> list[QWidget]:
    said: list[QWidget] = []
    for review in model.work.verdicts:
        words, tone = VERDICTS[review.verdict]
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(Pill(_(words), tone))
        about = say("iteration {number}, {when}", number=review.iteration, when=day(review.published))
        box.addWidget(Elided(str(about), "aside"), 1)
        said.append(line)
        if review.summary:
            said.append(Marked(review.summary))
        said += [ScoreLine(score) for score in review.scores]
    return said


def _iteration(model: ReviewModel, iteration: Iteration, turn_to: Callable[[int], object]) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    title = str(say("Iteration {number}", number=iteration.number))
    if iteration == model.iteration:
        box.addWidget(Words(title, "strong"))
    else:
        box.addWidget(Button(title, partial(turn_to, iteration.number), "link"))
    files = say_n("{n} file", "{n} files", iteration.files)
    box.addWidget(Elided(f"{day(iteration.handed_in)} · {files}", "aside"), 1)
    return line
