"""Which file of one work is which of another: by path, else by content, else by half of its lines."""

from collections import Counter
from collections.abc import Iterable, Mapping

from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode.text import Text

LIKE_ENOUGH = 0.5
"""A file of another name is the same one, from this share of common lines on."""

Pairs = Mapping[str, TreeFile]
"""Path in the new work → its file in the old one."""


def pair_files(old: Tree, new: Tree) -> Pairs:
    """Those that are called the same, then those of the same content; no file is read."""
    before, paths = {file.path: file for file in old.files}, {file.path for file in new.files}
    pairs = {file.path: before[file.path] for file in new.files if file.path in before}
    free = {file.sha: file for file in reversed(old.files) if file.path not in paths}
    for file in new.files:
        if file.path not in pairs and file.sha in free:
            pairs[file.path] = free.pop(file.sha)
    return pairs


def loose(old: Tree, new: Tree, pairs: Pairs) -> tuple[tuple[TreeFile, ...], tuple[TreeFile, ...]]:
    """(old files, new files) that stand alone."""
    taken = {file.path for file in pairs.values()}
    alone = tuple(file for file in old.files if file.path not in taken)
    return alone, tuple(file for file in new.files if file.path not in pairs)


def pair_by_lines(gone: Iterable[TreeFile], come: Iterable[TreeFile], texts: Mapping[str, Text]) -> Pairs:
    """Those that share half of their lines, the most alike first; `texts` by sha, as far as they are here."""
    lines = {sha: Counter(text.lines) for sha, text in texts.items()}
    olds = [file for file in gone if file.sha in lines]
    alike = [(_share(lines[was.sha], lines[now.sha]), was, now) for now in come if now.sha in lines for was in olds]
    pairs: dict[str, TreeFile] = {}
    taken: set[str] = set()
    for common, was, now in sorted(alike, key=lambda one: (-one[0], one[1].path, one[2].path)):
        if common >= LIKE_ENOUGH and was.path not in taken and now.path not in pairs:
            pairs[now.path] = was
            taken.add(was.path)
    return pairs


def share(old: Text, new: Text) -> float:
    """The share of their lines that two files have in common, 0 to 1."""
    return _share(Counter(old.lines), Counter(new.lines))


def _share(old: Counter[str], new: Counter[str]) -> float:
    lines = old.total() + new.total()
    return 2 * (old & new).total() / lines if lines else 1.0
