"""Words in the scope of one person, of a cohort, of a review and of a solution; somebody loses their roles meanwhile.

Looked through is all that anybody was answered and hinted at, what the hub keeps beside (`/account/record`), what
a desk holds, and what it saves.
"""

import asyncio
import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR, Actor
from growtogether_desktop.domain.cohorts import Mentee, StartCohort, mentee_id
from growtogether_desktop.domain.erasures import AskErasure
from growtogether_desktop.domain.ids import CardId, CohortId, ProjectId, new_id
from growtogether_desktop.domain.keeping import Periods
from growtogether_desktop.domain.projects import COLUMNS, AddCard, Card, StartProject
from growtogether_desktop.domain.roster import EnrolMentee
from growtogether_desktop.domain.task_files import Content, GiveFiles, Purpose, task_files_id
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.store.database import Ballast, Cache
from growtogether_desktop.sync.http_hub import HttpHub
from growtogether_desktop.wire.codec import dump
from growtogether_desktop.wire.protocol import RecordAsked
from growtogether_desktop.workspace.export import save_export
from growtogether_desktop.workspace.workspace import Workspace
from tests.hub.canary import Leaked, Overheard, canary, kept
from tests.hub.reviewed import Reviewed, reviewed, send, sha_of
from tests.hubs import Member, RunningHub


@dataclass(frozen=True, slots=True)
class Secret:
    word: str
    readers: tuple[Member, ...]
    """Whoever else meets it has met what they may not."""


class Town:
    """Two pairs at work, a coordinator who is one no longer before long, and somebody who is nobody's mentee."""

    def __init__(self, folder: Path, hub: RunningHub) -> None:
        self._folder = folder
        self._hub = hub
        self._coordinator = hub.coordinator
        self._words = 0
        self.former = hub.join("former", COORDINATOR, MENTOR)
        self.pairs = [reviewed(hub, self._word()) for _ in range(2)]
        self.nobody = hub.join("nobody", MENTEE)
        self.members = [self.former, self.nobody, *(who for one in self.pairs for who in (one.mentor, one.mentee))]
        self.heard = {member: Overheard(member) for member in self.members}
        self.secrets = [Secret(one.token, (one.mentor, one.mentee)) for one in self.pairs]
        for pair in self.pairs:
            self._wish_to_leave(pair)

    def say_something_new(self) -> None:
        """Something in a cohort, and a solution, as they are now."""
        self._enrol()
        self._give_solution(self.pairs[0])
        for _ in range(2):  # the second time everybody hears what the others have sent
            self.meet()

    def demote(self) -> None:
        """The former coordinator is one no longer, and no mentor. What they have heard before, they have heard."""
        roles = dump({"roles": [MENTEE]})
        answer = self._coordinator.ask("PUT", f"/accounts/{self.former.me}/roles", content=roles)
        assert answer.status_code == 204, answer.text
        self.heard[self.former].said.clear()

    def meet(self) -> None:
        for member in (self._coordinator, *self.members):
            assert member.meet() == 0
            assert member.ask("POST", "/account/record", content=dump(RecordAsked())).is_success

    def end(self) -> None:
        for one in self.heard.values():
            one.end()

    def join(self) -> None:
        for one in self.heard.values():
            one.join()

    def leaked(self) -> Leaked:
        """In what everybody has heard, holds and saves."""
        foreign = missed = 0
        for at, member in enumerate(self.members):
            met = (
                bytes(self.heard[member].said),
                kept(member),
                saved(member, self._hub.url, self._folder / f"{at}.zip"),
            )
            for secret in self.secrets:
                word = secret.word.encode()
                if member in secret.readers:
                    missed += any(word not in place for place in met)
                else:
                    foreign += sum(len(word) * place.count(word) for place in met)
        return Leaked(foreign, missed)

    def _word(self) -> str:
        self._words += 1
        return canary(1000 + self._words)

    def _wish_to_leave(self, pair: Reviewed) -> None:
        """A word in the scope of one person."""
        word = self._word()
        pair.mentee.do(AskErasure(pair.mentee.me, word, Periods().wait))
        self.secrets.append(Secret(word, (pair.mentee,)))

    def _enrol(self) -> None:
        word, cohort = self._word(), CohortId(new_id())
        place = mentee_id(self.nobody.me, cohort)
        self._coordinator.do(
            StartCohort(cohort, word), EnrolMentee(place, Mentee(place, cohort, self.nobody.me, word, goal=word))
        )
        self.secrets.append(Secret(word, ()))

    def _give_solution(self, pair: Reviewed) -> None:
        """The sha256 of its list of files is what stands in its scope, and nowhere else."""
        giver, source = pair.mentor, self._word().encode()
        tree = dump(Tree((TreeFile("solution.py", sha_of(source), len(source)),)))
        send(giver, source)
        send(giver, tree)
        project, card = ProjectId(new_id()), CardId(new_id())
        content = Content(sha_of(tree), 1, len(source))
        giver.do(
            StartProject(project, "Bozor", "", ()),
            AddCard(card, Card(card, project, "Savat", COLUMNS[0].id, "a")),
            GiveFiles(task_files_id(card, Purpose.SOLUTION), card, project, Purpose.SOLUTION, content),
        )
        self.secrets.append(Secret(sha_of(tree), tuple(one.mentor for one in self.pairs)))


def saved(member: Member, url: str, path: Path) -> bytes:
    """Everything that this member's desk writes when it is asked for all it holds."""

    async def save() -> None:
        background, hub = Background(), HttpHub(url, member.tokens)
        cache = Cache(member.desk, member.desk, Ballast(path.parent))
        desk = Workspace(Actor(member.me), "", cache, background, lambda: datetime.now(UTC))
        desk.hub = hub
        try:
            assert await save_export(desk, path, Signal())
        finally:
            await hub.close()
            await background.close()

    asyncio.run(save())
    with zipfile.ZipFile(path) as file:
        return b"\n".join(_contents(file))


def _contents(file: zipfile.ZipFile) -> Iterable[bytes]:
    for name in file.namelist():
        yield name.encode()
        yield file.read(name)


def history(folder: Path) -> Leaked:
    with closing(RunningHub(folder / "hub")) as hub:
        hub.start()
        town = Town(folder, hub)
        town.say_something_new()
        had = kept(town.former)
        town.demote()
        town.say_something_new()
        leaked = town.leaked()
        town.end()
        hub.stop()
        town.join()
        before = sum(secret.word.encode() not in had for secret in town.secrets[:-2])
        return Leaked(leaked.foreign, leaked.missed + before)
