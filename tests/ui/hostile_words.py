"""Shows hostile words on a screen; a program of its own, so that whoever watches sees nothing else.

Between the two marks in what it asks of the system, nothing may be opened and nobody called. With the argument
"carelessly" it shows them as Qt would by itself, so that the watcher has something to see.
"""

import os
import sys

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.markdown import Marked, _Browser

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
)
HOSTILE = tuple(
    frame.replace("{}", place).replace("{{", "{").replace("}}", "}") for frame in FRAMES for place in PLACES
)


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
    browser.document().setHtml(words)  # as if the first two doors stood open
    marked.grab()
    marked.close()


def show_carelessly(words: str) -> None:
    browser = QTextBrowser()
    browser.setHtml(words)
    browser.show()
    browser.grab()
    browser.close()


def main() -> None:
    app = QApplication([])
    theme.wear(theme.read_theme("light"))
    show("Harmless, [with a link](https://example.org) and `code`.\n\n- list\n\n> **quote**\n\n```\ncode\n```\n# head")
    for words in HOSTILE[: len(PLACES)]:
        show(words.replace("/", "x").replace(":", "y"))  # every sign has its font now
    app.processEvents()
    shown = show_carelessly if "carelessly" in sys.argv else show
    os.access(BEGIN, os.F_OK)
    for words in HOSTILE:
        shown(words)
    app.processEvents()
    os.access(END, os.F_OK)


if __name__ == "__main__":
    main()
