"""The demo programme: a cache of its own, filled by the very changes people would make, that never syncs."""

import secrets
import tomllib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from growtogether_desktop.base.background import Background
from growtogether_desktop.demo.answers import Answers, bring
from growtogether_desktop.demo.story import Hero, Story
from growtogether_desktop.demo.work import DEMO, Work
from growtogether_desktop.domain.asking import Likely, questions
from growtogether_desktop.domain.changes import COORDINATOR, HUB, MENTEE, MENTOR, Actor, Change
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor, Rules, StartCohort
from growtogether_desktop.domain.directory import OpenProfile, Profile, Skill
from growtogether_desktop.domain.engagements import Pair, PublishPairs, engagement_id
from growtogether_desktop.domain.ids import (
    CardId,
    CohortId,
    PersonId,
    ProjectId,
)
from growtogether_desktop.domain.projects import AddCard, Card, JoinProject, StartProject
from growtogether_desktop.domain.proposals import SUGGESTED
from growtogether_desktop.domain.ranks import rank_between
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.pairing.columns import guess_mapping
from growtogether_desktop.pairing.plans.plan import Scored, Situation, best_plan, reasons, score
from growtogether_desktop.pairing.roster import Roster, read_roster
from growtogether_desktop.pairing.table import open_table
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.wire.protocol import Row
from growtogether_desktop.workspace.files import blobs
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.workspace import Workspace


@asynccontextmanager
async def open_demo(role: str, background: Background, now: datetime | None = None) -> AsyncIterator[Workspace]:
    """A desk in the demo programme, as somebody with this role has it; gone without a trace afterwards.

    `role` is COORDINATOR, MENTOR or MENTEE. `now` (UTC) is when the story ends; by default, now.
    """
    end = now or datetime.now(UTC)
    with TemporaryDirectory(prefix="grow-together-demo-") as folder:
        cache = await background.store(lambda: open_cache(Path(folder) / "cache.sqlite", secrets.token_bytes(32)))
        try:
            with_blobs: list[bytes] = []
            play = await background.compute(lambda: _Play(end, with_blobs.append))
            hero = play.heroes[role]
            rows = play.story.rows(hero.actor)
            workspace = Workspace(hero.actor, hero.name, cache, background, lambda: now or datetime.now(UTC))
            await workspace.write(lambda db: _shelve(db, rows, with_blobs))
            workspace.set_state(SyncState(phase="demo"))
            Answers(workspace, play.story, blobs)
            yield workspace
        finally:
            # What still reads would make the files anew that are taken away here.
            await background.settled()
            await background.store(cache.close)


class _Play:
    """Last spring's cohort at work, and this autumn's waiting for its pairs."""

    def __init__(self, end: datetime, keep: Callable[[bytes], None]) -> None:
        script = tomllib.loads((DEMO / "programme.toml").read_text(encoding="utf-8"))
        self.story = Story()
        self._ids = count(1)
        self._now = end - timedelta(days=60)
        table = open_table(DEMO / "cohort_2026.csv")
        coordinator = Actor(PersonId("demo-coordinator"), frozenset({COORDINATOR}))
        self.heroes = {COORDINATOR: Hero(coordinator, script["coordinator"])}
        self.tell(HUB, OpenProfile(coordinator.id, Profile(coordinator.id, script["coordinator"])))

        spring, autumn = CohortId("demo-spring"), CohortId("demo-autumn")
        people = read_roster(table, guess_mapping(table.header), spring)
        self._enrol(coordinator, spring, script["programme"], people)
        plan = best_plan(people.mentees, people.mentors)
        published = PublishPairs(
            spring, plan.pairs, script["to_mentors"], script["to_mentees"], publication="demo-spring"
        )
        self.tell(coordinator, published)
        for mentee in people.mentees:  # they have taken up their invitations
            skills = tuple(Skill(name, mentee.level) for name in mentee.skills)
            self.tell(
                HUB,
                OpenProfile(mentee.person, Profile(mentee.person, mentee.name, mentee.goal, skills, mentee.languages)),
            )
        pairs = self._pairs_of_the_busiest(plan.pairs)
        mentor = self.story.see(Mentor, pairs[0].mentor)
        mentees = [self.story.see(Mentee, pair.mentee) for pair in pairs]
        assert mentor is not None
        self.heroes[MENTOR] = Hero(Actor(mentor.person, frozenset({MENTOR})), mentor.name)
        learners = [Hero(Actor(m.person, frozenset({MENTEE})), m.name) for m in mentees if m is not None]
        self.heroes[MENTEE] = learners[0]

        work = Work(self, keep, self.heroes[MENTOR], script["criteria"], end)
        tasks: dict[str, CardId] = {}
        for project in script["project"]:
            tasks |= self._start_project(project, learners, work)
        for told in script["submission"]:
            pair = pairs[told["author"]]
            engagement, card = engagement_id(pair.mentor, pair.mentee), tasks.get(told.get("task", ""))
            work.hand_in(told, learners[told["author"]], engagement, card)
        self.turn_to(end - timedelta(days=1))
        again = read_roster(table, guess_mapping(table.header), autumn)
        self._enrol(coordinator, autumn, script["next"], again)
        heroes = {hero.actor.id for hero in self.heroes.values()}
        self._ask(coordinator, autumn, again, heroes, end + timedelta(days=5))

    def new_id(self) -> str:
        """The same in every telling, so that pictures of the demo are the same picture."""
        return f"demo-{next(self._ids):04}"

    def turn_to(self, when: datetime) -> None:
        self._now = when

    def tell(self, actor: Actor, *changes: Change[Any]) -> None:
        self._now += timedelta(minutes=1)
        self.story.tell(actor, self._now, *changes)

    def _enrol(self, coordinator: Actor, cohort: CohortId, title: str, people: Roster) -> None:
        self.tell(coordinator, StartCohort(cohort, title))
        self.tell(coordinator, *(EnrolMentor(mentor.id, mentor) for mentor in people.mentors))
        self.tell(coordinator, *(EnrolMentee(mentee.id, mentee) for mentee in people.mentees))

    def _ask(
        self, coordinator: Actor, cohort: CohortId, people: Roster, heroes: set[PersonId], until: datetime
    ) -> None:
        """Whoever one can be in the demo is asked about those who suit them best, and so are those."""
        scored = score(people.mentees, people.mentors, Rules(), Situation())
        asked = self.story.see(Cohort, cohort)
        assert asked is not None
        likely: dict[tuple[int, int], Likely] = {}
        for row, column in _best_of(scored, heroes):
            fit, why = int(scored.points[row, column]), reasons(scored.scoring, row, column)
            likely[row, column] = Likely(scored.mentees[row], scored.mentors[column], fit, why)
        self.tell(coordinator, *questions(asked, likely.values(), until, {}))

    def _pairs_of_the_busiest(self, pairs: tuple[Pair, ...]) -> list[Pair]:
        """The mentor with most mentees has most to show."""
        mentor, _ = Counter(pair.mentor for pair in pairs).most_common(1)[0]
        return sorted((pair for pair in pairs if pair.mentor == mentor), key=lambda pair: -pair.fit)

    def _start_project(self, told: dict[str, Any], people: list[Hero], work: Work) -> dict[str, CardId]:
        """The tasks by their titles."""
        tasks: dict[str, CardId] = {}
        project = ProjectId(self.new_id())
        mentor = self.heroes[MENTOR].actor
        self.tell(mentor, StartProject(project, told["title"], told["about"], tuple(told["stack"])))
        for person in people:
            self.tell(person.actor, JoinProject(project, person.actor.id))
        rank = ""
        for at, card in enumerate(told["cards"]):
            rank = rank_between(rank, "", lambda digits: digits[0])
            taken_by = people[at % len(people)].actor.id if card.get("taken") else None
            made = Card(
                CardId(self.new_id()),
                project,
                card["title"],
                card["column"],
                rank,
                card.get("detail", ""),
                tuple(card["stack"]),
                card["level"],
                taken_by,
            )
            self.tell(mentor, AddCard(made.id, made))
            tasks[made.title] = CardId(made.id)
            if "files" in card:
                work.give_files(CardId(made.id), project, card["files"])
        return tasks


def _best_of(scored: Scored, people: set[PersonId]) -> Iterator[tuple[int, int]]:
    """The pairs (row, column) of these people with those who suit them best."""
    for row, mentee in enumerate(scored.mentees):
        if mentee.person in people:
            best = scored.points[row].argsort(kind="stable")[-SUGGESTED:]
            yield from ((row, column) for column in best.tolist())
    for column, mentor in enumerate(scored.mentors):
        if mentor.person in people:
            best = scored.points[:, column].argsort(kind="stable")[-SUGGESTED:]
            yield from ((row, column) for row in best.tolist())


def _shelve(db: Connection, rows: tuple[Row, ...], contents: list[bytes]) -> None:
    for content in contents:
        blobs.keep(db, content)
    bring(db, blobs, rows)
