"""What a person wrote in Markdown, as HTML of a few harmless tags: two of the three doors it goes through.

The parser knows neither HTML nor pictures; what it makes is cleaned by a list of tags. The third
door is the document on the screen (`ui.markdown`).
"""

import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache, lru_cache
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt

from growtogether_desktop.sourcecode.markdown_parts import parts
from growtogether_desktop.sourcecode.roles import ROLES

MOST_BYTES = 20_000
MOST_MARKS = 1_500
"""Words with more than these are shown as they were typed: a person writes no such thing, and it would hold the
window up."""
SCHEMES = frozenset({"http", "https", "mailto"})
"""What a link may lead to."""
SPANS = frozenset({f"code-{role}" for role in ROLES} | {"address", "hidden"})
"""The classes of a span in words that are dressed."""
_MARKS = re.compile(r"[][*_<&~!`|()\\]")
_HEADING = re.compile("<(/?)h[1-6]>")
"""All of them become of one size: a remark is no book."""
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAGS = frozenset(("a blockquote br code del em h4 hr li ol p pre s strong ul").split())  # noqa: SIM905 - a line to read

Dress = Callable[[str, str], str]
"""The HTML of a block of code with its colours, from the code and what its author calls the language."""


@lru_cache(maxsize=256)
def html_of(words: str) -> str:
    """The words as HTML of a few harmless tags."""
    return _html(words, _as_it_is, frozenset())


def dressed(words: str, dress: Dress) -> str:
    """The same for paper and browser: code has its colours, and beside a link stands where it leads."""
    html = _html(words, lambda code, info: dress(code, language_of(info)), SPANS)
    return _LINK.sub(_with_address, html)


def code_in(words: str) -> tuple[tuple[str, str], ...]:
    """Every block of code that says its language, with that: what `dressed` will ask for."""
    words = words.encode("utf-8", "replace").decode()
    if _too_much(words):
        return ()
    fences = (token for token in _parser().parse(words) if token.type == "fence")
    return tuple((token.content, language_of(token.info)) for token in fences if language_of(token.info))


def language_of(info: str) -> str:
    """What stands behind the fence, as far as it names a language."""
    return unescape(info.strip().partition(" ")[0]).casefold()


def plain(words: str) -> str:
    """The words in one line, without what marks them; of very long ones the beginning."""
    first, *rest = parts(words)
    said = " ".join(unescape(nh3.clean(html_of(first), tags=set())).split())
    return f"{said} …" if rest else said


def _html(words: str, dress: Dress, spans: frozenset[str]) -> str:
    words = words.encode("utf-8", "replace").decode()  # half a character, as it can be pasted, has no HTML
    if _too_much(words):
        return f"<p>{escape(words)}</p>".replace("\n", "<br>")
    parser = _parser()
    options = deepcopy(parser.options)
    options.highlight = lambda code, info, attributes: dress(code, info)
    made = parser.renderer.render(parser.parse(words), options, {})
    rendered = _HEADING.sub(r"<\1h4>", made).replace("\n</code></pre>", "</code></pre>")
    return nh3.clean(
        rendered,
        tags={*_TAGS, "span"} if spans else set(_TAGS),
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},  # a title would be a tooltip, and that opens pictures
        allowed_classes={"span": set(spans)},
        url_schemes=set(SCHEMES),
        link_rel=None,
        url_relative="deny",
    ).strip()


def _too_much(words: str) -> bool:
    return len(words.encode(errors="replace")) > MOST_BYTES or len(_MARKS.findall(words)) > MOST_MARKS


def _as_it_is(code: str, language: str) -> str:
    return escape(code)


def _with_address(link: re.Match[str]) -> str:
    address, words = link[1], link[2]
    return link[0] if words == address else f'{link[0]} <span class="address">({address})</span>'


@cache
def _parser() -> MarkdownIt:
    """CommonMark with strikethrough, but without tables, which Qt can be made to lay out for seconds.

    A line that was broken stays broken.
    """
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    return parser.enable("strikethrough").disable(["image", "html_block", "html_inline"])
