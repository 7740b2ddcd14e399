"""A review leaves as a file, or comes as one."""

from enum import StrEnum
from pathlib import Path

from growtogether_desktop.base.i18n import N_, language
from growtogether_desktop.base.saving import save_whole
from growtogether_desktop.domain.ids import SubmissionId
from growtogether_desktop.domain.submissions import Iteration
from growtogether_desktop.domain.trees import Tree
from growtogether_desktop.features.reviews.model.out.account import Account, account_of
from growtogether_desktop.features.reviews.model.out.html import as_html, in_pieces
from growtogether_desktop.features.reviews.model.out.inks import Inks, inks_of
from growtogether_desktop.features.reviews.model.out.markdown import as_markdown
from growtogether_desktop.features.reviews.model.out.patch import as_patch
from growtogether_desktop.features.reviews.model.out.sarif import as_sarif
from growtogether_desktop.sourcecode.highlight import Highlighter
from growtogether_desktop.wire.bundle import SUFFIX
from growtogether_desktop.workspace.by_hand import Packed, TakenIn, pack, take_in
from growtogether_desktop.workspace.workspace import Workspace


class Form(StrEnum):
    """What a review can be saved as; the value is how the file ends."""

    PDF = ".pdf"
    HTML = ".html"
    MARKDOWN = ".md"
    SARIF = ".sarif"
    PATCH = ".patch"
    BY_HAND = SUFFIX


CALLED: dict[Form, str] = {
    Form.PDF: N_("PDF, to print"),
    Form.HTML: N_("Web page, to read in a browser"),
    Form.MARKDOWN: N_("Markdown, for notes and wikis"),
    Form.SARIF: N_("SARIF, for editors and build servers"),
    Form.PATCH: N_("Patch with the suggested lines"),
    Form.BY_HAND: N_("Review file, to give by hand"),
}


class TakingAlong:
    """Writes reviews as files and reads those that came by hand."""

    def __init__(self, workspace: Workspace, highlighter: Highlighter) -> None:
        self._workspace = workspace
        self._highlighter = highlighter

    async def for_paper(self, submission: SubmissionId) -> tuple[str, tuple[str, ...]]:
        """The title, and everything else as short pieces of HTML. Raises: Problem, when it is no longer here."""
        account = await account_of(self._workspace, submission)
        inks = await inks_of(account, self._highlighter)
        return account.title, await self._workspace.background.compute(lambda: in_pieces(account, inks))

    async def save(self, submission: SubmissionId, form: Form, path: Path) -> Packed | None:
        """Write everything but PDF, which needs a window; says what a review file holds.

        Raises: Problem, when it cannot be written, or there is nothing to write.
        """
        if form is Form.BY_HAND:
            return await pack(self._workspace, submission, path)
        account = await account_of(self._workspace, submission)
        inks = await inks_of(account, self._highlighter) if form is Form.HTML else Inks({})
        tree, contents = await self._files(submission, account) if form is Form.PATCH else (Tree(), {})
        said = language()

        def work() -> None:
            match form:
                case Form.MARKDOWN:
                    content = as_markdown(account).encode()
                case Form.HTML:
                    content = as_html(account, inks, said).encode()
                case Form.SARIF:
                    content = as_sarif(account).encode()
                case _:
                    content = as_patch(account, tree, contents)
            save_whole(path, content)

        await self._workspace.background.compute(work)
        return None

    async def take_in(self, path: Path, *, trust: bool = False) -> TakenIn:
        """Raises: Problem and Stranger, as `by_hand.take_in` does."""
        return await take_in(self._workspace, path, trust=trust)

    async def _files(self, submission: SubmissionId, account: Account) -> tuple[Tree, dict[str, bytes]]:
        """The newest list of files, and those on it that something is suggested for."""
        iterations = await self._workspace.see_all(Iteration, submission)
        newest = max(iterations, key=lambda one: one.number, default=None)
        tree = await self._workspace.tree(newest.tree) if newest else None
        wanted = {thread.anchor.path for thread in account.threads if thread.suggestion is not None}
        contents: dict[str, bytes] = {}
        for file in tree.files if tree else ():
            content = await self._workspace.file(file.sha) if file.path in wanted else None
            if content is not None:
                contents[file.sha] = content
        return tree or Tree(), contents
