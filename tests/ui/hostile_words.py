"""Shows hostile words on a screen; a program of its own, so that whoever watches sees nothing else.

Between the two marks in what it asks of the system, nothing may be opened and nobody called. With the argument
"carelessly" it shows them as Qt would by itself, so that the watcher has something to see.
"""

import os
import re
import sys
from datetime import UTC, datetime

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QToolTip, QWidget

from growtogether_desktop.domain.changes import Stamp
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.threads import Anchor, Comment, Label, Thread
from growtogether_desktop.features.reviews.model.out.account import Account, HandedIn, Spoken, Told
from growtogether_desktop.features.reviews.model.out.html import in_pieces
from growtogether_desktop.features.reviews.model.out.inks import Inks
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.pane.account_pdf import _Sheet
from growtogether_desktop.features.reviews.pane.remark_card import Asks, RemarkCard, Seen
from growtogether_desktop.sourcecode.anchors import Certainty
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.markdown import Marked, _Browser

AT = datetime(2026, 3, 3, tzinfo=UTC)
ASKS = Asks(*[lambda *asked: None] * 8)
BEGIN, END = "/the-hostile-words-begin", "/the-hostile-words-end"
PLACES = (
    "file:///etc/passwd",
    "/etc/passwd",
    "../../../../etc/passwd",
    "//127.0.0.1/share/x.png",
    "\\\\127.0.0.1\\share\\x.png",
    "http://127.0.0.1:9/x.png",
    "https://127.0.0.1:9/x",
    "ftp://127.0.0.1:9/x",
    "qrc:/x.png",
    ":/x.png",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "javascript:alert(1)",
    "vbscript:msgbox(1)",
    "mailto:a@b.uz?attach=/etc/passwd",
    "grow-together://open/etc/passwd",
    "smb://127.0.0.1/x",
)
FRAMES = (
    "![a]({})",
    "![a][r]\n\n[r]: {}",
    "[![a]({})]({})",
    "[a](<{}>)",
    "<{}>",
    '<img src="{}">',
    '<IMG SRC="{}" onerror="alert(1)">',
    "<img src='{}' srcset='{} 2x'>",
    '<a href="{}">a</a>',
    '<a href="{}" style="background: url({})">a</a>',
    '<body background="{}">a</body>',
    '<table background="{}"><tr><td background="{}">a</td></tr></table>',
    '<p style="background-image: url({})">a</p>',
    "<style>p {{ background: url({}) }} @import url({});</style><p>a</p>",
    '<link rel="stylesheet" href="{}">',
    '<meta http-equiv="refresh" content="0; url={}">',
    '<iframe src="{}"></iframe>',
    '<object data="{}"></object><embed src="{}">',
    '<script src="{}"></script>',
    '<svg><image href="{}"/><use href="{}"/></svg>',
    '<video src="{}" poster="{}"></video><audio src="{}"></audio>',
    '<ul style="list-style-image: url({})"><li>a</li></ul>',
    '<form action="{}"><input type="image" src="{}"></form>',
    '<base href="{}"><a href="x">a</a>',
    '```\n<img src="{}">\n```\n\n<img src="{}">',
    '> - # <img src="{}">',
    "&lt;img src=&quot;{}&quot;&gt;",
    '<<img src="{}">img src="{}">',
    '<img/src="{}"/><!--><img src="{}">-->',
    "![a][]\n\n[a]: {} 'b'",
    "![a]\n\n[a]: <{}>",
    '![a]({} "b")',
    '[![a]({} "b")][r]\n\n[r]: {} (c)',
    "[r]: {}\n[r]: {}\n\n[r][r] [r]",
    '[a]({} "\\" onmouseover=\\"alert(1)")',
    "[a]({} 'b\" style=\"background: url({})')",
    "[a](\\{})",
    "[a](&#106;avascript&colon;{})",
    "[a](java\nscript:{})",
    "[a]( {} )[b](\t{})",
    "a[^1]\n\n[^1]: {}",
    "www.example.org/{} {}",
    '| a | b |\n| - | - |\n| <img src="{}"> | ![a]({}) |',
    "<table><tr><td>\n\n![a]({})\n\n</td></tr></table>",
    '<details open><summary><img src="{}"></summary></details>',
    '<picture><source srcset="{}"><img src="{}"></picture>',
    "<style>@import '{}'; @font-face {{ src: url({}) }} a {{ cursor: url({}), auto }}</style>",
    '<math href="{}"><mtext><img src="{}"></mtext></math>',
    '<svg><style>@import url({});</style><foreignObject><iframe src="{}"/></foreignObject></svg>',
    '<frameset><frame src="{}"></frameset>',
    '<input type="image" src="{}"><button formaction="{}">a</button>',
    '<a ping="{}" href="{}">a</a><area href="{}">',
    '<img src="{}\x00"><img\x00 src="{}">',
    '<!DOCTYPE a SYSTEM "{}"><a/>',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "{}"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
    '<?xml-stylesheet href="{}"?><a/>',
    '<noscript><p title="</noscript><img src={}>"></noscript>',
    "<a href=`{}`>a</a><img src=`{}`>",
    '\u202e<img src="{}">\u202c [a\u2066]({}\u2069)',
    "[\u0440\u0430\u0443\u0440\u0430l.com]({})",
    "~~~{}\n![a]({})\n~~~",
    "# ![a]({})\n===\n- [ ] ![b]({})",
)
HOSTILE = tuple(
    frame.replace("{}", place).replace("{{", "{").replace("}}", "}") for frame in FRAMES for place in PLACES
)
WATCHED = tuple(words for at, words in enumerate(HOSTILE) if (at // len(PLACES) + at) % 2 == 0)
"""Half of them, as the white squares of a chessboard: all kinds, and all places."""
MOST = 20_000
_REPEATED = (
    *("[", "*", ">", "`", "![", "](", "<", "&", "~", "_", "|", "(", "#", "\\", "\n", "\t", "- ", "> - ", "1. "),
    *("[a](", "[a]", "[^1]", '[a](b "', "[a]: b\n", "[a](<b>)\n", "<http://a>", "<!--", "<?", "<![CDATA[", "<b>"),
    *("<table><tr><td>", "&lt;", "&#x26;", "&amp;amp;", "a**b", "*a _b ", "a\n", "a  \n", "> a\n", "- a\n", "    a\n"),
    *(
        "```\n",
        "~~~ a\n",
        "=\n",
        "-\n",
        "* * *\n",
        "\u202e",
        "\u200b",
        "\u2028",
        "\ufffc",
        "\U0001f600",
        "\ufdfa",
        "\x00",
    ),
)
FLOODS = (
    *((each * MOST)[:MOST] for each in _REPEATED),
    "[" * 2_000 + "a" + "]" * 2_000,
    "[" * 700 + "a" + "](b)" * 700,
    "![" * 700 + "a" + "](file:///etc/passwd)" * 700,
    " ".join("`" * n for n in range(1, 190)),
    ">" * 2_000 + "a\n" + ">" * 2_000,
    "\n".join(" " * n + "- a" for n in range(190)),
    "\n".join(f"[a{n}]: http://127.0.0.1/{n}" for n in range(400)) + "\n" + "".join(f"[a{n}]" for n in range(300)),
    "half a character: \ud800",
)
"""What is long, or nested, so that whoever reads it has much to do."""


def show(words: str) -> None:
    marked = Marked(words)
    marked.resize(600, 400)
    marked.show()
    marked.grab()
    browser = marked.findChild(_Browser)
    QTest.keyClick(browser, Qt.Key.Key_Tab)
    QTest.keyClick(browser, Qt.Key.Key_Return)
    for place in PLACES:
        browser.loadResource(2, QUrl(place))
        browser.document().resource(2, QUrl(place))
    if words not in FLOODS:  # Qt alone would never come to an end of some
        browser.document().setHtml(words)  # as if the first two doors stood open
    marked.grab()
    marked.close()


def show_in_card(words: str) -> None:
    """As a remark with its suggestion, its link and the name of who wrote it; as a tooltip, too."""
    comments = (Comment("c", words, Stamp("m", AT)), Comment("d", words, Stamp("m", AT)))
    anchor = Anchor(words[:80], 1, 1, quote=words[:400])
    thread = Thread(
        "t", "s", 1, anchor, Label.ISSUE, True, comments, words[:400], links=(Link(words[:400], words[:400]),)
    )
    seen = Seen(Remark(words[:80], 1, 1, Certainty.EXACT, thread), 1, (words[:80], words[:80]), "", True, False)
    card = RemarkCard(seen, ASKS)
    while card.more():
        pass
    card.resize(600, 400)
    card.show()
    card.grab()
    for button in card.findChildren(Button):
        if button.property("kind") == "link":
            button.click()
    card.grab()
    for widget in card.findChildren(QWidget):
        if widget.toolTip():
            QToolTip.showText(QPoint(), widget.toolTip(), card)
            break
    QToolTip.hideText()
    card.close()
    card.deleteLater()


def show_on_paper(words: str, sheet: _Sheet) -> None:
    told = Told("t", 1, Anchor(words[:80]), Label.ISSUE, True, (Spoken(words[:80], AT, words),), words, None)
    account = Account(words[:80], "", "", (HandedIn(1, "", 1, 1, AT, words),), (), (told,), AT)
    page = QImage(600, 800, QImage.Format.Format_RGB32)
    painter = QPainter(page)
    for html in in_pieces(account, Inks({})):
        for piece in sheet.laid(html):
            piece.paint(painter, 0)
    painter.end()


def show_carelessly(words: str) -> None:
    browser = QTextBrowser()
    browser.setHtml(words)
    browser.show()
    browser.grab()
    browser.close()


def get_fonts(sheet: _Sheet) -> None:
    """Show every sign once, in every font that the words below come in."""
    signs = "".join(sorted({sign for words in (*HOSTILE, *FLOODS) for sign in words} - set("\ud800")))
    harmless = (
        "Harmless, [with a link](https://example.org) and `code`.\n\n- list\n\n> **quote**\n\n```\ncode\n```\n# head"
    )
    for words in (harmless, re.sub("[/:<]", "x", signs), f"```\n{signs}\n```", f"**{signs}** *{signs}*", f"# {signs}"):
        show(words)
        show_on_paper(words, sheet)
        show_in_card(words)


def main() -> None:
    app = QApplication([])
    theme.wear(theme.read_theme("light"))
    sheet = _Sheet()
    get_fonts(sheet)
    app.processEvents()
    careless = "carelessly" in sys.argv
    os.access(BEGIN, os.F_OK)
    if careless:
        for words in HOSTILE[:: len(PLACES)]:
            show_carelessly(words)
    else:
        for words in (*WATCHED, *FLOODS):
            show(words)
        for words in (*HOSTILE[::11], *FLOODS):  # eleven goes through all kinds, and through all places
            show_on_paper(words, sheet)
            show_in_card(words)
    app.processEvents()
    os.access(END, os.F_OK)


if __name__ == "__main__":
    main()
