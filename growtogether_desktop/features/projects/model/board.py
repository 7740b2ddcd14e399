"""One project's board: columns of cards in one order for everybody, and what can be done with them."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import spelling_key
from growtogether_desktop.domain.changes import MENTEE, Ref
from growtogether_desktop.domain.directory import Profile, Skill
from growtogether_desktop.domain.ids import CardId, PersonId, ProjectId, new_id
from growtogether_desktop.domain.projects import (
    AddCard,
    AssignCard,
    Card,
    EditCard,
    JoinProject,
    LeaveProject,
    MoveCard,
    Project,
    RemoveCard,
    in_order,
)
from growtogether_desktop.domain.ranks import rank_between
from growtogether_desktop.features.projects.model.drafts import (
    CardDraft,
    NewCardDraft,
    as_it_is,
    card_place,
    cards_of,
    in_stack,
    new_card_place,
)
from growtogether_desktop.features.projects.model.names import Names
from growtogether_desktop.features.projects.model.project_row import ProjectRow, project_row
from growtogether_desktop.workspace.workspace import Workspace

Whose = Literal["everybody", "mine", "nobody", "fitting"]

_key = lru_cache(maxsize=2_000)(spelling_key)
FEW = 50
"""So many touched cards are read one by one; more, and the whole board is read."""


@dataclass(frozen=True, slots=True)
class CardRow:
    card: Card
    assignee: str
    """By name; "" for nobody."""
    mine: bool
    fits: bool
    """Free, and about what I know at about my level."""
    waiting: bool
    """The hub has not answered a change to it yet."""
    draft: bool
    """I have begun to rewrite it."""

    @property
    def id(self) -> CardId:
        return CardId(self.card.id)


@dataclass(frozen=True, slots=True)
class ColumnRows:
    id: str
    title: str
    """Untranslated, when it is one of ours."""
    limit: int
    count: int
    """All cards, whatever the filter lets through."""
    cards: tuple[CardRow, ...]

    @property
    def crowded(self) -> bool:
        return 0 < self.limit < self.count


class BoardModel:
    def __init__(self, workspace: Workspace, id: ProjectId) -> None:
        self.changed: Signal[None] = Signal()
        self.id = id
        self.loaded = False
        self.project: Project | None = None
        """None before it is loaded, and when it is gone."""
        self.columns: tuple[ColumnRows, ...] = ()
        self.fitting = 0
        """How many cards fit me."""
        self.stacks: tuple[str, ...] = ()
        """What the cards are about, alphabetically."""
        self.whose: Whose = "everybody"
        self.stack = ""
        self.drafts: dict[CardId, CardDraft] = {}
        self.new_card: NewCardDraft | None = None
        self._workspace = workspace
        self._names = Names(workspace)
        self._cards: dict[str, Card] = {}
        self._rows: dict[str, CardRow] = {}
        self._waiting: frozenset[str] = frozenset()
        self._project_waits = False
        self._skills: tuple[Skill, ...] = ()
        self._stale: set[Ref] | None = None
        """What is to be read again; None means everything."""
        self._turn = asyncio.Lock()
        """Moves come one after the other: each begins where the one before has ended."""
        self._reading = asyncio.Lock()
        self._refresh = Refresh(workspace.background, self.renew, "refold the board")
        self.close = workspace.touched.connect(self._heed)

    # --- seeing ---

    @property
    def facts(self) -> ProjectRow | None:
        """What is told of the project."""
        if self.project is None:
            return None
        counts = Counter((self.id, card.column) for card in self._cards.values())
        return project_row(self.project, counts, self._names, self._me, self._project_waits)

    @property
    def may_write(self) -> bool:
        return self.project is not None and self.project.written_by(self._workspace.me)

    @property
    def people(self) -> tuple[tuple[PersonId, str], ...]:
        """Who may do a card, by id and name: the members in the order they joined, and I."""
        members = self.project.members if self.project else ()
        also = (self._me,) if self.may_write and self._me not in members else ()
        return tuple((person, self._names.of(person)) for person in (*members, *also))

    @property
    def knows_me(self) -> bool:
        """Whether I am a mentee whose skills are known, so that cards can fit me."""
        return bool(self._skills)

    def row(self, card: CardId) -> CardRow | None:
        """The card as it is shown, whatever the filter lets through; None when it is gone."""
        return self._rows.get(card)

    def place(self, card: CardId) -> tuple[int, int] | None:
        """Column and position where it is shown."""
        for at, column in enumerate(self.columns):
            for position, row in enumerate(column.cards):
                if row.id == card:
                    return at, position
        return None

    def overtaken(self, card: CardId) -> bool:
        """Whether somebody has rewritten the card since I began to."""
        now, draft = self._cards.get(card), self.drafts.get(card)
        return now is not None and draft is not None and draft.seen != (now.title, now.detail)

    async def load(self) -> None:
        workspace = self._workspace
        drafts = await workspace.drafts(cards_of(self.id), CardDraft)
        self.drafts = {CardId(place.removeprefix(cards_of(self.id))): draft for place, draft in drafts.items()}
        self.new_card = (await workspace.drafts(new_card_place(self.id), NewCardDraft)).get(new_card_place(self.id))
        self._stale = None
        await self.renew()

    async def renew(self) -> None:
        """Read what was touched."""
        async with self._reading:
            stale, self._stale = self._stale, set()
            if stale == set():
                return  # somebody else was quicker
            if stale is None or len(stale) > FEW or any(ref.kind != Card.KIND for ref in stale):
                await self._read_everything()
            else:
                for ref in stale:
                    self._take(ref.id, await self._workspace.see(Card, ref.id))
            self._waiting = await self._workspace.waiting(Card)
            self._project_waits = self.id in await self._workspace.waiting(Project)
            people = self.project.members if self.project else ()
            taken = (card.assignee for card in self._cards.values() if card.assignee)
            await self._names.learn({*people, *taken, *([self.project.owner] if self.project else [])})
            self.loaded = True
        self._arrange()

    def show(self, whose: Whose, stack: str = "") -> None:
        """Let only these cards through."""
        self.whose, self.stack = whose, stack
        self._arrange()

    async def _read_everything(self) -> None:
        workspace = self._workspace
        self.project = await workspace.see(Project, self.id)
        self._cards = {card.id: card for card in await workspace.see_all(Card, self.id)}
        me = await workspace.see(Profile, self._me)
        self._skills = me.skills if me is not None and MENTEE in workspace.me.roles else ()

    def _take(self, id: str, card: Card | None) -> None:
        if card is not None and card.project == self.id:
            self._cards[id] = card
        else:
            self._cards.pop(id, None)

    def _arrange(self) -> None:
        self._rows = {id: self._row(card) for id, card in self._cards.items()}
        self.fitting = sum(row.fits for row in self._rows.values())
        named = {_key(name): name for card in self._cards.values() for name in card.stack}
        self.stacks = tuple(named[key] for key in sorted(named))
        cards = tuple(self._cards.values())
        self.columns = tuple(
            ColumnRows(
                column.id,
                column.title,
                column.limit,
                len(ordered),
                tuple(row for card in ordered if self._shows(row := self._rows[card.id])),
            )
            for column in (self.project.columns if self.project else ())
            for ordered in [in_order(cards, column.id)]
        )
        self.changed.emit(None)

    def _row(self, card: Card) -> CardRow:
        now = CardRow(
            card,
            self._names.of(card.assignee) if card.assignee else "",
            card.assignee == self._workspace.me.id,
            bool(self._skills) and self._fits(card),
            card.id in self._waiting,
            CardId(card.id) in self.drafts,
        )
        before = self._rows.get(card.id)
        return before if before == now else now  # the same value again costs a list nothing

    def _shows(self, row: CardRow) -> bool:
        if self.stack and _key(self.stack) not in map(_key, row.card.stack):
            return False
        match self.whose:
            case "mine":
                return row.mine
            case "nobody":
                return row.card.assignee is None
            case "fitting":
                return row.fits
            case "everybody":
                return True

    def _fits(self, card: Card) -> bool:
        if card.assignee is not None or self.project is None or card.column == self.project.columns[-1].id:
            return False
        wanted = set(map(_key, card.stack))
        return any(
            _key(skill.name) in wanted and (not card.level or abs(card.level - skill.level) <= 1)
            for skill in self._skills
        )

    def _heed(self, refs: frozenset[Ref]) -> None:
        ours = {ref for ref in refs if self._concerns(ref)}
        if ours:
            self._names.forget(ours)
            if self._stale is not None:
                self._stale |= ours
            self._refresh.ask()

    def _concerns(self, ref: Ref) -> bool:
        return ref.kind == Card.KIND or ref == Ref(Project.KIND, self.id) or ref.kind == Profile.KIND

    # --- doing ---

    async def add(self, column: str, title: str) -> CardId:
        """Put a new card on top of a column.

        Raises: Problem, when it has no title.
        """
        async with self._turn:
            id = CardId(new_id())
            rank = self._rank(id, column, behind=None)
            card = Card(id, self.id, title.strip(), column, rank, self.new_card.detail if self.new_card else "")
            await self._workspace.do(AddCard(id, card), title=say("Add “{card}”", card=card.title))
            await self.renew()
        return id

    async def move(self, card: CardId, column: str, behind: CardId | None) -> None:
        """Put a card right behind another one of a column; None puts it on top."""
        async with self._turn:
            await self._move(card, column, behind)

    async def step(self, card: CardId, across: int, down: int) -> None:
        """Move a card by columns or by positions, among what is shown; at the edge it stays."""
        async with self._turn:
            place = self.place(card)
            if place is None:
                return
            at, position = place
            if across:
                if not 0 <= at + across < len(self.columns):
                    return
                column = self.columns[at + across]
                others = column.cards
                above = min(position, len(others)) - 1
            else:
                column = self.columns[at]
                others = tuple(row for row in column.cards if row.id != card)
                if not 0 <= position + down <= len(others):
                    return
                above = position + down - 1
            await self._move(card, column.id, others[above].id if above >= 0 else None)

    async def edit(self, card: CardId) -> None:
        """Ask for what was written of a card.

        Raises: Problem, when it has no title, or when somebody has rewritten it meanwhile; the draft stays.
        """
        draft = self.drafts.get(card)
        if draft is None:
            return
        change = EditCard(
            card, draft.title.strip(), draft.detail.strip(), in_stack(draft.stack), draft.level, draft.seen
        )
        await self._workspace.do(change, title=say("Edit “{card}”", card=change.title))
        await self.forget(card)

    async def assign(self, card: CardId, person: PersonId | None) -> None:
        """Say who does it; None for nobody."""
        now = self._cards.get(card)
        if now is not None and now.assignee != person:
            title = say("Assign “{card}”", card=now.title)
            await self._workspace.do(AssignCard(card, person, now.assignee), title=title)

    async def take(self, card: CardId) -> None:
        """It is my task now."""
        await self.assign(card, self._me)

    async def remove(self, card: CardId) -> None:
        now = self._cards.get(card)
        if now is not None:
            await self._workspace.do(RemoveCard(card), title=say("Remove “{card}”", card=now.title))

    async def join(self) -> None:
        await self._workspace.do(JoinProject(self.id, self._me))

    async def leave(self) -> None:
        await self._workspace.do(LeaveProject(self.id, self._me))

    async def _move(self, card: CardId, column: str, behind: CardId | None) -> None:
        now = self._cards.get(card)
        if now is None or behind == card:
            return
        order = [one.id for one in in_order(tuple(self._cards.values()), column)]
        if card in order and order.index(card) == (order.index(behind) + 1 if behind in order else 0):
            return  # there it stands already
        change = MoveCard(card, column, self._rank(card, column, behind))
        await self._workspace.do(change, title=say("Move “{card}”", card=now.title))
        await self.renew()

    def _rank(self, card: CardId, column: str, behind: CardId | None) -> str:
        """A key right behind another card, as the column is seen here."""
        ranks = [(one.id, one.rank) for one in in_order(tuple(self._cards.values()), column) if one.id != card]
        at = next((at for at, (id, _) in enumerate(ranks, start=1) if id == behind), 0)
        before = ranks[at - 1][1] if at else ""
        # Cards that share a key stay together: the next greater key is the neighbour.
        after = next((rank for _, rank in ranks[at:] if rank > before), "")
        return rank_between(before, after, random.choice)

    @property
    def _me(self) -> PersonId:
        return self._workspace.me.id

    # --- writing ---

    async def keep(self, card: CardId, draft: CardDraft) -> None:
        """Keep what was typed about a card; durable when this returns. As it was, it is no draft."""
        now = self._cards.get(card)
        if now is not None and draft == as_it_is(now):
            await self.forget(card)
        elif self.drafts.get(card) != draft:
            self.drafts[card] = draft
            self._arrange()
            await self._workspace.keep_draft(card_place(self.id, card), draft)

    async def forget(self, card: CardId) -> None:
        self.drafts.pop(card, None)
        self._arrange()
        await self._workspace.forget_draft(card_place(self.id, card))

    async def insist(self, card: CardId) -> None:
        """I have seen what somebody else wrote, and want my words all the same."""
        now, draft = self._cards.get(card), self.drafts.get(card)
        if now is not None and draft is not None:
            seen = (now.title, now.detail)
            await self.keep(card, CardDraft(draft.title, draft.detail, draft.stack, draft.level, seen))

    async def keep_new(self, draft: NewCardDraft | None) -> None:
        """Keep the title of a card that is being added."""
        self.new_card = draft
        if draft is None:
            await self._workspace.forget_draft(new_card_place(self.id))
        else:
            await self._workspace.keep_draft(new_card_place(self.id), draft)
