"""Where the remarks of earlier iterations belong in a later one, and what was done about them since."""

from collections.abc import Iterable, Sequence
from enum import Enum

from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.features.reviews.model.pairs import LIKE_ENOUGH, share
from growtogether_desktop.sourcecode.anchors import Certainty, Placed
from growtogether_desktop.sourcecode.carrying import Carrier
from growtogether_desktop.sourcecode.text import Text, read_text
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
    """Follows anchors from the files they were made on to those of a later tree; each once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._texts: dict[str, Text] = {}
        self._carriers: dict[tuple[str, str], Carrier] = {}
        self._found: dict[tuple[Anchor, tuple[str, ...]], tuple[str, Placed]] = {}

    async def follow(self, anchors: Iterable[Anchor], tree: Tree, old_paths: frozenset[str]) -> Followed:
        """Every anchor whose file is another one in `tree`, as far as both versions are here.

        `old_paths` are those of earlier iterations: a file of another name is looked for among the new ones.
        """
        followed: Followed = {}
        by_path = {file.path: file for file in tree.files}
        shas = {file.sha for file in tree.files}
        for anchor in anchors:
            file = by_path.get(anchor.path)
            if not anchor.path or anchor.sha in shas or (file is not None and file.sha == anchor.sha):
                continue
            candidates = (file,) if file else tuple(f for f in tree.files if f.path not in old_paths)
            key = anchor, tuple(one.sha for one in candidates)
            if key not in self._found and (found := await self._find(anchor, candidates)) is not None:
                self._found[key] = found
            if key in self._found:
                followed[anchor] = self._found[key]
        return followed

    async def _find(self, anchor: Anchor, candidates: Sequence[TreeFile]) -> tuple[str, Placed] | None:
        old = await self._text(anchor.sha)
        news = [(file, text) for file in candidates if (text := await self._text(file.sha)) is not None]
        if old is None or not news:
            return None
        key_of = {file.path: (old.sha, file.sha) for file, _ in news}

        def place() -> tuple[str, Placed] | None:
            file, text = max(news, key=lambda new: share(old, new[1]))
            if file.path != anchor.path and share(old, text) < LIKE_ENOUGH:
                return None
            key = key_of[file.path]
            if key not in self._carriers:
                self._carriers[key] = Carrier(old, text)
            return file.path, self._carriers[key].place(anchor)

        return await self._workspace.background.compute(place)

    async def _text(self, sha: str) -> Text | None:
        if sha not in self._texts and (content := await self._workspace.file(sha)) is not None:
            self._texts[sha] = await self._workspace.background.compute(lambda: read_text(content))
        return self._texts.get(sha)
