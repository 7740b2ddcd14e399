"""A review on paper: every remark with its lines, the answers, and whether it is resolved."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from growtogether_desktop.base.figures import moment
from growtogether_desktop.base.i18n import _, say, say_n
from growtogether_desktop.features.reviews.model.out.account import Account, Spoken, Told
from growtogether_desktop.features.reviews.model.out.naming import (
    label_of,
    link_of,
    place_of,
    points_of,
    standing_of,
    verdict_of,
)
from growtogether_desktop.ui.paper import ROOM, SIDE, Paint, Piece, draw_line, lines_of, pages_of, paper_font, write_pdf
from growtogether_desktop.ui.paper import write_words as write
from growtogether_desktop.ui.theme import read_theme

_INDENT = 12.0
_LEADS = 28.0


async def write_account_pdf(account: Account, path: Path) -> None:
    """Write the review as PDF, whole or not at all; the window goes on meanwhile.

    Raises: Problem, when the file cannot be written.
    """
    sheet = _Sheet(account)
    await write_pdf(path, account.title, pages_of(sheet.pieces()), sheet.look.muted)


class _Sheet:
    """Lays the review out line by line, so that a long remark goes on over the page; paper is light."""

    def __init__(self, account: Account) -> None:
        self.look = read_theme("light")
        self._account = account
        self._title = paper_font(20, QFont.Weight.DemiBold)
        self._heading = paper_font(12, QFont.Weight.DemiBold)
        self._strong = paper_font(9, QFont.Weight.DemiBold)
        self._body = paper_font(9)
        self._code = paper_font(8, family="JetBrains Mono")

    def pieces(self) -> Iterator[Piece]:
        account, look = self._account, self.look
        yield from self._lines(self._title, look.text, account.title)
        about = say("By {author}, for {mentor}", author=account.author, mentor=account.mentor)
        yield from self._lines(self._body, look.muted, str(about))
        counted = say_n("{n} remark, {open} open", "{n} remarks, {open} open", len(account.threads), open=account.open)
        yield from self._lines(self._body, look.muted, str(counted))
        for judged in account.verdicts:
            said = say("Review of iteration {number}", number=judged.iteration)
            yield from self._titled(f"{said}: {verdict_of(judged.verdict)}")
            yield from self._spoken(judged.summary)
            yield _air(4)
            for score in judged.scores:
                yield from self._lines(self._body, look.text, points_of(score))
        for iteration in account.iterations:
            said = say("Iteration {number}, handed in {when}", number=iteration.number, when=moment(iteration.at))
            yield from self._titled(str(said))
            yield from self._lines(self._body, look.text, iteration.note)
            for thread in account.threads:
                if thread.iteration == iteration.number:
                    yield from self._thread(thread)

    def _thread(self, thread: Told) -> Iterator[Piece]:
        yield Piece(14, lambda painter, top: draw_line(painter, self.look.line, top + 7), leads=_LEADS)
        yield from self._lines(self._strong, self.look.text, place_of(thread), leads=_LEADS)
        standing = f"{label_of(thread)} · {standing_of(thread)}"
        yield from self._lines(self._body, self.look.muted, standing, leads=_LEADS)
        yield from self._quoted(thread.anchor.quote)
        for spoken in thread.said:
            yield from self._spoken(spoken)
        if thread.suggestion is not None:
            yield from self._lines(self._body, self.look.muted, _("Suggested instead:"), leads=_LEADS)
            yield from self._quoted(thread.suggestion)
        if thread.links:
            yield from self._lines(self._body, self.look.muted, _("To learn from:"), leads=_LEADS)
        for link in thread.links:
            yield from self._lines(self._body, self.look.text, link_of(link))

    def _titled(self, words: str) -> Iterator[Piece]:
        yield _air(16)
        yield from self._lines(self._heading, self.look.text, words, leads=_LEADS)
        yield _air(2)

    def _spoken(self, spoken: Spoken) -> Iterator[Piece]:
        yield _air(4)
        yield from self._lines(self._body, self.look.muted, f"{spoken.name}, {moment(spoken.at)}", leads=_LEADS)
        yield from self._lines(self._body, self.look.text, spoken.words)

    def _quoted(self, code: str) -> Iterator[Piece]:
        if not code:
            return
        yield _air(4)
        yield from self._lines(self._code, self.look.text, code, indent=_INDENT, ground=self.look.window)
        yield _air(4)

    def _lines(
        self,
        font: QFont,
        colour: QColor,
        words: str,
        leads: float = 0.0,
        indent: float = 0.0,
        ground: QColor | None = None,
    ) -> Iterator[Piece]:
        high = QFontMetricsF(font).height() + 2
        for line in lines_of(font, words, ROOM - indent):
            yield Piece(high, _painting(font, colour, line, indent, ground, high), leads)


def _painting(font: QFont, colour: QColor, line: str, indent: float, ground: QColor | None, high: float) -> Paint:
    def paint(painter: QPainter, top: float) -> None:
        if ground is not None:
            painter.fillRect(QRectF(SIDE, top, ROOM, high + 0.2), ground)
        write(painter, font, colour, SIDE + indent, top, line, ROOM)

    return paint


def _air(high: float) -> Piece:
    return Piece(high, lambda painter, top: None)
