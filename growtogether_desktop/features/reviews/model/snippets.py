"""Remarks that are made again and again: learnt from what is published, offered while one writes."""

from collections.abc import Iterable
from dataclasses import replace

from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import SNIPPETS, RemarkDraft, Snippet
from growtogether_desktop.workspace.workspace import Workspace

MOST_LETTERS = 600
"""A longer remark is about one piece of work, and will not be made again."""
_KEPT = 500
_TASKS = 20
"""Of so many tasks is remembered that a remark was made there."""
_OFFERED = 9


class Snippets:
    """They live on this desk alone."""

    def __init__(self, workspace: Workspace) -> None:
        self.task = ""
        """The card of the task that the work on screen is about; "" when it is about none."""
        self._workspace = workspace
        self._snippets: tuple[Snippet, ...] = ()

    async def load(self) -> None:
        found = await self._workspace.drafts(SNIPPETS, tuple[Snippet, ...])
        self._snippets = found.get(SNIPPETS, ())

    async def learn(self, drafts: Iterable[RemarkDraft]) -> None:
        """Remember what was just published, and that it was used once more."""
        await self.load()  # another page may have learnt since
        known = {(one.label, one.words): one for one in self._snippets}
        for draft in drafts:
            words = draft.words.strip()
            if words and len(words) <= MOST_LETTERS:
                # Taken out and put in again: the latest stand at the end, and the first go when there are too many.
                before = known.pop((draft.label, words), Snippet(draft.label, words, 0))
                known[draft.label, words] = self._used_again(before)
        dearest = set(sorted(known, key=lambda key: known[key].used > 1)[-_KEPT:])
        self._snippets = tuple(one for key, one in known.items() if key in dearest)
        await self._workspace.keep_draft(SNIPPETS, self._snippets)

    def fitting(self, label: Label, typed: str) -> tuple[str, ...]:
        """What may be meant: of this label first, then of this task, then what was used most, then last."""
        begins = search_key(typed.strip())
        found = [one for one in reversed(self._snippets) if begins in search_key(one.words)]
        found.sort(key=lambda one: (one.label is not label, self.task not in one.tasks, -one.used))
        return tuple(dict.fromkeys(one.words for one in found))[:_OFFERED]

    def _used_again(self, one: Snippet) -> Snippet:
        tasks = one.tasks
        if self.task:
            tasks = (*(task for task in tasks if task != self.task), self.task)[-_TASKS:]
        return replace(one, used=one.used + 1, tasks=tasks)
