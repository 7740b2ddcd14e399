"""What Pygments finds in a text, from any place on where it can begin again."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from pygments.lexer import ExtendedRegexLexer, Lexer, LexerContext, RegexLexer
from pygments.lexers import find_lexer_class, get_all_lexers, get_lexer_by_name
from pygments.token import (
    Comment,
    Error,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    Whitespace,
    _TokenType,
)
from pygments.util import ClassNotFound

from growtogether_desktop.sourcecode.roles import Role

_MEANING = {
    Keyword: Role.KEYWORD,
    Keyword.Type: Role.TYPE,
    Operator: Role.OPERATOR,
    Operator.Word: Role.KEYWORD,
    Name.Builtin: Role.BUILTIN,
    Name.Function: Role.FUNCTION,
    Name.Class: Role.TYPE,
    Name.Exception: Role.TYPE,
    Name.Decorator: Role.DECORATOR,
    Name.Tag: Role.TAG,
    Name.Attribute: Role.FUNCTION,
    Name.Entity: Role.BUILTIN,
    Name.Label: Role.DECORATOR,
    Name.Variable: Role.BUILTIN,
    String: Role.STRING,
    Number: Role.NUMBER,
    Comment: Role.COMMENT,
    Comment.Preproc: Role.DECORATOR,
    Comment.PreprocFile: Role.STRING,
    Error: Role.ERROR,
    Generic.Error: Role.ERROR,
    Generic.Traceback: Role.ERROR,
    Generic.Inserted: Role.ADDED,
    Generic.Deleted: Role.REMOVED,
    Generic.Heading: Role.HEADING,
    Generic.Subheading: Role.HEADING,
    Generic.Prompt: Role.COMMENT,
}


@cache
def role_of(token: _TokenType) -> Role | None:
    """The role of a Pygments token, or of the next more general one that has any; None: plain."""
    return next((_MEANING[t] for t in reversed(token.split()) if t in _MEANING), None)


def lexer_for(name: str, language: str) -> Lexer | None:
    """The lexer a person chose by its alias; else the one for the file name. The content is never asked.

    Of several that are as likely, the one with the plainest name: SQL rather than Transact-SQL.
    """
    if language:
        try:
            return get_lexer_by_name(language)
        except ClassNotFound:
            return None
    base = name.rpartition("/")[2]
    fitting = [
        (("*" not in pattern) * 0.5 + lexer.priority, -len(lexer.name), lexer.name, lexer)
        for full_name, _, patterns, _ in get_all_lexers(plugins=False)
        for pattern in patterns
        if fnmatchcase(base, pattern) and (lexer := find_lexer_class(full_name))
    ]
    return max(fitting, key=lambda rated: rated[:3])[3]() if fitting else None


Token = tuple[int, _TokenType, str, "list[str] | None"]
"""Where, what, which characters; and the states to begin with again here, where that is possible."""


def tokens(lexer: Lexer, text: str, position: int, stack: list[str]) -> Iterator[Token]:
    """What Pygments finds from `position` on; lexers that cannot begin there begin at the top."""
    kind = type(lexer).get_tokens_unprocessed
    if kind is RegexLexer.get_tokens_unprocessed:
        return _regex_tokens(lexer, text, position, list(stack))
    if kind is ExtendedRegexLexer.get_tokens_unprocessed:
        return _context_tokens(lexer, text, position, list(stack))
    return ((index, token, value, None) for index, token, value in lexer.get_tokens_unprocessed(text))


def can_resume(lexer: Lexer) -> bool:
    """Whether it can begin anywhere: what it knows of the text above is its states, and nothing else."""
    kinds = (RegexLexer.get_tokens_unprocessed, ExtendedRegexLexer.get_tokens_unprocessed)
    return type(lexer).get_tokens_unprocessed in kinds


def _regex_tokens(lexer: Any, text: str, position: int, stack: list[str]) -> Iterator[Token]:
    """What `RegexLexer` does, which can begin with any states but only at the top of a text."""
    rules = lexer._tokens
    while True:
        for match, action, goes_to in rules[stack[-1]]:
            if (found := match(text, position)) is None:
                continue
            if type(action) is _TokenType:
                yield position, action, found.group(), stack
            elif action is not None:
                fresh: list[str] | None = stack
                for index, token, value in action(lexer, found):
                    yield index, token, value, fresh
                    fresh = None  # nobody can begin in the middle of a rule
            position = found.end()
            if goes_to is not None:
                _go(stack, goes_to)
            break
        else:
            if position >= len(text):
                return
            if text[position] == "\n":
                yield position, Whitespace, "\n", stack
                stack[:] = ["root"]
            else:
                yield position, Error, text[position], stack
            position += 1


def _go(stack: list[str], goes_to: "str | int | tuple[str, ...]") -> None:
    """Change the states as a rule says; the lowest one stays."""
    if isinstance(goes_to, int):
        del stack[max(len(stack) + goes_to, 1) :]
        return
    for state in (goes_to,) if isinstance(goes_to, str) else goes_to:
        if state == "#push":
            stack.append(stack[-1])
        elif state != "#pop":
            stack.append(state)
        elif len(stack) > 1:
            stack.pop()


def _context_tokens(lexer: Any, text: str, position: int, stack: list[str]) -> Iterator[Token]:
    context = LexerContext(text, position, stack)
    known = len(vars(context))
    found = lexer.get_tokens_unprocessed(context=context)
    for index, token, value in found:
        in_a_rule = found.gi_yieldfrom is not None
        remembers = any(list(vars(context).values())[known:])  # such as here-documents that are still to come
        yield index, token, value, None if in_a_rule or remembers else context.stack
