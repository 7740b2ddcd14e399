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


@dataclass(frozen=True, slots=True)
class Tree:
    files: tuple[TreeFile, ...] = ()
    """In path order."""
