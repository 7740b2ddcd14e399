"""The code of a review as HTML: in its colours, and suggested lines beside those they would replace.

Colours are found by the process that reads hostile text, before anything is written.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from growtogether_desktop.features.reviews.model.out.account import Account
from growtogether_desktop.sourcecode.comparison import Kind, compare
from growtogether_desktop.sourcecode.highlight import Colouring, Colours, Highlighter, Role, Span
from growtogether_desktop.sourcecode.intraline import Columns
from growtogether_desktop.sourcecode.markdown import code_in
from growtogether_desktop.sourcecode.text import Text, read_text, shown

LINES, COLUMNS = 60, 2_000
"""Of one piece of code; longer ones go on in further pieces, so that each is laid out within a frame."""

_Key = tuple[str, str, str]
"""Code, the path of its file, and its language where its author says it."""


class Inks:
    """What every piece of code in a review is coloured like."""

    def __init__(self, found: Mapping[_Key, Colours]) -> None:
        self._found = found

    def quoted(self, code: str, path: str) -> Iterator[str]:
        """Lines of a file, some at a time."""
        text = _text(code)
        rows = [("", line, self._spans((code, path, ""), at), ()) for at, line in enumerate(text.lines, 1)]
        return _pieces(rows)

    def change(self, before: str, after: str, path: str) -> Iterator[str]:
        """What is there, and what is suggested in its place, some lines at a time."""
        made = compare(_text(before and f"{before}\n"), _text(after and f"{after}\n"))
        rows: list[_Row] = []
        for run in made.whole(False).runs:
            for at in range(run.lines):
                old, new = run.old + at, run.new + at
                if run.kind is Kind.REMOVED:
                    words = made.gone_words.get(old, ())
                    rows.append(("−", made.old.lines[old], self._spans((before, path, ""), old + 1), words))
                else:
                    words = made.come_words.get(new, ()) if run.kind is Kind.ADDED else ()
                    sign = "+" if run.kind is Kind.ADDED else " "
                    rows.append((sign, made.new.lines[new], self._spans((after, path, ""), new + 1), words))
        return _pieces(rows)

    def fenced(self, code: str, language: str) -> str:
        """A block of code in somebody's words; it may only use what `markdown.SPANS` names."""
        lines = code.removesuffix("\n").split("\n")
        return "\n".join(_line(line, self._spans((code, "", language), at), ()) for at, line in enumerate(lines, 1))

    def _spans(self, key: _Key, line: int) -> tuple[Span, ...]:
        colours = self._found.get(key)
        return colours.of(line) if colours is not None else ()


async def inks_of(account: Account, highlighter: Highlighter) -> Inks:
    """Return when every colour is known; after the first code that takes too long, the rest stays plain."""
    found: dict[_Key, Colours] = {}
    for key in dict.fromkeys(_code_of(account)):
        code, path, language = key
        found[key] = colours = highlighter.colour(_text(code), path, language)
        if colours.state is Colouring.WORKING:
            await _settled(colours)
        if colours.state is Colouring.GAVE_UP:
            break
    return Inks(found)


def _code_of(account: Account) -> Iterator[_Key]:
    for thread in account.threads:
        for code in (thread.anchor.quote, thread.suggestion or ""):
            if code and thread.anchor.path:
                yield code, thread.anchor.path, ""
    for words in account.words:
        for code, language in code_in(words):
            yield code, "", language


async def _settled(colours: Colours) -> None:
    done = asyncio.get_running_loop().create_future()
    stop = colours.settled.connect(lambda state: done.set_result(None))
    try:
        await done
    finally:
        stop()


def _text(code: str) -> Text:
    return read_text(code.encode("utf-8", "replace"), "utf-8")


_Row = tuple[str, str, Sequence[Span], Columns]
"""Sign, line, colours, and the columns that differ; without a sign it is no change."""
_ROWS = {"−": ' class="gone"', "+": ' class="come"'}


def _pieces(rows: Sequence[_Row]) -> Iterator[str]:
    lines, letters = list[str](), 0
    for sign, line, spans, words in rows:
        for at in range(0, len(line) or 1, COLUMNS):
            part = _line(line[at : at + COLUMNS], spans, words, at) or " "
            lines.append(f"<div{_ROWS.get(sign, '')}>{sign and f'{sign} '}{part}</div>")
            letters += len(line[at : at + COLUMNS])
            if len(lines) >= LINES or letters >= COLUMNS:
                yield f'<div class="code">{"".join(lines)}</div>'
                lines, letters = [], 0
    if lines:
        yield f'<div class="code">{"".join(lines)}</div>'


def _line(line: str, spans: Sequence[Span], words: Columns, first: int = 0) -> str:
    """The line, or what stands in it from column `first` on, with a mark wherever something begins or ends."""
    roles: list[Role | None] = [None] * len(line)
    differs = [False] * len(line)
    for column, length, role in spans:
        for at in range(max(column - first, 0), min(column + length - first, len(line))):
            roles[at] = role
    for begins, ends in words:
        for at in range(max(begins - first, 0), min(ends - first, len(line))):
            differs[at] = True
    made: list[str] = []
    for (role_, other), run in groupby(range(len(line)), lambda at: (roles[at], differs[at])):
        columns = list(run)
        html = _shown(line[columns[0] : columns[-1] + 1])
        html = f'<span class="code-{role_}">{html}</span>' if role_ else html
        made.append(f'<span class="differs">{html}</span>' if other else html)
    return "".join(made)


def _shown(code: str) -> str:
    """With a name in place of every character that nobody sees."""
    seen = shown(code)
    if not seen.labels:
        return escape(seen.text)
    units = seen.text.encode("utf-16-le", "surrogatepass")
    made, at = "", 0
    for unit, length in seen.labels:
        made += escape(_of(units, at, unit)) + f'<span class="hidden">{escape(_of(units, unit, unit + length))}</span>'
        at = unit + length
    return made + escape(_of(units, at, len(units) // 2))


def _of(units: bytes, first: int, after: int) -> str:
    return units[2 * first : 2 * after].decode("utf-16-le", "replace")
