"""What is told of a project, on the list and beside its board."""

from collections import Counter
from dataclasses import dataclass

from growtogether_desktop.domain.ids import PersonId, ProjectId
from growtogether_desktop.domain.projects import Project
from growtogether_desktop.features.projects.model.names import Names


@dataclass(frozen=True, slots=True)
class ProjectRow:
    id: ProjectId
    title: str
    about: str
    stack: tuple[str, ...]
    owner: str
    """By name."""
    members: tuple[str, ...]
    """By name, in the order they joined."""
    columns: tuple[tuple[str, int], ...]
    """Titles (untranslated) and how many cards each has."""
    mine: bool
    """I am a member."""
    owned: bool
    """I began it, so I stay with it."""
    waiting: bool
    """The hub has not answered a change to it yet."""
    words: str
    project: Project

    @property
    def cards(self) -> int:
        return sum(count for _, count in self.columns)

    @property
    def done(self) -> int:
        """Cards in the last column."""
        return self.columns[-1][1] if self.columns else 0

    @property
    def removable(self) -> bool:
        """Nobody else is in it, and nothing is on its board."""
        return self.owned and len(self.members) == 1 and not self.cards


def project_row(
    project: Project, counts: Counter[tuple[ProjectId, str]], names: Names, me: PersonId, waiting: bool
) -> ProjectRow:
    """`counts` has how many cards each column of each project holds."""
    id = ProjectId(project.id)
    return ProjectRow(
        id,
        project.title,
        project.about,
        project.stack,
        names.of(project.owner),
        tuple(names.of(person) for person in project.members),
        tuple((column.title, counts[id, column.id]) for column in project.columns),
        me in project.members,
        me == project.owner,
        waiting,
        project.words,
        project,
    )
