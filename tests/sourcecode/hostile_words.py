"""Text that is made to hurt lexers: what hurts many, and what the patterns of one lexer invite to."""

import re
from collections.abc import Iterator
from re import _constants as kinds
from re import _parser as parser
from typing import Any

PUMPED = 2_000
"""Characters of what is repeated."""
MOST = 48_000
"""Characters for one lexer."""
NO_END = "\x01"
"""Hardly any pattern wants it, so all that was repeated has to be tried in other ways."""

COMMON = "\n".join(
    (
        *(
            pump * (PUMPED // len(pump))
            for pump in ("([{<", "\\", '"', "'", '"""', "`", "{{", "/*", "<!--", "<a ", "$(")
        ),
        *(pump * PUMPED + "x" + NO_END for pump in "\t ab0_.-=#"),
        *("(" * PUMPED + ")" * depth for depth in (1, PUMPED - 1)),
        "x" * 70_000,
    )
)


def made_for(lexer: Any) -> str:
    """Text in which each repetition in the lexer's patterns finds very much, and then no end."""
    lines: dict[str, None] = {}
    characters = 0
    for pattern in _patterns(lexer):
        for attack in _attacks(parser.parse(pattern.pattern, pattern.flags)):
            characters += 0 if attack in lines else len(attack)
            lines[attack] = None
        if characters > MOST:
            break
    return "\n".join(lines)[:MOST].replace("\0", "")  # else it would not be taken for text


def _patterns(lexer: Any) -> Iterator["re.Pattern[str]"]:
    for rules in getattr(lexer, "_tokens", {}).values():
        for match, *_ in rules:
            if isinstance(pattern := getattr(match, "__self__", None), re.Pattern):
                yield pattern


_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)


def _attacks(parts: Any) -> Iterator[str]:
    """For every repetition without a limit: what leads to it, and it many times."""
    lead = ""
    for kind, what in parts:
        if kind in _REPEATS and what[1] == kinds.MAXREPEAT:
            pump = _words(what[2]) or "a"
            yield lead + pump * (PUMPED // len(pump)) + NO_END
            yield from (lead + attack for attack in _attacks(what[2]))
        elif kind is kinds.SUBPATTERN:
            yield from (lead + attack for attack in _attacks(what[3]))
        elif kind is kinds.BRANCH:
            yield from (lead + attack for branch in what[1][:4] for attack in _attacks(branch))
        lead += _word(kind, what)


def _words(parts: Any) -> str:
    """Something short that the pattern fits."""
    return "".join(_word(kind, what) for kind, what in parts)


def _word(kind: Any, what: Any) -> str:
    if kind is kinds.LITERAL:
        return chr(what)
    if kind is kinds.NOT_LITERAL:
        return "b" if what == ord("a") else "a"
    if kind is kinds.ANY:
        return "a"
    if kind is kinds.IN:
        return _one_of(what)
    if kind in _REPEATS:
        return _words(what[2]) * max(what[0], 1)
    if kind is kinds.SUBPATTERN:
        return _words(what[3])
    if kind is kinds.BRANCH:
        return _words(what[1][0])
    return ""


def _one_of(choices: Any) -> str:
    kind, what = choices[0]
    if kind is kinds.LITERAL:
        return chr(what)
    if kind is kinds.RANGE:
        return chr(what[0])
    if kind is kinds.CATEGORY:
        return {kinds.CATEGORY_DIGIT: "0", kinds.CATEGORY_SPACE: " "}.get(what, "a")
    return next(chr(code) for code in b"a0 ~\n\"'<" if (kinds.LITERAL, code) not in choices)  # all but these
