"""A review on paper: the same page that a browser shows, laid out line by line."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QTextDocument, QTextOption

from growtogether_desktop.features.reviews.model.out.html import RULE
from growtogether_desktop.ui.markdown import SealedDocument
from growtogether_desktop.ui.paper import ROOM, SIDE, Piece, draw_line, pages_of, paper_font, write_pdf
from growtogether_desktop.ui.theme import Theme, Tone, read_theme

_LEADS = 40.0
"""What belongs to a heading has to have room beneath it."""
_AIR = {"<h2": 14.0, "<h4": 6.0, "<ul": 4.0, '<p class="aside"': 1.0}
"""Above what begins so: the first margin of a document says nothing to Qt."""
_HEADING = re.compile(r"<(/?)h([1-5])>")
_TONES: tuple[Tone, ...] = ("blocking", "waiting", "praise", "resolved", "information", "plain")


async def write_account_pdf(title: str, html: Iterable[str], path: Path) -> None:
    """Write a review, in pieces of HTML, as PDF, whole or not at all; the window goes on meanwhile.

    Raises: Problem, when the file cannot be written.
    """
    sheet = _Sheet()
    laid = (piece for one in html for piece in sheet.laid(one))
    await write_pdf(path, title, pages_of(laid), sheet.look.muted)


class _Sheet:
    """Lays pieces of HTML out line by line, so that what is long goes on over the page."""

    def __init__(self) -> None:
        self.look = read_theme("light")  # paper is
        self._style = _style(self.look)
        self._last = "", QTextDocument()
        """One is kept, and made anew to be painted: those of a long review would fill the memory."""

    def laid(self, html: str) -> Iterator[Piece]:
        if html == RULE:
            yield Piece(14, lambda painter, top: draw_line(painter, self.look.line, top + 7), leads=_LEADS)
            return
        if air := next((air for begins, air in _AIR.items() if html.startswith(begins)), 0.0):
            yield Piece(air, lambda painter, top: None, leads=_LEADS)
        leads = _LEADS if html.startswith("<h") else 0.0
        top = 0.0
        for foot in _lines(self._document(html)):
            if foot > top:  # what has no height would be painted everywhere
                yield Piece(foot - top, partial(self._paint, html, top, foot), leads)
                top = foot

    def _paint(self, html: str, first: float, foot: float, painter: QPainter, top: float) -> None:
        line = QRectF(0, first, ROOM, foot - first)
        wanted = QAbstractTextDocumentLayout.PaintContext()
        wanted.clip = line.adjusted(0, 0.1, 0, -0.1)  # what only touches it would be written too, if unseen
        painter.save()
        painter.translate(SIDE, top - first)
        painter.setClipRect(line)
        self._document(html).documentLayout().draw(painter, wanted)
        painter.restore()

    def _document(self, html: str) -> QTextDocument:
        if self._last[0] != html:
            self._last = html, _laid_out(html, self._style)
        return self._last[1]


def _lines(document: QTextDocument) -> Iterator[float]:
    """Where each line ends, with the air beneath it."""
    high = document.size().height()  # asked for that, it lays out all of itself
    block = document.begin()
    while block.isValid():
        layout, after = block.layout(), block.next()
        for at in range(1, layout.lineCount()):
            yield layout.position().y() + layout.lineAt(at).y()
        yield after.layout().position().y() if after.isValid() else high
        block = after


def _laid_out(html: str, style: str) -> QTextDocument:
    document = SealedDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setUseDesignMetrics(True)
    document.setDefaultFont(paper_font(9))
    document.setIndentWidth(14)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(20)
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(style)
    document.setHtml(_HEADING.sub(_heading, html))
    document.setTextWidth(ROOM)
    return document


def _heading(tag: re.Match[str]) -> str:
    """Qt gives headings sizes of its own, whatever the style says."""
    return "</p>" if tag[1] else f'<p class="rank{tag[2]}">'


def _style(look: Theme) -> str:
    """As far as Qt knows: what `resources/papers/review.css` says to a browser."""
    code = f"font-family: 'JetBrains Mono'; font-size: 8px; background-color: {look.hover.name()}"
    roles = "".join(f".code-{role} {{ color: {colour.name()} }}" for role, colour in look.code.items())
    tones = "".join(
        f".{tone} {{ color: {look.ink(tone).name()}; background-color: {look.ground(tone).name()} }}" for tone in _TONES
    )
    return (
        f"body, p, li {{ color: {look.text.name()} }} a {{ color: {look.accent.name()} }}"
        "p, ul, ol, pre { margin: 0 0 4px 0 } p.aside { margin: 0 }"
        ".rank1 { font-size: 20px; margin: 0 0 4px 0 } .rank2 { font-size: 12px; margin: 0 0 4px 0 }"
        ".rank3 { font-family: 'JetBrains Mono'; font-size: 9px; margin: 0 0 2px 0 }"
        ".rank4 { font-size: 9px; margin: 0 0 1px 0 } .rank5 { font-size: 10px; margin: 0 0 3px 0 }"
        ".rank1, .rank2, .rank3, .rank4, .rank5, strong { font-weight: 600 }"
        f".aside, .address {{ color: {look.muted.name()}; font-family: 'Inter'; font-weight: 400 }}"
        f"blockquote {{ color: {look.muted.name()}; margin-left: 12px }}"
        ".pill { font-family: 'Inter'; font-size: 8px }"
        f".code div {{ {code}; color: {look.code['plain'].name()}; white-space: pre-wrap }} code, pre {{ {code} }}"
        "pre { white-space: pre-wrap }"
        f".code div.gone {{ background-color: {look.removed.name()} }}"
        f".code div.come {{ background-color: {look.added.name()} }}"
        f".gone .differs {{ background-color: {look.removed_words.name()} }}"
        f".come .differs {{ background-color: {look.added_words.name()} }}"
        f".code-added {{ color: {look.resolved.name()} }} .code-removed {{ color: {look.blocking.name()} }}"
        f".hidden {{ color: {look.waiting.name()} }} {roles} {tones}"
    )
