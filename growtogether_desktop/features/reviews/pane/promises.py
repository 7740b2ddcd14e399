"""What became of the remarks of earlier iterations, each with its lines as they were and as they are."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.following import Promise
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.words import PROMISES
from growtogether_desktop.sourcecode.intraline import Columns, differing_words, pairs
from growtogether_desktop.sourcecode.markdown import plain
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_look import CodeLook
from growtogether_desktop.ui.code_row import CodeRow
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.words import Words, tip

_LISTED = 8
_LINES = 12
"""So many lines of each version stand beside a remark."""


class Adder(Protocol):
    def __call__(self, widget: QWidget) -> None: ...
    def section(self, title: str) -> None: ...


Jump = Callable[[str, Callable[[], object]], QWidget]
"""Words that do something when they are chosen."""


def fill(add: Adder, model: ReviewModel, chosen: Remark | None, go_to: Callable[[Remark], object], jump: Jump) -> None:
    """The chosen remark's lines, and what was done about each open remark since it was made."""
    if chosen is not None and chosen.promise is not None and chosen.anchor.first:
        add.section(_("Then and now"))
        words, tone = PROMISES[chosen.promise]
        add(Pill(_(words), tone))
        add(ThenAndNow(chosen.anchor.quote.split("\n"), _now(model, chosen)))
    kept = [remark for remark in model.remarks if _asks_for_something(remark)]
    if not kept:
        return
    add.section(str(say("Since iteration {number}", number=max(remark.iteration for remark in kept))))
    for remark in sorted(kept, key=lambda remark: list(Promise).index(remark.promise or Promise.DELETED))[:_LISTED]:
        add(_line(remark, jump(plain(remark.words), partial(go_to, remark))))
    if (more := len(kept) - _LISTED) > 0:
        add(Words(str(say_n("And {n} more.", "And {n} more.", more)), "aside"))


def _asks_for_something(remark: Remark) -> bool:
    """Of an earlier iteration, at lines, and still open; praise is no promise."""
    open_ = remark.promise is not None and remark.open and remark.anchor.first > 0
    return open_ and remark.label is not Label.PRAISE


def _now(model: ReviewModel, remark: Remark) -> Sequence[str]:
    """The lines where it stands, as far as its file is on screen."""
    if remark.promise is Promise.DELETED or model.text is None or remark.path != model.path:
        return ()
    return model.text.lines[remark.first - 1 : remark.last]


def _line(remark: Remark, jump: QWidget) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    assert remark.promise is not None, "only remarks of earlier iterations are listed"
    words, tone = PROMISES[remark.promise]
    box.addWidget(Pill(_(words), tone))
    jump.setAccessibleName(str(say("{state}: {words}", state=_(words), words=jump.accessibleName())))
    box.addWidget(jump, 1)
    return line


class ThenAndNow(QWidget):
    """Lines of a remark as they were above how they are, with the words that differ."""

    def __init__(self, then: Sequence[str], now: Sequence[str]) -> None:
        super().__init__()
        then, now = tuple(then[:_LINES]), tuple(now[:_LINES])
        same = then == now
        gone, come = dict[int, Columns](), dict[int, Columns]()
        for i, j in pairs(then, now):
            gone[i], come[j] = differing_words(then[i], now[j])
        indent = min((len(line) - len(line.lstrip()) for line in (*then, *now) if line.strip()), default=0)
        self._rows = [("−", line, gone.get(at, ()), indent) for at, line in enumerate(then) if not same]
        self._rows += [("" if same else "+", line, come.get(at, ()), indent) for at, line in enumerate(now)]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        said = say("It was: {then}. It is: {now}.", then=" ".join(then), now=" ".join(now))
        self.setAccessibleName(str(said))
        tip(self, "\n".join(f"{sign} {line}" for sign, line, _columns, _indent in self._rows))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(120), theme.current().px(20) * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = CodeLook(theme.current(), 92)
        painter = QPainter(self)
        high = theme.current().px(20)
        for at, (sign, line, columns, indent) in enumerate(self._rows):
            top, added = at * high, sign == "+"
            if sign:
                ground = look.theme.added if added else look.theme.removed
                painter.fillRect(QRectF(0, top, self.width(), high), ground)
            left = look.theme.px(20)
            row = CodeRow(_cut(line[indent:], int((self.width() - left) / look.column)), 0, (), look)
            for first, after in columns:
                strong = look.theme.added_words if added else look.theme.removed_words
                for begins, ends, _top in row.stretches(first - indent, after - indent):
                    painter.fillRect(QRectF(left + begins, top, ends - begins, high), strong)
            painter.setFont(look.font)
            painter.setPen(look.theme.text)
            painter.drawText(QPointF(look.theme.px(6), top + look.baseline), sign)
            row.paint(painter, left, top, QRectF(self.rect()))


def _cut(line: str, columns: int) -> str:
    """What there is room for; the tooltip has the rest."""
    return line if len(line) <= columns else line[: max(columns - 1, 0)] + "…"
