"""A review on paper: the same page that a browser shows, laid out line by line."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTextDocument, QTextOption

from growtogether_desktop.features.reviews.model.out.html import RULE
from growtogether_desktop.ui.markdown import SealedDocument
from growtogether_desktop.ui.paper import ROOM, SIDE, Piece, draw_line, pages_of, paper_font, write_pdf
from growtogether_desktop.ui.theme import Theme, Tone, read_theme

_LEADS = 40.0
"""What belongs to a heading has to have room beneath it."""
_TONES: tuple[Tone, ...] = ("blocking", "waiting", "praise", "resolved", "information", "plain")


async def write_account_pdf(title: str, html: Iterable[str], path: Path) -> None:
    """Write a review, in pieces of HTML, as PDF, whole or not at all; the window goes on meanwhile.

    Raises: Problem, when the file cannot be written.
    """
    look = read_theme("light")  # paper is
    style = _style(look)
    laid = (piece for one in html for piece in _laid(one, look, style))
    await write_pdf(path, title, pages_of(laid), look.muted)


def _laid(html: str, look: Theme, style: str) -> Iterator[Piece]:
    """Line by line, so that what is long goes on over the page."""
    if html == RULE:
        yield Piece(14, lambda painter, top: draw_line(painter, look.line, top + 7), leads=_LEADS)
        return
    document = _document(html, style)
    top = 0.0
    for foot, heads in _lines(document):
        yield Piece(foot - top, partial(_paint, document, top, foot), _LEADS if heads else 0.0)
        top = foot


def _lines(document: QTextDocument) -> Iterator[tuple[float, bool]]:
    """Where each line ends, with the air beneath it, and whether it is one of a heading."""
    block = document.begin()
    while block.isValid():
        heads, layout, after = block.blockFormat().headingLevel() > 0, block.layout(), block.next()
        for at in range(1, layout.lineCount()):
            yield layout.position().y() + layout.lineAt(at).y(), heads
        yield after.layout().position().y() if after.isValid() else document.size().height(), heads
        block = after


def _paint(document: QTextDocument, first: float, foot: float, painter: QPainter, top: float) -> None:
    painter.save()
    painter.translate(SIDE, top - first)
    document.drawContents(painter, QRectF(0, first, ROOM, foot - first))
    painter.restore()


def _document(html: str, style: str) -> QTextDocument:
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
    document.setHtml(html)
    document.setTextWidth(ROOM)
    return document


def _style(look: Theme) -> str:
    """As far as Qt knows: what `resources/papers/review.css` says to a browser."""
    code = f"font-family: 'JetBrains Mono'; font-size: 8px; background-color: {look.hover.name()}"
    roles = "".join(f".code-{role} {{ color: {colour.name()} }}" for role, colour in look.code.items())
    tones = "".join(
        f".{tone} {{ color: {look.ink(tone).name()}; background-color: {look.ground(tone).name()} }}" for tone in _TONES
    )
    return (
        f"body, p, li, h1, h2, h3, h4, h5 {{ color: {look.text.name()} }} a {{ color: {look.accent.name()} }}"
        "h1 { font-size: 20px; font-weight: 600; margin: 0 0 4px 0 } h2 { font-size: 12px; margin: 16px 0 4px 0 }"
        "h3 { font-family: 'JetBrains Mono'; font-size: 9px; margin: 0 0 2px 0 }"
        "h4 { font-size: 9px; margin: 6px 0 1px 0 } h5 { font-size: 10px; margin: 0 0 3px 0 }"
        "h2, h3, h4, h5, strong { font-weight: 600 } p, ul, ol, pre { margin: 0 0 4px 0 } p.aside { margin: 0 }"
        f".aside, .address {{ color: {look.muted.name()}; font-family: 'Inter'; font-weight: 400 }}"
        f"blockquote {{ color: {look.muted.name()}; margin-left: 12px }}"
        ".pill { font-family: 'Inter'; font-size: 8px }"
        f".code div {{ {code}; color: {look.code['plain'].name()}; white-space: pre-wrap }} code, pre {{ {code} }}"
        f".code div.gone {{ background-color: {look.removed.name()} }}"
        f".code div.come {{ background-color: {look.added.name()} }}"
        f".gone .differs {{ background-color: {look.removed_words.name()} }}"
        f".come .differs {{ background-color: {look.added_words.name()} }}"
        f".code-added {{ color: {look.resolved.name()} }} .code-removed {{ color: {look.blocking.name()} }}"
        f".hidden {{ color: {look.waiting.name()} }} {roles} {tones}"
    )
