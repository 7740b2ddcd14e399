"""Where the remarks of earlier iterations belong in a later one, and what was done about them since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.pairs import pair_works, read_file, read_files
from growtogether_desktop.sourcecode.anchors import Certainty, Placed
from growtogether_desktop.sourcecode.arrivals import Arrivals
from growtogether_desktop.sourcecode.carrying import Carrier
from growtogether_desktop.sourcecode.text import Text
from growtogether_desktop.workspace.workspace import Workspace

Followed = dict[Anchor, tuple[str, Placed]]
"""Anchor → its file in the later iteration, and its lines there."""


class Promise(Enum):
    """What was done since about the lines that a remark was made on."""

    ADDRESSED = "addressed"
    UNTOUCHED = "untouched"
    MOVED = "moved"
    DELETED = "deleted"


def promise(certainty: Certainty) -> Promise:
    match certainty:
        case Certainty.EXACT:
            return Promise.UNTOUCHED
        case Certainty.MOVED:
            return Promise.MOVED
        case Certainty.EDITED | Certainty.UNSURE:
            return Promise.ADDRESSED
        case Certainty.GONE:
            return Promise.DELETED


class Following:
    """Follows anchors from the iterations they were made on to a later one; each once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._texts: dict[str, Text] = {}
        self._carriers: dict[tuple[str, str], Carrier] = {}
        self._steps: dict[tuple[str, str], _Step] = {}
        """(list of files of the earlier iteration, of the later one) → what came of the files between them."""

    async def follow(self, anchors: Iterable[Anchor], earlier: Iterable[Iteration], tree: Tree, sha: str) -> Followed:
        """Every anchor whose file is another one in `tree`, as far as both versions are here.

        `sha` is that of `tree`. Lines that are gone from their file are looked for in what came into the others.
        """
        shas = {file.path: file.sha for file in tree.files}
        changed = [anchor for anchor in anchors if anchor.path and not _stands(anchor, shas)]
        olds = [(one.tree, old) for one in earlier if (old := await self._workspace.tree(one.tree))] if changed else []
        followed: Followed = {}
        for anchor in changed:
            made_in = next((old for old in olds if _has(old[1], anchor)), None)
            if (found := await self._find(anchor, made_in, (sha, tree), shas)) is not None:
                followed[anchor] = found
        return followed

    async def _find(
        self, anchor: Anchor, old: tuple[str, Tree] | None, new: tuple[str, Tree], shas: Mapping[str, str]
    ) -> tuple[str, Placed] | None:
        was = await self._text(anchor.sha)
        if was is None:
            return None
        placed = None
        if anchor.path in shas:
            placed = await self._carried(anchor, was, anchor.path, shas[anchor.path])
            if placed is None or placed[1].certainty is not Certainty.GONE:
                return placed
        if old is None:
            return placed
        step = await self._step(old, new)
        if placed is None and (path := step.renamed.get(anchor.path)) is not None:
            placed = await self._carried(anchor, was, path, shas[path])
        if anchor.first and (placed is None or placed[1].certainty is Certainty.GONE):
            placed = await self._workspace.background.compute(lambda: step.arrivals.place(anchor, was)) or placed
        return placed

    async def _carried(self, anchor: Anchor, was: Text, path: str, sha: str) -> tuple[str, Placed] | None:
        """Where it is in this file; None while that is on its way."""
        now = await self._text(sha)
        if now is None:
            return None

        def place() -> Placed:
            if (was.sha, sha) not in self._carriers:
                self._carriers[was.sha, sha] = Carrier(was, now)
            return self._carriers[was.sha, sha].place(anchor)

        return path, await self._workspace.background.compute(place)

    async def _step(self, old: tuple[str, Tree], new: tuple[str, Tree]) -> "_Step":
        """What came of the files; found out again when more of them are here."""
        (old_sha, old_tree), (new_sha, new_tree) = old, new
        lacking = await self._workspace.lacking(file.sha for file in (*old_tree.files, *new_tree.files))
        known = self._steps.get((old_sha, new_sha))
        if known is not None and known.lacking == lacking:
            return known
        pairs = await pair_works(self._workspace, old_tree, new_tree)
        other = [pair for pair in pairs if pair.new is not None and (pair.old is None or pair.old.sha != pair.new.sha)]
        files = (file for pair in other for file in (pair.old, pair.new) if file is not None)
        texts = await read_files(self._workspace, files)

        def arrivals() -> Arrivals:
            return Arrivals(
                (pair.new.path, texts.get(pair.old.sha) if pair.old is not None else None, texts[pair.new.sha])
                for pair in other
                if pair.new is not None and pair.new.sha in texts and (pair.old is None or pair.old.sha in texts)
            )

        renamed = {pair.old.path: pair.new.path for pair in pairs if pair.old is not None and pair.new is not None}
        step = _Step(lacking, renamed, await self._workspace.background.compute(arrivals))
        self._steps[old_sha, new_sha] = step
        return step

    async def _text(self, sha: str) -> Text | None:
        if sha not in self._texts and (text := await read_file(self._workspace, sha)) is not None:
            self._texts[sha] = text
        return self._texts.get(sha)


@dataclass(frozen=True, slots=True)
class _Step:
    """From one iteration to another."""

    lacking: frozenset[str]
    """Contents that were not here when it was made."""
    renamed: Mapping[str, str]
    """Path → the path of the same file later."""
    arrivals: Arrivals


def _stands(anchor: Anchor, shas: Mapping[str, str]) -> bool:
    """Whether its file is as it was, perhaps under another name."""
    return shas[anchor.path] == anchor.sha if anchor.path in shas else anchor.sha in shas.values()


def _has(tree: Tree, anchor: Anchor) -> bool:
    return any(file.path == anchor.path and file.sha == anchor.sha for file in tree.files)
