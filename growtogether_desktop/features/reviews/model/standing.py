"""Where remarks stand in the iteration on screen, those of earlier ones too."""

from collections.abc import Collection, Iterator

from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.drafts import RemarkDraft
from growtogether_desktop.features.reviews.model.following import Followed, Following, promise
from growtogether_desktop.features.reviews.model.order import by_place
from growtogether_desktop.features.reviews.model.remarks import Places, Remark
from growtogether_desktop.features.reviews.model.texts import Texts
from growtogether_desktop.features.reviews.model.work import Work
from growtogether_desktop.sourcecode.anchors import Certainty, Placed
from growtogether_desktop.workspace.workspace import Workspace


class Standing:
    def __init__(self, workspace: Workspace, texts: Texts) -> None:
        self._texts = texts
        self._following = Following(workspace)
        self._followed: Followed = {}

    async def follow(
        self, work: Work, drafts: Collection[RemarkDraft], now: Iteration | None, tree: Tree | None
    ) -> None:
        """Know where remarks of earlier iterations belong in the one that is here `now`."""
        if tree is None or now is None:
            self._followed = {}
            return
        earlier = [iteration for iteration in work.iterations if iteration.number < now.number]
        older = [thread for thread in work.threads if thread.iteration < now.number]
        threads = {anchor for thread in older for anchor in (thread.anchor, thread.anchor_in(now.number))}
        anchors = (draft.anchor for draft in drafts if draft.iteration < now.number)
        self._followed = await self._following.follow((*threads, *anchors), earlier, tree, now.tree)

    def remarks(
        self, work: Work, drafts: Collection[RemarkDraft], now: Iteration | None, tree: Tree | None
    ) -> tuple[Remark, ...]:
        """Threads and drafts up to that iteration, in the order of the files and of their lines."""
        files = tree.files if tree else ()
        places = Places(files, self._texts.read, self._followed)
        return tuple(sorted(_placed(work, drafts, now.number if now else 0, places), key=by_place(files)))


def _placed(work: Work, drafts: Collection[RemarkDraft], number: int, places: Places) -> Iterator[Remark]:
    for thread in work.threads:
        if thread.iteration <= number:
            anchor = thread.anchor_in(number)
            path, at = places.place(anchor)
            since = promise(places.place(thread.anchor)[1].certainty) if thread.iteration < number else None
            waiting = thread.id in work.waiting
            columns = _columns(anchor, at)
            yield Remark(path, at.first, at.last, at.certainty, thread, None, waiting, since, columns)
    for draft in drafts:
        if draft.iteration <= number:
            path, at = places.place(draft.anchor)
            columns = _columns(draft.anchor, at)
            yield Remark(path, at.first, at.last, at.certainty, draft=draft, columns=columns)


def _columns(anchor: Anchor, at: Placed) -> tuple[int, int]:
    """Only where the lines are the same: in others, these columns are other words."""
    if at.certainty is not Certainty.EXACT or not anchor.last_column:
        return 0, 0
    return anchor.first_column, anchor.last_column
