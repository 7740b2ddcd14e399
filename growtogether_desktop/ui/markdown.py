"""What a person wrote in Markdown, on the screen: it fetches nothing, opens nothing and runs nothing.

Three doors stand one behind the other: the parser knows neither HTML nor pictures; what it makes is
cleaned by a list of tags (`sourcecode.markdown`); and the document answers whatever is asked for with one
empty pixel.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.sourcecode.markdown import SCHEMES, html_of
from growtogether_desktop.sourcecode.markdown_parts import parts
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.leading import Leading
from growtogether_desktop.ui.words import Words


def may_be_opened(address: QUrl) -> bool:
    """Whether it is an address of the web or of the mail, and a whole one."""
    return address.isValid() and address.scheme().casefold() in SCHEMES and bool(address.host() or address.path())


class Marked(QWidget):
    """Markdown as it is meant, very long words a part at a time. Links are asked about before they are opened."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._browsers: list[_Browser] = []
        self._parts: tuple[str, ...] = ()
        self._question: OpenQuestion | None = None
        self._more: Button | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.show_words(words)

    @property
    def text(self) -> str:
        """The words as they read, as far as they are shown."""
        return "\n".join(browser.toPlainText() for browser in self._browsers)

    def show_words(self, words: str) -> None:
        """Say something else."""
        self._withdraw()
        self._parts = parts(words)
        while len(self._browsers) > 1:
            browser = self._browsers.pop()
            browser.hide()
            browser.deleteLater()
        if self._browsers:
            self._browsers[0].show_words(self._parts[0])
        else:
            self._add(self._parts[0])
        self._offer_more()

    def _show_more(self) -> None:
        browser = self._add(self._parts[len(self._browsers)])
        self._offer_more()
        browser.setFocus()

    def _add(self, words: str) -> "_Browser":
        browser = _Browser(words)
        browser.followed.connect(self._ask)
        self._browsers.append(browser)
        self._box.insertWidget(len(self._browsers) - 1, browser)
        return browser

    def _offer_more(self) -> None:
        if self._more is not None:
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        if len(self._browsers) < len(self._parts):  # made anew, so that Tab comes to it after the words
            self._more = Button(_("Show more"), self._show_more, "quiet")
            self._box.insertWidget(len(self._browsers), self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask(self, address: QUrl) -> None:
        self._withdraw()
        self._question = OpenQuestion(address, self._withdraw)
        self._box.addWidget(self._question)
        self._question.setFocus()

    def _withdraw(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None


class OpenQuestion(Leading):
    """Where a link leads, to the letter, and whether to go there."""

    def __init__(self, address: QUrl, done: Callable[[], object]) -> None:
        super().__init__()
        self._address = address
        self._done = done
        shown = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        where = Words(shown, "strong", wraps=True).can_be_copied()
        where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(where)
        box.addLayout(feet)
        stay = Button(_("Stay here"), done, "quiet")
        if may_be_opened(address):
            self.setAccessibleName(str(say("Open {address}?", address=shown)))
            self._go = Button(_("Open it in the browser"), self._open, icon="link")
            feet.addWidget(self._go)
            feet.addWidget(Button(_("Copy the address"), self._copy, "quiet", icon="copy"))
            self.lead_to(self._go)
        else:
            self.setAccessibleName(shown)
            box.insertWidget(1, Words(_("Only addresses of the web and of mail are opened from here."), "aside"))
            self.lead_to(stay)
        feet.addWidget(stay)
        feet.addStretch(1)

    def _open(self) -> None:
        QDesktopServices.openUrl(self._address)
        self._done()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        self._done()


class SealedDocument(QTextDocument):
    """Never looks anything up. (With no picture at all Qt would go and look for itself.)"""

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        return _pixel()


class _Browser(QTextBrowser):
    """As high as its words, in the colours of the theme."""

    followed = Signal(QUrl)

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._dressed: theme.Theme | None = None
        self.setProperty("kind", "words")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.anchorClicked.connect(self.followed)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        self._words = words
        look = self._dressed = theme.current()
        document = SealedDocument(self)  # with its words in it before it is shown: Qt would lay out every change
        document.setDocumentMargin(0)
        document.setDefaultFont(look.font())
        document.setDefaultStyleSheet(
            f"a {{ color: {look.accent.name()} }}"
            f"code, pre {{ font-family: '{look.code_font().family()}'; font-size: {look.px(12)}px;"
            f" background-color: {look.hover.name()} }}"
            f"blockquote {{ color: {look.muted.name()}; margin-left: {look.px(12)}px }}"
            "h4, strong { font-weight: 600 }"
            f"h4, p, ul, ol, pre {{ margin-top: 0; margin-bottom: {look.px(6)}px }}"
        )
        document.setIndentWidth(look.px(20))
        html = html_of(words)
        document.setHtml(html)
        self.setDocument(document)
        # Tab goes through links, and past words without any.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if "<a " in html else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.toPlainText())
        self.updateGeometry()

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        return _pixel()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        document = self.document()
        if document.textWidth() != width:
            document.setTextWidth(width)  # it stays: asked for its height, it is about to get this width
        return round(document.size().height() + 0.5)

    def sizeHint(self) -> QSize:
        wide = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else theme.current().px(480)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), theme.current().px(18))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # what scrolls is the page

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed not in (None, theme.current()):
            self.show_words(self._words)


@cache
def _pixel() -> QImage:
    pixel = QImage(1, 1, QImage.Format.Format_ARGB32)
    pixel.fill(Qt.GlobalColor.transparent)
    return pixel
