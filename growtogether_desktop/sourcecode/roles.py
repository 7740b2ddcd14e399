"""What pieces of code are, and how that is handed over: no idea of Pygments."""

from enum import StrEnum


class Role(StrEnum):
    """What a piece of code is. What is none of these (names, brackets, spaces) is plain."""

    KEYWORD = "keyword"
    BUILTIN = "builtin"
    FUNCTION = "function"
    TYPE = "type"
    DECORATOR = "decorator"
    TAG = "tag"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"
    OPERATOR = "operator"
    ERROR = "error"
    ADDED = "added"
    REMOVED = "removed"
    HEADING = "heading"


ROLES = tuple(Role)
ENDS = "I"
"""Array type of where the spans of each line end among all spans of an answer."""
SPANS = "Q"
"""Array type of spans: column << 32 | length << 8 | index into ROLES."""
