"""Tasks and the files that go with them: what work begins with, and one way to do it."""

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.saving import save_whole
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.ids import CardId, ProjectId
from growtogether_desktop.domain.projects import Card, Project
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.domain.task_files import (
    Content,
    GiveFiles,
    Purpose,
    TakeBackFiles,
    TaskFiles,
    guides,
    task_files_id,
)
from growtogether_desktop.sourcecode.basket import name_trouble
from growtogether_desktop.sourcecode.intake import take_in
from growtogether_desktop.workspace.workspace import Workspace

_KINDS = frozenset({Card.KIND, Project.KIND, TaskFiles.KIND, Submission.KIND})


@dataclass(frozen=True, slots=True)
class TaskRow:
    card: CardId
    title: str
    project: ProjectId
    project_title: str
    starter: TaskFiles | None
    solution: TaskFiles | None
    """None also where I may not read it."""
    works: int
    """Submissions on it that I may read."""
    mine: bool
    """It is assigned to me."""

    def files(self, purpose: Purpose) -> TaskFiles | None:
        return self.starter if purpose is Purpose.STARTER else self.solution


class TasksModel:
    """Tasks: mine first, then those with files; among them by project and title."""

    def __init__(self, workspace: Workspace) -> None:
        self.rows: tuple[TaskRow, ...] = ()
        self.loaded = False
        self.changed: Signal[None] = Signal()
        self._workspace = workspace
        self._refresh = Refresh(workspace.background, self.load, "list tasks")
        self.close = workspace.touched.connect(self._heed)

    @property
    def may_give(self) -> bool:
        return guides(self._workspace.me)

    async def load(self) -> None:
        self.rows = await task_rows(self._workspace)
        self.loaded = True
        self.changed.emit(None)

    async def give(self, row: TaskRow, purpose: Purpose, source: Path) -> None:
        """Give these files with the task, in place of those that were given before.

        Raises: Problem, when they cannot be read, or there are none.
        """
        taken = await self._workspace.keep_files(lambda keep: take_in(source, keep))
        if not taken.files:
            await self._workspace.drop_loose_files()
            raise Problem(say("There are no files in it."), say("Choose a folder, a file or an archive."))
        content = Content(taken.tree, len(taken.files), taken.size)
        before = row.files(purpose)
        if before is not None and before.content == content:
            return
        id = task_files_id(row.card, purpose)
        give = GiveFiles(id, row.card, row.project, purpose, content)
        back = (TakeBackFiles(id),) if before is not None else ()
        await self._workspace.do(*back, give, title=say("Give files with “{task}”", task=row.title))

    async def take_back(self, row: TaskRow, purpose: Purpose) -> None:
        """Confirm it first when mentees have read them already: then there is no way back."""
        if row.files(purpose) is not None:
            await self._workspace.do(TakeBackFiles(task_files_id(row.card, purpose)))

    async def save(self, files: TaskFiles, path: Path) -> None:
        """Write them as a zip to work from.

        Raises: Problem, when they are not all here yet, or cannot be written.
        """
        tree = await self._workspace.tree(files.content.tree)
        contents = {file.path: await self._workspace.file(file.sha) for file in (tree.files if tree else ())}
        if tree is None or None in contents.values():
            raise Problem(say("These files are not all here yet."), say("Connect to the hub once, then try again."))

        def work() -> None:
            whole = io.BytesIO()
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
                for name, content in contents.items():
                    if name_trouble(tuple(name.split("/"))) is None:  # the list may be another program's
                        packed.writestr(name, content or b"")
            save_whole(path, whole.getvalue())

        await self._workspace.background.compute(work)

    def _heed(self, refs: frozenset[Ref]) -> None:
        if any(ref.kind in _KINDS for ref in refs):
            self._refresh.ask()


async def task_rows(workspace: Workspace) -> tuple[TaskRow, ...]:
    projects = {project.id: project for project in await workspace.see_all(Project)}
    given = {files.id: files for files in await workspace.see_all(TaskFiles)}
    works = Counter(work.card for work in await workspace.see_all(Submission))
    rows = (
        TaskRow(
            CardId(card.id),
            card.title,
            card.project,
            projects[card.project].title,
            given.get(task_files_id(CardId(card.id), Purpose.STARTER)),
            given.get(task_files_id(CardId(card.id), Purpose.SOLUTION)),
            works[CardId(card.id)],
            card.assignee == workspace.me.id,
        )
        for card in await workspace.see_all(Card)
        if card.project in projects
    )
    return tuple(
        sorted(rows, key=lambda row: (not row.mine, not (row.starter or row.solution), row.project_title, row.title))
    )
