"""Which file of one work is which of another: by its name, else by its content, else by half of its lines."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain

from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.sourcecode.text import Text

LIKE_ENOUGH = 0.5
"""Two files are one that was renamed, from this share of common lines on."""
WIDESPREAD = 32
"""A line that stands in more files than this, as a licence does, brings no two of them together."""
TRIED = 8
"""So many files are looked at closely, of those that share the rarest lines with another."""


class Became(Enum):
    """What became of a file."""

    SAME = auto()
    CHANGED = auto()
    RENAMED = auto()
    """It has another name; its content may have changed as well."""
    ADDED = auto()
    REMOVED = auto()


@dataclass(frozen=True, slots=True)
class FilePair:
    """A file of one work and what it is in the other; at least one of the two is there."""

    old: TreeFile | None
    new: TreeFile | None

    @property
    def became(self) -> Became:
        if self.old is None:
            return Became.ADDED
        if self.new is None:
            return Became.REMOVED
        if self.old.path != self.new.path:
            return Became.RENAMED
        return Became.SAME if self.old.sha == self.new.sha else Became.CHANGED

    @property
    def path(self) -> str:
        """What it is called now, or was called last."""
        file = self.new or self.old
        assert file is not None
        return file.path


def pair_files(old: Tree, new: Tree) -> tuple[FilePair, ...]:
    """Every file of both works once, in path order, paired by name and then by content; no file is read."""
    before = {file.path: file for file in old.files}
    after = {file.path: file for file in new.files}
    pairs = {path: FilePair(file, after[path]) for path, file in before.items() if path in after}
    free: dict[str, list[TreeFile]] = defaultdict(list)
    for file in new.files:
        if file.path not in before:
            free[file.sha].append(file)
    for file in old.files:
        if file.path not in after and (same := free.get(file.sha)):
            found = min(same, key=lambda one: (_name(one) != _name(file), one.path))
            same.remove(found)
            pairs[found.path] = FilePair(file, found)
    taken = {pair.old.path for pair in pairs.values() if pair.old is not None}
    return _sorted(
        chain(
            pairs.values(),
            (FilePair(file, None) for file in old.files if file.path not in taken),
            (FilePair(None, file) for files in free.values() for file in files),
        )
    )


def pair_by_lines(pairs: Sequence[FilePair], texts: Mapping[str, Text]) -> tuple[FilePair, ...]:
    """The same with removed and added files paired that share half of their lines, the most alike first.

    `texts` has the contents by their sha, of the files that stand alone in `pairs`; those it has not stay alone.
    """
    gone = [pair.old for pair in pairs if pair.old is not None and pair.new is None]
    come = [pair.new for pair in pairs if pair.new is not None and pair.old is None]
    lines = {
        file.sha: _lines(texts[file.sha]) for file in (*gone, *come) if file.sha in texts and not texts[file.sha].binary
    }
    renamed: dict[str, TreeFile] = {}
    taken: set[str] = set()
    for _, was, now in sorted(_alike(gone, come, lines), key=lambda one: (-one[0], one[1].path, one[2].path)):
        if was.path not in renamed and now.path not in taken:
            renamed[was.path] = now
            taken.add(now.path)
    return _sorted(
        FilePair(pair.old, renamed[pair.old.path]) if pair.old is not None and pair.old.path in renamed else pair
        for pair in pairs
        if pair.old is not None or pair.path not in taken
    )


def share(old: Text, new: Text) -> float:
    """The share of their lines that two files have in common, whatever their order, indent and blank lines; 0 to 1."""
    return _share(_lines(old), _lines(new))


def _alike(
    gone: Iterable[TreeFile], come: Iterable[TreeFile], lines: Mapping[str, Counter[str]]
) -> Iterator[tuple[float, TreeFile, TreeFile]]:
    """(share, removed file, added file) where the share is enough, a few for each removed file."""
    having: dict[str, list[TreeFile]] = defaultdict(list)
    called: dict[str, list[TreeFile]] = defaultdict(list)
    for file in come:
        for line in lines.get(file.sha, ()):
            having[line].append(file)
        called[_name(file)].append(file)
    for was in gone:
        ours = lines.get(was.sha)
        if ours is None:
            continue
        votes: Counter[TreeFile] = Counter()
        for line in ours:
            if 0 < len(holders := having.get(line, ())) <= WIDESPREAD:
                for one in holders:
                    votes[one] += 1
        tried = dict.fromkeys((*(one for one, _ in votes.most_common(TRIED)), *called[_name(was)][:TRIED]))
        for now in tried:
            if now.sha in lines and (common := _share(ours, lines[now.sha])) >= LIKE_ENOUGH:
                yield common, was, now


def _share(ours: Counter[str], theirs: Counter[str]) -> float:
    either = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / either if either else 0.0


def _lines(text: Text) -> Counter[str]:
    return Counter(bare for line in text.lines if (bare := line.strip()))


def _name(file: TreeFile) -> str:
    return file.path.rpartition("/")[2]


def _sorted(pairs: Iterable[FilePair]) -> tuple[FilePair, ...]:
    return tuple(sorted(pairs, key=lambda pair: pair.path))
