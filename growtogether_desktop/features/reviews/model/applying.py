"""Suggestions that the author has taken over, gathered until they are handed in together as the next iteration."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.ids import SubmissionId, ThreadId
from growtogether_desktop.domain.submissions import HandIn, Iteration, iteration_id
from growtogether_desktop.domain.threads import ResolveThread
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.drafts import AppliedDraft, applied_place
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.sourcecode.basket import Basket, Keep, Taken
from growtogether_desktop.sourcecode.suggesting import Replacement, replaced
from growtogether_desktop.workspace.workspace import Workspace


class Applying:
    """The loose next iteration. It lives on this desk; nothing is written into the files before it is handed in."""

    def __init__(self, workspace: Workspace, submission: SubmissionId) -> None:
        self._workspace = workspace
        self._submission = submission
        self._draft = AppliedDraft(0)

    async def load(self) -> None:
        place = applied_place(self._submission)
        self._draft = (await self._workspace.drafts(place, AppliedDraft)).get(place, self._draft)

    def chosen(self, newest: Iteration | None) -> tuple[ThreadId, ...]:
        """What would be handed in now; suggestions taken over for an earlier iteration are forgotten."""
        return self._draft.threads if newest is not None and newest.number == self._draft.iteration else ()

    async def toggle(self, remark: Remark, remarks: tuple[Remark, ...], newest: Iteration, tree: Tree) -> None:
        """Take a suggestion over, or let it go again; `remarks` are placed in the newest iteration.

        Raises: Problem, when its lines read otherwise by now, or another suggestion changes them too.
        """
        chosen = self.chosen(newest)
        if remark.id in chosen:
            await self._keep(AppliedDraft(newest.number, tuple(id for id in chosen if id != remark.id)))
            return
        others = [one for one in remarks if one.id in chosen and one.path == remark.path]
        if any(replacement_of(one).overlaps(replacement_of(remark)) for one in others):
            raise Problem(
                say("Another suggestion you have taken over changes the same lines."),
                say("Let go of that one first, or change the lines yourself."),
            )
        await self._contents((*others, remark), tree)  # that is where it is told when a suggestion does not fit
        await self._keep(AppliedDraft(newest.number, (*chosen, remark.id)))

    async def let_go(self) -> None:
        """Forget all of them."""
        await self._keep(AppliedDraft(0))

    async def hand_in(self, remarks: tuple[Remark, ...], newest: Iteration, tree: Tree) -> None:
        """Hand the next iteration in, and resolve what it takes care of. Confirm it first.

        Raises: Problem, when something no longer fits; nothing is handed in then.
        """
        taken_over = tuple(remark for remark in remarks if remark.id in self.chosen(newest) and remark.open)
        contents = await self._contents(taken_over, tree)
        taken = await self._workspace.keep_files(_taking(tree, contents))
        number = newest.number + 1
        handing_in = HandIn(
            iteration_id(self._submission, number),
            self._submission,
            number,
            taken.tree,
            len(taken.files),
            taken.size,
            newest.mentor,
        )
        await self._workspace.do(handing_in, *(ResolveThread(remark.id) for remark in taken_over))
        await self.let_go()

    async def _contents(self, remarks: tuple[Remark, ...], tree: Tree) -> Mapping[str, bytes]:
        """The new content of every file that is changed, by path. Raises: Problem."""
        by_path: dict[str, list[Replacement]] = defaultdict(list)
        for remark in remarks:
            by_path[remark.path].append(replacement_of(remark))
        shas = {file.path: file.sha for file in tree.files}
        contents: dict[str, bytes] = {}
        for path, replacements in by_path.items():
            content = await self._workspace.file(shas[path]) if path in shas else None
            if content is None:
                raise Problem(say("The file of this suggestion is not here yet."), say("Try again once it has come."))
            contents[path] = await self._workspace.background.compute(
                lambda content=content, some=tuple(replacements): replaced(content, some)  # type: ignore[misc]
            )
        return contents

    async def _keep(self, draft: AppliedDraft) -> None:
        self._draft = draft
        place = applied_place(self._submission)
        if draft.threads:
            await self._workspace.keep_draft(place, draft)
        else:
            await self._workspace.forget_draft(place)


def replacement_of(remark: Remark) -> Replacement:
    """What a suggestion does to its file in the iteration it is placed in."""
    assert remark.suggestion is not None, "a remark that suggests lines"
    return Replacement(remark.first, remark.last, remark.anchor.quote, remark.suggestion)


def _taking(tree: Tree, contents: Mapping[str, bytes]) -> Callable[[Keep], Taken]:
    """Takes the work in as it was, with these contents."""

    def take(keep: Keep) -> Taken:
        basket = Basket(keep, lambda files, size: None)
        for file in tree.files:
            if file.path in contents:
                basket.put(tuple(file.path.split("/")), contents[file.path])
            else:
                basket.put_again(file)
        return basket.taken()

    return take
