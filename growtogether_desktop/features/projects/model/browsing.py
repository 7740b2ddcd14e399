"""The projects of the programme, mine first; what can be done with them."""

from collections import Counter

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key, spelling_key
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.ids import PersonId, ProjectId, new_id
from growtogether_desktop.domain.projects import Card, DropProject, JoinProject, LeaveProject, Project, StartProject
from growtogether_desktop.features.projects.model.drafts import NEW_PROJECT, ProjectDraft, in_stack
from growtogether_desktop.features.projects.model.names import Names
from growtogether_desktop.features.projects.model.project_row import ProjectRow, project_row
from growtogether_desktop.workspace.workspace import Workspace

_KINDS = frozenset({Project.KIND, Card.KIND, Profile.KIND})


class ProjectsModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.loaded = False
        self.all_rows: tuple[ProjectRow, ...] = ()
        """Every project, mine first, then by title."""
        self.draft = ProjectDraft()
        """The project that is being described."""
        self.stack = ""
        """Only projects that use this; "" for all."""
        self.words = ""
        """Only projects that are found by these."""
        self._found: frozenset[str] = frozenset()
        self._workspace = workspace
        self._names = Names(workspace)
        self._refresh = Refresh(workspace.background, self.load, "list projects")
        self._stop = workspace.touched.connect(self._heed)

    @property
    def rows(self) -> tuple[ProjectRow, ...]:
        """What search and filter let through."""
        return tuple(row for row in self.all_rows if self._shows(row))

    @property
    def stacks(self) -> tuple[str, ...]:
        """What the projects are made with, the most used first."""
        uses = Counter(name for row in self.all_rows for name in row.stack)
        return tuple(sorted(uses, key=lambda name: (-uses[name], spelling_key(name))))

    # --- seeing ---

    async def load(self) -> None:
        workspace = self._workspace
        projects = await workspace.see_all(Project)
        counts = Counter((card.project, card.column) for card in await workspace.see_all(Card))
        waiting = await workspace.waiting(Project)
        await self._names.learn(person for project in projects for person in (project.owner, *project.members))
        me = workspace.me.id
        rows = (project_row(one, counts, self._names, me, one.id in waiting) for one in projects)
        self.all_rows = tuple(sorted(rows, key=lambda row: (not row.mine, spelling_key(row.title), row.id)))
        if not self.loaded:
            self.draft = (await workspace.drafts(NEW_PROJECT, ProjectDraft)).get(NEW_PROJECT, self.draft)
        self.loaded = True
        await self.search(self.words)

    def rest(self) -> None:
        """Nobody looks: heed nothing until `wake`."""
        self._stop()

    async def wake(self) -> None:
        self._stop()
        self._stop = self._workspace.touched.connect(self._heed)
        await self.load()

    async def search(self, words: str) -> None:
        """Show what begins with every word typed, in any spelling; no words show everything."""
        self.words = words
        found = await self._workspace.search(Project, words)
        if self.words == words:  # else somebody has typed on meanwhile
            self._found = frozenset(project.id for project in found)
            self.changed.emit(None)

    def show_stack(self, name: str) -> None:
        self.stack = name
        self.changed.emit(None)

    def _shows(self, row: ProjectRow) -> bool:
        if self.stack and spelling_key(self.stack) not in map(spelling_key, row.stack):
            return False
        if not search_key(self.words).split():
            return True
        # The index knows what the hub has sent; what still waits is looked through here.
        return row.id in self._found or (row.waiting and _begins_all(row.words, self.words))

    def _heed(self, refs: frozenset[Ref]) -> None:
        if any(ref.kind in _KINDS for ref in refs):
            self._names.forget(refs)
            self._refresh.ask()

    # --- doing ---

    async def keep(self, draft: ProjectDraft) -> None:
        """Keep what was typed of a new project; durable when this returns."""
        self.draft = draft
        await self._workspace.keep_draft(NEW_PROJECT, draft)

    async def forget(self) -> None:
        self.draft = ProjectDraft()
        await self._workspace.forget_draft(NEW_PROJECT)

    async def start(self) -> ProjectId:
        """Begin the project that was described.

        Raises: Problem, when it has no name yet.
        """
        id = ProjectId(new_id())
        draft = self.draft
        await self._workspace.do(StartProject(id, draft.title.strip(), draft.about.strip(), in_stack(draft.stack)))
        await self.forget()
        return id

    async def join(self, project: ProjectId) -> None:
        await self._workspace.do(JoinProject(project, self._me))

    async def leave(self, project: ProjectId) -> None:
        await self._workspace.do(LeaveProject(project, self._me))

    async def remove(self, project: ProjectId) -> None:
        """Remove an empty project of my own. Confirm it first."""
        await self._workspace.do(DropProject(project))

    @property
    def _me(self) -> PersonId:
        return self._workspace.me.id


def _begins_all(text: str, typed: str) -> bool:
    words = search_key(text).split()
    return all(any(word.startswith(part) for word in words) for part in search_key(typed).split())
