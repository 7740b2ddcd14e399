"""The list of files that came in together: path → content, by sha256. It is itself kept as a blob."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TreeFile:
    path: str
    """Relative, with forward slashes; never absolute, never `..`."""
    sha: str
    """sha256 of the content, in hex."""
    size: int
    """Bytes."""


NO_FILES = "602e35a92eec4bc0a2ec6ae113f07bfc6933322fb69fe8dee416e5a67217e2a2"
"""sha256 of the list without files: what is left of work whose author has left."""


@dataclass(frozen=True, slots=True)
class Tree:
    files: tuple[TreeFile, ...] = ()
    """In path order."""
