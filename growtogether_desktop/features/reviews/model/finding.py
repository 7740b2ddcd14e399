"""Finding words in the file on screen, or in all files of the iteration."""

import re
from itertools import islice

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.sourcecode.finding import Hit, find, pattern_for
from growtogether_desktop.sourcecode.text import read_text
from growtogether_desktop.workspace.workspace import Workspace

MOST = 2_000
"""Whoever finds more is better served by more words."""


class Finding:
    def __init__(self, workspace: Workspace, review: ReviewModel) -> None:
        self.changed: Signal[None] = Signal()
        self.words = ""
        self.everywhere = False
        """In all files; else in the one on screen."""
        self.hits: tuple[Hit, ...] = ()
        self.more = False
        """There are more than are listed."""
        self.busy = False
        self._workspace = workspace
        self._review = review

    @property
    def pattern(self) -> re.Pattern[str] | None:
        return pattern_for(self.words)

    async def look(self, words: str, everywhere: bool) -> None:
        """Look for these words; what was looked for before is forgotten."""
        self.words, self.everywhere, self.busy = words, everywhere, True
        pattern = self.pattern
        hits: list[Hit] = []
        for path, sha in self._files() if pattern is not None else ():
            content = await self._workspace.file(sha)
            if content is None or pattern is None:
                continue
            room = MOST + 1 - len(hits)
            hits += await self._workspace.background.compute(
                lambda content=content, path=path, room=room: list(  # type: ignore[misc]  # bound now, called later
                    islice(find(pattern, path, read_text(content)), room)
                )
            )
            if (self.words, self.everywhere) != (words, everywhere):
                return  # somebody has typed on meanwhile
            if len(hits) > MOST:
                break
        self.hits, self.more, self.busy = tuple(hits[:MOST]), len(hits) > MOST, False
        self.changed.emit(None)

    def forget(self) -> None:
        """Nothing is looked for any more."""
        self.words, self.hits, self.more, self.busy = "", (), False, False
        self.changed.emit(None)

    def next(self, path: str, line: int, column: int, step: int) -> Hit | None:
        """The hit after (step 1) or before (step -1) this place; it goes round."""
        order = {file.path: at for at, file in enumerate(self._review.files or ())}
        here = order.get(path, -1), line, column
        places = [((order.get(hit.path, -1), hit.line, hit.first), hit) for hit in self.hits]
        if step > 0:
            return next((hit for place, hit in places if place >= here), self.hits[0] if self.hits else None)
        before = (hit for place, hit in reversed(places) if place < here)
        return next(before, self.hits[-1] if self.hits else None)

    def _files(self) -> list[tuple[str, str]]:
        files = [(file.path, file.sha) for file in self._review.files or () if file.here]
        return files if self.everywhere else [(path, sha) for path, sha in files if path == self._review.path]
