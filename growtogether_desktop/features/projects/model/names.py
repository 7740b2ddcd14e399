"""What people are called, by their ids."""

from collections.abc import Iterable

from growtogether_desktop.base.i18n import say
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.workspace.workspace import Workspace


class Names:
    """Names as the directory has them, each looked up once; those we work with are known without it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[PersonId, str] = {}
        self._strangers: set[PersonId] = set()
        """Looked up in vain."""

    async def learn(self, people: Iterable[PersonId]) -> None:
        """Look up whoever is not known yet."""
        unknown = set(people) - self._known.keys() - self._strangers
        for person in sorted(unknown):
            profile = await self._workspace.see(Profile, person)
            if profile is not None:
                self._known[person] = profile.name
        self._known.setdefault(self._workspace.me.id, self._workspace.my_name)
        if not unknown <= self._known.keys():
            for pair in await self._workspace.see_all(Engagement):
                self._known.setdefault(pair.mentor, pair.mentor_name)
                self._known.setdefault(pair.mentee, pair.mentee_name)
        self._strangers |= unknown - self._known.keys()

    def forget(self, refs: Iterable[Ref]) -> None:
        """Look these up again the next time."""
        for ref in refs:
            if ref.kind == Profile.KIND:
                self._known.pop(PersonId(ref.id), None)
                self._strangers.clear()

    def of(self, person: PersonId) -> str:
        return self._known.get(person) or str(say("Person {letters}", letters=person[:4]))
